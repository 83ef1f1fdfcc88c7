"""Tills on PostgreSQL: who they are, how far their ops are here, and what they signed lately."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from sync.hub.devices import Chain, Device, Listed, NewDevice, Pushed, Seen, Standing
from sync.hub.errors import InputError
from sync.hub.postgres.sql import Cursor

# Any number will do, as long as every hub uses the same one.
_NAMING_LOCK = 0x6755_1742


_COLUMNS: Final = (
    "store, device, sig_pub, inc, status, last_seen, forked_at, next_sig_pub,"
    " key_made_at, draining_at, lineage, family"
)
_DEVICE: Final = f"SELECT {_COLUMNS} FROM device"
_NONCE_OF: Final = (
    f"WITH d AS ({_DEVICE} WHERE device = %(device)s AND sig_pub = %(key)s),"
    " n AS (INSERT INTO nonce (store, device, nonce, seen_at)"
    " SELECT store, device, %(nonce)s, %(now)s::bigint FROM d WHERE status <> 'revoked'"
    " ON CONFLICT DO NOTHING RETURNING 1)"
    " SELECT d.*, status = 'revoked' OR EXISTS (SELECT FROM n) FROM d"
)
VSEQ: Final = (
    "CASE WHEN c.device = %(family)s THEN c.vseq ELSE (SELECT f.vseq FROM device_cursor AS f"
    " WHERE f.store = c.store AND f.device = %(family)s) END"
)
"""The number of the last word to a device, whose cursor is `c`, and its family."""


class PostgresDevices:
    """See `storage.Devices`."""

    def __init__(self, cursor: Cursor) -> None:
        self._cursor = cursor

    def find(self, device: str) -> Device | None:
        """Return the device with this id."""
        row = self._cursor.execute(
            f"{_DEVICE} WHERE device = %s",
            (device,),
            prepare=True,
        ).fetchone()
        return _device(row)

    def heir(self, device: str) -> Device | None:
        """Return what the device with this id is by now."""
        row = self._cursor.execute(
            f"{_DEVICE} WHERE device = %s OR %s = ANY (lineage)"
            " ORDER BY enrolled_at DESC, cardinality(lineage) DESC LIMIT 1",
            (device, device),
        ).fetchone()
        return _device(row)

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
            " schema_version, enrolled_at, last_seen, key_made_at, lineage, family)"
            " VALUES (%(store)s, %(device)s, %(sig_pub)s, %(box_pub)s, %(inc)s, 'active', %(desk)s,"
            " %(app)s, %(schema_version)s, %(enrolled_at)s, %(enrolled_at)s, %(enrolled_at)s,"
            " %(lineage)s, %(family)s)",
            {
                **new,
                "lineage": list(device.lineage),
                "family": device.family or device.device,
            },
        )
        self._cursor.execute(
            "INSERT INTO device_cursor (store, device, inc, last_n, last_hash, durable_n, vseq)"
            " VALUES (%(store)s, %(device)s, %(inc)s, %(last_n)s, %(genesis)s, 0, 0)",
            new,
        )

    def lock_chain(self, device: Device) -> Chain:
        """Return how far HQ has the device's ops, locked."""
        if device.family != device.device:
            self._cursor.execute(
                "SELECT FROM device_cursor WHERE store = %s AND device = %s FOR UPDATE",
                (device.store, device.family),
            )
        row = self._cursor.execute(
            "SELECT last_n, last_hash, durable_n, pushed_day, pushed_bytes FROM device_cursor"
            " WHERE store = %s AND device = %s AND inc = %s FOR UPDATE",
            (device.store, device.device, device.inc),
            prepare=True,
        ).fetchone()
        if row is None:
            raise InputError(f"device {device.device} has no cursor")
        return Chain(row[0], bytes(row[1]), row[2], Pushed(*row[3:]))

    def standing(self, device: Device) -> Standing:
        """Return what the device is told of its ops."""
        row = self._cursor.execute(
            "SELECT c.last_n, c.durable_n, EXISTS (SELECT FROM acceptance AS a"
            " WHERE a.store = c.store AND a.device = c.device AND a.decided_at IS NULL)"
            f", {VSEQ} FROM device_cursor AS c"
            " WHERE c.store = %(store)s AND c.device = %(device)s AND c.inc = %(inc)s",
            {
                "store": device.store,
                "device": device.device,
                "inc": device.inc,
                "family": device.family,
            },
            prepare=True,
        ).fetchone()
        if row is None:
            raise InputError(f"device {device.device} has no cursor")
        return Standing(*row)

    def advance(self, device: Device, last_n: int, last_hash: bytes, pushed: Pushed) -> None:
        """Note that HQ has the device's ops up to `last_n`."""
        self._cursor.execute(
            "UPDATE device_cursor SET last_n = %s, last_hash = %s, pushed_day = %s,"
            " pushed_bytes = %s WHERE store = %s AND device = %s AND inc = %s",
            (last_n, last_hash, *pushed, device.store, device.device, device.inc),
            prepare=True,
        )

    def note_seen(self, device: Device, seen: Seen) -> None:
        """Note when the device was heard of."""
        who = (device.store, device.device)
        self._cursor.execute(
            "UPDATE device SET last_seen = %s, skew_ms = %s, schema_version = %s"
            " WHERE store = %s AND device = %s",
            (seen.now_ms, seen.skew_ms, seen.schema_version, *who),
        )
        self._cursor.executemany(
            "INSERT INTO device_read (store, device, stream, after_seq, noted_at)"
            " VALUES (%s, %s, %s, %s, %s) ON CONFLICT (store, device, stream)"
            " DO UPDATE SET after_seq = excluded.after_seq, noted_at = excluded.noted_at",
            [(*who, stream, after, seen.now_ms) for stream, after in sorted(seen.reads.items())],
        )

    def slowest(self, stream: str, *, since_ms: int) -> int | None:
        """Return how far the slowest till has read the stream."""
        row = self._cursor.execute(
            "SELECT min(r.after_seq) FROM device AS d JOIN device_read AS r"
            " ON r.store = d.store AND r.device = d.device"
            " WHERE r.stream = %s AND d.last_seen >= %s AND d.status <> 'revoked'",
            (stream, since_ms),
        ).fetchone()
        return row[0] if row else None

    def flag_fork(self, device: Device, *, now_ms: int) -> None:
        """Stop the device."""
        self._cursor.execute(
            "UPDATE device SET forked_at = coalesce(forked_at, %s)"
            " WHERE store = %s AND device = %s",
            (now_ms, device.store, device.device),
        )

    def set_status(self, device: str, status: str, *, now_ms: int | None = None) -> str:
        """Set what a device may do."""
        row = self._cursor.execute(
            "UPDATE device SET status = %(status)s, draining_at ="
            " CASE WHEN %(status)s = 'draining' THEN coalesce(draining_at, %(now)s::bigint) END"
            " WHERE device = %(device)s RETURNING store",
            {"status": status, "device": device, "now": now_ms},
        ).fetchone()
        return _store_of(device, row)

    def announce_key(self, device: Device, sig_pub: bytes, box_pub: bytes, *, now_ms: int) -> None:
        """Keep a device's next keys."""
        self._cursor.execute(
            "UPDATE device SET next_sig_pub = %s, next_box_pub = %s, next_made_at = %s"
            " WHERE store = %s AND device = %s",
            (sig_pub, box_pub, now_ms, device.store, device.device),
        )

    def use_next_key(self, device: Device) -> None:
        """Make the announced keys the only ones."""
        self._cursor.execute(
            "UPDATE device SET sig_pub = next_sig_pub, box_pub = next_box_pub,"
            " key_made_at = next_made_at, next_sig_pub = NULL, next_box_pub = NULL,"
            " next_made_at = NULL"
            " WHERE store = %s AND device = %s AND next_sig_pub IS NOT NULL",
            (device.store, device.device),
        )

    def renew_key(self, device: str, *, now_ms: int) -> str:
        """Count a device's key as made now."""
        row = self._cursor.execute(
            "UPDATE device SET key_made_at = %s WHERE device = %s RETURNING store",
            (now_ms, device),
        ).fetchone()
        return _store_of(device, row)

    def mark(self, mark: str) -> int:
        """Note how far HQ has every device's ops."""
        self._cursor.execute(
            "INSERT INTO backup_mark (store, device, inc, mark, last_n)"
            " SELECT store, device, inc, %s, last_n FROM device_cursor",
            (mark,),
        )
        return self._cursor.rowcount

    def mark_durable(self, mark: str) -> int:
        """Note that a verified backup holds every op up to that mark."""
        known = self._cursor.execute(
            "SELECT FROM backup_mark WHERE mark = %s LIMIT 1", (mark,)
        ).fetchone()
        if known is None:
            raise InputError(f"no mark {mark!r}")
        self._cursor.execute(
            "UPDATE device_cursor AS c SET durable_n = least(m.last_n, c.last_n)"
            " FROM backup_mark AS m WHERE m.mark = %s AND c.store = m.store"
            " AND c.device = m.device AND c.inc = m.inc AND c.durable_n < m.last_n",
            (mark,),
        )
        return self._cursor.rowcount


def _device(row: Sequence[Any] | None) -> Device | None:
    return Device._make((*row[:10], tuple(row[10]), row[11])) if row else None


def _store_of(device: str, row: tuple[Any, ...] | None) -> str:
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

    def add_of(
        self, device: str, sig_pub: bytes, nonce: str, *, now_ms: int
    ) -> tuple[Device, bool] | None:
        """Note a nonce of the device with this id and key, all in one statement."""
        row = self._cursor.execute(
            _NONCE_OF,
            {"device": device, "key": sig_pub, "nonce": nonce, "now": now_ms},
            prepare=True,
        ).fetchone()
        found = _device(row)
        return None if row is None or found is None else (found, bool(row[-1]))

    def forget(self, *, before_ms: int) -> int:
        """Forget those seen before that time."""
        self._cursor.execute("DELETE FROM nonce WHERE seen_at < %s", (before_ms,))
        return self._cursor.rowcount
