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

IDENTITY: Final = "identity"
_SIGN: Final = "sign"
_BOX: Final = "box"
_NAMES: Final = (_SIGN, _BOX)
_NEXT: Final = "next_"
_OLD: Final = "old_"
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
        return _public_key(self.trust.content)

    def root_key(self) -> Ed25519PublicKey:
        """Return the key that vouches for HQ's other keys."""
        return _public_key(self.trust.root)

    def member_key(self) -> Ed25519PublicKey:
        """Return the first key of member codes."""
        return _public_key(self.trust.member_code)


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
    """Repository of the identity and the device's keys, for one unit of work."""

    def __init__(self, db: Connection, ids: IdSource) -> None:
        self._db, self._meta, self._ids = db, Meta(db), ids
        self._known: Identity | None = None

    def identity(self) -> Identity | None:
        """Return who this till is, or None before it was enrolled."""
        if self._known is None and (text := self._meta.get(IDENTITY)) is not None:
            self._known = _parse(text)
        return self._known

    def enrolled(self, identity: Identity) -> None:
        """Keep what HQ said. Said again, it may change all but the device.

        Raise AlreadyEnrolledError for another device or incarnation, whose ops could not follow
        those in the outbox.
        """
        known = self.identity()
        if known and (known.device, known.inc) != (identity.device, identity.inc):
            raise AlreadyEnrolledError
        self._keep(identity)

    def replaced(self, identity: Identity) -> None:
        """Keep what HQ said to a till that came again, as another device, with its new keys."""
        self._keep(identity)
        if self.next_keys() is not None:
            self.use_new_keys()
        self.forget_old_keys()

    def keys(self) -> DeviceKeys | None:
        """Return the device's keys, or None before they were made."""
        return self._keys("")

    def next_keys(self) -> DeviceKeys | None:
        """Return keys that were made and are not in use yet, or None."""
        return self._keys(_NEXT)

    def old_keys(self) -> DeviceKeys | None:
        """Return the keys that were in use before the present ones, as long as they are kept."""
        return self._keys(_OLD)

    def make_keys(self) -> DeviceKeys:
        """Return the device's keys, making them the first time. They never leave this database."""
        return self._made("")

    def new_keys(self) -> DeviceKeys:
        """Return the keys that are to follow the present ones, making them the first time."""
        return self._made(_NEXT)

    def use_new_keys(self) -> None:
        """Put the keys made last in use, and keep the ones before as the old. Without new ones
        nothing changes.
        """
        if self.next_keys() is None:
            return
        self.forget_old_keys()
        sql = "UPDATE device_key SET name = ? WHERE name = ?"
        self._db.executemany(sql, [(_OLD + name, name) for name in _NAMES])
        self._db.executemany(sql, [(name, _NEXT + name) for name in _NAMES])

    def forget_old_keys(self) -> None:
        """Erase the keys before the present ones."""
        sql = "DELETE FROM device_key WHERE name = ?"
        self._db.executemany(sql, [(_OLD + name,) for name in _NAMES])

    def forget_known(self) -> None:
        """Read the identity again: it was replaced."""
        self._known = None

    def _keep(self, identity: Identity) -> None:
        self._meta.set(IDENTITY, _text(identity))
        self._known = None

    def _made(self, prefix: str) -> DeviceKeys:
        self._db.executemany(
            "INSERT OR IGNORE INTO device_key (name, private) VALUES (?, ?)",
            [(prefix + name, self._ids.random_bytes(_KEY_BYTES)) for name in _NAMES],
        )
        keys = self._keys(prefix)
        assert keys is not None
        return keys

    def _keys(self, prefix: str) -> DeviceKeys | None:
        rows = dict(self._db.execute("SELECT name, private FROM device_key").fetchall())
        if prefix + _SIGN not in rows:
            return None
        return DeviceKeys(
            Ed25519PrivateKey.from_private_bytes(rows[prefix + _SIGN]),
            X25519PrivateKey.from_private_bytes(rows[prefix + _BOX]),
        )


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
def _public_key(text: str) -> Ed25519PublicKey:
    return Ed25519PublicKey.from_public_bytes(chain.from_text(text))


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
