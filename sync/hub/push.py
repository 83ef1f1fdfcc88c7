"""Taking a push: everything a till sent takes effect in one transaction, exactly once."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from sync.hub import devices, holding, op_log
from sync.hub.config import DAY_MS
from sync.hub.desk import Desk
from sync.hub.desk_work import clear, lay_out
from sync.hub.devices import Chain, Device
from sync.hub.errors import RefusedError
from sync.hub.judge import RESOLUTION
from sync.hub.op_log import APPLIED, Admitted, Arrived, Judged, Logged
from sync.hub.records import Entity, Key
from sync.hub.storage import Transaction
from sync.protocol.cycle import Push, Verdict, VerdictState
from sync.protocol.problems import ProblemCode

DEVICE_DRAINING: Final = "DEVICE_DRAINING"

OP_BYTES: Final = 256
"""What an op counts for beside its body: its header, hashes and place in the log."""

_COME_AGAIN_S: Final = 60


class OverLimitError(RefusedError):
    """A till wants more kept than it may. It keeps what it has and comes again; somebody at HQ is
    told by an alert of the name `alert`.
    """

    alert: str


class AsideFullError(OverLimitError):
    """So much of the till's work is kept aside that no more is taken until somebody settles some:
    all of it has to fit into memory to be judged anew.
    """

    alert = ProblemCode.ASIDE_FULL.value

    def __init__(self) -> None:
        super().__init__(ProblemCode.ASIDE_FULL, retry_after_s=_COME_AGAIN_S)


class DayFullError(OverLimitError):
    """The till brought so much that no more is taken until the next UTC day: what is once in the
    log stays there.
    """

    alert = ProblemCode.DAY_FULL.value

    def __init__(self, now_ms: int) -> None:
        left_ms = DAY_MS - now_ms % DAY_MS
        super().__init__(ProblemCode.DAY_FULL, retry_after_s=-(-left_ms // 1000))


@dataclass(frozen=True, slots=True)
class Limits:
    """What a push may ask for: `links_per_day` customers of other stores, `aside_bytes_max` of work
    that is kept aside at once, and no more once it brought `push_bytes_per_day`, where who brings
    it is bounded so.
    """

    links_per_day: int
    aside_bytes_max: int
    push_bytes_per_day: int = sys.maxsize


@dataclass(frozen=True, slots=True)
class Taken:
    """How far HQ has the device's ops now, the verdicts in the order of the push, whether there is
    counted work to judge, the records that plainly applied groups of this push created (each with
    its first op), and the customers that it is to be shown.
    """

    last_n: int
    verdicts: tuple[Verdict, ...]
    counted: bool = False
    created: Mapping[Entity, int] = field(default_factory=dict)
    linked: tuple[Key, ...] = ()


def take(tx: Transaction, device: Device, push: Push, limits: Limits, *, now_ms: int) -> Taken:
    """Take `push` inside the caller's transaction.

    Raise RefusedError (GAP, MALFORMED), OverLimitError or ForkError; nothing is stored then.
    """
    known = tx.devices.lock_chain(device)
    admitted = _admit(tx, device, push, known)
    repeated = _as_it_is_now(tx, device, admitted.repeated)
    if not admitted.groups:
        return Taken(known.last_n, repeated)
    today = known.pushed.on(now_ms // DAY_MS)
    # Looked at before and not with what comes: a push that is larger than all of it gets in too.
    if today.size >= limits.push_bytes_per_day:
        raise DayFullError(now_ms)
    had = _had_before(tx, device, admitted.groups)
    fresh = [group for group in admitted.groups if _first(group) not in had]
    desk = None
    if device.status == devices.DRAINING:
        judged = [Judged(group, VerdictState.QUARANTINED, DEVICE_DRAINING) for group in fresh]
    else:
        desk = _desk(tx, device, fresh, limits, now_ms=now_ms)
        judged = holding.take(desk, fresh)
    # By the first op, whose number is its own: a group's name is what the till chose.
    said = {_first(one.group): one for one in judged} | had
    every = [said[_first(group)] for group in admitted.groups]
    tx.ops.keep(device, every, now_ms=now_ms)
    aside = [one for one in judged if one.state not in APPLIED]
    if aside:
        tx.aside.keep(device, aside, now_ms=now_ms)
        if tx.aside.open_bytes(device) > limits.aside_bytes_max:
            raise AsideFullError
    last = admitted.groups[-1].ops[-1]
    pushed = today._replace(size=today.size + _size(admitted.groups))
    tx.devices.advance(device, last.op.n, last.hash, pushed)
    counted = clear(tx, device, desk) if desk else False
    verdicts = tuple(
        Verdict(g=one.group.g, n=one.group.ops[0].op.n, st=one.state, code=one.code)
        for one in every
    )
    return Taken(
        last_n=last.op.n,
        verdicts=(*repeated, *(_as_it_is_now(tx, device, verdicts) if had else verdicts)),
        counted=counted,
        created=dict(desk.created) if desk else {},
        linked=tuple(desk.linked) if desk else (),
    )


def _admit(tx: Transaction, device: Device, push: Push, known: Chain) -> Admitted:
    op_log.check_start(push, known)
    linked = op_log.link(device, push)
    last = min(known.last_n, linked[-1].ops[-1].op.n)
    # Most pushes bring only what is new, and nothing is compared then but the chain's end.
    have = tx.ops.between(device, push.start, last) if push.start <= last else {}
    return op_log.admit(linked, push, known, have)


def _as_it_is_now(
    tx: Transaction, device: Device, verdicts: tuple[Verdict, ...]
) -> tuple[Verdict, ...]:
    """Return the verdicts of groups that HQ had, with those that were closed meanwhile marked."""
    aside = [one.g for one in verdicts if one.st is VerdictState.QUARANTINED]
    if not aside:
        return verdicts
    closed = tx.aside.closed(device, aside)
    return tuple(
        one.model_copy(update={"closed": True}) if one.g in closed else one for one in verdicts
    )


def _size(groups: Sequence[Arrived]) -> int:
    return sum(OP_BYTES + len(item.body) for group in groups for item in group.ops)


def _first(group: Arrived) -> int:
    return group.ops[0].op.n


def _had_before(tx: Transaction, device: Device, groups: Sequence[Arrived]) -> dict[int, Judged]:
    """Return what became of those groups that the till already sent under an earlier name, by
    their first ops.
    """
    if not device.lineage:
        return {}
    first, last = groups[0].ops[0].op.n, groups[-1].ops[-1].op.n
    known = tx.ops.of_groups(device, first, last)
    again = [group for group in groups if group.g in known]
    return {_first(group): _again(group, known[group.g]) for group in again}


def _again(group: Arrived, logged: Logged) -> Judged:
    return Judged(group, VerdictState(logged.verdict), logged.code)


def _desk(
    tx: Transaction, device: Device, groups: Sequence[Arrived], limits: Limits, *, now_ms: int
) -> Desk:
    ops = [item.op for group in groups for item in group.ops]
    resolves = any(op.k == RESOLUTION for op in ops)
    kept = tx.aside.open_groups(device) if resolves else []
    desk = lay_out(tx, device, ops, kept, now_ms=now_ms, links_per_day=limits.links_per_day)
    if resolves:
        # What nothing blocks any more since this HQ knows its kind comes before what is new.
        holding.replay(desk)
    return desk
