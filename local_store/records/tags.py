"""Labels on customers."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from local_store.connection import Connection
from local_store.records.reading import SAME_PERSON, mark, moment, named
from terminal.domain.tag import Tag

_SELECT: Final = (
    "SELECT id, customer, code, owner, active, source, since_at, until_on, reason, sync_state"
    " FROM tag"
)


class Tags:
    """Repository of labels. Speaks SQL, returns domain objects, decides nothing."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def get(self, tag_id: str) -> Tag | None:
        """Return a label."""
        row = self._db.execute(f"{_SELECT} WHERE id = ?", (tag_id,)).fetchone()
        return None if row is None else _tag(row)

    def of_customer(self, customer_id: str) -> list[Tag]:
        """Return a customer's labels, those taken off too, by code."""
        rows = self._db.execute(
            f"{SAME_PERSON} {_SELECT} WHERE customer IN (SELECT id FROM same) ORDER BY code, id",
            (customer_id,),
        )
        return [_tag(row) for row in rows]

    def with_code(self, code: str, limit: int) -> list[Tag]:
        """Return the labels with a code that are on, in the order of their customers."""
        rows = self._db.execute(
            f"{_SELECT} WHERE code = ? AND active = 1 ORDER BY customer, id LIMIT ? + 0",
            (code, limit),
        )
        return [_tag(row) for row in rows]

    def used(self, owner: str, limit: int) -> list[tuple[str, str]]:
        """Return the codes that an owner has on somebody here, each with its words, by code."""
        rows = self._db.execute(
            "WITH RECURSIVE every(code) AS ("
            " SELECT min(code) FROM tag WHERE active = 1"
            " UNION ALL SELECT (SELECT min(code) FROM tag WHERE active = 1 AND code > every.code)"
            " FROM every WHERE code IS NOT NULL)"
            # Of a rule's label there are as many as customers: a few tell whose it is.
            " SELECT code, (SELECT coalesce(reason, code) FROM"
            "  (SELECT reason, code, owner FROM tag"
            "   WHERE tag.code = every.code AND active = 1 LIMIT 500)"
            "  WHERE owner = ? LIMIT 1) AS word"
            " FROM every WHERE code IS NOT NULL AND word IS NOT NULL LIMIT ? + 0",
            (owner, limit),
        )
        return [(code, word) for code, word in rows]


def _tag(row: Any) -> Tag:
    return Tag(
        **named(
            "id customer code owner active source since until_on reason mark",
            row,
            active=bool,
            since=moment,
            until_on=date.fromisoformat,
            mark=mark,
        )
    )
