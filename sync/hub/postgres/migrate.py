"""Migrations: numbered SQL files, each applied once, in its own transaction, under one lock."""

from __future__ import annotations

import re
from importlib.resources import files
from typing import Any, Final, NamedTuple

import psycopg

from sync.hub.errors import NewerDatabaseError

_NAME: Final = re.compile(r"(\d{4})_[a-z0-9_]+\.sql")
# Any number will do, as long as every hub uses the same one.
_LOCK: Final = 0x6755_1741


class Migration(NamedTuple):
    """One numbered file."""

    number: int
    name: str
    sql: str


def migrations() -> list[Migration]:
    """Return all migrations of this program in their order."""
    folder = files("sync.hub").joinpath("sql")
    found = []
    for entry in folder.iterdir():
        match = _NAME.fullmatch(entry.name)
        if match:
            found.append(Migration(int(match[1]), entry.name, entry.read_text("utf-8")))
    return sorted(found)


def migrate(connection: psycopg.Connection[Any]) -> int:
    """Bring the database to this program's schema and return its number.

    `connection` is in autocommit mode. Several hubs may start at once: the others wait. Raise
    NewerDatabaseError when the database knows a migration that this program does not.
    """
    known = migrations()
    connection.execute("SELECT pg_advisory_lock(%s)", (_LOCK,))
    try:
        connection.execute(
            "CREATE TABLE IF NOT EXISTS schema_migration ("
            " number integer PRIMARY KEY, name text NOT NULL,"
            " applied_at timestamptz NOT NULL DEFAULT now())"
        )
        row = connection.execute("SELECT coalesce(max(number), 0) FROM schema_migration").fetchone()
        done = int(row[0]) if row else 0
        if done > known[-1].number:
            raise NewerDatabaseError(f"database {done}, program {known[-1].number}")
        for migration in known:
            if migration.number > done:
                _apply(connection, migration)
    finally:
        connection.execute("SELECT pg_advisory_unlock(%s)", (_LOCK,))
    return known[-1].number


def _apply(connection: psycopg.Connection[Any], migration: Migration) -> None:
    with connection.transaction():
        connection.execute(migration.sql.encode())
        connection.execute(
            "INSERT INTO schema_migration (number, name) VALUES (%s, %s)",
            (migration.number, migration.name),
        )
