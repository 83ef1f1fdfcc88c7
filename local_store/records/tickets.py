"""Tickets of the POS."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Final

from msgspec import ValidationError
from msgspec.json import Decoder

from local_store.connection import Connection
from local_store.records.reading import SAME_PERSON, day, mark, moment, parsed
from terminal.domain.ticket import Ticket, TicketLine, TracedSale

TICKETS_MAX: Final = 2000
"""No more of a customer's tickets are read; a card that a whole store buys on has more."""
_TRACED_LIMIT: Final = 9
_SOLD: Final = (
    f"{SAME_PERSON} SELECT id, business_day, sold_at, total_fen, pay_kind, staff_name, lines,"
    " sync_state, rx_no, staff, order_no FROM ticket WHERE rowid IN (SELECT rowid FROM ticket"
    " WHERE customer IN (SELECT id FROM same) AND business_day >= ?"
    " ORDER BY business_day DESC LIMIT ? + 0)"
)
"""The newest days are chosen in the index alone; whole rows in a sort take a third of the time."""
_PAST: Final = (
    f"{SAME_PERSON} SELECT p.id, p.business_day, unixepoch(p.business_day) * 1000, p.total_fen,"
    " NULL, NULL, p.lines, p.sync_state, NULL, NULL, p.receipt_no FROM past_sale p"
    " WHERE p.customer IN (SELECT id FROM same) AND p.business_day >= ? AND p.undoes IS NULL"
    " AND NOT EXISTS (SELECT 1 FROM past_sale u WHERE u.undoes = p.id)"
    " AND NOT EXISTS (SELECT 1 FROM ticket t WHERE t.customer IN (SELECT id FROM same)"
    " AND t.business_day = p.business_day) ORDER BY p.business_day DESC LIMIT ? + 0"
)
"""The hour is not known; midnight UTC is the morning of that day in China."""


class Tickets:
    """Repository of tickets. Speaks SQL, returns domain objects, decides nothing."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def of_customer(self, customer_id: str, since: date) -> list[Ticket]:
        """Return a customer's tickets from a business day on, newest first; of days without one,
        what an old table tells of.
        """
        bound = customer_id, since.isoformat(), TICKETS_MAX
        found = [_ticket(row) for row in self._db.execute(_SOLD, bound)]
        found += [_ticket(row) for row in self._db.execute(_PAST, bound)]
        found.sort(key=lambda one: one.id)
        found.sort(key=lambda one: one.sold_at, reverse=True)
        return found[:TICKETS_MAX]

    def with_prescription(self, since: date, limit: int) -> list[tuple[str | None, Ticket]]:
        """Return the tickets that name a prescription from a business day on, newest first, each
        with whose it is, if anybody's. Every ticket of that time is looked at: for the reader.
        """
        rows = self._db.execute(
            "SELECT id, business_day, sold_at, total_fen, pay_kind, staff_name, lines, sync_state,"
            " rx_no, staff, order_no, customer FROM ticket"
            " WHERE business_day >= ? AND (rx_no IS NOT NULL OR lines LIKE '%\"rx_no\"%')"
            " ORDER BY sold_at DESC, id LIMIT ? + 0",
            (since.isoformat(), limit),
        )
        return [(row[11], _ticket(row)) for row in rows]

    def customers(self, since: date, after: str, limit: int) -> list[str]:
        """Return who bought something from a business day on, as files were named then, in the
        order of their ids: the next ones after an id.
        """
        first = since.isoformat()
        rows = self._db.execute(
            "SELECT customer FROM ticket WHERE customer > ? AND business_day >= ?"
            " UNION SELECT customer FROM past_sale WHERE customer > ? AND business_day >= ?"
            " ORDER BY customer LIMIT ? + 0",
            (after, first, after, first, limit),
        )
        return [customer for (customer,) in rows]

    def with_trace_code(self, code: str) -> list[TracedSale]:
        """Return the sales of this store that a package's trace code stands on, newest first."""
        rows = self._db.execute(
            "SELECT t.business_day, t.receipt_no, t.lines FROM ticket_trace k"
            " JOIN ticket t ON t.id = k.ticket WHERE k.code = ?"
            " ORDER BY t.sold_at DESC, t.id LIMIT ? + 0",
            (code, _TRACED_LIMIT),
        )
        return [_traced(row, code) for row in rows]


def _traced(row: Any, code: str) -> TracedSale:
    lines = [line for line in parsed(row[2]) if code in (line.get("trace_codes") or ())]
    sold = sum(line["qty_e4"] for line in lines)
    medicines = frozenset(line["medicine"] for line in lines)
    return TracedSale(date.fromisoformat(row[0]), row[1], medicines, is_return=sold < 0)


_lines: Final[Callable[[str], tuple[TicketLine, ...]]] = Decoder(tuple[TicketLine, ...]).decode
"""A card reads two hundred lines, and so they are made in a quarter of the time."""


def _ticket(row: Any) -> Ticket:
    return Ticket(
        row[0],
        date.fromisoformat(row[1]),
        moment(row[2]),
        row[3],
        row[4],
        row[5],
        _read_lines(row[6]),
        mark(row[7]),
        row[8],
        row[9],
        row[10],
    )


def _read_lines(stored: str) -> tuple[TicketLine, ...]:
    try:
        return _lines(stored)
    except ValidationError:  # A value that is null where another version leaves it out.
        return tuple(_line(line) for line in parsed(stored))


def _line(line: dict[str, Any]) -> TicketLine:
    return TicketLine(
        line["medicine"],
        line["name"],
        line["qty_e4"],
        line["price_fen"],
        line.get("days_supply"),
        line.get("ds_source") or "none",
        line.get("batch_no"),
        day(line.get("expires_on")),
        tuple(line.get("trace_codes") or ()),
        line.get("rx_no"),
        line.get("insurance"),
    )
