"""Who came to an event of today, on the real store: once, and taken back."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest

from terminal.domain.card import EventKind
from terminal.domain.customer import Mark
from terminal.domain.event import Presence, attendance_id
from terminal.domain.problems import Refusal
from terminal.services import counter, events
from terminal.services.counter import CardFound
from terminal.services.events import CheckedIn
from tests.builders import START_MS, TestStore, a_customer
from tests.desk_builders import a_visit, an_attendance, an_event
from tests.integration.services.conftest import Shop
from tests.integration.services.shop import DAY_MS, audited, ops

TODAY, LATER = ("event", "e-1", an_event()), ("event", "e-2", an_event(starts_at=START_MS + DAY_MS))


@pytest.fixture
def till(shop: Shop) -> TestStore:
    """A till with an event today and one tomorrow."""
    return shop(TODAY, LATER)[0]


def come(till: TestStore, customer: str = "c-1", event: str = "e-1") -> CheckedIn | Refusal:
    made = till.run(partial(events.check_in, customer_id=customer, event_id=event))
    assert isinstance(made, CheckedIn | Refusal)
    till.clock.advance(ms=1000)
    return made


def back(till: TestStore, record: str, customer: str = "c-1") -> Refusal | None:
    work = partial(events.undo, customer_id=customer, attendance_id=record)
    refused: Refusal | None = till.run(work)
    till.clock.advance(ms=1000)
    return refused


def on_card(till: TestStore, customer: str = "c-1") -> list[tuple[str, Mark]]:
    found = till.run(lambda uow: counter.card(uow, customer_id=customer))
    assert isinstance(found, CardFound)
    return [(one.note, one.mark) for one in found.card.events if one.kind is EventKind.CAME]


def test_events_of_today_are_offered_and_no_others(till: TestStore) -> None:
    assert ["e-1"] == [one.id for one in till.read(events.today)]
    assert Refusal("EVENT_NOT_TODAY") == come(till, event="e-2")
    assert Refusal("EVENT_NOT_TODAY") == come(till, event="nothing")


def test_who_came_stands_on_the_timeline_and_goes_to_hq_once(till: TestStore) -> None:
    made = come(till)
    assert isinstance(made, CheckedIn)
    assert attendance_id("e-1", "c-1", Presence.CAME) == made.id
    assert [("合成健康日", Mark.LOCAL)] == on_card(till)
    assert Refusal("EVENT_CAME_ALREADY") == come(till)
    assert 1 == len(ops(till, "attendance"))
    assert 1 == audited(till).count(("event.checked_in", "c-1"))


def test_a_check_in_is_taken_back_by_another_record_and_may_come_again(till: TestStore) -> None:
    first = come(till)
    assert isinstance(first, CheckedIn)
    assert None is back(till, first.id)
    assert [] == on_card(till)
    assert Refusal("CHECK_IN_GONE") == back(till, first.id)
    second = come(till)
    assert isinstance(second, CheckedIn)
    assert first.id != second.id
    assert 1 == len(on_card(till))
    codes = [op["fact"]["code"] for op in ops(till, "attendance")]
    assert ["came", "undone", "came"] == codes


def test_notes_and_events_of_a_customer_are_read_together_in_one_statement(shop: Shop) -> None:
    till = shop(TODAY, ("visit", "v-1", a_visit("c-1", at=START_MS - DAY_MS)))[0]
    come(till)
    found = till.run(lambda uow: counter.card(uow, customer_id="c-1"))
    assert isinstance(found, CardFound)
    kinds = [one.kind for one in found.card.events]
    assert [EventKind.CAME, EventKind.VISIT] == kinds
    asked: list[str] = []
    db: Any = till.store._writer.db
    db.set_trace_callback(asked.append)
    till.run(lambda uow: counter.card(uow, customer_id="c-2"))
    db.set_trace_callback(None)
    (both,) = [sql for sql in asked if "FROM attendance" in sql]
    assert "FROM visit" in both, "a card costs no statement more"
    assert [] == [sql for sql in asked if "FROM event" in sql]


def test_who_was_only_invited_comes_and_who_came_at_another_till_does_not_twice(
    shop: Shop,
) -> None:
    invited = attendance_id("e-1", "c-1", Presence.INVITED)
    there = attendance_id("e-1", "c-2", Presence.CAME)
    till = shop(
        TODAY,
        ("attendance", invited, an_attendance("e-1", "c-1", code="invited")),
        ("attendance", there, an_attendance("e-1", "c-2")),
    )[0]
    assert isinstance(come(till), CheckedIn)
    assert Refusal("EVENT_CAME_ALREADY") == come(till, "c-2")


def test_a_restricted_file_and_a_stranger_are_left_alone(shop: Shop) -> None:
    till = shop(TODAY, ("customer", "c-9", a_customer(9, restricted=True)))[0]
    assert Refusal("CUSTOMER_NOT_HERE") == come(till, "nobody")
    refused = come(till, "c-9")
    assert isinstance(refused, Refusal)
    assert [] == ops(till, "attendance")
