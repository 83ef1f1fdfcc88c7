"""Households; whose files name one is told by the customers."""

from __future__ import annotations

from local_store.connection import Connection
from local_store.records.reading import mark
from terminal.domain.household import Household


class Households:
    """Repository of households. Speaks SQL, returns domain objects, decides nothing."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def get(self, household_id: str) -> Household | None:
        """Return a household."""
        row = self._db.execute(
            "SELECT id, customer, name, note, sync_state FROM household WHERE id = ?",
            (household_id,),
        ).fetchone()
        if row is None:
            return None
        return Household(row[0], row[1], row[2] or "", row[3] or "", mark(row[4]))
