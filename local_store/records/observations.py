"""Readings. A corrected one stays on record but no longer counts, and neither does one that says
nothing, which only takes another back. Where two tills corrected one reading without knowing of
each other, the correction entered last counts: see `terminal.domain.reading_trail`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from local_store.connection import Connection
from local_store.records.reading import SAME_PERSON, id_list, mark, moment, parsed
from terminal.domain.observation import ITEMS, Reading
from terminal.domain.reading_trail import Version

_COLUMNS: Final = (
    "o.id, o.customer, o.code, o.at, o.items, o.supersedes, o.sync_state, o.value, o.note"
)
_TREE: Final = (
    " UNION SELECT p.supersedes FROM tree t CROSS JOIN observation p ON p.id = t.id"
    " WHERE p.supersedes IS NOT NULL"
    " UNION SELECT n.id FROM tree t CROSS JOIN observation n ON n.supersedes = t.id)"
)
"""What took the place of a reading, directly or not, and what that took the place of."""
_LAST: Final = (
    "(l.items <> '{}' OR l.value IS NOT NULL)"
    " AND NOT EXISTS (SELECT 1 FROM observation n WHERE n.supersedes = l.id)"
)
_STAMP: Final = (
    "CASE substr(l.clocks, 1, 1) WHEN '{' THEN l.clocks ->> 'items' ELSE l.clocks ->> '$' END"
)
_STANDS: Final = (
    _LAST.replace("l.", "o.") + " AND (o.supersedes IS NULL OR o.id = ("
    f"WITH RECURSIVE tree (id) AS (SELECT o.id{_TREE}"
    f" SELECT l.id FROM tree t CROSS JOIN observation l ON l.id = t.id WHERE {_LAST}"
    f" ORDER BY {_STAMP} DESC, l.id DESC LIMIT 1))"
)
_VERSIONS: Final = (
    f'SELECT {_COLUMNS.replace("o.", "l.")}, l."by", {_STAMP}, l.task FROM observation l'
)

_PLACED: Final = (
    f"{SAME_PERSON}, placed (r, is_measured, place) AS (SELECT o.rowid, o.code IN"
    " (SELECT value FROM json_each(?)), row_number() OVER (PARTITION BY o.code ORDER BY o.at DESC)"
    " FROM observation o WHERE o.customer IN (SELECT id FROM same))"
)
_OF_EACH: Final = (
    f"{_PLACED} SELECT {_COLUMNS} FROM observation o WHERE o.rowid IN"
    " (SELECT r FROM placed WHERE place <= CASE is_measured WHEN 1 THEN ? ELSE ? END)"
    f" AND {_STANDS} ORDER BY o.at DESC, o.id DESC LIMIT ? + 0"
)
"""Which rows those are is found in the index alone: each lies on a page of its own."""
_MENDED: Final = (
    f"{_PLACED} SELECT o.supersedes FROM observation o WHERE o.rowid IN"
    " (SELECT r FROM placed WHERE is_measured AND place <= ?) AND o.supersedes IS NOT NULL"
    " ORDER BY o.at DESC, o.id DESC LIMIT ? + 0"
)


class Observations:
    """Repository of readings. Speaks SQL, returns domain objects, decides nothing."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def get(self, reading_id: str) -> Reading | None:
        """Return a reading, corrected or not."""
        return self.many([reading_id]).get(reading_id)

    def latest(self, customer_id: str, code: str) -> Reading | None:
        """Return a customer's last reading of a kind that stands."""
        row = self._db.execute(
            f"{SAME_PERSON} SELECT {_COLUMNS} FROM observation o"
            f" WHERE o.customer IN (SELECT id FROM same) AND o.code = ? AND {_STANDS}"
            " ORDER BY o.at DESC, o.id DESC LIMIT 1",
            (customer_id, code),
        ).fetchone()
        return None if row is None else _reading(row)

    def latest_of(self, customer_ids: Iterable[str], code: str) -> dict[str, Reading]:
        """Return the last reading of a kind that stands, for each of these customers that has one.
        Readings under an id that was joined into another are left to `latest`.
        """
        rows = self._db.execute(
            f"SELECT c.value, {_COLUMNS} FROM json_each(?) c JOIN observation o ON o.id ="
            f" (SELECT o.id FROM observation o WHERE o.customer = c.value AND o.code = ?"
            f" AND {_STANDS} ORDER BY o.at DESC, o.id DESC LIMIT 1)",
            (id_list(customer_ids), code),
        )
        return {row[0]: _reading(row[1:]) for row in rows}

    def of_customer(self, customer_id: str, limit: int) -> list[Reading]:
        """Return a customer's readings that stand, newest first."""
        rows = self._db.execute(
            f"{SAME_PERSON} SELECT {_COLUMNS} FROM observation o"
            f" WHERE o.customer IN (SELECT id FROM same) AND {_STANDS}"
            " ORDER BY o.at DESC, o.id DESC LIMIT ? + 0",
            (customer_id, limit),
        )
        return [_reading(row) for row in rows]

    def told_by(self, customer_id: str, of_each: int, limit: int) -> list[Reading]:
        """Return what of a customer's readings a card looks at, newest first: of each kind that is
        measured over and over the last `of_each`, corrected ones counted; of all that was told
        otherwise, everything. No more than `limit` of all.
        """
        bound = customer_id, id_list(ITEMS), of_each, limit, limit
        return [_reading(row) for row in self._db.execute(_OF_EACH, bound)]

    def replaced(self, ids: Iterable[str]) -> list[str]:
        """Return those of these readings that another took the place of."""
        rows = self._db.execute(
            "SELECT DISTINCT supersedes FROM observation"
            " WHERE supersedes IN (SELECT value FROM json_each(?))",
            (id_list(ids),),
        )
        return [one for (one,) in rows]

    def mended(self, customer_id: str, of_each: int, limit: int) -> list[Version]:
        """Return every version of those readings of a customer that another took the place of,
        among the last `of_each` of each kind that is measured: none for almost everybody. No more
        than `limit`.
        """
        bound = customer_id, id_list(ITEMS), of_each, limit
        return self.versions(one for (one,) in self._db.execute(_MENDED, bound))

    def versions(self, ids: Iterable[str]) -> list[Version]:
        """Return these readings with all that took their place, and all that those took the place
        of, in the order in which they were entered.
        """
        asked = id_list(ids)
        if asked == "[]":
            return []
        rows = self._db.execute(
            f"WITH RECURSIVE tree (id) AS (SELECT value FROM json_each(?){_TREE}"
            f" {_VERSIONS} WHERE l.id IN (SELECT id FROM tree)",
            (asked,),
        )
        found = [Version(_reading(row), *row[9:]) for row in rows]
        return sorted(found, key=lambda one: (one.stamp, one.reading.id))

    def many(self, ids: Iterable[str]) -> dict[str, Reading]:
        """Return readings by id, corrected or not."""
        asked = list(ids)
        if not asked:
            return {}
        rows = self._db.execute(
            f"SELECT {_COLUMNS} FROM observation o WHERE o.id IN (SELECT value FROM json_each(?))",
            (id_list(asked),),
        )
        return {row[0]: _reading(row) for row in rows}


def _reading(row: Any) -> Reading:
    return Reading(
        row[0],
        row[1],
        row[2],
        moment(row[3]),
        parsed(row[4]),
        row[5],
        mark(row[6]),
        row[7],
        row[8] or "",
    )
