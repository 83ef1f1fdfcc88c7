"""Writes `local_store/schema.sql` from the migrations: `python -m tests.migrations.make_schema`."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path
from typing import Final

from local_store.database import open_database
from local_store.migrate import SCHEMA, migrate, migrations, schema_text

HEADER: Final = (
    "-- Version {}, made from the migrations by tests/migrations/make_schema.py. Do not edit.\n\n"
)
_KEY: Final = bytes(32)


@cache
def schema() -> str:
    """Return the schema that all migrations together make."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "schema.db"
        connection = open_database(path, _KEY, durable=False)
        migrate(connection, path, _KEY, migrations())
        text = schema_text(connection)
        connection.close()
    return HEADER.format(len(migrations())) + text


if __name__ == "__main__":
    SCHEMA.write_text(schema(), encoding="utf-8")
