"""The counter desk: from a code or a few typed characters to what is on screen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Final, TypeAlias

from local_store.unit_of_work import UnitOfWork
from terminal.domain.card import (
    CustomerCard,
    CustomerHit,
    EventItem,
    EventKind,
    Hit,
    MedicineHit,
    MedicineItem,
    MedicineLine,
    ReadingItem,
    Revealed,
)
from terminal.domain.customer import Customer, age_on, mask_name
from terminal.domain.followup import UNDONE
from terminal.domain.identifiers import Code, CodeKind, classify, normalise
from terminal.domain.medicine import Medicine
from terminal.domain.observation import BLOOD_PRESSURE, GLUCOSE_FASTING, Reading, level
from terminal.domain.problems import Refusal
from terminal.domain.search import Found as By
from terminal.domain.search import Sort
from terminal.domain.staff import Role, Staff
from terminal.domain.supply import supplies
from terminal.domain.ticket import Ticket
from terminal.services import followups, reading_lock, restriction
from terminal.services.restriction import RESTRICTED

HISTORY_DAYS: Final = 548
"""How far back purchases count: 18 months, as an inspection asks."""
YEAR_DAYS: Final = 365
EVENTS_SHOWN: Final = 12
HITS_SHOWN: Final = 9
IN_USE_DAYS: Final = 90
"""A medicine that ran out longer ago than this is no longer shown as in use."""
_MAY_BE_A_TAIL: Final = frozenset({CodeKind.RETAIL, CodeKind.PHONE})


@dataclass(frozen=True, slots=True)
class CardFound:
    """A customer of this store."""

    card: CustomerCard


@dataclass(frozen=True, slots=True)
class MedicineFound:
    """A medicine of the catalogue."""

    line: MedicineLine


@dataclass(frozen=True, slots=True)
class BadgeRead:
    """Somebody of this store, who wants to work here now."""

    staff: Staff


@dataclass(frozen=True, slots=True)
class HitsFound:
    """Several customers or medicines fit what was typed."""

    hits: tuple[Hit, ...]


Found: TypeAlias = CardFound | MedicineFound | BadgeRead | HitsFound | Refusal


def resolve(uow: UnitOfWork, *, payload: str) -> Found:
    """Return what a scanned payload leads to. What cannot be resolved is a Refusal by code."""
    return _look_up_code(uow, classify(payload, own=partial(_own, uow)))


def look_up(uow: UnitOfWork, *, text: str) -> Found:
    """Return what typed text leads to: a code as if scanned, or whatever it is a part of."""
    plain = normalise(text)
    code = classify(plain, own=partial(_own, uow))
    known = None if code.kind is CodeKind.UNKNOWN else _look_up_code(uow, code)
    if known is not None and not (isinstance(known, Refusal) and code.kind in _MAY_BE_A_TAIL):
        return known
    # Eight digits of a phone may well have the check digit of a bar code.
    hits = search(uow, text=plain)
    if not hits:
        return known or Refusal("LOOKUP_NOTHING")
    if len(hits) > 1:
        return HitsFound(hits[:HITS_SHOWN])
    if isinstance(hits[0], CustomerHit):
        return card(uow, customer_id=hits[0].id)
    return medicine(uow, medicine_id=hits[0].id)


def search(uow: UnitOfWork, *, text: str) -> tuple[Hit, ...]:
    """Return who and what fits a text, best first, masked, each with the reason: to be asked with
    every key that is pressed. Nothing is opened, so nothing is audited. Whose file may only be kept
    is not found.
    """
    matches = uow.search.find(text)
    customers = uow.customers.many(one.id for one in matches if one.sort is Sort.CUSTOMER)
    ids = [one.id for one in matches if one.sort is Sort.MEDICINE]
    medicines, stock = uow.medicines.many(ids), uow.stock.of(ids)
    hits: dict[str, Hit] = {}
    for one in matches:
        if (customer := customers.get(one.id)) is not None and not customer.restricted:
            hits.setdefault(customer.id, _hit(customer, uow.today, one.found.value))
        elif (found := medicines.get(one.id)) is not None:
            shelf = stock.get(found.id)
            left = shelf.qty_e4 if shelf else None
            hits[found.id] = MedicineHit(found.id, found.title, left, one.found.value)
    return reading_lock.hits(uow, tuple(hits.values()))


def medicine(uow: UnitOfWork, *, medicine_id: str) -> MedicineFound | Refusal:
    """Return a medicine that was picked from a list."""
    found = uow.medicines.get(medicine_id)
    return Refusal("LOOKUP_NOTHING") if found is None else _line(uow, found)


def card(uow: UnitOfWork, *, customer_id: str) -> CardFound | Refusal:
    """Return a customer's card, and note in the audit who looked."""
    customer = uow.customers.get(customer_id)
    return Refusal("CUSTOMER_NOT_HERE") if customer is None else _open(uow, customer)


def refresh(uow: UnitOfWork, *, customer_id: str) -> CardFound | Refusal:
    """Return the card that is on screen already as it now is: nobody looked anew, so nothing is
    audited.
    """
    customer = uow.customers.get(customer_id)
    if customer is None:
        return Refusal("CUSTOMER_NOT_HERE")
    return CardFound(_card(uow, customer))


def reveal(uow: UnitOfWork, *, customer_id: str) -> Revealed | Refusal:
    """Return the full name and phones; the asking is audited before anything is shown."""
    if uow.session.role is Role.SYSTEM:
        return Refusal("NOT_SIGNED_IN")
    if uow.sync.is_reading_locked:
        return Refusal("READING_LOCKED")
    customer = uow.customers.get(customer_id)
    if customer is None:
        return Refusal("CUSTOMER_NOT_HERE")
    if customer.restricted:
        return RESTRICTED
    uow.audit("customer.revealed", entity_kind="customer", entity=customer.id)
    return Revealed(customer.id, customer.name, customer.phones)


def _own(uow: UnitOfWork, payload: str) -> CodeKind | None:
    if uow.customers.by_member_code(payload) is not None:
        return CodeKind.MEMBER
    return CodeKind.BADGE if uow.staff.by_badge(payload) is not None else None


_REFUSALS: Final = {
    CodeKind.PAYMENT: "SCAN_PAYMENT",
    CodeKind.INSURANCE: "SCAN_INSURANCE",
    CodeKind.ID_CARD: "SCAN_ID_CARD",
    CodeKind.TRACE: "SCAN_TRACE",
    CodeKind.SIGNED_MEMBER: "SCAN_SIGNED_MEMBER",
    CodeKind.URL: "SCAN_URL",
    CodeKind.WRONG_CHECK: "SCAN_CHECK_DIGIT",
}


def _look_up_code(uow: UnitOfWork, code: Code) -> Found:
    match code.kind:
        case CodeKind.MEMBER:
            customer = uow.customers.by_member_code(code.value)
            tail = {"tail": code.value[-4:]}
            return Refusal("SCAN_NOT_HERE", tail) if customer is None else _open(uow, customer)
        case CodeKind.BADGE:
            staff = uow.staff.by_badge(code.value)
            return Refusal("SCAN_UNKNOWN") if staff is None else BadgeRead(staff)
        case CodeKind.GS1 | CodeKind.RETAIL:
            return _medicine(uow, code.value)
        case CodeKind.PHONE:
            holders = uow.customers.by_phone(code.value, HITS_SHOWN)
            found = [one for one in holders if not one.restricted]
            return _one_or_hits(uow, found) if found else Refusal("SCAN_PHONE_NOT_HERE")
        case CodeKind.UNKNOWN:
            return Refusal("SCAN_UNKNOWN", {"length": str(len(code.value))})
        case _:
            return Refusal(_REFUSALS[code.kind])


def _medicine(uow: UnitOfWork, gtin: str) -> MedicineFound | Refusal:
    found = uow.medicines.by_gtin(gtin)
    if found is None:
        return Refusal("SCAN_MEDICINE_UNKNOWN", {"code": gtin})
    return _line(uow, found)


def _line(uow: UnitOfWork, medicine: Medicine) -> MedicineFound:
    stock = uow.stock.of([medicine.id]).get(medicine.id)
    return MedicineFound(
        MedicineLine(
            medicine.id,
            medicine.title,
            stock.qty_e4 if stock else None,
            stock.as_of if stock else None,
            medicine.rx,
            medicine.price_fen,
        )
    )


def _one_or_hits(uow: UnitOfWork, found: list[Customer]) -> CardFound | HitsFound | Refusal:
    if len(found) == 1:
        return _open(uow, found[0])
    hits = tuple(_hit(customer, uow.today, By.PHONE.value) for customer in found)
    return HitsFound(reading_lock.hits(uow, hits))


def _hit(customer: Customer, today: date, found: str) -> CustomerHit:
    return CustomerHit(
        customer.id,
        mask_name(customer.name),
        customer.sex,
        age_on(customer.birth_on, today),
        phone_tail(customer),
        customer.tier,
        found,
    )


def phone_tail(customer: Customer) -> str:
    """Return the last four digits of the customer's first phone, or nothing."""
    return customer.phones[0][-4:] if customer.phones else ""


def _open(uow: UnitOfWork, customer: Customer) -> CardFound:
    facts = {"restricted": True} if customer.restricted else None
    uow.audit("customer.opened", entity_kind="customer", entity=customer.id, facts=facts)
    return CardFound(_card(uow, customer))


def _card(uow: UnitOfWork, customer: Customer) -> CustomerCard:
    today = uow.today
    if customer.restricted:
        return restriction.warning(customer, today)
    tickets = uow.tickets.of_customer(customer.id, today - timedelta(days=HISTORY_DAYS))
    year = [t for t in tickets if t.business_day > today - timedelta(days=YEAR_DAYS)]
    readings = uow.observations.of_customer(customer.id, EVENTS_SHOWN * 2)
    full = CustomerCard(
        id=customer.id,
        masked_name=mask_name(customer.name),
        sex=customer.sex,
        age=age_on(customer.birth_on, today),
        phone_tail=phone_tail(customer),
        member_code=customer.member_code,
        tier=customer.tier,
        allergies=customer.allergies,
        conditions=customer.conditions,
        tags=customer.tags,
        glucose=_latest(uow, customer, GLUCOSE_FASTING),
        pressure=_latest(uow, customer, BLOOD_PRESSURE),
        spent_fen=sum(ticket.total_fen for ticket in year),
        visits=len({ticket.business_day for ticket in year}),
        medicines=_medicines_in_use(uow, tickets),
        tasks=followups.open_items(uow, customer),
        events=_events(uow, customer.id, tickets, readings),
        today=today,
        mark=customer.mark,
    )
    return reading_lock.card(uow, full)


def _latest(uow: UnitOfWork, customer: Customer, code: str) -> ReadingItem | None:
    # Asked for by kind: the timeline's few readings may all be of another.
    found = uow.observations.latest(customer.id, code)
    return None if found is None else followups.reading_item(found)


def _medicines_in_use(uow: UnitOfWork, tickets: list[Ticket]) -> tuple[MedicineItem, ...]:
    shown = [s for s in supplies(tickets) if (s.days_left(uow.today) or 0) > -IN_USE_DAYS]
    shown = [s for s in shown if s.days_supply is not None]
    ids = [supply.medicine for supply in shown]
    medicines, stock = uow.medicines.many(ids), uow.stock.of(ids)
    items = []
    for supply in shown:
        shelf = stock.get(supply.medicine)
        items.append(
            MedicineItem(
                supply.medicine,
                _title(medicines.get(supply.medicine), supply.name),
                supply.last_on,
                supply.qty_e4,
                supply.days_supply,
                supply.run_out_on,
                supply.days_left(uow.today),
                shelf.qty_e4 if shelf else None,
                shelf.as_of if shelf else None,
            )
        )
    return tuple(items)


def _title(medicine: Medicine | None, sold_as: str) -> str:
    # A medicine that left the catalogue still shows, by the name it was sold under.
    return sold_as if medicine is None else medicine.title


def _events(
    uow: UnitOfWork, customer_id: str, tickets: list[Ticket], readings: list[Reading]
) -> tuple[EventItem, ...]:
    # What came first is newest: no more of each than the timeline shows has to be made.
    events = [_purchase(ticket) for ticket in tickets[:EVENTS_SHOWN]]
    outcomes = uow.outcomes.of_customer(customer_id, EVENTS_SHOWN * 2)
    undone = {outcome.undoes for outcome in outcomes if outcome.undoes}
    by_id = {reading.id: reading for reading in readings}
    told = set()
    for outcome in outcomes:
        if outcome.id in undone or outcome.code == UNDONE:
            continue
        reading = by_id.get(outcome.observation or "")
        told.add(outcome.observation)
        events.append(
            EventItem(
                EventKind.FOLLOWUP,
                uow.day_of(outcome.at),
                outcome.at,
                outcome.mark,
                outcome=outcome.code,
                reading=followups.reading_item(reading) if reading else None,
                note=outcome.note,
            )
        )
    events += [
        EventItem(
            EventKind.READING,
            uow.day_of(reading.at),
            reading.at,
            reading.mark,
            reading=ReadingItem(reading, level(reading.code, reading.items)),
        )
        for reading in [one for one in readings if one.id not in told][:EVENTS_SHOWN]
    ]
    return tuple(sorted(events, key=lambda e: e.at, reverse=True)[:EVENTS_SHOWN])


def _purchase(ticket: Ticket) -> EventItem:
    pieces = sum(max(line.qty_e4, 0) for line in ticket.lines)
    return EventItem(
        EventKind.PURCHASE,
        ticket.business_day,
        ticket.sold_at,
        ticket.mark,
        pieces=-(-pieces // 10_000),
        total_fen=ticket.total_fen,
        pay_kind=ticket.pay_kind,
        staff_name=ticket.staff_name,
    )
