"""How many lines a text takes, without a font: a little more than it will, never less."""

from __future__ import annotations

import unicodedata
from typing import Final

_NARROW: Final = 0.7
"""How wide a Latin letter is at most, on average, against a Chinese one."""


def lines(text: str, room: float) -> tuple[str, ...]:
    """Return a text as lines at most `room` Chinese letters wide, broken at spaces; what is longer
    than a line, such as a code, breaks anywhere.
    """
    made, line = [], ""
    for word in text.split(" "):
        joined = f"{line} {word}" if line else word
        if _wide(joined) <= room:
            line = joined
            continue
        if line:
            made.append(line)
        line = ""
        for letter in word:
            if _wide(line + letter) > room:
                made.append(line)
                line = ""
            line += letter
    return (*made, line)


def _wide(text: str) -> float:
    return sum(1.0 if unicodedata.east_asian_width(one) in "WFA" else _NARROW for one in text)
