"""Whatever order saves, answers, losses and pages come in, a till shows HQ's copy with its own
pending work over it, and in the end exactly what HQ has.
"""

from __future__ import annotations

import os
import random
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from local_store.record_table import TABLES
from local_store.unit_of_work import UnitOfWork
from sync.protocol import checksum
from sync.protocol.cycle import Checkpoint, Row, VerdictState
from sync.protocol.kinds import KINDS
from sync.protocol.ops import Add, Del, Element, Fact, Group, OpBody, Set
from sync.protocol.repair import Gone
from tests.builders import (
    TestStore,
    a_customer,
    a_store,
    a_task,
    an_outcome,
    put_chunk,
    snapshot_of,
)
from tests.integration.local_store.reference_hq import Answer, Expectation, Key, ReferenceHq

CUSTOMERS = ("c1", "c2")
TASKS = ("k1", "k2")
ENOUGH = 100
STEPS = 60
SEEDS = int(os.environ.get("GUITAI_SEEDS", "40"))


@dataclass(slots=True)
class World:
    """One till, one HQ, and what lies between them."""

    till: TestStore
    hq: ReferenceHq = field(default_factory=ReferenceHq)
    expected: Expectation = field(default_factory=Expectation)
    in_flight: tuple[Group, ...] = ()
    answer: Answer | None = None
    saves: int = 0
    snapshot: tuple[list[Row], int, Checkpoint] | None = None

    def save(self, what: str, which: int, how: int) -> None:
        """Let somebody save something: several ops of one group, some of them."""
        self.till.clock.advance(ms=how * 7)
        self.saves += 1
        customer, task = CUSTOMERS[which % 2], TASKS[which % 2]

        def work(uow: UnitOfWork) -> None:
            match what:
                case "name" | "note" if uow.customers.get(customer) is not None:
                    uow.put("customer", customer, Set({what: f"till {self.saves}"}))
                case "phone" if uow.customers.get(customer) is not None:
                    body = Element("phones", f"1540000000{how % 4}")
                    form: OpBody = Add((body,)) if how % 3 else Del((body,))
                    uow.put("customer", customer, form)
                case "task":
                    uow.put("task", task, Set(a_task(customer, due_on=f"2025-12-{how + 1:02d}")))
                case "outcome":
                    uow.put("outcome", uow.new_id(), Fact(an_outcome(task, customer, at=how)))
                    uow.put("task", task, Set(a_task(customer, due_on="2026-01-01")))
            uow.audit("saved")

        self.till.run(work)
        self.expected.saved(self.till.run(lambda uow: uow.sync.pending(ENOUGH)).groups)

    def change_at_hq(self, what: str, which: int, how: int) -> None:
        """Let somebody else change something."""
        customer, task = CUSTOMERS[which % 2], TASKS[which % 2]
        fields = {"name": f"HQ {how}", "note": f"other {how}"}
        match what:
            case "name" | "note" if ("customer", customer) in self.hq.records:
                self.hq.edit(("customer", customer), Set({what: fields[what]}), ms=how * 3)
            case "task":
                body = Set(a_task(customer, due_on=f"2025-11-{how + 1:02d}"))
                self.hq.edit(("task", task), body, ms=how * 3)
            case "accept":
                for key in sorted(self.hq.records):
                    if key[0] == "outcome":
                        self.hq.edit(key, Set({"accepted": how % 2 == 0}), by_hq=True)
            case "leave" | "return":
                self.hq.set_member(("customer", customer), member=what == "return")
            case "poison" | "heal":
                self.hq.poison(("customer", customer), poisoned=what == "poison")

    def take(self, groups: int) -> None:
        """Read what is to be sent, as the agent does before it speaks with HQ."""
        self.in_flight = self.till.run(lambda uow: uow.sync.pending(groups)).groups

    def exchange(self, verdict: int, limit: int) -> None:
        """Speak with HQ; the answer may be read later, or never."""
        judge = (
            VerdictState.APPLIED,
            VerdictState.MERGED,
            VerdictState.APPLIED,
            VerdictState.HELD,
            VerdictState.QUARANTINED,
        )[verdict % 5]
        verdicts = self.hq.take(self.in_flight, judge)
        self.answer = self.hq.answer(verdicts, self.expected.after, limit)

    def settle(self) -> None:
        """Take in the answer's first half."""
        if self.answer is not None:
            ack, verdicts = self.answer.ack, self.answer.verdicts
            sent = self.in_flight[-1].ops[-1].n if self.in_flight else 0
            acked = min(ack.n, max(sent, self._settled_n()))
            self.till.run(lambda uow: uow.sync.settle(acked, verdicts))
            self.expected.settled(acked, verdicts)
            self.in_flight = ()
            self.answer = replace(self.answer, verdicts=())

    def page(self) -> None:
        """Take in the answer's second half."""
        if self.answer is not None:
            page, sent = self.answer.page, self.answer.sent
            if self.answer.has_echoes:  # They mean what was settled before.
                self.settle()
            if page.after == self.expected.after:
                self.till.run(lambda uow: uow.sync.apply_page(sent))
                self.expected.paged(page)
            self.lose()

    def early(self) -> None:
        """Take in rows of the answer ahead of their turn."""
        if self.answer is not None and self.answer.page.after == self.expected.after:
            rows = self.answer.early
            self.till.run(lambda uow: uow.sync.apply_early("s:0018", rows))
            self.expected.took(rows)

    def photograph(self) -> None:
        """Let HQ make a snapshot; it may be old when it is used."""
        self.snapshot = (self.hq.live(), self.hq.seq, self.hq.checkpoint())

    def load(self) -> None:
        """Load the stream from HQ's last snapshot, while somebody works."""
        self.lose()
        if self.snapshot is None:
            return
        rows, seq, check = self.snapshot
        files = snapshot_of("s:0018", rows, seq, check, rows=2)
        self.till.run(lambda uow: uow.sync.resnap("s:0018"))
        self.till.run(lambda uow: uow.sync.bulk("s:0018").begin(files.manifest))
        for sha in files.chunks:
            put_chunk(self.till, files, sha)
        self.till.run(lambda uow: uow.sync.bulk("s:0018").finish())
        self.expected.loaded(rows, seq)

    def mend(self) -> None:
        """Compare the stream with HQ record by record, as it is now."""
        self.lose()
        mine = self.till.read(lambda uow: uow.sync.repair("s:0018").have(range(256)))
        have = {(one.k, one.id): one.h for one in mine}
        rows = {(row.k, row.id): row for row in self.hq.live()}
        put = [row for key, row in rows.items() if have.get(key) != _hash(row)]
        gone = [Gone(k=k, id=i) for k, i in have.keys() - rows.keys()]
        self.till.run(lambda uow: uow.sync.repair("s:0018").put(put, gone, range(256)))
        self.till.run(lambda uow: uow.sync.repair("s:0018").finish(self.hq.seq))
        removed = [Row(k=one.k, id=one.id, op="D", rev=0, seq=0) for one in gone]
        self.expected.took([*put, *removed])
        self.expected.after = self.hq.seq

    def lose(self) -> None:
        """Lose the answer. What HQ newly decided it will say again."""
        if self.answer is not None:
            sent = {group.g for group in self.in_flight}
            self.hq.news = [v for v in self.answer.verdicts if v.g not in sent] + self.hq.news
        self.answer = None

    def restart(self) -> None:
        """Load the stream anew."""
        self.till.run(lambda uow: uow.sync.resnap("s:0018"))
        self.expected.restarted()
        self.lose()

    def quiesce(self) -> None:
        """Let HQ decide everything and the till hear everything."""
        for customer in CUSTOMERS:
            self.hq.poison(("customer", customer), poisoned=False)
        self.lose()
        for _ in range(ENOUGH):
            while self.hq.held:
                self.hq.release(VerdictState.APPLIED)
            self.take(ENOUGH)
            sent = self.in_flight
            self.exchange(0, ENOUGH)
            self.settle()
            self.page()
            if not sent and not self.hq.held and not self.hq.news:
                return
        raise AssertionError("the till never comes to rest")

    def _settled_n(self) -> int:
        settled = [own.op.n for own in self.expected.ops if own.state != "pending"]
        return max(settled, default=0)


def check(world: World) -> None:
    """Compare every row, mark, count and op with what must be."""
    world.till.read(lambda uow: _check(uow, world))


def _check(uow: UnitOfWork, world: World) -> None:
    expected = world.expected
    for key in sorted(expected.keys() - {("audit", "")}):
        if KINDS[key[0]].stream == "up":
            continue
        wanted = expected.visible(key)
        row = TABLES[key[0]].get(uow._db, key[1])
        if wanted is None:
            assert row is None, key
            continue
        assert row is not None, key
        state, rev, part = wanted
        assert (state, rev) == (row.state, row.rev), key
        assert part == (None if row.h64 is None else checksum.from_signed(row.h64)), key
        assert expected.mark(key, state) == row.mark, key
    cursor = uow.sync.cursors()["s:0018"]
    assert expected.count_and_sum() == (cursor.n, cursor.sum) == uow.sync.recount("s:0018")
    waiting = [own.op.n for own in expected.ops if own.state == "pending"]
    sent = [op.n for group in uow.sync.pending(ENOUGH).groups for op in group.ops]
    assert waiting == sent
    assert uow.sync.first_broken_op() is None


def _hash(row: Row) -> str:
    return checksum.to_text(checksum.h64(row.k, row.id, row.rev, row.b, row.c))


def _shadows(uow: UnitOfWork) -> list[Any]:
    return uow._db.execute("SELECT kind, id FROM shadow").fetchall()


def _rows(uow: UnitOfWork, kinds: tuple[str, ...]) -> dict[Key, Any]:
    found = {}
    for kind in kinds:
        for (record_id,) in uow._db.execute(f"SELECT id FROM {kind}").fetchall():
            row = TABLES[kind].get(uow._db, record_id)
            assert row is not None
            found[(kind, record_id)] = (row.state, row.rev)
    return found


WEIGHTS: dict[str, int] = {
    "save": 30,
    "change_at_hq": 14,
    "sync": 16,
    "take": 6,
    "exchange": 8,
    "settle": 7,
    "page": 7,
    "lose": 2,
    "restart": 1,
    "early": 5,
    "photograph": 3,
    "load": 2,
    "mend": 2,
    "release": 4,
}
SAVES = ("name", "note", "phone", "phone", "task", "outcome")
CHANGES = ("name", "note", "task", "accept", "leave", "return", "return", "poison", "heal", "heal")


def play(world: World, rng: random.Random) -> str:
    """Do one step, and return what it was."""
    (step,) = rng.choices(list(WEIGHTS), list(WEIGHTS.values()))
    match step:
        case "save":
            world.save(rng.choice(SAVES), rng.randrange(2), rng.randrange(9))
        case "change_at_hq":
            world.change_at_hq(rng.choice(CHANGES), rng.randrange(2), rng.randrange(9))
        case "sync":
            world.lose()
            world.take(rng.randint(1, 6))
            world.exchange(rng.randrange(5), rng.choice([1, 2, ENOUGH]))
            world.settle()
            check(world)
            world.page()
        case "take":
            world.lose()
            world.take(rng.randint(1, 4))
        case "exchange":
            world.lose()
            world.exchange(rng.randrange(5), rng.randint(1, 3))
        case "release":
            world.hq.release(rng.choice([VerdictState.APPLIED, VerdictState.QUARANTINED]))
        case _:
            getattr(world, step)()
    return step


def begin(folder: Path, name: str) -> World:
    """Return a world in which till and HQ know the same two customers."""
    world = World(a_store(folder, name=name))
    for n, customer in enumerate(CUSTOMERS):
        world.hq.edit(("customer", customer), Set(a_customer(n)), by_hq=True)
    world.take(1)
    world.exchange(0, ENOUGH)
    world.page()
    return world


@pytest.mark.parametrize("seed", range(SEEDS))
def test_a_till_shows_its_own_work_over_hqs_and_ends_with_what_hq_has(
    tmp_path: Path, seed: int
) -> None:
    world, rng = begin(tmp_path, "store.db"), random.Random(seed)
    try:
        for _ in range(STEPS):
            play(world, rng)
            check(world)
        world.quiesce()
        check(world)
        members = {k: (r.state, r.rev) for k, r in world.hq.records.items() if r.member}
        kinds = ("customer", "task", "outcome")
        assert members == world.till.read(lambda uow: _rows(uow, kinds))
        assert [] == world.till.read(_shadows)
        assert {} == world.till.read(lambda uow: uow.sync.mismatch)
    finally:
        world.till.close()
