"""Pages from HQ: applied whole or not at all, counted, compared, and never in the way."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from local_store.errors import (
    NotEnrolledError,
    PageForeignError,
    PageGapError,
    PageMalformedError,
)
from local_store.record_table import TABLES
from local_store.unit_of_work import UnitOfWork
from sync.protocol.cycle import Checkpoint, Page, Row
from sync.protocol.ops import Set
from sync.protocol.version import SCHEMA_VERSION
from terminal.domain.customer import Mark
from tests.builders import (
    START_MS,
    HqStream,
    TestStore,
    a_customer,
    a_rule,
    a_stamp,
    a_store,
    a_task,
    an_outcome,
    load,
)

OWN = "s:0018"


@pytest.fixture
def till(tmp_path: Path) -> Iterator[TestStore]:
    made = a_store(tmp_path)
    yield made
    made.close()


def _apply(till: TestStore, page: Page) -> None:
    till.run(lambda uow: uow.sync.apply_page(page))


def _cursor(till: TestStore, stream: str = OWN) -> Any:
    return till.read(lambda uow: uow.sync.cursors()[stream])


def _parked(till: TestStore) -> dict[str, str]:
    sql = "SELECT id, code FROM inbound"
    return dict(till.read(lambda uow: uow._db.execute(sql).fetchall()))


def _agrees(till: TestStore, stream: HqStream) -> None:
    """Assert that count and sum are HQ's, as kept and as added up anew."""
    cursor = _cursor(till, stream.name)
    wanted = stream.checkpoint()
    assert (wanted.n, wanted.sum) == (cursor.n, f"{cursor.sum:016x}")
    assert (cursor.n, cursor.sum) == till.read(lambda uow: uow.sync.recount(stream.name))
    assert {} == till.read(lambda uow: uow.sync.mismatch)


def _note(till: TestStore, record_id: str = "c1") -> str | None:
    row = till.read(lambda uow: TABLES["customer"].get(uow._db, record_id))
    note: str | None = row.state.body.get("note") if row else "gone"
    return note


def test_a_stream_never_read_stands_at_its_beginning(till: TestStore) -> None:
    cursor = _cursor(till)
    assert (0, 0, 0, False, None) == (
        cursor.after,
        cursor.n,
        cursor.sum,
        cursor.complete,
        cursor.consistent_at,
    )
    assert till.read(lambda uow: uow.sync.state()).loading


def test_rows_and_cursor_move_together_and_agree_with_hq_at_the_end(till: TestStore) -> None:
    stream = HqStream()
    for n in range(5):
        stream.change("customer", f"c{n}", a_customer(n))
    _apply(till, stream.page(0, 3))
    assert (3, 3, False) == (_cursor(till).after, _cursor(till).n, _cursor(till).complete)
    assert _cursor(till).consistent_at is None
    _apply(till, stream.page(3))
    assert (5, True, START_MS) == (
        _cursor(till).after,
        _cursor(till).complete,
        _cursor(till).consistent_at,
    )
    _agrees(till, stream)


def test_changed_and_removed_records_leave_count_and_sum_right(till: TestStore) -> None:
    stream = HqStream()
    for n in range(4):
        stream.change("customer", f"c{n}", a_customer(n))
    load(till, stream)
    stream.change("customer", "c1", a_customer(1, note="moved"))
    stream.remove("customer", "c2")
    load(till, stream)
    _agrees(till, stream)
    assert till.read(lambda uow: uow.customers.get("c2")) is None
    assert [] == till.read(lambda uow: uow.customers.by_phone("15400000002", 9))
    stream.change("customer", "c2", a_customer(2), rev=9)
    load(till, stream)
    _agrees(till, stream)


def test_what_search_needs_is_written_only_when_it_changed(till: TestStore) -> None:
    old = a_customer(phones=["15400000001", "15400000002", "15400000001"])
    stream = HqStream()
    stream.change("customer", "c1", old)
    load(till, stream)

    def rewrites(body: Any) -> int:
        def change(uow: UnitOfWork) -> int:
            uow._db.execute("CREATE TEMP TABLE seen (key TEXT)")
            uow._db.execute(
                "CREATE TEMP TRIGGER watch AFTER DELETE ON main.customer_key"
                " BEGIN INSERT INTO seen VALUES (old.tail); END"
            )
            uow.put("customer", "c1", Set(body))
            found = uow._db.execute("SELECT count(*) FROM seen").fetchone()[0]
            uow._db.execute("DROP TRIGGER watch")
            uow._db.execute("DROP TABLE seen")
            return int(found)

        return int(till.run(change))

    assert 0 == rewrites({"note": "Comes on Mondays."})
    damaged = "UPDATE customer_key SET tail = '1' WHERE tail = '20000000451'"
    till.run(lambda uow: uow._db.execute(damaged).fetchall())
    assert 2 == rewrites({"note": "Comes on Tuesdays."})
    assert 0 == rewrites({"note": "Comes on Sundays."})


def test_a_record_twice_in_one_page_counts_once_as_it_last_was(till: TestStore) -> None:
    stream = HqStream()
    first = stream.change("customer", "c1", a_customer(1))
    second = stream.change("customer", "c1", a_customer(1, note="last"))
    page = stream.page().model_copy(update={"rows": [first, second]})
    _apply(till, page)
    _agrees(till, stream)
    assert "last" == _note(till)


def test_a_removal_of_what_was_never_here_is_no_error(till: TestStore) -> None:
    stream = HqStream()
    for kind in ("customer", "task", "outcome", "brand_new_kind"):
        stream.change(kind, "x", {"a": 1})
        stream.remove(kind, "x")
    load(till, stream)
    _agrees(till, stream)


def test_a_page_that_comes_again_changes_nothing(till: TestStore) -> None:
    stream = HqStream()
    stream.change("customer", "c1", a_customer(1))
    page = stream.page()
    _apply(till, page)
    stream.change("customer", "c1", a_customer(1, note="newer"))
    load(till, stream)
    _apply(till, page)
    assert "newer" == _note(till)
    _agrees(till, stream)


@pytest.mark.parametrize("after", [1, 3])
def test_a_page_that_does_not_follow_the_cursor_is_refused(till: TestStore, after: int) -> None:
    stream = HqStream()
    for n in range(5):
        stream.change("customer", f"c{n}", a_customer(n))
    _apply(till, stream.page(0, 2))
    with pytest.raises(PageGapError, match="STORE_PAGE_GAP"):
        _apply(till, stream.page(after, 3))
    assert (2, 2) == (_cursor(till).after, _cursor(till).n)


def test_a_stream_that_is_not_ours_is_refused(till: TestStore) -> None:
    stream = HqStream("s:0099")
    stream.change("customer", "c1", a_customer(1))
    with pytest.raises(PageForeignError, match="STORE_PAGE_FOREIGN"):
        _apply(till, stream.page())
    assert 0 == till.read(lambda uow: uow.customers.count())


def test_before_enrolment_no_page_is_applied(tmp_path: Path) -> None:
    till = a_store(tmp_path, enrolled=False)
    with pytest.raises(NotEnrolledError):
        _apply(till, HqStream().page())
    assert {} == till.read(lambda uow: uow.sync.cursors())
    till.close()


def test_a_row_that_has_no_canonical_form_undoes_its_whole_page(till: TestStore) -> None:
    stream = HqStream()
    stream.change("customer", "c1", a_customer(1))
    page = stream.page()
    bad = Row(k="customer", id="c2", op="P", rev=1, seq=2, b={"name": "\ud800"}, c={})
    page = page.model_copy(update={"rows": [*page.rows, bad], "upto": 2, "head": 2})
    with pytest.raises(PageMalformedError, match="STORE_PAGE_MALFORMED"):
        _apply(till, page)
    assert (0, 0) == (_cursor(till).after, till.read(lambda uow: uow.customers.count()))


def test_a_difference_from_hq_is_noted_since_when_and_stands_in_no_ones_way(
    till: TestStore,
) -> None:
    stream = HqStream()
    stream.change("customer", "c1", a_customer(1))
    for wrong in [Checkpoint(n=2, sum=stream.checkpoint().sum), Checkpoint(n=1, sum="nonsense")]:
        page = stream.page(_cursor(till).after).model_copy(update={"ck": wrong})
        _apply(till, page)
        assert {OWN: START_MS} == till.read(lambda uow: uow.sync.mismatch)
        assert _cursor(till).consistent_at is None
        till.clock.advance(ms=500)
    stream.change("customer", "c2", a_customer(2))
    load(till, stream)
    assert {} == till.read(lambda uow: uow.sync.mismatch)
    assert START_MS + 1000 == _cursor(till).consistent_at


def test_our_next_stamp_comes_after_everything_seen(till: TestStore) -> None:
    stream, ahead = HqStream(), a_stamp(START_MS + 60_000, "otherdev")
    stream.change("customer", "c1", a_customer(1, note="theirs"), stamp=ahead)
    load(till, stream)
    till.run(lambda uow: uow.put("customer", "c1", Set({"note": "mine"})))
    assert "mine" == _note(till)


def test_an_outcome_is_accepted_once_hq_has_said_so(till: TestStore) -> None:
    stream = HqStream()
    stream.change("outcome", "u1", an_outcome("t", "c"))
    load(till, stream)
    assert Mark.RECEIVED is till.read(lambda uow: uow.outcomes.get("u1")).mark
    stream.change("outcome", "u1", an_outcome("t", "c", accepted=True))
    load(till, stream)
    assert Mark.ACCEPTED is till.read(lambda uow: uow.outcomes.get("u1")).mark


# Rows this build cannot apply


@pytest.mark.parametrize(
    ("kind", "body", "code"),
    [
        ("brand_new_kind", {"a": [1, {"b": None}]}, "KIND_UNKNOWN"),
        ("medicine", {"generic": "x"}, "KIND_FOREIGN"),
        ("audit", {"action": "x", "at": 1}, "KIND_FOREIGN"),
        ("customer", {"note": "no name"}, "ROW_INVALID"),
        ("customer", {"name": "x", "sex": 5}, "ROW_INVALID"),
        ("task", a_task("c1", due_on="2025-02-30"), "ROW_INVALID"),
    ],
)
def test_a_row_that_cannot_be_applied_is_kept_and_counted_until_it_can_or_goes(
    till: TestStore, kind: str, body: dict[str, Any], code: str
) -> None:
    stream = HqStream()
    stream.change("customer", "c9", a_customer(9))
    stream.change(kind, "x", body)
    load(till, stream)
    assert {"x": code} == _parked(till)
    _agrees(till, stream)
    stream.change(kind, "x", {**body, "more": "é"})
    load(till, stream)
    _agrees(till, stream)
    stream.remove(kind, "x")
    load(till, stream)
    assert {} == _parked(till)
    _agrees(till, stream)


def test_what_showed_before_stays_when_a_newer_version_cannot_be_applied(till: TestStore) -> None:
    stream = HqStream()
    stream.change("customer", "c1", a_customer(1, note="good"))
    load(till, stream)
    stream.change("customer", "c1", a_customer(1, note="bad", sex=5))
    load(till, stream)
    assert ("good", {"c1": "ROW_INVALID"}) == (_note(till), _parked(till))
    _agrees(till, stream)
    stream.change("customer", "c1", a_customer(1, note="better"))
    load(till, stream)
    assert ("better", {}) == (_note(till), _parked(till))
    _agrees(till, stream)


def test_a_newer_program_applies_what_an_older_one_kept(tmp_path: Path) -> None:
    till, stream = a_store(tmp_path), HqStream()
    stream.change("customer", "c1", a_customer(1, note="kept"))
    stream.change("brand_new_kind", "n1", {"a": 1})
    load(till, stream)

    def as_an_older_program_left_it(uow: UnitOfWork) -> None:
        row = stream.rows["customer", "c1"]
        pages = uow.sync._pages(uow.sync._identity())
        pages._park(OWN, row, _stored_part(uow), "KIND_UNKNOWN")
        uow._db.execute("DELETE FROM customer")
        uow.meta.set("schema", SCHEMA_VERSION - 1)

    till.run(as_an_older_program_left_it)
    assert {"c1": "KIND_UNKNOWN", "n1": "KIND_UNKNOWN"} == _parked(till)
    till.close()
    newer = a_store(tmp_path)
    assert ("kept", {"n1": "KIND_UNKNOWN"}) == (_note(newer), _parked(newer))
    _agrees(newer, stream)
    newer.close()


def _stored_part(uow: UnitOfWork) -> int:
    row = TABLES["customer"].get(uow._db, "c1")
    assert row is not None
    assert row.h64 is not None
    return row.h64


# Configuration


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        ({"version": 2}, "CONFIG_SIGNATURE"),
        ({"sig": "AAAA"}, "CONFIG_SIGNATURE"),
        ({"content": {}}, "CONFIG_SIGNATURE"),
        ({"sig": None}, "ROW_INVALID"),
    ],
)
def test_policy_that_hq_did_not_sign_is_parked_and_the_last_good_version_stays(
    till: TestStore, spoil: dict[str, Any], code: str
) -> None:
    stream = HqStream("g")
    stream.change("rule", "diabetes-14", a_rule())
    load(till, stream)
    body = {k: v for k, v in {**a_rule(version=5), **spoil}.items() if v is not None}
    stream.change("rule", "diabetes-14", body)
    load(till, stream)
    assert {"diabetes-14": code} == till.read(lambda uow: uow.rules.problems())
    assert 1 == till.read(lambda uow: uow.rules.followups()["diabetes-14"]).version
    _agrees(till, stream)


def test_policy_of_one_rule_does_not_pass_for_another(till: TestStore) -> None:
    stream = HqStream("g")
    stream.change("rule", "other", a_rule("diabetes-14"))
    load(till, stream)
    assert {} == till.read(lambda uow: uow.rules.followups())
    assert {"other": "CONFIG_SIGNATURE"} == till.read(lambda uow: uow.rules.problems())


def test_signed_policy_that_cannot_be_used_leaves_the_last_good_version_in_force(
    till: TestStore,
) -> None:
    stream = HqStream("g")
    stream.change("rule", "diabetes-14", a_rule())
    stream.change("rule", "diabetes-14", a_rule(version=2, content={"cycle_days": 0}))
    stream.change("rule", "new", a_rule("new", content={"keys": ["a"]}))
    page_of_the_good_one = HqStream("g")
    page_of_the_good_one.change("rule", "diabetes-14", a_rule())
    _apply(till, page_of_the_good_one.page())
    _apply(till, stream.page(1))
    problems = {"diabetes-14": "POLICY_INVALID", "new": "POLICY_INVALID"}
    assert problems == till.read(lambda uow: uow.rules.problems())
    assert 1 == till.read(lambda uow: uow.rules.followups()["diabetes-14"]).version
    stream.change("rule", "diabetes-14", a_rule(version=3))
    load(till, stream)
    assert 3 == till.read(lambda uow: uow.rules.followups()["diabetes-14"]).version
    _agrees(till, stream)


# Loading anew


def test_a_stream_loaded_anew_shows_its_records_meanwhile_and_drops_what_did_not_come(
    till: TestStore,
) -> None:
    stream = HqStream()
    for n in range(4):
        stream.change("customer", f"c{n}", a_customer(n))
    stream.change("brand_new_kind", "n1", {"a": 1})
    stream.change("brand_new_kind", "n2", {"a": 1})
    stream.change("customer", "bad", {"note": "no name"})
    load(till, stream)
    # HQ compacted: what went is not told, it just is not there any more.
    for key in [("customer", "c1"), ("brand_new_kind", "n1"), ("customer", "bad")]:
        del stream.rows[key]
    till.run(lambda uow: uow.sync.resnap(OWN))
    assert (0, 0, False) == (_cursor(till).after, _cursor(till).n, _cursor(till).complete)
    assert 4 == till.read(lambda uow: uow.customers.count())
    assert till.read(lambda uow: uow.sync.state()).loading
    _apply(till, stream.page(0, 2))
    assert (3, 2) == (_cursor(till).after, _cursor(till).n)
    load(till, stream)
    assert 3 == till.read(lambda uow: uow.customers.count())
    assert {"n2": "KIND_UNKNOWN"} == _parked(till)
    _agrees(till, stream)


def test_loading_anew_keeps_pending_work(till: TestStore) -> None:
    stream = HqStream()
    stream.change("customer", "c1", a_customer(1))
    stream.change("customer", "c2", a_customer(2))
    load(till, stream)
    till.run(lambda uow: uow.put("customer", "c1", Set({"note": "mine"})))
    till.run(lambda uow: uow.put("task", "k1", Set(a_task("c1"))))
    del stream.rows["customer", "c1"]
    till.run(lambda uow: uow.sync.resnap(OWN))
    load(till, stream)
    assert 2 == len(till.read(lambda uow: uow.sync.pending()).groups)
    assert "gone" == _note(till)
    assert till.read(lambda uow: uow.tasks.get("k1")) is not None
    stream.change("customer", "c1", a_customer(1), rev=4)
    load(till, stream)
    assert "mine" == _note(till)
    _agrees(till, stream)


def test_parked_rows_of_a_stream_loading_anew_are_not_tried_as_if_they_had_come(
    tmp_path: Path,
) -> None:
    till, stream = a_store(tmp_path), HqStream()
    stream.change("brand_new_kind", "n1", {"a": 1})
    load(till, stream)
    till.run(lambda uow: uow.sync.resnap(OWN))
    till.run(lambda uow: uow.meta.set("schema", 0))
    till.close()
    again = a_store(tmp_path)
    load(again, stream)
    _agrees(again, stream)
    again.close()
