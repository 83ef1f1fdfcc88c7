"""What was noted of visits. A corrected note stays on record but no longer shows."""

from __future__ import annotations

from typing import Any, Final

from local_store.connection import Connection
from local_store.records.reading import SAME_PERSON, mark, moment, named, texts
from terminal.domain.visit import VisitNote

_SELECT: Final = (
    'SELECT v.id, v.customer, v.at, v."by", v.channel, v.note, v.side_effects, v.keywords,'
    " v.order_no, v.supersedes, v.sync_state FROM visit v"
)


class Visits:
    """Repository of visit notes. Speaks SQL, returns domain objects, decides nothing."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def of_customer(self, customer_id: str, limit: int) -> list[VisitNote]:
        """Return what was noted of a customer's visits and stands, newest first."""
        rows = self._db.execute(
            f"{SAME_PERSON} {_SELECT} WHERE v.customer IN (SELECT id FROM same)"
            " AND NOT EXISTS (SELECT 1 FROM visit n WHERE n.supersedes = v.id)"
            " ORDER BY v.at DESC, v.id DESC LIMIT ? + 0",
            (customer_id, limit),
        )
        return [_visit(row) for row in rows]


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
