"""Complaints."""

from __future__ import annotations

from typing import Any, Final

from local_store.connection import Connection
from local_store.records.reading import SAME_PERSON, mark, moment, named
from terminal.domain.complaint import OPEN, Complaint

_SELECT: Final = (
    'SELECT id, at, "by", about, text, status, customer, closed_at, result, sync_state'
    " FROM complaint"
)


class Complaints:
    """Repository of complaints. Speaks SQL, returns domain objects, decides nothing."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def open(self, limit: int) -> list[Complaint]:
        """Return the complaints that wait for somebody, oldest first."""
        rows = self._db.execute(
            f"{_SELECT} WHERE status = ? ORDER BY at, id LIMIT ? + 0", (OPEN, limit)
        )
        return [_complaint(row) for row in rows]

    def of_customer(self, customer_id: str, limit: int) -> list[Complaint]:
        """Return a customer's complaints, newest first."""
        rows = self._db.execute(
            f"{SAME_PERSON} {_SELECT} WHERE customer IN (SELECT id FROM same)"
            " ORDER BY at DESC, id DESC LIMIT ? + 0",
            (customer_id, limit),
        )
        return [_complaint(row) for row in rows]


def _complaint(row: Any) -> Complaint:
    return Complaint(
        **named(
            "id at by about text status customer closed result mark",
            row,
            at=moment,
            closed=moment,
            mark=mark,
        )
    )
