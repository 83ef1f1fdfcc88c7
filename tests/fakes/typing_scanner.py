"""A scanner that types, as strokes: its speed, its end, and what it does to characters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from devices.arbiter.strokes import Special, Stroke

MS: Final = 1_000_000
_ROWS: Final = (
    (10, "1234567890-=", "!@#$%^&*()_+"),
    (24, "qwertyuiop[]", "QWERTYUIOP{}"),
    (38, "asdfghjkl;'`", 'ASDFGHJKL:"~'),
    (51, "\\zxcvbnm,./", "|ZXCVBNM<>?"),
)
CODES: Final = {
    char: (first + place, is_shifted)
    for first, plain, shifted in _ROWS
    for is_shifted, row in ((False, plain), (True, shifted))
    for place, char in enumerate(row)
}
KEYPAD: Final = {
    "0": 90,
    "1": 87,
    "2": 88,
    "3": 89,
    "4": 83,
    "5": 84,
    "6": 85,
    "7": 79,
    "8": 80,
    "9": 81,
}
F8: Final = 74


@dataclass(kw_only=True)
class TypingScanner:
    """What one scanner does. `gs` is how it sends a separator: "f8", "alt_29", "alt_0", "ctrl",
    "029" or "" for not at all. `numbers` sends Chinese as Alt and its number in this encoding.
    """

    ms: float = 8.0
    suffix: tuple[Special, ...] = (Special.ENTER,)
    gs: str = "f8"
    numbers: str = "gbk"
    is_inverted: bool = False
    is_caps_on: bool = False
    doubles: frozenset[int] = frozenset()
    eats: frozenset[str] = frozenset()
    loses: frozenset[str] = frozenset()
    becomes: Mapping[str, str] = field(default_factory=dict)
    stall: tuple[int, float] | None = None
    source: str | None = None
    at_ns: int = 10**12
    serial: int = 0

    def type(self, content: str) -> list[Stroke]:
        """Return the strokes of one card."""
        made: list[Stroke] = []
        for place, char in enumerate(content):
            for _ in range(2 if place in self.doubles else 1):
                if self.stall is not None and self.stall[0] == place:
                    self.at_ns += round(self.stall[1] * MS)
                made += self._char(char)
        for key in self.suffix:
            code = {Special.ENTER: 36, Special.TAB: 23, Special.DOWN: 116}[key]
            made += self._key(special=key, scan_code=code)
        self.at_ns += 3_000 * MS
        return made

    def _char(self, char: str) -> list[Stroke]:
        if char == "\x1d":
            return self._separator()
        if char not in CODES:
            return self.by_number(str(int.from_bytes(char.encode(self.numbers), "big")))
        if char in self.loses:
            self.at_ns += round(self.ms * MS)
            return []
        sent = char.swapcase() if self.is_inverted else char
        code, is_shifted = CODES[sent]
        text = self.becomes.get(char, sent)
        if self.is_caps_on:
            text = text.swapcase()
        eaten = char in self.eats
        return self._key(
            text=text,
            scan_code=0 if char in self.becomes else code,
            is_shifted=is_shifted,
            is_eaten=eaten,
        )

    def _separator(self) -> list[Stroke]:
        if self.gs == "f8":
            return self._key(special=Special.OTHER, scan_code=F8)
        if self.gs == "ctrl":
            return self._key(text="\x1d", scan_code=35, is_ctrl=True)
        if self.gs.startswith("alt_"):
            return self.by_number({"alt_29": "029", "alt_0": "0"}[self.gs])
        return [stroke for char in self.gs for stroke in self._char(char)]

    def by_number(self, digits: str) -> list[Stroke]:
        """Return the strokes of one character as Alt and its number on the keypad."""
        made = self._key(special=Special.ALT, scan_code=64, is_release=False)
        for digit in digits:
            made += self._key(scan_code=KEYPAD[digit], is_alt=True)
        self.serial += 1
        self.at_ns += round(self.ms * MS)  # A report of its own, as each change of the keys is.
        made.append(
            Stroke(
                serial=self.serial,
                at_ns=self.at_ns,
                special=Special.ALT,
                scan_code=64,
                is_press=False,
            )
        )
        return made

    def _key(self, *, is_release: bool = True, **about: object) -> list[Stroke]:
        self.at_ns += round(self.ms * MS)
        made = []
        for is_press in (True, False) if is_release else (True,):
            self.serial += 1
            made.append(
                Stroke(
                    serial=self.serial,
                    at_ns=self.at_ns,
                    is_press=is_press,
                    is_caps_on=self.is_caps_on,
                    source=self.source,
                    **about,  # type: ignore[arg-type]
                )
            )
        return made
