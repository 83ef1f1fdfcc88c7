"""The catalogue of medicines."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from local_store.connection import Connection
from local_store.records.reading import id_list, texts
from local_store.search_keys import GTIN_DIGITS
from terminal.domain.medicine import Medicine

_SELECT: Final = (
    "SELECT id, generic, trade, strength, units_per_pack, unit, daily_dose_e2, gtins, condition,"
    " rx, price_fen, insurance, insurance_code, substitute_group, substitution, category,"
    " approval_no FROM medicine"
)

_PREFIX_LEAST: Final = 5
"""Fewer digits name no product."""


class Medicines:
    """Repository of medicines. Speaks SQL, returns domain objects, decides nothing."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def get(self, medicine_id: str) -> Medicine | None:
        """Return a medicine."""
        return self.many([medicine_id]).get(medicine_id)

    def by_gtin(self, gtin: str) -> Medicine | None:
        """Return the medicine with a GTIN of 8 to 14 digits; shorter ones have zeros before."""
        row = self._db.execute(
            f"{_SELECT} WHERE id = (SELECT medicine FROM medicine_gtin WHERE gtin = ?"
            " ORDER BY medicine LIMIT 1)",
            (gtin.rjust(GTIN_DIGITS, "0"),),
        ).fetchone()
        return None if row is None else _medicine(row)

    def by_trace_code(self, code: str) -> Medicine | None:
        """Return the medicine whose trace codes begin so, by the longest beginning known."""
        starts = [code[:end] for end in range(_PREFIX_LEAST, len(code) + 1)]
        row = self._db.execute(
            f"{_SELECT} WHERE id = (SELECT medicine FROM medicine_trace"
            " WHERE prefix IN (SELECT value FROM json_each(?))"
            " ORDER BY length(prefix) DESC, medicine LIMIT 1)",
            (id_list(starts),),
        ).fetchone()
        return None if row is None else _medicine(row)

    def substitutes(self, medicine: Medicine, limit: int) -> list[Medicine]:
        """Return other products of its substitute group, by name."""
        if medicine.substitute_group is None:
            return []
        rows = self._db.execute(
            f"{_SELECT} WHERE substitute_group = ? AND id <> ? ORDER BY generic, id LIMIT ? + 0",
            (medicine.substitute_group, medicine.id, limit),
        )
        return [_medicine(row) for row in rows]

    def many(self, ids: Iterable[str]) -> dict[str, Medicine]:
        """Return medicines by id; those that are not in the catalogue are left out."""
        rows = self._db.execute(
            f"{_SELECT} WHERE id IN (SELECT value FROM json_each(?))", (id_list(ids),)
        )
        return {row[0]: _medicine(row) for row in rows}


def _medicine(row: Any) -> Medicine:
    return Medicine(
        row[0],
        row[1],
        row[2],
        row[3],
        row[4],
        row[5],
        row[6],
        texts(row[7]),
        row[8],
        row[9],
        row[10],
        *row[11:],
    )
