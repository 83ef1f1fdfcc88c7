"""What is asked for at this visit of what a file lacks. No widgets here."""

from __future__ import annotations

from datetime import date

from terminal.domain.card import CustomerCard
from terminal.domain.missing import MissingField
from ui.counter.sheets.state import Entry, FieldSheet


class Lacking:
    """Remembers what was put off: for this customer, today, on this till."""

    def __init__(self) -> None:
        self._later: set[tuple[str, date, str]] = set()

    def of(self, card: CustomerCard | None) -> MissingField | None:
        """Return the one thing worth asking for, None when nothing is left of what is lacking."""
        if card is None or card.is_locked:
            return None
        asked = (
            one for one in card.file.missing if (card.id, card.today, one.key) not in self._later
        )
        return next(asked, None)

    def put_off(self, card: CustomerCard | None) -> None:
        """Do not ask for it again; the next visit may."""
        lacking = self.of(card)
        if card is not None and lacking is not None:
            self._later.add((card.id, card.today, lacking.key))

    def sheet(self, card: CustomerCard, lacking: MissingField, draft: Entry | None) -> FieldSheet:
        """Return the sheet for it, with what had been typed of the same."""
        if isinstance(draft, FieldSheet) and draft.field == lacking:
            return draft
        return FieldSheet(card.id, card.masked_name, lacking)
