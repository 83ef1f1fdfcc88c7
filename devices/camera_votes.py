"""Which of the codes a camera reads are believed, and told once. Pure.

One picture can be misread. A code is believed when two pictures agree on it, or when it is known
here and its check digit is right. Where something else was just read at the same place it takes
more. A code is told once for as long as it stays in view.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from devices.decoders import Decoded, is_same_place
from devices.decoding import decode_payload

AGREE: Final = 2
AGREE_AGAINST: Final = 5
"""So many pictures in a row have to agree where another code was read at the same place a moment
ago: one of the two is a misreading, or somebody changed what they hold.
"""

AGREE_WITHIN_MS: Final = 1_500
"""The second picture that agrees comes so soon, or it is another code that was held there."""

GONE_AFTER_MS: Final = 2_000
"""A code that was not read for so long has left the view; shorter, and a moment of blur would
read it twice.
"""

_CODES_MAX: Final = 64
_NS: Final = 1_000_000
_EAN_LENGTHS: Final = frozenset({8, 12, 13})


@dataclass(slots=True)
class _Seen:
    """`place` is the code without what it says. `pictures` are those since a rival was read."""

    place: Decoded
    last_ns: int
    pictures: int = 0
    is_told: bool = False


class Votes:
    """Keeps numbers of codes, never the codes, and of at most 64 of them."""

    def __init__(self, is_known: Callable[[str], bool]) -> None:
        self._is_known = is_known
        self._seen: dict[int, _Seen] = {}

    @property
    def told(self) -> frozenset[int]:
        """Marks of the codes in view that were told."""
        return frozenset(mark for mark, seen in self._seen.items() if seen.is_told)

    @property
    def is_waiting(self) -> bool:
        """Whether a code was seen that another picture has to agree on."""
        return any(not seen.is_told for seen in self._seen.values())

    def looked(self, now_ns: int, codes: Sequence[Decoded]) -> list[Decoded]:
        """Take what one picture showed; return the codes that are believed from now on."""
        self._forget(now_ns)
        believed = []
        for code in codes:
            is_new = code.mark not in self._seen
            seen = self._seen.setdefault(code.mark, _Seen(code, now_ns))
            seen.place, seen.last_ns = replace(code, raw=b""), now_ns
            seen.pictures += 1
            has_rival = self._hold_back_rivals(code, codes)
            enough = AGREE_AGAINST if has_rival else AGREE
            is_sure = is_new and not has_rival and self._is_sure(code)
            if not seen.is_told and (seen.pictures >= enough or is_sure):
                seen.is_told = True
                believed.append(code)
        while len(self._seen) > _CODES_MAX:
            del self._seen[min(self._seen, key=lambda mark: self._seen[mark].last_ns)]
        return believed

    def unchanged(self, now_ns: int, since_ns: int) -> None:
        """Tell that nothing has moved since then: what was read meanwhile is still in view."""
        for seen in self._seen.values():
            if seen.is_told and seen.last_ns >= since_ns:
                seen.last_ns = now_ns
        self._forget(now_ns)

    def _hold_back_rivals(self, code: Decoded, codes: Sequence[Decoded]) -> bool:
        """Tell whether another code was read at this place lately; it has to begin anew.

        Codes of one picture are no rivals: they lie side by side.
        """
        beside = {one.mark for one in codes}
        rivals = [
            seen
            for mark, seen in self._seen.items()
            if mark not in beside and is_same_place(code, seen.place)
        ]
        for seen in rivals:
            seen.pictures = 0
        return bool(rivals)

    def _is_sure(self, code: Decoded) -> bool:
        text, damaged = decode_payload(code.raw)
        return not damaged and has_right_check_digit(code.symbology, text) and self._is_known(text)

    def _forget(self, now_ns: int) -> None:
        for mark, seen in list(self._seen.items()):
            limit_ms = GONE_AFTER_MS if seen.is_told else AGREE_WITHIN_MS
            if now_ns - seen.last_ns > limit_ms * _NS:
                del self._seen[mark]


def has_right_check_digit(symbology: str | None, text: str) -> bool:
    """Tell whether the check digit of an EAN or UPC code is right (GS1 General Specifications
    7.9.1). Other symbologies check themselves.
    """
    if symbology is None or not symbology.startswith("]E"):
        return True
    if not (text.isascii() and text.isdecimal() and len(text) in _EAN_LENGTHS):
        return False
    weighed = (int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(text[::-1]))
    return sum(weighed) % 10 == 0
