"""Rows from HQ that this build cannot apply: kept whole, counted, and tried again after an update.

What showed before stays: for configuration that is the last good version. Records that this till
let go stand here too, without their content, because they count like parked ones.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from local_store.connection import Connection
from sync.protocol.canonical import encode
from sync.protocol.checksum import to_signed
from sync.protocol.cycle import Row

KIND_UNKNOWN = "KIND_UNKNOWN"
KIND_FOREIGN = "KIND_FOREIGN"
ROW_INVALID = "ROW_INVALID"
CONFIG_SIGNATURE = "CONFIG_SIGNATURE"
POLICY_INVALID = "POLICY_INVALID"
LET_GO = "let_go"
"""No row that waits, but what is left of one that this till let go: it only counts."""


class Parked:
    """Repository of the `inbound` table."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def put(self, stream: str, row: Row, *, part: int, code: str) -> None:
        """Park a row; `part` is its content hash."""
        self._db.execute(
            "INSERT INTO inbound (kind, id, stream, seq, rev, body, clocks, h64, code)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (kind, id) DO UPDATE SET stream = excluded.stream, seq = excluded.seq,"
            " rev = excluded.rev, body = excluded.body, clocks = excluded.clocks,"
            " h64 = excluded.h64, code = excluded.code",
            (
                row.k,
                row.id,
                stream,
                row.seq,
                row.rev,
                encode(row.b).decode(),
                encode(row.c).decode(),
                to_signed(part),
                code,
            ),
        )

    def let_go(self, stream: str, kind: str, rows: Sequence[tuple[str, int, int]]) -> None:
        """Keep the id, revision and content hash (signed) of rows that this till lets go."""
        self._db.executemany(
            "INSERT INTO inbound (kind, id, stream, seq, rev, body, clocks, h64, code)"
            f" VALUES (?, ?, ?, 0, ?, '{{}}', '{{}}', ?, '{LET_GO}') ON CONFLICT DO NOTHING",
            [(kind, one, stream, rev, part) for one, rev, part in rows],
        )

    def drop(self, kind: str, ids: Sequence[str]) -> None:
        """Remove parked rows that were superseded."""
        self._db.executemany(
            "DELETE FROM inbound WHERE kind = ? AND id = ?", [(kind, one) for one in ids]
        )

    def has(self, kind: str) -> bool:
        """Tell whether any row of a kind is parked, or counts without being here."""
        sql = "SELECT 1 FROM inbound WHERE kind = ? LIMIT 1"
        return self._db.execute(sql, (kind,)).fetchone() is not None

    def parts(self, kind: str, ids: Sequence[str]) -> dict[str, int]:
        """Return the content hashes (signed) of those of `ids` that are parked or were let go."""
        if not self.has(kind):
            return {}
        rows = self._db.execute(
            "SELECT id, h64 FROM inbound WHERE kind = ? AND id IN (SELECT value FROM json_each(?))",
            (kind, json.dumps(ids)),
        )
        return dict(rows.fetchall())

    def rows(self, stream: str) -> list[Row]:
        """Return everything parked of a stream that counts, in the order it came."""
        rows = self._db.execute(
            "SELECT kind, id, rev, seq, body, clocks FROM inbound i WHERE stream = ?"
            f" AND code <> '{LET_GO}'"
            " AND NOT EXISTS (SELECT 1 FROM stale s WHERE s.kind = i.kind AND s.id = i.id)"
            " ORDER BY seq",
            (stream,),
        ).fetchall()
        return [
            Row(k=k, id=i, op="P", rev=rev, seq=seq, b=json.loads(body), c=json.loads(clocks))
            for k, i, rev, seq, body, clocks in rows
        ]

    def codes(self, kinds: Sequence[str]) -> dict[str, str]:
        """Return why records of these kinds are parked, by id."""
        rows = self._db.execute(
            "SELECT id, code FROM inbound WHERE kind IN (SELECT value FROM json_each(?))"
            f" AND code <> '{LET_GO}'",
            (json.dumps(kinds),),
        )
        return dict(rows.fetchall())
