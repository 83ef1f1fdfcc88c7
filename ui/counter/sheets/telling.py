"""A reading that is told and not saved, of somebody who refused a health file. No widgets here."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from terminal.domain import observation
from terminal.domain.card import CustomerCard, ReadingItem
from terminal.domain.observation import Reading, ReadingLevel
from terminal.domain.reading_entry import ReadingEntry
from ui.counter.sheets.state import AdviceSheet, Entry, NoteSheet, ReadingSheet


def is_only_told(card: CustomerCard | None, sheet: Entry) -> bool:
    """Tell whether a sheet is about somebody whose health data may not be stored."""
    return card is not None and card.id == sheet.customer and card.file.refuses_health


def without_health(card: CustomerCard | None, sheet: Entry) -> Entry:
    """Return a sheet without what may not be stored: side effects that were chosen before."""
    if isinstance(sheet, NoteSheet) and is_only_told(card, sheet):
        return replace(sheet, effects=())
    return sheet


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
