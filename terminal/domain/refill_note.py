"""What the counter notes of a refill: bought here just now, or asked for and to be put aside.

The till's tickets come from the POS and come later. Until one says the same, what was noted counts
for days of supply, so that nobody is reminded of what they hold in their hand; a ticket that comes
takes its place. It is kept as a fact that was told, and never counts as a sale.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from terminal.domain.observation import Reading
from terminal.domain.problems import FieldProblem
from terminal.domain.ticket import Ticket, TicketLine

CODE: Final = "refill"
"""The code of the fact: its value is the medicine, its note the way, its items packs and days."""
PACKS: Final = "packs"
DAYS: Final = "days_supply"
PACKS_MOST: Final = 99
DAYS_MOST: Final = 366
_TICKET_DAYS: Final = 3
"""A ticket of so many days after the note tells of the same purchase."""


class Way(StrEnum):
    """How it was refilled. Self-paid: the fund pays none yet; asked for: to be put aside."""

    BOUGHT = "bought"
    SELF_PAID = "self_paid"
    ASKED = "asked"


@dataclass(frozen=True, slots=True)
class Amount:
    """So many packs, which last so many days."""

    packs: int
    days: int


@dataclass(frozen=True, slots=True)
class RefillNote:
    """A refill that was noted."""

    id: str
    medicine: str
    at: datetime
    amount: Amount
    way: Way


def read(text: str, *, packs: int, days: int | None) -> Amount | FieldProblem:
    """Return what was typed: `2` packs, or `2 60` with their days; nothing is as last time, `packs`
    for `days`. More packs last longer in proportion, unless the days are typed too.
    """
    numbers = re.findall(r"\d+", unicodedata.normalize("NFKC", text))
    if len(numbers) > 2 or (text.strip() and not numbers):  # noqa: PLR2004 (packs and days)
        return FieldProblem("packs", "REFILL_AMOUNT")
    bought = int(numbers[0]) if numbers else packs
    lasts = int(numbers[1]) if len(numbers) > 1 else _in_proportion(bought, packs, days)
    if not 1 <= bought <= PACKS_MOST:
        return FieldProblem("packs", "REFILL_PACKS", {"most": str(PACKS_MOST)})
    if lasts is None or not 1 <= lasts <= DAYS_MOST:
        return FieldProblem("days", "REFILL_DAYS", {"most": str(DAYS_MOST)})
    return Amount(bought, lasts)


def noted(told: Iterable[Reading]) -> list[RefillNote]:
    """Return the refills among what was told, in its order; one of a later program is left out."""
    found = []
    for one in told:
        if one.code != CODE:
            continue
        packs, days = one.items.get(PACKS), one.items.get(DAYS)
        if one.value and packs and days and one.note in set(Way):
            found.append(RefillNote(one.id, one.value, one.at, Amount(packs, days), Way(one.note)))
    return found


def unconfirmed(
    notes: Iterable[RefillNote], tickets: Sequence[Ticket], day_of: Callable[[datetime], date]
) -> list[RefillNote]:
    """Return what was bought by the notes and stands on no ticket yet."""
    sold = {(line.medicine, one.business_day) for one in tickets for line in one.lines}
    found = []
    for note in notes:
        day = day_of(note.at)
        near = {(note.medicine, day + timedelta(days=n)) for n in range(-1, _TICKET_DAYS + 1)}
        if note.way is not Way.ASKED and not near & sold:
            found.append(note)
    return found


def as_ticket(note: RefillNote, day: date) -> Ticket:
    """Return what was noted in the form of a ticket, for the arithmetic of supply alone."""
    amount = note.amount
    line = TicketLine(note.medicine, note.medicine, amount.packs * 10_000, 0, amount.days, "staff")
    return Ticket(note.id, day, note.at, 0, None, None, (line,))


def _in_proportion(bought: int, packs: int, days: int | None) -> int | None:
    return None if days is None or packs < 1 else round(days * bought / packs)
