"""What a payload's own form says about it, for the arbiter of scanners that type.

A signed member code bears itself out by its signature, not by its shape: with a key doubled or
lost inside it has the shape still. Whether it still counts (revoked, expired) is no matter here: a
card that was read right has to be refused by what is wrong with it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from hashlib import blake2b
from typing import Final

from devices.aim import split_aim
from devices.arbiter.strokes import Proof
from terminal.domain import identifiers
from terminal.domain.identifiers import CodeKind
from terminal.services.member_codes import KnownKeys

AGAIN_NS: Final = 1_000_000_000
"""What comes again so much later is no damage of one reading: it stands on the card."""
_KEPT_MAX: Final = 256
_CLOSED: Final = frozenset(
    {CodeKind.PHONE, CodeKind.TRACE, CodeKind.INSURANCE, CodeKind.PAYMENT},
)
"""Kinds without a check whose length and beginning are fixed."""
_FLAGLESS: Final = re.compile(r"(?:(?:C1|d2|Q3|e0)01\d{14}|E0\d{13}$)")
"""What an AIM identifier (ISO/IEC 15424) begins with is `]`. Input methods make a full-width one of
it, and what is left stands before a number whose check digit is right. Just the forms of GS1 and
EAN-13: a shop's own number that only looks like another one must stay readable.
"""
_ADDRESS: Final = re.compile(r"(?:https?://|www\.)[^/.\s]", re.IGNORECASE)
"""What an address begins with is fixed: there two keys are equal because they should be."""


class PayloadProof:
    """A `devices.arbiter.strokes.ProofOf`. For one thread; remembers no payload, only digests.

    `clock_ns` is any clock that does not go back.
    """

    def __init__(self, clock_ns: Callable[[], int]) -> None:
        self._clock_ns = clock_ns
        self._keys = KnownKeys()
        self._judged: dict[bytes, tuple[identifiers.Proof, int]] = {}

    def trust(self, keys: KnownKeys) -> None:
        """Verify with these keys from now on."""
        self._keys = keys
        self._judged = {}

    def __call__(self, payload: str) -> Proof:
        """Return what a payload's own form says about it."""
        _, text = split_aim(payload)
        if _FLAGLESS.match(payload) and identifiers.proof(payload[2:]) is identifiers.Proof.DIGIT:
            return Proof.WRONG
        found = identifiers.proof(text, signed=self._signed)
        if found is identifiers.Proof.NONE and _is_in_form(text):
            return Proof.FORM
        return Proof(found.value)

    def _signed(self, text: str) -> identifiers.Proof:
        """Judge a signed code: WRONG when HQ did not make it so, or NONE when that is what was
        read the last time, too; then it is for the counter to say what is wrong with it.
        """
        digest, now_ns = blake2b(text.upper().encode(), digest_size=16).digest(), self._clock_ns()
        if digest not in self._judged:
            if len(self._judged) >= _KEPT_MAX:
                del self._judged[next(iter(self._judged))]
            self._judged[digest] = _WORDS[self._keys.made(text)], now_ns
        found, first_ns = self._judged[digest]
        is_again = found is identifiers.Proof.WRONG and now_ns - first_ns > AGAIN_NS
        return identifiers.Proof.NONE if is_again else found


def _is_in_form(text: str) -> bool:
    return _ADDRESS.match(text) is not None or identifiers.classify(text).kind in _CLOSED


_WORDS: Final = {
    True: identifiers.Proof.STRONG,
    False: identifiers.Proof.WRONG,
    None: identifiers.Proof.NONE,
}
