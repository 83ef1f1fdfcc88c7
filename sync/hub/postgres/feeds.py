"""Feeds on PostgreSQL: a counter row per stream, which its writers lock."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sync.hub.feed import Delta, Entry, Head
from sync.hub.postgres.sql import Cursor, columns
from sync.hub.records import Entity
from sync.hub.storage import FeedRow
from sync.protocol.checksum import MODULUS


class PostgresFeeds:
    """See `storage.Feeds`."""

    def __init__(self, cursor: Cursor) -> None:
        self._cursor = cursor
        self.moved: set[str] = set()

    def append(self, stream: str, entries: Sequence[Entry], delta: Delta) -> None:
        """Give each entry the stream's next number. The counter row is locked by it."""
        self.moved.add(stream)
        kinds, ids, owners, ops = columns(entries, 4)
        self._cursor.execute(
            "WITH counter AS ("
            " INSERT INTO stream_head AS h (stream, head, n, sum)"
            " VALUES (%(stream)s, %(count)s, %(n)s, %(sum)s::numeric)"
            " ON CONFLICT (stream) DO UPDATE SET head = h.head + excluded.head,"
            " n = h.n + excluded.n,"
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
                "kinds": kinds,
                "ids": ids,
                "owners": owners,
                "ops": ops,
            },
            prepare=True,
        )

    def heads(self, streams: Collection[str]) -> dict[str, Head]:
        """Return the streams' counters."""
        self._cursor.execute(
            "SELECT stream, head, n, sum, min_seq FROM stream_head WHERE stream = ANY (%s)",
            (list(streams),),
            prepare=True,
        )
        there = {row[0]: Head(*(int(number) for number in row[1:])) for row in self._cursor}
        return {stream: there.get(stream, Head(0, 0, 0, 0)) for stream in streams}

    def owners_in(self, stream: str, entities: Collection[Entity]) -> dict[Entity, str]:
        """Return the owner of each record that is in the stream."""
        if not entities:
            return {}
        kinds, ids = zip(*entities, strict=True)
        self._cursor.execute(
            "SELECT f.kind, f.id, f.owner FROM unnest(%s::text[], %s::text[]) AS e(kind, id)"
            " CROSS JOIN LATERAL (SELECT * FROM feed WHERE stream = %s AND kind = e.kind"
            " AND id = e.id AND op = 'P' OFFSET 0) AS f",
            (list(kinds), list(ids), stream),
            prepare=True,
        )
        return {(row[0], row[1]): row[2] for row in self._cursor}

    def rows_after(self, stream: str, after: int, limit: int) -> list[FeedRow]:
        """Return the stream's rows beyond `after`."""
        self._cursor.execute(
            "SELECT f.kind, f.id, f.op, f.seq, coalesce(r.rev, 0),"
            " CASE WHEN f.op = 'P' THEN r.body::text END,"
            " CASE WHEN f.op = 'P' THEN r.clocks::text END FROM feed AS f"
            " LEFT JOIN record AS r ON r.owner = f.owner AND r.kind = f.kind AND r.id = f.id"
            " WHERE f.stream = %s AND f.seq > %s ORDER BY f.seq LIMIT %s",
            (stream, after, limit),
            prepare=True,
        )
        return [FeedRow(*row) for row in self._cursor]
