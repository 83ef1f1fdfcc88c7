"""The way to PostgreSQL: pooled connections, transactions and snapshots."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import Final, TypeVar

import psycopg
from psycopg_pool import ConnectionPool, PoolTimeout

from sync.hub.devices import Device
from sync.hub.errors import (
    ConcurrentChangeError,
    NotStorableError,
    RefusedError,
    StorageAwayError,
)
from sync.hub.port.glances import Glance
from sync.hub.postgres.glances import glance
from sync.hub.postgres.migrate import migrate
from sync.hub.postgres.sql import NOTIFY, Connection, notices
from sync.hub.postgres.transaction import transaction_on
from sync.hub.storage import Transaction, nobody_listens
from sync.protocol.problems import ProblemCode

T = TypeVar("T")

_ATTEMPTS: Final = 8
_RETRIED: Final = (
    ConcurrentChangeError,
    psycopg.errors.DeadlockDetected,
    psycopg.errors.SerializationFailure,
)

_PLANNING: Final = (
    ("plan_cache_mode", "force_generic_plan"),
    ("enable_seqscan", "off"),
    ("enable_hashjoin", "off"),
    ("enable_mergejoin", "off"),
)


class PostgresStorage:
    """A PostgreSQL database with this program's schema, migrated when it is opened."""

    def __init__(self, dsn: str, *, connections_max: int = 16) -> None:
        self.dsn = dsn
        self.on_moved: Callable[[Collection[str], str], None] = nobody_listens
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

    def glance(self, device: Device, asked: Sequence[tuple[str, int, int]]) -> Glance:
        """Return how the device and the streams stand; see `Storage`."""
        with self.connection() as connection:
            return glance(connection.cursor(), device, asked)

    def close(self) -> None:
        """Close every connection."""
        self._pool.close()

    def tell_others(self, streams: Collection[str], but: str = "") -> None:
        """Tell the processes that serve this database that these streams moved, and to let the
        waits of one device be.
        """
        with self.connection() as connection:
            connection.execute(NOTIFY, (notices(streams, but),))

    @contextmanager
    def connection(self) -> Iterator[Connection]:
        """Lend a connection in autocommit mode."""
        with _troubles_named(), self._pool.connection() as connection:
            yield connection

    def run(self, work: Callable[[Transaction], T]) -> T:
        """Return what `work` returns, in one transaction; see `Storage`."""
        for _ in range(_ATTEMPTS):
            try:
                with self._pool.connection() as connection, connection.transaction():
                    tx = transaction_on(connection.cursor())
                    done = work(tx)
            except _RETRIED:
                continue
            except _NOT_STORABLE:
                raise NotStorableError from None
            except _AWAY as error:
                raise StorageAwayError(type(error).__name__) from error
            if tx.feeds.moved:
                self.on_moved(tx.feeds.moved, tx.reader)
            return done
        raise RefusedError(ProblemCode.BUSY, retry_after_s=1)

    def apart(self, work: Callable[[Transaction], T]) -> T:
        """Return what `work` returns, each statement by itself; see `Storage`."""
        with self.connection() as connection:
            return work(transaction_on(connection.cursor()))

    @contextmanager
    def snapshot(self) -> Iterator[Transaction]:
        """Lend a view of one instant; see `Storage`."""
        with self.connection() as connection:
            connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            connection.read_only = True
            try:
                with connection.transaction():
                    yield transaction_on(connection.cursor())
            finally:
                connection.isolation_level = connection.read_only = None


# PostgreSQL counts a value too long for an index among its operational troubles.
_NOT_STORABLE: Final = (psycopg.DataError, psycopg.errors.ProgramLimitExceeded)
_AWAY: Final = (psycopg.OperationalError, PoolTimeout)


@contextmanager
def _troubles_named() -> Iterator[None]:
    """Name the database's troubles by the port's errors."""
    try:
        yield
    except _NOT_STORABLE:
        # What a stranger sent is not repeated in an error.
        raise NotStorableError from None
    except _AWAY as error:
        raise StorageAwayError(type(error).__name__) from error


def _look_up_by_key(connection: Connection) -> None:
    """Every statement of ours looks rows up by their key. What the planner believes of a table
    that has just grown, or a plan made when it was empty, must not turn one into a scan. With
    scans and the other joins off one plan fits all values, and making it anew for each would cost
    as much as carrying it out.
    """
    for setting, value in _PLANNING:
        connection.execute("SELECT set_config(%s, %s, false)", (setting, value))
