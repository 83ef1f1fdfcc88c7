"""The envelope of configuration: policy written at HQ travels as data and proves where it is from.

Rules, forms, templates, articles, tier policy, flags and calendars share it. The signature is
Ed25519 with HQ's content key over the canonical envelope without `sig`, so a till applies only
what HQ wrote, whichever way it came.
"""

from __future__ import annotations

from typing import Any, Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from sync.protocol import chain
from sync.protocol.bodies import Envelope
from sync.protocol.canonical import canonical
from sync.protocol.kinds import KINDS

CONFIG_KINDS: Final = frozenset(
    name for name, kind in KINDS.items() if issubclass(kind.body, Envelope)
)
"""Kinds whose body is an envelope; every one of stream `g` that steers behaviour is."""


class ConfigSignatureError(ValueError):
    """The envelope was not signed by HQ's content key, or was changed since."""


def sign(kind: str, record_id: str, body: dict[str, Any], key: Ed25519PrivateKey) -> dict[str, Any]:
    """Return `body` with its `sig`."""
    signature = key.sign(_signed_bytes(kind, record_id, body))
    return {**body, "sig": chain.to_text(signature)}


def verify(kind: str, record_id: str, body: dict[str, Any], key: Ed25519PublicKey) -> None:
    """Raise ConfigSignatureError unless `body` carries the content key's signature."""
    try:
        key.verify(chain.from_text(body.get("sig", "")), _signed_bytes(kind, record_id, body))
    except (InvalidSignature, ValueError, TypeError):
        raise ConfigSignatureError from None


def _signed_bytes(kind: str, record_id: str, body: dict[str, Any]) -> bytes:
    bare = {name: value for name, value in body.items() if name != "sig"}
    return canonical([kind, record_id, bare])
