"""Leads, and the stages they reached."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from local_store.connection import Connection
from local_store.records.reading import SAME_PERSON, id_list, mark, moment, named
from terminal.domain.lead import Lead, LeadStep

_SELECT: Final = (
    'SELECT id, store, source, at, "by", customer, name, phone, owner, next_on, note, sync_state'
    " FROM lead"
)


class Leads:
    """Repository of leads. Speaks SQL, returns domain objects, decides nothing."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def get(self, lead_id: str) -> Lead | None:
        """Return a lead."""
        row = self._db.execute(f"{_SELECT} WHERE id = ?", (lead_id,)).fetchone()
        return None if row is None else _lead(row)

    def of_owner(self, staff_id: str, until: date, limit: int) -> list[Lead]:
        """Return somebody's leads whose next step is due by a day, most overdue first."""
        rows = self._db.execute(
            f"{_SELECT} WHERE owner = ? AND next_on <= ? ORDER BY next_on, id LIMIT ? + 0",
            (staff_id, until.isoformat(), limit),
        )
        return [_lead(row) for row in rows]

    def due(self, until: date, limit: int) -> list[Lead]:
        """Return everybody's leads whose next step is due by a day, most overdue first."""
        rows = self._db.execute(
            f"{_SELECT} WHERE next_on <= ? ORDER BY next_on, id LIMIT ? + 0",
            (until.isoformat(), limit),
        )
        return [_lead(row) for row in rows]

    def of_customer(self, customer_id: str, limit: int) -> list[Lead]:
        """Return the leads that led to a customer's file, newest first."""
        rows = self._db.execute(
            f"{SAME_PERSON} {_SELECT} WHERE customer IN (SELECT id FROM same)"
            " ORDER BY at DESC, id LIMIT ? + 0",
            (customer_id, limit),
        )
        return [_lead(row) for row in rows]

    def by_phone(self, phone: str, limit: int) -> list[Lead]:
        """Return leads with a phone, so that nobody is taken down twice."""
        rows = self._db.execute(
            f"{_SELECT} WHERE phone = ? ORDER BY id LIMIT ? + 0", (phone, limit)
        )
        return [_lead(row) for row in rows]

    def steps(self, lead_ids: Iterable[str]) -> dict[str, list[LeadStep]]:
        """Return the stages these leads reached, by lead, oldest first."""
        found: dict[str, list[LeadStep]] = {}
        rows = self._db.execute(
            'SELECT id, lead, stage, at, "by", customer, note FROM lead_stage'
            " WHERE lead IN (SELECT value FROM json_each(?)) ORDER BY at, id",
            (id_list(lead_ids),),
        )
        for row in rows:
            step = LeadStep(**named("id lead stage at by customer note", row, at=moment))
            found.setdefault(step.lead, []).append(step)
        return found


def _lead(row: Any) -> Lead:
    return Lead(
        **named(
            "id store source at by customer name phone owner next_on note mark",
            row,
            at=moment,
            next_on=date.fromisoformat,
            mark=mark,
        )
    )
