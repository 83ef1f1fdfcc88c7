"""What a store does for its own health: mending streams, finding damage, letting go of old bodies,
and telling all of it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from local_store.errors import PageMalformedError
from local_store.op_row import COLUMNS, OpRow
from local_store.pruning import KEPT_MS, prune
from local_store.record_table import TABLES
from sync.protocol import chain, checksum
from sync.protocol.cycle import Verdict, VerdictState
from sync.protocol.ops import Set
from sync.protocol.repair import Gone
from terminal.domain.customer import Mark
from tests.builders import (
    DEVICE,
    START_MS,
    HqStream,
    TestStore,
    a_customer,
    a_stamp,
    a_store,
    a_task,
    load,
)

OWN = "s:0018"
HELD, QUARANTINED = VerdictState.HELD, VerdictState.QUARANTINED
ALL = range(checksum.BUCKETS)


@pytest.fixture
def stream() -> HqStream:
    made = HqStream()
    for n in range(1, 9):
        made.change("customer", f"c{n}", a_customer(n))
        made.change("task", f"k{n}", a_task(f"c{n}"))
    made.change("of_a_newer_hq", "x1", {"brand": "new"})
    return made


@pytest.fixture
def till(tmp_path: Path, stream: HqStream) -> Iterator[TestStore]:
    made = a_store(tmp_path)
    load(made, stream)
    yield made
    made.close()


def _sql(till: TestStore, sql: str, *values: Any) -> Any:
    return till.run(lambda uow: uow._db.execute(sql, values).fetchall())


def _cursor(till: TestStore) -> Any:
    return till.read(lambda uow: uow.sync.cursors()[OWN])


def _save(till: TestStore, customer: str = "c1", **fields: Any) -> None:
    till.run(lambda uow: uow.put("customer", customer, Set(fields)))


# Repair


def _repair(till: TestStore, stream: HqStream) -> set[int]:
    """Mend a stream as the agent does, with what HQ answers; return the buckets that differed."""
    hq = [row for row in stream.rows.values() if row.op == "P"]
    ours = till.read(lambda uow: uow.sync.repair(OWN).buckets())
    differ = set()
    for bucket, told in enumerate(ours):
        parts = [
            checksum.h64(r.k, r.id, r.rev, r.b, r.c)
            for r in hq
            if checksum.bucket_of(r.k, r.id) == bucket
        ]
        if (told.n, told.sum) != (len(parts), checksum.to_text(sum(parts))):
            differ.add(bucket)
    have = till.read(lambda uow: uow.sync.repair(OWN).have(differ))
    known = {(one.k, one.id): one.h for one in have}
    wanted = {(r.k, r.id): r for r in hq if checksum.bucket_of(r.k, r.id) in differ}
    put = [
        r
        for key, r in wanted.items()
        if known.get(key) != checksum.to_text(checksum.h64(r.k, r.id, r.rev, r.b, r.c))
    ]
    gone = [Gone(k=k, id=i) for k, i in known.keys() - wanted.keys()]
    till.run(lambda uow: uow.sync.repair(OWN).put(put, gone, differ))
    till.run(lambda uow: uow.sync.repair(OWN).finish(stream.seq))
    load(till, stream)
    return differ


def _damage(till: TestStore, stream: HqStream) -> None:
    """Make the till differ in every way: records lost, too many, another content."""
    _sql(till, "DELETE FROM customer WHERE id = 'c2'")
    _sql(till, "UPDATE customer SET note = 'flipped', h64 = h64 + 1 WHERE id = 'c3'")
    stream.change("task", "gone", a_task("c1"))
    load(till, stream)
    del stream.rows[("task", "gone")]
    del stream.rows[("of_a_newer_hq", "x1")]


def test_a_stream_that_differs_is_mended_with_the_records_that_differ_alone(
    till: TestStore, stream: HqStream
) -> None:
    _save(till, "c3", sex="m")
    _damage(till, stream)
    till.run(lambda uow: uow.sync.repair(OWN).mark_due())
    assert till.read(lambda uow: uow.sync.repair(OWN).due)
    differ = _repair(till, stream)
    assert 0 < len(differ) <= 4
    assert not till.read(lambda uow: uow.sync.repair(OWN).due)
    assert {} == till.read(lambda uow: uow.sync.mismatch)
    row = till.read(lambda uow: TABLES["customer"].get(uow._db, "c3"))
    assert ("m", None, Mark.LOCAL) == (row.state.body["sex"], row.state.body.get("note"), row.mark)
    assert _sql(till, "SELECT id FROM task WHERE id = 'gone'") == []
    assert _sql(till, "SELECT id FROM inbound") == []
    assert (_cursor(till).n, _cursor(till).sum) == till.read(lambda uow: uow.sync.recount(OWN))
    assert set() == _repair(till, stream)


def test_mending_that_is_cut_short_begins_again_with_what_is_in_place(
    till: TestStore, stream: HqStream, tmp_path: Path
) -> None:
    _damage(till, stream)
    till.run(lambda uow: uow.sync.repair(OWN).mark_due())
    row = stream.rows[("customer", "c2")]
    till.run(lambda uow: uow.sync.repair(OWN).put([row], [], ALL))
    till.close()
    again = a_store(tmp_path)
    assert again.read(lambda uow: uow.sync.repair(OWN).due)
    _repair(again, stream)
    assert {} == again.read(lambda uow: uow.sync.mismatch)
    again.close()


def test_a_record_outside_the_buckets_that_were_asked_is_refused(
    till: TestStore, stream: HqStream
) -> None:
    row = stream.rows[("customer", "c2")]
    others = set(ALL) - {checksum.bucket_of("customer", "c2")}
    for rows, gone in [([row], []), ([], [Gone(k="customer", id="c2")])]:
        with pytest.raises(PageMalformedError):
            till.run(lambda uow, r=rows, g=gone: uow.sync.repair(OWN).put(r, g, others))


# Scrubbing


def test_an_edit_comes_after_what_a_mended_record_shows(till: TestStore, stream: HqStream) -> None:
    ahead = a_stamp(till.clock.ms + 60_000)
    row = stream.change("customer", "c1", a_customer(1, note="theirs"), stamp=ahead)
    till.run(lambda uow: uow.sync.repair(OWN).put([row], [], ALL))
    _save(till, note="ours")
    assert "ours" == till.read(lambda uow: TABLES["customer"].get(uow._db, "c1")).state.body["note"]
    assert ahead < till.read(lambda uow: uow.sync.pending()).groups[-1].ops[0].hlc


def _scrub(till: TestStore, limit: int) -> tuple[int, int]:
    checked = damaged = 0
    after: str | None = ""
    while after is not None:
        result = till.run(lambda uow, a=after: uow.sync.scrub(a, limit))
        checked, damaged, after = checked + result.checked, damaged + result.damaged, result.next
    return checked, damaged


@pytest.mark.parametrize("limit", [1, 2, 5, 500])
def test_every_record_is_checked_once_however_small_the_slices_are(
    till: TestStore, limit: int
) -> None:
    _save(till, "c1", note="mine")
    assert till.read(lambda uow: uow.sync.scrubbed_at) is None
    assert (17, 0) == _scrub(till, limit)
    assert START_MS == till.read(lambda uow: uow.sync.scrubbed_at)
    assert not till.read(lambda uow: uow.sync.repair(OWN).due)


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE customer SET name = 'flipped' WHERE id = 'c2'",
        "UPDATE customer SET phones = '[\"154' WHERE id = 'c2'",
        "UPDATE customer SET clocks = '{' WHERE id = 'c2'",
        "UPDATE shadow SET body = '{}' WHERE id = 'c1'",
        'UPDATE inbound SET body = \'{"brand":"old"}\'',
        "UPDATE inbound SET clocks = 'x'",
        "UPDATE task SET rev = rev + 1 WHERE id = 'k4'",
    ],
)
def test_damage_is_found_counted_and_mended(till: TestStore, stream: HqStream, damage: str) -> None:
    _save(till, "c1", note="mine")
    _sql(till, damage)
    assert (17, 1) == _scrub(till, 500)
    assert till.read(lambda uow: uow.sync.repair(OWN).due)
    audits = _sql(till, "SELECT action, facts FROM audit")
    assert [("store.damaged", '{"records":1}')] == audits
    assert (_cursor(till).n, _cursor(till).sum) == till.read(lambda uow: uow.sync.recount(OWN))
    _repair(till, stream)
    assert {} == till.read(lambda uow: uow.sync.mismatch)
    assert (17, 0) == _scrub(till, 500)


# Pruning and erasure


def _bodies(till: TestStore) -> list[int]:
    return [n for (n,) in _sql(till, "SELECT n FROM outbox WHERE body IS NOT NULL ORDER BY n")]


def _worked(till: TestStore, stream: HqStream) -> None:
    """Leave ops in every state: durable, acked, held, refused, refused and settled, pending."""
    for n in range(1, 7):
        _save(till, f"c{n}", note=f"n{n}")
    judged = [
        Verdict(n=3, st=HELD),
        Verdict(n=4, st=QUARANTINED),
        Verdict(n=5, st=QUARANTINED, closed=True),
    ]
    till.run(lambda uow: uow.sync.settle(5, judged, durable_n=1))
    stream.change("customer", "c1", a_customer(1, note="n1"))
    load(till, stream)


def test_bodies_go_when_hq_has_them_for_good_or_for_long(till: TestStore, stream: HqStream) -> None:
    _worked(till, stream)
    assert 1 == till.run(lambda uow: uow.sync.prune())
    assert [2, 3, 4, 5, 6] == _bodies(till)
    till.clock.advance(ms=KEPT_MS - 1)
    assert 0 == till.run(lambda uow: uow.sync.prune())
    till.clock.advance(ms=1)
    assert 2 == till.run(lambda uow: uow.sync.prune())
    assert [3, 4, 6] == _bodies(till)
    assert till.read(lambda uow: uow.sync.first_broken_op()) is None
    assert (6, 5, 1, 3) == _centre_ops(till)


def test_a_body_that_hqs_copy_does_not_show_yet_stays(till: TestStore) -> None:
    _save(till, note="mine")
    till.run(lambda uow: uow.sync.settle(1, durable_n=1))
    assert 0 == till.run(lambda uow: uow.sync.prune())


def _save_two(till: TestStore, first: str, second: str) -> None:
    def two(uow: Any) -> None:
        uow.put("customer", first, Set({"note": "mine"}))
        uow.put("customer", second, Set({"note": "mine"}))

    till.run(two)


def test_a_group_keeps_all_its_bodies_as_long_as_it_needs_one(till: TestStore) -> None:
    _save_two(till, "c1", "c2")
    till.run(lambda uow: uow.sync.settle(2, durable_n=2))
    _sql(till, "UPDATE outbox SET open = (n = 2)")
    assert (0, [1, 2]) == (till.run(lambda uow: uow.sync.prune()), _bodies(till))
    _sql(till, "UPDATE outbox SET open = 0")
    assert (2, []) == (till.run(lambda uow: uow.sync.prune()), _bodies(till))


@pytest.mark.parametrize("limit", [1, 2, 3, 4, 9])
def test_however_little_is_pruned_at_once_no_group_is_cut(till: TestStore, limit: int) -> None:
    for _ in range(3):
        _save_two(till, "c1", "c2")
    till.run(lambda uow: uow.sync.settle(6, durable_n=6))
    _sql(till, "UPDATE outbox SET open = 0")
    while till.run(lambda uow: prune(uow._db, now_ms=0, limit=limit)):
        bodies = _bodies(till)
        assert {n + n % 2 for n in bodies} == {n for n in bodies if n % 2 == 0}
    assert [] == _bodies(till)


def test_ops_from_before_times_were_kept_count_from_now(till: TestStore) -> None:
    till.run(lambda uow: uow.audit("looked"))
    till.run(lambda uow: uow.sync.settle(1))
    _sql(till, "UPDATE outbox SET acked_at = NULL")
    till.clock.advance(days=400)
    assert 0 == till.run(lambda uow: uow.sync.prune())
    till.clock.advance(ms=KEPT_MS)
    assert 1 == till.run(lambda uow: uow.sync.prune())


def _verifies(till: TestStore, start: int) -> list[bool]:
    """Verify what is sent from op `start` on as HQ does; return which ops came erased."""
    push = till.read(lambda uow: uow.sync.pending()).push
    assert start == push.start
    head, erased = chain.from_text(push.prev), []
    for group in push.groups:
        for op in group.ops:
            body = op.cm and chain.from_text(op.cm)
            commitment = body or chain.commit(op.b, chain.from_text(op.salt))
            header = chain.header(DEVICE, 1, group.g, op.model_dump())
            head = chain.link(head, header, commitment)
            erased.append(op.erased)
    (last,) = _sql(till, "SELECT hash FROM outbox ORDER BY n DESC LIMIT 1")
    assert (head,) == last
    return erased


def test_what_was_pruned_or_erased_is_sent_again_as_erased_and_shows_nothing(
    till: TestStore, stream: HqStream
) -> None:
    _worked(till, stream)
    till.clock.advance(ms=KEPT_MS)
    assert 3 == till.run(lambda uow: uow.sync.prune())
    before = till.read(lambda uow: TABLES["customer"].get(uow._db, "c1"))
    till.run(lambda uow: uow.sync.restart_epoch("e2", 0))
    assert [True, True, False, False, True, False] == _verifies(till, 1)
    after = till.read(lambda uow: TABLES["customer"].get(uow._db, "c1"))
    assert (before.state, Mark.ACCEPTED) == (after.state, after.mark)
    till.run(lambda uow: uow.sync.settle(6, [Verdict(n=2, st=HELD)]))
    till.run(lambda uow: uow.sync.settle(6, [Verdict(n=2, st=QUARANTINED)]))
    load(till, stream)
    assert till.read(lambda uow: uow.sync.first_broken_op()) is None


def test_pending_work_that_was_erased_is_sent_and_chained_anew(till: TestStore) -> None:
    for n in range(3):
        _save(till, note=f"n{n}")
    ((*values,),) = _sql(till, f"SELECT {COLUMNS} FROM outbox WHERE n = 2")
    commitment = OpRow(*values).commitment
    erase = "UPDATE outbox SET body = NULL, salt = NULL, cm = ?, open = 0 WHERE n = 2"
    _sql(till, erase, commitment)
    assert [False, True, False] == _verifies(till, 1)
    assert till.read(lambda uow: uow.sync.first_broken_op()) is None
    row = till.read(lambda uow: TABLES["customer"].get(uow._db, "c1"))
    assert ("n2", Mark.LOCAL) == (row.state.body["note"], row.mark)


def test_a_commitment_that_was_changed_is_told(till: TestStore, stream: HqStream) -> None:
    _worked(till, stream)
    till.run(lambda uow: uow.sync.prune())
    _sql(till, "UPDATE outbox SET cm = zeroblob(32) WHERE n = 1")
    assert 1 == till.read(lambda uow: uow.sync.first_broken_op())


# What is told of all of it


def _centre_ops(till: TestStore) -> tuple[int, int, int, int]:
    centre = till.read(lambda uow: uow.sync.centre())
    return centre.ops_made, centre.ops_acked, centre.ops_durable, centre.ops_pruned


def test_every_number_of_the_centre_is_a_count_of_what_is_there(
    till: TestStore, stream: HqStream
) -> None:
    _worked(till, stream)
    till.run(lambda uow: uow.audit("looked"))
    till.run(lambda uow: uow.sync.note_tries(uow.sync.pending()))
    centre = till.read(lambda uow: uow.sync.centre())
    assert (2, 1, 1) == (centre.state.unsent, centre.state.held, centre.state.quarantined)
    assert [[6, 7], [3], [4]] == [
        [one.n for one in pile] for pile in (centre.unsent, centre.held, centre.quarantined)
    ]
    (held,) = centre.held
    assert ("staff-1", "held", 0, (("customer", "c3"),)) == (
        held.actor,
        held.state,
        held.tries,
        held.items,
    )
    assert datetime.fromtimestamp(START_MS / 1000, UTC) == held.at
    assert [1, 1] == [one.tries for one in centre.unsent]
    assert (7, 5, 1, 0) == _centre_ops(till)
    own = centre.streams[1]
    assert (OWN, 17, stream.seq, True, 1) == (
        own.stream,
        own.records,
        own.seq,
        own.is_complete,
        own.parked,
    )
    assert ([("of_a_newer_hq", "x1", "KIND_UNKNOWN")], 1) == (
        [(one.kind, one.id, one.code) for one in centre.parked],
        centre.parked_total,
    )
    few = till.read(lambda uow: uow.sync.centre(limit=1))
    assert ([6], 2) == ([one.n for one in few.unsent], few.state.unsent)


def test_unsent_work_can_be_taken_out_whole_and_proves_itself(
    till: TestStore, stream: HqStream
) -> None:
    _worked(till, stream)
    _save(till, note="more")
    groups = till.read(lambda uow: list(uow.sync.export_groups()))
    assert groups == json.loads(json.dumps(groups))
    assert ["held", "quarantined", "pending", "pending"] == [one["state"] for one in groups]
    for one in groups:
        assert (DEVICE, 1) == (one["device"], one["inc"])
        for op in one["ops"]:
            commitment = chain.commit(op["b"], chain.from_text(op["salt"]))
            header = chain.header(DEVICE, 1, one["group"], {"base": 0, **op})
            digest = chain.link(chain.from_text(op["prev"]), header, commitment)
            assert op["hash"] == chain.to_text(digest)
    held = till.read(lambda uow: list(uow.sync.export_groups(["held"])))
    assert [groups[0]] == held
