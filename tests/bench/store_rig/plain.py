"""The same data in a plain sqlite3 database: what encryption and the store around it cost."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, TypeVar, cast

from local_store.connection import Connection
from local_store.database import open_database
from local_store.migrate import FOLDER
from local_store.unit_of_work import Calendar, Surroundings, UnitOfWork
from tests.bench.store_rig.data import DATABASE, Made
from tests.builders import SESSION, TEST_KEY, FakeClock, SeededIds

T = TypeVar("T")
NAME: Final = "plain.db"
_CACHE_KIB: Final = 32768


def copy(made: Made) -> Path:
    """Write every table into a plain database beside the store, indexes last."""
    path = made.folder / NAME
    source = open_database(made.folder / DATABASE, TEST_KEY, query_only=True)
    target = sqlite3.connect(path, isolation_level=None)
    schema = FOLDER.with_name("schema.sql").read_text("utf-8")
    statements = [one for one in schema.split(";\n") if "CREATE" in one]
    target.execute("PRAGMA journal_mode = WAL")
    target.execute("BEGIN")
    for sql in statements:
        if "CREATE TABLE" in sql:
            target.execute(sql)
    for (table,) in target.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table'"
    ).fetchall():
        rows = source.execute(f"SELECT * FROM {table}")
        width = len(target.execute(f"PRAGMA table_info({table})").fetchall())
        target.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * width)})", rows)
    for sql in statements:
        if "CREATE INDEX" in sql or "CREATE UNIQUE INDEX" in sql:
            target.execute(sql)
    target.execute("COMMIT")
    target.close()
    source.close()
    return path


@contextmanager
def opened(path: Path) -> Iterator[Callable[[Callable[[UnitOfWork], T]], T]]:
    """Open a plain database and yield what runs reading work on it, on the caller's thread."""
    db = sqlite3.connect(path, isolation_level=None, cached_statements=256)
    db.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
    db.execute("PRAGMA temp_store = MEMORY")
    around = Surroundings(FakeClock(), SeededIds(), Calendar("Asia/Shanghai"), writable=False)

    def run(work: Callable[[UnitOfWork], Any]) -> Any:
        db.execute("BEGIN")
        try:
            return work(UnitOfWork(cast("Connection", db), SESSION, around))
        finally:
            db.execute("COMMIT")

    try:
        yield run
    finally:
        db.close()
