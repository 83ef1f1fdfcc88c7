"""Follow-up tasks. Where each stands is kept in its row by whoever writes outcomes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from local_store.connection import Connection
from local_store.records.reading import SAME_PERSON, id_list, mark
from terminal.domain.followup import Task

_SELECT: Final = (
    "SELECT id, rule, rule_version, customer, anchor, due_on, assignee, state, sync_state FROM task"
)
_LIMIT: Final = 500


class Tasks:
    """Repository of tasks. Speaks SQL, returns domain objects, decides nothing."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def get(self, task_id: str) -> Task | None:
        """Return a task."""
        return self.many([task_id]).get(task_id)

    def many(self, ids: Iterable[str]) -> dict[str, Task]:
        """Return tasks by id; those that are not here are left out."""
        rows = self._db.execute(
            f"{_SELECT} WHERE id IN (SELECT value FROM json_each(?))", (id_list(ids),)
        )
        return {row[0]: _task(row) for row in rows}

    def open_of_customer(self, customer_id: str) -> list[Task]:
        """Return a customer's open tasks, most overdue first."""
        # The plus keeps the engine from reading everybody's open tasks in the order asked for.
        rows = self._db.execute(
            f"{SAME_PERSON} {_SELECT} WHERE customer IN (SELECT id FROM same)"
            " AND state = 'open' ORDER BY +due_on, id LIMIT ? + 0",
            (customer_id, _LIMIT),
        )
        return [_task(row) for row in rows]

    def open_of_assignee(self, staff_id: str) -> list[Task]:
        """Return the open tasks that are somebody's, most overdue first."""
        # By state: a store has at most some thousands that are open, and few ask this.
        rows = self._db.execute(
            f"{_SELECT} WHERE state = 'open' AND assignee = ? ORDER BY due_on, id LIMIT ? + 0",
            (staff_id, _LIMIT),
        )
        return [_task(row) for row in rows]

    def open_due(self, until: date, limit: int) -> list[Task]:
        """Return open tasks due by a day, most overdue first."""
        rows = self._db.execute(
            f"{_SELECT} WHERE state = 'open' AND due_on <= ? ORDER BY due_on, id LIMIT ? + 0",
            (until.isoformat(), limit),
        )
        return [_task(row) for row in rows]

    def count_open(self, before: date) -> int:
        """Return how many open tasks were due before a day."""
        sql = "SELECT count(*) FROM task WHERE state = 'open' AND due_on < ?"
        return int(self._db.execute(sql, (before.isoformat(),)).fetchone()[0])

    def count_open_on(self, on: date) -> int:
        """Return how many open tasks are due on a day."""
        sql = "SELECT count(*) FROM task WHERE state = 'open' AND due_on = ?"
        return int(self._db.execute(sql, (on.isoformat(),)).fetchone()[0])

    def after(self, anchor_id: str) -> list[Task]:
        """Return the tasks that a fact or an earlier task called for."""
        rows = self._db.execute(
            f"{_SELECT} WHERE anchor = ? ORDER BY id LIMIT ? + 0", (anchor_id, _LIMIT)
        )
        return [_task(row) for row in rows]


def _task(row: Any) -> Task:
    return Task(
        row[0],
        row[1],
        row[2],
        row[3],
        row[4],
        date.fromisoformat(row[5]),
        row[6],
        row[7],
        mark(row[8]),
    )
