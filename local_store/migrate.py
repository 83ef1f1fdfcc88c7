"""Brings a database up to date: numbered SQL files, forward only, each in one transaction. A new
one is made at once as all of them together would make it: that takes a tenth of the time.

The number stands in `PRAGMA user_version`. Before a database with content is changed, its file is
copied beside it, still encrypted, and the copy is opened once.
"""

from __future__ import annotations

import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from local_store.backup_files import disk_errors, sync_folder
from local_store.connection import Connection
from local_store.database import named_errors, open_database
from local_store.errors import (
    LocalStoreError,
    MigrationError,
    NewerError,
)

FOLDER: Final = Path(__file__).with_name("migrations")
SCHEMA: Final = Path(__file__).with_name("schema.sql")
_VERSION: Final = re.compile(r"-- Version (\d+),")
_NAME: Final = re.compile(r"(\d{4})_[a-z]+(?:_[a-z]+)+\.sql")


@dataclass(frozen=True, slots=True)
class Migration:
    """One numbered file."""

    number: int
    name: str
    sql: str


def migrations(folder: Path = FOLDER) -> list[Migration]:
    """Return the migrations in order. Raise MigrationError when the numbers have a gap."""
    found = []
    for path in sorted(folder.glob("*.sql")):
        match = _NAME.fullmatch(path.name)
        if match is None:
            raise MigrationError(path.name)
        found.append(Migration(int(match[1]), path.stem, path.read_text("utf-8")))
    if [one.number for one in found] != list(range(1, len(found) + 1)):
        raise MigrationError("numbers")
    return found


def version(connection: Connection) -> int:
    """Return the number of the last migration a database has had."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def require_known(found: int, steps: list[Migration]) -> None:
    """Raise NewerError when a database is newer than the program."""
    if found > len(steps):
        raise NewerError(f"{found} > {len(steps)}")


def migrate(
    connection: Connection, path: Path, key: bytes, steps: list[Migration] | None = None
) -> int:
    """Bring the database at `path` up to date and return the number it had before.

    Raise NewerError, or MigrationError with the database as it was before the failing step.
    """
    own = steps is None
    steps = migrations() if steps is None else steps
    with named_errors():
        before = version(connection)
        if own and not before:
            made = _whole()
            steps = [made, *steps[made.number :]]
        require_known(before, steps)
        if 0 < before < len(steps):
            keep_copy(connection, path, key, before)
    for step in steps[before:]:
        _apply(connection, step)
    return before


def _whole() -> Migration:
    """Return what makes of an empty database what the migrations that are in it together make."""
    sql = SCHEMA.read_text("utf-8")
    match = _VERSION.match(sql)
    if match is None:
        raise MigrationError(SCHEMA.name)
    return Migration(int(match[1]), SCHEMA.stem, sql)


def keep_copy(connection: Connection, path: Path, key: bytes, number: int) -> Path:
    """Copy the file as it is, verify the copy, and return where it lies."""
    copy = path.with_name(f"{path.stem}.v{number:04d}.bak")
    partial = copy.with_name(copy.name + ".part")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    try:
        with disk_errors():
            shutil.copyfile(path, partial)
            with partial.open("rb+") as file:
                os.fsync(file.fileno())
            _verify(partial, key, number)
            partial.replace(copy)
            sync_folder(copy.parent)
    finally:
        for leftover in path.parent.glob(partial.name + "*"):
            leftover.unlink()
    return copy


def schema_text(connection: Connection) -> str:
    """Return the whole schema as SQL, one statement after the other, by kind and name."""
    rows = connection.execute(
        "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'"
        " ORDER BY tbl_name, type = 'trigger', type DESC, name"
    ).fetchall()
    return "\n\n".join(f"{sql};" for (sql,) in rows) + "\n"


def _verify(copy: Path, key: bytes, number: int) -> None:
    connection = open_database(copy, key, query_only=True)
    try:
        if version(connection) != number:
            raise MigrationError("copy")
    finally:
        connection.close()


def _apply(connection: Connection, step: Migration) -> None:
    script = f"BEGIN IMMEDIATE;\n{step.sql}\nPRAGMA user_version = {step.number};\nCOMMIT;"
    try:
        with named_errors():
            connection.executescript(script)
    except LocalStoreError as error:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        if type(error) is LocalStoreError:
            raise MigrationError(step.name) from error
        raise
