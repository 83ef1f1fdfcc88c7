"""Health days and lectures of this store: who came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from local_store.unit_of_work import UnitOfWork
from sync.protocol.ops import Fact
from terminal.domain import event as rules
from terminal.domain.card import EventItem, EventKind
from terminal.domain.customer import Customer
from terminal.domain.event import Attendance, Event, Presence
from terminal.domain.problems import Refusal
from terminal.domain.staff import Role
from terminal.services.restriction import RESTRICTED

EVENTS_OFFERED: Final = 4
"""So many events of one day can be chosen from."""
_LOOKED_AT: Final = 500


@dataclass(frozen=True, slots=True)
class CheckedIn:
    """That a customer came to an event, on record."""

    id: str
    title: str


def today(uow: UnitOfWork) -> tuple[Event, ...]:
    """Return the events of this store that begin on this business day, the earliest first."""
    return tuple(uow.events.between(*uow.day_span(uow.today), EVENTS_OFFERED))


def check_in(uow: UnitOfWork, *, customer_id: str, event_id: str) -> CheckedIn | Refusal:
    """Note that a customer came to an event of today. At two tills it is one record; here a second
    time is refused.
    """
    customer = _person(uow, customer_id)
    if isinstance(customer, Refusal):
        return customer
    found = next((one for one in today(uow) if one.id == event_id), None)
    if found is None:
        return Refusal("EVENT_NOT_TODAY")
    known = _of(uow, customer.id, found.id)
    if rules.came(known):
        return Refusal("EVENT_CAME_ALREADY")
    made = rules.next_id(found.id, customer.id, [one.id for one in known])
    _put(uow, made, found.id, customer.id, Presence.CAME)
    uow.audit("event.checked_in", entity_kind="customer", entity=customer.id)
    return CheckedIn(made, found.title)


def undo(uow: UnitOfWork, *, customer_id: str, attendance_id: str) -> Refusal | None:
    """Take back that a customer came."""
    customer = _person(uow, customer_id)
    if isinstance(customer, Refusal):
        return customer
    stands = rules.came(uow.events.of_customer(customer.id, _LOOKED_AT))
    found = next((one for one in stands if one.id == attendance_id), None)
    if found is None:
        return Refusal("CHECK_IN_GONE")
    _put(uow, rules.undoing_id(found.id), found.event, found.customer, Presence.UNDONE)
    uow.audit("event.check_in_undone", entity_kind="customer", entity=customer.id)
    return None


def on_timeline(uow: UnitOfWork, noted: Sequence[Attendance], limit: int) -> list[EventItem]:
    """Return what a customer came to as their timeline shows it, newest first, of what was noted
    of them.
    """
    return [_item(uow, one) for one in rules.came(noted)[:limit]]


def _item(uow: UnitOfWork, one: Attendance) -> EventItem:
    event = uow.events.get(one.event)
    title = "" if event is None else event.title
    return EventItem(EventKind.CAME, uow.day_of(one.at), one.at, one.mark, note=title)


def _person(uow: UnitOfWork, customer_id: str) -> Customer | Refusal:
    if uow.session.role is Role.SYSTEM:
        return Refusal("NOT_SIGNED_IN")
    customer = uow.customers.get(customer_id)
    if customer is None or customer.withdrawn:
        return Refusal("CUSTOMER_NOT_HERE")
    return RESTRICTED if customer.restricted else customer


def _of(uow: UnitOfWork, customer: str, event: str) -> list[Attendance]:
    every = uow.events.of_customer(customer, _LOOKED_AT)
    return [one for one in every if one.event == event]


def _put(uow: UnitOfWork, record: str, event: str, customer: str, code: Presence) -> None:
    fields = {
        "event": event,
        "customer": customer,
        "code": str(code),
        "at": uow.now_ms,
        "by": uow.session.actor,
    }
    uow.put("attendance", record, Fact(fields))
