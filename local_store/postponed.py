"""Takes secondary indexes away from empty tables that are about to be filled, and makes them again.

To fill a table and build an index over it afterwards takes a fraction of keeping the index up to
date row by row. What was taken away stands in a table, so that a store that was stopped meanwhile
has all its indexes again when it opens.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from local_store.connection import Connection
from local_store.search_keys import KEY_TABLES


def postpone(db: Connection, kinds: Iterable[str]) -> None:
    """Take the indexes of these kinds' tables away, where the table is empty."""
    for kind in kinds:
        tables = [kind, *(keys.name for keys in KEY_TABLES.get(kind, ()))]
        if any(db.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone() for table in tables):
            continue
        for table in tables:
            found = db.execute(
                "SELECT name, sql FROM sqlite_schema"
                " WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL",
                (table,),
            ).fetchall()
            for name, sql in found:
                db.execute(
                    "INSERT INTO postponed_index (name, tbl, sql) VALUES (?, ?, ?)",
                    (name, kind, sql),
                )
                db.execute(f"DROP INDEX {name}")


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
