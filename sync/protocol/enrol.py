"""Enrolment: how a new till and HQ come to trust each other, once.

A provisioning code, printed at HQ and typed or scanned at the till, holds HQ's address, the
one-time secret, the hash of HQ's trust bundle and, for https, the certificate's pin. The till
makes its keys itself; private keys never travel.
"""

from __future__ import annotations

import base64
import json
from hashlib import blake2b
from typing import Annotated, Final

from pydantic import Field

from sync.protocol.canonical import INTEGER_MAX, encode
from sync.protocol.ops import WireModel

CODE_PREFIX: Final = "GT1."
_CHECK_BYTES: Final = 4


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
    it was, and the number of the first op that it does not know to be at HQ.
    """

    device: Annotated[str, Field(pattern=r"^[0-9a-z]{8}$")]
    inc: Annotated[int, Field(ge=1)]
    start: Annotated[int, Field(ge=1, le=INTEGER_MAX)]


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
