"""As much of the X11 protocol as it takes to hear which keyboard a key came from.

Spoken over the socket directly. The usual library ends the whole program when the server refuses
a request, and a keyboard that is unplugged while it is being asked about is reason enough for one.
Formats: X Window System Protocol, version 11, and X Input Extension, versions 2.2 and later.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

HEADER: Final = 32
"""Length of every event, error and reply, before what a long one adds."""

REPLY: Final = 1
ERROR: Final = 0
GENERIC_EVENT: Final = 35
HIERARCHY_CHANGED: Final = 11
RAW_KEY_PRESS: Final = 13
RAW_KEY_RELEASE: Final = 14

_ALL_DEVICES, _ALL_MASTERS = 0, 1
_SLAVE_KEYBOARD: Final = 4
_FLOATING: Final = 5
_KEY_CLASS: Final = 0
_LONGEST: Final = 1 << 20
"""No answer to what is asked here comes near to a megabyte."""
_LOCAL, _WILD = 256, 65535
_COOKIE: Final = b"MIT-MAGIC-COOKIE-1"
_DISPLAY: Final = re.compile(r"(?:unix)?:(\d{1,5})(?:\.\d+)?")


class WireError(Exception):
    """The other side says what cannot be understood, or refuses."""


@dataclass(frozen=True, slots=True)
class Device:
    """A device as the server lists it."""

    number: int
    label: str
    is_keyboard: bool


@dataclass(frozen=True, slots=True)
class RawKey:
    """A key at its source, before any window: the device's number, the key's code, the server's
    time in ms.
    """

    device: int
    code: int
    time_ms: int


def display_number(display: str) -> int | None:
    """Return the number of a display of this machine, None for any other text."""
    found = _DISPLAY.fullmatch(display)
    return int(found[1]) if found else None


def cookie(authority: Path, number: int, host: str) -> tuple[bytes, bytes]:
    """Return name and data of what lets us in, both empty when the file has nothing for us."""
    try:
        rest = authority.read_bytes()
    except OSError:
        return b"", b""
    while len(rest) >= 2:  # noqa: PLR2004
        family = struct.unpack_from(">H", rest)[0]
        rest = rest[2:]
        fields = []
        for _ in range(4):
            if len(rest) < 2:  # noqa: PLR2004
                return b"", b""
            length = struct.unpack_from(">H", rest)[0]
            fields.append(rest[2 : 2 + length])
            rest = rest[2 + length :]
        address, entry, name, data = fields
        is_ours = family == _WILD or (family == _LOCAL and address == host.encode())
        if is_ours and name == _COOKIE and entry in {b"", str(number).encode()}:
            return name, data
    return b"", b""


# Requests. All are in the byte order that `hello` announces.


def hello(name: bytes, data: bytes) -> bytes:
    """Return the words that open a connection."""
    head = struct.pack("<BxHHHHxx", ord("l"), 11, 0, len(name), len(data))
    return head + _padded(name) + _padded(data)


def query_extension(name: bytes) -> bytes:
    """Ask for an extension's major opcode."""
    return _request(98, 0, struct.pack("<Hxx", len(name)) + _padded(name))


def intern_atom(name: bytes) -> bytes:
    """Ask for the number of a name that exists already."""
    return _request(16, 1, struct.pack("<Hxx", len(name)) + _padded(name))


def xi_query_version(major: int) -> bytes:
    """Announce that we speak 2.2, the first version whose raw events come through every grab."""
    return _request(major, 47, struct.pack("<HH", 2, 2))


def xi_select(major: int, root: int, *, keys: bool) -> bytes:
    """Ask to hear of devices that come and go, and of keys if wanted."""
    raw = (1 << RAW_KEY_PRESS | 1 << RAW_KEY_RELEASE) if keys else 0
    masks = struct.pack("<HHI", _ALL_DEVICES, 1, 1 << HIERARCHY_CHANGED)
    masks += struct.pack("<HHI", _ALL_MASTERS, 1, raw)
    return _request(major, 46, struct.pack("<IHxx", root, 2) + masks)


def xi_query_devices(major: int) -> bytes:
    """Ask for all devices."""
    return _request(major, 48, struct.pack("<Hxx", _ALL_DEVICES))


def xi_get_property(major: int, device: int, atom: int) -> bytes:
    """Ask for up to 256 bytes of a device's property, whatever its type."""
    return _request(major, 59, struct.pack("<HBxIIII", device, 0, atom, 0, 0, 64))


# What comes back.


def hello_length(head: bytes) -> int:
    """Return how long the rest of the server's welcome is. Raise WireError for a refusal."""
    status, units = head[0], struct.unpack_from("<H", head, 6)[0]
    if status != 1:
        raise WireError("the display refuses us")
    return int(units) * 4


def root_of(welcome: bytes) -> int:
    """Return the first screen's root window, from what follows the first 8 bytes."""
    try:
        vendor, formats = struct.unpack_from("<H", welcome, 16)[0], welcome[21]
        return int(struct.unpack_from("<I", welcome, 32 + _up(vendor) + 8 * formats)[0])
    except (struct.error, IndexError):
        raise WireError("the display's welcome is cut") from None


def extra_length(head: bytes) -> int:
    """Return how many bytes follow the first 32. Raise WireError when that cannot be."""
    if head[0] & 0x7F not in {REPLY, GENERIC_EVENT}:
        return 0
    length = int(struct.unpack_from("<I", head, 4)[0]) * 4
    if length > _LONGEST:
        raise WireError("longer than any answer")
    return length


def sequence_of(packet: bytes) -> int:
    """Return which request a reply or an error belongs to, of 65536."""
    return int(struct.unpack_from("<H", packet, 2)[0])


def extension_opcode(reply: bytes) -> int:
    """Return the major opcode. Raise WireError when the display has no such extension."""
    if not reply[8]:
        raise WireError("no such extension")
    return reply[9]


def atom_of(reply: bytes) -> int:
    """Return an atom, 0 when nobody has used the name yet."""
    return int(struct.unpack_from("<I", reply, 8)[0])


def version_of(reply: bytes) -> tuple[int, int]:
    """Return the version of the extension that is spoken."""
    return struct.unpack_from("<HH", reply, 8)


def devices_of(reply: bytes) -> Iterator[Device]:
    """Yield the devices of an answer. Raise WireError when it is cut."""
    try:
        count, at = struct.unpack_from("<H", reply, 8)[0], HEADER
        for _ in range(count):
            number, use, _, classes, length = struct.unpack_from("<HHHHH", reply, at)
            name = reply[at + 12 : at + 12 + length]
            at += 12 + _up(length)
            has_keys = False
            for _ in range(classes):
                kind, units = struct.unpack_from("<HH", reply, at)
                has_keys |= kind == _KEY_CLASS
                if not units:
                    raise WireError("a class without a length")
                at += 4 * units
            is_keyboard = use == _SLAVE_KEYBOARD or (use == _FLOATING and has_keys)
            yield Device(number, name.decode("utf-8", "replace"), is_keyboard)
    except struct.error:
        raise WireError("the list of devices is cut") from None


def property_of(reply: bytes) -> bytes:
    """Return a property's bytes, none when the device has no such property."""
    items, form = struct.unpack_from("<IB", reply, 16)
    return reply[HEADER : HEADER + items * form // 8]


def event_of(packet: bytes, major: int) -> int | None:
    """Return the kind of an event of our extension, None for anything else."""
    if packet[0] & 0x7F != GENERIC_EVENT or packet[1] != major:
        return None
    return int(struct.unpack_from("<H", packet, 8)[0])


def raw_key(packet: bytes) -> RawKey:
    """Return the key of a raw event."""
    time_ms, code, device = struct.unpack_from("<IIH", packet, 12)
    return RawKey(device, code, time_ms)


def _request(major: int, minor: int, body: bytes) -> bytes:
    return struct.pack("<BBH", major, minor, 1 + len(body) // 4) + body


def _padded(text: bytes) -> bytes:
    return text + bytes(-len(text) % 4)


def _up(length: int) -> int:
    return length + -length % 4
