"""Numbers as people type them under a Chinese input method: `6。8`, `６.８`, `128、82`.

One tolerant reader for all fields, because validators that refuse keys lose what was typed.
"""

from __future__ import annotations

import re
from typing import Final

_POINTS: Final = str.maketrans(dict.fromkeys("。．,，、·", "."))
_FULL_WIDTH: Final = str.maketrans("０１２３４５６７８９", "0123456789")
_DECIMAL: Final = re.compile(r"(\d{1,4})(?:\.(\d{0,3}))?")
_PAIR: Final = re.compile(r"(\d{2,3})\D+(\d{2,3})")


def read_decimal_e1(text: str) -> int | None:
    """Return the number in `text` times ten, rounded half up, or None when there is none."""
    plain = text.strip().translate(_FULL_WIDTH).translate(_POINTS)
    match = _DECIMAL.fullmatch(plain)
    if match is None:
        return None
    whole, fraction = match[1], (match[2] or "").ljust(2, "0")
    return int(whole) * 10 + int(fraction[0]) + (1 if fraction[1] >= "5" else 0)


def read_pair(text: str) -> tuple[int, int] | None:
    """Return the two whole numbers in `text`, as a blood pressure is typed, or None."""
    match = _PAIR.fullmatch(text.strip().translate(_FULL_WIDTH))
    return None if match is None else (int(match[1]), int(match[2]))
