"""The people who work in this store."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from local_store.connection import Connection
from local_store.records.reading import id_list
from terminal.domain.staff import Staff

_SELECT: Final = "SELECT id, name, role, badge, active FROM staff"
_LIMIT: Final = 500


class StaffMembers:
    """Repository of staff. Speaks SQL, returns domain objects, decides nothing."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def get(self, staff_id: str) -> Staff | None:
        """Return somebody, whether still active or not."""
        row = self._db.execute(f"{_SELECT} WHERE id = ?", (staff_id,)).fetchone()
        return None if row is None else _staff(row)

    def names(self, ids: Iterable[str]) -> dict[str, str]:
        """Return what people are called, by id, whether still active or not."""
        sql = "SELECT id, name FROM staff WHERE id IN (SELECT value FROM json_each(?))"
        return dict(self._db.execute(sql, (id_list(ids),)))

    def by_badge(self, badge: str) -> Staff | None:
        """Return whose badge this is; a badge of somebody who left leads nowhere."""
        row = self._db.execute(
            f"{_SELECT} WHERE badge = ? AND active = 1 ORDER BY id LIMIT 1", (badge,)
        ).fetchone()
        return None if row is None else _staff(row)

    def active(self) -> list[Staff]:
        """Return everybody at work here, by name."""
        rows = self._db.execute(
            f"{_SELECT} WHERE active = 1 ORDER BY name, id LIMIT ? + 0", (_LIMIT,)
        )
        return [_staff(row) for row in rows]


def _staff(row: Any) -> Staff:
    return Staff(row[0], row[1], row[2], row[3], bool(row[4]))
