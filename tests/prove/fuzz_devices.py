"""What has to hold of bytes from devices, whatever they are."""

from __future__ import annotations

from typing import Final

from devices import hid_descriptor as descriptors
from devices.base import DriverEnv, Scan
from devices.errors import ProblemCode
from devices.framing import BadFrame, Framer, FrameRules, Suffix
from devices.hid_descriptor import HidDescriptorError
from devices.hid_pos import CodeRead, HidPosReader, layout_of
from devices.reading import ScanReader
from devices.serial_rate import RATES, RateFinder, RateFound, suffix_of
from tests.unit.devices.hid_pos_samples import DESCRIPTOR, PLAIN_DESCRIPTOR

_SUFFIXES: Final = tuple(Suffix)
_SILENCE: Final = 0xFF
_HEAD: Final = 3
_REPORT: Final = 64
_ENV: Final = DriverEnv(clock_ns=lambda: 0, new_scan_id=lambda: "scan")
_LAYOUTS: Final = tuple(layout_of(descriptors.parse(one)) for one in (DESCRIPTOR, PLAIN_DESCRIPTOR))
_FORBIDDEN: Final = frozenset({*range(0x20), 0x7F} - {*b"\x1d\x1e\x04\r\n\t"})


def framing(data: bytes) -> None:
    """Frames do not depend on how bytes arrive, hold no noise, and nothing grows. The head says
    the end mark, the limit and the size of pieces; 0xFF is a silence.
    """
    if len(data) < _HEAD:
        return
    suffix, limit, size = _SUFFIXES[data[0] % len(_SUFFIXES)], data[1] + 1, data[2] + 1
    rules = FrameRules(suffix=suffix, limit=limit)
    whole, pieces, reader = Framer(rules), Framer(rules), ScanReader("till-1", _ENV, rules)
    length = 0
    for part in data[_HEAD:].split(bytes([_SILENCE])):
        expected = whole.feed(part) + whole.flush()
        found: list[bytes | BadFrame] = []
        for place in range(0, len(part), size):
            found += pieces.feed(part[place : place + size])
            assert len(pieces._buffer) <= limit + 2
        found += pieces.flush()
        assert expected == found
        events = reader.feed(part) + reader.silence(rules.flush_after_ms)
        assert len(events) == len(found)
        for frame, event in zip(found, events, strict=True):
            assert isinstance(event, Scan) is isinstance(frame, bytes)
            if isinstance(frame, bytes):
                assert 0 < len(frame) <= limit
                assert not _FORBIDDEN & set(frame)
                length += len(frame)
    assert length <= len(data)


def hid_pos(data: bytes) -> None:
    """Codes put together out of any reports are bounded, and no noise is one."""
    for layout in _LAYOUTS:
        reader = HidPosReader(layout, limit=100)
        for place in range(0, len(data), _REPORT):
            report = data[place : place + _REPORT]
            found = reader.feed(report) + (reader.silence(1_000) if report[-1:] == b"\xff" else [])
            assert len(reader._parts) <= 100
            for one in found:
                if isinstance(one, CodeRead):
                    assert one.raw
                    assert not _FORBIDDEN & set(one.raw)
                else:
                    assert one.code in ProblemCode


def hid_descriptor(data: bytes) -> None:
    """Any bytes are a descriptor or a HidDescriptorError, and so is the place of its data."""
    try:
        parsed = descriptors.parse(data)
        layout = layout_of(parsed)
    except HidDescriptorError:
        return
    reader = HidPosReader(layout)
    for found in reader.feed(data):
        assert isinstance(found, CodeRead | BadFrame)


def serial_rate(data: bytes) -> None:
    """Whatever is heard, a speed is found for the card alone, and the next one is always one."""
    card = b"GUITAI-CARD-1"
    finder = RateFinder(card)
    for heard in data.split(b"\xff"):
        at = finder.rate
        answer = finder.heard(heard)
        if isinstance(answer, RateFound):
            assert card in heard
            assert at == answer.baudrate
            assert suffix_of(heard) is answer.suffix
        else:
            assert answer.next_rate in RATES
            assert answer.next_rate == finder.rate
