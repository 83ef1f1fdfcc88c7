"""What must hold of a world once it is quiet."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import zip_longest
from typing import Any, Final, NamedTuple

from local_store.op_row import OpState
from local_store.record_table import TABLES
from local_store.unit_of_work import UnitOfWork
from sync.agent.errors import ProtocolViolationError
from sync.merge import State
from sync.protocol import checksum
from sync.protocol.kinds import KINDS
from sync.protocol.problems import ProblemCode
from terminal.domain.followup import standing, state_of
from tests.simulation import linked, seeds
from tests.simulation.faults import Fault
from tests.simulation.storages import Kept, LoggedOp
from tests.simulation.till import Till
from tests.simulation.world import World

NEVER: Final = {
    ProtocolViolationError.code, "SYNC_MISMATCH", *ProblemCode,
} - {ProblemCode.CLOCK, ProblemCode.BUSY}  # fmt: skip
"""Troubles that no fault of the wire or a clock explains."""

EXPLAINED: Final[dict[Fault, frozenset[str]]] = {
    Fault.HUB_SET_BACK: frozenset({ProblemCode.GAP, "SYNC_MISMATCH"}),
    Fault.WRONG_ROW: frozenset({"SYNC_MISMATCH"}),
    Fault.DAMAGED_ANSWER: frozenset({ProtocolViolationError.code}),
    Fault.SERVER_ERROR: frozenset({ProblemCode.INTERNAL}),
    Fault.HUB_RESTORED: frozenset({ProblemCode.GAP, "SYNC_MISMATCH"}),
    Fault.DAMAGED_ROW: frozenset({"SYNC_MISMATCH"}),
    Fault.TILL_SET_BACK: frozenset({ProblemCode.DEVICE_FORKED, ProblemCode.DEVICE_REVOKED}),
    Fault.TILL_CLONED: frozenset({ProblemCode.DEVICE_FORKED, ProblemCode.DEVICE_REVOKED}),
    Fault.RETIRED: frozenset({ProblemCode.DEVICE_REVOKED}),
}
"""What tills may say besides once something of a class happened."""


def same(expected: Any, actual: Any, what: Any) -> None:
    """Raise AssertionError, saying where they differ, unless both are the same."""
    if expected == actual:
        return
    if isinstance(expected, list) and isinstance(actual, list):
        pairs = zip_longest(expected, actual)
        differ = [
            f"{at}: {one} != {other}" for at, (one, other) in enumerate(pairs) if one != other
        ]
    elif isinstance(expected, dict) and isinstance(actual, dict):
        names = sorted(expected.keys() | actual.keys(), key=str)
        differ = [
            f"{name}: {expected.get(name)} != {actual.get(name)}"
            for name in names
            if expected.get(name) != actual.get(name)
        ]
    else:
        differ = [f"{expected} != {actual}"]
    raise AssertionError(f"{what}: {differ[:3]}")


class Replica(NamedTuple):
    """A stream's content: records by kind and id, with count and sum."""

    records: dict[tuple[str, str], tuple[int, str]]
    n: int
    sum: int


def check(world: World) -> None:
    """Raise AssertionError unless everything holds that must."""
    same([], world.hq.crashes, "crashes of HQ")
    had = world.tally.counts
    explained = {code for fault in had for code in EXPLAINED.get(fault, ())}
    if {Fault.TILL_CLONED, Fault.NEW_KEYS} <= had.keys():  # The keys of both, by one of them.
        explained.add(ProblemCode.SIGNATURE)
    same(set(), set(world.troubles) & NEVER - explained, "what tills said")
    _check_ledger(world)
    _check_effects(world)
    _check_visibility(world)
    linked.check(world.storage, at_rest=True)
    linked.check_shares(world.storage, world.hq.settings.links_per_day)
    for till in world.tills:
        _check_outbox(world, till)
        _check_rows(till)
        for stream in ("g", f"s:{till.store_id}"):
            _compare(_at_hq(world, stream), _at_till(till, stream), (till.name, stream))


def _compare(hq: Replica, till: Replica, what: Any) -> None:
    same(hq.records, till.records, what)
    same((hq.n, hq.sum), (till.n, till.sum), what)


def check_bootstrap(world: World) -> None:
    """Raise AssertionError unless a new till of each store ends with the same as HQ."""
    for store in ("0018", "0022"):
        till = world.add_till(f"new-{store}", store)
        world.depth = 1
        assert not world.exchange(till).failed
        world.depth = 0
        for stream in ("g", f"s:{store}"):
            _compare(_at_hq(world, stream), _at_till(till, stream), (till.name, stream))


def _check_outbox(world: World, till: Till) -> None:
    """Every op of the till is at HQ once, as it was written, with the verdict the till knows."""

    def ours(uow: UnitOfWork) -> list[tuple[Any, ...]]:
        rows = uow._db.execute(
            "SELECT n, g, kind, entity, hash, state, code FROM outbox ORDER BY n"
        )
        return [tuple(row) for row in rows]

    kept = till.store.read(ours).result()
    same(list(range(1, len(kept) + 1)), [row[0] for row in kept], f"{till.name}: numbers")
    theirs = _at_hq_of(world, till)
    same([row[:5] for row in kept], [tuple(row[:5]) for row in theirs], f"{till.name}: ops")
    had = set(world.tally.counts)
    both = Fault.TILL_CLONED in had and bool(had & {Fault.HUB_SET_BACK, Fault.HUB_RESTORED})
    own = till.store.read(lambda uow: uow.sync.lineage()).result()[-1].start
    same(
        *_verdicts(theirs, kept, _Copies(_shown(world), own) if both else None),
        f"{till.name}: verdicts",
    )
    if not world.verified:
        same(set(), {row[0] for row in kept if row[5] == OpState.DURABLE}, "in no backup")
    same(None, till.store.read(lambda uow: uow.sync.first_broken_op()).result(), till.name)
    _check_counts(till, kept)


def _shown(world: World) -> dict[Any, set[tuple[str, Any]]]:
    """Return what any till shows of each op, by what it is of: copies of a till share theirs, and
    one that came again has chained them anew.
    """
    shown: dict[Any, set[tuple[str, Any]]] = {}
    for till in world.tills:
        for *op, state, code in till.query("SELECT g, kind, entity, state, code FROM outbox"):
            shown.setdefault(tuple(op), set()).add(_said(state, code))
    return shown


def _said(state: str, code: str | None) -> tuple[str, Any]:
    return _TAKEN.get(state, state), code


class _Copies(NamedTuple):
    """What the copies of a till show of each op, by group, kind and entity, and the first op it
    wrote under its present name.
    """

    shown: dict[Any, set[tuple[str, Any]]]
    own: int


def _verdicts(
    theirs: Sequence[Sequence[Any]], kept: Sequence[Sequence[Any]], copies: _Copies | None
) -> tuple[list[tuple[str, Any]], list[tuple[str, Any]]]:
    """Return what HQ says of each op, and what the till says, with the codes.

    What a copy of the till brought anew to an HQ that had forgotten it is judged anew. The other
    copy does not hear of it and may say what the forgotten judgement was, as long as one of them
    shows what holds; and of what HQ took from it under a former name, whose answer was lost, it
    hears the verdict and not the remark beside it.
    """
    hq, till = ([_said(row[5], row[6]) for row in rows] for rows in (theirs, kept))
    if copies is not None:
        for at, (holds, row) in enumerate(zip(hq, kept, strict=True)):
            is_former = row[0] < copies.own and till[at][0] == holds[0]
            if is_former or holds in copies.shown.get(tuple(row[1:4]), ()):
                till[at] = holds
    return hq, till


def _at_hq_of(world: World, till: Till) -> list[LoggedOp]:
    """Return what HQ has of a till's ops, under each of the names it had for it."""
    parts = till.store.read(lambda uow: uow.sync.lineage()).result()
    ends = [part.start for part in parts[1:]] + [None]
    return [
        op
        for part, end in zip(parts, ends, strict=True)
        for op in world.storage.ops(part.device)
        if part.start <= op.n and (end is None or op.n < end)
    ]


def _check_counts(till: Till, kept: list[tuple[Any, ...]]) -> None:
    """What the sync chip says is what stands in the database."""
    closed = {g for (g,) in till.query("SELECT g FROM outbox WHERE closed = 1")}
    groups = {name: {row[1] for row in kept if row[5] == name} - closed for name in OpState}
    refused = groups[OpState.QUARANTINED]
    # A refused decision is told with what it is about, as long as that is open.
    decisions = till.query("SELECT g, body FROM outbox WHERE kind = 'resolution'")
    refused -= {g for g, body in decisions if json.loads(body)["fact"]["group"] in refused}
    aside = len(groups[OpState.HELD]), len(refused)
    state = till.state()
    same((0, None), (state.unsent, state.oldest_unsent_at), f"{till.name}: unsent")
    same(aside, (state.held, state.quarantined), f"{till.name}: aside")
    same(False, state.loading, f"{till.name}: loading")


def _check_ledger(world: World) -> None:
    """Every op that anybody saved is at HQ, whatever became of the till it was saved at."""
    at_hq: dict[str, set[tuple[str, str]]] = {}
    for device in world.storage.devices():
        for op in world.storage.ops(device):
            at_hq.setdefault(op.g, set()).add((op.kind, op.entity))
    lost = {group: ops for group, ops in world.ledger.items() if set(ops) - at_hq.get(group, set())}
    same({}, lost, "saves that HQ does not have")


def _check_effects(world: World) -> None:
    """What is written once has one revision: nothing took effect twice."""
    twice = [row for row in world.storage.records() if row.kind == "observation" and row.rev != 1]
    same([], twice, "readings that took effect twice")


def _check_visibility(world: World) -> None:
    """A stream holds the records of those who are in it, and nothing else."""
    records = world.storage.records()
    for store in seeds.STORES:
        stream = f"s:{store}"
        inside = {row[:3] for row in world.storage.members() if row[3] == stream}
        expected = {
            (row.kind, row.id)
            for row in records
            if row.kind in _FOLLOWING and (row.owner, *_subject(row)) in inside
        }
        same(expected, {(row.kind, row.id) for row in world.storage.live(stream)}, stream)


def _subject(row: Kept) -> tuple[str, str]:
    customer = row.body.get("customer") if row.kind != "customer" else None
    return ("customer", customer) if customer else (row.kind, row.id)


_FOLLOWING: Final = frozenset(name for name, kind in KINDS.items() if kind.stream == "store")
_TAKEN: Final = {"applied": "acked", "merged": "acked", "durable": "acked"}


def _check_rows(till: Till) -> None:
    """What shows is HQ's copy but where HQ holds or refused ops, and the marks say so."""

    def rows(uow: UnitOfWork) -> None:
        aside: dict[tuple[str, str], set[str]] = {}
        for kind, entity, state in uow._db.execute(
            "SELECT kind, entity, state FROM outbox"
            " WHERE state IN ('held', 'quarantined') AND NOT closed"
        ):
            aside.setdefault((kind, entity), set()).add(state)
        shadows = uow._db.execute("SELECT kind, id FROM shadow").fetchall()
        assert set(map(tuple, shadows)) <= aside.keys()
        for name, table in TABLES.items():
            for (one,) in uow._db.execute(f"SELECT id FROM {name}").fetchall():
                row = table.get(uow._db, one)
                assert row is not None
                counted = KINDS[name].counted and row.state.body.get("accepted") is not True
                waits = (name, one) in aside or counted
                if KINDS[name].stream == "up":
                    waits = (name, one) in aside
                assert ("received" if waits else "accepted") == row.mark, (name, one)
        _check_tasks(uow)

    till.store.read(rows).result()


def _check_tasks(uow: UnitOfWork) -> None:
    """Where each task stands follows from the outcomes this till shows."""
    ids = [one for (one,) in uow._db.execute("SELECT id FROM task").fetchall()]
    tasks, outcomes = uow.tasks.many(ids), uow.outcomes.of_tasks(ids)
    for task in tasks.values():
        anchor = tasks.get(task.anchor)
        anchor_open = anchor is not None and anchor.state in ("open", "dormant")
        codes = frozenset(one.code for one in standing(outcomes.get(task.id, [])))
        expected = state_of(codes, anchor_open=anchor_open)
        assert expected == task.state, task.id


def _at_hq(world: World, stream: str) -> Replica:
    n, total = world.storage.head(stream)
    rows = world.storage.live(stream)
    return Replica(
        {(kind, one): (rev, _text(State(body, clocks))) for kind, one, rev, body, clocks in rows},
        n,
        total,
    )


def _at_till(till: Till, stream: str) -> Replica:
    def read(uow: UnitOfWork) -> Replica:
        records = {}
        shadows = {
            (kind, one): (rev, _text(State(json.loads(body), json.loads(clocks))))
            for kind, one, rev, body, clocks in uow._db.execute(
                "SELECT kind, id, rev, body, clocks FROM shadow"
            )
        }
        for name, table in TABLES.items():
            where = "g" if stream == "g" else "store"
            if KINDS[name].stream != where:
                continue
            for (one,) in uow._db.execute(f"SELECT id FROM {name}").fetchall():
                row = table.get(uow._db, one)
                assert row is not None
                if row.rev:
                    shown = (row.rev, _text(row.state))
                    records[name, one] = shadows.get((name, one), shown)
        cursor = uow.sync.cursors()[stream]
        same(None, cursor.mismatch_at, f"{till.name} {stream}")
        same((cursor.n, cursor.sum), uow.sync.recount(stream), f"{till.name} {stream}")
        return Replica(records, cursor.n, cursor.sum)

    found: Replica = till.store.read(read).result()
    total = sum(
        checksum.h64(kind, one, rev, *json.loads(text))
        for (kind, one), (rev, text) in found.records.items()
    ) % checksum.MODULUS  # fmt: skip
    same((found.n, found.sum), (len(found.records), total), f"{till.name} {stream}")
    return found


def _text(state: State) -> str:
    return json.dumps([state.body, state.clocks], sort_keys=True, ensure_ascii=False)


def trace(world: World) -> list[tuple[Any, ...]]:
    """Return everything HQ ever took and all it holds."""
    return world.storage.all()


def events(world: World) -> set[str]:
    """Return what happened in a world, by name."""
    verdicts = {op.verdict for till in world.tills for op in world.storage.ops(till.device)}
    outcomes = [
        row.body
        for store in seeds.STORES
        for row in world.storage.live(f"s:{store}")
        if row.kind == "outcome" and "accepted" in row.body
    ]
    counted = {body.get("accepted_code") for body in outcomes}
    seen = {f"verdict {one}" for one in verdicts} | {f"said {one}" for one in world.troubles}
    seen |= {f"does not count {code}" if code else "counts" for code in counted}
    seen |= {f"link {op.code or op.verdict}" for _, op in linked.requests(world.storage)}
    for till in world.tills:
        seen |= {f"did {name}" for name in till.desk.did}
    seen |= {f"refused {code}" for code in world.line.refusals}
    return seen | {f"fault {fault}" for fault in world.tally.counts}
