"""Whose file a page holds its answers against. No widgets here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Held:
    """What is said of it. `name` is masked, None while nobody's file counts; `is_apart`: a card is
    open, and somebody said that another person asks.
    """

    name: str | None = None
    is_apart: bool = False

    @property
    def can_turn(self) -> bool:
        """Tell whether there is a file to leave out, or to take back."""
        return self.is_apart or self.name is not None


class HeldFile:
    """The file of whoever's card is open, until somebody says that another person asks. That counts
    for this card only: with the next one answers are held against that one's file.
    """

    def __init__(self, customer: Callable[[], str | None]) -> None:
        self._customer = customer
        self._left_out: str | None = None

    @property
    def customer(self) -> str | None:
        """Return whose file counts, None for nobody's."""
        return None if self.is_apart else self._customer()

    @property
    def is_apart(self) -> bool:
        """Tell whether the open card is left out."""
        one = self._customer()
        if one != self._left_out:
            self._left_out = None
        return self._left_out is not None

    def turn(self) -> None:
        """Leave the open card out, or take it back."""
        self._left_out = None if self.is_apart else self._customer()
