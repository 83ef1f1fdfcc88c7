"""Reading: every repository returns what its callers are promised."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from terminal.domain.customer import Allergy, Customer, Mark
from terminal.domain.medicine import StockLevel
from terminal.domain.observation import Reading
from terminal.domain.staff import Staff
from terminal.domain.ticket import TicketLine
from tests.builders import (
    START_MS,
    TestStore,
    a_customer,
    a_line,
    a_medicine,
    a_member_code,
    a_rule,
    a_staff,
    a_stock,
    a_store,
    a_task,
    a_ticket,
    an_observation,
    an_outcome,
    load_records,
)

Records = list[tuple[str, str, dict[str, Any]]]
NOW = datetime.fromtimestamp(START_MS / 1000, UTC)
TODAY = date(2025, 11, 21)


@pytest.fixture
def till(tmp_path: Path) -> Iterator[TestStore]:
    made = a_store(tmp_path)
    yield made
    made.close()


def _load(till: TestStore, *records: tuple[str, str, dict[str, Any]]) -> None:
    load_records(till, records)


def _ids(found: Any) -> list[str]:
    return [one.id for one in found]


def test_a_customer_comes_with_everything_known(till: TestStore) -> None:
    _load(till, ("customer", "c1", a_customer()), ("member_code", "m1", a_member_code("c1")))
    expected = Customer(
        id="c1",
        name="合成客1",
        sex="f",
        birth_on=date(1958, 3, 9),
        phones=("15400000001",),
        conditions=("diabetes",),
        allergies=(Allergy("青霉素", "2024 年皮疹"),),
        tags=("合成数据",),
        tier="A",
        member_code="320000000018",
        mark=Mark.ACCEPTED,
    )
    assert expected == till.read(lambda uow: uow.customers.get("c1"))


def test_a_customer_of_whom_only_the_name_is_known_comes_too(till: TestStore) -> None:
    _load(till, ("customer", "c1", {"name": "合成客"}))
    assert Customer("c1", "合成客") == till.read(lambda uow: uow.customers.get("c1"))
    assert till.read(lambda uow: uow.customers.get("c2")) is None


def test_an_allergy_without_words_still_shows(till: TestStore) -> None:
    _load(till, ("customer", "c1", a_customer(allergies=[{"substance": "磺胺", "note": None}, {}])))
    allergies = till.read(lambda uow: uow.customers.get("c1")).allergies
    assert {Allergy("磺胺"), Allergy("")} == set(allergies)


def test_joined_files_lead_to_the_one_that_stayed(till: TestStore) -> None:
    _load(
        till,
        ("customer", "old", a_customer(1, canonical_id="mid")),
        ("customer", "mid", a_customer(2, canonical_id="new")),
        ("customer", "new", a_customer(3)),
        ("member_code", "m1", a_member_code("old")),
    )
    many = till.read(lambda uow: uow.customers.many(["old", "mid", "new", "none"]))
    assert {"old": "new", "mid": "new", "new": "new"} == {k: c.id for k, c in many.items()}
    assert "new" == till.read(lambda uow: uow.customers.by_member_code("320000000018")).id
    assert ["new"] == _ids(till.read(lambda uow: uow.customers.by_phone("15400000001", 9)))
    hits = _ids(till.read(lambda uow: uow.search.find("合成客")))
    stayed = till.read(lambda uow: uow.customers.many(hits))
    assert {"new"} == {one.id for one in stayed.values()}
    assert 1 == till.read(lambda uow: uow.customers.count())


def test_files_joined_in_a_ring_or_to_one_that_is_not_here_end_the_search(
    till: TestStore,
) -> None:
    _load(
        till,
        ("customer", "a", a_customer(1, canonical_id="b")),
        ("customer", "b", a_customer(2, canonical_id="a")),
        ("customer", "c", a_customer(3, canonical_id="gone")),
    )
    assert till.read(lambda uow: uow.customers.get("a")) is not None
    assert till.read(lambda uow: uow.customers.get("c")) is None


def test_records_of_joined_files_show_under_the_one_that_stayed(till: TestStore) -> None:
    _load(
        till,
        ("customer", "old", a_customer(1, canonical_id="new")),
        ("customer", "new", a_customer(2)),
        ("ticket", "t1", a_ticket("old")),
        ("observation", "o1", an_observation("old")),
        ("task", "k1", a_task("old")),
        ("outcome", "u1", an_outcome("k1", "old", code="no_answer")),
    )
    since = date(2025, 1, 1)
    assert ["t1"] == _ids(till.read(lambda uow: uow.tickets.of_customer("new", since)))
    assert ["o1"] == _ids(till.read(lambda uow: uow.observations.of_customer("new", 9)))
    code = "glucose_fasting"
    assert "o1" == till.read(lambda uow: uow.observations.latest("new", code)).id
    assert ["k1"] == _ids(till.read(lambda uow: uow.tasks.open_of_customer("new")))
    assert ["u1"] == _ids(till.read(lambda uow: uow.outcomes.of_customer("new", 9)))
    assert [] == _ids(till.read(lambda uow: uow.tickets.of_customer("old2", since)))


def test_a_revoked_card_leads_nowhere_and_the_newest_active_one_shows(till: TestStore) -> None:
    _load(
        till,
        ("customer", "c1", a_customer()),
        ("member_code", "m1", a_member_code("c1", "320000000001", status="revoked")),
        ("member_code", "m2", a_member_code("c1", "320000000002", issued_on="2024-01-01")),
        ("member_code", "m3", a_member_code("c1", "320000000003", issued_on="2025-01-01")),
        ("member_code", "m4", a_member_code("gone", "320000000004")),
    )
    by_code = [
        till.read(lambda uow, n=n: uow.customers.by_member_code(f"32000000000{n}"))
        for n in range(1, 6)
    ]
    assert [None, "c1", "c1", None, None] == [c and c.id for c in by_code]
    assert "320000000003" == till.read(lambda uow: uow.customers.get("c1")).member_code


def test_searches_are_cut_at_their_limit(till: TestStore) -> None:
    _load(till, *[("customer", f"c{n}", a_customer(n, phones=["15400000001"])) for n in range(5)])
    searches: list[Any] = [
        lambda uow: uow.customers.by_phone("15400000001", 2),
        lambda uow: uow.search.find("合成", 2),
    ]
    assert [2, 2] == [len(till.read(search)) for search in searches]


def test_a_phone_that_changed_is_found_no_more(till: TestStore) -> None:
    stream = load_records(till, [("customer", "c1", a_customer())])
    stream.change("customer", "c1", a_customer(phones=["15400000777", "15400000777"]))
    page = stream.page(1)
    till.run(lambda uow: uow.sync.apply_page(page))
    assert [] == till.read(lambda uow: uow.customers.by_phone("15400000001", 9))
    assert ["c1"] == _ids(till.read(lambda uow: uow.customers.by_phone("15400000777", 9)))


def test_sample_cards_are_of_customers_with_something_due_first(till: TestStore) -> None:
    _load(
        till,
        ("customer", "c1", a_customer(1)),
        ("customer", "c2", a_customer(2)),
        ("member_code", "m1", a_member_code("c1", "320000000001")),
        ("member_code", "m2", a_member_code("c2", "320000000002")),
        ("member_code", "m3", a_member_code("c2", "320000000003", status="revoked")),
        ("task", "k1", a_task("c2")),
    )
    codes = till.read(lambda uow: uow.customers.sample_member_codes(9))
    assert ["320000000002", "320000000001"] == codes


def test_staff_are_found_by_id_and_badge_and_listed_while_they_work_here(till: TestStore) -> None:
    _load(
        till,
        ("staff", "s1", a_staff(name="甲")),
        ("staff", "s2", a_staff(name="乙", badge="B002", active=False)),
        ("staff", "s3", a_staff(name="丙", badge=None, role="clerk")),
    )
    assert Staff("s2", "乙", "pharmacist", "B002", active=False) == till.read(
        lambda uow: uow.staff.get("s2")
    )
    assert "s1" == till.read(lambda uow: uow.staff.by_badge("B001")).id
    assert till.read(lambda uow: uow.staff.by_badge("B002")) is None
    assert till.read(lambda uow: uow.staff.get("s9")) is None
    assert {"s1", "s3"} == set(_ids(till.read(lambda uow: uow.staff.active())))


@pytest.mark.parametrize("gtin", ["6901234567892", "06901234567892"])
def test_a_medicine_is_found_by_its_gtin_however_many_zeros_lead(
    till: TestStore, gtin: str
) -> None:
    _load(till, ("medicine", "m-1", a_medicine()), ("medicine", "m-2", a_medicine(gtins=None)))
    found = till.read(lambda uow: uow.medicines.by_gtin(gtin))
    assert ("m-1", ("6901234567892",), 1880) == (found.id, found.gtins, found.price_fen)
    assert till.read(lambda uow: uow.medicines.by_gtin("1")) is None
    assert found == till.read(lambda uow: uow.medicines.get("m-1"))
    assert {"m-1", "m-2"} == till.read(lambda uow: uow.medicines.many(["m-1", "m-2", "x"])).keys()


def test_a_shelf_level_is_the_newest_there_is(till: TestStore) -> None:
    _load(
        till,
        ("stock", "a", a_stock("m-1", qty_e4=1, as_of_at=START_MS)),
        ("stock", "b", a_stock("m-1", qty_e4=2, as_of_at=START_MS - 1)),
        ("stock", "c", a_stock("m-2")),
    )
    levels = till.read(lambda uow: uow.stock.of(["m-1", "m-3"]))
    assert {"m-1": StockLevel(1, NOW)} == levels


def test_tickets_come_newest_first_from_a_day_on(till: TestStore) -> None:
    line = a_line(days_supply=None, ds_source=None)
    _load(
        till,
        ("ticket", "t1", a_ticket("c1", business_day="2025-10-01", sold_at=1)),
        ("ticket", "t2", a_ticket("c1", business_day="2025-10-02", sold_at=2, lines=[line])),
        ("ticket", "t3", a_ticket("c1", business_day="2025-10-03", sold_at=3, pay_kind=None)),
        ("ticket", "t4", a_ticket("c2", business_day="2025-10-03", sold_at=3)),
        ("ticket", "t5", a_ticket(None, business_day="2025-10-03", sold_at=3)),
    )
    found = till.read(lambda uow: uow.tickets.of_customer("c1", date(2025, 10, 2)))
    assert ["t3", "t2"] == _ids(found)
    assert (TicketLine("m-1", "盐酸二甲双胍片", 10_000, 1880),) == found[1].lines
    assert (None, date(2025, 10, 3), Mark.ACCEPTED) == (
        found[0].pay_kind,
        found[0].business_day,
        found[0].mark,
    )


def test_a_card_looks_at_the_last_of_each_reading_and_at_all_that_was_told(
    till: TestStore,
) -> None:
    _load(
        till,
        *(("observation", f"g{n}", an_observation("c1", at=START_MS - n)) for n in range(4)),
        *(
            ("observation", f"s{n}", an_observation("c1", code="symptom", value="x", at=n))
            for n in range(4)
        ),
        ("observation", "p0", an_observation("c1", code="blood_pressure", at=9)),
        ("observation", "g9", an_observation("c1", at=START_MS, supersedes="g1", items={})),
    )
    listed = till.read(lambda uow: uow.observations.told_by("c1", 3, 99))
    assert ["g0", "p0", "s3", "s2", "s1", "s0"] == _ids(listed), "g9 and g1 are two of the three"
    assert ["g0", "p0"] == _ids(till.read(lambda uow: uow.observations.told_by("c1", 3, 2)))


def test_a_corrected_reading_stays_on_record_and_shows_no_more(till: TestStore) -> None:
    _load(
        till,
        ("observation", "o1", an_observation("c1", at=START_MS - 9)),
        ("observation", "o2", an_observation("c1", at=START_MS - 5, items={"glucose_mmol_e1": 9})),
        ("observation", "o3", an_observation("c1", supersedes="o2", items={})),
        ("observation", "o4", an_observation("c1", code="blood_pressure")),
    )
    listed = till.read(lambda uow: uow.observations.of_customer("c1", 9))
    assert ["o4", "o1"] == _ids(listed), "a void takes back and is nothing to show"
    assert 1 == len(till.read(lambda uow: uow.observations.of_customer("c1", 1)))
    latest = till.read(lambda uow: uow.observations.latest("c1", "glucose_fasting"))
    assert "o1" == latest.id
    void = till.read(lambda uow: uow.observations.get("o3"))
    assert Reading("o3", "c1", "glucose_fasting", NOW, {}, "o2", Mark.ACCEPTED) == void
    assert till.read(lambda uow: uow.observations.latest("c1", "none")) is None
    assert {"o1", "o2"} == till.read(lambda uow: uow.observations.many(["o1", "o2", "x"])).keys()
    assert till.read(lambda uow: uow.observations.get("x")) is None


def test_tasks_come_most_overdue_first_and_are_counted_by_day(till: TestStore) -> None:
    days = {"k1": "2025-11-20", "k2": "2025-11-19", "k3": "2025-11-21", "k4": "2025-11-22"}
    records: Records = [("task", k, a_task("c1", due_on=day)) for k, day in days.items()]
    _load(till, *records, ("task", "k5", a_task("c1")), ("outcome", "u", an_outcome("k5", "c1")))
    assert ["k2", "k1", "k3"] == _ids(till.read(lambda uow: uow.tasks.open_due(TODAY, 9)))
    assert ["k2", "k1"] == _ids(till.read(lambda uow: uow.tasks.open_due(TODAY, 2)))
    assert 2 == till.read(lambda uow: uow.tasks.count_open(TODAY))
    assert 1 == till.read(lambda uow: uow.tasks.count_open_on(TODAY))
    assert ["k2", "k1", "k3", "k4"] == _ids(till.read(lambda uow: uow.tasks.open_of_customer("c1")))
    assert "done" == till.read(lambda uow: uow.tasks.get("k5")).state
    assert {"k1"} == till.read(lambda uow: uow.tasks.many(["k1", "x"])).keys()


def test_a_tasks_followers_are_found_by_what_called_for_them(till: TestStore) -> None:
    _load(till, ("task", "k1", a_task("c1")), ("task", "k2", a_task("c1", anchor="k1")))
    assert ["k2"] == _ids(till.read(lambda uow: uow.tasks.after("k1")))
    assert [] == till.read(lambda uow: uow.tasks.after("k2"))


def test_outcomes_are_told_by_task_oldest_first_and_by_customer_newest_first(
    till: TestStore,
) -> None:
    _load(
        till,
        ("outcome", "u2", an_outcome("k1", "c1", at=START_MS, note="x", due_on="2025-12-01")),
        ("outcome", "u1", an_outcome("k1", "c1", at=START_MS - 5, accepted=False)),
        ("outcome", "u3", an_outcome("k2", "c1", at=START_MS + 5, accepted=True)),
    )
    assert ["u1", "u2"] == _ids(till.read(lambda uow: uow.outcomes.of_task("k1")))
    by_task = till.read(lambda uow: uow.outcomes.of_tasks(["k1", "k2", "k3"]))
    assert {"k1": ["u1", "u2"], "k2": ["u3"]} == {k: _ids(v) for k, v in by_task.items()}
    listed = till.read(lambda uow: uow.outcomes.of_customer("c1", 2))
    assert ["u3", "u2"] == _ids(listed)
    since = till.read(lambda uow: uow.outcomes.of_customer("c1", 9, listed[1].at))
    assert ["u3", "u2"] == _ids(since)
    assert (True, Mark.ACCEPTED, "") == (listed[0].accepted, listed[0].mark, listed[0].note)
    assert (None, Mark.RECEIVED, "x", date(2025, 12, 1)) == (
        listed[1].accepted,
        listed[1].mark,
        listed[1].note,
        listed[1].due_on,
    )
    assert listed[1] == till.read(lambda uow: uow.outcomes.get("u2"))
    assert till.read(lambda uow: uow.outcomes.get("x")) is None


def test_what_was_done_in_a_span_leaves_out_what_was_taken_back(till: TestStore) -> None:
    start, end = NOW, NOW + timedelta(seconds=1)
    _load(
        till,
        ("outcome", "before", an_outcome("k1", "c1", at=START_MS - 1)),
        ("outcome", "first", an_outcome("k1", "c1", at=START_MS)),
        ("outcome", "last", an_outcome("k1", "c1", at=START_MS + 999)),
        ("outcome", "after", an_outcome("k1", "c1", at=START_MS + 1000)),
        ("outcome", "slip", an_outcome("k2", "c1", at=START_MS + 5)),
        ("outcome", "back", an_outcome("k2", "c1", code="undone", undoes="slip")),
    )
    found = till.read(lambda uow: uow.outcomes.standing_between(start, end, 9))
    assert ["last", "first"] == _ids(found)
    assert 1 == len(till.read(lambda uow: uow.outcomes.standing_between(start, end, 1)))


def test_rules_in_force_are_live_and_begun(till: TestStore) -> None:
    _load(
        till,
        ("rule", "r1", a_rule("r1")),
        ("rule", "r2", a_rule("r2", status="draft")),
        ("rule", "r3", a_rule("r3", valid_from="2025-11-22")),
        ("rule", "r4", a_rule("r4", valid_from="2025-11-21", version=3)),
        ("rule", "r5", a_rule("r5", content={"type": "tier_policy"})),
    )
    rules = till.read(lambda uow: uow.rules.followups())
    assert {"r1": 1, "r4": 3} == {rule.id: rule.version for rule in rules.values()}
    assert {} == till.read(lambda uow: uow.rules.problems())
    assert replace(rules["r1"], id="r2") == till.read(lambda uow: uow.rules.get("r2"))
    assert till.read(lambda uow: uow.rules.get("r5")) is None
    assert till.read(lambda uow: uow.rules.get("r9")) is None


def test_a_rule_that_this_build_can_use_no_more_is_left_out_and_named(till: TestStore) -> None:
    _load(till, ("rule", "r1", a_rule("r1")))
    till.run(lambda uow: uow._db.execute('UPDATE rule SET content = \'{"type":"followup"}\''))
    assert {} == till.read(lambda uow: uow.rules.followups())
    assert {"r1": "POLICY_INVALID"} == till.read(lambda uow: uow.rules.problems())
