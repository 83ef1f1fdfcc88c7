"""Follow-ups: tasks that fall due, what can come of them, and what comes next.

A task's identity follows from what called for it, so two tills that create the same one create
one. Whether it is open follows from its outcomes: no till ever writes a state that another could
contradict. Undo is an outcome too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Any, Final
from uuid import UUID, uuid5

from terminal.domain.customer import Mark
from terminal.domain.errors import PolicyInvalidError

_TASKS: Final = UUID("8a2d5f5e-6b0a-5c1e-9a57-6f2b5f0f4a11")


class Effect(StrEnum):
    """What an outcome does to its task."""

    CLOSES = "closes"
    CANCELS = "cancels"
    KEEPS = "keeps"


class OutcomeCode(StrEnum):
    """What came of a task, in the order of the number keys; DONE is Enter. HANDED_OVER: somebody
    else is to work it; the words that go with it are its note, and `Task.assignee` says who.
    """

    DONE = "done"
    REFILLED = "refilled"
    RESCHEDULED = "rescheduled"
    NO_ANSWER = "no_answer"
    REFUSED = "refused"
    STOPPED = "stopped"
    REFERRED = "referred"
    WRONG_NUMBER = "wrong_number"
    OTHER = "other"
    HANDED_OVER = "handed_over"


OUTCOME_KEYS: Final = {
    1: OutcomeCode.REFILLED,
    2: OutcomeCode.RESCHEDULED,
    3: OutcomeCode.NO_ANSWER,
    4: OutcomeCode.REFUSED,
    5: OutcomeCode.STOPPED,
    6: OutcomeCode.REFERRED,
    7: OutcomeCode.WRONG_NUMBER,
    8: OutcomeCode.OTHER,
}

_EFFECTS: Final = {
    OutcomeCode.DONE: Effect.CLOSES,
    OutcomeCode.REFILLED: Effect.CLOSES,
    OutcomeCode.RESCHEDULED: Effect.KEEPS,
    OutcomeCode.NO_ANSWER: Effect.KEEPS,
    OutcomeCode.REFUSED: Effect.CLOSES,
    OutcomeCode.STOPPED: Effect.CANCELS,
    OutcomeCode.REFERRED: Effect.CLOSES,
    OutcomeCode.WRONG_NUMBER: Effect.CANCELS,
    OutcomeCode.OTHER: Effect.CANCELS,
    OutcomeCode.HANDED_OVER: Effect.KEEPS,
}

CONTINUES: Final = frozenset({OutcomeCode.DONE, OutcomeCode.REFILLED, OutcomeCode.REFERRED})
"""Outcomes after which a cyclic rule calls for the next task."""

UNDONE: Final = "undone"
"""The code of an outcome that only takes another one back."""

RETRY_DAYS: Final = 1
RECONTACT_DAYS: Final = 14
"""After a reading that needs a doctor, contact again within two weeks (national rules)."""
POSTPONE_DAYS: Final = 3


class TaskState(StrEnum):
    """Where a task stands. DORMANT: its predecessor is open again, so it does not count."""

    OPEN = "open"
    DONE = "done"
    CANCELLED = "cancelled"
    DORMANT = "dormant"


@dataclass(frozen=True, slots=True)
class FollowUpRule:
    """A rule from HQ: who is followed up, how often, what is asked and what is measured. Texts are
    by language (`zh_CN`, `en`).
    """

    id: str
    version: int
    title: Mapping[str, str]
    ask: Mapping[str, str]
    condition: str | None
    cycle_days: int
    reading: str | None
    keys: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Task:
    """Something due for a customer."""

    id: str
    rule: str
    rule_version: int
    customer: str
    anchor: str
    due_on: date
    assignee: str | None = None
    state: str = TaskState.OPEN
    mark: Mark = Mark.ACCEPTED


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a task. One that stays open moves from `due_was_on` to `due_on`."""

    id: str
    task: str
    customer: str
    code: str
    at: datetime
    by: str
    note: str = ""
    observation: str | None = None
    due_on: date | None = None
    due_was_on: date | None = None
    undoes: str | None = None
    accepted: bool | None = None
    accepted_code: str | None = None
    mark: Mark = Mark.ACCEPTED


def rule_from_content(record_id: str, version: int, content: Mapping[str, Any]) -> FollowUpRule:
    """Return the rule written in a configuration's content. Raise PolicyInvalidError."""
    title, ask = content.get("title", {}), content.get("ask", {})
    cycle, keys = content.get("cycle_days"), content.get("keys", [])
    if content.get("type") != "followup":
        raise PolicyInvalidError(record_id, "type")
    if not title or not _is_text(title) or not _is_text(ask):
        raise PolicyInvalidError(record_id, "text")
    if not isinstance(cycle, int) or isinstance(cycle, bool) or not 1 <= cycle <= 366:  # noqa: PLR2004
        raise PolicyInvalidError(record_id, "cycle_days")
    if not isinstance(keys, list) or not all(key in OUTCOME_KEYS for key in keys):
        raise PolicyInvalidError(record_id, "keys")
    return FollowUpRule(
        record_id,
        version,
        dict(title),
        dict(ask),
        content.get("condition"),
        cycle,
        content.get("reading"),
        tuple(keys),
    )


def _is_text(value: object) -> bool:
    return isinstance(value, Mapping) and all(isinstance(text, str) for text in value.values())


def task_id(rule: str, customer: str, anchor: str) -> str:
    """Return the identity of the task that `anchor` (a fact or the previous task) calls for."""
    return str(uuid5(_TASKS, f"{rule}|{customer}|{anchor}"))


def effect(code: str) -> Effect:
    """Return what an outcome does; one from a newer program that we do not know keeps the task
    open, because asking twice hurts less than forgetting.
    """
    try:
        return _EFFECTS[OutcomeCode(code)]
    except ValueError:
        return Effect.KEEPS


def standing(outcomes: Iterable[Outcome]) -> list[Outcome]:
    """Return the outcomes that were not undone, oldest first."""
    every = list(outcomes)
    kept = _standing((outcome.id, outcome.undoes) for outcome in every)
    return sorted((o for o in every if o.id in kept), key=lambda o: (o.at, o.id))


def standing_codes(outcomes: Sequence[tuple[str, str, str | None]]) -> frozenset[str]:
    """Return the codes of a task's outcomes that were not undone; each comes as its id, its code
    and what it undoes.
    """
    if len(outcomes) == 1:  # As nearly all tasks have it, and a first load asks this of each.
        ((_, code, undoes),) = outcomes
        return frozenset((code,)) if undoes is None else frozenset()
    kept = _standing((one, undoes) for one, _, undoes in outcomes)
    return frozenset(code for one, code, _ in outcomes if one in kept)


def _standing(outcomes: Iterable[tuple[str, str | None]]) -> set[str]:
    every = dict(outcomes)
    return {one for one, undoes in every.items() if undoes is None} - set(every.values())


@lru_cache(maxsize=256)
def state_of(codes: frozenset[str], *, anchor_open: bool) -> TaskState:
    """Return where a task stands by the codes of its outcomes that were not undone. `anchor_open`:
    it follows a task that is still, or again, open.

    Closing beats cancelling when two tills did both.
    """
    effects = {effect(code) for code in codes}
    if Effect.CLOSES in effects:
        return TaskState.DONE
    if Effect.CANCELS in effects:
        return TaskState.CANCELLED
    return TaskState.DORMANT if anchor_open else TaskState.OPEN


def due_after(code: str, *, due_on: date, today: date) -> date | None:
    """Return the new due date of a task that stays open and moves after this outcome, else None."""
    if effect(code) is not Effect.KEEPS or code == OutcomeCode.HANDED_OVER:
        return None
    if code == OutcomeCode.RESCHEDULED:
        return max(due_on, today) + timedelta(days=POSTPONE_DAYS)
    return today + timedelta(days=RETRY_DAYS)


def due_before(undoing: Outcome, outcomes: Iterable[Outcome]) -> date | None:
    """Return the due date that a task goes back to when an outcome that moved it is taken back.
    None when it moved nothing, or a later one that stands has moved the task since.
    """
    every = sorted(outcomes, key=lambda o: (o.at, o.id))
    undone = {outcome.undoes for outcome in every if outcome.undoes}
    moves = [o for o in every if o.due_on is not None and o.due_was_on is not None]
    stands = [o for o in moves if o.id not in undone]
    if not stands or stands[-1].id != undoing.id:
        return None
    target = undoing.due_was_on
    for move in reversed(moves[: moves.index(stands[-1])]):
        if move.id in undone and move.due_on == target:
            target = move.due_was_on  # It had been moved there by what was taken back earlier.
    return target


def next_due(rule: FollowUpRule, *, done_on: date, danger: bool = False) -> date:
    """Return when the rule's next task is due: a late call restarts the cycle on its day. After a
    reading that needs a doctor (`danger`) it is at most two weeks away.
    """
    days = min(rule.cycle_days, RECONTACT_DAYS) if danger else rule.cycle_days
    return done_on + timedelta(days=days)
