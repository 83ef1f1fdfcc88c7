"""The one place that writes records' rows, whether a person saved or a page came from HQ.

It keeps what is derived from them with them: keys to search by, and where each task
stands, which follows from its outcomes and from the task it came after.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

from local_store.changes import Changes
from local_store.config_past import keep_past
from local_store.connection import Connection, Value
from local_store.lines import Slice
from local_store.record_table import TABLES, Stored
from local_store.search_keys import KEY_TABLES, Ready, ready_keys
from local_store.slices import Encoded
from terminal.domain.followup import TaskState, standing_codes, state_of

_TASKS_AT_ONCE: Final = 5_000
_LIVE: Final = frozenset({TaskState.OPEN, TaskState.DORMANT})


class RowWriter:
    """Writes and removes rows; `finish` brings the tasks they concern up to date."""

    def __init__(self, db: Connection, changes: Changes) -> None:
        self._db, self._changes = db, changes
        self._tasks: set[str] = set()

    def write(
        self, kind: str, rows: Sequence[Stored], encoded: Iterable[tuple[Value, ...]]
    ) -> None:
        """Write rows of one kind; `encoded` are their values as RecordTable.encode gave them."""
        keep_past(self._db, kind, [row.id for row in rows])
        TABLES[kind].write(self._db, encoded)
        self._changes.touch(kind, [row.id for row in rows])
        if kind == "customer":
            self._forget_begun([row.id for row in rows if row.state.body.get("restricted")])
        for keys in KEY_TABLES.get(kind, ()):
            for row in rows:
                keys.bring_up(self._db, row.id, row.state.body)
        self._note_tasks(kind, rows)

    def write_new(self, kind: str, rows: Sequence[Stored], encoded: Encoded) -> None:
        """Write rows of one kind as `write` does; none of them was here before. `encoded` are the
        same rows as the column-wise encoder gave them.
        """
        self.fill(kind, [row.id for row in rows], encoded, known=())
        self._note_tasks(kind, rows)

    def write_all(
        self, kind: str, records: Slice, encoded: Encoded, *, known: Collection[str]
    ) -> None:
        """Write many rows as the column-wise encoder gave them; `known` are those of them that may
        be here already. What follows for tasks is brought up to date by `finish`.
        """
        self.fill(kind, records.ids, encoded, known=known)
        if kind == "outcome":
            self._tasks.update(body["task"] for body in records.bodies)
        elif kind == "task":
            self._tasks.update(records.ids, self._after(records.ids))

    def fill(
        self,
        kind: str,
        ids: Sequence[str],
        encoded: Encoded,
        *,
        known: Collection[str] | None = None,
        keys: Mapping[str, Ready] | None = None,
    ) -> None:
        """Write many rows and leave what follows for tasks to `recompute_all`. `keys` are those to
        search by, if they were made before.
        """
        encoded.write(self._db)
        self._changes.touch(kind, ids)
        ready = ready_keys(kind, ids, encoded.searched) if keys is None else keys
        for table in KEY_TABLES.get(kind, ()):
            if known is None:
                known = ids if table.has_any(self._db, min(ids), max(ids)) else ()
            if known:
                table.remove(self._db, known)
            table.write(self._db, ready[table.name])

    def recompute_all(self) -> None:
        """Work out where every task stands that is not simply open."""
        rows = self._db.execute(
            "SELECT task FROM outcome UNION"
            " SELECT t.id FROM task t JOIN task a ON a.id = t.anchor UNION"
            " SELECT id FROM task WHERE state <> 'open'"
        ).fetchall()
        for start in range(0, len(rows), _TASKS_AT_ONCE):
            self._tasks.update(task for (task,) in rows[start : start + _TASKS_AT_ONCE])
            self.finish()

    def remove(self, kind: str, ids: Sequence[str]) -> None:
        """Remove rows of one kind; those that are not there are no error."""
        if kind == "outcome":
            sql = "SELECT task FROM outcome WHERE id IN (SELECT value FROM json_each(?))"
            self._tasks.update(task for (task,) in self._db.execute(sql, (json.dumps(ids),)))
        keep_past(self._db, kind, ids)
        TABLES[kind].remove(self._db, ids)
        if kind == "customer":
            # What takes an import back holds what was on file before: it goes with the file, and
            # so do answers that nobody saved, and whatever else was begun.
            for table in ("import_row", "form_draft"):
                self._db.executemany(f"DELETE FROM {table} WHERE customer = ?", [(i,) for i in ids])
            self._forget_begun(ids)
        self._changes.touch(kind, ids)
        for keys in KEY_TABLES.get(kind, ()):
            keys.remove(self._db, ids)
        if kind == "task":
            self._tasks.update(self._after(ids))

    def finish(self) -> None:
        """Recompute where the tasks touched since the last call stand, and all that follow them."""
        waiting, self._tasks = self._tasks, set()
        while waiting:
            changed = self._recompute(waiting)
            waiting = set(self._after(changed))

    def _forget_begun(self, customers: Sequence[str]) -> None:
        sql = "DELETE FROM begun WHERE customer = ?"
        self._db.executemany(sql, [(one,) for one in customers])

    def _note_tasks(self, kind: str, rows: Sequence[Stored]) -> None:
        if kind == "outcome":
            self._tasks.update(row.state.body["task"] for row in rows)
        elif kind == "task":
            ids = [row.id for row in rows]
            self._tasks.update(ids, self._after(ids))

    def _after(self, ids: Iterable[str]) -> list[str]:
        sql = (
            "SELECT id FROM task WHERE anchor IN (SELECT value FROM json_each(?)) AND id <> anchor"
        )
        return [one for (one,) in self._db.execute(sql, (json.dumps(list(ids)),))]

    def _recompute(self, ids: Iterable[str]) -> list[str]:
        """Write the states of these tasks that changed, and return their ids.

        Whether a task is live follows from its own outcomes alone, so a change reaches the tasks
        right after it and no further, even if ids should ever form a ring.
        """
        text = json.dumps(list(ids))
        outcomes = self._outcomes(text)
        rows = self._db.execute(
            "SELECT t.id, t.state, a.state FROM task t LEFT JOIN task a ON a.id = t.anchor"
            " WHERE t.id IN (SELECT value FROM json_each(?))",
            (text,),
        ).fetchall()
        changed = []
        for task, was, anchor in rows:
            codes = standing_codes(outcomes.get(task, ()))
            now = state_of(codes, anchor_open=anchor in _LIVE)
            if now != was:
                changed.append((now.value, task))
        self._db.executemany("UPDATE task SET state = ? WHERE id = ?", changed)
        moved = [task for _, task in changed]
        if moved:
            self._changes.touch("task", moved)
        return moved

    def _outcomes(self, tasks: str) -> dict[str, list[tuple[str, str, str | None]]]:
        found: dict[str, list[tuple[str, str, str | None]]] = {}
        sql = (
            "SELECT task, id, code, undoes FROM outcome"
            " WHERE task IN (SELECT value FROM json_each(?))"
        )
        for task, *one in self._db.execute(sql, (tasks,)):
            found.setdefault(task, []).append(tuple(one))
        return found
