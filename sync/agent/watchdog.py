"""Notices an exchange that goes well and leads nowhere. Pure.

A queue that stands still without any error is what people find out days later. So three exchanges
in a row that moved nothing, though something waits to be sent or a stream is not at its end, are a
trouble like any other.
"""

from __future__ import annotations

from typing import Final

SYNC_STUCK: Final = "SYNC_STUCK"
PATIENCE: Final = 3


class Watchdog:
    """Counts exchanges without progress."""

    def __init__(self) -> None:
        self._idle = 0

    def judge(self, *, moved: bool, waiting: bool) -> str | None:
        """Note one exchange: whether anything `moved`, and whether anything is still `waiting`.
        Return SYNC_STUCK when it is time to tell.
        """
        self._idle = self._idle + 1 if waiting and not moved else 0
        return SYNC_STUCK if self._idle >= PATIENCE else None
