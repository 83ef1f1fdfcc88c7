"""What must hold of a world once it is quiet."""

from __future__ import annotations

import json
from typing import Any, Final, NamedTuple

from local_store.outbox import OpState
from local_store.record_table import TABLES
from local_store.unit_of_work import UnitOfWork
from sync.agent.errors import ProtocolViolationError
from sync.merge import State
from sync.protocol import checksum
from sync.protocol.kinds import KINDS
from sync.protocol.problems import ProblemCode
from terminal.domain.followup import state_of
from tests.simulation import seeds
from tests.simulation.faults import Fault
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
}
"""What tills may say besides once something of a class happened."""


class Replica(NamedTuple):
    """A stream's content: records by kind and id, with count and sum."""

    records: dict[tuple[str, str], tuple[int, str]]
    n: int
    sum: int


def check(world: World) -> None:
    """Raise AssertionError unless everything holds that must."""
    assert [] == world.hq.crashes
    explained = {code for fault in world.tally.counts for code in EXPLAINED.get(fault, ())}
    assert set() == set(world.troubles) & NEVER - explained
    for till in world.tills:
        _check_outbox(world, till)
        _check_rows(till)
        for stream in ("g", f"s:{till.store_id}"):
            assert _at_hq(world, stream) == _at_till(till, stream), (till.name, stream)


def check_bootstrap(world: World) -> None:
    """Raise AssertionError unless a new till of each store ends with the same as HQ."""
    for store in ("0018", "0022"):
        till = world.add_till(f"new-{store}", store)
        world.depth = 1
        assert not world.exchange(till).failed
        world.depth = 0
        for stream in ("g", f"s:{store}"):
            assert _at_hq(world, stream) == _at_till(till, stream), (till.name, stream)


def _check_outbox(world: World, till: Till) -> None:
    """Every op of the till is at HQ once, as it was written, with the verdict the till knows."""

    def ours(uow: UnitOfWork) -> list[tuple[Any, ...]]:
        rows = uow._db.execute(
            "SELECT n, g, kind, entity, hash, state, code FROM outbox ORDER BY n"
        )
        return [tuple(row) for row in rows]

    kept = till.store.read(ours).result()
    theirs = world.storage.ops(till.device)
    assert [n + 1 for n in range(len(kept))] == [row[0] for row in kept]
    assert [row[:5] for row in kept] == [row[:5] for row in theirs]
    taken = {"applied": OpState.ACKED, "merged": OpState.ACKED}
    verdicts = [(taken.get(row[5], row[5]), row[6]) for row in theirs]
    assert verdicts == [(row[5], row[6]) for row in kept]
    assert till.store.read(lambda uow: uow.sync.first_broken_op()).result() is None
    state = till.store.read(lambda uow: uow.sync.state()).result()
    groups = {name: {row[1] for row in kept if row[5] == name} for name in OpState}
    aside = len(groups[OpState.HELD]), len(groups[OpState.QUARANTINED])
    assert (0, None) == (state.unsent, state.oldest_unsent_at)
    assert aside == (state.held, state.quarantined)
    assert not state.loading


def _check_rows(till: Till) -> None:
    """What shows is HQ's copy but where HQ holds or refused ops, and the marks say so."""

    def rows(uow: UnitOfWork) -> None:
        aside: dict[tuple[str, str], set[str]] = {}
        for kind, entity, state in uow._db.execute(
            "SELECT kind, entity, state FROM outbox WHERE state IN ('held', 'quarantined')"
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
        expected = state_of(outcomes.get(task.id, []), anchor_open=anchor_open)
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
        assert cursor.mismatch_at is None
        assert (cursor.n, cursor.sum) == uow.sync.recount(stream)
        return Replica(records, cursor.n, cursor.sum)

    found: Replica = till.store.read(read).result()
    total = sum(
        checksum.h64(kind, one, rev, *json.loads(text))
        for (kind, one), (rev, text) in found.records.items()
    ) % checksum.MODULUS  # fmt: skip
    assert (found.n, found.sum) == (len(found.records), total)
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
    for till in world.tills:
        seen |= {f"did {name}" for name in till.desk.did}
    seen |= {f"refused {code}" for code in world.line.refusals}
    return seen | {f"fault {fault}" for fault in world.tally.counts}
