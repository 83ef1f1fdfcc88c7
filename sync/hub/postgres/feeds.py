"""Feeds on PostgreSQL: a counter row per stream, which its writers lock."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Final

from sync.hub.feed import Delta, Entry, Head
from sync.hub.port.streams import FeedRow, LiveRow
from sync.hub.postgres.arrays import numbers, text_columns, texts
from sync.hub.postgres.sql import Cursor
from sync.hub.records import Entity
from sync.protocol.checksum import MODULUS, from_signed

_ROWS: Final = (
    "SELECT f.kind, f.id, f.op, f.seq, coalesce(r.rev, 0),"
    " CASE WHEN f.op = 'P' THEN r.body::text END,"
    " CASE WHEN f.op = 'P' THEN r.clocks::text END FROM feed AS f"
    " LEFT JOIN record AS r ON r.owner = f.owner AND r.kind = f.kind AND r.id = f.id"
)


class PostgresFeeds:
    """See `storage.Feeds`."""

    def __init__(self, cursor: Cursor) -> None:
        self._cursor = cursor
        self.moved: set[str] = set()

    def append(self, stream: str, entries: Sequence[Entry], delta: Delta) -> None:
        """Give each entry the stream's next number. The counter row is locked by it."""
        self.moved.add(stream)
        kinds, ids, owners, ops = text_columns([entry[:4] for entry in entries], 4)
        self._cursor.execute(
            "WITH counter AS ("
            " INSERT INTO stream_head AS h (stream, head, n, sum)"
            " VALUES (%(stream)s, %(count)s, %(n)s, %(sum)s::numeric)"
            " ON CONFLICT (stream) DO UPDATE SET head = h.head + excluded.head,"
            " n = h.n + excluded.n,"
            " sum = mod(h.sum + excluded.sum, 18446744073709551616) RETURNING head)"
            " INSERT INTO feed (stream, kind, id, owner, seq, op, gone_at, lane)"
            " SELECT %(stream)s, e.kind, e.id, e.owner, counter.head - %(count)s + e.place, e.op,"
            " e.gone_at, e.lane"
            " FROM counter, unnest(%(kinds)s::text[], %(ids)s::text[], %(owners)s::text[],"
            " %(ops)s::text[], %(gone)s::bigint[], %(lanes)s::smallint[])"
            " WITH ORDINALITY AS e(kind, id, owner, op, gone_at, lane, place)"
            " ON CONFLICT (stream, kind, id)"
            " DO UPDATE SET seq = excluded.seq, op = excluded.op, owner = excluded.owner,"
            " gone_at = excluded.gone_at",
            {
                "stream": stream,
                "count": len(entries),
                "n": delta.n,
                "sum": delta.sum % MODULUS,
                "kinds": kinds,
                "ids": ids,
                "owners": owners,
                "ops": ops,
                "gone": numbers(entry.gone_at for entry in entries),
                "lanes": numbers(entry.lane for entry in entries),
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
            (texts(kinds), texts(ids), stream),
            prepare=True,
        )
        return {(kind, record_id): owner for kind, record_id, owner in self._cursor.fetchall()}

    def rows_after(self, stream: str, after: int, limit: int) -> list[FeedRow]:
        """Return the stream's rows beyond `after`."""
        self._cursor.execute(
            f"{_ROWS} WHERE f.stream = %s AND f.seq > %s ORDER BY f.seq LIMIT %s",
            (stream, after, limit),
            prepare=True,
        )
        return [FeedRow(*row) for row in self._cursor]

    def rows_of(self, stream: str, entities: Collection[Entity]) -> list[FeedRow]:
        """Return the rows of these records, as far as they are in the stream."""
        kinds, ids = text_columns(list(entities), 2)
        self._cursor.execute(
            "SELECT f.kind, f.id, f.op, f.seq, r.rev, r.body::text, r.clocks::text"
            " FROM unnest(%s::text[], %s::text[]) AS e(kind, id)"
            " JOIN feed AS f ON f.stream = %s AND f.kind = e.kind AND f.id = e.id AND f.op = 'P'"
            " JOIN record AS r ON r.owner = f.owner AND r.kind = f.kind AND r.id = f.id",
            (kinds, ids, stream),
            prepare=True,
        )
        return [FeedRow(*row) for row in self._cursor]

    def early_after(self, stream: str, after: int, limit: int) -> list[FeedRow]:
        """Return the stream's rows of the first lane beyond `after`."""
        self._cursor.execute(
            f"{_ROWS} WHERE f.stream = %s AND f.lane = 0 AND f.seq > %s ORDER BY f.seq LIMIT %s",
            (stream, after, limit),
            prepare=True,
        )
        return [FeedRow(*row) for row in self._cursor]

    def live(self, stream: str) -> Iterator[LiveRow]:
        """Yield the stream's live records, some thousands at a time from the server."""
        with self._cursor.connection.cursor("live") as cursor:
            cursor.itersize = 5_000
            cursor.execute(
                "SELECT f.kind, f.id, r.rev, r.body::text, r.clocks::text, r.h64 FROM feed AS f"
                " JOIN record AS r ON r.owner = f.owner AND r.kind = f.kind AND r.id = f.id"
                " WHERE f.stream = %s AND f.op = 'P' ORDER BY f.lane, f.kind, f.id",
                (stream,),
            )
            for row in cursor:
                yield LiveRow._make((*row[:5], from_signed(row[5])))

    def sums(self, stream: str) -> Iterator[tuple[str, str, int]]:
        """Yield kind, id and content hash of the stream's live records."""
        with self._cursor.connection.cursor("sums") as cursor:
            cursor.itersize = 20_000
            cursor.execute(
                "SELECT f.kind, f.id, r.h64 FROM feed AS f"
                " JOIN record AS r ON r.owner = f.owner AND r.kind = f.kind AND r.id = f.id"
                " WHERE f.stream = %s AND f.op = 'P'",
                (stream,),
            )
            for kind, record_id, h64 in cursor:
                yield kind, record_id, from_signed(h64)

    def streams(self) -> list[str]:
        """Return every stream that was ever written to."""
        self._cursor.execute("SELECT stream FROM stream_head ORDER BY stream")
        return [row[0] for row in self._cursor]

    def forget_gone(self, stream: str, *, upto: int, before_ms: int, limit: int) -> int:
        """Forget what left the stream before that time. The counter row is locked first, as by
        every writer.
        """
        self._cursor.execute("SELECT FROM stream_head WHERE stream = %s FOR UPDATE", (stream,))
        row = self._cursor.execute(
            "WITH old AS (SELECT seq FROM feed WHERE stream = %(stream)s AND op = 'D'"
            " AND seq <= %(upto)s AND gone_at < %(before)s ORDER BY seq LIMIT %(limit)s),"
            " done AS (DELETE FROM feed AS f USING old"
            " WHERE f.stream = %(stream)s AND f.seq = old.seq RETURNING f.seq)"
            " SELECT count(*), max(seq) FROM done",
            {"stream": stream, "upto": upto, "before": before_ms, "limit": limit},
        ).fetchone()
        count, last = row or (0, None)
        if last is not None:
            self._cursor.execute(
                "UPDATE stream_head SET min_seq = greatest(min_seq, %s) WHERE stream = %s",
                (last, stream),
            )
        return int(count)
