"""Rules that the hub's schema keeps, read from the catalogue of a migrated database."""

from __future__ import annotations

import psycopg
import pytest

from sync.hub.errors import NewerDatabaseError
from sync.hub.postgres.migrate import migrate, migrations

# Not on the path of a sync, and small.
CONTROL = {"hub_meta", "schema_migration", "enrolment_code", "enrolment_failure"}


def test_every_hot_table_is_keyed_by_store_owner_or_stream_first(hub_dsn: str) -> None:
    with psycopg.connect(hub_dsn) as connection:
        rows = connection.execute(
            "SELECT c.relname, a.attname FROM pg_class AS c"
            " LEFT JOIN pg_constraint AS k ON k.conrelid = c.oid AND k.contype = 'p'"
            " LEFT JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum = k.conkey[1]"
            " WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition"
            " AND c.relnamespace = 'public'::regnamespace"
        ).fetchall()
    first = {table: column for table, column in rows if table not in CONTROL}
    assert {"record", "op_log", "feed", "stream_head", "membership"} < first.keys()
    assert {} == {t: c for t, c in first.items() if c not in ("store", "owner", "stream")}


def test_every_unique_index_begins_with_its_tables_key(hub_dsn: str) -> None:
    with psycopg.connect(hub_dsn) as connection:
        rows = connection.execute(
            "SELECT c.relname, a.attname FROM pg_index AS i"
            " JOIN pg_class AS c ON c.oid = i.indrelid"
            " JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]"
            " WHERE i.indisunique AND c.relnamespace = 'public'::regnamespace"
        ).fetchall()
    wrong = [
        (table, column)
        for table, column in rows
        if table not in CONTROL and column not in ("store", "owner", "stream")
    ]
    assert [] == wrong


def test_no_table_refers_to_another_and_none_counts_by_itself(hub_dsn: str) -> None:
    with psycopg.connect(hub_dsn) as connection:
        keys = connection.execute("SELECT conname FROM pg_constraint WHERE contype = 'f'")
        assert [] == keys.fetchall()
        sequences = connection.execute("SELECT relname FROM pg_class WHERE relkind = 'S'")
        assert [] == sequences.fetchall()


def test_migrations_are_numbered_without_gaps() -> None:
    numbers = [migration.number for migration in migrations()]
    assert list(range(1, len(numbers) + 1)) == numbers


def test_migrating_again_changes_nothing(hub_dsn: str) -> None:
    with psycopg.connect(hub_dsn, autocommit=True) as connection:
        assert len(migrations()) == migrate(connection)
        row = connection.execute("SELECT count(*) FROM schema_migration").fetchone()
        assert (len(migrations()),) == row


def test_a_database_of_a_newer_program_is_refused(hub_dsn: str) -> None:
    with psycopg.connect(hub_dsn, autocommit=True) as connection:
        connection.execute("INSERT INTO schema_migration (number, name) VALUES (9999, 'x')")
        with pytest.raises(NewerDatabaseError):
            migrate(connection)
