"""The register of prescriptions, which a store has to be able to show.

Source: 药品经营和使用质量监督管理办法 (SAMR 84 号令) §42: kept for five years at least.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from terminal.domain.inspection import Buyer
from terminal.domain.ticket import Ticket


@dataclass(frozen=True, slots=True)
class Prescription:
    """One prescription of one sale. `medicines`: names with packs × 10,000, below zero for what was
    brought back. The customer is masked, and empty where the sale names none.
    """

    ticket: str
    number: str
    day: date
    medicines: tuple[tuple[str, int], ...]
    pharmacist: str
    customer: str
    buyer: Buyer | None = None
    words: str = ""
    """All that stands in it, in small letters, to be looked through at every key."""

    @property
    def id(self) -> str:
        """Return what tells it from others: one sale may have two."""
        return f"{self.ticket} {self.number}"

    def fits(self, text: str) -> bool:
        """Tell whether every word that is typed stands somewhere in it."""
        return all(word in self.words for word in text.casefold().split())


def of_ticket(
    ticket: Ticket, *, pharmacist: str, customer: str, buyer: Buyer | None
) -> Iterator[Prescription]:
    """Yield a ticket's prescriptions: a line that names none has the ticket's own, if any."""
    found: dict[str, list[tuple[str, int]]] = {}
    for line in ticket.lines:
        number = line.rx_no or ticket.rx_no
        if number:
            found.setdefault(number, []).append((line.name, line.qty_e4))
    for number, medicines in found.items():
        day = ticket.business_day
        parts = (number, day.isoformat(), pharmacist, customer, *(name for name, _ in medicines))
        words = " ".join(parts).casefold()
        yield Prescription(
            ticket.id, number, day, tuple(medicines), pharmacist, customer, buyer, words
        )
