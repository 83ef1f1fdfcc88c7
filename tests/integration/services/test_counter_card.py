"""What a customer's card says, on the real store."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

from terminal.domain.card import CustomerCard, Due, EventKind, Revealed
from terminal.domain.customer import Allergy, Mark
from terminal.domain.followup import OutcomeCode
from terminal.domain.observation import ReadingLevel
from terminal.domain.problems import Refusal
from terminal.domain.showing import Reason
from terminal.services import counter, customer_card, followups
from terminal.services.counter import CardFound
from terminal.services.followups import OutcomeEntry, Recorded
from tests.builders import (
    SESSION,
    TestStore,
    a_customer,
    a_line,
    a_medicine,
    a_ticket,
    an_observation,
    load,
)
from tests.desk_builders import a_visit
from tests.integration.services.conftest import Shop
from tests.integration.services.shop import CODE, TODAY, Record, a_due, at, audited, on, ops, rows

PRESSURE = {"systolic_mmhg": 128, "diastolic_mmhg": 82}


def card(till: TestStore, customer: str = "c-1") -> CustomerCard:
    found = till.run(lambda uow: counter.card(uow, customer_id=customer))
    assert isinstance(found, CardFound)
    return found.card


def a_sale(n: int, days: int, **changes: Any) -> Record:
    body = {"receipt_no": f"R{n}", "business_day": on(days), "sold_at": at(days)}
    return "ticket", f"t-{n}", a_ticket("c-1", **(body | changes))


def a_pressure(n: int, days: float, customer: str = "c-1") -> Record:
    body = an_observation(customer, code="blood_pressure", items=PRESSURE, at=at(days))
    return "observation", f"p-{n}", body


def test_a_card_shows_who_it_is_without_saying_the_name(till: TestStore) -> None:
    found = card(till)
    assert ("合**1", "f", 67, "0001", CODE, "A") == (
        found.masked_name,
        found.sex,
        found.age,
        found.phone_tail,
        found.member_code,
        found.tier,
    )
    assert (Allergy("青霉素", "2024 年皮疹"),) == found.allergies
    assert (("diabetes",), ("合成数据",), TODAY, Mark.ACCEPTED) == (
        found.conditions,
        found.tags,
        found.today,
        found.mark,
    )
    assert "合成客1" not in repr(found)
    assert "15400000001" not in repr(found)


def test_a_file_with_nothing_but_a_name_is_a_card(shop: Shop) -> None:
    till, _ = shop(("customer", "c-7", {"name": "甲"}))
    found = card(till, "c-7")
    assert ("*", None, None, "", None, (), (), (), None) == (
        found.masked_name,
        found.sex,
        found.age,
        found.phone_tail,
        found.member_code,
        found.medicines,
        found.tasks,
        found.events,
        found.glucose,
    )


def test_a_customer_of_another_store_has_no_card_here(till: TestStore) -> None:
    for work in (
        lambda uow: counter.card(uow, customer_id="c-404"),
        lambda uow: counter.reveal(uow, customer_id="c-404"),
    ):
        assert Refusal("CUSTOMER_NOT_HERE") == till.run(work)
    assert [] == ops(till)


def test_opening_a_card_is_audited_with_who_looked_and_when(till: TestStore) -> None:
    card(till)
    (fact,) = [op["fact"] for op in ops(till, "audit")]
    assert {"action": "customer.opened", "entity_kind": "customer", "entity": "c-1"} == {
        name: fact[name] for name in ("action", "entity_kind", "entity")
    }
    assert till.clock.ms == fact["at"]
    assert [(SESSION.actor,)] == rows(till, "SELECT DISTINCT actor FROM outbox")


def test_revealing_gives_name_and_phones_and_is_audited_before_it_is_shown(
    till: TestStore,
) -> None:
    found = till.run(lambda uow: counter.reveal(uow, customer_id="c-3"))
    assert isinstance(found, Revealed)
    assert ("c-3", "合成客3", {"15400000009", "15400000003"}) == (
        found.customer,
        found.name,
        set(found.phones),
    )
    assert [("customer.revealed", "c-3")] == audited(till)
    assert [{"why": "pin"}] == [one["fact"]["facts"] for one in ops(till, "audit")]


def test_whose_card_was_scanned_is_noted_as_present(till: TestStore) -> None:
    till.run(lambda uow: counter.reveal(uow, customer_id="c-3", is_present=True))
    assert [{"why": "present"}] == [one["fact"]["facts"] for one in ops(till, "audit")]


def test_what_a_name_that_was_searched_for_is_needed_for_is_noted(till: TestStore) -> None:
    till.run(lambda uow: counter.reveal(uow, customer_id="c-3", reason=Reason.CALLED))
    expected = [{"why": "pin", "reason": "called"}]
    assert expected == [one["fact"]["facts"] for one in ops(till, "audit")]


def test_no_audit_entry_holds_a_name_or_a_phone(till: TestStore) -> None:
    card(till)
    till.run(lambda uow: counter.reveal(uow, customer_id="c-1"))
    told = json.dumps(ops(till, "audit"), ensure_ascii=False)
    assert "合成客1" not in told
    assert "15400000001" not in told


def test_medicines_in_use_show_days_left_and_the_shelf(shop: Shop) -> None:
    till, _ = shop(a_sale(1, -20))
    (item,) = card(till).medicines
    assert ("m-1", "盐酸二甲双胍片 0.5 g × 60", date(2025, 11, 1), 10_000) == (
        item.medicine,
        item.title,
        item.last_on,
        item.packs_e4,
    )
    assert (30, date(2025, 12, 1), 10, 120_000) == (
        item.days_supply,
        item.run_out_on,
        item.days_left,
        item.stock_e4,
    )
    assert datetime.fromtimestamp(at() / 1000, UTC) == item.stock_as_of


def test_a_medicine_that_ran_out_long_ago_is_no_longer_in_use(shop: Shop) -> None:
    till, _ = shop(a_sale(1, -119))
    assert [-89] == [item.days_left for item in card(till).medicines]
    till.clock.advance(days=1)
    assert () == card(till).medicines


def test_no_days_of_supply_means_no_prediction(shop: Shop) -> None:
    unknown = [a_line(days_supply=None, ds_source="none")]
    till, _ = shop(a_sale(1, -5, lines=unknown))
    assert () == card(till).medicines


def test_a_medicine_that_left_the_catalogue_shows_as_it_was_sold(shop: Shop) -> None:
    till, _ = shop(a_sale(1, -5, lines=[a_line(medicine="m-gone", name="停产药")]))
    (item,) = card(till).medicines
    assert ("停产药", None, None) == (item.title, item.stock_e4, item.stock_as_of)


def test_what_will_run_out_first_stands_first(shop: Shop) -> None:
    till, _ = shop(
        ("medicine", "m-2", a_medicine(generic="氨氯地平片", gtins=["6901234567885"])),
        a_sale(1, -2),
        a_sale(2, -25, lines=[a_line(medicine="m-2")]),
    )
    assert ["m-2", "m-1"] == [item.medicine for item in card(till).medicines]


def test_spending_and_visits_count_one_year_by_days(shop: Shop) -> None:
    till, _ = shop(
        a_sale(1, -1), a_sale(2, -1, total_fen=100), a_sale(3, -364), a_sale(4, -365),
    )  # fmt: skip
    found = card(till)
    assert (1880 + 100 + 1880, 2) == (found.spent_fen, found.visits)


def test_a_return_takes_off_what_was_spent(shop: Shop) -> None:
    back = [a_line(qty_e4=-10_000)]
    till, _ = shop(a_sale(1, -9), a_sale(2, -8, total_fen=-1880, lines=back))
    found = card(till)
    assert 0 == found.spent_fen
    assert 0 == found.events[0].pieces


def test_the_last_reading_of_each_kind_is_shown_with_its_meaning(shop: Shop) -> None:
    till, _ = shop(
        ("observation", "o-1", an_observation("c-1", at=at(-30))),
        ("observation", "o-2", an_observation("c-1", at=at(-2), items={"glucose_mmol_e1": 84})),
        a_pressure(1, -3),
    )
    found = card(till)
    assert found.glucose is not None
    assert found.pressure is not None
    assert ("o-2", ReadingLevel.HIGH) == (found.glucose.reading.id, found.glucose.level)
    assert ("p-1", ReadingLevel.NORMAL) == (found.pressure.reading.id, found.pressure.level)


def test_many_readings_of_one_kind_do_not_hide_the_last_of_the_other(shop: Shop) -> None:
    often = [
        ("observation", f"o-{n}", an_observation("c-1", at=at(-n))) for n in range(40)
    ]  # fmt: skip
    till, _ = shop(a_pressure(1, -90), *often)
    found = card(till)
    assert found.pressure is not None
    assert "p-1" == found.pressure.reading.id


def test_a_reading_that_was_taken_back_gives_way_to_the_one_before(shop: Shop) -> None:
    till, _ = shop(
        ("observation", "o-1", an_observation("c-1", at=at(-30))),
        ("task", "k-1", a_due()),
    )
    entry = OutcomeEntry(OutcomeCode.DONE, {"glucose_mmol_e1": 170})
    done = till.run(lambda uow: followups.record(uow, task_id="k-1", entry=entry))
    assert isinstance(done, Recorded)
    during = card(till)
    assert during.glucose is not None
    assert 170 == during.glucose.reading.items["glucose_mmol_e1"]
    till.clock.advance(ms=60_000)
    till.run(lambda uow: followups.undo(uow, outcome_id=done.outcome_id))
    after = card(till)
    assert after.glucose is not None
    assert "o-1" == after.glucose.reading.id
    assert [EventKind.READING] == [event.kind for event in after.events]
    latest = till.read(lambda uow: uow.observations.latest("c-1", "glucose_fasting"))
    assert "o-1" == latest.id


def test_open_tasks_of_the_coming_week_are_on_the_card_most_overdue_first(shop: Shop) -> None:
    till, _ = shop(
        ("task", "k-late", a_due(days=-3)),
        ("task", "k-today", a_due(days=0, anchor="fact-2")),
        ("task", "k-week", a_due(days=7, anchor="fact-3")),
        ("task", "k-far", a_due(days=8, anchor="fact-4")),
        ("task", "k-other", a_due("c-2", days=-9)),
    )
    tasks = card(till).tasks
    assert [("k-late", Due.OVERDUE), ("k-today", Due.TODAY), ("k-week", Due.LATER)] == [
        (task.id, task.due) for task in tasks
    ]


def test_the_timeline_tells_the_newest_first_and_each_thing_once(shop: Shop) -> None:
    till, stream = shop(
        a_sale(1, -4),
        ("observation", "o-1", an_observation("c-1", at=at(-6))),
        ("task", "k-1", a_due()),
    )
    entry = OutcomeEntry(OutcomeCode.DONE, {"glucose_mmol_e1": 68}, "饭后散步")
    till.run(lambda uow: followups.record(uow, task_id="k-1", entry=entry))
    events = card(till).events
    assert [
        (EventKind.FOLLOWUP, TODAY, Mark.LOCAL),
        (EventKind.PURCHASE, date(2025, 11, 17), Mark.ACCEPTED),
        (EventKind.READING, date(2025, 11, 15), Mark.ACCEPTED),
    ] == [(event.kind, event.on, event.mark) for event in events]
    told = events[0]
    assert ("done", "饭后散步") == (told.outcome, told.note)
    assert told.reading is not None
    assert 68 == told.reading.reading.items["glucose_mmol_e1"]
    assert (1, 1880, "cash") == (events[1].pieces, events[1].total_fen, events[1].pay_kind)
    load(till, stream)


def test_the_timeline_says_to_when_something_was_put_off_and_what_is_no_longer_taken(
    shop: Shop,
) -> None:
    till, _ = shop(("task", "k-1", a_due()), ("task", "k-2", a_due(anchor="fact-2")))
    rule = till.read(lambda uow: next(iter(uow.rules.followups().values())))
    for task, code in (("k-1", OutcomeCode.RESCHEDULED), ("k-2", OutcomeCode.STOPPED)):
        till.clock.advance(ms=60_000)
        entry = OutcomeEntry(code)
        done = till.run(lambda uow: followups.record(uow, task_id=task, entry=entry))  # noqa: B023
        assert isinstance(done, Recorded)
    stopped, later = card(till).events
    assert (None, rule.title) == (stopped.due_on, stopped.about)
    assert (TODAY + timedelta(days=3), {}) == (later.due_on, later.about)


def test_the_timeline_is_cut_at_its_length(shop: Shop) -> None:
    till, _ = shop(*[a_sale(n, -n) for n in range(1, 30)])
    events = card(till).events
    assert customer_card.EVENTS_SHOWN == len(events)
    assert date(2025, 11, 20) == events[0].on


def test_what_is_older_than_a_full_timeline_is_not_looked_for_and_what_is_newer_stands_in_it(
    shop: Shop,
) -> None:
    sales = [a_sale(n, -2 * n) for n in range(1, 2 + customer_card.EVENTS_SHOWN)]
    notes = [
        ("visit", f"v-{days}", a_visit("c-1", at=at(-days))) for days in (3, 21, 25)
    ]  # fmt: skip
    till, _ = shop(*sales, *notes)
    bought, noted = EventKind.PURCHASE, EventKind.VISIT
    assert [bought, noted, *[bought] * 9, noted] == [one.kind for one in card(till).events]


def test_a_reading_corrected_over_and_over_gives_way_to_the_one_before(shop: Shop) -> None:
    first = ("observation", "o-1", an_observation("c-1", at=at(-99)))
    again: list[Record] = []
    for n in range(20):
        wrong = an_observation("c-1", items={"glucose_mmol_e1": 300}, at=at(-20 + n))
        void = an_observation("c-1", items={}, at=at(-20 + n), supersedes=f"w-{n}")
        again += [("observation", f"w-{n}", wrong), ("observation", f"v-{n}", void)]
    till, _ = shop(first, *again)
    found = card(till).glucose
    assert found is not None
    assert "o-1" == found.reading.id


def test_records_written_under_a_joined_file_show_on_the_one_that_stayed(shop: Shop) -> None:
    till, _ = shop(
        ("customer", "c-old", a_customer(4, canonical_id="c-1")),
        ("ticket", "t-9", a_ticket("c-old", business_day=on(-2), sold_at=at(-2))),
        ("task", "k-9", a_due("c-old")),
        a_pressure(9, -1, customer="c-old"),
    )
    for asked in ("c-1", "c-old"):
        found = card(till, asked)
        assert found.pressure is not None
        assert ("c-1", 1, ["k-9"], "p-9") == (
            found.id,
            found.visits,
            [task.id for task in found.tasks],
            found.pressure.reading.id,
        )


def test_a_card_read_again_is_the_same_card_and_nobody_looked_anew(till: TestStore) -> None:
    opened = card(till)
    before = audited(till)
    again = till.run(lambda uow: counter.refresh(uow, customer_id="c-1"))
    assert CardFound(opened) == again
    assert before == audited(till)
    assert Refusal("CUSTOMER_NOT_HERE") == till.run(
        lambda uow: counter.refresh(uow, customer_id="c-9")
    )


def test_an_open_task_shows_what_was_measured_last(shop: Shop) -> None:
    glucose = an_observation(
        "c-1", code="glucose_fasting", items={"glucose_mmol_e1": 84}, at=at(-3)
    )
    till, _ = shop(("task", "d-1", a_due()), ("observation", "g-1", glucose))
    (task,) = card(till).tasks
    assert task.value is not None
    assert ("g-1", ReadingLevel.HIGH) == (task.value.reading.id, task.value.level)


def test_a_card_that_is_read_again_is_the_same_and_nobody_looked_anew(till: TestStore) -> None:
    first = card(till)
    again = till.read(lambda uow: counter.refresh(uow, customer_id="c-1"))
    assert CardFound(first) == again
    assert [("customer.opened", "c-1")] == audited(till)
    gone = till.read(lambda uow: counter.refresh(uow, customer_id="c-404"))
    assert Refusal("CUSTOMER_NOT_HERE") == gone
