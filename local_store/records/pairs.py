"""Files that share what hardly two people share. Whether they are one person somebody decides."""

from __future__ import annotations

from itertools import combinations
from typing import Final

from local_store.connection import Connection

_GROUPS_MOST: Final = 500
_GROUP_MOST: Final = 6
"""A phone in more files than this is a shop's or a neighbour's, and says nothing."""
_PHONES: Final = (
    "SELECT group_concat(customer) FROM (SELECT DISTINCT tail, customer FROM customer_key"
    " WHERE tail IS NOT NULL AND joined IS NULL AND length(tail) >= 7)"
    " GROUP BY tail HAVING count(*) BETWEEN 2 AND ? LIMIT ? + 0"
)
_BIRTHS: Final = (
    "SELECT group_concat(id) FROM customer WHERE birth_on IS NOT NULL AND canonical_id IS NULL"
    " AND withdrawn IS NOT 1 GROUP BY name, birth_on HAVING count(*) BETWEEN 2 AND ? LIMIT ? + 0"
)


class Pairs:
    """Repository of files that may be one person's. Speaks SQL, decides nothing."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def sharing(self) -> list[tuple[str, str]]:
        """Return pairs of files with a phone, or name and birth, in common; each once, the smaller
        id first. It goes through all files: for the reader.
        """
        found: dict[tuple[str, str], None] = {}
        for sql in (_PHONES, _BIRTHS):
            for (ids,) in self._db.execute(sql, (_GROUP_MOST, _GROUPS_MOST)):
                for first, second in combinations(sorted(set(ids.split(","))), 2):
                    found[first, second] = None
        return list(found)
