"""Requests to be shown a customer, and alerts, on PostgreSQL."""

from __future__ import annotations

from sync.hub.config import DAY_MS
from sync.hub.devices import Device
from sync.hub.port.tills import Alert
from sync.hub.postgres.sql import Cursor
from sync.hub.records import Key


class PostgresLinks:
    """See `port.tills.Links`."""

    def __init__(self, cursor: Cursor) -> None:
        self._cursor = cursor

    def count(self, device: Device, day: int) -> int:
        """Count one more request of the device on that day."""
        row = self._cursor.execute(
            "INSERT INTO link_use AS u (store, device, day, used) VALUES (%s, %s, %s, 1)"
            " ON CONFLICT (store, device, day) DO UPDATE SET used = u.used + 1 RETURNING used",
            (device.store, device.device, day),
        ).fetchone()
        return int(row[0]) if row else 0

    def customers_named(self, name: str, phone: str) -> list[Key]:
        """Return the customers with that name and phone."""
        self._cursor.execute(
            "SELECT owner, kind, id FROM record WHERE kind = 'customer' AND body ->> 'name' = %s"
            " AND body -> 'phones' ? %s AND body ->> 'canonical_id' IS NULL"
            " ORDER BY owner, id LIMIT 2",
            (name, phone),
        )
        return [Key(*row) for row in self._cursor]

    def add_due(self, subject: Key, stream: str) -> None:
        """Note that a subject is to be put into a stream."""
        self._cursor.execute(
            "INSERT INTO link_due (owner, kind, id, stream) VALUES (%s, %s, %s, %s)"
            " ON CONFLICT DO NOTHING",
            (*subject, stream),
        )

    def due(self, limit: int) -> list[tuple[Key, str]]:
        """Return subjects that are to be put into a stream."""
        self._cursor.execute(
            "SELECT owner, kind, id, stream FROM link_due"
            " ORDER BY stream, owner, kind, id LIMIT %s",
            (limit,),
        )
        return [(Key(*row[:3]), row[3]) for row in self._cursor]

    def drop_due(self, subject: Key, stream: str) -> None:
        """Note that it was done."""
        self._cursor.execute(
            "DELETE FROM link_due WHERE owner = %s AND kind = %s AND id = %s AND stream = %s",
            (*subject, stream),
        )


class PostgresAlerts:
    """See `port.tills.Alerts`."""

    def __init__(self, cursor: Cursor) -> None:
        self._cursor = cursor

    def add(self, device: Device, code: str, *, now_ms: int) -> None:
        """Raise an alert about a device, once a day."""
        alert = (device.store, device.device, code)
        self._cursor.execute(
            "INSERT INTO alert (store, device, code, at) SELECT %s, %s, %s, %s WHERE NOT EXISTS ("
            "SELECT FROM alert WHERE store = %s AND device = %s AND code = %s AND at / %s = %s)"
            " ON CONFLICT DO NOTHING",
            (*alert, now_ms, *alert, DAY_MS, now_ms // DAY_MS),
        )

    def listed(self, *, since_ms: int) -> list[Alert]:
        """Return the alerts since then."""
        self._cursor.execute(
            "SELECT store, device, code, at FROM alert WHERE at >= %s"
            " ORDER BY at DESC, store, device, code",
            (since_ms,),
        )
        return [Alert(*row) for row in self._cursor]
