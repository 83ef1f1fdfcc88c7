"""What was read of a customer once, for everything that a card says: tickets, readings, the active
ingredients they stand for. Each of the parts of a card asks for it, and none reads it again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from local_store.unit_of_work import UnitOfWork
from terminal.domain import refill_note
from terminal.domain.customer import Customer
from terminal.domain.medicine import Medicine
from terminal.domain.observation import Reading
from terminal.domain.reading_trail import Trail, trails
from terminal.domain.refill_note import as_ticket, unconfirmed
from terminal.domain.supply import Fills, fills_of
from terminal.domain.ticket import Ticket

HISTORY_DAYS: Final = 548
"""How far back purchases count: 18 months, as an inspection asks."""
IN_USE_DAYS: Final = 180
"""What was bought within half a year may still be at home."""
_TOLD: Final = 200
"""So many readings and answers of one customer are looked at, newest first."""
_OF_EACH: Final = 12
"""So many of one kind of reading, where it is measured over and over: a trend and a timeline show
no more.
"""


_PRESCRIBED: Final = "rx"


@dataclass(frozen=True, slots=True)
class Seen:
    """`fills` are what the tickets say was bought and, until one says the same, what the counter
    noted; `medicines` those among them that the catalogue still has, by id. `noted` are the
    medicines whose last fill is a note, with its day. `treated` are the conditions that prescribed
    medicines of half a year are mostly taken for.
    """

    tickets: Sequence[Ticket]
    fills: Fills
    noted: Mapping[str, date]
    told: Sequence[Reading]
    medicines: Mapping[str, Medicine]
    taken: frozenset[str]
    bought: Mapping[str, int]
    treated: frozenset[str] = frozenset()

    @property
    def purchases(self) -> int:
        """Return on how many days something was bought."""
        return len({one.business_day for one in self.tickets})

    def latest(self, code: str) -> Reading | None:
        """Return the last reading of a kind, if it is among those that were read: not when it has
        been corrected over and over since.
        """
        return next((one for one in self.told if one.code == code), None)


def look(uow: UnitOfWork, customer: Customer) -> Seen:
    """Read what a card starts from."""
    today = uow.today
    tickets = uow.tickets.of_customer(customer.id, today - timedelta(days=HISTORY_DAYS))
    told = uow.observations.told_by(customer.id, _OF_EACH, _TOLD)
    notes = unconfirmed(refill_note.noted(told), tickets, uow.day_of)
    extra = [as_ticket(one, uow.day_of(one.at)) for one in notes]
    fills = fills_of([*extra, *tickets])
    medicines = uow.medicines.many(fills)
    since = today - timedelta(days=IN_USE_DAYS)
    taken = frozenset(_days(fills, medicines, since))
    lately = {
        medicine
        for medicine, bought in fills.items()
        if any(day >= since and line.qty_e4 > 0 for day in bought for line in bought[day])
    }
    treated = frozenset(
        one.condition
        for one in medicines.values()
        if one.id in lately and one.condition and one.rx == _PRESCRIBED
    )
    noted = {one.lines[0].medicine: one.business_day for one in reversed(extra)}
    days = _days(fills_of(tickets) if extra else fills, medicines)
    return Seen(tickets, fills, noted, told, medicines, taken, days, treated)


def mended(uow: UnitOfWork, customer_id: str) -> tuple[Trail, ...]:
    """Return what became of the readings that were put right or taken back, of those that a card
    looks at.
    """
    return trails(uow.observations.mended(customer_id, _OF_EACH, _TOLD))


def ingredient(medicine: Medicine) -> str:
    """Return the active ingredient of a medicine, empty when it is not known: a substitute group
    begins with it.
    """
    return (medicine.substitute_group or "").partition("|")[0]


def _days(fills: Fills, medicines: Mapping[str, Medicine], since: date = date.min) -> Counter[str]:
    """Return on how many days from one on each ingredient was bought; what was brought back does
    not count.
    """
    packs: Counter[tuple[str, date]] = Counter()
    for code, bought in fills.items():
        if (medicine := medicines.get(code)) is not None and (name := ingredient(medicine)):
            for day, lines in bought.items():
                if day >= since:
                    packs[name, day] += sum(line.qty_e4 for line in lines)
    return Counter(name for (name, _), packs_e4 in packs.items() if packs_e4 > 0)
