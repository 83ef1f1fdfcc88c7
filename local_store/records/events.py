"""Events of this store, and who was invited or came."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from local_store.connection import Connection
from local_store.records.reading import SAME_PERSON, mark, milliseconds, moment, named, texts
from terminal.domain.event import Attendance, Event

_EVENT: Final = "SELECT id, title, starts_at, ends_at, place, capacity, conditions FROM event"
ATTENDANCE: Final = (
    'SELECT id, event, customer, code, at, "by", accepted, accepted_code, sync_state'
)
"""What `attendance` reads."""
_ATTENDANCE: Final = f"{ATTENDANCE} FROM attendance"


class Events:
    """Repository of events. Speaks SQL, returns domain objects, decides nothing."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def get(self, event_id: str) -> Event | None:
        """Return an event."""
        row = self._db.execute(f"{_EVENT} WHERE id = ?", (event_id,)).fetchone()
        return None if row is None else _event(row)

    def between(self, start: datetime, end: datetime, limit: int) -> list[Event]:
        """Return the events that begin from `start` to before `end`, the earliest first."""
        rows = self._db.execute(
            f"{_EVENT} WHERE starts_at >= ? AND starts_at < ? ORDER BY starts_at, id LIMIT ? + 0",
            (milliseconds(start), milliseconds(end), limit),
        )
        return [_event(row) for row in rows]

    def attendance(self, event_id: str, limit: int) -> list[Attendance]:
        """Return who was invited or came."""
        rows = self._db.execute(
            f"{_ATTENDANCE} WHERE event = ? ORDER BY code, id LIMIT ? + 0", (event_id, limit)
        )
        return [attendance(row) for row in rows]

    def of_customer(self, customer_id: str, limit: int) -> list[Attendance]:
        """Return what a customer was invited or came to, newest first."""
        rows = self._db.execute(
            f"{SAME_PERSON} {_ATTENDANCE} WHERE customer IN (SELECT id FROM same)"
            " ORDER BY at DESC, id DESC LIMIT ? + 0",
            (customer_id, limit),
        )
        return [attendance(row) for row in rows]


def _event(row: Any) -> Event:
    return Event(
        **named(
            "id title starts ends place capacity conditions",
            row,
            starts=moment,
            ends=moment,
            conditions=texts,
        )
    )


def attendance(row: Any) -> Attendance:
    """Return the attendance of a row."""
    return Attendance(
        **named(
            "id event customer code at by accepted accepted_code mark",
            row,
            at=moment,
            accepted=bool,
            mark=mark,
        )
    )
