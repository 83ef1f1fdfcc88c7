"""Devices: the tills HQ knows, what they may do, and how far it has their ops."""

from __future__ import annotations

from typing import Final, NamedTuple

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from sync.hub import records
from sync.hub.database import Cursor
from sync.hub.errors import InputError

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


def listed(cursor: Cursor) -> list[Listed]:
    """Return every till, by store."""
    cursor.execute(
        "SELECT d.store, d.device, d.status, d.desk, d.forked_at IS NOT NULL, c.last_n,"
        " d.last_seen, d.skew_ms FROM device AS d JOIN device_cursor AS c"
        " ON c.store = d.store AND c.device = d.device AND c.inc = d.inc"
        " ORDER BY d.store, d.enrolled_at"
    )
    return [Listed(*row) for row in cursor]


def find(cursor: Cursor, device: str) -> Device | None:
    """Return the device with this id."""
    row = cursor.execute(
        "SELECT store, device, sig_pub, inc, status, last_seen, forked_at FROM device"
        " WHERE device = %s",
        (device,),
        prepare=True,
    ).fetchone()
    return Device(*row) if row else None


def lock_chain(cursor: Cursor, device: Device) -> Chain:
    """Return how far HQ has the device's ops, and keep every other push of it waiting: this row
    is what makes each op take effect exactly once.
    """
    row = cursor.execute(
        "SELECT last_n, last_hash, durable_n FROM device_cursor"
        " WHERE store = %s AND device = %s AND inc = %s FOR UPDATE",
        (device.store, device.device, device.inc),
        prepare=True,
    ).fetchone()
    if row is None:
        raise InputError(f"device {device.device} has no cursor")
    return Chain(int(row[0]), bytes(row[1]), int(row[2]))


def read_standing(cursor: Cursor, device: Device) -> Standing:
    """Return what the device is told of its ops."""
    row = cursor.execute(
        "SELECT c.last_n, c.durable_n, EXISTS (SELECT FROM acceptance AS a"
        " WHERE a.store = c.store AND a.device = c.device AND a.decided_at IS NULL)"
        " FROM device_cursor AS c WHERE c.store = %s AND c.device = %s AND c.inc = %s",
        (device.store, device.device, device.inc),
        prepare=True,
    ).fetchone()
    if row is None:
        raise InputError(f"device {device.device} has no cursor")
    return Standing(*row)


def advance(cursor: Cursor, device: Device, last_n: int, last_hash: bytes) -> None:
    """Note that HQ has the device's ops up to `last_n`."""
    cursor.execute(
        "UPDATE device_cursor SET last_n = %s, last_hash = %s"
        " WHERE store = %s AND device = %s AND inc = %s",
        (last_n, last_hash, device.store, device.device, device.inc),
        prepare=True,
    )


def is_news(device: Device, *, now_ms: int) -> bool:
    """Tell whether that it was heard of is worth a note: once a minute is."""
    return now_ms - device.last_seen >= _SEEN_EVERY_MS


def note_seen(
    cursor: Cursor, device: Device, *, now_ms: int, skew_ms: int, schema_version: int
) -> None:
    """Note when the device was heard of, how far its clock is behind HQ's, and what it speaks."""
    cursor.execute(
        "UPDATE device SET last_seen = %s, skew_ms = %s, schema_version = %s"
        " WHERE store = %s AND device = %s",
        (now_ms, skew_ms, schema_version, device.store, device.device),
    )


def flag_fork(cursor: Cursor, device: Device, *, now_ms: int) -> None:
    """Stop the device: its chain and HQ's are not the same."""
    cursor.execute(
        "UPDATE device SET forked_at = coalesce(forked_at, %s) WHERE store = %s AND device = %s",
        (now_ms, device.store, device.device),
    )


def set_status(cursor: Cursor, device: str, status: str) -> str:
    """Set what a device may do and return its store. Raise InputError for an unknown one."""
    row = cursor.execute(
        "UPDATE device SET status = %s WHERE device = %s RETURNING store", (status, device)
    ).fetchone()
    if row is None:
        raise InputError(f"no device {device!r}")
    return str(row[0])
