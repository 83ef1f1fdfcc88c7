"""Notes refills: of a sheet, or as last time without one. No widgets here."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from terminal.domain.card import CustomerCard
from terminal.domain.problems import FieldProblem, Refusal
from terminal.domain.refill_note import Amount
from terminal.services.refills import Refilled
from terminal.services.work import Runner
from ui.counter.sheets import saving
from ui.counter.sheets.fresh import empty
from ui.counter.sheets.kinds import SheetKind
from ui.counter.sheets.state import Deed, RefillSheet

Refused = Callable[[RefillSheet, Refusal | list[FieldProblem]], None]


class Refilling:
    """`done` hears what was noted, `refused` why it was not."""

    def __init__(self, run: Runner, done: Callable[[Deed], None], refused: Refused) -> None:
        self._run, self._done, self._refused = run, done, refused
        self.is_busy = False

    def note(self, sheet: RefillSheet, medicine: str, amount: Amount) -> None:
        """Note what a sheet says."""
        self.is_busy = True
        self._run(saving.refilled(sheet, medicine, amount), partial(self._on_noted, sheet))

    def repeat(self, card: CustomerCard, deed: Deed | None) -> bool:
        """Note what the sheet would propose. Return False when there is nothing to propose, or one
        was noted just now (`deed`): a second one is looked at first.
        """
        sheet = empty(SheetKind.REFILL, card)
        if deed is not None and (deed.sheet.customer, deed.sheet.kind) == (card.id, sheet.kind):
            return False
        if not isinstance(sheet, RefillSheet) or sheet.medicine is None:
            return False
        if not isinstance(sheet.amount, Amount):
            return False
        self.note(sheet, sheet.medicine.medicine, sheet.amount)
        return True

    def crashed(self) -> None:
        """Take commands again after work that broke off."""
        self.is_busy = False

    def _on_noted(
        self, sheet: RefillSheet, result: Refilled | Refusal | list[FieldProblem]
    ) -> None:
        self.is_busy = False
        if isinstance(result, Refilled):
            self._done(Deed(sheet, (result.note,), refilled=result))
        else:
            self._refused(sheet, result)
