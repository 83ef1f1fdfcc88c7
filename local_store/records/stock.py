"""What is on the shelves, as the ERP last said."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from local_store.connection import Connection
from local_store.records.reading import id_list, moment
from terminal.domain.medicine import NearbyLevel, StockLevel

_NEARBY_MAX: Final = 20


class Stock:
    """Repository of stock levels. Speaks SQL, returns domain objects, decides nothing."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def of(self, medicine_ids: Iterable[str]) -> dict[str, StockLevel]:
        """Return the newest level of each of these medicines that has one."""
        rows = self._db.execute(
            "SELECT medicine, qty_e4, as_of_at, confidence_e2 FROM stock"
            " WHERE medicine IN (SELECT value FROM json_each(?)) ORDER BY as_of_at, id",
            (id_list(medicine_ids),),
        )
        return {medicine: StockLevel(qty, moment(at), sure) for medicine, qty, at, sure in rows}

    def nearby(self, medicine_id: str) -> list[NearbyLevel]:
        """Return what the stores nearby have of a medicine, the nearest first."""
        rows = self._db.execute(
            "SELECT store, qty_e4, as_of_at, confidence_e2, eta_min FROM nearby_stock"
            " WHERE medicine = ? ORDER BY eta_min IS NULL, eta_min, store, id LIMIT ? + 0",
            (medicine_id, _NEARBY_MAX),
        )
        return [
            NearbyLevel(store, StockLevel(qty, moment(at), sure), eta)
            for store, qty, at, sure, eta in rows
        ]
