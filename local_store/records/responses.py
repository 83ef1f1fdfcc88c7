"""What customers answered to forms. A corrected response stays on record but no longer shows."""

from __future__ import annotations

import json
from typing import Any, Final

from local_store.connection import Connection
from local_store.records.reading import SAME_PERSON, moment, named
from terminal.domain.customer import Mark
from terminal.domain.form import Response

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
            " ORDER BY r.at DESC, r.id DESC LIMIT ?",
            (customer_id, limit),
        )
        return [_response(row) for row in rows]


def _response(row: Any) -> Response:
    return Response(
        **named(
            "id customer form form_version at by items source supersedes mark",
            row,
            at=moment,
            items=json.loads,
            mark=Mark,
        )
    )
