"""Who was contacted, and the shares of the week's contacts that are leased to tills."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Final

from local_store.connection import Connection
from local_store.records.reading import SAME_PERSON, mark, milliseconds, moment, named
from terminal.domain.contact import Contact, Slot

_CONTACT: Final = (
    'SELECT id, customer, at, "by", channel, purpose, urgent, slot, task, result, accepted,'
    " accepted_code, sync_state FROM contact"
)
_SLOT: Final = "SELECT id, customer, week_on, device, until_at, used FROM slot"


class Contacts:
    """Repository of contacts and slots. Speaks SQL, returns domain objects, decides nothing."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def since(self, customer_id: str, start: datetime) -> list[Contact]:
        """Return a customer's contacts from a moment on, oldest first: all of them count."""
        rows = self._db.execute(
            f"{SAME_PERSON} {_CONTACT} WHERE customer IN (SELECT id FROM same) AND at >= ?"
            " ORDER BY at, id",
            (customer_id, milliseconds(start)),
        )
        return [_contact(row) for row in rows]

    def of_customer(self, customer_id: str, limit: int) -> list[Contact]:
        """Return a customer's contacts, newest first."""
        rows = self._db.execute(
            f"{SAME_PERSON} {_CONTACT} WHERE customer IN (SELECT id FROM same)"
            " ORDER BY at DESC, id DESC LIMIT ? + 0",
            (customer_id, limit),
        )
        return [_contact(row) for row in rows]

    def slots(self, customer_id: str, week_on: date) -> list[Slot]:
        """Return a customer's slots of the week of a Monday, whoever has them."""
        rows = self._db.execute(
            f"{SAME_PERSON} {_SLOT} WHERE customer IN (SELECT id FROM same) AND week_on = ?"
            " ORDER BY id",
            (customer_id, week_on.isoformat()),
        )
        return [_slot(row) for row in rows]


def _contact(row: Any) -> Contact:
    return Contact(
        **named(
            "id customer at by channel purpose urgent slot task result accepted accepted_code mark",
            row,
            at=moment,
            urgent=bool,
            accepted=bool,
            mark=mark,
        )
    )


def _slot(row: Any) -> Slot:
    return Slot(
        **named(
            "id customer week_on device until used",
            row,
            week_on=date.fromisoformat,
            until=moment,
            used=bool,
        )
    )
