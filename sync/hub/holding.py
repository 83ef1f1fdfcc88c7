"""Holding groups back, and letting them go. No I/O.

A group that is not applied blocks its records: later groups of the same till on them wait, in the
order of their ops, so that nothing overtakes. What waits is judged again as soon as nothing before
it stands in its way: somebody resolved or closed that, or HQ learnt a kind it did not know.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Final

from sync.hub.desk import Desk, GroupId, touched_by
from sync.hub.judge import KIND_UNKNOWN, RESOLUTION, is_plain, judge
from sync.hub.op_log import APPLIED, Arrived, Judged, KeptGroup, Settled
from sync.hub.records import Entity
from sync.protocol.cycle import VerdictState
from sync.protocol.kinds import KINDS

HELD: Final = "held"
QUARANTINED: Final = "quarantined"
RESOLVED: Final = "resolved"


def take(desk: Desk, groups: Sequence[Arrived]) -> list[Judged]:
    """Return the verdicts on groups of a push, in their order. What they set free is judged too."""
    verdicts = []
    spoiled: set[Entity] = set()
    for group in groups:
        judged = _take_one(desk, group)
        verdicts.append(judged)
        if not is_plain(judged):
            spoiled |= {(item.op.k, item.op.id) for item in group.ops}
    # The till does not make a record from ops of which only some were plainly applied, or from
    # those of an earlier push that were let go by this one.
    sent = {item.op.n for group in groups for item in group.ops}
    desk.created = {
        entity: n for entity, n in desk.created.items() if n in sent and entity not in spoiled
    }
    return verdicts


def retry(desk: Desk, group: KeptGroup, *, by: str) -> Judged:
    """Judge a group that was kept aside anew, and then what waited for it."""
    before = (one for one in _in_order(desk) if one.first_n < group.first_n)
    desk.blocked = blocked_by(before)
    judged = _closing(desk, group.arrived, by)
    _settle(desk, group, judged, by)
    replay(desk)
    return judged


def close(desk: Desk, group: KeptGroup, *, by: str) -> None:
    """Settle a group otherwise than by applying it, and judge what waited for it."""
    _close(desk, group, by)
    replay(desk)


def replay(desk: Desk) -> None:
    """Judge every held group that nothing before it blocks any more."""
    while _replay_once(desk):
        pass
    desk.blocked = blocked_by(_in_order(desk))


def blocked_by(groups: Iterable[KeptGroup]) -> set[Entity]:
    """Return the records that these groups, given in their order, keep later ones from: all but
    those of groups that have nothing to wait for.
    """
    blocked: set[Entity] = set()
    for group in groups:
        if group.state != HELD or _stays(group, blocked):
            blocked |= group.entities
    return blocked


def _take_one(desk: Desk, group: Arrived) -> Judged:
    closed = len(desk.settled)
    judged = _closing(desk, group, group.ops[0].op.actor)
    if judged.state not in APPLIED:
        first = group.ops[0].op.n
        kept = KeptGroup(
            store=desk.store,
            device=desk.device,
            inc=desk.inc,
            first_n=first,
            g=group.g,
            ops=tuple(item.op for item in group.ops),
            state=judged.state.value,
            verdict=judged.state.value,
            code=judged.code,
            received_at=desk.now_ms,
            resolved_by=None,
        )
        desk.open[desk.device, first] = kept
        desk.blocked |= kept.entities
    if len(desk.settled) > closed:
        replay(desk)
    return judged


def _closing(desk: Desk, group: Arrived, by: str) -> Judged:
    """Judge a group, and close what it resolves when it is applied itself. The correction that
    comes with a resolution is not kept waiting by what it corrects.
    """
    resolved = _resolved_by(desk, group)
    if not resolved:
        return judge(desk, group)
    before = desk.blocked
    ids = {(one.device, one.first_n) for one in resolved}
    rest = [one for one in _in_order(desk) if (one.device, one.first_n) not in ids]
    desk.blocked = blocked_by(rest)
    judged = judge(desk, group)
    if judged.state in APPLIED:
        for one in resolved:
            _close(desk, one, by)
    else:
        desk.blocked = before
    return judged


def _resolved_by(desk: Desk, group: Arrived) -> list[KeptGroup]:
    """Return the open groups that a group says are settled."""
    named: set[str] = set()
    for item in group.ops:
        fact = item.op.b.get("fact")
        said = fact.get("group") if isinstance(fact, dict) else None
        if item.op.k == RESOLUTION and isinstance(said, str):
            named.add(said)
    # Nearly all groups settle nothing, and there may be thousands to look through.
    return [one for one in _in_order(desk) if one.g in named] if named else []


def _replay_once(desk: Desk) -> bool:
    """Go through what is open in its order; tell whether something was closed by that, so that
    there may be more to let go.
    """
    blocked: set[Entity] = set()
    closed = False
    for group in _in_order(desk):
        if (group.device, group.first_n) not in desk.open:
            continue  # Closed meanwhile.
        if group.state != HELD or _stays(group, blocked):
            blocked |= group.entities
            continue
        desk.blocked = set(blocked)
        count = len(desk.open)
        judged = _closing(desk, group.arrived, group.ops[0].actor)
        closed |= len(desk.open) < count
        if judged.state is not VerdictState.HELD:
            _settle(desk, group, judged, None)
        if judged.state not in APPLIED:
            blocked |= group.entities
    return closed


def _stays(group: KeptGroup, blocked: Collection[Entity]) -> bool:
    """Tell whether a held group has to wait on, when these records are blocked before it."""
    if group.code == KIND_UNKNOWN and any(op.k not in KINDS for op in group.ops):
        return True
    return not touched_by(group.ops).isdisjoint(blocked)


def _in_order(desk: Desk) -> list[KeptGroup]:
    return sorted(desk.open.values(), key=lambda one: (one.first_n, one.device))


def _settle(desk: Desk, group: KeptGroup, judged: Judged, by: str | None) -> None:
    """Note a new verdict on a group that was kept aside."""
    name: GroupId = (group.device, group.first_n)
    if judged.state in APPLIED:
        desk.open.pop(name, None)
        state = RESOLVED
    else:
        state = judged.state.value
        desk.open[name] = group._replace(state=state, verdict=state, code=judged.code)
    desk.settled[name] = Settled(group, state, judged.state, judged.code, by)


def _close(desk: Desk, group: KeptGroup, by: str) -> None:
    name: GroupId = (group.device, group.first_n)
    desk.open.pop(name, None)
    desk.settled[name] = Settled(group, RESOLVED, VerdictState.QUARANTINED, group.code, by)
