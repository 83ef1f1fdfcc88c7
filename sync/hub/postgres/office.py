"""What HQ's own people and jobs keep, on PostgreSQL: stores, codes, counted work, small facts."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from psycopg.types.json import Jsonb

from sync.hub.devices import Device
from sync.hub.port.office import Arrival, Version
from sync.hub.port.tills import Code
from sync.hub.postgres.sql import KEYS, Cursor, columns
from sync.hub.records import CHAIN_WIDE, Key
from sync.merge import Body
from sync.protocol.enrol import StoreInfo


class PostgresStores:
    """See `storage.Stores`."""

    def __init__(self, cursor: Cursor) -> None:
        self._cursor = cursor

    def find(self, store: str) -> StoreInfo | None:
        """Return the store with this id."""
        row = self._cursor.execute(
            "SELECT store, code, name, time_zone, day_starts_at FROM store WHERE store = %s",
            (store,),
        ).fetchone()
        if row is None:
            return None
        return StoreInfo(
            id=row[0], code=row[1], name=row[2], time_zone=row[3], day_starts_at=row[4]
        )

    def keep(self, store: StoreInfo) -> None:
        """Make a store, or change it."""
        self._cursor.execute(
            "INSERT INTO store (store, code, name, time_zone, day_starts_at)"
            " VALUES (%s, %s, %s, %s, %s) ON CONFLICT (store) DO UPDATE SET code = excluded.code,"
            " name = excluded.name, time_zone = excluded.time_zone,"
            " day_starts_at = excluded.day_starts_at",
            (store.id, store.code, store.name, store.time_zone, store.day_starts_at),
        )


class PostgresCodes:
    """See `storage.Codes`."""

    def __init__(self, cursor: Cursor) -> None:
        self._cursor = cursor

    def add(self, code: Code, *, expires_at: int) -> None:
        """Keep a new code."""
        self._cursor.execute(
            "INSERT INTO enrolment_code (secret_hash, store, desk, again, expires_at)"
            " VALUES (%s, %s, %s, %s, %s)",
            (code.secret_hash, code.store, code.desk, code.again, expires_at),
        )

    def lock(self, secret_hash: bytes, *, now_ms: int) -> Code | None:
        """Return a good code, locked."""
        row = self._cursor.execute(
            "SELECT secret_hash, store, desk, device, again FROM enrolment_code"
            " WHERE secret_hash = %s AND expires_at >= %s FOR UPDATE",
            (secret_hash, now_ms),
        ).fetchone()
        return Code(bytes(row[0]), *row[1:]) if row else None

    def use(self, secret_hash: bytes, device: str, *, now_ms: int) -> None:
        """Note which till used the code."""
        self._cursor.execute(
            "UPDATE enrolment_code SET used_at = %s, device = %s WHERE secret_hash = %s",
            (now_ms, device, secret_hash),
        )

    def failures(self, address: str, *, since_ms: int) -> int:
        """Return how many wrong secrets came from the address."""
        row = self._cursor.execute(
            "SELECT count(*) FROM enrolment_failure WHERE address = %s AND failed_at > %s",
            (address, since_ms),
        ).fetchone()
        return int(row[0]) if row else 0

    def note_failure(self, address: str, *, now_ms: int, forget_ms: int) -> None:
        """Note a wrong secret."""
        self._cursor.execute("DELETE FROM enrolment_failure WHERE failed_at <= %s", (forget_ms,))
        self._cursor.execute(
            "INSERT INTO enrolment_failure (address, failed_at) VALUES (%s, %s)", (address, now_ms)
        )


class PostgresCounted:
    """See `storage.Counted`."""

    def __init__(self, cursor: Cursor) -> None:
        self._cursor = cursor

    def queue(self, device: Device, work: Sequence[tuple[Key, str]], *, now_ms: int) -> None:
        """Queue outcomes."""
        self._cursor.executemany(
            "INSERT INTO acceptance (owner, kind, id, store, task, device, received_at)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s)"
            " ON CONFLICT (owner, kind, id) DO UPDATE SET decided_at = NULL",
            [(*key, device.store, task, device.device, now_ms) for key, task in work],
        )

    def claim(self, limit: int) -> list[tuple[Key, str]]:
        """Return some outcomes that wait."""
        self._cursor.execute(
            "SELECT owner, kind, id, task FROM acceptance WHERE decided_at IS NULL"
            " ORDER BY received_at LIMIT %s FOR UPDATE SKIP LOCKED",
            (limit,),
        )
        return [(Key(*row[:3]), row[3]) for row in self._cursor]

    def settle(self, work: Collection[Key], *, now_ms: int) -> None:
        """Take these out of the queue."""
        self._cursor.execute(
            f"UPDATE acceptance AS a SET decided_at = %s FROM {KEYS}"
            " WHERE a.owner = k.owner AND a.kind = k.kind AND a.id = k.id",
            (now_ms, *columns(sorted(work), 3)),
        )

    def requeue(self, device: str, *, since_ms: int, now_ms: int) -> int:
        """Queue again what came from a device since then."""
        self._cursor.execute(
            "UPDATE acceptance SET decided_at = NULL, received_at = %s"
            " WHERE device = %s AND received_at >= %s",
            (now_ms, device, since_ms),
        )
        return self._cursor.rowcount

    def arrivals(self, outcomes: Collection[Key]) -> dict[Key, Arrival]:
        """Return from where and when each of these came."""
        if not outcomes:
            return {}
        self._cursor.execute(
            f"SELECT a.owner, a.kind, a.id, a.store, a.device, a.received_at FROM {KEYS}"
            " JOIN acceptance AS a ON a.owner = k.owner AND a.kind = k.kind AND a.id = k.id",
            columns(sorted(outcomes), 3),
        )
        return {Key(*row[:3]): Arrival(*row[3:]) for row in self._cursor}


class PostgresPast:
    """See `storage.Past`."""

    def __init__(self, cursor: Cursor) -> None:
        self._cursor = cursor

    def keep(self, versions: Mapping[Version, Body]) -> None:
        """Keep these."""
        self._cursor.executemany(
            "INSERT INTO config_past (owner, kind, id, version, body) VALUES (%s, %s, %s, %s, %s)"
            " ON CONFLICT (owner, kind, id, version) DO UPDATE SET body = excluded.body",
            [(CHAIN_WIDE, *one, Jsonb(versions[one])) for one in sorted(versions)],
        )

    def find(self, versions: Collection[Version]) -> dict[Version, Body]:
        """Return those that are there."""
        wanted = sorted(set(versions))
        if not wanted:
            return {}
        self._cursor.execute(
            "SELECT p.kind, p.id, p.version, p.body"
            " FROM unnest(%s::text[], %s::text[], %s::bigint[]) AS k(kind, id, version)"
            " JOIN config_past AS p ON p.owner = %s AND p.kind = k.kind AND p.id = k.id"
            " AND p.version = k.version",
            (*columns(wanted, 3), CHAIN_WIDE),
        )
        return {Version(*row[:3]): row[3] for row in self._cursor}


class PostgresMeta:
    """See `storage.Meta`."""

    def __init__(self, cursor: Cursor) -> None:
        self._cursor = cursor

    def get(self, name: str) -> str | None:
        """Return a fact."""
        row = self._cursor.execute("SELECT v FROM hub_meta WHERE k = %s", (name,)).fetchone()
        return str(row[0]) if row else None

    def keep(self, name: str, value: str) -> str:
        """Keep a fact unless it is known."""
        self._cursor.execute(
            "INSERT INTO hub_meta (k, v) VALUES (%s, %s) ON CONFLICT (k) DO NOTHING", (name, value)
        )
        return self.get(name) or value

    def set(self, name: str, value: str) -> None:
        """Keep a fact whatever was known."""
        self._cursor.execute(
            "INSERT INTO hub_meta (k, v) VALUES (%s, %s)"
            " ON CONFLICT (k) DO UPDATE SET v = excluded.v",
            (name, value),
        )
