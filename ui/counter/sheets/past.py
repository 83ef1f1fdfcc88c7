"""Which reading an open sheet is about. No widgets here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from terminal.services.reading_corrections import Past


@dataclass(frozen=True, slots=True)
class PastShown:
    """The last entries as they are listed, which of them is chosen (counted from 1, 0: none), what
    is to be known before Enter, what the key does that turns to them and back, and whether the one
    that withdraws does anything.
    """

    rows: tuple[str, ...] = ()
    chosen: int = 0
    say: str = ""
    turn: str = ""
    can_withdraw: bool = False


@dataclass(frozen=True, slots=True)
class Mending:
    """The last readings of the kind, newest first (None: not known yet), seen from the business day
    `today`. `chosen` is which of them is put right, counted from 1; 0: a new one is typed. With
    `is_withdrawing` the chosen one is to be withdrawn.
    """

    past: tuple[Past, ...] | None = None
    today: date = date.min
    chosen: int = 0
    is_withdrawing: bool = False

    @property
    def one(self) -> Past | None:
        """Return the reading that is put right or withdrawn, None while a new one is typed."""
        known = self.past or ()
        return known[self.chosen - 1] if 0 < self.chosen <= len(known) else None

    @property
    def can_withdraw(self) -> bool:
        """Tell whether the key for it does anything: what came with a form is put right there."""
        return self.one is not None and self.one.form is None and not self.is_withdrawing
