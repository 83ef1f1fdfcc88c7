"""`POST /v1/rotate`: a till's new keys, announced under its old one.

The request is signed with the old key like any other, and carries a signature of the new one over
both public keys, so that nobody announces a key they do not hold. HQ takes either key until the new
one has signed a request; from then on only that.
"""

from __future__ import annotations

from typing import Annotated

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from pydantic import Field

from sync.protocol import chain
from sync.protocol.canonical import encode
from sync.protocol.ops import WireModel

Public = Annotated[str, Field(min_length=43, max_length=43)]


class RotateRequest(WireModel):
    """The new public keys (base64url, Ed25519 and X25519) and the new key's word for both."""

    device: str
    inc: int
    sig_pub: Public
    box_pub: Public
    proof: str


class RotateAnswer(WireModel):
    """Until when (UTC ms) the new key is good."""

    until: int


def prove(
    device: str, inc: int, *, sig_pub: str, box_pub: str, key: Ed25519PrivateKey
) -> RotateRequest:
    """Return the request that announces `key`, whose public half is `sig_pub`."""
    proof = chain.to_text(key.sign(_signed_bytes(device, inc, sig_pub, box_pub)))
    return RotateRequest(device=device, inc=inc, sig_pub=sig_pub, box_pub=box_pub, proof=proof)


def is_proved(request: RotateRequest) -> bool:
    """Tell whether whoever asks holds the new key."""
    try:
        key = Ed25519PublicKey.from_public_bytes(chain.from_text(request.sig_pub))
        data = _signed_bytes(request.device, request.inc, request.sig_pub, request.box_pub)
        key.verify(chain.from_text(request.proof), data)
    except (InvalidSignature, ValueError):
        return False
    return True


def _signed_bytes(device: str, inc: int, sig_pub: str, box_pub: str) -> bytes:
    return encode(["rotate", device, inc, sig_pub, box_pub])
