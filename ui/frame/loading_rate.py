"""How fast a load goes, from what was there at each look. No widgets here."""

from __future__ import annotations

from collections import deque
from datetime import datetime, timedelta
from typing import Final

WINDOW: Final = timedelta(seconds=10)
"""The rate is that of the last ten seconds: a load that was interrupted yesterday goes as fast as
it goes now.
"""


class LoadingRate:
    """Rows per second over the last looks."""

    def __init__(self) -> None:
        self._looks: deque[tuple[datetime, int]] = deque()

    def note(self, at: datetime, rows: int) -> None:
        """Take how many rows there are. Fewer than before means that another load began."""
        if self._looks and (rows < self._looks[-1][1] or at < self._looks[-1][0]):
            self._looks.clear()
        self._looks.append((at, rows))
        while len(self._looks) > 2 and at - self._looks[0][0] > WINDOW:  # noqa: PLR2004
            self._looks.popleft()

    def forget(self) -> None:
        """Begin anew: nothing is being loaded."""
        self._looks.clear()

    @property
    def per_second(self) -> int | None:
        """Return the rate, or None as long as there was only one look."""
        if len(self._looks) < 2:  # noqa: PLR2004
            return None
        (first_at, first), (last_at, last) = self._looks[0], self._looks[-1]
        seconds = (last_at - first_at).total_seconds()
        return round((last - first) / seconds) if seconds > 0 else None
