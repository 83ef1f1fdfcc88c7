"""What is told and not saved of somebody who refused a health file: a reading, and the side effects
of a note. No widgets here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Final, TypeVar

from terminal.domain import observation
from terminal.domain.card import CustomerCard, ReadingItem
from terminal.domain.observation import Reading, ReadingLevel
from terminal.domain.problems import Refusal
from terminal.domain.reading_entry import ReadingEntry
from ui.counter.sheets.state import AdviceSheet, NoteSheet, ReadingSheet, Sheet

LEFT_OUT: Final = Refusal("SIDE_EFFECTS_LEFT_OUT")
"""Why side effects that were chosen are not there any more."""
Shown = TypeVar("Shown", bound=Sheet | None)


def is_only_told(card: CustomerCard | None, sheet: Sheet) -> bool:
    """Tell whether a sheet is about somebody whose health data may not be stored."""
    return card is not None and card.id == sheet.customer and card.file.refuses_health


def without_health(card: CustomerCard | None, sheet: Shown) -> Shown:
    """Return a sheet without what may not be stored: side effects chosen for a new note before. One
    that is put right is saved as a whole or not at all.
    """
    is_new = isinstance(sheet, NoteSheet) and not sheet.mending.chosen
    if isinstance(sheet, NoteSheet) and is_new and sheet.effects and is_only_told(card, sheet):
        return replace(sheet, effects=())
    return sheet


def allowed(card: CustomerCard | None, sheet: Shown, say: Callable[[Refusal], None]) -> Shown:
    """Return a sheet without what may not be stored, and say so where something goes."""
    bare = without_health(card, sheet)
    if bare is not sheet:
        say(LEFT_OUT)
    return bare


def advice(
    card: CustomerCard, sheet: ReadingSheet, entry: ReadingEntry, now: datetime
) -> AdviceSheet | None:
    """Return what is to be said at once of a reading that is not saved, None when it needs no
    doctor.
    """
    level = observation.level(entry.code, entry.items)
    if level is not ReadingLevel.DANGER:
        return None
    reading = Reading("", sheet.customer, entry.code, now, dict(entry.items))
    item = ReadingItem(reading, level)
    return AdviceSheet(sheet.customer, sheet.name, item, None, card.today, is_saved=False)
