"""The store: one writer and one reader, each a connection on a thread of its own.

Work is a function of a unit of work. It runs in one transaction; when it raises, everything it did
is undone and the error is in the future. The writer's transaction begins IMMEDIATE, so it never
fails half-way for want of the lock.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, ParamSpec, TypeVar

from local_store.connection import Connection
from local_store.database import check_pages, named_errors, open_database
from local_store.errors import ClosedError
from local_store.migrate import migrate
from local_store.ports import Clock, IdSource
from local_store.process_lock import ProcessLock
from local_store.unit_of_work import Calendar, Surroundings, UnitOfWork
from terminal.domain.staff import Session

T = TypeVar("T")
P = ParamSpec("P")

Listener = Callable[[Mapping[str, frozenset[str]]], None]

_log: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class StoreSettings:
    """Where the store lies and how it runs.

    `calendar` counts until the till is enrolled and HQ says better. `inline` runs work on the
    caller's thread, and `durable` False gives up surviving a crash: both for simulations.
    """

    path: Path
    calendar: Calendar = field(default_factory=lambda: Calendar("Asia/Shanghai"))
    inline: bool = False
    durable: bool = True


class InlineExecutor(Executor):
    """Runs work at once on the caller's thread."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Run `fn` and return its finished future."""
        future: Future[T] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except BaseException as error:  # noqa: BLE001 (as the standard executors do)
            future.set_exception(error)
        return future


class Store:
    """The encrypted store of one till. Opening raises a LocalStoreError and changes nothing."""

    def __init__(self, settings: StoreSettings, key: bytes, clock: Clock, ids: IdSource) -> None:
        self.on_committed: Listener | None = None
        self._settings, self._clock, self._ids = settings, clock, ids
        self._closed = False
        self._lock = ProcessLock(settings.path)
        try:
            self._writer_db = open_database(settings.path, key, durable=settings.durable)
            try:
                migrate(self._writer_db, settings.path, key)
                self._reader_db = open_database(settings.path, key, query_only=True)
                self._in_transaction(lambda uow: uow.sync.retry_parked(), None)
            except BaseException:
                self._writer_db.close()
                raise
        except BaseException:
            self._lock.release()
            raise
        self._writer = _executor("store-writer", inline=settings.inline)
        self._reader = _executor("store-reader", inline=settings.inline)

    def run(self, work: Callable[[UnitOfWork], T], session: Session | None = None) -> Future[T]:
        """Run work that may write, in one transaction. Without a session it is the program's."""
        self._require_open()
        return self._writer.submit(self._written, work, session)

    def read(self, work: Callable[[UnitOfWork], T], session: Session | None = None) -> Future[T]:
        """Run work that only reads, beside the writer. A write in it raises ReadOnlyError."""
        self._require_open()
        return self._reader.submit(self._in_reader, work, session)

    def check_pages(self) -> Future[None]:
        """Authenticate every page on disk (5 ms per MiB). The future raises CorruptError."""
        self._require_open()
        return self._reader.submit(check_pages, self._reader_db)

    def close(self) -> None:
        """Finish what was handed in, write the log back into the file, and close. Idempotent."""
        if self._closed:
            return
        self._closed = True
        self._writer.shutdown(wait=True)
        self._reader.shutdown(wait=True)
        self._reader_db.close()
        with named_errors():
            self._writer_db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            self._writer_db.close()
        self._lock.release()

    def _require_open(self) -> None:
        if self._closed:
            raise ClosedError

    def _written(self, work: Callable[[UnitOfWork], T], session: Session | None) -> T:
        result, changes = self._in_transaction(work, session)
        listener = self.on_committed
        if changes and listener is not None:
            try:
                listener(changes)
            except Exception:  # noqa: BLE001 (the store thread's one place)
                # The work is saved: a screen that failed to refresh must not make it look lost.
                _log.exception("a listener to committed work failed")
        return result

    def _in_transaction(
        self, work: Callable[[UnitOfWork], T], session: Session | None
    ) -> tuple[T, Mapping[str, frozenset[str]]]:
        db = self._writer_db
        with named_errors(), _Transaction(db, "BEGIN IMMEDIATE"):
            uow = UnitOfWork(db, session, self._surroundings(writable=True))
            result = work(uow)
        return result, uow.changes

    def _in_reader(self, work: Callable[[UnitOfWork], T], session: Session | None) -> T:
        # Inside a transaction, so that all of the work sees one state.
        with named_errors(), _Transaction(self._reader_db, "BEGIN"):
            return work(UnitOfWork(self._reader_db, session, self._surroundings(writable=False)))

    def _surroundings(self, *, writable: bool) -> Surroundings:
        return Surroundings(self._clock, self._ids, self._settings.calendar, writable)


class _Transaction:
    """Commits when its block ends well, else leaves the connection as it was before."""

    def __init__(self, db: Connection, begin: str) -> None:
        self._db, self._begin = db, begin

    def __enter__(self) -> None:
        self._db.execute(self._begin)

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            if kind is None:
                self._db.execute("COMMIT")
        finally:
            # The engine ends a transaction itself when the disk is full; a commit that failed
            # leaves it open.
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")


def _executor(name: str, *, inline: bool) -> Executor:
    return InlineExecutor() if inline else ThreadPoolExecutor(1, thread_name_prefix=name)
