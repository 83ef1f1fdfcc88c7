"""The AIM symbology identifier a scanner may put before the code.

Three characters: `]`, a letter for the symbology, a modifier (ISO/IEC 15424). `]C1` is
GS1-128, `]d2` GS1 DataMatrix, `]Q3` GS1 QR, `]E0` EAN-13.
"""

from __future__ import annotations

from typing import Final

# Only letters of the standard: an own code that happens to start with "]" stays whole.
_SYMBOLOGIES: Final = frozenset("ABCDEFGHIJKLMNOPQRSTUXZcdeghopsz")
_MODIFIERS: Final = frozenset("0123456789ABCDEFabcdef")
_LENGTH: Final = 3


def split_aim(text: str) -> tuple[str | None, str]:
    """Return (identifier with its bracket, payload); (None, text) where there is none.

    An identifier with nothing behind it is not split off: a scan has a payload.
    """
    if len(text) > _LENGTH and text[0] == "]" and text[1] in _SYMBOLOGIES and text[2] in _MODIFIERS:
        return text[:_LENGTH], text[_LENGTH:]
    return None, text
