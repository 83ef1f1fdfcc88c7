"""HQ's signed word that a till is revoked.

A till erases its key, and with it everything it holds, on this word only: not on an answer that
somebody on the line could have written. It is signed with HQ's root key. It names no life of HQ: a
till that was shut out after HQ was played back has no way to hear that there is another.
"""

from __future__ import annotations

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from sync.protocol import chain
from sync.protocol.canonical import encode


def prove(device: str, inc: int, *, root: Ed25519PrivateKey) -> str:
    """Return HQ's word that this incarnation of the device is revoked."""
    return chain.to_text(root.sign(_signed_bytes(device, inc)))


def is_proved(proof: str, device: str, inc: int, *, root: Ed25519PublicKey) -> bool:
    """Tell whether `proof` is HQ's word on this device."""
    try:
        root.verify(chain.from_text(proof), _signed_bytes(device, inc))
    except (InvalidSignature, ValueError):
        return False
    return True


def _signed_bytes(device: str, inc: int) -> bytes:
    return encode(["revoked", device, inc])
