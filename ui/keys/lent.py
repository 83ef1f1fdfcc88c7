"""Keys that an input method was given, until it hands them back.

What it does not want comes back as an ordinary key event with the time of the key, at once or, on a
busy machine, seconds later. So a key is known again however late it is: one that belonged to a scan
must not be written then, and one that a person typed must be.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple, TypeAlias

_LIMIT: Final = 512
"""Presses and releases remembered at most: those that an input method keeps never come back."""

Stamp: TypeAlias = tuple[int, int, bool]
"""A key's native code, the platform's time of it in ms, and whether it was pressed."""


class Back(NamedTuple):
    """A key that came back: its serial, and whether a scan's claim has settled what it was."""

    serial: int
    is_claimed: bool


class Lent:
    """The keys an input method has, the oldest first."""

    def __init__(self) -> None:
        self._keys: dict[Stamp, list[int]] = {}
        self._claimed: set[int] = set()

    def lend(self, stamp: Stamp, serial: int) -> None:
        """Note a key that the input method is about to get."""
        if len(self._keys) >= _LIMIT:
            oldest = next(iter(self._keys))
            self._claimed.difference_update(self._keys.pop(oldest))
        # A key that comes twice within one millisecond comes back twice.
        self._keys.setdefault(stamp, []).append(serial)

    def claim(self, serials: Iterable[int]) -> None:
        """Hear that these are done with: a scan's, or put into the field already."""
        out = {serial for ones in self._keys.values() for serial in ones}
        self._claimed |= out & set(serials)

    def back(self, stamp: Stamp) -> Back | None:
        """Take a key that may have come back; None when it was never lent."""
        serials = self._keys.get(stamp)
        if serials is None:
            return None
        serial = serials.pop(0)
        if not serials:
            del self._keys[stamp]
        is_claimed = serial in self._claimed
        self._claimed.discard(serial)
        return Back(serial, is_claimed)
