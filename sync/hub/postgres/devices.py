"""Tills on PostgreSQL: who they are, how far their ops are here, and what they signed lately."""

from __future__ import annotations

from sync.hub.devices import Chain, Device, Listed, NewDevice, Standing
from sync.hub.errors import InputError
from sync.hub.postgres.sql import Cursor

# Any number will do, as long as every hub uses the same one.
_NAMING_LOCK = 0x6755_1742


class PostgresDevices:
    """See `storage.Devices`."""

    def __init__(self, cursor: Cursor) -> None:
        self._cursor = cursor

    def find(self, device: str) -> Device | None:
        """Return the device with this id."""
        row = self._cursor.execute(
            "SELECT store, device, sig_pub, inc, status, last_seen, forked_at FROM device"
            " WHERE device = %s",
            (device,),
            prepare=True,
        ).fetchone()
        return Device(*row) if row else None

    def listed(self) -> list[Listed]:
        """Return every till."""
        self._cursor.execute(
            "SELECT d.store, d.device, d.status, d.desk, d.forked_at IS NOT NULL, c.last_n,"
            " d.last_seen, d.skew_ms FROM device AS d JOIN device_cursor AS c"
            " ON c.store = d.store AND c.device = d.device AND c.inc = d.inc"
            " ORDER BY d.store, d.enrolled_at, d.device"
        )
        return [Listed(*row) for row in self._cursor]

    def lock_naming(self) -> None:
        """Keep other enrolments waiting."""
        self._cursor.execute("SELECT pg_advisory_xact_lock(%s)", (_NAMING_LOCK,))

    def add(self, device: NewDevice) -> None:
        """Add a till."""
        new = device._asdict()
        self._cursor.execute(
            "INSERT INTO device (store, device, sig_pub, box_pub, inc, status, desk, app,"
            " schema_version, enrolled_at, last_seen)"
            " VALUES (%(store)s, %(device)s, %(sig_pub)s, %(box_pub)s, %(inc)s, 'active', %(desk)s,"
            " %(app)s, %(schema_version)s, %(enrolled_at)s, %(enrolled_at)s)",
            new,
        )
        self._cursor.execute(
            "INSERT INTO device_cursor (store, device, inc, last_n, last_hash, durable_n)"
            " VALUES (%(store)s, %(device)s, %(inc)s, 0, %(genesis)s, 0)",
            new,
        )

    def lock_chain(self, device: Device) -> Chain:
        """Return how far HQ has the device's ops, locked."""
        row = self._cursor.execute(
            "SELECT last_n, last_hash, durable_n FROM device_cursor"
            " WHERE store = %s AND device = %s AND inc = %s FOR UPDATE",
            (device.store, device.device, device.inc),
            prepare=True,
        ).fetchone()
        if row is None:
            raise InputError(f"device {device.device} has no cursor")
        return Chain(int(row[0]), bytes(row[1]), int(row[2]))

    def standing(self, device: Device) -> Standing:
        """Return what the device is told of its ops."""
        row = self._cursor.execute(
            "SELECT c.last_n, c.durable_n, EXISTS (SELECT FROM acceptance AS a"
            " WHERE a.store = c.store AND a.device = c.device AND a.decided_at IS NULL)"
            " FROM device_cursor AS c WHERE c.store = %s AND c.device = %s AND c.inc = %s",
            (device.store, device.device, device.inc),
            prepare=True,
        ).fetchone()
        if row is None:
            raise InputError(f"device {device.device} has no cursor")
        return Standing(*row)

    def advance(self, device: Device, last_n: int, last_hash: bytes) -> None:
        """Note that HQ has the device's ops up to `last_n`."""
        self._cursor.execute(
            "UPDATE device_cursor SET last_n = %s, last_hash = %s"
            " WHERE store = %s AND device = %s AND inc = %s",
            (last_n, last_hash, device.store, device.device, device.inc),
            prepare=True,
        )

    def note_seen(self, device: Device, *, now_ms: int, skew_ms: int, schema_version: int) -> None:
        """Note when the device was heard of."""
        self._cursor.execute(
            "UPDATE device SET last_seen = %s, skew_ms = %s, schema_version = %s"
            " WHERE store = %s AND device = %s",
            (now_ms, skew_ms, schema_version, device.store, device.device),
        )

    def flag_fork(self, device: Device, *, now_ms: int) -> None:
        """Stop the device."""
        self._cursor.execute(
            "UPDATE device SET forked_at = coalesce(forked_at, %s)"
            " WHERE store = %s AND device = %s",
            (now_ms, device.store, device.device),
        )

    def set_status(self, device: str, status: str) -> str:
        """Set what a device may do."""
        row = self._cursor.execute(
            "UPDATE device SET status = %s WHERE device = %s RETURNING store", (status, device)
        ).fetchone()
        if row is None:
            raise InputError(f"no device {device!r}")
        return str(row[0])


class PostgresNonces:
    """See `storage.Nonces`."""

    def __init__(self, cursor: Cursor) -> None:
        self._cursor = cursor

    def add(self, device: Device, nonce: str, *, now_ms: int) -> bool:
        """Note a nonce."""
        self._cursor.execute(
            "INSERT INTO nonce (store, device, nonce, seen_at) VALUES (%s, %s, %s, %s)"
            " ON CONFLICT DO NOTHING",
            (device.store, device.device, nonce, now_ms),
            prepare=True,
        )
        return self._cursor.rowcount > 0

    def forget(self, *, before_ms: int) -> int:
        """Forget those seen before that time."""
        self._cursor.execute("DELETE FROM nonce WHERE seen_at < %s", (before_ms,))
        return self._cursor.rowcount
