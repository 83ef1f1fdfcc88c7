"""What the arbiter is told about payloads: as in the program, but for signed member codes. Their
signature is made up here, and judged as by a till that verifies it before it believes the code.
"""

from __future__ import annotations

from devices.aim import split_aim
from devices.arbiter.strokes import Proof
from terminal.payload_proof import PayloadProof
from terminal.wedge_keys import plausible
from tests.bench.scan_rig.codes import has_check

__all__ = ["may_be_doubled", "plausible", "proof"]

_OTHERS = PayloadProof(lambda: 0)
_IN_FORM = frozenset({Proof.FORM, Proof.DIGIT, Proof.STRONG})


def proof(payload: str) -> Proof:
    """Return what a payload's own form says about it."""
    _, text = split_aim(payload)
    if text.startswith("GT2"):
        return Proof.STRONG if has_check(text) else Proof.WRONG
    return _OTHERS(payload)


def may_be_doubled(text: str, *, alt: bool = False) -> bool:
    """Tell of a text that arrived whether one of its keys may have come twice, for all that its own
    form says: two equal keys stand side by side, and either its form has no check and is no known
    one, or the text with one of them is in form as well. `alt` as in `profiles.strokes`: of what
    is sent as a number, no key that came twice leaves a character.

    Nothing but the text is looked at, so that it is the same whether a key came twice or not.
    """
    shorter = {
        text[:at] + text[at + 1 :]
        for at in range(len(text) - 1)
        if text[at] == text[at + 1] and text[at].isascii() and not (alt and not text[at].isalnum())
    }
    if not shorter or proof(text) is Proof.STRONG:
        return False
    return proof(text) not in _IN_FORM or any(proof(one) in _IN_FORM for one in shorter)
