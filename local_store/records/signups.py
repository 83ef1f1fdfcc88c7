"""Sign-ups. Nothing here is ever changed; ending one is another."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Final

from local_store.connection import Connection
from local_store.records.reading import SAME_PERSON, mark, milliseconds, moment, named
from terminal.domain.signup import Signup

_SELECT: Final = (
    'SELECT id, customer, program, pharmacist, at, "by", agreement_version, until_on, undoes,'
    " accepted, accepted_code, sync_state FROM signup"
)


class Signups:
    """Repository of sign-ups. Speaks SQL, returns domain objects, decides nothing."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def of_customer(self, customer_id: str) -> list[Signup]:
        """Return a customer's sign-ups, undone or not, oldest first: all of them count."""
        rows = self._db.execute(
            f"{SAME_PERSON} {_SELECT} WHERE customer IN (SELECT id FROM same) ORDER BY at, id",
            (customer_id,),
        )
        return [_signup(row) for row in rows]

    def of_pharmacist(self, staff_id: str, since: datetime) -> list[Signup]:
        """Return the sign-ups with a pharmacist since a moment, oldest first."""
        rows = self._db.execute(
            f"{_SELECT} WHERE pharmacist = ? AND at >= ? ORDER BY at, id",
            (staff_id, milliseconds(since)),
        )
        return [_signup(row) for row in rows]


def _signup(row: Any) -> Signup:
    return Signup(
        **named(
            "id customer program pharmacist at by"
            " agreement_version until_on undoes accepted accepted_code mark",
            row,
            at=moment,
            until_on=date.fromisoformat,
            accepted=bool,
            mark=mark,
        )
    )
