"""Signed requests: RFC 9421 over the method, the target and the body's digest, with Ed25519.

A request of ours is signed in one form only, written and read here directly, which costs a third of
what the library for the whole standard takes, or less. Any other form goes to the library, which
says the same of ours (tests compare both). Each request carries its creation time and a nonce.
Whether the time is near and the nonce new is for HQ to judge, with its own clock and memory; this
module only says what was signed.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, field
from typing import Any, Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from http_message_signatures import HTTPMessageVerifier, algorithms
from http_message_signatures.exceptions import HTTPMessageSignaturesException
from http_message_signatures.resolvers import HTTPSignatureKeyResolver

_COVERED: Final = ("@method", "@request-target")
_PARTS: Final = '("@method" "@request-target" "content-digest")'

# The one form in which we sign. Names and values of letters that need no escape.
_INPUT: Final = re.compile(
    r's=(\("@method" "@request-target" "content-digest"\)'
    r';created=(0|[1-9][0-9]{0,14});keyid="([!#-\[\]-~]+)";nonce="([!#-\[\]-~]+)")'
)
_SIGNATURE: Final = re.compile("s=:([A-Za-z0-9+/]{86}==):")
_DIGEST: Final = re.compile("sha-256=:([A-Za-z0-9+/]{43}=):")
_TARGET: Final = re.compile(r"/(?:[A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*")
_PLAIN: Final = re.compile(r"[!#-\[\]-~]*")
_METHOD: Final = re.compile("[A-Z]+")
_START: Final = re.compile("[/?]")


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
    for text in (key_id, nonce):
        if not _PLAIN.fullmatch(text):
            raise SignatureError("key id or nonce that would need an escape")
    digest = f"sha-256=:{base64.b64encode(hashlib.sha256(body).digest()).decode()}:"
    parameters = f'{_PARTS};created={created_s};keyid="{key_id}";nonce="{nonce}"'
    signature = key.sign(_base(message.method, _target(message.url), digest, parameters))
    message.headers["Content-Digest"] = digest
    message.headers["Signature-Input"] = f"s={parameters}"
    message.headers["Signature"] = f"s=:{base64.b64encode(signature).decode()}:"


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
    lower = {name.lower(): value for name, value in message.headers.items()}
    given = _INPUT.fullmatch(lower.get("signature-input", ""))
    signature = _SIGNATURE.fullmatch(lower.get("signature", ""))
    digest = _DIGEST.fullmatch(lower.get("content-digest", ""))
    if not (given and signature and digest):
        return verify_any(message, body, key=key)
    target = _target(message.url)
    if not (_TARGET.fullmatch(target) and _METHOD.fullmatch(message.method)):
        raise SignatureError("a target that nothing can be signed for")
    base = _base(message.method, target, digest[0], given[1])
    try:
        key.verify(base64.b64decode(signature[1]), base)
    except InvalidSignature:
        raise SignatureError("signature does not verify") from None
    if not hmac.compare_digest(hashlib.sha256(body).digest(), base64.b64decode(digest[1])):
        raise SignatureError("signature does not verify")
    return Signed(given[3], int(given[2]), given[4])


def _base(method: str, target: str, digest: str, parameters: str) -> bytes:
    """Return the signature base (RFC 9421, section 2.5) of a request in our form."""
    return (
        f'"@method": {method}\n"@request-target": {target}\n'
        f'"content-digest": {digest}\n"@signature-params": {parameters}'
    ).encode()


def _target(url: str) -> str:
    """Return path and query as they stand in the request's first line."""
    rest = url.partition("://")[2].partition("#")[0]
    start = _START.search(rest)
    target = rest[start.start() :] if start else ""
    return target if target.startswith("/") else f"/{target}"


def verify_any(message: SignedMessage, body: bytes, *, key: Ed25519PublicKey) -> Signed:
    """Do the same for every form the standard allows, by the library. Raise SignatureError."""
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
