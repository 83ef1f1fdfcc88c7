"""Taking a push: everything a till sent takes effect in one transaction, exactly once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from sync.hub import devices, holding, op_log
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
ASIDE_FULL: Final = "ASIDE_FULL"

_COME_AGAIN_S: Final = 60


class AsideFullError(RefusedError):
    """So much of the till's work is kept aside that no more is taken until somebody settles some:
    all of it has to fit into memory to be judged anew. The till keeps what it has and comes again.
    """

    def __init__(self) -> None:
        super().__init__(ProblemCode.BUSY, retry_after_s=_COME_AGAIN_S)


@dataclass(frozen=True, slots=True)
class Limits:
    """What a push may ask for: `links_per_day` customers of other stores, and `aside_bytes_max` of
    work that is kept aside at once.
    """

    links_per_day: int
    aside_bytes_max: int


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

    Raise RefusedError (GAP, MALFORMED), AsideFullError or ForkError; nothing is stored then.
    """
    known = tx.devices.lock_chain(device)
    admitted = _admit(tx, device, push, known)
    repeated = _as_it_is_now(tx, device, admitted.repeated)
    if not admitted.groups:
        return Taken(known.last_n, repeated)
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
    tx.devices.advance(device, last.op.n, last.hash)
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
    have = tx.ops.between(device, push.start - 1, last)
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
    else:
        desk.blocked = tx.aside.blocked(device)
    return desk
