"""Enrolment: how a new till and HQ come to trust each other, once.

A provisioning code, printed at HQ and typed or scanned at the till, holds HQ's address, the
one-time secret, the hash of HQ's trust bundle and, for https, the certificate's pin. The till
makes its keys itself; private keys never travel.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable
from hashlib import blake2b
from typing import Annotated, Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from pydantic import Field

from sync.protocol import chain
from sync.protocol.canonical import INTEGER_MAX, encode
from sync.protocol.ops import WireModel

CODE_PREFIX: Final = "GT1."
_CHECK_BYTES: Final = 4
_PROOFS_MAX: Final = 4

Proof = Annotated[str, Field(min_length=86, max_length=86)]


class ProvisioningCodeError(ValueError):
    """The text is not a provisioning code, or was cut or mistyped."""


class TrustBundle(WireModel):
    """HQ's public keys (base64url): Ed25519 `root`, `release`, `content`, `member_code`; X25519
    `recovery`.
    """

    root: str
    release: str
    content: str
    member_code: str
    recovery: str

    def digest(self) -> str:
        """Return the bundle's hash, 32 hex digits, as a provisioning code carries it."""
        return blake2b(encode(self.model_dump()), digest_size=16).hexdigest()


class ProvisioningCode(WireModel):
    """What a provisioning code says. `pin` is the SHA-256 of HQ's certificate (hex), for https."""

    url: str
    secret: str
    trust: str
    pin: str | None = None

    def to_text(self) -> str:
        """Return the code as text with a check sum, so that a typing slip is told at once."""
        data = encode(self.model_dump(exclude_none=True))
        return CODE_PREFIX + base64.b32encode(_checked(data)).decode().rstrip("=")

    @classmethod
    def from_text(cls, text: str) -> ProvisioningCode:
        """Return the code written in `text`. Raise ProvisioningCodeError."""
        compact = "".join(text.split()).upper()
        if not compact.startswith(CODE_PREFIX):
            raise ProvisioningCodeError("no provisioning code")
        letters = compact.removeprefix(CODE_PREFIX)
        try:
            raw = base64.b32decode(letters + "=" * (-len(letters) % 8))
            data = raw[_CHECK_BYTES:]
            if _checked(data) == raw:
                return cls.model_validate(json.loads(data))
        except ValueError:  # Not base32, not UTF-8, not JSON or not these fields.
            pass
        raise ProvisioningCodeError("damaged")


def _checked(data: bytes) -> bytes:
    return blake2b(data, digest_size=_CHECK_BYTES).digest() + data


class Again(WireModel):
    """A till that was enrolled before and comes again, because HQ found it cloned or set back: who
    it was, the number of the first op that it does not know to be at HQ, and the word of each key
    it has that this is so (base64url; see `prove_again`). HQ may know one of them only.
    """

    device: Annotated[str, Field(pattern=r"^[0-9a-z]{8}$")]
    inc: Annotated[int, Field(ge=1)]
    start: Annotated[int, Field(ge=1, le=INTEGER_MAX)]
    proofs: Annotated[list[Proof], Field(max_length=_PROOFS_MAX)] = []


class EnrolRequest(WireModel):
    """`POST /v1/enrol`: the one-time secret, the till's public keys (base64url, Ed25519 for
    signatures and X25519 for what HQ seals to it), and what it is.
    """

    secret: Annotated[str, Field(min_length=8, max_length=64)]
    sig_pub: Annotated[str, Field(min_length=43, max_length=43)]
    box_pub: Annotated[str, Field(min_length=43, max_length=43)]
    desk: Annotated[str, Field(max_length=40)] = ""
    app: Annotated[str, Field(max_length=40)]
    schema_version: Annotated[int, Field(alias="schema")]
    again: Again | None = None


def secret_hash(secret: str) -> bytes:
    """Return what HQ keeps of a code's secret, which is also the code's name where it is signed."""
    return hashlib.sha256(secret.encode()).digest()


def prove_again(request: EnrolRequest, keys: Iterable[Ed25519PrivateKey]) -> EnrolRequest:
    """Return a request to come again with the word of each of the keys the till had. It holds for
    this code and these new keys only, so nobody who overhears it can use it.
    """
    if request.again is None:
        raise ValueError("nobody comes again")
    data = _said_again(request, request.again)
    proofs = [chain.to_text(key.sign(data)) for key in keys]
    again = request.again.model_copy(update={"proofs": proofs})
    return request.model_copy(update={"again": again})


def is_proved_by(request: EnrolRequest, key: Ed25519PublicKey) -> bool:
    """Tell whether one of the proofs of who comes again is this key's."""
    return request.again is not None and any(
        _verifies(key, proof, _said_again(request, request.again)) for proof in request.again.proofs
    )


def _verifies(key: Ed25519PublicKey, proof: str, data: bytes) -> bool:
    try:
        key.verify(chain.from_text(proof), data)
    except (InvalidSignature, ValueError):
        return False
    return True


def _said_again(request: EnrolRequest, again: Again) -> bytes:
    was = [again.device, again.inc, again.start]
    return encode(
        ["again", *was, secret_hash(request.secret).hex(), request.sig_pub, request.box_pub]
    )


class StoreInfo(WireModel):
    """The store a till belongs to. `day_starts_at` is the business day's cut-off in minutes."""

    id: str
    code: str
    name: str
    time_zone: str
    day_starts_at: int = 0


class EnrolAnswer(WireModel):
    """Who the till now is, and what it may read. Its first op has the number `start`."""

    device: str
    inc: int
    epoch: str
    store: StoreInfo
    streams: list[str]
    trust: TrustBundle
    now: int
    start: int = 1
