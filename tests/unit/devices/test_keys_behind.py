"""A window that stands still for a while finds the sources of all keys that came meanwhile: with
the first ones missing, the rest of a code would be taken for a whole one.
"""

from __future__ import annotations

import struct
from collections import deque

import pytest

from devices.keyboards import x11, x11_wire
from devices.keyboards.x11 import X11Keyboards

MAJOR = 131
SCANNER, PERSON = 9, 5
GAP_MS = 4


class FakeLine:
    """A display with two keyboards, whose keys are put into it."""

    major, file, devices = MAJOR, 0, b""

    def __init__(self, _: object) -> None:
        self.waiting: deque[bytes] = deque()
        self.waits = 0

    def press(self, device: int, code: int, time_ms: int) -> None:
        """Let a key come."""
        head = struct.pack("<BBHIHH", 35, MAJOR, 1, 0, x11_wire.RAW_KEY_PRESS, 3)
        self.waiting.append((head + struct.pack("<IIH", time_ms, code, device)).ljust(32, b"\0"))

    def ask(self, _: bytes) -> bytes:
        """Return the list of keyboards."""
        body = b"".join(_device(*one) for one in ((SCANNER, b"Scanner"), (PERSON, b"Keyboard")))
        return struct.pack("<BxHIH22x", 1, 7, len(body) // 4, 2) + body

    def property(self, _: int, __: bytes) -> bytes:
        """Return none."""
        return b""

    def select(self, *, keys: bool) -> None:
        """Hear what is wanted."""

    def next_packet(self, wait_s: float) -> bytes | None:
        """Return the next key; note where somebody would wait for it."""
        if self.waiting:
            return self.waiting.popleft()
        self.waits += wait_s > 0
        return None

    def close(self) -> None:
        """Hang up."""


def _device(number: int, name: bytes) -> bytes:
    head = struct.pack("<HHHHHBx", number, 4, 2, 1, len(name), 1)
    return head + name + bytes(-len(name) % 4) + struct.pack("<HHHH", 0, 2, number, 0)


@pytest.fixture
def line(monkeypatch: pytest.MonkeyPatch) -> FakeLine:
    made = FakeLine(None)
    monkeypatch.setattr(x11, "Line", lambda _: made)
    return made


@pytest.fixture
def keyboards(line: FakeLine) -> X11Keyboards:
    found = X11Keyboards({})
    found.start()
    assert found.tells_apart, line
    return found


def _type(line: FakeLine, device: int, count: int, start_ms: int) -> list[tuple[int, int]]:
    keys = [(10 + place % 20, start_ms + place * GAP_MS) for place in range(count)]
    for code, time_ms in keys:
        line.press(device, code, time_ms)
    return keys


def test_every_key_of_a_long_code_that_waited_has_its_source(
    line: FakeLine, keyboards: X11Keyboards
) -> None:
    person = _type(line, PERSON, 30, 2_000)
    scan = _type(line, SCANNER, 700, 3_000)
    asked = [keyboards.source_of(*one) for one in (*person, *scan)]
    assert ["Keyboard"] * 30 + ["Scanner"] * 700 == asked
    assert not line.waits, "nobody waits for what is there"


def test_the_servers_clock_may_begin_anew_in_the_midst_of_a_code(
    line: FakeLine, keyboards: X11Keyboards
) -> None:
    start_ms = (1 << 32) - 100
    for place in range(80):
        line.press(SCANNER, 10 + place % 20, (start_ms + place * GAP_MS) % (1 << 32))
    for place in range(80):
        source = keyboards.source_of(10 + place % 20, (start_ms + place * GAP_MS) % (1 << 32))
        assert source == "Scanner"


def test_a_key_whose_time_has_passed_is_not_waited_for(
    line: FakeLine, keyboards: X11Keyboards
) -> None:
    _type(line, PERSON, 3, 5_000)
    _type(line, SCANNER, 3, 5_002)
    assert keyboards.source_of(99, 5_001) is None
    assert not line.waits


def test_keys_are_forgotten_once_they_were_asked_about(
    line: FakeLine, keyboards: X11Keyboards
) -> None:
    _type(line, PERSON, 1_000, 2_000)
    last_ms = 2_000 + 999 * GAP_MS
    keyboards.source_of(10 + 999 % 20, last_ms)
    assert min(one.time_ms for one in keyboards._keys) >= last_ms - 1_000


def test_of_a_code_whose_first_keys_were_lost_no_source_is_told_to_its_end(
    line: FakeLine, keyboards: X11Keyboards, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(x11, "_KEPT", 100)
    keyboards._keys = deque(maxlen=100)
    scan = _type(line, SCANNER, 1_200, 10_000)  # Longer than any time that is set for it.
    assert {None} == {keyboards.source_of(*one) for one in scan}
    after = _type(line, SCANNER, 20, scan[-1][1] + 4_000)
    assert {"Scanner"} == {keyboards.source_of(*one) for one in after}
