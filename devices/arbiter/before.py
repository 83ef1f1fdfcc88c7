"""What one keyboard did just before a run began: it may be the rest of something."""

from __future__ import annotations

import math
from typing import Final

from devices.arbiter.strokes import AskReason, Special, Stroke
from devices.arbiter.timing import NS_PER_MS

_REST_MS: Final = 150
_KNOWN_REST_MS: Final = 400
_TORN_MS: Final = 120
_ASKED_MS: Final = 250
_NO_START_MS: Final = 60
"""Nobody, and no scanner, begins so soon after another key."""
_UNSEEN_MS: Final = 600
"""So near to keys that an input method ate unseen, a run is the rest of the same scan."""
_GHOST_MS: Final = 300
_LONG_AGO_NS: Final = -(10**18)


class Before:
    """The last scan, the last key and the last text of an input method."""

    def __init__(self) -> None:
        self._scan_ns: int | None = None
        self._torn_ms = _TORN_MS
        self._rest: tuple[Special, ...] | None = None
        self._commit_ns = self._key_ns = self._bare_ns = self._unseen_ns = _LONG_AGO_NS
        self._is_shift_bare = False

    def scanned(
        self, last_ns: int, *, reason: AskReason | None, suffix: tuple[Special, ...] | None
    ) -> None:
        """Take the last key of a scan, why it was asked again, and its scanner's suffix."""
        self._scan_ns, self._torn_ms = last_ns, _ASKED_MS if reason else _TORN_MS
        if reason is AskReason.EATEN:
            self._unseen_ns = last_ns
        self._rest = suffix and suffix[1:]

    def asked(self) -> None:
        """Hear that the last scan was not known after all."""
        self._torn_ms = _ASKED_MS

    def committed(self, at_ns: int) -> None:
        """Take a text of an input method, of keys that nobody saw."""
        self._commit_ns = at_ns

    def pressed(self, at_ns: int) -> None:
        """Take a key."""
        self._key_ns, self._is_shift_bare = at_ns, False

    def modifier(self, stroke: Stroke) -> None:
        """Take a bare modifier. Shift that goes down and up for no key, and soon again, is a
        scanner's, for letters that an input method ate unseen. One that goes down begins the key it
        is for: a slow scanner's capital comes late after a text, its Shift does not.
        """
        if stroke.special is not Special.SHIFT:
            return
        if stroke.is_press and self.has_commit(stroke.at_ns):
            self._commit_ns = stroke.at_ns
        if self._is_shift_bare and not stroke.is_press:
            if 0 <= stroke.at_ns - self._bare_ns < _TORN_MS * NS_PER_MS:
                self._unseen_ns = stroke.at_ns
            self._key_ns = self._bare_ns = stroke.at_ns
        self._is_shift_bare = stroke.is_press

    def is_ghost(self, at_ns: int) -> bool:
        """Tell whether a text is made of a scan's keys that are gone."""
        return self.since_scan_ms(at_ns) < _GHOST_MS

    def is_rest(self, special: Special, at_ns: int) -> bool:
        """Tell whether Enter, Tab or Down is the rest of the suffix of a scan just claimed."""
        since_ms = self.since_scan_ms(at_ns)
        if self._rest and special is self._rest[0] and since_ms <= _KNOWN_REST_MS:
            self._rest = self._rest[1:]
        elif self._rest is not None or since_ms > _REST_MS:
            return False
        self._scan_ns = at_ns
        return True

    def tears(self, at_ns: int) -> bool:
        """Tell whether a run that begins then begins in the middle of something."""
        return (
            self.since_scan_ms(at_ns) < self._torn_ms
            or 0 <= at_ns - self._key_ns < _NO_START_MS * NS_PER_MS
            or 0 <= at_ns - self._unseen_ns < _UNSEEN_MS * NS_PER_MS
        )

    def has_commit(self, at_ns: int) -> bool:
        """Tell whether a text of keys that nobody saw came just before a run that begins then."""
        return 0 <= at_ns - self._commit_ns < _TORN_MS * NS_PER_MS

    def since_scan_ms(self, at_ns: int) -> float:
        """Return how long ago the last scan's last key was."""
        if self._scan_ns is None:
            return math.inf
        since_ms = (at_ns - self._scan_ns) / NS_PER_MS
        return since_ms if since_ms >= 0 else math.inf
