"""What is known of signed member codes: HQ's keys, and which codes hold no more."""

from __future__ import annotations

import json
from dataclasses import dataclass

from local_store.connection import Connection


@dataclass(frozen=True, slots=True)
class CodeKey:
    """A key of HQ's as it came: `proof` is still to be checked."""

    number: int
    public: str
    status: str
    proof: str


class SignedCodes:
    """Repository of keys and revoked codes. Speaks SQL, decides nothing."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def keys(self, number: int | None) -> list[CodeKey]:
        """Return what HQ said of the keys with this number, or of all for None."""
        rows = self._db.execute(
            "SELECT number, public, status, proof FROM member_key"
            " WHERE number = coalesce(?, number) ORDER BY id",
            (number,),
        )
        return [CodeKey(*row) for row in rows]

    def is_revoked(self, code: str, customer: str, issued_ms: int) -> bool:
        """Tell whether a code, by its name, or all codes of its customer (by the name that stands
        for them) that were issued then, are revoked.
        """
        row = self._db.execute(
            "SELECT 1 FROM revoked_code WHERE id IN (SELECT value FROM json_each(?))"
            " AND status = 'revoked' AND (id = ? OR before_at > ?) LIMIT 1",
            (json.dumps([code, customer]), code, issued_ms),
        ).fetchone()
        return row is not None
