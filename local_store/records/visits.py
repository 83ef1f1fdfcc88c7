"""What was noted of visits. A corrected note stays on record but no longer shows."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from local_store.connection import Connection
from local_store.records.events import ATTENDANCE, attendance
from local_store.records.reading import SAME_PERSON, mark, milliseconds, moment, named, texts
from terminal.domain.event import Attendance
from terminal.domain.visit import VisitNote

_SELECT: Final = (
    'SELECT v.id, v.customer, v.at, v."by", v.channel, v.note, v.side_effects, v.keywords,'
    " v.order_no, v.supersedes, v.sync_state FROM visit v"
)
_STANDS: Final = (
    " WHERE v.customer IN (SELECT id FROM same) AND v.at >= ?"
    " AND NOT EXISTS (SELECT 1 FROM visit n WHERE n.supersedes = v.id)"
    " ORDER BY v.at DESC, v.id DESC LIMIT ? + 0"
)
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
