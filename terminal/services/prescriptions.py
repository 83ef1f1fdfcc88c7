"""The register of prescriptions of this store, read beside everything that people wait for."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from local_store.unit_of_work import UnitOfWork
from terminal.domain import inspection, prescription, proxy
from terminal.domain.customer import mask_name
from terminal.domain.inspection import Buyer
from terminal.domain.prescription import Prescription
from terminal.domain.problems import Refusal
from terminal.domain.proxy import Proxy
from terminal.domain.staff import RESPONSIBLE, Role
from terminal.domain.ticket import Ticket
from terminal.services.seen import HISTORY_DAYS

TICKETS_MAX: Final = 20_000
"""So many sales with a prescription are read: more than a busy store has in 18 months."""


@dataclass(frozen=True, slots=True)
class Register:
    """Prescriptions, newest first. `is_cut`: there are more than were read. What is older than
    `since` lies at HQ, which keeps it for the time the law asks for.
    """

    rows: tuple[Prescription, ...]
    since: date
    until: date
    store: str
    made_at: datetime
    made_by: str
    is_cut: bool = False


def register(uow: UnitOfWork) -> Register | Refusal:
    """Return the register. Refuses with NOT_SIGNED_IN, NOT_RESPONSIBLE, READING_LOCKED."""
    refusal = _refusal(uow)
    if refusal is not None:
        return refusal
    since = uow.today - timedelta(days=HISTORY_DAYS)
    sold = uow.tickets.with_prescription(since, TICKETS_MAX)
    customers = uow.customers.many({one for one, _ in sold if one is not None})
    names = {one: mask_name(customer.name) for one, customer in customers.items()}
    staff = {one: uow.staff.get(one) for one in {t.staff for _, t in sold if t.staff}}
    sellers = {one: found.name for one, found in staff.items() if found is not None}
    buyers = _buyers(uow, sold, since)
    rows = [
        one
        for customer, ticket in sold
        for one in prescription.of_ticket(
            ticket,
            pharmacist=ticket.staff_name or sellers.get(ticket.staff or "", ""),
            customer=names.get(customer or "", ""),
            buyer=buyers.get(ticket.id),
        )
    ]
    maker = uow.staff.get(uow.session.actor)
    return Register(
        rows=tuple(rows),
        since=since,
        until=uow.today,
        store=uow.session.store,
        made_at=uow.now,
        made_by=maker.name if maker is not None else uow.session.actor,
        is_cut=len(sold) == TICKETS_MAX,
    )


def note_export(uow: UnitOfWork, *, sha256: str, rows: int) -> Refusal | None:
    """Note that part of the register is about to leave the till as a file; noted first, so that no
    file is ever there without its note. Refuses as `register` does.
    """
    refusal = _refusal(uow)
    if refusal is None:
        uow.audit("prescriptions.exported", facts={"sha256": sha256, "rows": rows})
    return refusal


def digest(rows: Iterable[Iterable[str]]) -> str:
    """Return the SHA-256 of a table's canonical text (JSON, no spaces), in hex."""
    text = json.dumps([list(row) for row in rows], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _buyers(
    uow: UnitOfWork, sold: Iterable[tuple[str | None, Ticket]], since: date
) -> dict[str, Buyer]:
    begin, _ = uow.day_span(since)
    said: dict[str, list[Proxy]] = {}
    for one in map(proxy.from_response, uow.responses.of_form(proxy.FORM, begin)):
        if one is not None:
            said.setdefault(one.customer, []).append(one)
    bought: dict[str, list[Ticket]] = {}
    for customer, ticket in sold:
        if customer in said:
            bought.setdefault(customer, []).append(ticket)
    found: dict[str, Buyer] = {}
    for customer, tickets in bought.items():
        found |= inspection.buyers_of(tickets, said[customer])[0]
    return found


def _refusal(uow: UnitOfWork) -> Refusal | None:
    if uow.session.role is Role.SYSTEM:
        return Refusal("NOT_SIGNED_IN")
    if uow.session.role not in RESPONSIBLE:
        return Refusal("NOT_RESPONSIBLE")
    return Refusal("READING_LOCKED") if uow.sync.is_reading_locked else None
