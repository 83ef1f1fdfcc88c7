"""Letting go of records whose time at this till is over: HQ keeps them.

Only what HQ has, and nothing that anything here still holds: no work of this till on it that HQ did
not settle, no load of its stream under way, no open task, no request of its customer about their
data that waits for an answer. What is left of a record is its content hash, parked, so that count
and sum of its stream stay as HQ has them and nothing is fetched again. When HQ sends the record
once more, it is whole again until the next round.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from local_store.connection import Connection
from local_store.cursors import kinds_of
from local_store.parked import Parked
from local_store.row_writer import RowWriter
from sync.protocol.retention import Going

_HELD: Final = (
    "WITH RECURSIVE same (id) AS ("
    "SELECT customer FROM request WHERE status NOT IN ('done', 'refused') UNION"
    " SELECT c.canonical_id FROM customer c JOIN same ON c.id = same.id"
    " WHERE c.canonical_id IS NOT NULL UNION"
    " SELECT c.id FROM customer c JOIN same ON c.canonical_id = same.id)"
    " SELECT id FROM same"
)
"""Customers, under all their ids, who asked something about their data that is not answered."""
_AFTER: Final[Mapping[str, str]] = MappingProxyType(
    {
        "nothing": "1",
        "closed": (
            "r.state IN ('done', 'cancelled') AND NOT EXISTS"
            " (SELECT 1 FROM outcome x WHERE x.task = r.id AND x.h64 IS NULL)"
        ),
        "task": "NOT EXISTS (SELECT 1 FROM task t WHERE t.id = r.task)",
    }
)
_SETTLED: Final = (
    "NOT EXISTS (SELECT 1 FROM outbox o WHERE o.open = 1 AND o.kind = ?1 AND o.entity = r.id)"
    " AND NOT EXISTS (SELECT 1 FROM shadow s WHERE s.kind = ?1 AND s.id = r.id)"
    " AND NOT EXISTS (SELECT 1 FROM stale l WHERE l.kind = ?1 AND l.id = r.id)"
)


@dataclass(frozen=True, slots=True)
class Round:
    """What a slice came to: where the next one begins (None: that was the last), and how many
    records went.
    """

    next: str | None
    gone: int


class LettingGo:
    """Goes through the records of this till, a slice at a time."""

    def __init__(self, db: Connection, writer: RowWriter, streams: Sequence[str]) -> None:
        self._db, self._writer, self._streams = db, writer, streams

    def slice(self, due: Sequence[Going], after: str, limit: int) -> Round:
        """Look at up to `limit` records from a place on and let go what may."""
        if self._db.execute("SELECT 1 FROM boot LIMIT 1").fetchone() is not None:
            return Round(None, 0)
        name, _, last = after.partition("/")
        names = [one.kind.name for one in due]
        start = names.index(name) if name in names else 0
        for one in due[start:]:
            looked, gone = self._of_kind(one, last if one.kind.name == name else "", limit)
            if len(looked) == limit or gone:
                place = looked[-1] if looked else ""
                return Round(f"{one.kind.name}/{place}", gone)
        return Round(None, 0)

    def _of_kind(self, one: Going, last: str, limit: int) -> tuple[list[str], int]:
        kind = one.kind
        whose = f'r."{kind.subject}"' if kind.subject else "NULL"
        has = "r.h64 IS NULL" if kind.stream == "up" else "r.h64 IS NOT NULL"
        rows = self._db.execute(
            f'SELECT r.id, r.rev, r.h64, r."{one.leaves.since}" < ?2 AND {has}'
            f" AND {_AFTER[one.leaves.after]} AND {_SETTLED}"
            f" AND ({whose} IS NULL OR {whose} NOT IN ({_HELD}))"
            f" FROM {kind.name} r WHERE r.id > ?3 ORDER BY r.id LIMIT ?4 + 0",
            (kind.name, one.before, last, limit),
        ).fetchall()
        going = [(record_id, rev, part) for record_id, rev, part, may in rows if may]
        if going and kind.stream != "up":
            (stream,) = (name for name in self._streams if kind.name in kinds_of(name))
            Parked(self._db).let_go(stream, kind.name, going)
        self._writer.remove(kind.name, [record_id for record_id, _, _ in going])
        return [row[0] for row in rows], len(going)
