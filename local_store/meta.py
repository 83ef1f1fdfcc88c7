"""Small facts the store keeps about itself, as text by name."""

from __future__ import annotations

import json
from collections.abc import Mapping

from local_store.connection import Connection


class Meta:
    """Repository of the `meta` table."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def get(self, name: str) -> str | None:
        """Return a value, or None."""
        row = self._db.execute("SELECT v FROM meta WHERE k = ?", (name,)).fetchone()
        return None if row is None else str(row[0])

    def get_ints(self, *names: str) -> tuple[int | None, ...]:
        """Return values that were set as numbers, None for those that are not there."""
        found: dict[str, str] = dict(
            self._db.execute(
                f"SELECT k, v FROM meta WHERE k IN ({', '.join('?' * len(names))})", names
            )
        )
        return tuple(int(found[name]) if name in found else None for name in names)

    def get_int(self, name: str) -> int | None:
        """Return a value that was set as a number, or None."""
        text = self.get(name)
        return None if text is None else int(text)

    def set(self, name: str, value: str | int | None) -> None:
        """Set a value; None removes it."""
        if value is None:
            self._db.execute("DELETE FROM meta WHERE k = ?", (name,))
            return
        self._db.execute(
            "INSERT INTO meta (k, v) VALUES (?, ?) ON CONFLICT (k) DO UPDATE SET v = excluded.v",
            (name, str(value)),
        )

    def set_known(self, values: Mapping[str, str | int | None]) -> None:
        """Set several values; what is so already is not written. None removes."""
        names = json.dumps(list(values))
        found = self._db.execute(
            "SELECT k, v FROM meta WHERE k IN (SELECT value FROM json_each(?))", (names,)
        )
        known: dict[str, str] = dict(found)
        for name, value in values.items():
            if known.get(name) != (None if value is None else str(value)):
                self.set(name, value)
