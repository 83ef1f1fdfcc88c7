"""A customer's card: everything that the counter shows of one, put together for one look."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from local_store.unit_of_work import UnitOfWork
from terminal.domain import refill_note
from terminal.domain.card import CustomerCard, EventItem, EventKind, MedicineItem, ReadingItem
from terminal.domain.conflicts import CODE as CONFLICT
from terminal.domain.customer import Customer, Mark, age_on, mask_name
from terminal.domain.errors import PolicyInvalidError
from terminal.domain.followup import UNDONE, Outcome, OutcomeCode
from terminal.domain.medicine import Medicine
from terminal.domain.missing import CODE as ASKED
from terminal.domain.observation import BLOOD_PRESSURE, GLUCOSE_FASTING, Reading
from terminal.domain.reading_trail import Trail
from terminal.domain.refill import Refill, refill
from terminal.domain.refill_note import RefillNote
from terminal.domain.supply import Supply, supplies
from terminal.domain.ticket import Ticket
from terminal.domain.tier import TierReason, reason, tier_policy_from_content
from terminal.services import card_file, conflicts, followups, reading_lock, restriction
from terminal.services import events as attendance
from terminal.services.seen import Seen, look, mended

YEAR_DAYS: Final = 365
EVENTS_SHOWN: Final = 12
_NO_READING: Final = frozenset({CONFLICT, ASKED, refill_note.CODE})
"""Facts that were told and are no reading."""
IN_USE_DAYS: Final = 90
"""A medicine that ran out longer ago than this is no longer shown as in use."""


def card_of(uow: UnitOfWork, customer: Customer) -> CustomerCard:
    """Return the card of a customer as it now is, with what may be shown of it."""
    today = uow.today
    if customer.restricted:
        return restriction.warning(customer, today)
    seen = look(uow, customer)
    facts = conflicts.facts(uow, customer, seen)
    tickets = seen.tickets
    year = [t for t in tickets if t.business_day > today - timedelta(days=YEAR_DAYS)]
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
        glucose=_latest(uow, customer, seen, GLUCOSE_FASTING),
        pressure=_latest(uow, customer, seen, BLOOD_PRESSURE),
        spent_fen=sum(ticket.total_fen for ticket in year),
        visits=len({ticket.business_day for ticket in year}),
        medicines=_medicines_in_use(uow, seen),
        tasks=followups.open_items(uow, customer, seen.latest),
        events=_events(uow, customer.id, seen),
        today=today,
        mark=customer.mark,
        conflicts=conflicts.find(uow, customer, seen, facts),
        standing=_standing(uow, tickets),
        file=card_file.of(uow, customer, seen, facts),
    )
    return reading_lock.card(uow, full)


def phone_tail(customer: Customer) -> str:
    """Return the last four digits of the customer's first phone, or nothing."""
    return customer.phones[0][-4:] if customer.phones else ""


def _standing(uow: UnitOfWork, tickets: Sequence[Ticket]) -> TierReason | None:
    """Return what the figures of HQ's newest tier policy say; None when HQ gave none."""
    for found in reversed(uow.policies.live("tier_policy")):
        try:
            policy = tier_policy_from_content(found.id, found.content)
        except PolicyInvalidError:
            continue
        since = policy.begins(uow.today)
        counted = [ticket for ticket in tickets if ticket.business_day >= since]
        days = {ticket.business_day for ticket in counted}
        spent = sum(ticket.total_fen for ticket in counted)
        return reason(policy, spent_fen=spent, visits=len(days))
    return None


def _latest(uow: UnitOfWork, customer: Customer, seen: Seen, code: str) -> ReadingItem | None:
    found = seen.latest(code) or uow.observations.latest(customer.id, code)
    return None if found is None else followups.reading_item(found)


def _medicines_in_use(uow: UnitOfWork, seen: Seen) -> tuple[MedicineItem, ...]:
    shown = [s for s in supplies(seen.fills) if (s.days_left(uow.today) or 0) > -IN_USE_DAYS]
    shown = [s for s in shown if s.days_supply is not None]
    medicines, stock = seen.medicines, uow.stock.of(supply.medicine for supply in shown)
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
                _refill(uow, medicines.get(supply.medicine), supply),
                is_noted=seen.noted.get(supply.medicine) == supply.last_on,
            )
        )
    return tuple(items)


def _refill(uow: UnitOfWork, medicine: Medicine | None, supply: Supply) -> Refill | None:
    if medicine is None:
        return None
    return refill(medicine.id, supply.fills, uow.today, insurance=medicine.insurance)


def _title(medicine: Medicine | None, sold_as: str) -> str:
    # A medicine that left the catalogue still shows, by the name it was sold under.
    return sold_as if medicine is None else medicine.title


def _events(uow: UnitOfWork, customer_id: str, seen: Seen) -> tuple[EventItem, ...]:
    # What came first is newest: no more of each than the timeline shows has to be made.
    events = [_purchase(ticket) for ticket in seen.tickets[:EVENTS_SHOWN]]
    # Nothing older than these is shown, and so it is not read.
    since = events[-1].at if len(events) == EVENTS_SHOWN else None
    outcomes = uow.outcomes.of_customer(customer_id, EVENTS_SHOWN * 2, since)
    undone = {outcome.undoes for outcome in outcomes if outcome.undoes}
    events += [_refilled(uow, one, seen) for one in refill_note.noted(seen.told)[:EVENTS_SHOWN]]
    readings = [one for one in seen.told if one.code not in _NO_READING][: EVENTS_SHOWN * 2]
    became = _became(mended(uow, customer_id), readings)
    told = set[str]()
    for outcome in outcomes:
        if outcome.id in undone or outcome.code == UNDONE:
            continue
        shown = became.get(outcome.observation or "", _NOTHING)
        told |= shown.ids
        events.append(
            EventItem(
                EventKind.FOLLOWUP,
                uow.day_of(outcome.at),
                outcome.at,
                outcome.mark,
                outcome=outcome.code,
                reading=shown.item,
                note=outcome.note,
                due_on=outcome.due_on,
                about=_about(uow, outcome),
                before=shown.before,
                is_withdrawn=shown.is_withdrawn,
            )
        )
    every = {min(one.ids): one for one in became.values() if not one.ids & told}
    events += [
        EventItem(
            EventKind.READING,
            uow.day_of(shown.item.reading.at),
            shown.item.reading.at,
            shown.mark,
            reading=shown.item,
            before=shown.before,
            is_withdrawn=shown.is_withdrawn,
        )
        for shown in every.values()
        if shown.item is not None
    ]
    visits, came = uow.visits.with_attendance(customer_id, EVENTS_SHOWN, since)
    events += [
        EventItem(
            EventKind.VISIT,
            uow.day_of(visit.at),
            visit.at,
            visit.mark,
            note=visit.note,
            side_effects=visit.side_effects,
        )
        for visit in visits
        if visit.note or visit.side_effects
    ]
    events += attendance.on_timeline(uow, came, EVENTS_SHOWN)
    return tuple(sorted(events, key=lambda e: e.at, reverse=True)[:EVENTS_SHOWN])


@dataclass(frozen=True, slots=True)
class _Shown:
    """A reading as a timeline tells it, with the ids under which others speak of it."""

    item: ReadingItem | None = None
    ids: frozenset[str] = frozenset()
    mark: Mark = Mark.ACCEPTED
    before: tuple[ReadingItem, ...] = ()
    is_withdrawn: bool = False


_NOTHING: Final = _Shown()


def _became(trails: Sequence[Trail], readings: Sequence[Reading]) -> Mapping[str, _Shown]:
    """Return what is told of readings, by each id that one had: of those that count, and of those
    that were entered in error.
    """
    item = followups.reading_item
    found = {one.id: _Shown(item(one), frozenset([one.id]), one.mark) for one in readings}
    for trail in trails:
        ids = frozenset(one.id for one in trail.versions)
        stands, withdrawn = trail.stands, trail.withdrawn
        before = tuple(item(one) for one in trail.before)
        shown = _Shown(ids=ids)
        if stands is not None:
            shown = _Shown(item(stands.reading), ids, stands.reading.mark, before)
        elif withdrawn is not None and before:
            shown = _Shown(before[-1], ids, withdrawn.reading.mark, before[:-1], is_withdrawn=True)
        found |= dict.fromkeys(ids, shown)
    return found


def _about(uow: UnitOfWork, outcome: Outcome) -> Mapping[str, str]:
    """Return what a task was about where its end says nothing without: what is no longer taken."""
    task = uow.tasks.get(outcome.task) if outcome.code == OutcomeCode.STOPPED else None
    rule = None if task is None else uow.rules.get(task.rule)
    return {} if rule is None else rule.title


def _refilled(uow: UnitOfWork, note: RefillNote, seen: Seen) -> EventItem:
    day = uow.day_of(note.at)
    title = _title(seen.medicines.get(note.medicine), note.medicine)
    mark = next(one.mark for one in seen.told if one.id == note.id)
    return EventItem(
        EventKind.REFILL,
        day,
        note.at,
        mark,
        pieces=note.amount.packs,
        days=note.amount.days,
        outcome=note.way,
        note=title,
    )


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
