"""How many rows of an import are saved at once: as many as keep the writer for a short while."""

from __future__ import annotations

from typing import Final, Protocol

from local_store.unit_of_work import UnitOfWork
from terminal.services.work import Submit, Work

SLICE_MS: Final = 90
"""So long whoever saves at the desk waits for a slice; with what a disk adds, under 100."""
FIRST: Final = 250
LEAST: Final = 100
MOST: Final = 1_000


class Clock(Protocol):
    """A clock that never jumps."""

    def monotonic_ms(self) -> int:
        """Return milliseconds since some moment in the past."""


class Pace:
    """Finds the number of rows that take about SLICE_MS, on whatever machine and disk."""

    def __init__(self, clock: Clock, *, first: int = FIRST, most: int = MOST) -> None:
        self._clock, self._most = clock, most
        self.rows = min(first, most)

    def run(self, write: Submit, work: Work[int]) -> int:
        """Run work that writes and returns of how many rows, and learn from how long it took."""
        begun_ms = self._clock.monotonic_ms()

        def timed(uow: UnitOfWork) -> int:
            nonlocal begun_ms
            begun_ms = self._clock.monotonic_ms()  # Others may have been before it.
            return work(uow)

        rows = write(timed).result()
        self.took(rows, self._clock.monotonic_ms() - begun_ms)
        return rows

    def took(self, rows: int, ms: int) -> None:
        """Note how long so many rows took."""
        if rows == 0:
            return
        fitting = rows * SLICE_MS // max(ms, 1)
        # Down at once, up half-way: one quick slice says little about the next.
        now = min(fitting, (self.rows + fitting) // 2)
        self.rows = min(max(now, LEAST), self._most)
