"""Stores nearby."""

from __future__ import annotations

from typing import Final

from local_store.connection import Connection
from terminal.domain.neighbour import Neighbour

_LIMIT: Final = 50


class Neighbours:
    """Repository of stores nearby. Speaks SQL, returns domain objects, decides nothing."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def all(self) -> list[Neighbour]:
        """Return the stores nearby, the nearest first."""
        rows = self._db.execute(
            "SELECT near, name, rank, phone, distance_m, minutes FROM neighbour"
            " ORDER BY rank, id LIMIT ? + 0",
            (_LIMIT,),
        )
        return [Neighbour(*row) for row in rows]
