"""A draft that is thrown away: what was typed, left and is not wanted. No widgets here."""

from __future__ import annotations

from datetime import datetime
from typing import TypeGuard

from ui.counter.sheets import undoing
from ui.counter.sheets.state import AdviceSheet, Deed, Entry, Sheet


def can(sheet: Sheet | None, since: datetime | None) -> TypeGuard[Entry]:
    """Tell whether a sheet holds a draft that can be thrown away: what was left, not what is being
    typed, and what comes back when that is taken back.
    """
    if sheet is None or isinstance(sheet, AdviceSheet) or since is None:
        return False
    return not sheet.is_busy and undoing.reopens(sheet)


def of(sheet: Sheet | None, since: datetime | None) -> Deed | None:
    """Return the throwing away of a draft, as what can be taken back; None where there is none."""
    if not can(sheet, since):
        return None
    return Deed(sheet, (f"draft {sheet.customer} {sheet.kind} {since}",), is_thrown=True)
