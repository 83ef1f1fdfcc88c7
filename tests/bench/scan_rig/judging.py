"""What the arbiter is told about payloads: as in the program, but for signed member codes. Their
signature is made up here, and judged as by a till that verifies it before it believes the code.
"""

from __future__ import annotations

from devices.aim import split_aim
from devices.arbiter.strokes import Proof
from terminal.payload_proof import PayloadProof
from terminal.wedge_keys import plausible
from tests.bench.scan_rig.codes import has_check

__all__ = ["plausible", "proof"]

_OTHERS = PayloadProof(lambda: 0)


def proof(payload: str) -> Proof:
    """Return what a payload's own form says about it."""
    _, text = split_aim(payload)
    if text.startswith("GT2"):
        return Proof.STRONG if has_check(text) else Proof.WRONG
    return _OTHERS(payload)
