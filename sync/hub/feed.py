"""Feeds: per stream, the latest state of every record in it, in the order of commits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from sync.hub.database import Cursor
from sync.protocol.checksum import MODULUS


class Entry(NamedTuple):
    """A record that changed, or that left the stream (op D)."""

    kind: str
    id: str
    owner: str
    op: Literal["P", "D"] = "P"


class Delta(NamedTuple):
    """By how much the count and the sum of a stream's live records change."""

    n: int
    sum: int


class Head(NamedTuple):
    """Where a stream ends, what its live records are, and the oldest cursor that can go on."""

    head: int
    n: int
    sum: int
    min_seq: int


def append(cursor: Cursor, stream: str, entries: Sequence[Entry], delta: Delta) -> None:
    """Give each entry the stream's next number.

    The counter row is locked from here to the end of the transaction. Nobody else can number a
    change of this stream meanwhile, and an abort takes the numbers back: a reader who sees the
    head sees every row up to it, without gaps. Call it last, and in sorted order of streams.
    """
    columns = [list(column) for column in zip(*entries, strict=True)]
    cursor.execute(
        "WITH counter AS ("
        " INSERT INTO stream_head AS h (stream, head, n, sum)"
        " VALUES (%(stream)s, %(count)s, %(n)s, %(sum)s::numeric)"
        " ON CONFLICT (stream) DO UPDATE SET head = h.head + excluded.head, n = h.n + excluded.n,"
        " sum = mod(h.sum + excluded.sum, 18446744073709551616) RETURNING head)"
        " INSERT INTO feed (stream, kind, id, owner, seq, op)"
        " SELECT %(stream)s, e.kind, e.id, e.owner, counter.head - %(count)s + e.place, e.op"
        " FROM counter, unnest(%(kinds)s::text[], %(ids)s::text[], %(owners)s::text[],"
        " %(ops)s::text[]) WITH ORDINALITY AS e(kind, id, owner, op, place)"
        " ON CONFLICT (stream, kind, id)"
        " DO UPDATE SET seq = excluded.seq, op = excluded.op, owner = excluded.owner",
        {
            "stream": stream,
            "count": len(entries),
            "n": delta.n,
            "sum": delta.sum % MODULUS,
            "kinds": columns[0],
            "ids": columns[1],
            "owners": columns[2],
            "ops": columns[3],
        },
        prepare=True,
    )


def heads_of(cursor: Cursor, streams: Sequence[str]) -> dict[str, Head]:
    """Return the streams' counter rows; a stream nobody wrote to is empty."""
    cursor.execute(
        "SELECT stream, head, n, sum, min_seq FROM stream_head WHERE stream = ANY (%s)",
        (list(streams),),
        prepare=True,
    )
    there = {row[0]: Head(*(int(number) for number in row[1:])) for row in cursor}
    return {stream: there.get(stream, Head(0, 0, 0, 0)) for stream in streams}


def owners_in(
    cursor: Cursor, stream: str, entities: Sequence[tuple[str, str]]
) -> dict[tuple[str, str], str]:
    """Return the owner of each (kind, id) that is in the stream; the others are left out."""
    if not entities:
        return {}
    kinds, ids = zip(*entities, strict=True)
    cursor.execute(
        "SELECT f.kind, f.id, f.owner FROM unnest(%s::text[], %s::text[]) AS e(kind, id)"
        " CROSS JOIN LATERAL (SELECT * FROM feed WHERE stream = %s AND kind = e.kind"
        " AND id = e.id AND op = 'P' OFFSET 0) AS f",
        (list(kinds), list(ids), stream),
        prepare=True,
    )
    return {(row[0], row[1]): row[2] for row in cursor}
