"""What is on the shelves, as the ERP last said."""

from __future__ import annotations

from collections.abc import Iterable

from local_store.connection import Connection
from local_store.records.reading import id_list, moment
from terminal.domain.medicine import StockLevel


class Stock:
    """Repository of stock levels. Speaks SQL, returns domain objects, decides nothing."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def of(self, medicine_ids: Iterable[str]) -> dict[str, StockLevel]:
        """Return the newest level of each of these medicines that has one."""
        rows = self._db.execute(
            "SELECT medicine, qty_e4, as_of_at FROM stock"
            " WHERE medicine IN (SELECT value FROM json_each(?)) ORDER BY as_of_at, id",
            (id_list(medicine_ids),),
        )
        return {medicine: StockLevel(qty, moment(at)) for medicine, qty, at in rows}
