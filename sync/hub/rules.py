"""HQ's business rule for counted work: which outcomes of a task count, which sign-ups, contacts,
cards and attendances, and why the others do not.

Pure: the same claims give the same answer in whatever order they came in, and however often they
are judged.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from sync.hub.records import Key
from terminal.domain.followup import Effect, Outcome, OutcomeCode, effect, standing


class RefusalCode(StrEnum):
    """Why counted work does not count."""

    UNDONE = "UNDONE"
    TASK_UNKNOWN = "TASK_UNKNOWN"
    TASK_OTHER = "TASK_OTHER"
    AT_FUTURE = "AT_FUTURE"
    AT_OLD = "AT_OLD"
    READING_MISSING = "READING_MISSING"
    DOUBLE = "DOUBLE"
    NOT_KNOWN = "NOT_KNOWN"


@dataclass(frozen=True, slots=True)
class Claim:
    """An outcome as HQ got it: when (UTC ms) and from which device. `at_ms` is what the till says.
    `sees_task`: its task is in its store's stream. `has_reading`: the observation it names is
    there and is its customer's.
    """

    id: str
    task: str
    customer: str
    code: str
    at_ms: int
    received_ms: int
    device: str
    undoes: str | None = None
    sees_task: bool = True
    has_reading: bool = False


@dataclass(frozen=True, slots=True)
class TaskFacts:
    """What HQ knows of the task: whose it is, and whether its rule asks for a reading."""

    customer: str
    wants_reading: bool


@dataclass(frozen=True, slots=True)
class Limits:
    """How far a claim's time may lie from its arrival, in ms."""

    future_ms: int
    oldest_ms: int


@dataclass(frozen=True, slots=True)
class Decision:
    """HQ's word: whether the work counts, and if not, why."""

    accepted: bool
    code: str | None = None


def decide(claims: Sequence[Claim], task: TaskFacts | None, limits: Limits) -> dict[str, Decision]:
    """Return a decision for every claim of one task, by id."""
    alive = {outcome.id for outcome in standing(map(_outcome, claims))}
    decisions: dict[str, Decision] = {}
    closed_by: str | None = None
    for claim in sorted(claims, key=lambda c: (c.received_ms, c.at_ms, c.id)):
        code = _own_fault(claim, task, limits)
        if code is None and claim.undoes is None:
            if claim.id not in alive:
                code = RefusalCode.UNDONE
            elif effect(claim.code) is Effect.CLOSES:
                if closed_by not in (None, claim.device):
                    code = RefusalCode.DOUBLE
                closed_by = closed_by or claim.device
        decisions[claim.id] = Decision(code is None, code)
    return decisions


@dataclass(frozen=True, slots=True)
class Deed:
    """Counted work that belongs to no task. Of a `program` one at a time counts, up to and with the
    day `until_on`; without a program each counts by itself. `is_known`: False for a learning card
    that somebody did not know yet.
    """

    key: Key
    at_ms: int
    received_ms: int
    program: str | None = None
    until_on: str | None = None
    undoes: str | None = None
    is_known: bool = True


def decide_deeds(deeds: Sequence[Deed], limits: Limits) -> dict[Key, Decision]:
    """Return a decision for every one of some deeds that are judged together."""
    undone = {deed.undoes for deed in deeds}
    decisions: dict[Key, Decision] = {}
    held: dict[str, list[Deed]] = {}
    for deed in sorted(deeds, key=lambda one: (one.received_ms, one.at_ms, one.key)):
        code = _time_fault(deed.at_ms, deed.received_ms, limits)
        if code is None and not deed.is_known:
            code = RefusalCode.NOT_KNOWN
        if code is None and deed.undoes is None:
            same = held.setdefault(deed.program, []) if deed.program is not None else []
            if deed.key.id in undone:
                code = RefusalCode.UNDONE
            elif any(_holds(one, deed.at_ms) for one in same):
                code = RefusalCode.DOUBLE
            else:
                same.append(deed)
        decisions[deed.key] = Decision(code is None, code)
    return decisions


def _holds(deed: Deed, at_ms: int) -> bool:
    on = datetime.fromtimestamp(at_ms / 1000, UTC).date().isoformat()
    return deed.until_on is None or on <= deed.until_on


def _time_fault(at_ms: int, received_ms: int, limits: Limits) -> RefusalCode | None:
    if at_ms > received_ms + limits.future_ms:
        return RefusalCode.AT_FUTURE
    return RefusalCode.AT_OLD if at_ms < received_ms - limits.oldest_ms else None


def _own_fault(claim: Claim, task: TaskFacts | None, limits: Limits) -> RefusalCode | None:
    """Return what is wrong with the claim whatever the others are."""
    if task is None or not claim.sees_task:
        return RefusalCode.TASK_UNKNOWN
    if task.customer != claim.customer:
        return RefusalCode.TASK_OTHER
    if (fault := _time_fault(claim.at_ms, claim.received_ms, limits)) is not None:
        return fault
    asked = task.wants_reading and claim.code == OutcomeCode.DONE and claim.undoes is None
    return RefusalCode.READING_MISSING if asked and not claim.has_reading else None


def _outcome(claim: Claim) -> Outcome:
    at = datetime.fromtimestamp(min(claim.at_ms, _LAST_MS) / 1000, UTC)
    return Outcome(
        id=claim.id,
        task=claim.task,
        customer=claim.customer,
        code=claim.code,
        at=at,
        by="",
        undoes=claim.undoes,
    )


# The last instant that a datetime holds; a faulty clock may claim a later one.
_LAST_MS = 253_402_300_799_000
