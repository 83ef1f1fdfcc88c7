"""Where HQ of a world keeps things: in memory, or in a database of PostgreSQL.

Either can be set back to an earlier copy of itself, and is read by the checks past the product's
own queries.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol, TypeVar

import psycopg

from sync.hub.memory.storage import MemoryStorage
from sync.hub.memory.tables import Tables
from sync.hub.postgres.storage import PostgresStorage
from sync.hub.records import Key
from sync.hub.storage import Storage, Transaction

T = TypeVar("T")


class HubGone(BaseException):
    """HQ's program ended in the middle of a transaction. Nothing in it may catch this."""


class LoggedOp(NamedTuple):
    """An op as HQ has it, and when it came (UTC ms)."""

    n: int
    g: str
    kind: str
    entity: str
    hash: bytes
    verdict: str
    code: str | None
    at: int


class Live(NamedTuple):
    """A record in a stream: its revision, and body and clocks as they are."""

    kind: str
    id: str
    rev: int
    body: Any
    clocks: Any


class Kept(NamedTuple):
    """A record as HQ has it."""

    owner: str
    kind: str
    id: str
    rev: int
    body: Any


class HubStorage(Protocol):
    """What a world asks of the place where HQ keeps things."""

    def open(self) -> Storage:
        """Return it, for a program that starts."""
        ...

    def back_up(self) -> None:
        """Keep a copy of what it holds. No program may be running."""
        ...

    def set_back(self) -> None:
        """Make it what the copy is. No program may be running."""
        ...

    def drop(self) -> None:
        """Remove it and its copy."""
        ...

    def ops(self, device: str) -> list[LoggedOp]:
        """Return the ops of a device, in order."""
        ...

    def devices(self) -> list[str]:
        """Return every device of which HQ has ops."""
        ...

    def records(self) -> list[Kept]:
        """Return every record, whoever may see it."""
        ...

    def head(self, stream: str) -> tuple[int, int]:
        """Return count and sum of a stream, as HQ keeps them."""
        ...

    def live(self, stream: str) -> list[Live]:
        """Return the records in a stream."""
        ...

    def customers(self) -> list[tuple[str, str]]:
        """Return owner and id of every customer, in order."""
        ...

    def members(self) -> list[tuple[str, str, str, str]]:
        """Return which subjects (owner, kind, id) are in which stream, in order."""
        ...

    def links_due(self) -> list[tuple[str, str, str, str]]:
        """Return subjects that are promised to streams, as `members` does."""
        ...

    def stores(self) -> dict[str, str]:
        """Return the store of every device."""
        ...

    def alerts(self) -> set[tuple[str, str]]:
        """Return the alerts: device and code."""
        ...

    def all(self) -> list[tuple[Any, ...]]:
        """Return everything that HQ ever took and all it holds, in order."""
        ...


@dataclass(slots=True, repr=False)
class InMemory:
    """HQ's storage in memory."""

    _storage: MemoryStorage = field(default_factory=MemoryStorage)
    _copy: Tables = field(default_factory=Tables)

    def open(self) -> Storage:
        """Return it anew: a program that ended holds on to nothing of it."""
        opened = MemoryStorage()
        opened.tables = self._storage.tables
        self._storage = opened
        return opened

    def back_up(self) -> None:
        """Keep a copy."""
        self._copy = self._tables.copy()

    def set_back(self) -> None:
        """Make it what the copy is."""
        self._storage.tables = self._copy.copy()

    def drop(self) -> None:
        """Nothing is left of it."""

    def ops(self, device: str) -> list[LoggedOp]:
        """Return the ops of a device."""
        return [
            LoggedOp(key[3], op.g, op.kind, op.entity, op.hash, op.verdict, op.code, op.recv_at)
            for key, op in sorted(self._tables.ops.items(), key=lambda item: item[0])
            if key[1] == device
        ]

    def devices(self) -> list[str]:
        """Return every device of which HQ has ops."""
        return sorted({key[1] for key in self._tables.ops})

    def records(self) -> list[Kept]:
        """Return every record."""
        return [
            Kept(key.owner, key.kind, key.id, row.rev, json.loads(row.body))
            for key, row in self._tables.records.items()
        ]

    def head(self, stream: str) -> tuple[int, int]:
        """Return count and sum of a stream."""
        head = self._tables.heads.get(stream)
        return (head.n, head.sum) if head else (0, 0)

    def live(self, stream: str) -> list[Live]:
        """Return the records in a stream."""
        found = []
        for (inside, kind, record_id), place in self._tables.feed.items():
            if inside == stream and place.op == "P":
                row = self._tables.records[Key(place.owner, kind, record_id)]
                body, clocks = json.loads(row.body), json.loads(row.clocks)
                found.append(Live(kind, record_id, row.rev, body, clocks))
        return found

    def customers(self) -> list[tuple[str, str]]:
        """Return every customer."""
        return sorted((key.owner, key.id) for key in self._tables.records if key[1] == "customer")

    def members(self) -> list[tuple[str, str, str, str]]:
        """Return who is where."""
        return sorted(
            (key.owner, key.kind, key.id, stream)
            for key, streams in self._tables.members.items()
            for stream in streams
        )

    def links_due(self) -> list[tuple[str, str, str, str]]:
        """Return what is promised."""
        return sorted((*key, stream) for stream, key in self._tables.link_due)

    def stores(self) -> dict[str, str]:
        """Return where each device is."""
        return {name: row.store for name, row in self._tables.devices.items()}

    def alerts(self) -> set[tuple[str, str]]:
        """Return the alerts."""
        return {(one.device, one.code) for one in self._tables.alerts}

    def all(self) -> list[tuple[Any, ...]]:
        """Return everything."""
        ops = [
            (*key, op.recv_at, op.hash, op.verdict, op.code) for key, op in self._tables.ops.items()
        ]
        feed = [(*key, place.seq, place.op) for key, place in self._tables.feed.items()]
        records = [(*key, row.rev, row.h64) for key, row in self._tables.records.items()]
        return [*sorted(ops, key=str), *sorted(feed, key=str), *sorted(records, key=str)]

    @property
    def _tables(self) -> Tables:
        return self._storage.tables


@dataclass(slots=True)
class OnPostgres:
    """A database `name` of the server that `server` (a DSN) leads to."""

    server: str
    name: str

    def __post_init__(self) -> None:
        self._do(f"CREATE DATABASE {self.name} TEMPLATE hub_template")

    def open(self) -> Storage:
        """Connect to it."""
        return PostgresStorage(self._dsn, connections_max=2)

    def back_up(self) -> None:
        """Keep a copy."""
        self._do(f"DROP DATABASE IF EXISTS {self.name}_backup")
        self._do(f"CREATE DATABASE {self.name}_backup TEMPLATE {self.name}")

    def set_back(self) -> None:
        """Make it what the copy is."""
        self._do(f"DROP DATABASE {self.name}")
        self._do(f"CREATE DATABASE {self.name} TEMPLATE {self.name}_backup")

    def drop(self) -> None:
        """Remove it and its copy."""
        self._do(f"DROP DATABASE {self.name} WITH (FORCE)")
        self._do(f"DROP DATABASE IF EXISTS {self.name}_backup")

    def ops(self, device: str) -> list[LoggedOp]:
        """Return the ops of a device."""
        rows = self._rows(
            "SELECT n, g, kind, entity, hash, verdict, code, recv_at FROM op_log"
            " WHERE device = %s ORDER BY n",
            device,
        )
        return [LoggedOp(*row)._replace(hash=bytes(row[4])) for row in rows]

    def devices(self) -> list[str]:
        """Return every device of which HQ has ops."""
        return sorted(device for (device,) in self._rows("SELECT DISTINCT device FROM op_log"))

    def records(self) -> list[Kept]:
        """Return every record."""
        return [Kept(*row) for row in self._rows("SELECT owner, kind, id, rev, body FROM record")]

    def head(self, stream: str) -> tuple[int, int]:
        """Return count and sum of a stream."""
        rows = self._rows("SELECT n, sum FROM stream_head WHERE stream = %s", stream)
        return (int(rows[0][0]), int(rows[0][1])) if rows else (0, 0)

    def live(self, stream: str) -> list[Live]:
        """Return the records in a stream."""
        rows = self._rows(
            "SELECT f.kind, f.id, r.rev, r.body, r.clocks FROM feed AS f JOIN record AS r"
            " USING (owner, kind, id) WHERE f.stream = %s AND f.op = 'P'",
            stream,
        )
        return [Live(*row) for row in rows]

    def customers(self) -> list[tuple[str, str]]:
        """Return every customer."""
        rows = self._rows("SELECT owner, id FROM record WHERE kind = 'customer'")
        return sorted((owner, one) for owner, one in rows)

    def members(self) -> list[tuple[str, str, str, str]]:
        """Return who is where."""
        rows = self._rows("SELECT owner, kind, id, stream FROM membership")
        return sorted((row[0], row[1], row[2], row[3]) for row in rows)

    def links_due(self) -> list[tuple[str, str, str, str]]:
        """Return what is promised."""
        rows = self._rows("SELECT owner, kind, id, stream FROM link_due")
        return sorted((row[0], row[1], row[2], row[3]) for row in rows)

    def stores(self) -> dict[str, str]:
        """Return where each device is."""
        rows = self._rows("SELECT device, store FROM device")
        return {row[0]: row[1] for row in rows}

    def alerts(self) -> set[tuple[str, str]]:
        """Return the alerts."""
        return {(device, code) for device, code in self._rows("SELECT device, code FROM alert")}

    def all(self) -> list[tuple[Any, ...]]:
        """Return everything."""
        ops = self._rows("SELECT store, device, inc, n, recv_at, hash, verdict, code FROM op_log")
        feed = self._rows("SELECT stream, kind, id, seq, op FROM feed")
        records = self._rows(
            "SELECT owner, kind, id, rev, mod(h64 + 18446744073709551616, 18446744073709551616)"
            "::numeric FROM record"
        )
        unsigned = [(*row[:4], int(row[4])) for row in records]
        return [*sorted(ops, key=str), *sorted(feed, key=str), *sorted(unsigned, key=str)]

    @property
    def _dsn(self) -> str:
        return self.server.replace("dbname=postgres", f"dbname={self.name}")

    def _rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        with psycopg.connect(self._dsn, autocommit=True) as connection:
            return connection.execute(sql.encode(), values).fetchall()

    def _do(self, statement: str) -> None:
        with psycopg.connect(self.server, autocommit=True) as connection:
            connection.execute(statement.encode())


@dataclass
class Fragile:
    """A storage under which HQ's program can end at the end of a transaction, before its commit:
    `left` counts the transactions until then; never when it is 0.
    """

    inner: Storage
    left: int = 0

    def run(self, work: Callable[[Transaction], T]) -> T:
        """Run work as ever."""

        def tried(tx: Transaction) -> T:
            done = work(tx)
            if self.left:
                self.left -= 1
                if not self.left:
                    raise HubGone
            return done

        return self.inner.run(tried)

    def __getattr__(self, name: str) -> Any:
        """Return whatever else a storage has."""
        return getattr(self.inner, name)

    def __setattr__(self, name: str, value: Any) -> None:
        """Set what is the storage's own there."""
        if name in ("inner", "left"):
            object.__setattr__(self, name, value)
        else:
            setattr(self.inner, name, value)
