"""Tells when the machine's clock is set while the program runs, by one that never jumps.

Without HQ there is nothing else to tell it by. Work is not stopped by it: what is saved keeps its
order, and nothing is dated before HQ was last heard.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Protocol

import structlog

CLOCK_BACK: Final = "CLOCK_BACK"
CLOCK_JUMPED: Final = "CLOCK_JUMPED"
JUMP_MS: Final = 2 * 60 * 1000
"""So far a clock may be set without anybody being told: networks do that to good ones."""
EVERY_MS: Final = 60 * 1000
_log: Final = structlog.get_logger("terminal")


class Clock(Protocol):
    """The machine's clocks."""

    def now_ms(self) -> int:
        """Return what the clock on the wall shows (UTC ms)."""

    def elapsed_ms(self) -> int:
        """Return milliseconds since some moment in the past, those asleep counted."""


class ClockWatch:
    """Compares the two clocks since it was made, once a minute: a chore, for one thread."""

    def __init__(
        self, clock: Clock, *, is_behind: Callable[[], bool], tell: Callable[[str], None]
    ) -> None:
        """`is_behind` says whether the clock shows a time that is over, and may raise
        LocalStoreError; `tell` is given a code.
        """
        self._clock, self._is_behind, self._tell = clock, is_behind, tell
        self._apart_ms = clock.now_ms() - clock.elapsed_ms()
        self._began_ms = self._due_ms = clock.elapsed_ms()
        self._told_ms = 0
        self._was_behind = False

    @property
    def jumped_ms(self) -> int:
        """Return how far the clock was set in all, ahead being positive."""
        return self._clock.now_ms() - self._clock.elapsed_ms() - self._apart_ms

    @property
    def ran_ms(self) -> int:
        """Return for how long it was watched."""
        return self._clock.elapsed_ms() - self._began_ms

    def is_due(self) -> bool:
        """Tell whether it is time to look."""
        return self._clock.elapsed_ms() >= self._due_ms

    def do(self) -> bool:
        """Look, and tell of what is new; an exchange is called for then, as HQ may know the time.
        That the clock is right again is told to nobody.
        """
        self._due_ms = self._clock.elapsed_ms() + EVERY_MS
        jumped_ms, is_behind = self.jumped_ms, self._is_behind()
        has_jumped = abs(jumped_ms - self._told_ms) > JUMP_MS
        is_news = is_behind and not self._was_behind
        is_mended = self._was_behind and not is_behind
        self._was_behind = is_behind
        if has_jumped:
            self._told_ms = jumped_ms
            _log.info("the clock was set", jumped_s=jumped_ms // 1000)
        if is_news:
            self._tell(CLOCK_BACK)
        elif has_jumped and not is_mended and abs(jumped_ms) > JUMP_MS:
            self._tell(CLOCK_JUMPED)
        return has_jumped
