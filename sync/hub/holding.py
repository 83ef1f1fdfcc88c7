"""Holding groups back, and letting them go. No I/O.

A group that is not applied blocks its records: later groups of the same till on them wait, in the
order of their ops, so that nothing overtakes. What waits is judged again as soon as nothing before
it stands in its way: somebody resolved or closed that, or HQ learnt a kind it did not know.

A push may settle thousands of groups while thousands wait. So what waits is gone through once, at
its end; only what an op of the push has to do with is caught up with before that op.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Final

from sync.hub.desk import Desk
from sync.hub.judge import KIND_UNKNOWN, RESOLUTION, is_plain, judge
from sync.hub.op_log import APPLIED, Arrived, Judged, KeptGroup, Settled
from sync.hub.open_groups import HELD, GroupId, touched_by
from sync.hub.records import Entity
from sync.protocol.cycle import VerdictState
from sync.protocol.kinds import KINDS

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
    if desk.is_behind:
        replay(desk)
    # The till does not make a record from ops of which only some were plainly applied, or from
    # those of an earlier push that were let go by this one.
    sent = {item.op.n for group in groups for item in group.ops}
    desk.created = {
        entity: n for entity, n in desk.created.items() if n in sent and entity not in spoiled
    }
    return verdicts


def retry(desk: Desk, group: KeptGroup, *, by: str) -> Judged:
    """Judge a group that was kept aside anew, and then what waited for it."""
    before = (one for one in desk.open.in_order() if one.first_n < group.first_n)
    desk.blocked = blocked_by(before)
    desk.open.drop((group.device, group.first_n))  # It is not in its own way.
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
    while _replay_once(desk, desk.open.in_order()) and desk.looks_left > 0:
        pass
    desk.blocked = blocked_by(desk.open.in_order())
    desk.is_behind = False


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
    known = desk.blocked
    if desk.is_behind:
        # What it says is settled may be free by now, and then there is nothing to settle.
        meant = (touched_by(one.ops) for one in _resolved_by(desk, group))
        _catch_up(desk, _touched(group).union(*meant))
    judged = _closing(desk, group, group.ops[0].op.actor)
    desk.blocked = known
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
        desk.open.put(kept)
        desk.blocked |= kept.entities
    return judged


def _catch_up(desk: Desk, touched: set[Entity]) -> None:
    """Judge what waits and has to do with these records, as far as nothing blocks it any more, and
    say which of them are blocked now.
    """
    if desk.looks_left <= 0:
        return
    while _replay_once(desk, _around(desk, touched)) and desk.looks_left > 0:
        pass
    desk.blocked = blocked_by(_around(desk, touched))


def _around(desk: Desk, touched: set[Entity]) -> list[KeptGroup]:
    groups = desk.open.around(touched)
    desk.looks_left -= len(groups)
    return groups


def _closing(desk: Desk, group: Arrived, by: str) -> Judged:
    """Judge a group, and close what it resolves when it is applied itself. The correction that
    comes with a resolution is not kept waiting by what it corrects.
    """
    resolved = _resolved_by(desk, group)
    if not resolved:
        return judge(desk, group)
    before, touched = desk.blocked, _touched(group)
    if desk.looks_left > 0:
        ids = {(one.device, one.first_n) for one in resolved}
        around = _around(desk, touched)
        desk.blocked = blocked_by(one for one in around if (one.device, one.first_n) not in ids)
    judged = judge(desk, group)
    desk.blocked = before
    if judged.state in APPLIED:
        for one in resolved:
            _close(desk, one, by)
    return judged


def _resolved_by(desk: Desk, group: Arrived) -> list[KeptGroup]:
    """Return the open groups that a group says are settled."""
    named: set[str] = set()
    for item in group.ops:
        if item.op.k != RESOLUTION:
            continue
        fact = item.op.b.get("fact")
        said = fact.get("group") if isinstance(fact, dict) else None
        if isinstance(said, str):
            named.add(said)
    return desk.open.named(named) if named else []


def _touched(group: Arrived) -> set[Entity]:
    return touched_by(item.op for item in group.ops)


def _replay_once(desk: Desk, groups: Sequence[KeptGroup]) -> bool:
    """Go through these open groups in their order; tell whether something was closed by that, so
    that there may be more to let go.
    """
    desk.looks_left -= len(groups)
    blocked: set[Entity] = set()
    closed = False
    for group in groups:
        if (group.device, group.first_n) not in desk.open:
            continue  # Closed meanwhile.
        if group.state != HELD or _stays(group, blocked):
            blocked |= group.entities
            continue
        desk.blocked = blocked
        count = len(desk.open)
        judged = _closing(desk, group.arrived, group.ops[0].actor)
        closed |= len(desk.open) < count
        if (judged.state.value, judged.code) != (group.state, group.code):
            _settle(desk, group, judged, None)
        if judged.state not in APPLIED:
            blocked |= group.entities
    return closed


def _stays(group: KeptGroup, blocked: Collection[Entity]) -> bool:
    """Tell whether a held group has to wait on, when these records are blocked before it."""
    if group.code == KIND_UNKNOWN and any(op.k not in KINDS for op in group.ops):
        return True
    return not touched_by(group.ops).isdisjoint(blocked)


def _settle(desk: Desk, group: KeptGroup, judged: Judged, by: str | None) -> None:
    """Note a new verdict on a group that was kept aside."""
    name: GroupId = (group.device, group.first_n)
    if judged.state in APPLIED:
        desk.open.drop(name)
        state = RESOLVED
    else:
        state = judged.state.value
        desk.open.put(group._replace(state=state, verdict=state, code=judged.code))
    desk.settled[name] = Settled(group, state, judged.state, judged.code, by)


def _close(desk: Desk, group: KeptGroup, by: str) -> None:
    name: GroupId = (group.device, group.first_n)
    desk.open.drop(name)
    desk.settled[name] = Settled(group, RESOLVED, VerdictState.QUARANTINED, group.code, by)
    desk.is_behind = True
