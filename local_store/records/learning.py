"""Questions to HQ, and what staff worked through."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from local_store.connection import Connection
from local_store.records.reading import mark, milliseconds, moment, named
from terminal.domain.knowledge import Learned, Question

_QUESTION: Final = (
    'SELECT id, text, at, "by", customer, article, answer, answered_at, answered_by, sync_state'
    " FROM question"
)


class Learning:
    """Repository of questions and learning. Speaks SQL, returns domain objects, decides nothing."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def questions(self, limit: int) -> list[Question]:
        """Return what this store asked HQ, newest first, answered or not."""
        rows = self._db.execute(f"{_QUESTION} ORDER BY at DESC, id DESC LIMIT ? + 0", (limit,))
        return [_question(row) for row in rows]

    def learned(self, staff_id: str, since: datetime) -> list[Learned]:
        """Return the cards somebody worked through since a moment, oldest first."""
        rows = self._db.execute(
            "SELECT id, staff, card, at, score_e2, accepted, accepted_code, sync_state"
            " FROM learning WHERE staff = ? AND at >= ? ORDER BY at, id",
            (staff_id, milliseconds(since)),
        )
        return [_learned(row) for row in rows]


def _question(row: Any) -> Question:
    return Question(
        **named(
            "id text at by customer article answer answered answered_by mark",
            row,
            at=moment,
            answered=moment,
            mark=mark,
        )
    )


def _learned(row: Any) -> Learned:
    return Learned(
        **named(
            "id staff card at score_e2 accepted accepted_code mark",
            row,
            at=moment,
            accepted=bool,
            mark=mark,
        )
    )
