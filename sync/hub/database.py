"""The hub's way to PostgreSQL: pooled connections, transactions and snapshots."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final, TypeAlias, TypeVar

import psycopg
from psycopg.rows import TupleRow
from psycopg_pool import ConnectionPool

from sync.hub.errors import ConcurrentChangeError, RefusedError
from sync.hub.migrate import migrate
from sync.protocol.problems import ProblemCode

T = TypeVar("T")

Cursor: TypeAlias = psycopg.Cursor[TupleRow]
Connection: TypeAlias = psycopg.Connection[TupleRow]

_ATTEMPTS: Final = 8
_RETRIED: Final = (
    ConcurrentChangeError,
    psycopg.errors.DeadlockDetected,
    psycopg.errors.SerializationFailure,
)

_PLANNING: Final = (
    ("plan_cache_mode", "force_custom_plan"),
    ("enable_seqscan", "off"),
    ("enable_hashjoin", "off"),
    ("enable_mergejoin", "off"),
)


class Database:
    """A PostgreSQL database with this program's schema, migrated when it is opened."""

    def __init__(self, dsn: str, *, connections_max: int = 16) -> None:
        with psycopg.connect(dsn, autocommit=True) as connection:
            migrate(connection)
        self._pool: ConnectionPool[Connection] = ConnectionPool(
            dsn,
            min_size=1,
            max_size=connections_max,
            kwargs={"autocommit": True},
            configure=_look_up_by_key,
            name="hub",
            timeout=10,
            open=False,
        )
        self._pool.open()

    def close(self) -> None:
        """Close every connection."""
        self._pool.close()

    @contextmanager
    def connection(self) -> Iterator[Connection]:
        """Lend a connection in autocommit mode."""
        with self._pool.connection() as connection:
            yield connection

    def run(self, work: Callable[[Cursor], T]) -> T:
        """Return what `work` returns, its changes committed together.

        When another transaction got in the way, the whole work is run again; after several such
        times the caller is told to come again (RefusedError, BUSY).
        """
        for _ in range(_ATTEMPTS):
            try:
                with self._pool.connection() as connection, connection.transaction():
                    return work(connection.cursor())
            except _RETRIED:
                continue
        raise RefusedError(ProblemCode.BUSY, retry_after_s=1)

    @contextmanager
    def snapshot(self) -> Iterator[Cursor]:
        """Lend a cursor whose reads all see the same instant, and that takes no lock."""
        with self._pool.connection() as connection:
            connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            connection.read_only = True
            try:
                with connection.transaction():
                    yield connection.cursor()
            finally:
                connection.isolation_level = connection.read_only = None


def _look_up_by_key(connection: Connection) -> None:
    """Every statement of ours looks rows up by their key. What the planner believes of a table
    that has just grown, or a plan made when it was empty, must not turn one into a scan.
    """
    for setting, value in _PLANNING:
        connection.execute("SELECT set_config(%s, %s, false)", (setting, value))


def get_meta(cursor: Cursor, key: str) -> str | None:
    """Return a value kept under `key`."""
    row = cursor.execute("SELECT v FROM hub_meta WHERE k = %s", (key,)).fetchone()
    return str(row[0]) if row else None


def keep_meta(cursor: Cursor, key: str, value: str) -> str:
    """Keep `value` under `key` unless something is kept there, and return what is."""
    cursor.execute(
        "INSERT INTO hub_meta (k, v) VALUES (%s, %s) ON CONFLICT (k) DO NOTHING", (key, value)
    )
    return get_meta(cursor, key) or value


def set_meta(cursor: Cursor, key: str, value: str) -> None:
    """Keep `value` under `key`."""
    cursor.execute(
        "INSERT INTO hub_meta (k, v) VALUES (%s, %s) ON CONFLICT (k) DO UPDATE SET v = excluded.v",
        (key, value),
    )


def count(row: tuple[Any, ...] | None) -> int:
    """Return the number in a one-column row."""
    return int(row[0]) if row else 0
