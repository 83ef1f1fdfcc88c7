"""What was noted of visits. A corrected note stays on record but no longer shows, and neither does
one that only takes another back. Where two tills corrected one note without knowing of each other,
the correction entered last counts: see `terminal.domain.note_trail`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from local_store.connection import Connection
from local_store.records.events import ATTENDANCE, attendance
from local_store.records.reading import (
    SAME_PERSON,
    id_list,
    mark,
    milliseconds,
    moment,
    named,
    texts,
)
from terminal.domain.event import Attendance
from terminal.domain.note_trail import NoteVersion
from terminal.domain.visit import VisitNote

_COLUMNS_OF_NOTE: Final = (
    'v.id, v.customer, v.at, v."by", v.channel, v.note, v.side_effects, v.keywords,'
    " v.order_no, v.supersedes, v.sync_state"
)
_SELECT: Final = f"SELECT {_COLUMNS_OF_NOTE} FROM visit v"
_TREE: Final = (
    " UNION SELECT p.supersedes FROM tree t CROSS JOIN visit p ON p.id = t.id"
    " WHERE p.supersedes IS NOT NULL"
    " UNION SELECT n.id FROM tree t CROSS JOIN visit n ON n.supersedes = t.id)"
)
"""What took the place of a note, directly or not, and what that took the place of."""
_LAST: Final = (
    "(l.supersedes IS NULL OR coalesce(l.note, '') <> ''"
    " OR coalesce(l.side_effects, '[]') <> '[]' OR coalesce(l.keywords, '[]') <> '[]')"
    " AND NOT EXISTS (SELECT 1 FROM visit n WHERE n.supersedes = l.id)"
)
_STAMP: Final = (
    "CASE substr(l.clocks, 1, 1) WHEN '{' THEN l.clocks ->> 'at' ELSE l.clocks ->> '$' END"
)
_STANDS: Final = (
    " WHERE v.customer IN (SELECT id FROM same) AND v.at >= ?"
    f" AND {_LAST.replace('l.', 'v.')} AND (v.supersedes IS NULL OR v.id = ("
    f"WITH RECURSIVE tree (id) AS (SELECT v.id{_TREE}"
    f" SELECT l.id FROM tree t CROSS JOIN visit l ON l.id = t.id WHERE {_LAST}"
    f" ORDER BY {_STAMP} DESC, l.id DESC LIMIT 1))"
    " ORDER BY v.at DESC, v.id DESC LIMIT ? + 0"
)
_VERSIONS: Final = f"SELECT {_COLUMNS_OF_NOTE.replace('v.', 'l.')}, {_STAMP} FROM visit l"
_TIMELINE: Final = (
    f"{SAME_PERSON} SELECT 1, * FROM ({_SELECT}{_STANDS})"
    " UNION ALL SELECT 0, * FROM"
    f" ({ATTENDANCE}, NULL, NULL FROM attendance WHERE customer IN (SELECT id FROM same)"
    " AND at >= ? AND code <> 'invited' ORDER BY at DESC, id DESC LIMIT ? + 0)"
)
_COLUMNS: Final = 9
"""So many an attendance has; a visit has more."""


class Visits:
    """Repository of visit notes. Speaks SQL, returns domain objects, decides nothing."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def of_customer(self, customer_id: str, limit: int) -> list[VisitNote]:
        """Return what was noted of a customer's visits and stands, newest first."""
        sql = f"{SAME_PERSON} {_SELECT}{_STANDS}"
        return [_visit(row) for row in self._db.execute(sql, (customer_id, 0, limit))]

    def versions(self, ids: Iterable[str]) -> list[NoteVersion]:
        """Return these notes with all that took their place, and all that those took the place of,
        in the order in which they were entered.
        """
        asked = id_list(ids)
        if asked == "[]":
            return []
        rows = self._db.execute(
            f"WITH RECURSIVE tree (id) AS (SELECT value FROM json_each(?){_TREE}"
            f" {_VERSIONS} WHERE l.id IN (SELECT id FROM tree)",
            (asked,),
        )
        found = [NoteVersion(_visit(row[:-1]), row[-1]) for row in rows]
        return sorted(found, key=lambda one: (one.stamp, one.id))

    def with_attendance(
        self, customer_id: str, limit: int, since: datetime | None = None
    ) -> tuple[list[VisitNote], list[Attendance]]:
        """Return what was noted of a customer's visits and stands, and twice as much of what they
        came to or what takes it back, each newest first, from a moment on if one is given. One
        statement for both: a card asks with every customer.
        """
        visits, came = [], []
        first = 0 if since is None else milliseconds(since)
        bound = customer_id, first, limit, first, 2 * limit
        for is_visit, *row in self._db.execute(_TIMELINE, bound):
            if is_visit:
                visits.append(_visit(row))
            else:
                came.append(attendance(row[:_COLUMNS]))
        return visits, came


def _visit(row: Any) -> VisitNote:
    return VisitNote(
        **named(
            "id customer at by channel note side_effects keywords order_no supersedes mark",
            row,
            at=moment,
            side_effects=texts,
            keywords=texts,
            mark=mark,
        )
    )
