"""Looks into a store without the right to write it: beside a running terminal, or without one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from local_store import database
from local_store.connection import Connection
from local_store.database import check_pages, named_errors, open_database
from local_store.errors import CorruptError, NotADatabaseError, NotEnrolledError
from local_store.migrate import migrations, require_known, version
from local_store.ports import Clock, IdSource
from local_store.tally import Tally, as_found, as_kept
from local_store.unit_of_work import Calendar, Surroundings, UnitOfWork

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Reading:
    """One open database that is only read."""

    _db: Connection
    _surroundings: Surroundings

    def read(self, work: Callable[[UnitOfWork], T]) -> T:
        """Run work that only reads. A write in it raises ReadOnlyError."""
        with named_errors():
            self._db.execute("BEGIN")
            try:
                return work(UnitOfWork(self._db, None, self._surroundings))
            finally:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")

    def check(self) -> None:
        """Authenticate every page and check every tree. Raise CorruptError."""
        check_pages(self._db)
        with named_errors():
            found = self._db.execute("PRAGMA quick_check(20)").fetchall()
            if found != [("ok",)]:
                raise CorruptError(f"{len(found)} faults")

    def sums(self) -> tuple[Tally, Tally]:
        """Return the tally with the sums as the store keeps them, and as its rows add up to."""
        with named_errors():
            self._db.execute("BEGIN")
            try:
                return as_kept(self._db), as_found(self._db)
            finally:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")

    def is_current(self) -> bool:
        """Tell whether this program has nothing to bring up to date here: only then can everything
        be read.
        """
        return self.schema() == len(migrations())

    def schema(self) -> int:
        """Return the number of the last migration."""
        with named_errors():
            return version(self._db)


def probe(path: Path, key: bytes) -> None:
    """Find out read-only whether a store can be opened. Raise a LocalStoreError."""
    database.probe(path, key)


@contextmanager
def reading(path: Path, key: bytes, clock: Clock, ids: IdSource) -> Iterator[Reading]:
    """Lend a look into the store at `path`. Raise NotEnrolledError when there is none, or another
    LocalStoreError.
    """
    if not path.exists():
        raise NotEnrolledError
    if path.stat().st_size == 0:
        raise NotADatabaseError("emptied")
    db = open_database(path, key, query_only=True, check=False)
    try:
        with named_errors():
            require_known(version(db), migrations())
        surroundings = Surroundings(clock, ids, Calendar("Asia/Shanghai"), False)
        yield Reading(db, surroundings)
    finally:
        db.close()
