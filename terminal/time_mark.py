"""Keeps the latest time that this till has seen going on while its clock is set back: by one that
never jumps, so that nobody makes the time without HQ shorter by setting the clock every morning.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Final, Protocol

from local_store.store import Store
from local_store.unit_of_work import UnitOfWork

EVERY_MS: Final = 10 * 60 * 1000


class Clock(Protocol):
    """A clock that never jumps."""

    def elapsed_ms(self) -> int:
        """Return milliseconds since some moment in the past, those asleep counted."""


@dataclass(frozen=True, slots=True)
class _Noted:
    """The latest time seen (UTC ms) when it was noted, when HQ had been heard, and the moment."""

    seen_ms: int
    heard_ms: int | None
    at_ms: int


class TimeMark:
    """Notes the time now and then: a chore, for one thread."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock
        self._due_ms = clock.elapsed_ms()
        self._noted: _Noted | None = None

    def is_due(self) -> bool:
        """Tell whether it is time."""
        return self._clock.elapsed_ms() >= self._due_ms

    def do(self) -> bool:
        """Note the time. It never calls for an exchange. Raise a LocalStoreError."""
        now_ms = self._clock.elapsed_ms()
        self._due_ms = now_ms + EVERY_MS
        self._noted = self._store.run(partial(_note, noted=self._noted, at_ms=now_ms)).result()
        return False


def _note(uow: UnitOfWork, *, noted: _Noted | None, at_ms: int) -> _Noted:
    heard_ms = uow.sync.heard_ms
    floor_ms = 0
    # What HQ said in between counts, and what was seen before does not.
    if noted is not None and noted.heard_ms == heard_ms:
        floor_ms = noted.seen_ms + at_ms - noted.at_ms
    return _Noted(uow.sync.note_time(floor_ms), heard_ms, at_ms)
