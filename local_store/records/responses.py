"""What customers answered to forms. A corrected response stays on record but no longer shows."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from local_store.connection import Connection
from local_store.records.reading import SAME_PERSON, mark, milliseconds, moment, named, parsed
from terminal.domain.forms.model import Response

_SELECT: Final = (
    'SELECT r.id, r.customer, r.form, r.form_version, r.at, r."by", r.items, r.source,'
    " r.supersedes, r.sync_state FROM response r"
)


class Responses:
    """Repository of responses. Speaks SQL, returns domain objects, decides nothing."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def of_customer(self, customer_id: str, limit: int) -> list[Response]:
        """Return what a customer answered and stands, newest first."""
        rows = self._db.execute(
            f"{SAME_PERSON} {_SELECT} WHERE r.customer IN (SELECT id FROM same)"
            " AND NOT EXISTS (SELECT 1 FROM response n WHERE n.supersedes = r.id)"
            " ORDER BY r.at DESC, r.id DESC LIMIT ? + 0",
            (customer_id, limit),
        )
        return [_response(row) for row in rows]

    def get(self, response_id: str) -> Response | None:
        """Return a response, corrected or not."""
        row = self._db.execute(f"{_SELECT} WHERE r.id = ?", (response_id,)).fetchone()
        return None if row is None else _response(row)

    def of_form(self, form: str, since: datetime) -> list[Response]:
        """Return what stands of the answers to a form since an instant, oldest first."""
        rows = self._db.execute(
            f"{_SELECT} WHERE r.form = ? AND r.at >= ?"
            " AND NOT EXISTS (SELECT 1 FROM response n WHERE n.supersedes = r.id)"
            " ORDER BY r.at, r.id",
            (form, milliseconds(since)),
        )
        return [_response(row) for row in rows]


def _response(row: Any) -> Response:
    return Response(
        **named(
            "id customer form form_version at by items source supersedes mark",
            row,
            at=moment,
            items=parsed,
            mark=mark,
        )
    )
