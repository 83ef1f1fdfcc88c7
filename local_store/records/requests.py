"""What customers asked about their own data."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from local_store.connection import Connection
from local_store.records.reading import SAME_PERSON, mark, moment, named
from terminal.domain.request import MISTAKEN, OPEN, RightsRequest

_SELECT: Final = (
    'SELECT id, customer, what, at, "by", due_on, status, done_at, note, sync_state FROM request'
)


class Requests:
    """Repository of requests. Speaks SQL, returns domain objects, decides nothing."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def open(self, limit: int) -> list[RightsRequest]:
        """Return what waits to be answered, the most urgent first."""
        rows = self._db.execute(
            f"{_SELECT} WHERE status = ? ORDER BY due_on, id LIMIT ? + 0", (OPEN, limit)
        )
        return [_request(row) for row in rows]

    def get(self, request_id: str) -> RightsRequest | None:
        """Return a request."""
        row = self._db.execute(f"{_SELECT} WHERE id = ?", (request_id,)).fetchone()
        return None if row is None else _request(row)

    def answered(self, limit: int) -> list[RightsRequest]:
        """Return what was answered, the last first. What was entered by mistake is not told."""
        rows = self._db.execute(
            f"{_SELECT} WHERE status NOT IN (?, ?) ORDER BY done_at DESC, id LIMIT ? + 0",
            (OPEN, MISTAKEN, limit),
        )
        return [_request(row) for row in rows]

    def of_customer(self, customer_id: str) -> list[RightsRequest]:
        """Return what a customer asked, oldest first."""
        rows = self._db.execute(
            f"{SAME_PERSON} {_SELECT} WHERE customer IN (SELECT id FROM same) ORDER BY at, id",
            (customer_id,),
        )
        return [_request(row) for row in rows]


def _request(row: Any) -> RightsRequest:
    return RightsRequest(
        **named(
            "id customer what at by due_on status done note mark",
            row,
            at=moment,
            due_on=date.fromisoformat,
            done=moment,
            mark=mark,
        )
    )
