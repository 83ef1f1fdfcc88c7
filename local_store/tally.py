"""Counts and sums of everything in a database, to tell whether two of them hold the same."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from local_store.connection import Connection, Value
from local_store.cursors import kinds_of
from local_store.database import named_errors
from local_store.lineage import HEAD
from local_store.meta import Meta
from sync.protocol import checksum

_HALF: Final = 32
_LOW: Final = (1 << _HALF) - 1
_FRESH: Final = "NOT EXISTS (SELECT 1 FROM stale s WHERE s.kind = {} AND s.id = r.id)"


@dataclass(frozen=True, slots=True)
class Tally:
    """Rows by table; count and sum (text) by stream; the number and hash of the last op."""

    rows: Mapping[str, int]
    streams: Mapping[str, tuple[int, str]]
    last_n: int
    head: str

    @property
    def total(self) -> int:
        """Return how many rows there are in all."""
        return sum(self.rows.values())


def as_kept(db: Connection) -> Tally:
    """Return the tally with the streams' sums as the store keeps them. Quick."""
    with named_errors():
        kept = {
            str(stream): (int(n), checksum.to_text(total))
            for stream, n, total in db.execute("SELECT stream, n, sum FROM cursor")
        }
        return _with(db, kept)


def as_found(db: Connection) -> Tally:
    """Return the tally with the streams' sums added up from the rows themselves. Raise CorruptError
    when part of them cannot be read. A database of an earlier program lacks the tables of kinds it
    did not know, and holds nothing of them.
    """
    with named_errors():
        streams = [str(one) for (one,) in db.execute("SELECT stream FROM cursor").fetchall()]
        there = _tables(db)
        return _with(db, {stream: _added_up(db, stream, there) for stream in streams})


def _with(db: Connection, streams: Mapping[str, tuple[int, str]]) -> Tally:
    rows = {
        name: int(db.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0])
        for name in _tables(db)
    }
    meta = Meta(db)
    return Tally(rows, streams, meta.get_int("last_n") or 0, meta.get(HEAD) or "")


def _tables(db: Connection) -> list[str]:
    rows = db.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    ).fetchall()
    return [str(name) for (name,) in rows]


def _added_up(db: Connection, stream: str, there: Collection[str]) -> tuple[int, str]:
    parts: list[tuple[str, tuple[Value, ...]]] = [
        (f"inbound r WHERE stream = ? AND {_FRESH.format('r.kind')}", (stream,))
    ]
    parts += [
        (f"{kind} r WHERE h64 IS NOT NULL AND {_FRESH.format('?')}", (kind,))
        for kind in kinds_of(stream)
        if kind in there
    ]
    count = total = 0
    for where, values in parts:
        # In halves: a sum of hashes runs over what the engine can hold.
        n, low, high = db.execute(
            f"SELECT count(*), coalesce(sum(h64 & {_LOW}), 0), coalesce(sum(h64 >> {_HALF}), 0)"
            f" FROM {where}",
            values,
        ).fetchone()
        count, total = count + n, total + low + (high << _HALF)
    return count, checksum.to_text(total % checksum.MODULUS)
