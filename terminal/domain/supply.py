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
class Fill:
    """What was bought of one medicine on one day: packs in ten-thousandths, for how many days, and
    when it is used up with what was left before; both None when the days of supply are unknown.
    """

    day: date
    qty_e4: int
    days_supply: int | None
    run_out_on: date | None


@dataclass(frozen=True, slots=True)
class Supply:
    """One medicine of a customer: what was bought of it, oldest first, and by which name last."""

    medicine: str
    name: str
    fills: Sequence[Fill]

    @property
    def last_on(self) -> date:
        """Return the day on which it was last bought."""
        return self.fills[-1].day

    @property
    def qty_e4(self) -> int:
        """Return what was bought then, in ten-thousandths of a pack."""
        return self.fills[-1].qty_e4

    @property
    def days_supply(self) -> int | None:
        """Return for how many days, None when that is unknown."""
        return self.fills[-1].days_supply

    @property
    def run_out_on(self) -> date | None:
        """Return when it runs out, None when that is unknown."""
        return self.fills[-1].run_out_on

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
    found = [_state(by_day) for by_day in fills.values()]
    known = [one for one in found if one is not None]
    return sorted(known, key=lambda s: (s.run_out_on or date.max, s.medicine))


def course(bought: Days) -> list[Fill]:
    """Return the fills of one medicine, oldest first. Lines of one day are one fill, and what was
    brought back on that day cancels. An early fill is carried on, at most one fill of it.
    """
    found: list[Fill] = []
    run_out: date | None = None
    for day in sorted(bought):
        qty = lasts = 0
        is_known = True
        for line in bought[day]:
            qty += line.qty_e4
            if line.qty_e4 > 0:
                lasts += line.days_supply or 0
                is_known = is_known and bool(line.days_supply)
        if qty <= 0:
            continue
        if is_known:
            carry = 0 if run_out is None or run_out < day else (run_out - day).days
            run_out = day + timedelta(days=lasts + min(carry, lasts))
            found.append(Fill(day, qty, lasts, run_out))
        else:
            run_out = None
            found.append(Fill(day, qty, None, None))
    return found


def _state(by_day: Days) -> Supply | None:
    fills = course(by_day)
    if not fills:
        return None
    line = by_day[fills[-1].day][-1]
    return Supply(line.medicine, line.name, fills)
