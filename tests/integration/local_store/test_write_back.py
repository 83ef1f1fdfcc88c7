"""The log is written back beside a load, and a fault of it is nobody's loss."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from local_store.connection import Connection
from local_store.database import PAGE_BYTES, commit_lazily, open_database
from local_store.errors import DiskFaultError
from local_store.unit_of_work import UnitOfWork
from local_store.write_back import COMMITS, WriteBack
from tests.builders import a_store

KEY = b"k" * 32


def _writer(path: Path) -> Connection:
    """Return a connection that loads, and has one row in place."""
    db = open_database(path, KEY)
    commit_lazily(db, lazily=True)
    db.execute("CREATE TABLE t (content TEXT)")
    return db


def _connect(path: Path) -> Callable[[], Connection]:
    return lambda: open_database(path, KEY, query_only=True, check=False)


def _load(db: Connection, back: WriteBack, commits: int) -> None:
    """Commit so often, and wait for what that began."""
    for number in range(commits):
        db.execute("INSERT INTO t VALUES (?)", (f"{number}" * 10_000,))
        if (begun := back.committed()) is not None:
            begun.result()


def _is_written_back(path: Path, db: Connection) -> bool:
    """Tell whether the file has every page, as none is ever made smaller here."""
    (pages,) = db.execute("PRAGMA page_count").fetchone()
    return path.stat().st_size == int(pages) * PAGE_BYTES


@pytest.mark.parametrize(("commits", "expected"), [(COMMITS - 1, False), (COMMITS, True)])
def test_some_commits_of_a_load_make_the_log_be_written_back_beside_it(
    tmp_path: Path, commits: int, expected: bool
) -> None:
    path = tmp_path / "store.db"
    db, back = _writer(path), WriteBack(_connect(path))
    _load(db, back, commits)
    back.close()
    assert expected is _is_written_back(path, db)
    db.close()


def test_a_load_is_written_back_again_and_again(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    opened: list[Connection] = []

    def connect() -> Connection:
        opened.append(open_database(path, KEY, query_only=True, check=False))
        return opened[-1]

    db, back = _writer(path), WriteBack(connect)
    for _ in range(3):
        _load(db, back, COMMITS)
        assert _is_written_back(path, db)
    back.close()
    assert 1 == len(opened)
    db.close()


def test_a_transaction_under_way_stays_out_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    db, back = _writer(path), WriteBack(_connect(path))
    db.execute("BEGIN IMMEDIATE")
    _load(db, back, COMMITS)
    back.close()
    db.execute("ROLLBACK")
    assert (0,) == db.execute("SELECT count(*) FROM t").fetchone()
    assert [("ok",)] == db.execute("PRAGMA integrity_check").fetchall()
    db.close()


def test_one_who_reads_an_older_state_goes_on_reading_it(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    db, back, reader = _writer(path), WriteBack(_connect(path)), _connect(path)()
    _load(db, back, 1)
    reader.execute("BEGIN")
    assert (1,) == reader.execute("SELECT count(*) FROM t").fetchone()
    _load(db, back, COMMITS)
    back.close()
    assert (1,) == reader.execute("SELECT count(*) FROM t").fetchone()
    reader.execute("COMMIT")
    assert (1 + COMMITS,) == reader.execute("SELECT count(*) FROM t").fetchone()
    reader.close()
    db.close()


@pytest.mark.expected_logs("the log was not written back")
def test_a_fault_stops_no_load_and_the_next_time_is_tried_anew(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    faults = [DiskFaultError()]

    def connect() -> Connection:
        if faults:
            raise faults.pop()
        return open_database(path, KEY, query_only=True, check=False)

    db, back = _writer(path), WriteBack(connect)
    for expected in (False, True):
        _load(db, back, COMMITS)
        assert expected is _is_written_back(path, db)
    back.close()
    db.close()


@pytest.mark.parametrize("inline", [False, True])
def test_a_store_writes_back_what_it_loads_unless_it_has_no_threads(
    tmp_path: Path, inline: bool
) -> None:
    till = a_store(tmp_path, inline=inline, durable=True)
    before = till.path.stat().st_size

    def load(uow: UnitOfWork) -> None:
        uow._db.execute("CREATE TABLE IF NOT EXISTS t (content TEXT)")
        uow._db.execute("INSERT INTO t VALUES (?)", ("x" * 10_000,))

    for _ in range(COMMITS):
        till.store.load(load).result()
    if (back := till.store._write_back) is not None:
        back.close()
    assert (till.path.stat().st_size == before) is inline
    till.close()
