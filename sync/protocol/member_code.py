"""Member codes: a QR that says who somebody is to a till that never saw them, without HQ.

HQ signs, tills verify. The code holds the least that is needed and no health data: who (the
customer's id), a masked name, a tier, when it was issued and until when it holds. `docs/
member-code.md` is the specification, with vectors; times are minutes since 2020-01-01 UTC.

    text    = "GT" profile base32(payload ‖ signature), capitals, without padding
    payload = version·16 + profile | key | tier | id length or 255 for a UUID
              | issued, 3 bytes | expires, 3 bytes | id | masked name
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from enum import Enum
from hashlib import blake2b
from typing import Final
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from sync.protocol import chain
from sync.protocol.canonical import encode

VERSION: Final = 1
PAYLOAD_MAX: Final = 36
SIGNATURE: Final = 64
APP_MINUTES_MAX: Final = 10
EPOCH_MS: Final = 1_577_836_800_000
"""2020-01-01T00:00:00Z."""
KEY_MAX: Final = 255
MINUTE_MS: Final = 60_000
FIRST_KEY: Final = 1
"""The number of the key in HQ's trust bundle."""
_HEAD: Final = 10
_UUID: Final = 255
_TEXT_ID_MAX: Final = 16
_MINUTES_MAX: Final = 0xFF_FFFF
_DIGEST: Final = 8
_LETTERS_MAX: Final = -(-(PAYLOAD_MAX + SIGNATURE) * 8 // 5)


class Profile(Enum):
    """What carries the code: a card for years, or an app for minutes."""

    CARD = 1
    APP = 2


class MemberCodeError(ValueError):
    """A code cannot be read, or cannot be made."""


@dataclass(frozen=True, slots=True)
class MemberCode:
    """What a code says. `key` is the number of HQ's key; `tier` one capital letter, or empty. Both
    instants are whole minutes (UTC ms).
    """

    profile: Profile
    key: int
    customer: str
    masked_name: str
    tier: str
    issued_ms: int
    expires_ms: int

    def payload(self) -> bytes:
        """Return the bytes that are signed. Raise MemberCodeError for what does not fit in."""
        name, who, length = self.masked_name.encode(), *_id_bytes(self.customer)
        if not FIRST_KEY <= self.key <= KEY_MAX:
            raise MemberCodeError("key")
        if self.tier and not (len(self.tier) == 1 and "A" <= self.tier <= "Z"):
            raise MemberCodeError("tier")
        if self.expires_ms <= self.issued_ms:
            raise MemberCodeError("expiry")
        if (
            self.profile is Profile.APP
            and self.expires_ms - self.issued_ms > APP_MINUTES_MAX * MINUTE_MS
        ):
            raise MemberCodeError("expiry")
        head = bytes([VERSION << 4 | self.profile.value, self.key, ord(self.tier or "\0"), length])
        made = head + _minutes(self.issued_ms) + _minutes(self.expires_ms) + who + name
        if len(made) > PAYLOAD_MAX:
            raise MemberCodeError("name")
        return made


@dataclass(frozen=True, slots=True)
class Signed:
    """A code with its signature, not verified yet."""

    code: MemberCode
    payload: bytes
    signature: bytes

    @property
    def id(self) -> str:
        """Return the name of this one code, 16 hex digits, as the list of revoked codes has it."""
        return blake2b(self.payload, digest_size=_DIGEST).hexdigest()

    def is_by(self, key: Ed25519PublicKey) -> bool:
        """Tell whether this key's owner signed it."""
        try:
            key.verify(self.signature, self.payload)
        except InvalidSignature:
            return False
        return True

    def to_text(self) -> str:
        """Return the code as it is printed and scanned: capitals and digits only, which a QR code
        holds in the fewest modules and a keyboard scanner types under any layout.
        """
        letters = base64.b32encode(self.payload + self.signature).decode().rstrip("=")
        return f"GT{self.code.profile.value}{letters}"


def sign(code: MemberCode, key: Ed25519PrivateKey) -> Signed:
    """Return the code signed. Raise MemberCodeError for one that cannot be made."""
    payload = code.payload()
    return Signed(code, payload, key.sign(payload))


def parse(text: str) -> Signed:
    """Return the code in a text, whichever its letters' case, not verified. Raise MemberCodeError
    when it is none or was damaged.
    """
    letters = text.strip().upper()
    if letters[:2] != "GT" or len(letters) - 3 > _LETTERS_MAX:
        raise MemberCodeError("no code")
    body = letters[3:]
    try:
        raw = base64.b32decode(body + "=" * (-len(body) % 8))
    except ValueError:
        raise MemberCodeError("letters") from None
    if base64.b32encode(raw).decode().rstrip("=") != body:
        raise MemberCodeError("letters")  # Bits beyond the last byte: two texts of one code.
    payload, signature = raw[:-SIGNATURE], raw[-SIGNATURE:]
    if not _HEAD < len(payload) <= PAYLOAD_MAX:
        raise MemberCodeError("length")
    code = _read(payload)
    if letters[2] != str(code.profile.value):
        raise MemberCodeError("profile")
    return Signed(code, payload, signature)


def all_of(customer: str) -> str:
    """Return the name that stands for every code of a customer in the list of revoked codes."""
    return f"c-{blake2b(customer.encode(), digest_size=_DIGEST).hexdigest()}"


def prove_key(number: int, public: str, status: str, *, root: Ed25519PrivateKey) -> str:
    """Return HQ's root's word on a key of member codes."""
    return chain.to_text(root.sign(_said_of_key(number, public, status)))


def is_key_proved(
    proof: str, number: int, public: str, status: str, *, root: Ed25519PublicKey
) -> bool:
    """Tell whether `proof` is the root's word on this key."""
    try:
        root.verify(chain.from_text(proof), _said_of_key(number, public, status))
    except (InvalidSignature, ValueError):
        return False
    return True


def _said_of_key(number: int, public: str, status: str) -> bytes:
    return encode(["member_key", number, public, status])


def _id_bytes(customer: str) -> tuple[bytes, int]:
    try:
        found = UUID(customer)
    except ValueError:
        found = None
    if found is not None and str(found) == customer:
        return found.bytes, _UUID
    data = customer.encode()
    if not 1 <= len(data) <= _TEXT_ID_MAX:
        raise MemberCodeError("customer")
    return data, len(data)


def _minutes(ms: int) -> bytes:
    minutes = (ms - EPOCH_MS) // MINUTE_MS
    if not 0 <= minutes <= _MINUTES_MAX:
        raise MemberCodeError("instant")
    return minutes.to_bytes(3, "big")


def _read(payload: bytes) -> MemberCode:
    length = payload[3]
    end = _HEAD + (16 if length == _UUID else length)
    who, name = payload[_HEAD:end], payload[end:]
    tier = chr(payload[2]) if payload[2] else ""
    if payload[0] >> 4 != VERSION:
        raise MemberCodeError("version")
    try:
        made = MemberCode(
            profile=Profile(payload[0] & 15),
            key=payload[1],
            customer=str(UUID(bytes=who)) if length == _UUID else who.decode(),
            masked_name=name.decode(),
            tier=tier,
            issued_ms=_instant(payload[4:7]),
            expires_ms=_instant(payload[7:10]),
        )
        if made.payload() == payload:
            return made
    except ValueError:  # Not UTF-8, no such profile, or nothing that could have been made.
        pass
    raise MemberCodeError("payload")


def _instant(data: bytes) -> int:
    return EPOCH_MS + int.from_bytes(data, "big") * MINUTE_MS
