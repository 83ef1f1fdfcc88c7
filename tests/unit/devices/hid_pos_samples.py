"""A HID POS scanner's descriptor and reports, made by hand.

From "HID Point of Sale Usage Tables" 1.02 and HID 1.11, not recorded from a scanner: report 2 is
a Scanned Data Report of 64 bytes with id, byte count, three characters of the AIM identifier,
56 bytes of data, two of the maker's, and the flag that more follows. Report 4 is a trigger, sent
to the scanner, and report 5 a status.
"""

from __future__ import annotations

from typing import Final

DATA_SIZE: Final = 56

DESCRIPTOR: Final = bytes.fromhex(
    "05 8c 09 02 a1 01"  # Bar Code Scanner page, Bar Code Scanner, Application
    "09 12 a1 02 85 02"  # Scanned Data Report, Logical, report id 2
    "15 00 26 ff 00 75 08 95 01"  # 0..255, 8 bits, one
    "05 01 09 3b 81 02"  # Generic Desktop, Byte Count
    "05 8c 95 03 09 fb 09 fc 09 fd 81 02"  # Symbology Identifier 1, 2, 3
    "95 38 09 fe 82 02 01"  # Decoded Data, 56 buffered bytes
    "06 66 ff 95 02 09 04 09 00 81 02"  # two bytes of the maker's
    "05 8c 25 01 75 01 95 01 09 ff 81 02"  # Decode Data Continued, one bit
    "75 07 81 03 c0"  # padding, constant
    "09 15 a1 02 85 05 75 08 95 01 09 31 81 02 c0"  # Status Report, id 5
    "09 14 a1 02 85 04 75 01 95 08 09 00 91 82 c0"  # Trigger Report, id 4, output
    "c0"
)

PLAIN_DESCRIPTOR: Final = bytes.fromhex(
    "05 8c 09 02 a1 01 15 00 26 ff 00 75 08 95 10 09 fe 81 02 c0"
)
"""No report ids, no count, no flag: 16 bytes of data, filled up with zeros."""

KEYBOARD_DESCRIPTOR: Final = bytes.fromhex(
    "05 01 09 06 a1 01 05 07 19 e0 29 e7 15 00 25 01 75 01 95 08 81 02"
    "95 01 75 08 81 01 95 06 75 08 15 00 25 65 19 00 29 65 81 00 c0"
)


def report(data: bytes, symbology: bytes = b"]E0", *, more: bool = False) -> bytes:
    """Return one Scanned Data Report with up to 56 bytes."""
    return bytes([2, len(data)]) + symbology + data.ljust(DATA_SIZE, b"\0") + b"d\0" + bytes([more])


def reports(data: bytes, symbology: bytes = b"]E0") -> list[bytes]:
    """Return a code cut into as many reports as it needs."""
    parts = [data[place : place + DATA_SIZE] for place in range(0, len(data), DATA_SIZE)]
    return [
        report(part, symbology, more=number < len(parts)) for number, part in enumerate(parts, 1)
    ]
