"""Keyboards of an X server that type as told: exact gaps, any number of them at once.

The server itself waits between the keys (XTEST), so a busy machine delays all of them together. A
second keyboard is a second master device; the server tells its keys apart as it does a plug's.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Self

from devices.keyboards import x11_wire
from devices.keyboards.x11_line import Line

SHIFT, ALT, ENTER, TAB, BACKSPACE, CAPS = 50, 64, 36, 23, 22, 66
_ROWS: Final = (
    (10, "1234567890-=", "!@#$%^&*()_+"),
    (24, "qwertyuiop[]", "QWERTYUIOP{}"),
    (38, "asdfghjkl;'`", 'ASDFGHJKL:"~'),
    (51, "\\zxcvbnm,./", "|ZXCVBNM<>?"),
)
_CODES: Final = {
    char: (first + place, shifted)
    for first, plain, upper in _ROWS
    for shifted, row in ((False, plain), (True, upper))
    for place, char in enumerate(row)
} | {" ": (65, False), "\r": (ENTER, False), "\t": (TAB, False), "\b": (BACKSPACE, False)}
_KEYPAD: Final = dict(zip("0123456789", (90, 87, 88, 89, 83, 84, 85, 79, 80, 81), strict=True))
_CONTROL, _BRACKET = 37, 35
_FOLLOW: Final = 3


@dataclass(frozen=True, slots=True)
class Tap:
    """One key going down or up, so many ms after what was before it."""

    code: int
    is_press: bool
    after_ms: int = 0


def taps_of(text: str, gap_ms: int) -> Iterator[Tap]:
    """Yield what a scanner does for a text: Shift where needed, GS as Ctrl+], and characters that
    no key types as Alt and their number in GBK.
    """
    for char in text:
        if char == "\x1d":
            yield from _held(_CONTROL, [_BRACKET], gap_ms)
        elif char in _CODES:
            code, is_shifted = _CODES[char]
            yield from _held(SHIFT, [code], gap_ms) if is_shifted else _tap(code, gap_ms)
        else:
            number = str(int.from_bytes(char.encode("gbk"), "big"))
            yield from _held(ALT, [_KEYPAD[digit] for digit in number], gap_ms)


def _tap(code: int, gap_ms: int) -> list[Tap]:
    down_ms = _down_ms(gap_ms)
    return [Tap(code, True, gap_ms - down_ms), Tap(code, False, down_ms)]


def _held(modifier: int, codes: Sequence[int], gap_ms: int) -> Iterator[Tap]:
    # Shift costs as long as a key, as with most scanners; each key is down as long as any other.
    down_ms = _down_ms(gap_ms)
    yield Tap(modifier, True, gap_ms - down_ms)
    for place, code in enumerate(codes):
        wait_ms = gap_ms - down_ms if place else gap_ms
        yield from (Tap(code, True, wait_ms), Tap(code, False, down_ms))
    yield Tap(modifier, False)


def _down_ms(gap_ms: int) -> int:
    return min(gap_ms // 2, 30)


class XKeyboard:
    """One keyboard. `label` makes one of its own, without it the first that is there is used."""

    def __init__(self, label: str = "", environment: Mapping[str, str] | None = None) -> None:
        self._line = Line(os.environ if environment is None else environment, answer_s=60.0)
        reply = self._line.ask(x11_wire.query_extension(b"XTEST"))
        self._xtest = x11_wire.extension_opcode(reply)
        self._label, self._pointer, self._keyboard = label, 0, 0
        if label:
            self._make()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._label:
            change = struct.pack("<HHHBxHH", 2, 3, self._pointer, 2, 0, 0)
            self._request(43, struct.pack("<Bxxx", 1) + change)
            self._wait()
        self._line.close()

    def focus(self, window: int) -> None:
        """Let a window have this keyboard's keys."""
        if self._label:
            self._request(49, struct.pack("<IIHxx", window, 0, self._keyboard))
        else:
            self._line.send(struct.pack("<BBHII", 42, 1, 3, window, 0))
        self._wait()

    def follow(self) -> None:
        """Let this keyboard's keys go wherever the first keyboard's go, as those of a plug do.

        To be called before the first one's go to any window: with two keyboards that have a window
        of their own, the server tells a window of the first one's coming and the last one's going.
        """
        self._request(49, struct.pack("<IIHxx", _FOLLOW, 0, self._keyboard))
        self._wait()

    def type(self, text: str, gap_ms: int) -> None:
        """Type a text; return once the server has sent all of it."""
        self.play(taps_of(text, gap_ms))

    def play(self, taps: Iterator[Tap] | Sequence[Tap]) -> None:
        """Do what is listed; return once it is done."""
        self.begin(taps)
        self._wait()

    def begin(self, taps: Iterator[Tap] | Sequence[Tap]) -> None:
        """Have the server do what is listed, and do not wait."""
        # All at once: of single requests the system holds a few hundred, then the sender waits.
        head = struct.pack("<BBH", self._xtest, 2, 9)
        requests = [
            head + struct.pack("<BBxxI24x", 2 if one.is_press else 3, one.code, one.after_ms)
            for one in taps
        ]
        if requests:
            self._line.send(b"".join(requests), len(requests))

    def wait(self) -> None:
        """Return once what was begun is done."""
        self._wait()

    def _make(self) -> None:
        name = self._label.encode()
        units = 2 + (len(name) + 3) // 4
        change = struct.pack("<HHHBB", 1, units, len(name), 1, 1) + name + bytes(-len(name) % 4)
        self._request(43, struct.pack("<Bxxx", 1) + change)
        for device in x11_wire.devices_of(self._line.ask(self._line.devices)):
            if device.label == f"{self._label} pointer":
                self._pointer = device.number
            if device.label == f"{self._label} keyboard":
                self._keyboard = device.number
        # What this connection types comes from the keyboard that belongs to its pointer.
        self._request(44, struct.pack("<IHxx", 0, self._pointer))

    def _request(self, minor: int, body: bytes) -> None:
        units = 1 + len(body) // 4
        self._line.send(struct.pack("<BBH", self._line.major, minor, units) + body)

    def _wait(self) -> None:
        # An answer comes after all that was asked before; the server waits between keys itself.
        self._line.ask(x11_wire.intern_atom(b"PRIMARY"))
