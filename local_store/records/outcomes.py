"""What came of tasks. Nothing here is ever changed; taking back is another outcome."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from local_store.connection import Connection
from local_store.records.reading import SAME_PERSON, day, id_list, mark, milliseconds, moment
from terminal.domain.followup import Outcome

_SELECT: Final = (
    'SELECT o.id, o.task, o.customer, o.code, o.at, o."by", o.note, o.observation, o.due_on,'
    " o.due_was_on, o.undoes, o.accepted, o.accepted_code, o.sync_state FROM outcome o"
)
_LIMIT: Final = 500


class Outcomes:
    """Repository of outcomes. Speaks SQL, returns domain objects, decides nothing."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def get(self, outcome_id: str) -> Outcome | None:
        """Return an outcome."""
        row = self._db.execute(f"{_SELECT} WHERE o.id = ?", (outcome_id,)).fetchone()
        return None if row is None else _outcome(row)

    def of_task(self, task_id: str) -> list[Outcome]:
        """Return everything that came of a task, undone or not, oldest first."""
        return self.of_tasks([task_id]).get(task_id, [])

    def of_tasks(self, task_ids: Iterable[str]) -> dict[str, list[Outcome]]:
        """Return everything that came of these tasks, by task, oldest first."""
        found: dict[str, list[Outcome]] = {}
        rows = self._db.execute(
            f"{_SELECT} WHERE o.task IN (SELECT value FROM json_each(?)) ORDER BY o.at, o.id",
            (id_list(task_ids),),
        )
        for row in rows:
            found.setdefault(row[1], []).append(_outcome(row))
        return found

    def of_customer(
        self, customer_id: str, limit: int, since: datetime | None = None
    ) -> list[Outcome]:
        """Return what came of a customer's tasks, undone or not, newest first; from a moment on,
        if one is given.
        """
        rows = self._db.execute(
            f"{SAME_PERSON} {_SELECT} WHERE o.customer IN (SELECT id FROM same) AND o.at >= ?"
            " ORDER BY o.at DESC, o.id DESC LIMIT ? + 0",
            (customer_id, 0 if since is None else milliseconds(since), limit),
        )
        return [_outcome(row) for row in rows]

    def standing_between(self, start: datetime, end: datetime, limit: int) -> list[Outcome]:
        """Return what was recorded from `start` to before `end` and stands, newest first."""
        rows = self._db.execute(
            f"{_SELECT} WHERE o.at >= ? AND o.at < ? AND o.undoes IS NULL"
            " AND NOT EXISTS (SELECT 1 FROM outcome u WHERE u.undoes = o.id)"
            " ORDER BY o.at DESC, o.id DESC LIMIT ? + 0",
            (milliseconds(start), milliseconds(end), limit),
        )
        return [_outcome(row) for row in rows]


def _outcome(row: Any) -> Outcome:
    return Outcome(
        id=row[0],
        task=row[1],
        customer=row[2],
        code=row[3],
        at=moment(row[4]),
        by=row[5],
        note=row[6] or "",
        observation=row[7],
        due_on=day(row[8]),
        due_was_on=day(row[9]),
        undoes=row[10],
        accepted=None if row[11] is None else bool(row[11]),
        accepted_code=row[12],
        mark=mark(row[13]),
    )
