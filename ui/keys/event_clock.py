"""When keys were pressed, on the program's own clock."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

NS_PER_MS: Final = 1_000_000
_PAUSE_NS: Final = 2_000 * NS_PER_MS


class EventClock:
    """Times of key events on the injected clock.

    The system stamps a key when it is pressed, on a clock of its own. Between keys that follow each
    other the stamps tell the gap, so that keys which piled up behind a busy screen do not look like
    a scanner; the first key after a pause is taken as pressed now. Never runs backwards.
    """

    def __init__(self, clock_ns: Callable[[], int]) -> None:
        self._clock_ns = clock_ns
        self._last_stamp_ns = 0
        self._last_ns = 0

    def now_ns(self) -> int:
        """Return the time, never before an event that has its own already."""
        return max(self._clock_ns(), self._last_ns)

    def at_ns(self, stamp_ms: int) -> int:
        """Return when an event with this stamp was; 0 is none."""
        stamp_ns = stamp_ms * NS_PER_MS
        gap_ns = stamp_ns - self._last_stamp_ns
        follows = stamp_ns and self._last_stamp_ns and 0 <= gap_ns <= _PAUSE_NS
        at_ns = self._last_ns + gap_ns if follows else self._clock_ns()
        self._last_stamp_ns = stamp_ns
        self._last_ns = max(at_ns, self._last_ns)
        return self._last_ns
