"""Migrations: whole or not at all, with a copy kept, and every old store still opens."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from local_store.database import check_pages, open_database
from local_store.errors import (
    CorruptError,
    DiskFaultError,
    DiskFullError,
    LocalStoreError,
    MigrationError,
    NewerError,
)
from local_store.migrate import (
    SCHEMA,
    Migration,
    keep_copy,
    migrate,
    migrations,
    schema_text,
    version,
)
from local_store.postponed import restore
from local_store.store import Store, StoreSettings
from local_store.unit_of_work import UnitOfWork
from tests.builders import TEST_KEY, FakeClock, SeededIds, a_customer, a_store, load_records
from tests.migrations.make_schema import schema
from tests.migrations.make_store import STORES

LAST = len(migrations())
ADD = Migration(
    LAST + 1, "9998_add_a", "ALTER TABLE meta ADD COLUMN a TEXT; CREATE TABLE b (c TEXT);"
)
BACKUP = f"store.v{LAST:04d}.bak"
FAIL = Migration(LAST + 2, "9999_add_b", "CREATE TABLE d (e TEXT); CREATE TABLE meta (f TEXT);")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    till = a_store(tmp_path, copied=False)
    load_records(till, [("customer", "c1", a_customer())])
    till.run(lambda uow: uow.audit("saved"))
    till.close()
    return till.path


def _copies(path: Path) -> list[str]:
    return sorted(one.name for one in path.parent.iterdir() if ".v" in one.name)


def test_the_schema_on_file_is_what_the_migrations_make() -> None:
    assert schema() == SCHEMA.read_text("utf-8"), "run python -m tests.migrations.make_schema"


def test_migrations_are_numbered_without_gaps_and_named_by_what_they_do() -> None:
    steps = migrations()
    assert list(range(1, len(steps) + 1)) == [step.number for step in steps]


@pytest.mark.parametrize(
    "names", [["0002_add_a.sql"], ["0001_add_a.sql", "0003_add_b.sql"], ["1_a.sql"], ["0001_a.sql"]]
)
def test_a_gap_or_a_nameless_migration_is_told(tmp_path: Path, names: list[str]) -> None:
    for name in names:
        (tmp_path / name).touch()
    with pytest.raises(MigrationError, match="STORE_MIGRATION"):
        migrations(tmp_path)


def test_a_new_database_gets_every_step_and_no_copy(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    connection = open_database(path, TEST_KEY)
    assert 0 == migrate(connection, path, TEST_KEY, [*migrations(), ADD])
    assert LAST + 1 == version(connection)
    assert [] == _copies(path)
    connection.close()


def test_a_new_database_is_made_at_once_as_all_steps_make_it(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    connection = open_database(path, TEST_KEY)
    assert 0 == migrate(connection, path, TEST_KEY)
    assert (LAST, []) == (version(connection), _copies(path))
    assert schema_text(connection) == schema().split("\n\n", 1)[1]
    connection.close()


def test_a_database_that_is_up_to_date_is_not_copied(path: Path) -> None:
    connection = open_database(path, TEST_KEY)
    assert LAST == migrate(connection, path, TEST_KEY)
    assert [] == _copies(path)
    connection.close()


def test_a_database_is_copied_encrypted_before_it_changes(path: Path) -> None:
    connection = open_database(path, TEST_KEY)
    connection.execute("INSERT INTO meta (k, v) VALUES ('in', 'the log')")
    assert LAST == migrate(connection, path, TEST_KEY, [*migrations(), ADD])
    connection.close()
    assert [BACKUP] == _copies(path)
    copy = path.with_name(BACKUP)
    assert b"SQLite format" not in copy.read_bytes()
    kept = open_database(copy, TEST_KEY)
    assert LAST == version(kept)
    assert ("the log",) == kept.execute("SELECT v FROM meta WHERE k = 'in'").fetchone()
    check_pages(kept)
    kept.close()


def test_a_step_that_fails_is_undone_whole_and_the_steps_before_it_stay(path: Path) -> None:
    connection = open_database(path, TEST_KEY)
    with pytest.raises(MigrationError, match="9999_add_b"):
        migrate(connection, path, TEST_KEY, [*migrations(), ADD, FAIL])
    assert LAST + 1 == version(connection)
    assert not connection.in_transaction
    tables = "SELECT count(*) FROM sqlite_schema WHERE name IN ('b', 'd')"
    assert (1,) == connection.execute(tables).fetchone()
    connection.close()
    assert [BACKUP] == _copies(path)


def test_a_disk_that_fills_during_a_step_is_told_as_such(path: Path) -> None:
    connection = open_database(path, TEST_KEY)
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    connection.execute(f"PRAGMA max_page_count = {pages}").fetchall()
    fill = "INSERT INTO meta SELECT 'k' || value, hex(zeroblob(3000)) FROM json_each('[1,2,3,4]');"
    with pytest.raises(DiskFullError):
        migrate(
            connection, path, TEST_KEY, [*migrations(), Migration(LAST + 1, "9998_fill_up", fill)]
        )
    assert (LAST, False) == (version(connection), connection.in_transaction)
    connection.close()


@pytest.mark.parametrize(
    ("number", "error"), [(errno.ENOSPC, DiskFullError), (errno.EIO, DiskFaultError)]
)
def test_a_copy_that_cannot_be_written_stops_the_migration_and_leaves_nothing(
    path: Path, monkeypatch: pytest.MonkeyPatch, number: int, error: type[LocalStoreError]
) -> None:
    def refuse(_: int) -> None:
        raise OSError(number, "refused")

    connection = open_database(path, TEST_KEY)
    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(error):
        migrate(connection, path, TEST_KEY, [*migrations(), ADD])
    assert (LAST, []) == (version(connection), _copies(path))
    connection.close()


def test_a_copy_that_does_not_verify_stops_the_migration(path: Path) -> None:
    connection = open_database(path, TEST_KEY)
    with pytest.raises(MigrationError, match="copy"):
        keep_copy(connection, path, TEST_KEY, LAST + 1)
    with pytest.raises(CorruptError):
        keep_copy(connection, path, bytes(32), LAST)
    assert (LAST, []) == (version(connection), _copies(path))
    connection.close()


def test_a_newer_database_is_refused(path: Path) -> None:
    connection = open_database(path, TEST_KEY)
    with pytest.raises(NewerError, match=f"STORE_NEWER: {LAST} > 0"):
        migrate(connection, path, TEST_KEY, [])
    connection.close()


STORE_FILES = sorted(STORES.glob("*.db"))


def test_there_is_a_store_of_every_release() -> None:
    assert STORE_FILES


@pytest.mark.parametrize("stored", STORE_FILES, ids=[one.stem for one in STORE_FILES])
def test_a_store_of_an_earlier_release_opens_and_keeps_its_outbox(
    tmp_path: Path, stored: Path
) -> None:
    path = tmp_path / "store.db"
    shutil.copyfile(stored, path)
    store = Store(StoreSettings(path, inline=True), TEST_KEY, FakeClock(), SeededIds())
    try:
        found = store.read(_look).result()
    finally:
        store.close()
    assert (2, 1, 1) == found["groups"]
    assert ["c1", "c2"] == found["customers"]
    assert {"k1": "done", "k2": "open"} == found["tasks"]
    assert (None, {}) == (found["broken"], found["mismatch"])
    assert [True, True] == found["recounts"]


def _look(uow: UnitOfWork) -> dict[str, Any]:
    state, cursors = uow.sync.state(), uow.sync.cursors()
    tasks = uow.tasks.many(["k1", "k2"])
    return {
        "groups": (state.unsent, state.held, state.quarantined),
        "customers": sorted(uow.customers.many(["c1", "c2"])),
        "tasks": {one.id: one.state for one in tasks.values()},
        "broken": uow.sync.first_broken_op(),
        "mismatch": dict(uow.sync.mismatch),
        "recounts": [(c.n, c.sum) == uow.sync.recount(name) for name, c in cursors.items()],
    }


def test_every_earlier_store_ends_with_the_schema_of_a_new_one(tmp_path: Path) -> None:
    for stored in STORE_FILES:
        path = tmp_path / stored.name
        shutil.copyfile(stored, path)
        connection = open_database(path, TEST_KEY)
        migrate(connection, path, TEST_KEY)
        assert schema_text(connection) == schema().split("\n\n", 1)[1]
        connection.close()


def test_a_load_that_was_under_way_does_not_bring_back_indexes_of_an_earlier_program(
    tmp_path: Path,
) -> None:
    path = tmp_path / "store.db"
    connection = open_database(path, TEST_KEY)
    migrate(connection, path, TEST_KEY, migrations()[:8])
    for name, kind in (
        ("medicine_gtin_medicine_idx", "medicine"),
        ("ticket_trace_ticket_idx", "ticket"),
        ("ticket_order_idx", "ticket"),
        ("ticket_customer_idx", "ticket"),
    ):
        sql = "INSERT INTO postponed_index SELECT name, ?, sql FROM sqlite_schema WHERE name = ?"
        connection.execute(sql, (kind, name))
        connection.execute(f"DROP INDEX {name}")
    migrate(connection, path, TEST_KEY)
    restore(connection)
    assert schema_text(connection) == schema().split("\n\n", 1)[1]
    connection.close()
