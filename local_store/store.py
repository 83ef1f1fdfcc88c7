"""The store: one writer and one reader, each a connection on a thread of its own.

Work is a function of a unit of work. It runs in one transaction; when it raises, everything it did
is undone and the error is in the future. The writer's transaction begins IMMEDIATE, so it never
fails half-way for want of the lock. While a stream is loaded, a third connection writes the log
back into the file.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, ParamSpec, TypeVar

from local_store.connection import Connection
from local_store.database import check_pages, commit_lazily, named_errors, open_database
from local_store.errors import ClosedError, CorruptError, LocalStoreError
from local_store.frozen import Frozen
from local_store.log_watch import LogWatch
from local_store.migrate import migrate
from local_store.ports import Clock, IdSource
from local_store.process_lock import ProcessLock
from local_store.unit_of_work import Calendar, Surroundings, UnitOfWork
from local_store.write_back import WriteBack
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
        self.written = 0
        """How many units of work were committed; each is counted before its future is done."""
        self.on_log_long: Callable[[], None] | None = None
        """Called on the writer's thread when a reader keeps the log from being written back."""
        self._watch = LogWatch(settings.path)
        self._settings, self._clock, self._ids = settings, clock, ids
        self._key = key
        self._closed = False
        self._lock = ProcessLock(settings.path)
        with ExitStack() as undo:
            undo.callback(self._lock.release)
            self._writer = _Side(settings, key, query_only=False)
            undo.callback(self._writer.db.close)
            migrate(self._writer.db, settings.path, key)
            self._in_writer(lambda uow: uow.sync.opened(), None)
            self._reader = _Side(settings, key, query_only=True)
            undo.pop_all()
        beside = settings.durable and not settings.inline
        self._write_back = WriteBack(self._reader.open_again) if beside else None
        self._writer.executor.submit(self._build_search)

    @property
    def path(self) -> Path:
        """Return the database's file."""
        return self._settings.path

    def run(self, work: Callable[[UnitOfWork], T], session: Session | None = None) -> Future[T]:
        """Run work that may write, in one transaction. Without a session it is the program's."""
        self._require_open()
        return self._writer.executor.submit(self._written, work, session)

    def load(self, work: Callable[[UnitOfWork], T]) -> Future[T]:
        """Run work that writes only what HQ has and will give again, as `run` does. A kill takes
        nothing of it back. A power cut may, the last first, back to what `run` saved last.
        """
        self._require_open()
        return self._writer.executor.submit(self._written, work, None, lazily=True)

    def read(self, work: Callable[[UnitOfWork], T], session: Session | None = None) -> Future[T]:
        """Run work that only reads, beside the writer. A write in it raises ReadOnlyError."""
        self._require_open()
        return self._reader.executor.submit(self._in_reader, work, session)

    def check_pages(self) -> Future[None]:
        """Authenticate every page on disk (5 ms per MiB). The future raises CorruptError."""
        self._require_open()
        return self._reader.executor.submit(self._reader.check)

    def freeze(self) -> Frozen:
        """Hold the state of this moment, to be copied from the file while work goes on. Waits for
        the work that was handed in before. Release it. Raise BackupBusyError.
        """
        self._require_open()
        frozen = Frozen(self._settings.path, self._key)
        try:
            self._writer.executor.submit(lambda: frozen.hold(self._writer.db)).result()
        except BaseException:
            frozen.release()
            raise
        return frozen

    def close(self) -> None:
        """Finish what was handed in, write the log back into the file, and close. Idempotent."""
        if self._closed:
            return
        self._closed = True
        self._writer.executor.shutdown(wait=True)
        self._reader.executor.shutdown(wait=True)
        if self._write_back is not None:
            self._write_back.close()
        self._reader.db.close()
        with ExitStack() as ending, named_errors():
            ending.callback(self._lock.release)
            ending.callback(self._writer.db.close)
            self._writer.db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def _require_open(self) -> None:
        if self._closed:
            raise ClosedError

    def _written(
        self, work: Callable[[UnitOfWork], T], session: Session | None, *, lazily: bool = False
    ) -> T:
        result, changes = self._in_writer(work, session, lazily=lazily)
        self.written += 1  # On the writer's thread only.
        if lazily and self._write_back is not None:
            self._write_back.committed()
        listener = self.on_committed
        if changes and listener is not None:
            try:
                listener(changes)
            except Exception as error:  # noqa: BLE001 (the store thread's one place)
                # The work is saved: a screen that failed to refresh must not make it look lost.
                # The type only: a message may quote what somebody typed.
                _log.error("a listener to committed work failed: %s", type(error).__name__)
        return result

    def _in_writer(
        self, work: Callable[[UnitOfWork], T], session: Session | None, *, lazily: bool = False
    ) -> tuple[T, Mapping[str, frozenset[str]]]:
        with self._writer.transaction("BEGIN IMMEDIATE", lazily=lazily) as db:
            uow = UnitOfWork(db, session, self._surroundings(writable=True))
            result = work(uow)
        self._watch.look(tell=self._tell_log_long, interrupt=self._interrupt_reader)
        return result, uow.take_changes()

    def _tell_log_long(self) -> None:
        _log.info("the log is long: somebody reads for too long")
        if self.on_log_long is not None:
            self.on_log_long()

    def _interrupt_reader(self) -> None:
        """End what the reader is doing: that work fails with BusyError, and may be done again."""
        if (reader := getattr(self, "_reader", None)) is not None:
            reader.db.interrupt()

    def _in_reader(self, work: Callable[[UnitOfWork], T], session: Session | None) -> T:
        # Inside a transaction, so that all of the work sees one state.
        with self._reader.transaction("BEGIN") as db:
            return work(UnitOfWork(db, session, self._surroundings(writable=False)))

    def _build_search(self) -> None:
        """Make some of the search keys that an earlier version of the program did not, and queue
        for more: whoever saves comes between two slices. What fails goes on when the store opens
        the next time.
        """
        more = not self._closed
        while more:
            try:
                more, _ = self._in_writer(lambda uow: uow.build_search(), None)
            except LocalStoreError as error:
                _log.error("search keys were not made: %s", error.code)
                return
            if more and not self._settings.inline:
                with suppress(RuntimeError):  # The store closed meanwhile.
                    self._writer.executor.submit(self._build_search)
                return

    def _surroundings(self, *, writable: bool) -> Surroundings:
        return Surroundings(self._clock, self._ids, self._settings.calendar, writable)


class _Side:
    """One connection and the thread it is used on."""

    def __init__(self, settings: StoreSettings, key: bytes, *, query_only: bool) -> None:
        self._settings, self._key, self._query_only = settings, key, query_only
        self.db, self._lazily = self._open(check=True), False
        name = "store-reader" if query_only else "store-writer"
        self.executor: Executor = (
            InlineExecutor() if settings.inline else ThreadPoolExecutor(1, thread_name_prefix=name)
        )

    @contextmanager
    def transaction(self, begin: str, *, lazily: bool = False) -> Iterator[Connection]:
        """Commit when the block ends well, else leave the connection as it was before. A commit
        made lazily is on the disk at the latest with the next one that is not.
        """
        try:
            with named_errors():
                if lazily != self._lazily and self._settings.durable:
                    commit_lazily(self.db, lazily=lazily)
                    self._lazily = lazily
                self.db.execute(begin)
                try:
                    yield self.db
                    self.db.execute("COMMIT")
                finally:
                    # The engine ends a transaction itself when the disk is full; a commit that
                    # failed leaves it open.
                    if self.db.in_transaction:
                        self.db.execute("ROLLBACK")
        except CorruptError:
            # After one damaged page the engine refuses everything on this connection. A fresh one
            # serves all that is whole.
            damaged, self.db, self._lazily = self.db, self.open_again(), False
            damaged.close()
            raise

    def check(self) -> None:
        """Authenticate every page on disk, over a connection that damage may spoil."""
        connection = self.open_again()
        try:
            check_pages(connection)
        finally:
            connection.close()

    def open_again(self) -> Connection:
        """Return another connection of the same kind to the file that is open here."""
        return self._open(check=False)

    def _open(self, *, check: bool) -> Connection:
        return open_database(
            self._settings.path,
            self._key,
            query_only=self._query_only,
            durable=self._settings.durable,
            check=check,
        )
