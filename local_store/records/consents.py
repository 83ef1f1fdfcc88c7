"""What customers said about each use of their data. Nothing here is ever changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Final

from local_store.connection import Connection
from local_store.records.reading import SAME_PERSON, id_list, mark, moment, named, parsed
from terminal.domain.consent import Consent

_SELECT: Final = (
    'SELECT id, customer, purpose, given, text_version, how, at, "by", guardian, undoes, clocks,'
    " sync_state FROM consent"
)


class Consents:
    """Repository of consents. Speaks SQL, returns domain objects, decides nothing."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def of_customer(self, customer_id: str) -> list[Consent]:
        """Return everything a customer said, undone or not, oldest first: all of it counts."""
        rows = self._db.execute(
            f"{SAME_PERSON} {_SELECT} WHERE customer IN (SELECT id FROM same) ORDER BY at, id",
            (customer_id,),
        )
        said = [_consent(row) for row in rows]
        if len({one.customer for one in said}) > 1:
            joined = self._joined(customer_id)
            said = [replace(one, joined=joined) for one in said]
        return said

    def of_people(self, ids: Iterable[str]) -> dict[str, list[Consent]]:
        """Return everything that several people said, by the ids asked for, oldest first."""
        said = {one: self.of_customer(one) for one in ids}
        return {one: words for one, words in said.items() if words}

    def ever_refused(self, ids: Iterable[str], purpose: str) -> list[str]:
        """Return those of these customers of whom a no to a purpose is on record, whatever became
        of it: far fewer are left to be looked at closely.
        """
        rows = self._db.execute(
            "WITH RECURSIVE same (person, id) AS (SELECT value, value FROM json_each(?) UNION"
            " SELECT s.person, c.id FROM same s CROSS JOIN customer c ON c.canonical_id = s.id)"
            " SELECT DISTINCT s.person FROM same s CROSS JOIN consent k ON k.customer = s.id"
            " WHERE k.purpose = ? AND k.given = 0",
            (id_list(ids), purpose),
        )
        return [one for (one,) in rows]

    def _joined(self, customer_id: str) -> str:
        """Return the stamp under which HQ last joined one of this person's files to another."""
        rows = self._db.execute(
            f"{SAME_PERSON} SELECT c.clocks FROM same s CROSS JOIN customer c ON c.id = s.id"
            " WHERE c.canonical_id IS NOT NULL",
            (customer_id,),
        )
        return max((_stamp(clocks, "canonical_id") for (clocks,) in rows), default="")


def _consent(row: Any) -> Consent:
    return Consent(
        **named(
            "id customer purpose given text_version how at by guardian undoes stamp mark",
            row,
            given=bool,
            at=moment,
            stamp=_stamp,
            mark=mark,
        )
    )


def _stamp(clocks: str, field: str = "given") -> str:
    """Return the stamp under which a field was written: of a consent the word itself."""
    found = parsed(clocks)
    return str(found[field] if isinstance(found, dict) else found)
