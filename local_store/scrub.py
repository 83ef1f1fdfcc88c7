"""Re-hashing what lies on the disk, a little at a time, to find what went bad unnoticed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from itertools import islice
from typing import Any, Final

from local_store.connection import Connection
from local_store.parked import LET_GO
from local_store.record_table import TABLES
from sync.protocol import checksum
from sync.protocol.kinds import KINDS

_KINDS: Final = sorted(name for name, kind in KINDS.items() if kind.stream != "up")
_PARKED: Final = "~"
"""Stands for the table of parked rows, after all kinds."""


@dataclass(frozen=True, slots=True)
class Scrubbed:
    """What a slice came to: where the next one begins (None: that was the last), records checked,
    and how many of them were not what they were when they came.
    """

    next: str | None
    checked: int
    damaged: int


@dataclass(frozen=True, slots=True)
class _Checked:
    """One record's place, stream, and its hash as kept and as found (None: unreadable)."""

    table: str
    id: str
    stream: str
    kept: int
    found: int


class Scrub:
    """Checks HQ's copies: shadows where there are some, and rows that are parked."""

    def __init__(self, db: Connection, own_streams: dict[str, str]) -> None:
        """`own_streams` names the stream in which kinds of each sort ("g", "store") travel."""
        self._db, self._streams = db, own_streams

    def check(self, after: str, limit: int) -> tuple[Scrubbed, set[str]]:
        """Check up to `limit` records from a place on. Keep the true hash of damaged ones, so that
        sums tell the truth; return the streams they are in.
        """
        found = list(islice(self._from(after), limit))
        damaged = [one for one in found if one.found != one.kept]
        for one in damaged:
            self._keep(one)
        full = len(found) == limit
        place = f"{found[-1].table}/{found[-1].id}" if full else None
        return Scrubbed(place, len(found), len(damaged)), {one.stream for one in damaged}

    def _from(self, after: str) -> Iterator[_Checked]:
        table, _, last = after.partition("/")
        for kind in _KINDS:
            if kind >= table:
                yield from self._rows(kind, last if kind == table else "")
        yield from self._parked(last if table == _PARKED else "")

    def _rows(self, kind: str, last: str) -> Iterator[_Checked]:
        stream = self._streams[KINDS[kind].stream]
        ids = self._db.execute(
            f"SELECT r.id, r.h64, s.rev, s.body, s.clocks FROM {kind} r"
            " LEFT JOIN shadow s ON s.kind = ? AND s.id = r.id"
            " WHERE r.id > ? AND r.h64 IS NOT NULL ORDER BY r.id",
            (kind, last),
        )
        for record_id, kept, *shadow in ids:
            try:
                found = self._hash(kind, record_id, *shadow)
            except (ValueError, TypeError):
                found = _unreadable(kind, record_id, self._raw(kind, record_id))
            yield _Checked(kind, record_id, stream, kept, found)

    def _parked(self, last: str) -> Iterator[_Checked]:
        rows = self._db.execute(
            "SELECT kind || ':' || id, kind, id, stream, h64, rev, body, clocks FROM inbound"
            " WHERE kind || ':' || id > ? AND code <> ? ORDER BY kind || ':' || id",
            (last, LET_GO),
        )
        for place, kind, record_id, stream, kept, *rest in rows:
            try:
                found = self._hash(kind, record_id, *rest)
            except (ValueError, TypeError):
                found = _unreadable(kind, record_id, tuple(rest))
            yield _Checked(_PARKED, place, stream, kept, found)

    def _hash(
        self, kind: str, record_id: str, rev: int | None, body: str | None, clocks: str | None
    ) -> int:
        if rev is not None and body is not None and clocks is not None:
            values = (rev, json.loads(body), json.loads(clocks))
        else:
            row = TABLES[kind].get(self._db, record_id)
            assert row is not None
            values = (row.rev, row.state.body, row.state.clocks)
        return checksum.to_signed(checksum.h64(kind, record_id, *values))

    def _raw(self, kind: str, record_id: str) -> tuple[Any, ...]:
        row = self._db.execute(f"SELECT * FROM {kind} WHERE id = ?", (record_id,)).fetchone()
        return tuple(row)

    def _keep(self, one: _Checked) -> None:
        if one.table == _PARKED:
            sql = "UPDATE inbound SET h64 = ? WHERE kind || ':' || id = ?"
        else:
            sql = f"UPDATE {one.table} SET h64 = ? WHERE id = ?"
        self._db.execute(sql, (one.found, one.id))


def _unreadable(kind: str, record_id: str, raw: tuple[Any, ...]) -> int:
    """Return some hash of what cannot be read, which HQ's certainly is not."""
    data = repr((kind, record_id, raw)).encode()
    return int.from_bytes(blake2b(data, digest_size=8).digest(), "big", signed=True)
