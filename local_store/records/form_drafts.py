"""Forms that are being filled in: what was answered and not saved. Of this till alone."""

from __future__ import annotations

import json
from typing import Any, Final

from local_store.connection import Connection
from local_store.records.reading import moment, named
from terminal.domain.forms.model import Draft

_SELECT: Final = 'SELECT customer, form, version, at, "by", content FROM form_draft'


class FormDrafts:
    """Repository of drafts: one of a customer and a form. Speaks SQL, decides nothing."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def get(self, customer_id: str, form_id: str) -> Draft | None:
        """Return a draft."""
        sql = f"{_SELECT} WHERE customer = ? AND form = ?"
        row = self._db.execute(sql, (customer_id, form_id)).fetchone()
        return None if row is None else _draft(row)

    def of_customer(self, customer_id: str) -> list[Draft]:
        """Return a customer's drafts, by form."""
        rows = self._db.execute(f"{_SELECT} WHERE customer = ? ORDER BY form", (customer_id,))
        return [_draft(row) for row in rows]

    def put(self, draft: Draft) -> None:
        """Keep a draft in the place of the one before."""
        at = round(draft.at.timestamp() * 1000)
        content = json.dumps(draft.content, ensure_ascii=False)
        self._db.execute(
            "INSERT OR REPLACE INTO form_draft VALUES (?, ?, ?, ?, ?, ?)",
            (draft.customer, draft.form, draft.version, at, draft.by, content),
        )

    def drop(self, customer_id: str, form_id: str) -> None:
        """Forget a draft; that there is none is no error."""
        sql = "DELETE FROM form_draft WHERE customer = ? AND form = ?"
        self._db.execute(sql, (customer_id, form_id))


def _draft(row: Any) -> Draft:
    return Draft(**named("customer form version at by content", row, at=moment, content=json.loads))
