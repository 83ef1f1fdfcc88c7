"""What was typed in sheets and is not on record: by customer and kind, with the moment it was left.
No widgets here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from ui.counter.sheets import note_choice
from ui.counter.sheets.kinds import SheetKind
from ui.counter.sheets.state import AdviceSheet, Answer, Entry, NoteSheet, Sheet

_Key = tuple[str, SheetKind]


@dataclass(frozen=True, slots=True)
class SheetDraft:
    """A sheet as it was left, and when."""

    sheet: Entry
    at: datetime


class SheetDrafts:
    """One instance for whoever works here; `now` is an aware clock."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._left: dict[_Key, SheetDraft] = {}

    def of(self, customer: str, kind: SheetKind) -> SheetDraft | None:
        """Return what was left of a kind, None when nothing was."""
        return self._left.get((customer, kind))

    def has(self, customer: str) -> bool:
        """Tell whether something was left for a customer."""
        return any(owner == customer for owner, _ in self._left)

    def keep(self, sheet: Sheet | None, since: datetime | None = None) -> None:
        """Keep a sheet that is left; one in which nothing stands is forgotten. What was looked at
        only is as old as it was (`since`).
        """
        if sheet is None or isinstance(sheet, AdviceSheet):
            return
        sheet = note_choice.as_left(sheet) if isinstance(sheet, NoteSheet) else sheet
        if sheet.has_draft and not sheet.is_busy:
            self.put(replace(sheet, problem=None), since)
        else:
            self.drop(sheet.customer, sheet.kind)

    def put(self, sheet: Entry, since: datetime | None = None) -> None:
        """Keep a sheet as it is."""
        self._left[sheet.customer, sheet.kind] = SheetDraft(sheet, since or self._now())

    def bring(self, sheet: Entry, at: datetime) -> None:
        """Keep a sheet of an earlier run, unless one was left since."""
        self._left.setdefault((sheet.customer, sheet.kind), SheetDraft(sheet, at))

    def done(self, sheet: Entry | Answer) -> None:
        """Forget a sheet that is on record, but not what was typed in it for other notes."""
        self.drop(sheet.customer, sheet.kind)
        if isinstance(sheet, NoteSheet) and (rest := note_choice.rest(sheet)).has_draft:
            self.put(rest)

    def again(self, sheet: Entry) -> None:
        """Keep a sheet that was on record and no longer is, unless another was left since."""
        left = self.of(sheet.customer, sheet.kind)
        is_rest = isinstance(sheet, NoteSheet) and left and left.sheet == note_choice.rest(sheet)
        if sheet.has_draft and (left is None or is_rest):
            self.put(sheet)

    def left(self) -> tuple[Entry, ...]:
        """Return every sheet that was left."""
        return tuple(one.sheet for one in self._left.values())

    def drop(self, customer: str, kind: SheetKind) -> None:
        """Forget what was left of a kind."""
        self._left.pop((customer, kind), None)

    def park(self) -> Callable[[], None]:
        """Put away what one person typed; what is returned brings it back."""
        kept, self._left = self._left, {}
        return lambda: self._left.update(kept | self._left)
