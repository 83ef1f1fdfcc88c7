"""Whose full name is shown to whom, and what for."""

from __future__ import annotations

from PySide6.QtCore import QObject

from terminal.domain.showing import REASONS, Reason
from ui.counter.presenter import CounterPresenter
from ui.counter.sheets.kinds import SheetKind
from ui.counter.sheets.state import WhySheet
from ui.counter.view import CounterPage
from ui.plug import Prove


class Naming(QObject):
    """Shows the name at once to whoever's card was scanned. Of a file that was searched for it asks
    first what the name is needed for, once for each file, and then for the PIN.
    """

    def __init__(self, page: CounterPage, presenter: CounterPresenter, prove: Prove) -> None:
        super().__init__(page)  # A signal holds no other object alive.
        self.setObjectName("counter.naming")
        self._page, self._presenter, self._prove = page, presenter, prove
        self._said: tuple[str, Reason] | None = None

    def reveal(self) -> None:
        """Show the name of whoever's card is open, or ask."""
        if self._presenter.state.is_present:
            self._presenter.reveal()
        elif self._reason() is not None:
            self._prove(self._proven)
        else:
            self._presenter.enter(SheetKind.WHY)

    def pick(self, digit: int) -> None:
        """Take what a digit stands for: a reason, or what the sheet that is open has."""
        sheet = self._presenter.sheets.sheet
        if not isinstance(sheet, WhySheet):
            self._presenter.sheets.pick(digit)
        elif 1 <= digit <= len(REASONS):
            self._said = sheet.customer, REASONS[digit - 1]
            self._presenter.sheets.close()
            self._prove(self._proven)

    def _reason(self) -> Reason | None:
        customer, reason = self._said or (None, None)
        return reason if customer == self._presenter.customer else None

    def _proven(self) -> None:
        self._page.hold_name()
        self._presenter.reveal(self._reason())
