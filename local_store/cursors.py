"""Cursors: how far each stream was read, and the count and sum of what it left here."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from local_store.connection import Connection
from local_store.record_table import TABLES
from sync.protocol import checksum
from sync.protocol.checksum import to_signed
from sync.protocol.kinds import KINDS


@dataclass(frozen=True, slots=True)
class Cursor:
    """One stream's: the seq it was read up to; count and sum (unsigned) of its live records here;
    whether its end was ever reached; when (UTC ms) it last agreed with HQ, and since when it does
    not; whether it has to be compared with HQ record by record.
    """

    stream: str
    after: int = 0
    n: int = 0
    sum: int = 0
    complete: bool = False
    consistent_at: int | None = None
    mismatch_at: int | None = None
    repair_due: bool = False


class Cursors:
    """Repository of the `cursor` and `stale` tables."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def get(self, stream: str) -> Cursor:
        """Return a stream's cursor; one never read stands at 0."""
        row = self._db.execute(
            "SELECT stream, after, n, sum, complete, consistent_at, mismatch_at, repair_due"
            " FROM cursor WHERE stream = ?",
            (stream,),
        ).fetchone()
        if row is None:
            return Cursor(stream)
        name, after, n, total, complete, consistent_at, mismatch_at, repair_due = row
        return Cursor(
            name,
            after,
            n,
            checksum.from_signed(total),
            bool(complete),
            consistent_at,
            mismatch_at,
            bool(repair_due),
        )

    def put(self, cursor: Cursor) -> None:
        """Write a cursor."""
        self._db.execute(
            "INSERT INTO cursor"
            " (stream, after, n, sum, complete, consistent_at, mismatch_at, repair_due)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (stream) DO UPDATE SET after = excluded.after, n = excluded.n,"
            " sum = excluded.sum, complete = excluded.complete,"
            " consistent_at = excluded.consistent_at, mismatch_at = excluded.mismatch_at,"
            " repair_due = excluded.repair_due",
            (
                cursor.stream,
                cursor.after,
                cursor.n,
                to_signed(cursor.sum),
                int(cursor.complete),
                cursor.consistent_at,
                cursor.mismatch_at,
                int(cursor.repair_due),
            ),
        )

    def recount(self, stream: str) -> tuple[int, int]:
        """Return count and sum (unsigned) of a stream's records, added up from the rows."""
        parts = self._db.execute(
            "SELECT h64 FROM inbound i WHERE stream = ? AND NOT EXISTS"
            " (SELECT 1 FROM stale s WHERE s.kind = i.kind AND s.id = i.id)",
            (stream,),
        ).fetchall()
        for kind in kinds_of(stream):
            parts += self._db.execute(
                f"SELECT h64 FROM {TABLES[kind].kind.name} r WHERE h64 IS NOT NULL AND NOT EXISTS"
                " (SELECT 1 FROM stale s WHERE s.kind = ? AND s.id = r.id)",
                (kind,),
            ).fetchall()
        return len(parts), sum(part for (part,) in parts) % checksum.MODULUS

    def restart(self, stream: str) -> None:
        """Begin a stream anew: what it holds now is stale until it comes again."""
        for kind in kinds_of(stream):
            self._db.execute(
                f"INSERT OR IGNORE INTO stale (kind, id, stream)"
                f" SELECT ?, id, ? FROM {TABLES[kind].kind.name} WHERE h64 IS NOT NULL",
                (kind, stream),
            )
        self._db.execute(
            "INSERT OR IGNORE INTO stale (kind, id, stream)"
            " SELECT kind, id, stream FROM inbound WHERE stream = ?",
            (stream,),
        )
        old = self.get(stream)
        self.put(replace(old, after=0, n=0, sum=0, complete=False))

    def mark_stale(self, stream: str, found: Mapping[str, Sequence[str]]) -> None:
        """Note that these records of a stream, by kind, are stale."""
        self._db.executemany(
            "INSERT OR IGNORE INTO stale (kind, id, stream) VALUES (?, ?, ?)",
            [(kind, one, stream) for kind, ids in found.items() for one in ids],
        )

    def take_stale(self, stream: str, kind: str, ids: Sequence[str]) -> set[str]:
        """Return those of `ids` that were stale; they are not any more."""
        if self._db.execute("SELECT 1 FROM stale LIMIT 1").fetchone() is None:
            return set()
        rows = self._db.execute(
            "SELECT id FROM stale WHERE stream = ? AND kind = ?"
            " AND id IN (SELECT value FROM json_each(?))",
            (stream, kind, json.dumps(ids)),
        ).fetchall()
        self._db.executemany(
            "DELETE FROM stale WHERE kind = ? AND id = ?", [(kind, one) for (one,) in rows]
        )
        return {one for (one,) in rows}

    def stale(self, stream: str) -> dict[str, list[str]]:
        """Return what is still stale of a stream, by kind."""
        found: dict[str, list[str]] = {}
        sql = "SELECT kind, id FROM stale WHERE stream = ?"
        for kind, one in self._db.execute(sql, (stream,)):
            found.setdefault(kind, []).append(one)
        return found


def kinds_of(stream: str) -> list[str]:
    """Return the kinds whose records travel in a stream."""
    where = "g" if stream == "g" else "store"
    return [kind.name for kind in KINDS.values() if kind.stream == where]
