"""What other systems call our records."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from local_store.connection import Connection
from local_store.records.reading import id_list, moment, named
from terminal.domain.external_id import ExternalId

_SELECT: Final = (
    "SELECT id, entity_kind, entity, system, value, how, at, confidence_e2, customer"
    " FROM external_id e"
)
_STANDS: Final = (
    "e.undoes IS NULL AND NOT EXISTS (SELECT 1 FROM external_id u WHERE u.undoes = e.id)"
)
_LIMIT: Final = 50


class ExternalIds:
    """Repository of ids from elsewhere. Speaks SQL, returns domain objects, decides nothing."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def find(self, system: str, value: str) -> list[ExternalId]:
        """Return what a system calls so, the surest first."""
        rows = self._db.execute(
            f"{_SELECT} WHERE system = ? AND value = ? AND {_STANDS}"
            " ORDER BY confidence_e2 DESC, at DESC, id LIMIT ? + 0",
            (system, value, _LIMIT),
        )
        return [_external_id(row) for row in rows]

    def of(self, kind: str, record_id: str) -> list[ExternalId]:
        """Return what other systems call a record, by system."""
        rows = self._db.execute(
            f"{_SELECT} WHERE entity = ? AND entity_kind = ? AND {_STANDS}"
            " ORDER BY system, at, id LIMIT ? + 0",
            (record_id, kind, _LIMIT),
        )
        return [_external_id(row) for row in rows]

    def of_many(self, kind: str, record_ids: Iterable[str]) -> dict[str, list[ExternalId]]:
        """Return what other systems call these records, by record."""
        found: dict[str, list[ExternalId]] = {}
        rows = self._db.execute(
            f"{_SELECT} WHERE entity IN (SELECT value FROM json_each(?)) AND entity_kind = ?"
            f" AND {_STANDS} ORDER BY system, at, id",
            (id_list(record_ids), kind),
        )
        for row in rows:
            one = _external_id(row)
            found.setdefault(one.entity, []).append(one)
        return found


def _external_id(row: Any) -> ExternalId:
    return ExternalId(
        **named("id entity_kind entity system value how at confidence_e2 customer", row, at=moment)
    )
