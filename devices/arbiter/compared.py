"""A reading of a keyboard and the one before it: what comes twice just so was scanned, because no
key comes twice by chance at the same place of both.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from devices.arbiter.judge import Found
from devices.arbiter.timing import NS_PER_MS
from devices.arbiter.trust import Mark, Sign, Trusts

_AGAIN_NS: Final = (200 * NS_PER_MS, 60_000 * NS_PER_MS)
"""A second reading of a code comes so long after the first."""


@dataclass(frozen=True, slots=True)
class _Reading:
    text: int
    at_ns: int
    shorter: frozenset[int]
    mark: Mark | None


class Compared:
    """The last reading. Only numbers made of its texts by this process are kept."""

    def __init__(self, trusts: Trusts) -> None:
        self._trusts = trusts
        self._last: _Reading | None = None

    def take(self, found: Found, at_ns: int) -> bool:
        """Take a reading, and tell whether it is the last one over again. If one of both is the
        other with a key too many, its scanner has sent that twice.
        """
        text = found.came or found.payload
        if not text:
            return False
        less = frozenset(map(hash, found.shorter))
        last, now = self._last, _Reading(hash(text), at_ns, less, found.mark)
        self._last = now
        if last is None or not _AGAIN_NS[0] <= at_ns - last.at_ns <= _AGAIN_NS[1]:
            return False
        worn = last.mark if now.text in last.shorter else None
        worn = now.mark if last.text in now.shorter else worn
        if worn is not None:
            self._trusts.note(worn, Sign.DOUBLED)
        return now.text == last.text
