"""What judging begins with, on PostgreSQL: one trip to the server takes the place of three."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final

from sync.hub.devices import Device
from sync.hub.port.glances import Sight
from sync.hub.postgres.arrays import text_columns
from sync.hub.postgres.sql import Cursor
from sync.hub.records import Entity

_SIGHT: Final = (
    # What is in the stream, and the files of the people.
    "SELECT f.kind, f.id, f.owner, CASE WHEN e.kind = 'staff' THEN (SELECT r.body FROM record AS r"
    " WHERE r.owner = f.owner AND r.kind = f.kind AND r.id = f.id) END"
    " FROM unnest(%(kinds)s::text[], %(ids)s::text[]) AS e(kind, id)"
    " CROSS JOIN LATERAL (SELECT * FROM feed WHERE stream = %(stream)s AND kind = e.kind"
    " AND id = e.id AND op = 'P' OFFSET 0) AS f"
    # What has an unresolved group of the device.
    " UNION ALL SELECT DISTINCT kind, id, NULL::text, NULL::jsonb FROM quarantine_entity"
    " WHERE store = %(store)s AND device = ANY (%(names)s)"
)


class PostgresSights:
    """See `port.glances.Sights`."""

    def __init__(self, cursor: Cursor) -> None:
        self._cursor = cursor

    def of(self, device: Device, stream: str, entities: Collection[Entity]) -> Sight:
        """Return what the device sees of these records."""
        kinds, ids = text_columns(list(entities), 2)
        self._cursor.execute(
            _SIGHT,
            {
                "kinds": kinds,
                "ids": ids,
                "stream": stream,
                "store": device.store,
                "names": list(device.names),
            },
            prepare=True,
        )
        homes: dict[Entity, str] = {}
        people: dict[str, dict[str, Any]] = {}
        blocked: set[Entity] = set()
        for kind, record_id, owner, body in self._cursor.fetchall():
            if owner is None:
                blocked.add((kind, record_id))
                continue
            homes[kind, record_id] = owner
            if body is not None:
                people[record_id] = body
        return Sight(homes, people, blocked)
