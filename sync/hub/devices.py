"""Devices: the tills HQ knows, what they may do, and how far it has their ops. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from sync.hub import records

ACTIVE: Final = "active"
DRAINING: Final = "draining"
REVOKED: Final = "revoked"

_SEEN_EVERY_MS: Final = 60_000


class Device(NamedTuple):
    """A till. `forked_at` is set once two tills, or one and its own past, claimed to be this
    device: neither gets further. `lineage` are the devices it was before it came again, `family` is
    the first of those and of all else that came of it (see `port.tills.Aside`), and `next_sig_pub`
    is a key that it announced. Times are UTC ms.
    """

    store: str
    device: str
    sig_pub: bytes
    inc: int
    status: str
    last_seen: int
    forked_at: int | None
    next_sig_pub: bytes | None
    key_made_at: int
    draining_at: int | None
    lineage: tuple[str, ...]
    family: str

    @property
    def streams(self) -> tuple[str, ...]:
        """Return what it may read."""
        return (records.CHAIN_WIDE, records.stream_of(self.store))

    @property
    def names(self) -> tuple[str, ...]:
        """Return the ids it has and had."""
        return (self.device, *self.lineage)

    @property
    def key(self) -> Ed25519PublicKey:
        """Return the key it signs with."""
        return Ed25519PublicKey.from_public_bytes(self.sig_pub)

    @property
    def next_key(self) -> Ed25519PublicKey | None:
        """Return the key it announced."""
        raw = self.next_sig_pub
        return None if raw is None else Ed25519PublicKey.from_public_bytes(raw)


class NewDevice(NamedTuple):
    """A till about to be added. Its first op comes after number `last_n`, and `genesis` is the hash
    that stands before it. It is the first of its family unless one is named.
    """

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
    last_n: int = 0
    lineage: tuple[str, ...] = ()
    family: str = ""


class Pushed(NamedTuple):
    """How many bytes of ops a device brought on a UTC day (days since 1970): what its log grew by,
    which is kept for ever.
    """

    day: int = 0
    size: int = 0

    def on(self, day: int) -> Pushed:
        """Return what it brought on that day, as far as it is known."""
        return self if self.day == day else Pushed(day)


class Chain(NamedTuple):
    """How far HQ has a device's ops: the number and hash of the last one, and what it brought
    lately.
    """

    last_n: int
    last_hash: bytes
    durable_n: int
    pushed: Pushed = Pushed()


class Standing(NamedTuple):
    """What a device is told of its ops: how far HQ has them, whether HQ still judges some, and the
    number of the last word on groups that were kept aside.
    """

    last_n: int
    durable_n: int
    judging: bool
    vseq: int


class Seen(NamedTuple):
    """What a device said of itself: its skew is how far its clock is behind HQ's, and `reads` is
    how far it has read each stream.
    """

    now_ms: int
    skew_ms: int
    schema_version: int
    reads: Mapping[str, int]


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
