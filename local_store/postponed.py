"""Takes secondary indexes away from empty tables that are about to be filled, and makes them again.

To fill a table and build an index over it afterwards takes a fraction of keeping the index up to
date row by row. What was taken away stands in a table, so that a store that was stopped meanwhile
has all its indexes again when it opens.

An index of the rows that hold something in one column stays until a row does: where none ever
does, as in most stores, keeping it costs nothing, and making it again would read the whole table.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import Final

from local_store.connection import Connection
from local_store.search_keys import KEY_TABLES

_HOLDING: Final = re.compile(r'WHERE "?(\w+)"? IS NOT NULL$')


def postpone(db: Connection, kinds: Iterable[str]) -> None:
    """Take the indexes of these kinds' tables away, where the table is empty."""
    for kind in kinds:
        tables = [kind, *(keys.name for keys in KEY_TABLES.get(kind, ()))]
        if any(db.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone() for table in tables):
            continue
        for table in tables:
            for name, sql in _indexes(db, table):
                if table != kind or _HOLDING.search(sql) is None:
                    _take_away(db, kind, name, sql)


def postpone_of(db: Connection, kind: str, columns: Collection[str]) -> None:
    """Take away, while a kind's other indexes are, those in which nothing stands and which rows
    that hold something in `columns` would fill.
    """
    if db.execute("SELECT 1 FROM postponed_index WHERE tbl = ?", (kind,)).fetchone() is None:
        return
    for name, sql in _indexes(db, kind):
        match = _HOLDING.search(sql)
        if match is None or match[1] not in columns:
            continue
        filled = f"SELECT 1 FROM {kind} WHERE {match[1]} IS NOT NULL LIMIT 1"
        if db.execute(filled).fetchone() is None:
            _take_away(db, kind, name, sql)


def restore(db: Connection, *, but: Collection[str] = ()) -> None:
    """Make every index again that was taken away, but for those of the kinds `but`."""
    rows = db.execute("SELECT name, tbl, sql FROM postponed_index ORDER BY name").fetchall()
    for name, kind, sql in rows:
        if kind not in but:
            db.execute(sql)
            db.execute("DELETE FROM postponed_index WHERE name = ?", (name,))


def restore_one(db: Connection) -> bool:
    """Make one index again that was taken away. Return False when there is none."""
    row = db.execute("SELECT name, sql FROM postponed_index ORDER BY name LIMIT 1").fetchone()
    if row is None:
        return False
    name, sql = row
    db.execute(sql)
    db.execute("DELETE FROM postponed_index WHERE name = ?", (name,))
    return True


def _indexes(db: Connection, table: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = db.execute(
        "SELECT name, sql FROM sqlite_schema"
        " WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL",
        (table,),
    ).fetchall()
    return found


def _take_away(db: Connection, kind: str, name: str, sql: str) -> None:
    db.execute("INSERT INTO postponed_index (name, tbl, sql) VALUES (?, ?, ?)", (name, kind, sql))
    db.execute(f"DROP INDEX {name}")
