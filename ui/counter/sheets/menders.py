"""Who puts right what was saved wrongly, by the sheet that is open. No widgets here."""

from __future__ import annotations

from collections.abc import Callable

from terminal.services.readings import Taken
from terminal.services.work import Runner
from ui.counter.sheets.mending import Held, Mender
from ui.counter.sheets.note_mending import NoteMender
from ui.counter.sheets.state import Deed, NoteSheet, ReadingSheet, Sheet


class Menders:
    """For a sheet that is neither of a reading nor of a note nothing happens. `measured` hears of a
    reading that was mended, and what needs a doctor by that; `noted` of a note.
    """

    def __init__(
        self,
        run: Runner,
        held: Held,
        measured: Callable[[Deed, Taken | None], None],
        noted: Callable[[Deed], None],
    ) -> None:
        self._held = held
        self._readings, self._notes = Mender(run, held, measured), NoteMender(run, held, noted)

    def ask(self, sheet: ReadingSheet | NoteSheet) -> None:
        """Ask for the last ones, for the sheet that is open."""
        if isinstance(sheet, NoteSheet):
            self._notes.ask(sheet)
        else:
            self._readings.ask(sheet)

    def turn(self) -> None:
        """Go on to the last one that was saved, or back to typing a new one."""
        self._now().turn()

    def step(self, by: int) -> None:
        """Go on to an earlier one (+1) or to a later one (-1); at the end stay."""
        self._now().step(by)

    def withdraw(self) -> None:
        """Be about to say that it was entered in error; Enter says it."""
        self._now().withdraw()

    def save(self, sheet: Sheet) -> bool:
        """Mend what was chosen. Return whether one was: else the sheet is about a new one."""
        if isinstance(sheet, NoteSheet) and sheet.mending.chosen:
            self._notes.save(sheet)
            return True
        if isinstance(sheet, ReadingSheet) and sheet.mending.one is not None:
            self._readings.save(sheet)
            return True
        return False

    def _now(self) -> Mender | NoteMender:
        return self._notes if isinstance(self._held.now()[1], NoteSheet) else self._readings
