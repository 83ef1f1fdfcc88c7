"""Keys that wait for a word about them, with their releases."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ui.keys import events


@dataclass(slots=True)
class KeptKey:
    """A pressed key, its release once it came, and the window it was for."""

    serial: int
    window: QWidget
    events: list[QKeyEvent] = field(default_factory=list)


class Kept:
    """The kept keys, in order. A release belongs to its press, whatever becomes of that."""

    def __init__(self) -> None:
        self._keys: list[KeptKey] = []
        self._down: dict[int, KeptKey | None] = {}

    def keep(self, serial: int, event: QKeyEvent, window: QWidget) -> None:
        """Keep a key that was pressed."""
        kept = KeptKey(serial, window, [events.copy(event)])
        self._keys.append(kept)
        self._down[events.identity(event)] = kept

    def drop(self, event: QKeyEvent) -> None:
        """Remember of a pressed key only that nobody gets its release either."""
        self._down[events.identity(event)] = None

    def show(self, event: QKeyEvent) -> None:
        """Hear of a pressed key that was given on."""
        self._down.pop(events.identity(event), None)

    def release(self, event: QKeyEvent) -> bool:
        """Take a release whose press is kept or was dropped; False for any other."""
        name = events.identity(event)
        if event.isAutoRepeat() or name not in self._down:
            return False
        kept = self._down.pop(name)
        if kept is None:
            return True
        if all(kept is not one for one in self._keys):
            return False  # Delivered meanwhile.
        kept.events.append(events.copy(event))
        return True

    def all(self) -> list[KeptKey]:
        """Return all and keep none."""
        keys, self._keys = self._keys, []
        return keys

    def pick(self, given: Collection[int], dropped: Collection[int] = ()) -> list[KeptKey]:
        """Return the first, and keep neither; of the second nobody gets the release either."""
        picked = [one for one in self._keys if one.serial in given]
        self._keys = [
            one for one in self._keys if one.serial not in given and one.serial not in dropped
        ]
        for name, kept in self._down.items():
            if kept is not None and kept.serial in dropped:
                self._down[name] = None
        return picked
