"""Which note an open sheet is about. No widgets here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from terminal.services.note_corrections import PastNote

Said: TypeAlias = tuple[str, tuple[str, ...]]
"""Words and side effects."""


@dataclass(frozen=True, slots=True)
class NoteMending:
    """The last notes, newest first (None: not known yet), seen from the business day `today`.
    `chosen` is the id of the one that is put right, empty: a new one is typed. With
    `is_withdrawing` the chosen one is to be withdrawn. `kept` is what was typed for others than the
    chosen one and is not on record, by the same ids.
    """

    past: tuple[PastNote, ...] | None = None
    today: date = date.min
    chosen: str = ""
    is_withdrawing: bool = False
    kept: Mapping[str, Said] = field(default_factory=dict)

    @property
    def one(self) -> PastNote | None:
        """Return the note that is put right or withdrawn, None while a new one is typed."""
        return next((one for one in self.past or () if one.id == self.chosen), None)

    @property
    def place(self) -> int:
        """Return where the chosen one stands, counted from 1; 0 for a new one."""
        every = [one.id for one in self.past or ()]
        return every.index(self.chosen) + 1 if self.chosen in every else 0

    @property
    def can_withdraw(self) -> bool:
        """Tell whether the key for it does anything."""
        return self.one is not None and not self.is_withdrawing

    def on_record(self) -> Said:
        """Return what the chosen note says on record, nothing of a new one."""
        one = self.one
        return ("", ()) if one is None else (one.note.note, one.note.side_effects)
