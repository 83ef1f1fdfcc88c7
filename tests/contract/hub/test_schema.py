"""Rules that the hub's schema keeps, read from the catalogue of a migrated database."""

from __future__ import annotations

import psycopg
import pytest

from sync.hub.errors import NewerDatabaseError
from sync.hub.postgres.migrate import migrate, migrations

# Tables that no store, owner or stream keys, and why they may stay undistributed.
EVERYWHERE = {
    "hub_meta": "a few facts about HQ itself, read at its start",
    "schema_migration": "the schema's own history",
    "enrolment_code": "asked by its secret alone, before anybody knows a store; small, short-lived",
    "enrolment_failure": "counted by the address of strangers; small, forgotten within a minute",
}
# Indexes by which something is found without its key, and why that may ask every shard.
ACROSS = {
    "device_by_id": "a signature names the device only; one row of a small table",
    "nonce_by_age": "forgets old ones, a job",
    "membership_by_subject": "loading from HQ's own systems, which do not know the owner",
    "record_customer_by_name": "a request to be shown a customer of another store; 30 a day each",
    "backup_mark_by_mark": "a tried backup, a job",
}
KEYS = ("store", "owner", "stream")


def test_every_table_on_the_path_of_a_sync_is_keyed_by_store_owner_or_stream_first(
    hub_dsn: str,
) -> None:
    with psycopg.connect(hub_dsn) as connection:
        rows = connection.execute(
            "SELECT c.relname, a.attname FROM pg_class AS c"
            " LEFT JOIN pg_constraint AS k ON k.conrelid = c.oid AND k.contype = 'p'"
            " LEFT JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum = k.conkey[1]"
            " WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition"
            " AND c.relnamespace = 'public'::regnamespace"
        ).fetchall()
    first: dict[str, str | None] = dict(rows)
    assert EVERYWHERE.keys() <= first.keys()
    keyed = {table: column for table, column in first.items() if table not in EVERYWHERE}
    assert {"record", "op_log", "feed", "stream_head", "membership", "quarantine"} < keyed.keys()
    assert {} == {table: column for table, column in keyed.items() if column not in KEYS}


def test_every_index_begins_with_its_tables_key(hub_dsn: str) -> None:
    with psycopg.connect(hub_dsn) as connection:
        rows = connection.execute(
            "SELECT c.relname, x.relname, a.attname, i.indisunique FROM pg_index AS i"
            " JOIN pg_class AS c ON c.oid = i.indrelid JOIN pg_class AS x ON x.oid = i.indexrelid"
            " LEFT JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]"
            " WHERE c.relnamespace = 'public'::regnamespace"
        ).fetchall()
    other = {
        index: unique
        for table, index, column, unique in rows
        if table not in EVERYWHERE and column not in KEYS
    }
    assert ACROSS.keys() == other.keys()
    assert {False} == set(other.values()), "a shard could not hold one of these unique"


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
