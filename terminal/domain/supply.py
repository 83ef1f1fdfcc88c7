"""Days of supply: how long what was bought lasts.

This is the label's arithmetic with carry-over, for show at the counter; early refills are carried
forward, at most one fill of them, because people keep stock at home that nobody sees. It is not
a prediction of when somebody comes back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeAlias

from terminal.domain.ticket import Ticket, TicketLine

Days: TypeAlias = Mapping[date, Sequence[TicketLine]]
"""The lines of one medicine by the day on which they were sold."""
Fills: TypeAlias = Mapping[str, Days]
"""What somebody bought, by medicine."""


@dataclass(frozen=True, slots=True)
class Supply:
    """One medicine of a customer: the last purchase, and when it runs out. `days_supply` and
    `run_out_on` are None when the days of supply are unknown.
    """

    medicine: str
    name: str
    last_on: date
    qty_e4: int
    days_supply: int | None
    run_out_on: date | None

    def days_left(self, on: date) -> int | None:
        """Return days until run-out; negative after it."""
        return None if self.run_out_on is None else (self.run_out_on - on).days


def fills_of(tickets: Iterable[Ticket]) -> Fills:
    """Return what is on tickets by medicine and day: all that is asked of one looks here."""
    fills: dict[str, dict[date, list[TicketLine]]] = {}
    for ticket in tickets:
        for line in ticket.lines:
            days = fills.setdefault(line.medicine, {})
            days.setdefault(ticket.business_day, []).append(line)
    return fills


def supplies(fills: Fills) -> list[Supply]:
    """Return the state of every medicine that was bought, the soonest to run out first.

    Lines of one medicine on one day count as one fill. Returns (negative quantities) cancel.
    """
    found = [state for by_day in fills.values() if (state := _state(by_day)) is not None]
    return sorted(found, key=lambda s: (s.run_out_on or date.max, s.medicine))


def _state(by_day: Days) -> Supply | None:
    run_out: date | None = None
    last: tuple[date, int, int | None] | None = None
    for day in sorted(by_day):
        qty = known = sold = days = 0
        for line in by_day[day]:
            qty += line.qty_e4
            sold += line.qty_e4 > 0
            if line.days_supply:
                known += 1
                days += line.days_supply
        if qty <= 0:
            continue
        lasts = days if known == sold else None
        run_out = _run_out(day, lasts, run_out)
        last = day, qty, lasts
    if last is None:
        return None
    day, qty, lasts = last
    line = by_day[day][-1]
    return Supply(line.medicine, line.name, day, qty, lasts, run_out)


def _run_out(day: date, days: int | None, before: date | None) -> date | None:
    if days is None:
        return None
    carry = max((before - day).days, 0) if before is not None else 0
    return day + timedelta(days=days + min(carry, days))
