"""The inspection pack of one customer: made for those who may ask for it, noted each time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from typing import Final

from local_store.records.tickets import TICKETS_MAX
from local_store.unit_of_work import UnitOfWork
from sync.protocol.ops import Fact
from terminal.domain import inspection
from terminal.domain.card import CustomerHit
from terminal.domain.customer import Customer, age_on, mask_name
from terminal.domain.external_id import ExternalId
from terminal.domain.identifiers import normalise
from terminal.domain.inspection import Around, Heading, How, InspectionPack, System, Why
from terminal.domain.inspection_files import PackFile, last_made
from terminal.domain.note_trail import note_trails
from terminal.domain.problems import FieldProblem, Refusal
from terminal.domain.staff import RESPONSIBLE, Role
from terminal.domain.ticket import Ticket
from terminal.domain.visit import VisitNote
from terminal.services import counter, proxies
from terminal.services.customer_card import phone_tail
from terminal.services.seen import HISTORY_DAYS

ORDER_NO_MAX: Final = 64
_VISITS_MAX: Final = 2000
_LEADS_MAX: Final = 50
_EXPORTED: Final = "inspection.exported"
_FILES_DAYS: Final = 31
"""So long a file is called out of date: nobody hands one in that is older, and the notes of a month
are read quickly.
"""
_FILES_MAX: Final = 200


class FileKind(StrEnum):
    """The forms a pack leaves the till in."""

    PDF = "pdf"
    XLSX = "xlsx"


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody a pack can be made of, masked. `is_present`: their card is open, or was scanned."""

    id: str
    masked_name: str
    age: int | None
    phone_tail: str
    is_restricted: bool = False
    is_present: bool = False


def who(uow: UnitOfWork, *, customer_id: str) -> Who | Refusal:
    """Return whose card is open, as one to choose. Nothing of the file is shown, nothing noted."""
    customer = _customer(uow, customer_id)
    if isinstance(customer, Refusal):
        return customer
    return replace(_who(uow, customer), is_present=True)


def find(uow: UnitOfWork, *, text: str) -> tuple[Who, ...]:
    """Return who fits what is typed, masked, as the search of the counter does. A file that may
    only be kept is found by its member code alone.
    """
    ids = [one.id for one in counter.search(uow, text=text) if isinstance(one, CustomerHit)]
    holder = uow.customers.by_member_code(normalise(text))
    if holder is not None and holder.id not in ids:
        ids.insert(0, holder.id)
    found = uow.customers.many(ids)
    every = (found[one] for one in ids[: counter.HITS_SHOWN] if one in found)
    return tuple(_who(uow, one) for one in every if not one.withdrawn)


def make(uow: UnitOfWork, *, customer_id: str, why: Why) -> InspectionPack | Refusal:
    """Return the pack of a customer's last 18 months and note that it was made, and why.

    A restricted file may be seen here: what the law has us keep is kept for this. Refuses with
    NOT_SIGNED_IN, NOT_RESPONSIBLE, READING_LOCKED, CUSTOMER_NOT_HERE.
    """
    customer = _customer(uow, customer_id)
    if isinstance(customer, Refusal):
        return customer
    since = uow.today - timedelta(days=HISTORY_DAYS)
    tickets = uow.tickets.of_customer(customer.id, since)
    visits = [
        one
        for one in uow.visits.of_customer(customer.id, _VISITS_MAX)
        if uow.day_of(one.at) >= since
    ]
    maker = uow.staff.get(uow.session.actor)
    heading = Heading(
        customer=customer.id,
        masked_name=mask_name(customer.name),
        store=uow.session.store,
        since=since,
        until=uow.today,
        made_at=uow.now,
        made_by=maker.name if maker is not None else uow.session.actor,
        why=why,
        is_restricted=customer.restricted,
    )
    is_cut = len(tickets) == TICKETS_MAX or len(visits) == _VISITS_MAX
    made = inspection.pack(heading, tickets, _around(uow, customer, tickets, visits), is_cut=is_cut)
    made = replace(made, files=_files(uow, customer))
    facts = {"sha256": made.sha256, "why": why.value, "sales": len(made.sales)}
    uow.audit("inspection.made", entity_kind="customer", entity=customer.id, facts=facts)
    return made


def note_export(
    uow: UnitOfWork, *, customer_id: str, sha256: str, content: str, kind: FileKind
) -> tuple[PackFile, ...] | Refusal:
    """Note that a pack is about to leave the till as a file, and return the last file of each form
    with it; noted first, so that no file is ever there without its note. `content` is the hash of
    what it is made of. Refuses as `make` does.
    """
    customer = _customer(uow, customer_id)
    if isinstance(customer, Refusal):
        return customer
    facts = {"sha256": sha256, "content": content, "form": kind.value}
    uow.audit(_EXPORTED, entity_kind="customer", entity=customer.id, facts=facts)
    return _files(uow, customer)


def link_order(
    uow: UnitOfWork, *, customer_id: str, ticket_id: str, order_no: str
) -> str | Refusal | FieldProblem:
    """Note the order number read off a receipt as that of a sale, and return the link's id. What
    is linked so already is left as it is, and no sale gets another number than it came with.
    """
    customer = _customer(uow, customer_id)
    if isinstance(customer, Refusal):
        return customer
    number = order_no.strip()
    if not number or len(number) > ORDER_NO_MAX or not (number.isascii() and number.isprintable()):
        return FieldProblem("order_no", "ORDER_NO_WRONG")
    since = uow.today - timedelta(days=HISTORY_DAYS)
    sales = {one.id: one for one in uow.tickets.of_customer(customer.id, since)}
    if ticket_id not in sales:
        return FieldProblem("ticket", "SALE_NOT_THEIRS")
    own = sales[ticket_id].order_no
    if own and own != number:
        return FieldProblem("order_no", "SALE_HAS_ORDER", {"number": own})
    for one in uow.external_ids.of("ticket", ticket_id):
        if (one.system, one.value) == (System.ERP, number):
            return one.id
    fields = {
        "entity_kind": "ticket",
        "entity": ticket_id,
        "system": System.ERP.value,
        "value": number,
        "at": uow.now_ms,
        "by": uow.session.actor,
        "how": How.SCAN.value,
        "customer": customer.id,
        "confidence_e2": inspection.CERTAIN,
    }
    record = uow.new_id()
    uow.put("external_id", record, Fact(fields))
    uow.audit("inspection.linked", entity_kind="ticket", entity=ticket_id)
    return record


def unlink_order(
    uow: UnitOfWork, *, customer_id: str, ticket_id: str, link_id: str
) -> Refusal | None:
    """Take back an order number that was linked by mistake. Once undone it stays undone."""
    customer = _customer(uow, customer_id)
    if isinstance(customer, Refusal):
        return customer
    for one in uow.external_ids.of("ticket", ticket_id):
        if one.id == link_id:
            fields = {
                "entity_kind": "ticket",
                "entity": ticket_id,
                "system": one.system,
                "value": one.value,
                "at": uow.now_ms,
                "by": uow.session.actor,
                "how": one.how,
                "customer": customer.id,
                "undoes": link_id,
            }
            uow.put("external_id", uow.new_id(), Fact(fields))
            uow.audit("inspection.unlinked", entity_kind="ticket", entity=ticket_id)
    return None


def _files(uow: UnitOfWork, customer: Customer) -> tuple[PackFile, ...]:
    since = uow.now - timedelta(days=_FILES_DAYS)
    return last_made(uow.audits.of_customer(customer.id, [_EXPORTED], since, _FILES_MAX))


def _who(uow: UnitOfWork, customer: Customer) -> Who:
    age = age_on(customer.birth_on, uow.today)
    name, tail = mask_name(customer.name), phone_tail(customer)
    return Who(customer.id, name, age, tail, is_restricted=customer.restricted)


def _customer(uow: UnitOfWork, customer_id: str) -> Customer | Refusal:
    if uow.session.role is Role.SYSTEM:
        return Refusal("NOT_SIGNED_IN")
    if uow.session.role not in RESPONSIBLE:
        return Refusal("NOT_RESPONSIBLE")
    if uow.sync.is_reading_locked:
        return Refusal("READING_LOCKED")
    customer = uow.customers.get(customer_id)
    if customer is None or customer.withdrawn:
        return Refusal("CUSTOMER_NOT_HERE")
    return customer


def _ids_of_notes(uow: UnitOfWork, visits: Sequence[VisitNote]) -> dict[str, list[ExternalId]]:
    """Return the ids of notes elsewhere. One that was put right has those it was saved with, too:
    they name what was said, whatever it says now.
    """
    corrected = [one.id for one in visits if one.supersedes is not None]
    trails = note_trails(uow.visits.versions(corrected))
    known = {one.stands.id: one for one in trails if one.stands is not None}
    every = {one.id for trail in trails for one in trail.versions} | {one.id for one in visits}
    found = uow.external_ids.of_many("visit", every)
    ids = dict[str, list[ExternalId]]()
    for visit in visits:
        trail = known.get(visit.id)
        versions = [visit.id] if trail is None else [one.id for one in trail.versions]
        if theirs := [each for one in versions for each in found.get(one, ())]:
            ids[visit.id] = theirs
    return ids


def _around(
    uow: UnitOfWork, customer: Customer, tickets: Sequence[Ticket], visits: Sequence[VisitNote]
) -> Around:
    leads = uow.leads.of_customer(customer.id, _LEADS_MAX)
    ids: dict[str, list[ExternalId]] = {}
    for kind, records in (("ticket", tickets), ("lead", leads)):
        ids |= uow.external_ids.of_many(kind, [one.id for one in records])
    ids |= _ids_of_notes(uow, visits)
    sellers = {one.staff for one in tickets if one.staff and not one.staff_name}
    found = {one: uow.staff.get(one) for one in sellers}
    since = uow.today - timedelta(days=HISTORY_DAYS)
    return Around(
        medicines=uow.medicines.many({line.medicine for one in tickets for line in one.lines}),
        visits=visits,
        proxies=[one for one in proxies.said(uow, customer.id) if uow.day_of(one.at) >= since],
        ids=ids,
        leads=leads,
        names={one: staff.name for one, staff in found.items() if staff is not None},
    )
