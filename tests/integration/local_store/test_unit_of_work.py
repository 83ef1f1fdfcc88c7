"""Saving: the row and its op together, whole groups, and nothing that HQ would refuse."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from local_store.errors import GroupTooLargeError, NotEnrolledError, RecordInvalidError
from local_store.record_table import TABLES
from local_store.runs import no_collection
from local_store.store import Store, StoreSettings
from local_store.unit_of_work import Calendar, UnitOfWork
from sync.merge import AuthorityError
from sync.protocol.enrol import StoreInfo
from sync.protocol.ops import Add, Del, Do, Element, Fact, Op, Set
from terminal.domain.customer import Mark
from terminal.domain.staff import Role, Session
from tests.builders import (
    DEVICE,
    SESSION,
    START_MS,
    STORE,
    TEST_KEY,
    FakeClock,
    SeededIds,
    TestStore,
    a_customer,
    a_store,
    a_task,
    an_identity,
    an_observation,
    an_outcome,
    load_records,
)

PHONE = "15400000009"


@pytest.fixture
def till(tmp_path: Path) -> Iterator[TestStore]:
    made = a_store(tmp_path)
    load_records(made, [("customer", "c1", a_customer())])
    yield made
    made.close()


def _ops(till: TestStore) -> list[Op]:
    groups = till.read(lambda uow: uow.sync.pending()).groups
    return [op for group in groups for op in group.ops]


def test_a_save_is_one_group_under_one_stamp_by_whoever_is_signed_in(till: TestStore) -> None:
    def save(uow: UnitOfWork) -> None:
        uow.put("observation", "o1", Fact(an_observation("c1")))
        uow.put("customer", "c1", Set({"note": "called"}))
        uow.audit("saved", entity_kind="customer", entity="c1", facts={"n": 1})

    till.run(save)
    till.run(save, Session("staff-2", Role.CLERK, DEVICE, STORE))
    groups = till.read(lambda uow: uow.sync.pending()).groups
    assert [3, 3] == [len(group.ops) for group in groups]
    assert [1, 1] == [len({op.hlc for op in group.ops}) for group in groups]
    assert groups[0].ops[0].hlc < groups[1].ops[0].hlc
    assert [{"staff-1"}, {"staff-2"}] == [{op.actor for op in group.ops} for group in groups]
    assert groups[0].g != groups[1].g


def test_an_op_says_what_was_done_and_what_its_author_saw(till: TestStore) -> None:
    till.run(lambda uow: uow.put("customer", "c1", Set({"note": "called", "sex": None})))
    (op,) = _ops(till)
    assert {"set": {"note": "called", "sex": None}} == op.b
    assert ("customer", "c1", 1, 1) == (op.k, op.id, op.base, op.n)


def test_a_row_shows_a_save_at_once_and_is_marked_as_only_here(till: TestStore) -> None:
    till.run(lambda uow: uow.put("customer", "c1", Set({"sex": None})))
    customer = till.read(lambda uow: uow.customers.get("c1"))
    assert (None, Mark.LOCAL) == (customer.sex, customer.mark)


def test_an_audit_entry_says_who_did_what_and_when(till: TestStore) -> None:
    till.run(lambda uow: uow.audit("customer.opened", entity_kind="customer", entity="c1"))
    till.run(lambda uow: uow.audit("checked", facts={"pages": 4}))
    first, second = _ops(till)
    fact = {"action": "customer.opened", "at": START_MS, "entity": "c1", "entity_kind": "customer"}
    assert ("audit", {"fact": fact}) == (first.k, first.b)
    assert {"action": "checked", "at": START_MS, "facts": {"pages": 4}} == second.b["fact"]


def test_a_fact_holds_no_nulls(till: TestStore) -> None:
    fields = {**an_outcome("t1", "c1"), "note": None, "observation": None}
    till.run(lambda uow: uow.put("outcome", "u1", Fact(fields)))
    assert {"fact": an_outcome("t1", "c1")} == _ops(till)[0].b


def test_elements_of_a_set_come_and_go(till: TestStore) -> None:
    till.run(lambda uow: uow.put("customer", "c1", Add((Element("phones", PHONE),))))
    phones = ("15400000001", PHONE)
    assert phones == till.read(lambda uow: uow.customers.get("c1")).phones
    till.run(lambda uow: uow.put("customer", "c1", Del((Element("phones", PHONE),))))
    assert phones[:1] == till.read(lambda uow: uow.customers.get("c1")).phones
    assert [] == till.read(lambda uow: uow.customers.by_phone(PHONE, 9))


def test_a_removal_names_the_adds_it_saw(till: TestStore) -> None:
    till.run(lambda uow: uow.put("customer", "c1", Add((Element("phones", PHONE),))))
    till.run(lambda uow: uow.put("customer", "c1", Del((Element("phones", PHONE),))))
    added, removed = _ops(till)
    assert [added.hlc] == removed.b["del"][0]["seen"]


def test_a_removal_that_names_its_stamps_keeps_them(till: TestStore) -> None:
    element = Element("phones", PHONE, ("0" * 24,))
    till.run(lambda uow: uow.put("customer", "c1", Del((element,))))
    assert ["0" * 24] == _ops(till)[0].b["del"][0]["seen"]


@pytest.mark.parametrize(
    ("kind", "record_id", "body", "field"),
    [
        ("customer", "c1", Set({"name": ""}), "name"),
        ("customer", "c1", Set({"name": None}), "name"),
        ("customer", "c1", Set({"note": "x" * 501}), "note"),
        ("customer", "c1", Set({"birth_on": "3 May"}), "birth_on"),
        ("customer", "c1", Add((Element("phones", ""),)), "phones"),
        ("customer", "nobody", Set({"note": "x"}), "name"),
        ("outcome", "u1", Fact({"task": "t1"}), "at, by, code, customer"),
        ("outcome", "u1", Fact(an_outcome("t", "c", at=-1)), "at"),
        ("outcome", "u1", Fact(an_outcome("t", "c", at=1.5)), "outcome"),
        ("outcome", "u1", Fact(an_outcome("t", "c", note="\x00")), "outcome: JSON_NUL"),
        ("outcome", "u1", Fact({}), "outcome"),
        ("outcome", "u1", Fact(an_outcome("t", "c", brand_new=1 << 60)), "JSON_INTEGER_RANGE"),
        ("task", "t1", Set(a_task("c1", due_on="2025-02-30")), "task"),
        ("nonsense", "x", Fact({"a": 1}), "kind"),
    ],
)
def test_what_hq_would_refuse_is_refused_here_by_the_names_of_its_fields(
    till: TestStore, kind: str, record_id: str, body: Any, field: str
) -> None:
    with pytest.raises(RecordInvalidError) as caught:
        till.run(lambda uow: uow.put(kind, record_id, body))
    assert str(caught.value).startswith("STORE_RECORD_INVALID")
    assert field in str(caught.value)
    assert [] == _ops(till)


def test_a_refusal_repeats_nothing_of_the_person(till: TestStore) -> None:
    body = Set({"birth_on": "secret day", "sex": ""})
    with pytest.raises(RecordInvalidError) as caught:
        till.run(lambda uow: uow.put("customer", "c1", body))
    assert "STORE_RECORD_INVALID: customer: birth_on, sex" == str(caught.value)
    assert caught.value.__suppress_context__


def test_what_a_newer_hq_wrote_stands_in_no_saves_way(till: TestStore, tmp_path: Path) -> None:
    def damage(uow: UnitOfWork) -> None:
        uow._db.execute("UPDATE customer SET sex = ?", ("x" * 99,))

    till.run(damage)
    till.run(lambda uow: uow.put("customer", "c1", Set({"note": "fine"})))
    assert 1 == len(_ops(till))


@pytest.mark.parametrize(
    ("kind", "body", "code"),
    [
        ("customer", Set({"tier": "S"}), "FIELD_IS_HQS"),
        ("outcome", Fact({**an_outcome("t", "c"), "accepted": True}), "FIELD_IS_HQS"),
        ("rule", Set({"version": 9}), "KIND_IS_HQS"),
        ("ticket", Fact({"total_fen": 1}), "KIND_IS_HQS"),
        ("customer", Fact({"name": "x"}), "FORM_NOT_FOR_KIND"),
        ("observation", Set({"code": "x"}), "FORM_NOT_FOR_KIND"),
        ("customer", Set({"phones": [PHONE]}), "SET_NEEDS_ADD"),
        ("customer", Do("merge", {}), "UNKNOWN_ACTION"),
    ],
)
def test_what_is_hqs_to_write_is_refused(till: TestStore, kind: str, body: Any, code: str) -> None:
    with pytest.raises(AuthorityError, match=code):
        till.run(lambda uow: uow.put(kind, "c1", body))
    assert [] == _ops(till)


def test_a_save_larger_than_a_group_is_refused_whole(till: TestStore) -> None:
    def save(uow: UnitOfWork, count: int) -> None:
        for _ in range(count):
            uow.audit("x")

    till.run(lambda uow: save(uow, 100))
    with pytest.raises(GroupTooLargeError):
        till.run(lambda uow: save(uow, 101))
    assert 100 == len(_ops(till))


def test_before_enrolment_nothing_can_be_saved_but_reading_works(tmp_path: Path) -> None:
    till = a_store(tmp_path, enrolled=False)
    with pytest.raises(NotEnrolledError, match="STORE_NOT_ENROLLED"):
        till.run(lambda uow: uow.audit("x"))
    assert 0 == till.read(lambda uow: uow.customers.count())
    assert ("system", Role.SYSTEM, "", "") == _who(till)
    assert till.read(lambda uow: uow.sync.pending()).push is None
    till.close()


def _who(till: TestStore) -> tuple[str, Role, str, str]:
    session = till.run(lambda uow: uow.session, None)
    return session.actor, session.role, session.device, session.store


def test_work_without_a_session_is_the_programs_own(till: TestStore) -> None:
    assert ("system", Role.SYSTEM, DEVICE, STORE) == _who(till)
    assert SESSION == till.run(lambda uow: uow.session)


def test_new_ids_sort_by_time_and_are_all_different(till: TestStore) -> None:
    ids = till.run(lambda uow: [uow.new_id() for _ in range(50)])
    till.clock.advance(ms=1)
    later = till.run(lambda uow: uow.new_id())
    assert 50 == len(set(ids))
    assert max(ids) < later


@pytest.mark.parametrize(
    ("at", "starts", "expected"),
    [
        ("2025-11-21T15:59:59+00:00", 0, "2025-11-21"),
        ("2025-11-21T16:00:00+00:00", 0, "2025-11-22"),
        ("2025-11-21T17:59:59+00:00", 120, "2025-11-21"),
        ("2025-11-21T18:00:00+00:00", 120, "2025-11-22"),
    ],
)
def test_the_business_day_follows_the_stores_zone_and_cut_off(
    tmp_path: Path, at: str, starts: int, expected: str
) -> None:
    moment = datetime.fromisoformat(at)
    clock = FakeClock(round(moment.timestamp() * 1000))
    info = StoreInfo(
        id=STORE, code=STORE, name="合成数据店", time_zone="Asia/Shanghai", day_starts_at=starts
    )
    till = a_store(tmp_path, clock=clock, identity=an_identity(store=info))
    today, (start, end) = till.read(lambda uow: (uow.today, uow.day_span(uow.today)))
    assert date.fromisoformat(expected) == today
    assert start <= moment < end
    assert till.read(lambda uow: uow.day_of(start)) == today
    assert till.read(lambda uow: uow.day_of(end)) > today
    till.close()


def test_before_enrolment_the_settings_calendar_counts(tmp_path: Path) -> None:
    settings = StoreSettings(tmp_path / "s.db", calendar=Calendar("UTC", 60), inline=True)
    clock = FakeClock(round(datetime(2025, 5, 2, 0, 59, tzinfo=UTC).timestamp() * 1000))
    store = Store(settings, TEST_KEY, clock, SeededIds())
    assert date(2025, 5, 1) == store.read(lambda uow: uow.today).result()
    store.close()


def test_small_facts_are_kept_by_name(till: TestStore) -> None:
    def work(uow: UnitOfWork) -> tuple[str | None, int | None, str | None]:
        uow.meta.set("a", "1")
        uow.meta.set("a", 2)
        uow.meta.set("b", "x")
        uow.meta.set("b", None)
        return uow.meta.get("a"), uow.meta.get_int("a"), uow.meta.get("b")

    assert ("2", 2, None) == till.run(work)
    assert till.read(lambda uow: uow.meta.get_int("b")) is None


def test_hqs_copy_is_kept_while_the_row_differs_from_it(till: TestStore) -> None:
    def shadow(uow: UnitOfWork) -> list[Any]:
        return uow._db.execute("SELECT kind, id, rev FROM shadow").fetchall()

    till.run(lambda uow: uow.put("customer", "c1", Set({"note": "a"})))
    till.run(lambda uow: uow.put("customer", "c1", Set({"note": "b"})))
    till.run(lambda uow: uow.put("task", "t1", Set(a_task("c1"))))
    assert [("customer", "c1", 1)] == till.read(shadow)
    row = till.read(lambda uow: TABLES["customer"].get(uow._db, "c1"))
    assert (1, "b") == (row.rev, row.state.body["note"])


def test_what_was_touched_goes_with_the_commit_and_does_not_wait_for_the_collector(
    till: TestStore,
) -> None:
    touched = str(UUID(int=1))

    def save(uow: UnitOfWork) -> None:
        uow.put("observation", touched, Fact(an_observation("c1")))

    gc.collect()
    before = sys.getrefcount(touched)
    with no_collection():
        till.run(save)
        held = sys.getrefcount(touched)
    assert before == held
