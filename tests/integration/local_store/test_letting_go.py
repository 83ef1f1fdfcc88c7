"""Letting go of records whose time is over: only those that HQ has and nothing holds, and the sums
stay HQ's.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from local_store.parked import LET_GO
from local_store.sync_book import HEARD_WITHIN_MS
from sync.protocol import checksum
from sync.protocol.cycle import Verdict, VerdictState
from sync.protocol.kinds import KINDS
from sync.protocol.ops import Fact, Set
from sync.protocol.retention import DAY_MS
from tests.builders import (
    START_MS,
    HqStream,
    TestStore,
    a_customer,
    a_snapshot,
    a_stock,
    a_store,
    a_task,
    a_ticket,
    an_outcome,
    load,
    load_snapshot,
)
from tests.desk_builders import (
    a_contact,
    a_nearby_stock,
    a_past_sale,
    a_request,
    a_slot,
    an_attendance,
    an_event,
)

OWN = "s:0018"
OLD_DAY, OLD_MS = "2024-05-21", START_MS - 549 * DAY_MS
NEW_DAY, NEW_MS = "2024-05-22", START_MS - 548 * DAY_MS


@pytest.fixture
def stream() -> HqStream:
    made = HqStream()
    made.change("customer", "c1", a_customer())
    made.change("customer", "c2", a_customer(2, canonical_id="c1"))
    return made


@pytest.fixture
def till(tmp_path: Path) -> Iterator[TestStore]:
    made = a_store(tmp_path)
    load(made, HqStream("g"))
    yield made
    made.close()


def _load(till: TestStore, stream: HqStream) -> None:
    """Bring a till up to date, as an exchange does."""
    load(till, stream)
    till.run(lambda uow: uow.sync.note_exchange(uow.now_ms, 0))


def _night(till: TestStore, limit: int = 3) -> int:
    """Let go what may, in small slices, and return how much that was."""
    after = ""
    gone = 0
    for _ in range(200):
        done = till.run(lambda uow, a=after: uow.sync.let_go(uow.today, a, limit))
        gone += int(done.gone)
        if done.next is None:
            return gone
        after = done.next
    raise AssertionError("no end")


def _here(till: TestStore, kind: str) -> list[str]:
    sql = f"SELECT id FROM {kind} ORDER BY id"
    return [one for (one,) in till.read(lambda uow: uow._db.execute(sql).fetchall())]


def _agrees(till: TestStore, stream: HqStream) -> bool:
    """Tell whether count and sum are HQ's, in the cursor and added up from what is here."""
    cursor = till.read(lambda uow: uow.sync.cursors()[OWN])
    check = stream.checkpoint()
    counted = (cursor.n, checksum.to_text(cursor.sum)) == (check.n, check.sum)
    return counted and (cursor.n, cursor.sum) == till.read(lambda uow: uow.sync.recount(OWN))


OLD_AND_NEW: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "ticket": (a_ticket("c1", business_day=OLD_DAY), a_ticket("c1", business_day=NEW_DAY)),
    "stock": (
        a_stock("m-1", as_of_at=START_MS - 90 * DAY_MS - 1),
        a_stock("m-1", as_of_at=START_MS - 90 * DAY_MS),
    ),
    "nearby_stock": (
        a_nearby_stock("m-1", as_of_at=START_MS - 90 * DAY_MS - 1),
        a_nearby_stock("m-1", as_of_at=START_MS - 90 * DAY_MS),
    ),
    "past_sale": (
        a_past_sale("c1", business_day=OLD_DAY),
        a_past_sale("c1", business_day=NEW_DAY),
    ),
    "slot": (a_slot("c1", week_on="2025-09-21"), a_slot("c1", week_on="2025-09-22")),
    "contact": (a_contact("c1", at=NEW_MS - 1), a_contact("c1", at=NEW_MS)),
    "event": (an_event(ends_at=NEW_MS - 1), an_event(ends_at=NEW_MS)),
    "attendance": (an_attendance("e", "c1", at=OLD_MS), an_attendance("e", "c1", at=NEW_MS)),
}


@pytest.mark.parametrize("kind", OLD_AND_NEW)
def test_what_is_past_its_time_goes_and_still_counts(
    till: TestStore, stream: HqStream, kind: str
) -> None:
    old, new = OLD_AND_NEW[kind]
    for n in range(4):
        stream.change(kind, f"old-{n}", old)
    stream.change(kind, "new", new)
    _load(till, stream)
    assert 4 == _night(till)
    assert ["new"] == _here(till, kind)
    assert _agrees(till, stream)
    assert 0 == _night(till)


def test_nothing_of_what_went_is_left_but_its_hash_and_nobody_is_told_of_a_problem(
    till: TestStore, stream: HqStream
) -> None:
    row = stream.change("ticket", "t1", a_ticket("c1", business_day=OLD_DAY))
    _load(till, stream)
    _night(till)
    sql = "SELECT kind, id, stream, rev, body, clocks, h64, code FROM inbound"
    part = checksum.to_signed(checksum.h64("ticket", "t1", 1, row.b, row.c))
    assert [("ticket", "t1", OWN, 1, "{}", "{}", part, LET_GO)] == till.read(
        lambda uow: uow._db.execute(sql).fetchall()
    )
    centre = till.read(lambda uow: uow.sync.centre())
    assert ((), 0) == (centre.parked, centre.parked_total)
    assert {0} == {one.parked for one in centre.streams}
    assert {} == till.read(lambda uow: uow.sync.parked().codes(["ticket"]))


def test_a_closed_task_goes_with_its_outcomes_and_an_open_one_stays(
    till: TestStore, stream: HqStream
) -> None:
    for name in ("closed", "open"):
        stream.change("task", name, a_task("c1", anchor=f"fact-{name}", due_on=OLD_DAY))
    stream.change("outcome", "o1", an_outcome("closed", "c1", at=OLD_MS))
    stream.change("outcome", "o2", an_outcome("open", "c1", code="no_answer", at=OLD_MS))
    stream.change("task", "next", a_task("c1", anchor="closed"))
    _load(till, stream)
    assert 2 == _night(till)
    assert (["next", "open"], ["o2"]) == (_here(till, "task"), _here(till, "outcome"))
    states = till.read(lambda uow: uow.tasks.many(["next", "open"]))
    assert {"next": "open", "open": "open"} == {one.id: one.state for one in states.values()}
    assert _agrees(till, stream)


def test_an_outcome_never_goes_before_its_task_or_the_task_would_be_open_again(
    till: TestStore, stream: HqStream
) -> None:
    stream.change("task", "k1", a_task("c1", due_on=NEW_DAY))
    stream.change("outcome", "o1", an_outcome("k1", "c1", at=OLD_MS))
    _load(till, stream)
    assert 0 == _night(till)
    assert "done" == till.read(lambda uow: uow.tasks.many(["k1"]))["k1"].state


def test_a_task_with_an_outcome_that_hq_does_not_have_stays(
    till: TestStore, stream: HqStream
) -> None:
    stream.change("task", "k1", a_task("c1", due_on=OLD_DAY))
    _load(till, stream)
    till.run(lambda uow: uow.put("outcome", "o1", Fact(an_outcome("k1", "c1", at=OLD_MS))))
    assert 0 == _night(till)
    assert (["k1"], ["o1"]) == (_here(till, "task"), _here(till, "outcome"))


def test_while_a_customer_waits_for_an_answer_nothing_of_theirs_goes(
    till: TestStore, stream: HqStream
) -> None:
    stream.change("ticket", "t1", a_ticket("c1", business_day=OLD_DAY))
    stream.change("ticket", "t2", a_ticket("c2", business_day=OLD_DAY))
    stream.change("ticket", "t3", a_ticket("c3", business_day=OLD_DAY))
    stream.change("request", "r1", a_request("c2"))
    _load(till, stream)
    assert 1 == _night(till)
    assert ["t1", "t2"] == _here(till, "ticket")
    stream.change("request", "r1", a_request("c2", status="done"))
    _load(till, stream)
    assert 2 == _night(till)


def test_a_record_that_hq_changes_again_comes_back_whole_until_the_next_round(
    till: TestStore, stream: HqStream
) -> None:
    old = a_ticket("c1", business_day=OLD_DAY)
    stream.change("ticket", "t1", old)
    _load(till, stream)
    _night(till)
    stream.change("ticket", "t1", {**old, "order_no": "SO-1"})
    _load(till, stream)
    assert (["t1"], True) == (_here(till, "ticket"), _agrees(till, stream))
    assert 1 == _night(till)
    assert ([], True) == (_here(till, "ticket"), _agrees(till, stream))


def test_a_record_that_leaves_the_stream_leaves_nothing_behind(
    till: TestStore, stream: HqStream
) -> None:
    stream.change("ticket", "t1", a_ticket("c1", business_day=OLD_DAY))
    _load(till, stream)
    _night(till)
    stream.remove("ticket", "t1")
    _load(till, stream)
    assert _agrees(till, stream)
    count = till.read(lambda uow: uow._db.execute("SELECT count(*) FROM inbound").fetchall())
    assert [(0,)] == count


def test_a_stream_that_is_loaded_anew_brings_them_again_and_agrees(
    till: TestStore, stream: HqStream
) -> None:
    for n in range(5):
        stream.change("ticket", f"t{n}", a_ticket("c1", business_day=OLD_DAY))
    _load(till, stream)
    assert 5 == _night(till)
    till.run(lambda uow: uow.sync.resnap(OWN))
    load_snapshot(till, a_snapshot(stream))
    _load(till, stream)
    assert (5, True) == (len(_here(till, "ticket")), _agrees(till, stream))
    assert (5, True) == (_night(till), _agrees(till, stream))


def test_a_repair_does_not_ask_for_what_was_let_go_and_a_scrub_finds_no_damage(
    till: TestStore, stream: HqStream
) -> None:
    row = stream.change("ticket", "t1", a_ticket("c1", business_day=OLD_DAY))
    _load(till, stream)
    _night(till)
    have = till.read(lambda uow: uow.sync.repair(OWN).have(range(checksum.BUCKETS)))
    part = checksum.to_text(checksum.h64("ticket", "t1", row.rev, row.b, row.c))
    assert ("ticket", "t1", part) in [(one.k, one.id, one.h) for one in have]
    found = till.run(lambda uow: uow.sync.scrub("", 500))
    assert (None, 0) == (found.next, found.damaged)
    assert not till.read(lambda uow: uow.sync.cursors()[OWN]).repair_due


def test_an_update_of_the_program_does_not_take_it_for_a_row_that_waits(
    till: TestStore, stream: HqStream
) -> None:
    stream.change("ticket", "t1", a_ticket("c1", business_day=OLD_DAY))
    _load(till, stream)
    _night(till)
    till.run(lambda uow: uow.meta.set("schema", 1))
    till.run(lambda uow: uow.sync.retry_parked())
    assert ([], True) == (_here(till, "ticket"), _agrees(till, stream))


def test_nothing_goes_while_a_stream_differs_from_hq_or_is_loaded(
    till: TestStore, stream: HqStream
) -> None:
    stream.change("ticket", "t1", a_ticket("c1", business_day=OLD_DAY))
    _load(till, stream)
    till.run(lambda uow: uow.sync.repair(OWN).mark_due())
    assert 0 == _night(till)
    till.run(lambda uow: uow.sync.repair(OWN).finish(stream.seq))
    till.run(lambda uow: uow.sync.resnap(OWN))
    till.run(lambda uow: uow.sync.bulk(OWN).begin(a_snapshot(stream).manifest))
    assert 0 == _night(till)
    assert ["t1"] == _here(till, "ticket")


@pytest.mark.parametrize("days", [-400, -3, 3, 4000])
def test_nothing_goes_by_a_clock_that_hq_does_not_confirm(
    till: TestStore, stream: HqStream, days: int
) -> None:
    stream.change("ticket", "t1", a_ticket("c1", business_day=OLD_DAY))
    _load(till, stream)
    till.clock.advance(days=days)
    assert 0 == _night(till)
    till.clock.advance(days=-days)
    till.clock.advance(ms=HEARD_WITHIN_MS)
    assert 1 == _night(till)


def test_nothing_goes_before_hq_was_ever_heard(till: TestStore, stream: HqStream) -> None:
    stream.change("ticket", "t1", a_ticket("c1", business_day=OLD_DAY))
    load(till, stream)
    assert 0 == _night(till)


def test_what_people_did_goes_from_the_log_here_only_once_hq_has_it(
    till: TestStore, stream: HqStream
) -> None:
    now = till.clock.ms
    till.clock.ms = OLD_MS
    till.run(lambda uow: uow.audit("first"))
    till.run(lambda uow: uow.audit("second"))
    till.clock.ms = now
    _load(till, stream)
    till.run(lambda uow: uow.sync.settle(1))
    assert 1 == _night(till)
    left = till.read(lambda uow: uow._db.execute("SELECT action FROM audit").fetchall())
    assert [("second",)] == left


STATES = st.sampled_from([None, VerdictState.APPLIED, VerdictState.HELD, VerdictState.QUARANTINED])


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    writes=st.lists(
        st.tuples(st.sampled_from(["lead", "contact", "task", "outcome"]), STATES),
        min_size=1,
        max_size=6,
    ),
    shown=st.booleans(),
)
def test_whatever_hq_said_of_work_what_it_does_not_have_never_goes(
    tmp_path_factory: pytest.TempPathFactory,
    writes: list[tuple[str, VerdictState | None]],
    shown: bool,
) -> None:
    till, stream = a_store(tmp_path_factory.mktemp("let")), HqStream()
    stream.change("customer", "c1", a_customer())
    load(till, HqStream("g"))
    _load(till, stream)
    bodies: dict[str, Set | Fact] = {
        "lead": Set({"store": "0018", "source": "event", "at": OLD_MS, "by": "s"}),
        "contact": Fact(a_contact("c1", at=OLD_MS)),
        "task": Set(a_task("c1", due_on=OLD_DAY)),
        "outcome": Fact(an_outcome("nowhere", "c1", at=OLD_MS)),
    }
    for n, (kind, _) in enumerate(writes):
        till.run(lambda uow, n=n, kind=kind: uow.put(kind, f"x{n}", bodies[kind]))
    groups = till.read(lambda uow: uow.sync.pending()).groups
    words = [
        Verdict(g=group.g, st=state)
        for group, (_, state) in zip(groups, writes, strict=True)
        if state is not None
    ]
    states = [state for _, state in writes]
    acked = states.index(None) if None in states else len(states)
    said = words[:acked]
    till.run(lambda uow: uow.sync.settle(acked, said))
    at_hq = set()
    for n, (kind, state) in enumerate(writes[:acked]):
        if shown and state is VerdictState.APPLIED:
            fields = bodies[kind].fields
            stream.change(kind, f"x{n}", {k: v for k, v in fields.items() if v is not None})
            at_hq.add((kind, f"x{n}"))
    if shown:
        _load(till, stream)
    before = {(kind, one) for kind in bodies for one in _here(till, kind)}
    _night(till)
    after = {(kind, one) for kind in bodies for one in _here(till, kind)}
    assert before - after <= at_hq
    assert {(kind, one) for kind, one in before - after if KINDS[kind].leaves is None} == set()
    till.close()
