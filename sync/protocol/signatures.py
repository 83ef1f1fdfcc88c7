"""Signed requests: RFC 9421 over the method, the target and the body's digest, with Ed25519.

Each request carries its creation time and a nonce. Whether the time is near and the nonce new is
for HQ to judge, with its own clock and memory; this module only says what was signed.
"""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from http_message_signatures import HTTPMessageSigner, HTTPMessageVerifier, algorithms
from http_message_signatures.exceptions import HTTPMessageSignaturesException
from http_message_signatures.resolvers import HTTPSignatureKeyResolver

_LABEL: Final = "s"
_COVERED: Final = ("@method", "@request-target")


class SignatureError(ValueError):
    """The request is not signed as it must be. The text never holds header values."""


@dataclass(slots=True)
class SignedMessage:
    """The parts of a request that a signature reads and writes."""

    method: str
    url: str
    headers: MutableMapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Signed:
    """What a verified signature vouches for: `created_s` in seconds since 1970."""

    key_id: str
    created_s: int
    nonce: str


def sign(
    message: SignedMessage,
    body: bytes,
    *,
    key: Ed25519PrivateKey,
    key_id: str,
    created_s: int,
    nonce: str,
) -> None:
    """Add the signature headers and the body's digest to `message`."""
    signer = HTTPMessageSigner(
        signature_algorithm=algorithms.ED25519, key_resolver=_Keys(private=key)
    )
    signer.sign(
        message,
        key_id=key_id,
        created=datetime.fromtimestamp(created_s, UTC),
        nonce=nonce,
        label=_LABEL,
        include_alg=False,
        covered_component_ids=_COVERED,
        body=body,
    )


def claimed_key_id(headers: Mapping[str, str]) -> str:
    """Return the key id a request claims, unverified, to look its key up. Raise SignatureError."""
    lower = {name.lower(): value for name, value in headers.items()}
    text = lower.get("signature-input", "")
    start = text.find('keyid="')
    end = text.find('"', start + 7)
    if start < 0 or end < 0:
        raise SignatureError("no key id")
    return text[start + 7 : end]


def verify(message: SignedMessage, body: bytes, *, key: Ed25519PublicKey) -> Signed:
    """Return what the signature of `message` vouches for. Raise SignatureError."""
    verifier = _Verifier(signature_algorithm=algorithms.ED25519, key_resolver=_Keys(public=key))
    try:
        results = verifier.verify(
            message, max_age=None, require_components=(*_COVERED, "content-digest")
        )
        (result,) = verifier.verify_body(message, results, body)
    except (HTTPMessageSignaturesException, ValueError):
        # What a stranger sent is not repeated in an error.
        raise SignatureError("signature does not verify") from None
    created, key_id = result.parameters.get("created"), result.parameters.get("keyid")
    if not isinstance(created, int) or not isinstance(key_id, str) or not result.nonce:
        raise SignatureError("signature lacks created, keyid or nonce")
    return Signed(key_id, created, result.nonce)


class _Keys(HTTPSignatureKeyResolver):
    def __init__(
        self, private: Ed25519PrivateKey | None = None, public: Ed25519PublicKey | None = None
    ) -> None:
        self._private, self._public = private, public

    def resolve_private_key(self, key_id: str) -> Any:  # noqa: ARG002 (the library's form)
        return self._private

    def resolve_public_key(self, key_id: str) -> Any:  # noqa: ARG002 (the library's form)
        return self._public


class _Verifier(HTTPMessageVerifier):
    """The library's check of `created` reads the machine's clock; ours is injected, in the hub."""

    def validate_created_and_expires(self, sig_input: Any, max_age: Any = None) -> None:
        """Leave judging the time to the caller."""
