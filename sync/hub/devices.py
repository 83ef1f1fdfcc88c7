"""Devices: the tills HQ knows, what they may do, and how far it has their ops. Pure."""

from __future__ import annotations

from typing import Final, NamedTuple

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from sync.hub import records

ACTIVE: Final = "active"
DRAINING: Final = "draining"
REVOKED: Final = "revoked"

_SEEN_EVERY_MS: Final = 60_000


class Device(NamedTuple):
    """A till. `forked_at` is set once two tills, or one and its own past, claimed to be this
    device: neither gets further.
    """

    store: str
    device: str
    sig_pub: bytes
    inc: int
    status: str
    last_seen: int
    forked_at: int | None

    @property
    def streams(self) -> tuple[str, ...]:
        """Return what it may read."""
        return (records.CHAIN_WIDE, records.stream_of(self.store))

    @property
    def key(self) -> Ed25519PublicKey:
        """Return the key it signs with."""
        return Ed25519PublicKey.from_public_bytes(self.sig_pub)


class NewDevice(NamedTuple):
    """A till about to be added; `genesis` is the hash that stands before its first op."""

    store: str
    device: str
    inc: int
    sig_pub: bytes
    box_pub: bytes
    desk: str
    app: str
    schema_version: int
    enrolled_at: int
    genesis: bytes


class Chain(NamedTuple):
    """How far HQ has a device's ops: the number and hash of the last one."""

    last_n: int
    last_hash: bytes
    durable_n: int


class Standing(NamedTuple):
    """What a device is told of its ops: how far HQ has them, and whether HQ still judges some."""

    last_n: int
    durable_n: int
    judging: bool


class Listed(NamedTuple):
    """A till as an administrator sees it."""

    store: str
    device: str
    status: str
    desk: str
    forked: bool
    last_n: int
    last_seen: int
    skew_ms: int


def is_news(device: Device, *, now_ms: int) -> bool:
    """Tell whether that it was heard of is worth a note: once a minute is."""
    return now_ms - device.last_seen >= _SEEN_EVERY_MS
