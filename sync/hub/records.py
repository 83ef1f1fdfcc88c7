"""Records as HQ keeps them, and the one way to change them: with their feeds, in one transaction.

Locks are taken in one order everywhere, so that no two transactions wait for one another: first
the records that exist (sorted), then those being created (sorted), then the counter rows of the
streams (sorted), which stay locked to the end.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

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


def lock(cursor: Cursor, keys: Iterable[Key]) -> dict[Key, Stored]:
    """Return those of the records that exist, locked until the transaction ends."""
    wanted = sorted(set(keys))
    if not wanted:
        return {}
    cursor.execute(
        "SELECT owner, kind, id, rev, body, clocks, h64, review, source FROM record"
        " WHERE (owner, kind, id) IN (SELECT * FROM unnest(%s::text[], %s::text[], %s::text[]))"
        " ORDER BY owner, kind, id FOR UPDATE",
        _columns(wanted, 3),
        prepare=True,
    )
    return {Key(*row[:3]): _stored(row[3:]) for row in cursor}


def read(cursor: Cursor, keys: Iterable[Key]) -> dict[Key, Stored]:
    """Return those of the records that exist, without a lock."""
    wanted = sorted(set(keys))
    if not wanted:
        return {}
    cursor.execute(
        "SELECT owner, kind, id, rev, body, clocks, h64, review, source FROM record"
        " WHERE (owner, kind, id) IN (SELECT * FROM unnest(%s::text[], %s::text[], %s::text[]))",
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
        "SELECT owner, kind, id, array_agg(stream ORDER BY stream) FROM membership"
        " WHERE (owner, kind, id) IN (SELECT * FROM unnest(%s::text[], %s::text[], %s::text[]))"
        " GROUP BY owner, kind, id",
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
            f" review = u.review, source = u.source FROM ({_UNNEST}) AS u"
            " WHERE r.owner = u.owner AND r.kind = u.kind AND r.id = u.id",
            _parameters(old),
            prepare=True,
        )
    if new:
        cursor.execute(
            "INSERT INTO record (owner, kind, id, rev, body, clocks, h64, review, source)"
            f" {_UNNEST} ON CONFLICT DO NOTHING",
            _parameters(new),
            prepare=True,
        )
        if cursor.rowcount != len(new):
            raise ConcurrentChangeError
    _write_feeds(cursor, ordered)


_UNNEST = (
    "SELECT owner, kind, id, rev, body::jsonb, clocks::jsonb, h64, review::jsonb, source"
    " FROM unnest(%s::text[], %s::text[], %s::text[], %s::bigint[], %s::text[], %s::text[],"
    " %s::bigint[], %s::text[], %s::bytea[])"
    " AS t(owner, kind, id, rev, body, clocks, h64, review, source)"
)


def _parameters(changes: Sequence[Change]) -> list[list[Any]]:
    rows = [
        (
            *change.key,
            change.after.rev,
            encode(change.after.state.body).decode(),
            encode(change.after.state.clocks).decode(),
            checksum.to_signed(change.after.h64),
            json.dumps(change.after.review) if change.after.review else None,
            change.after.source,
        )
        for change in changes
    ]
    return _columns(rows, 9)


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
