"""Read a HID report descriptor: what kind of device it is, and where in a report each value lies.

After "Device Class Definition for Human Interface Devices (HID)" 1.11, section 6.2.2. Only what
input reports need: output and feature reports move no input, and units, strings and designators
say nothing about places.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

REPORT_BITS_MAX: Final = 8 * 4096
"""The longest report the Linux kernel hands over (HID_MAX_BUFFER_SIZE has been 4 KiB at least)."""

_LONG_ITEM: Final = 0xFE
_MAIN, _GLOBAL, _LOCAL = 0, 1, 2
_INPUT, _COLLECTION, _END_COLLECTION = 8, 10, 12
_USAGE_PAGE, _REPORT_SIZE, _REPORT_ID, _REPORT_COUNT, _PUSH, _POP = 0, 7, 8, 9, 10, 11
_USAGE, _USAGE_MIN, _USAGE_MAX = 0, 1, 2
_APPLICATION: Final = 1
_CONSTANT: Final = 1
_VARIABLE: Final = 2
_DEPTH_MAX: Final = 64
_REPORT_ID_MAX: Final = 0xFF
_BYTES_OF_SIZE: Final = (0, 1, 2, 4)
_BYTES_OF_WHOLE_USAGE: Final = 4


class HidDescriptorError(ValueError):
    """The bytes are no report descriptor. The text says which rule they break."""


@dataclass(frozen=True, slots=True)
class InputField:
    """`count` values of `bit_size` bits each, the first at `bit_offset` of report `report_id`.

    Offsets count from the first byte behind the report's id. `usages` are page * 65536 + usage,
    one for each value; the last one stands for all that follow. Padding has none.
    """

    report_id: int
    bit_offset: int
    bit_size: int
    count: int
    usages: tuple[int, ...] = ()

    def usage_of(self, index: int) -> int | None:
        """Return what the value at `index` means, None for padding."""
        return self.usages[min(index, len(self.usages) - 1)] if self.usages else None


@dataclass(frozen=True, slots=True)
class HidDescriptor:
    """`applications` are the usages of the device's outermost collections. Where `has_ids`, the
    first byte of each report is its id.
    """

    applications: tuple[int, ...]
    inputs: tuple[InputField, ...]
    has_ids: bool

    def bits_of(self, report_id: int) -> int:
        """Return the length of an input report behind its id, in bits."""
        ends = (
            field.bit_offset + field.bit_size * field.count
            for field in self.inputs
            if field.report_id == report_id
        )
        return max(ends, default=0)


@dataclass(frozen=True, slots=True)
class _Globals:
    page: int = 0
    size: int = 0
    count: int = 0
    report_id: int = 0


def parse(descriptor: bytes) -> HidDescriptor:
    """Return what `descriptor` says. Raise HidDescriptorError."""
    parser = _Parser()
    place = 0
    while place < len(descriptor):
        prefix = descriptor[place]
        if prefix == _LONG_ITEM:  # No long item has a meaning yet.
            if place + 1 >= len(descriptor):
                raise HidDescriptorError("it ends within a long item")
            place += 3 + descriptor[place + 1]
            continue
        size = _BYTES_OF_SIZE[prefix & 3]
        data = descriptor[place + 1 : place + 1 + size]
        if len(data) < size:
            raise HidDescriptorError("it ends within an item")
        parser.take((prefix >> 2) & 3, prefix >> 4, data)
        place += 1 + size
    return parser.end()


class _Parser:
    """Follows the items one by one. Nesting, values and report lengths are bounded."""

    def __init__(self) -> None:
        self._globals = _Globals()
        self._stack: list[_Globals] = []
        self._depth = 0
        self._lengths: dict[int, int] = {}
        self._applications: list[int] = []
        self._inputs: list[InputField] = []
        self._has_ids = False
        self._forget_locals()

    def take(self, kind: int, tag: int, data: bytes) -> None:
        if kind == _MAIN:
            self._main(tag, int.from_bytes(data, "little"))
            self._forget_locals()
        elif kind == _GLOBAL:
            self._global(tag, int.from_bytes(data, "little"))
        elif kind == _LOCAL:
            self._local(tag, data)

    def end(self) -> HidDescriptor:
        if self._depth:
            raise HidDescriptorError("a collection is not closed")
        return HidDescriptor(tuple(self._applications), tuple(self._inputs), self._has_ids)

    def _forget_locals(self) -> None:
        self._usages: list[int] = []
        self._usage_min: int | None = None

    def _main(self, tag: int, value: int) -> None:
        if tag == _COLLECTION:
            if self._depth == 0 and value == _APPLICATION and self._usages:
                self._applications.append(self._usages[0])
            self._depth += 1
            if self._depth > _DEPTH_MAX:
                raise HidDescriptorError("collections lie too deep")
        elif tag == _END_COLLECTION:
            if self._depth == 0:
                raise HidDescriptorError("a collection is closed that was not opened")
            self._depth -= 1
        elif tag == _INPUT:
            self._add_input(value)

    def _add_input(self, flags: int) -> None:
        now = self._globals
        offset = self._lengths.get(now.report_id, 0)
        end = offset + now.size * now.count
        if end > REPORT_BITS_MAX:
            raise HidDescriptorError("a report is too long")
        self._lengths[now.report_id] = end
        if now.size * now.count == 0 or flags & _CONSTANT or not flags & _VARIABLE:
            return  # Padding, or an array of key codes, which holds no value of one meaning.
        self._inputs.append(
            InputField(now.report_id, offset, now.size, now.count, tuple(self._usages))
        )

    def _global(self, tag: int, value: int) -> None:
        if tag == _USAGE_PAGE:
            self._globals = replace(self._globals, page=value & 0xFFFF)
        elif tag == _REPORT_SIZE:
            self._globals = replace(self._globals, size=value)
        elif tag == _REPORT_COUNT:
            self._globals = replace(self._globals, count=value)
        elif tag == _REPORT_ID:
            if not 0 < value <= _REPORT_ID_MAX:
                raise HidDescriptorError("a report's id does not fit its byte")
            self._globals = replace(self._globals, report_id=value)
            self._has_ids = True
        elif tag == _PUSH:
            if len(self._stack) >= _DEPTH_MAX:
                raise HidDescriptorError("states are kept too deep")
            self._stack.append(self._globals)
        elif tag == _POP:
            if not self._stack:
                raise HidDescriptorError("a state is taken back that was not kept")
            self._globals = self._stack.pop()

    def _local(self, tag: int, data: bytes) -> None:
        usage = int.from_bytes(data, "little")
        if len(data) < _BYTES_OF_WHOLE_USAGE:
            usage |= self._globals.page << 16
        if tag == _USAGE:
            self._add_usages(usage, usage)
        elif tag == _USAGE_MIN:
            self._usage_min = usage
        elif tag == _USAGE_MAX and self._usage_min is not None:
            self._add_usages(self._usage_min, usage)
            self._usage_min = None

    def _add_usages(self, first: int, last: int) -> None:
        if len(self._usages) + last - first >= REPORT_BITS_MAX:
            raise HidDescriptorError("an item has too many usages")
        self._usages.extend(range(first, last + 1))
