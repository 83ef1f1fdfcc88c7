"""The one place that writes records' rows, whether a person saved or a page came from HQ.

It keeps what is derived from them with them: phones and GTINs to search by, and where each task
stands, which follows from its outcomes and from the task it came after.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any, Final

from local_store.changes import Changes
from local_store.connection import Connection, Value
from local_store.lines import Slice
from local_store.record_table import TABLES, Stored
from local_store.slices import SEARCHED, Encoded
from terminal.domain.followup import Outcome, TaskState, state_of

GTIN_DIGITS: Final = 14
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
        TABLES[kind].write(self._db, encoded)
        self._changes.touch(kind, [row.id for row in rows])
        if (search := _SEARCH.get(kind)) is not None:
            self._index(search, rows)
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
    ) -> None:
        """Write many rows and leave what follows for tasks to `recompute_all`."""
        encoded.write(self._db)
        self._changes.touch(kind, ids)
        if (search := _SEARCH.get(kind)) is None:
            return
        if known is None:
            reach = (min(ids), max(ids))
            known = ids if self._db.execute(search.between, reach).fetchone() else ()
        self._db.executemany(search.delete, [(one,) for one in known])
        if encoded.searched:
            pairs = zip(ids, encoded.searched, strict=True)
            entries = [e for pair in pairs for e in search.entries(*pair)]
            self._db.executemany(search.insert, entries)

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
        TABLES[kind].remove(self._db, ids)
        self._changes.touch(kind, ids)
        if (search := _SEARCH.get(kind)) is not None:
            self._db.executemany(search.delete, [(one,) for one in ids])
        if kind == "task":
            self._tasks.update(self._after(ids))

    def finish(self) -> None:
        """Recompute where the tasks touched since the last call stand, and all that follow them."""
        waiting, self._tasks = self._tasks, set()
        while waiting:
            changed = self._recompute(waiting)
            waiting = set(self._after(changed))

    def _index(self, search: _Search, rows: Sequence[Stored]) -> None:
        for row in rows:
            entries = list(search.entries(row.id, row.state.body.get(search.field)))
            # Most changes are to something else, and each entry is in several places of the disk.
            if sorted(self._db.execute(search.select, (row.id,))) != sorted(entries):
                self._db.execute(search.delete, (row.id,))
                self._db.executemany(search.insert, entries)

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
            now = state_of(outcomes.get(task, ()), anchor_open=anchor in _LIVE)
            if now != was:
                changed.append((now.value, task))
        self._db.executemany("UPDATE task SET state = ? WHERE id = ?", changed)
        moved = [task for _, task in changed]
        if moved:
            self._changes.touch("task", moved)
        return moved

    def _outcomes(self, tasks: str) -> dict[str, list[Outcome]]:
        found: dict[str, list[Outcome]] = {}
        sql = (
            'SELECT id, task, customer, code, at, "by", undoes FROM outcome'
            " WHERE task IN (SELECT value FROM json_each(?))"
        )
        for one, task, customer, code, at, by, undoes in self._db.execute(sql, (tasks,)):
            moment = datetime.fromtimestamp(at / 1000, UTC)
            outcome = Outcome(one, task, customer, code, moment, by, undoes=undoes)
            found.setdefault(task, []).append(outcome)
        return found


class _Search:
    """A side table with one row per element of a list field."""

    def __init__(self, between: str, select: str, delete: str, insert: str, field: str) -> None:
        self.between, self.select, self.delete = between, select, delete
        self.insert, self.field = insert, field

    def entries(self, record_id: str, values: Any) -> Iterable[tuple[Value, ...]]:
        """Return the rows for one record; `values` is what its field holds."""
        texts = [one for one in values if isinstance(one, str)] if isinstance(values, list) else []
        return [self.entry(record_id, text) for text in dict.fromkeys(texts)]

    def entry(self, record_id: str, text: str) -> tuple[Value, ...]:
        return text.rjust(GTIN_DIGITS, "0"), record_id


class _Phones(_Search):
    def entry(self, record_id: str, text: str) -> tuple[Value, ...]:
        return record_id, text, text[::-1]


_SEARCH: Final[Mapping[str, _Search]] = MappingProxyType(
    {
        "customer": _Phones(
            "SELECT 1 FROM customer_phone WHERE customer BETWEEN ? AND ? LIMIT 1",
            "SELECT customer, phone, reversed FROM customer_phone WHERE customer = ?",
            "DELETE FROM customer_phone WHERE customer = ?",
            "INSERT OR IGNORE INTO customer_phone (customer, phone, reversed) VALUES (?, ?, ?)",
            SEARCHED["customer"],
        ),
        "medicine": _Search(
            "SELECT 1 FROM medicine_gtin WHERE medicine BETWEEN ? AND ? LIMIT 1",
            "SELECT gtin, medicine FROM medicine_gtin WHERE medicine = ?",
            "DELETE FROM medicine_gtin WHERE medicine = ?",
            "INSERT OR IGNORE INTO medicine_gtin (gtin, medicine) VALUES (?, ?)",
            SEARCHED["medicine"],
        ),
    }
)
