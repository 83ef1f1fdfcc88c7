"""What each person left unfinished when somebody else took over. No widgets here."""

from __future__ import annotations

from collections.abc import Callable, Sequence

Restore = Callable[[], None]
Park = Callable[[], Restore]
"""Puts away what whoever works here has begun, and returns what brings it back."""


class Shelf:
    """Keeps it until they come back. `parks`, which may grow, are asked in order and brought back
    in order; `last` comes after all of them.
    """

    def __init__(self, parks: Sequence[Park], *, last: Park) -> None:
        self._parks, self._last = parks, last
        self._left: dict[str, list[Restore]] = {}
        self._who: str | None = None

    def hand_over(self, to: str, between: Callable[[], None]) -> None:
        """Put away what the person before has begun, do what lies `between` the two, and bring
        back what the next one had. Nothing moves when it is the same person, nor when nobody was
        signed in before: then what is begun is theirs.
        """
        before, self._who = self._who, to
        if before is None or before == to:
            between()
            return
        self._left[before] = [park() for park in (*self._parks, self._last)]
        between()
        for restore in self._left.pop(to, []):
            restore()
