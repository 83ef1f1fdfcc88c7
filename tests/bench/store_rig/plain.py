"""The same data in a plain sqlite3 database: what encryption and the store around it cost."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Final, TypeVar, cast

from local_store.connection import Connection
from local_store.database import open_database
from local_store.migrate import FOLDER
from local_store.tally import Tally, as_found
from local_store.unit_of_work import Calendar, Surroundings, UnitOfWork
from tests.bench.store_rig.data import DATABASE, PLAIN, Made
from tests.builders import SESSION, TEST_KEY, FakeClock, SeededIds

T = TypeVar("T")
Run = Callable[[Callable[[UnitOfWork], T]], T]
_CACHE_KIB: Final = 32768
_WRITER_CACHE_KIB: Final = 65536
_SLICE: Final = 4_000
_LOG_PAGES: Final = 8_000
_MISJUDGED: Final = {"medicine_gtin", "medicine_trace", "ticket_trace"}
"""Strict tables without rowid whose key is not their first columns: in them SQLite 3.40 sees values
missing that are there."""


def schema() -> str:
    """Return the store's schema as SQL."""
    return FOLDER.with_name("schema.sql").read_text("utf-8")


def copy(folder: Path) -> Path:
    """Write every table of the store in a folder into a plain database beside it, indexes last."""
    path = folder / PLAIN
    with (
        closing(open_database(folder / DATABASE, TEST_KEY, query_only=True)) as source,
        closing(sqlite3.connect(path, isolation_level=None)) as target,
    ):
        target.execute("PRAGMA journal_mode = WAL")
        target.execute("BEGIN")
        _tables(target)
        for table in _names(target):
            rows = source.execute(f"SELECT * FROM {table}")
            target.executemany(_insert(target, table), rows)
        _indexes(target)
        target.execute("COMMIT")
    return path


def fill(made: Made, path: Path) -> float:
    """Write the rows of every table into a new database in slices, each a transaction, indexes
    last; return the seconds it took, without the reading of the rows. Nothing is left of it.
    """
    taken = 0.0
    with (
        closing(sqlite3.connect(made.folder / PLAIN)) as source,
        closing(sqlite3.connect(path, isolation_level=None)) as target,
    ):
        _configure(target, synchronous="NORMAL")
        target.execute(f"PRAGMA wal_autocheckpoint = {_LOG_PAGES}")
        _tables(target)
        for table in _names(target):
            rows, sql = source.execute(f"SELECT * FROM {table}"), _insert(target, table)
            while portion := rows.fetchmany(_SLICE):
                started = time.perf_counter()
                target.execute("BEGIN IMMEDIATE")
                target.executemany(sql, portion)
                target.execute("COMMIT")
                taken += time.perf_counter() - started
        started = time.perf_counter()
        target.execute("PRAGMA synchronous = FULL")
        target.execute("BEGIN IMMEDIATE")
        _indexes(target)
        target.execute("COMMIT")
        taken += time.perf_counter() - started
    for left in path.parent.glob(f"{path.name}*"):
        left.unlink()
    return taken


def back_up(made: Made, path: Path) -> tuple[float, Tally]:
    """Copy the database with sqlite3's own backup, bring it to the disk, check and count it; return
    the seconds it took, and what was counted. Nothing is left of it.
    """
    started = time.perf_counter()
    with (
        closing(sqlite3.connect(made.folder / PLAIN)) as source,
        closing(sqlite3.connect(path)) as target,
    ):
        source.backup(target)
        with path.open("rb") as file:
            os.fsync(file.fileno())
        for table in _names(target):
            if table not in _MISJUDGED:
                assert target.execute(f"PRAGMA quick_check({table})").fetchall() == [("ok",)]
        counted = as_found(cast("Connection", target))
    taken = time.perf_counter() - started
    path.unlink()
    return taken, counted


@contextmanager
def opened(path: Path, *, writable: bool = False) -> Iterator[Run[Any]]:
    """Open a plain database and yield what runs work on it, on the caller's thread. What is written
    waits for the disk, as in the store.
    """
    db = sqlite3.connect(path, isolation_level=None, cached_statements=256)
    _configure(db, synchronous="FULL", cache_kib=_WRITER_CACHE_KIB if writable else _CACHE_KIB)
    ids, calendar = SeededIds(7), Calendar("Asia/Shanghai")
    around = Surroundings(FakeClock(), ids, calendar, writable=writable)

    def run(work: Callable[[UnitOfWork], Any]) -> Any:
        db.execute("BEGIN IMMEDIATE" if writable else "BEGIN")
        try:
            return work(UnitOfWork(cast("Connection", db), SESSION, around))
        finally:
            db.execute("COMMIT")

    try:
        yield run
    finally:
        db.close()


def _configure(
    db: sqlite3.Connection, *, synchronous: str, cache_kib: int = _WRITER_CACHE_KIB
) -> None:
    for setting in (
        "journal_mode = WAL",
        f"synchronous = {synchronous}",
        f"cache_size = -{cache_kib}",
        "temp_store = MEMORY",
    ):
        db.execute(f"PRAGMA {setting}")


def _tables(db: sqlite3.Connection) -> None:
    for sql in _statements():
        if "CREATE TABLE" in sql:
            db.execute(sql)


def _indexes(db: sqlite3.Connection) -> None:
    for sql in _statements():
        if "CREATE INDEX" in sql or "CREATE UNIQUE INDEX" in sql:
            db.execute(sql)


def _statements() -> list[str]:
    return schema().split(";\n")


def _names(db: sqlite3.Connection) -> list[str]:
    sql = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    return [name for (name,) in db.execute(sql).fetchall()]


def _insert(db: sqlite3.Connection, table: str) -> str:
    width = len(db.execute(f"PRAGMA table_info({table})").fetchall())
    return f"INSERT INTO {table} VALUES ({', '.join('?' * width)})"
