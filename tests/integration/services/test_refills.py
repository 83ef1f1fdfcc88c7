"""Refills noted at the counter, on the real store."""

from __future__ import annotations

import pytest

from terminal.domain.card import CustomerCard, EventKind, MedicineItem
from terminal.domain.customer import Mark
from terminal.domain.problems import FieldProblem, Refusal
from terminal.domain.refill_note import Amount, Way
from terminal.services import counter, readings, refills
from terminal.services.counter import CardFound
from terminal.services.refills import Refilled
from tests.builders import SESSION, TestStore, a_customer, a_line, a_medicine, a_ticket, load
from tests.integration.services.conftest import Shop
from tests.integration.services.shop import TODAY, Record, at, audited, on, ops

MONTH = Amount(1, 30)


def sold(days: int, n: int = 1) -> Record:
    body = {"receipt_no": f"R{n}", "business_day": on(days), "sold_at": at(days)}
    return "ticket", f"t-{n}", a_ticket("c-1", **body, lines=[a_line()])


def insured(code: str | None = "a") -> Record:
    return "medicine", "m-1", a_medicine(insurance=code)


def card(till: TestStore) -> CustomerCard:
    found = till.run(lambda uow: counter.card(uow, customer_id="c-1"))
    assert isinstance(found, CardFound)
    return found.card


def in_use(till: TestStore) -> MedicineItem:
    (one,) = card(till).medicines
    return one


def note(
    till: TestStore, way: Way = Way.BOUGHT, amount: Amount = MONTH, customer: str = "c-1"
) -> Refilled | Refusal | list[FieldProblem]:
    made: Refilled | Refusal | list[FieldProblem] = till.run(
        lambda uow: refills.record(
            uow, customer_id=customer, medicine_id="m-1", amount=amount, way=way
        )
    )
    return made


def noted(till: TestStore, way: Way = Way.BOUGHT) -> Refilled:
    made = note(till, way)
    assert isinstance(made, Refilled)
    return made


def test_what_was_bought_counts_until_its_ticket_comes_and_is_no_sale(shop: Shop) -> None:
    till, stream = shop(insured(), sold(-40))
    assert (-10, False) == (in_use(till).days_left, in_use(till).is_noted)
    before = card(till)
    noted(till)
    assert (30, True, TODAY) == (
        in_use(till).days_left,
        in_use(till).is_noted,
        in_use(till).last_on,
    )
    after = card(till)
    assert (before.spent_fen, before.visits) == (after.spent_fen, after.visits)
    event = after.events[0]
    assert (EventKind.REFILL, Mark.LOCAL, 1, 30) == (
        event.kind,
        event.mark,
        event.pieces,
        event.days,
    )
    stream.change(*sold(0, 2))
    load(till, stream)
    assert (30, False) == (in_use(till).days_left, in_use(till).is_noted)


def test_the_note_says_medicine_packs_days_and_way_and_is_audited(shop: Shop) -> None:
    till, _ = shop(insured(), sold(-40))
    made = noted(till)
    assert ("盐酸二甲双胍片 0.5 g × 60", MONTH, Way.BOUGHT) == (made.title, made.amount, made.way)
    (fact,) = [op["fact"] for op in ops(till, "observation")]
    assert ("refill", "m-1", "bought", {"packs": 1, "days_supply": 30}, SESSION.actor) == (
        fact["code"],
        fact["value"],
        fact["note"],
        fact["items"],
        fact["by"],
    )
    assert ("refill.noted", "c-1") in audited(till)


def test_the_fund_pays_no_second_supply_while_the_first_lasts(shop: Shop) -> None:
    till, _ = shop(insured(), sold(-10))
    assert on(20) == str(in_use(till).run_out_on)
    assert [FieldProblem("way", "REFILL_TOO_EARLY", {"day": on(20)})] == note(till)
    assert [] == ops(till, "observation")
    noted(till, Way.SELF_PAID)
    assert 50 == in_use(till).days_left


def test_on_its_day_it_may_be_bought(shop: Shop) -> None:
    till, _ = shop(insured(), sold(-30))
    noted(till)
    assert 30 == in_use(till).days_left


def test_a_medicine_outside_insurance_has_no_earliest_day(shop: Shop) -> None:
    till, _ = shop(insured("none"), sold(-10))
    noted(till)
    assert 50 == in_use(till).days_left


def test_what_is_only_asked_for_is_on_the_timeline_and_no_supply(shop: Shop) -> None:
    till, _ = shop(insured(), sold(-10))
    noted(till, Way.ASKED)
    assert (20, False) == (in_use(till).days_left, in_use(till).is_noted)
    assert (EventKind.REFILL, Way.ASKED) == (
        card(till).events[0].kind,
        card(till).events[0].outcome,
    )


def test_undo_brings_back_what_was(shop: Shop) -> None:
    till, _ = shop(insured(), sold(-40))
    before = card(till)
    made = noted(till)
    assert None is till.run(lambda uow: readings.undo(uow, reading_id=made.note))
    assert before == card(till)


def test_nobody_is_noted_who_is_not_here_or_may_not_be_used(shop: Shop) -> None:
    till, _ = shop(insured(), ("customer", "c-8", a_customer(8, restricted=True)))
    assert Refusal("CUSTOMER_NOT_HERE") == note(till, customer="c-404")
    assert Refusal("CUSTOMER_RESTRICTED") == note(till, customer="c-8")
    gone = till.run(
        lambda uow: refills.record(
            uow, customer_id="c-1", medicine_id="m-404", amount=MONTH, way=Way.BOUGHT
        )
    )
    assert Refusal("LOOKUP_NOTHING") == gone


@pytest.mark.parametrize("days", [-1, 3])
def test_a_ticket_of_a_near_day_tells_of_the_same_purchase(shop: Shop, days: int) -> None:
    till, stream = shop(insured(), sold(-40))
    noted(till)
    till.clock.ms += max(days, 0) * 86_400_000
    stream.change(*sold(days, 2))
    load(till, stream)
    found = in_use(till)
    assert not found.is_noted
    assert on(days) == found.last_on.isoformat()
