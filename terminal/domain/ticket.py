"""Tickets of the POS: what was sold, as its system reported it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from terminal.domain.customer import Mark


@dataclass(frozen=True, slots=True)
class TicketLine:
    """One line. `days_supply` of None means unknown: no prediction is made from it. Batch, expiry,
    trace codes and prescription are what an inspection asks for.
    """

    medicine: str
    name: str
    qty_e4: int
    price_fen: int
    days_supply: int | None = None
    ds_source: str = "none"
    batch_no: str | None = None
    expires_on: date | None = None
    trace_codes: tuple[str, ...] = ()
    rx_no: str | None = None
    insurance: str | None = None


@dataclass(frozen=True, slots=True)
class Ticket:
    """A sale to a customer."""

    id: str
    business_day: date
    sold_at: datetime
    total_fen: int
    pay_kind: str | None
    staff_name: str | None
    lines: tuple[TicketLine, ...]
    mark: Mark = Mark.ACCEPTED
    rx_no: str | None = None
    staff: str | None = None
    order_no: str | None = None


@dataclass(frozen=True, slots=True)
class TracedSale:
    """A sale, or a return, that a package's trace code stands on; `medicines` by id."""

    business_day: date
    receipt_no: str
    medicines: frozenset[str]
    is_return: bool
