"""Records as HQ keeps them, and the one way to change them: with their feeds, in one transaction.

Locks are taken in one order everywhere, so that no two transactions wait for one another: first
the records that exist (sorted), then those being created (sorted), then the counter rows of the
streams (sorted), which stay locked to the end.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from sync.hub import feed
from sync.hub.database import Cursor
from sync.hub.errors import ConcurrentChangeError
from sync.merge import Body, State
from sync.protocol import checksum
from sync.protocol.canonical import encode
from sync.protocol.kinds import Kind

CHAIN_WIDE = "g"
"""Owner and stream of what the whole chain shares."""


class Key(NamedTuple):
    """Which record: its owner is a store, or CHAIN_WIDE."""

    owner: str
    kind: str
    id: str


@dataclass(frozen=True, slots=True)
class Stored:
    """A record as it is at HQ. `review` holds, per field that is never overwritten unseen, the
    revision of its last change; `source` the digest of what HQ's systems last loaded.
    """

    state: State = field(default_factory=State)
    rev: int = 0
    h64: int = 0
    review: Mapping[str, int] = field(default_factory=dict)
    source: bytes | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One record before and after (`before.rev` of 0: it is new), and the streams it is in."""

    key: Key
    before: Stored
    after: Stored
    streams: tuple[str, ...]


def stream_of(store: str) -> str:
    """Return the stream of a store."""
    return f"s:{store}"


def store_of(stream: str) -> str:
    """Return the store of a stream made by `stream_of`."""
    return stream.partition(":")[2]


def subject_of(kind: Kind, record_id: str, body: Body) -> tuple[str, str]:
    """Return whom the record follows from stream to stream: its customer, else itself."""
    if kind.subject is None or kind.subject == "id" or not body.get(kind.subject):
        return (kind.name, record_id)
    return ("customer", str(body[kind.subject]))


def next_rev(key: Key, before: Stored, state: State, *, source: bytes | None = None) -> Stored:
    """Return the record with `state` as its next revision."""
    rev = before.rev + 1
    return Stored(
        state=state,
        rev=rev,
        h64=checksum.h64(key.kind, key.id, rev, state.body, state.clocks),
        review=before.review,
        source=source if source is not None else before.source,
    )


def lock(cursor: Cursor, keys: Iterable[Key], *, besides: Iterable[Key] = ()) -> dict[Key, Stored]:
    """Return those of the records that exist, locked until the transaction ends. They, and those
    `besides`, which are not returned, are locked one after the other in the order of their keys.
    """
    wanted = dict.fromkeys(besides, False) | dict.fromkeys(keys, True)
    if not wanted:
        return {}
    cursor.execute(
        f"{_LOOK_UP}, k.wanted FROM unnest(%s::text[], %s::text[], %s::text[], %s::bool[])"
        " AS k(owner, kind, id, wanted) CROSS JOIN LATERAL (SELECT owner, kind, id, rev, h64,"
        " review, source, CASE WHEN k.wanted THEN body END AS body,"
        " CASE WHEN k.wanted THEN clocks END AS clocks FROM record"
        " WHERE owner = k.owner AND kind = k.kind AND id = k.id FOR UPDATE) AS r",
        _columns([(*key, wanted[key]) for key in sorted(wanted)], 4),
        prepare=True,
    )
    return {Key(*row[:3]): _stored(row[3:9]) for row in cursor if row[9]}


def read(cursor: Cursor, keys: Iterable[Key]) -> dict[Key, Stored]:
    """Return those of the records that exist, without a lock."""
    wanted = sorted(set(keys))
    if not wanted:
        return {}
    cursor.execute(
        f"{_LOOK_UP} FROM {_KEYS} JOIN record AS r"
        " ON r.owner = k.owner AND r.kind = k.kind AND r.id = k.id",
        _columns(wanted, 3),
        prepare=True,
    )
    return {Key(*row[:3]): _stored(row[3:]) for row in cursor}


def streams_of_subjects(cursor: Cursor, subjects: Iterable[Key]) -> dict[Key, tuple[str, ...]]:
    """Return the streams each subject is in; a subject in none is left out."""
    wanted = sorted(set(subjects))
    if not wanted:
        return {}
    cursor.execute(
        f"SELECT m.owner, m.kind, m.id, array_agg(m.stream ORDER BY m.stream) FROM {_KEYS}"
        " JOIN membership AS m ON m.owner = k.owner AND m.kind = k.kind AND m.id = k.id"
        " GROUP BY m.owner, m.kind, m.id",
        _columns(wanted, 3),
        prepare=True,
    )
    return {Key(*row[:3]): tuple(row[3]) for row in cursor}


def add_members(cursor: Cursor, members: Iterable[tuple[Key, str]]) -> None:
    """Put subjects into streams."""
    rows = sorted({(*key, stream) for key, stream in members})
    if rows:
        cursor.execute(
            "INSERT INTO membership (owner, kind, id, stream)"
            " SELECT * FROM unnest(%s::text[], %s::text[], %s::text[], %s::text[])"
            " ON CONFLICT DO NOTHING",
            _columns(rows, 4),
            prepare=True,
        )


def write(cursor: Cursor, changes: Sequence[Change]) -> None:
    """Write changed records and their feeds; the last thing a transaction does that may wait.

    Records that existed were locked by `lock`. Raise ConcurrentChangeError when one of the new
    ones exists by now.
    """
    ordered = sorted(changes, key=lambda change: change.key)
    old = [change for change in ordered if change.before.rev]
    new = [change for change in ordered if not change.before.rev]
    if old:
        cursor.execute(
            "UPDATE record AS r SET rev = u.rev, body = u.body, clocks = u.clocks, h64 = u.h64,"
            f" review = u.review, source = decode(u.source, 'hex') FROM {_ROWS}"
            " WHERE r.owner = u.owner AND r.kind = u.kind AND r.id = u.id",
            (_rows_text(old),),
            prepare=True,
        )
    if new:
        cursor.execute(
            "INSERT INTO record (owner, kind, id, rev, body, clocks, h64, review, source)"
            " SELECT owner, kind, id, rev, body, clocks, h64, review, decode(source, 'hex')"
            f" FROM {_ROWS} ON CONFLICT DO NOTHING",
            (_rows_text(new),),
            prepare=True,
        )
        if cursor.rowcount != len(new):
            raise ConcurrentChangeError
    _write_feeds(cursor, ordered)


_KEYS: Final = "unnest(%s::text[], %s::text[], %s::text[]) AS k(owner, kind, id)"
_LOOK_UP: Final = "SELECT r.owner, r.kind, r.id, r.rev, r.body, r.clocks, r.h64, r.review, r.source"

# One JSON text for all rows: it costs a third of what arrays of JSON texts do.
_ROWS: Final = (
    "jsonb_to_recordset(%s::jsonb) AS u(owner text, kind text, id text, rev bigint,"
    " body jsonb, clocks jsonb, h64 bigint, review jsonb, source text)"
)


def _rows_text(changes: Sequence[Change]) -> str:
    rows = []
    for change in changes:
        key, after = change.key, change.after
        row = {
            "owner": key.owner,
            "kind": key.kind,
            "id": key.id,
            "rev": after.rev,
            "body": after.state.body,
            "clocks": after.state.clocks,
            "h64": checksum.to_signed(after.h64),
            "review": after.review or None,
            "source": after.source.hex() if after.source is not None else None,
        }
        rows.append(row)
    return encode(rows).decode()


def _write_feeds(cursor: Cursor, changes: Sequence[Change]) -> None:
    entries: dict[str, list[feed.Entry]] = {}
    deltas: dict[str, feed.Delta] = {}
    for change in changes:
        entry = feed.Entry(change.key.kind, change.key.id, change.key.owner)
        fresh = 0 if change.before.rev else 1
        for stream in change.streams:
            entries.setdefault(stream, []).append(entry)
            n, total = deltas.get(stream, (0, 0))
            total += change.after.h64 - change.before.h64
            deltas[stream] = feed.Delta(n + fresh, total)
    for stream in sorted(entries):
        feed.append(cursor, stream, entries[stream], deltas[stream])


def _stored(row: Sequence[Any]) -> Stored:
    rev, body, clocks, h64, review, source = row
    return Stored(
        state=State(body, clocks),
        rev=rev,
        h64=checksum.from_signed(h64),
        review=review or {},
        source=bytes(source) if source is not None else None,
    )


def _columns(rows: Sequence[Sequence[Any]], width: int) -> list[list[Any]]:
    return [list(column) for column in zip(*rows, strict=True)] if rows else [[]] * width
