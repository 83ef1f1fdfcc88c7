"""What a scanner in HID POS mode sends: reports of a few dozen bytes, several for a long code.

After "HID Point of Sale Usage Tables" 1.02, section 3 (usage page 0x8C). The device's own report
descriptor says where in a report the data, its AIM identifier, its length and the flag that more
follows lie; nothing is assumed about ids, sizes or order. Pure, and bounded whatever arrives.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from devices.aim import split_aim
from devices.errors import ProblemCode
from devices.framing import BLANKS, FRAME_LIMIT, STALL_MS, BadFrame, is_garbled
from devices.hid_descriptor import HidDescriptor, HidDescriptorError, InputField

_PAGE: Final = 0x8C << 16
BYTE_COUNT: Final = 0x01003B
"""Generic Desktop: how many bytes of a buffered field are valid."""
SYMBOLOGY: Final = (_PAGE | 0xFB, _PAGE | 0xFC, _PAGE | 0xFD)
DECODED_DATA: Final = _PAGE | 0xFE
CONTINUED: Final = _PAGE | 0xFF
_BYTE: Final = 8

Span = tuple[int, int]
"""Where a value lies: its first bit and its number of bits."""


@dataclass(frozen=True, slots=True)
class ScannedDataLayout:
    """Where the parts of a Scanned Data Report lie. `report_id` is None where the device has no
    ids; places count from behind it.
    """

    report_id: int | None
    size: int
    data: tuple[int, int]
    symbology: tuple[Span, ...] = ()
    length: Span | None = None
    continued: Span | None = None

    def body(self, report: bytes) -> bytes | None:
        """Return a report's bytes behind its id, None for a report of another kind."""
        if self.report_id is None:
            return report
        return report[1:] if report[:1] == bytes([self.report_id]) else None


@dataclass(frozen=True, slots=True)
class CodeRead:
    """A whole code: its bytes, and its AIM identifier where the scanner told one."""

    raw: bytes
    symbology: str | None


def layout_of(descriptor: HidDescriptor) -> ScannedDataLayout:
    """Return where scanned data lies in this device's reports.

    Raises:
        HidDescriptorError: it sends no decoded data in whole bytes.
    """
    for field in descriptor.inputs:
        if DECODED_DATA in field.usages:
            break
    else:
        raise HidDescriptorError("it sends no decoded data")
    first, bits = _span_of(field, DECODED_DATA)
    count = field.count - field.usages.index(DECODED_DATA)
    if bits != _BYTE or first % _BYTE:
        raise HidDescriptorError("decoded data does not lie in whole bytes")
    places = _places(descriptor, field.report_id)
    return ScannedDataLayout(
        report_id=field.report_id if descriptor.has_ids else None,
        size=-(-descriptor.bits_of(field.report_id) // _BYTE),
        data=(first // _BYTE, count),
        symbology=tuple(places[usage] for usage in SYMBOLOGY if usage in places),
        length=places.get(BYTE_COUNT),
        continued=places.get(CONTINUED),
    )


class HidPosReader:
    """Puts codes together out of reports, one instance per opening.

    As with bytes on a line, a code is whole or it is not emitted: where its end stays away it is
    reported as cut, and so is the end when it comes after all.
    """

    def __init__(self, layout: ScannedDataLayout, limit: int = FRAME_LIMIT) -> None:
        self._layout = layout
        self._limit = limit
        self._silent_ms = 0
        self._dropping = False
        self._start()

    def feed(self, report: bytes) -> list[CodeRead | BadFrame]:
        """Return what one report completes. Reports of another kind are passed over."""
        body = self._layout.body(report)
        if body is None:
            return []
        self._silent_ms = 0
        value = int.from_bytes(body, "little")
        length = self._length(value)
        # Drivers may leave out zeros at the end, never a byte that is counted.
        if length is None or len(body) < self._layout.data[0] + length:
            self._start()
            return [BadFrame(ProblemCode.GARBLED, len(body))]
        start = self._layout.data[0]
        return self._add(
            body[start : start + length],
            self._symbology(value),
            more=self._layout.continued is not None and bool(_bits(value, self._layout.continued)),
        )

    def silence(self, ms: int) -> list[CodeRead | BadFrame]:
        """Tell that nothing came for another `ms`; return what the silence ends by now."""
        self._silent_ms += ms
        if self._silent_ms < STALL_MS or not self._parts or self._dropping:
            return []
        length = len(self._parts)
        self._start()
        self._dropping = True
        return [BadFrame(ProblemCode.CUT, length)]

    def _start(self) -> None:
        self._parts = bytearray()
        self._identifier: bytes | None = None
        self._dropping = False

    def _add(self, part: bytes, identifier: bytes, *, more: bool) -> list[CodeRead | BadFrame]:
        found: list[CodeRead | BadFrame] = []
        if self._dropping:
            if not more:
                self._start()
                found.append(BadFrame(ProblemCode.CUT, len(part)))
            return found
        is_told = bool(identifier.strip(b"\0 "))  # Some tell it in the first report only.
        if self._identifier is not None and is_told and identifier != self._identifier:
            # Another code began: the end of the one before was lost on the way.
            found.append(BadFrame(ProblemCode.CUT, len(self._parts)))
            self._start()
        if self._identifier is None:
            self._identifier = identifier
        self._parts += part
        if len(self._parts) > self._limit:
            found.append(BadFrame(ProblemCode.TOO_LONG, len(self._parts)))
            self._start()
            self._dropping = more
        elif not more:
            found += self._finish()
        return found

    def _finish(self) -> list[CodeRead | BadFrame]:
        content = bytes(self._parts).strip(BLANKS)
        identifier = (self._identifier or b"").decode("latin-1")
        self._start()
        if not content:
            return []
        if is_garbled(content):
            return [BadFrame(ProblemCode.GARBLED, len(content))]
        # The identifier counts only if it is one: some scanners fill its place with zeros.
        symbology, _ = split_aim(identifier + "0")
        return [CodeRead(content, symbology)]

    def _length(self, value: int) -> int | None:
        """Return how many bytes of data count, None where the report contradicts itself."""
        start, room = self._layout.data
        if self._layout.length is None:
            data = value >> (start * _BYTE) & ((1 << (room * _BYTE)) - 1)
            return -(-data.bit_length() // _BYTE)  # Filled up with zeros.
        length = _bits(value, self._layout.length)
        return length if length <= room else None

    def _symbology(self, value: int) -> bytes:
        return bytes(_bits(value, span) & 0xFF for span in self._layout.symbology)


def _places(descriptor: HidDescriptor, report_id: int) -> dict[int, Span]:
    """Return where each meaning first lies in a report."""
    places: dict[int, Span] = {}
    for field in descriptor.inputs:
        if field.report_id == report_id:
            for usage in field.usages[: field.count]:
                places.setdefault(usage, _span_of(field, usage))
    return places


def _span_of(field: InputField, usage: int) -> Span:
    return field.bit_offset + field.usages.index(usage) * field.bit_size, field.bit_size


def _bits(value: int, span: Span) -> int:
    first, count = span
    return value >> first & ((1 << count) - 1)
