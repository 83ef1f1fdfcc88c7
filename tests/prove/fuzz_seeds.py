"""Codes to begin with, for what fuzzes their meaning. All are made up.

Nothing is imported here: what a fuzzer watches has to be imported under its eyes.
"""

from __future__ import annotations

from typing import Final

_SIGNED: Final = (
    b"GT2CIBAAAZNY3AC3RWKMMWTCJIR2NBOZ4US4YQJPSQCC3RYAEL5ECAEYV2E5TZHYXDBRJSGGWA4SKXMJ"
    b"QHCCANSX4SIVU3TSC6WYDU5NPJ4C3DS4PWQKBTRMWJKGQGA"
)
"""A code of an app, of the vectors in docs/member-code.md."""
SEEDS: Final = tuple(
    b"\x01" + one
    for one in (
        b"134811335577990022",
        b"1101 0519 4912 3100 2X",
        b"424" + b"9" * 17 + b"ab440000",
        b"]d2010690123456789217261231" + b"10LOT\x1d21SER",
        b"(01)06901234567892(17)261231(10)A7(21)S",
        b"(01)06901234567892(100)A",
        b"81234567890123456789",
        _SIGNED,
    )
)
