"""What was begun and not saved, by whoever typed it. Of this till alone."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any, Final

from local_store.connection import Connection
from local_store.records.reading import moment
from terminal.domain.begun import Begun, BegunKind

_KINDS: Final = {str(kind) for kind in BegunKind}


class BegunEntries:
    """Repository of what was begun: one entry of a person, a kind and a place. Speaks SQL, decides
    nothing.
    """

    def __init__(self, db: Connection) -> None:
        self._db = db

    def of_owner(self, owner: str) -> list[Begun]:
        """Return what somebody began, the newest first. Kinds of another version are left out."""
        rows = self._db.execute(
            "SELECT kind, place, customer, at, content FROM begun WHERE owner = ?"
            " ORDER BY at DESC, kind, place",
            (owner,),
        )
        return [_begun(row) for row in rows if row[0] in _KINDS]

    def put(self, owner: str, one: Begun, at: datetime) -> None:
        """Keep an entry in the place of the one before."""
        self._db.execute(
            "INSERT OR REPLACE INTO begun VALUES (?, ?, ?, ?, ?, ?)",
            (
                owner,
                str(one.kind),
                one.place,
                one.customer,
                round(at.timestamp() * 1000),
                json.dumps(one.content, ensure_ascii=False),
            ),
        )

    def drop(self, owner: str, kind: BegunKind, place: str) -> None:
        """Forget an entry; that there is none is no error."""
        sql = "DELETE FROM begun WHERE owner = ? AND kind = ? AND place = ?"
        self._db.execute(sql, (owner, str(kind), place))

    def drop_older(self, before: datetime, *, but: str | None = None) -> None:
        """Forget what everybody, `but` one, typed before a moment."""
        sql = "DELETE FROM begun WHERE at < ? AND owner IS NOT ?"
        self._db.execute(sql, (round(before.timestamp() * 1000), but))


def _begun(row: Any) -> Begun:
    kind, place, customer, at, content = row
    return Begun(BegunKind(kind), place, json.loads(content), customer, at=moment(at))
