"""What was noted on this till of who did or saw what with somebody's file."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from local_store.connection import Connection
from local_store.records.reading import SAME_PERSON, id_list, milliseconds, moment, parsed
from terminal.domain.noted import Noted

_SELECT: Final = "SELECT id, action, at, facts FROM audit"


class Audits:
    """Repository of notes. Speaks SQL, returns domain objects, decides nothing."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def of_customer(
        self, customer_id: str, actions: Iterable[str], since: datetime, limit: int
    ) -> list[Noted]:
        """Return what was noted of these actions with a customer's file from a moment on, newest
        first. There is no index by file: it reads what was noted of everybody since.
        """
        rows = self._db.execute(
            f"{SAME_PERSON} {_SELECT} WHERE at >= ? AND entity_kind = 'customer'"
            " AND entity IN (SELECT id FROM same) AND action IN (SELECT value FROM json_each(?3))"
            " ORDER BY at DESC, id DESC LIMIT ?4 + 0",
            (customer_id, milliseconds(since), id_list(actions), limit),
        )
        return [_noted(row) for row in rows]


def _noted(row: Any) -> Noted:
    facts = parsed(row[3]) if row[3] else {}
    return Noted(row[0], row[1], moment(row[2]), facts if isinstance(facts, dict) else {})
