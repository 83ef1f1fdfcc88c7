"""What customers said about each use of their data. Nothing here is ever changed."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, Final

from local_store.connection import Connection
from local_store.records.reading import SAME_PERSON, id_list, moment, named
from terminal.domain.consent import Consent
from terminal.domain.customer import Mark

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
        return [_consent(row) for row in rows]

    def of_people(self, ids: Iterable[str]) -> dict[str, list[Consent]]:
        """Return everything that several people said, by the ids asked for, oldest first. Words
        under an id that was joined into another are left to `of_customer`.
        """
        rows = self._db.execute(
            f"{_SELECT} WHERE customer IN (SELECT value FROM json_each(?)) ORDER BY at, id",
            (id_list(ids),),
        )
        found: dict[str, list[Consent]] = {}
        for row in rows:
            found.setdefault(row[1], []).append(_consent(row))
        return found


def _consent(row: Any) -> Consent:
    return Consent(
        **named(
            "id customer purpose given text_version how at by guardian undoes stamp mark",
            row,
            given=bool,
            at=moment,
            stamp=_stamp,
            mark=Mark,
        )
    )


def _stamp(clocks: str) -> str:
    """Return the stamp under which the word itself was written."""
    found = json.loads(clocks)
    return str(found["given"] if isinstance(found, dict) else found)
