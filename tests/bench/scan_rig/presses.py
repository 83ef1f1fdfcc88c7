"""Keys as they are pressed, and how text becomes keys on a keyboard of the United States' layout.

Scan codes are those of evdev plus 8, as X11 shows them (`QKeyEvent.nativeScanCode`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

MS: Final = 1_000_000

_ROWS: Final = (
    (10, "1234567890-=", "!@#$%^&*()_+"),
    (24, "qwertyuiop[]", "QWERTYUIOP{}"),
    (38, "asdfghjkl;'`", 'ASDFGHJKL:"~'),
    (51, "\\zxcvbnm,./", "|ZXCVBNM<>?"),
    (65, " ", " "),
)
PLAIN: Final = {
    char: first + place for first, lower, _ in _ROWS for place, char in enumerate(lower)
}
SHIFTED: Final = {
    char: first + place
    for first, _, upper in _ROWS
    for place, char in enumerate(upper)
    if char != " "
}
UNSHIFTED: Final = {
    up: low for _, lower, upper in _ROWS for low, up in zip(lower, upper, strict=True)
}
KEYPAD: Final = dict(zip("7894561230.", (79, 80, 81, 83, 84, 85, 87, 88, 89, 90, 91), strict=True))
NAMED: Final = {"enter": 36, "keypad_enter": 104, "tab": 23, "down": 116, "backspace": 22}
NAMED_ALT: Final = 64
CTRL_OF: Final = {"\x1d": PLAIN["]"]}
"""Separators a scanner types as Ctrl and a key: GS is Ctrl+]."""


@dataclass(slots=True)
class Press:
    """A key that goes down at `at_ns` and up at `up_ns`. `text` is what it types in a program
    without an input method, CapsLock counted; `name` says what a key without text is. `source` is
    the keyboard it is on; `scan` the scan of the scene it belongs to, -1 for a person's key.
    """

    at_ns: int
    up_ns: int
    code: int
    text: str
    name: str = ""
    shift: bool = False
    ctrl: bool = False
    alt: bool = False
    keypad: bool = False
    repeat: bool = False
    source: int = 0
    scan: int = -1
    modifier_ns: int = 0
    """When Shift or Ctrl goes down for it."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """A key to press, without a time. `cost` is how many reports a keyboard needs for it."""

    code: int
    text: str
    name: str = ""
    shift: bool = False
    ctrl: bool = False
    alt: bool = False
    keypad: bool = False
    cost: int = 1


def of_char(char: str, *, caps: bool = False, keypad: bool = False) -> Stroke:
    """Return the key that types `char`. With CapsLock on, letters come out the other way round,
    because whoever types does not know of it.
    """
    if char in CTRL_OF:
        return Stroke(CTRL_OF[char], char, ctrl=True, cost=2)
    if keypad and char in KEYPAD:
        return Stroke(KEYPAD[char], char, keypad=True)
    shift = char in SHIFTED
    text = char.swapcase() if caps and char.isalpha() else char
    return Stroke(
        SHIFTED[char] if shift else PLAIN[char], text, shift=shift, cost=2 if shift else 1
    )


def by_number(char: str, *, gbk: bool) -> list[Stroke]:
    """Return the keys of a character sent as Alt and its decimal number on the keypad: of Unicode,
    or of GBK's two bytes. Between two characters Alt is let go, which is a report of its own.
    """
    number = int.from_bytes(char.encode("gbk"), "big") if gbk and not char.isascii() else ord(char)
    digits = f"{number:03d}" if number < 1000 else str(number)
    keys = [Stroke(KEYPAD[digit], digit, alt=True, keypad=True) for digit in digits]
    return [Stroke(NAMED_ALT, "", "alt"), *keys, Stroke(NAMED_ALT, "", "alt_up")]


def named(name: str) -> Stroke:
    """Return a key that types nothing."""
    return Stroke(NAMED[name], "", name)
