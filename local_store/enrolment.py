"""Who this till is: what HQ said when it was enrolled, and the private keys it made itself."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from local_store.connection import Connection
from local_store.errors import AlreadyEnrolledError
from local_store.meta import Meta
from local_store.ports import IdSource
from sync.protocol import chain
from sync.protocol.enrol import EnrolAnswer, StoreInfo, TrustBundle

_IDENTITY: Final = "identity"
_SIGN: Final = "sign"
_BOX: Final = "box"
_KEY_BYTES: Final = 32


@dataclass(frozen=True, slots=True)
class Identity:
    """What HQ said: this till's device id and incarnation, HQ's epoch, the store, the streams it
    may read, HQ's public keys; and where HQ is, with its certificate's pin for https.
    """

    device: str
    inc: int
    epoch: str
    store: StoreInfo
    streams: tuple[str, ...]
    trust: TrustBundle
    url: str
    pin: str | None = None

    @classmethod
    def from_answer(cls, answer: EnrolAnswer, *, url: str, pin: str | None) -> Identity:
        """Return the identity that an enrolment's answer gives."""
        return cls(
            answer.device,
            answer.inc,
            answer.epoch,
            answer.store,
            tuple(answer.streams),
            answer.trust,
            url,
            pin,
        )

    def content_key(self) -> Ed25519PublicKey:
        """Return the key that signs configuration."""
        return Ed25519PublicKey.from_public_bytes(chain.from_text(self.trust.content))


@dataclass(frozen=True, slots=True)
class DeviceKeys:
    """The till's private keys: `sign` signs its requests, `box` opens what HQ seals to it."""

    sign: Ed25519PrivateKey
    box: X25519PrivateKey

    @property
    def sig_pub(self) -> str:
        """Return the public signing key as it travels (base64url)."""
        return chain.to_text(self.sign.public_key().public_bytes_raw())

    @property
    def box_pub(self) -> str:
        """Return the public sealing key as it travels (base64url)."""
        return chain.to_text(self.box.public_key().public_bytes_raw())


class Enrolment:
    """Repository of the identity and the device's keys."""

    def __init__(self, db: Connection, ids: IdSource) -> None:
        self._db, self._meta, self._ids = db, Meta(db), ids

    def identity(self) -> Identity | None:
        """Return who this till is, or None before it was enrolled."""
        text = self._meta.get(_IDENTITY)
        return None if text is None else _parse(text)

    def enrolled(self, identity: Identity) -> None:
        """Keep what HQ said. Said again, it may change all but the device.

        Raise AlreadyEnrolledError for another device or incarnation, whose ops could not follow
        those in the outbox.
        """
        known = self.identity()
        if known and (known.device, known.inc) != (identity.device, identity.inc):
            raise AlreadyEnrolledError
        self._meta.set(_IDENTITY, _text(identity))

    def keys(self) -> DeviceKeys | None:
        """Return the device's keys, or None before they were made."""
        rows = dict(self._db.execute("SELECT name, private FROM device_key").fetchall())
        if not rows:
            return None
        return DeviceKeys(
            Ed25519PrivateKey.from_private_bytes(rows[_SIGN]),
            X25519PrivateKey.from_private_bytes(rows[_BOX]),
        )

    def make_keys(self) -> DeviceKeys:
        """Return the device's keys, making them the first time. They never leave this database."""
        self._db.executemany(
            "INSERT OR IGNORE INTO device_key (name, private) VALUES (?, ?)",
            [(name, self._ids.random_bytes(_KEY_BYTES)) for name in (_SIGN, _BOX)],
        )
        keys = self.keys()
        assert keys is not None
        return keys


def _text(identity: Identity) -> str:
    return json.dumps(
        {
            "device": identity.device,
            "inc": identity.inc,
            "epoch": identity.epoch,
            "store": identity.store.model_dump(),
            "streams": identity.streams,
            "trust": identity.trust.model_dump(),
            "url": identity.url,
            "pin": identity.pin,
        }
    )


@lru_cache(maxsize=8)
def _parse(text: str) -> Identity:
    raw = json.loads(text)
    return Identity(
        raw["device"],
        raw["inc"],
        raw["epoch"],
        StoreInfo.model_validate(raw["store"]),
        tuple(raw["streams"]),
        TrustBundle.model_validate(raw["trust"]),
        raw["url"],
        raw["pin"],
    )
