"""When the keys of a scanner were sent, by the server's stamps, and how late the window saw them.

Keys that were sent unevenly are the machine's doing, or the hands'. Those that were sent as a
scanner sends them and came late are what a till under load has every day: they have to be read.
"""

from __future__ import annotations

from dataclasses import dataclass

_TIME_MASK = 0xFFFFFFFF
_APART_MS = 500
"""So far apart keys are of two scans."""


@dataclass(slots=True)
class Span:
    """Of some keys, pressed and let go: how many, the longest time between two, the latest one."""

    keys: int = 0
    gap_ms: int = 0
    late_ms: int = 0


class Timing:
    """Of all keys of a scanner, and of those of its last scan. The server's clock is the system's,
    which never runs backwards.
    """

    def __init__(self) -> None:
        self.whole, self.last = Span(), Span()
        self._before_ms: int | None = None

    def begin(self) -> None:
        """Hear that a scan begins."""
        self.last, self._before_ms = Span(), None

    def add(self, time_ms: int, now_ns: int) -> None:
        """Take a key by its stamp, and when it is seen."""
        late_ms = (now_ns // 1_000_000 - time_ms) & _TIME_MASK
        gap_ms = 0
        if self._before_ms is not None:
            gap_ms = (time_ms - self._before_ms) & _TIME_MASK
        self._before_ms = time_ms
        for span in (self.whole, self.last):
            span.keys += 1
            span.late_ms = max(span.late_ms, late_ms)
            if gap_ms < _APART_MS:
                span.gap_ms = max(span.gap_ms, gap_ms)

    def __str__(self) -> str:
        last = self.last
        return f"{last.keys} keys, {last.gap_ms} ms apart and {last.late_ms} ms late at most"
