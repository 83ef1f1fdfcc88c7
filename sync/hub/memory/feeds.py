"""Feeds in memory."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from sync.hub.feed import Delta, Entry, Head
from sync.hub.memory.tables import FeedPlace, Journal
from sync.hub.records import Entity, Key
from sync.hub.storage import FeedRow
from sync.protocol.checksum import MODULUS

_EMPTY = Head(0, 0, 0, 0)


class MemoryFeeds:
    """See `storage.Feeds`."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._tables = journal.tables
        self.moved: set[str] = set()

    def append(self, stream: str, entries: Sequence[Entry], delta: Delta) -> None:
        """Give each entry the stream's next number."""
        self.moved.add(stream)
        put, tables = self._journal.put, self._tables
        head = tables.heads.get(stream, _EMPTY)
        seq = head.head
        for entry in entries:
            seq += 1
            place = (stream, entry.kind, entry.id)
            before = tables.feed.get(place)
            if before is not None:
                self._journal.drop(tables.order, (stream, before.seq))
            put(tables.feed, place, FeedPlace(seq, entry.op, entry.owner))
            put(tables.order, (stream, seq), (entry.kind, entry.id))
        total = (head.sum + delta.sum) % MODULUS
        put(tables.heads, stream, Head(seq, head.n + delta.n, total, head.min_seq))

    def heads(self, streams: Collection[str]) -> dict[str, Head]:
        """Return the streams' counters."""
        return {stream: self._tables.heads.get(stream, _EMPTY) for stream in streams}

    def owners_in(self, stream: str, entities: Collection[Entity]) -> dict[Entity, str]:
        """Return the owner of each record that is in the stream."""
        found = {}
        for entity in entities:
            place = self._tables.feed.get((stream, *entity))
            if place is not None and place.op == "P":
                found[entity] = place.owner
        return found

    def rows_after(self, stream: str, after: int, limit: int) -> list[FeedRow]:
        """Return the stream's rows beyond `after`."""
        rows: list[FeedRow] = []
        for row in self._after(stream, after):
            if len(rows) == limit:
                break
            rows.append(row)
        return rows

    def _after(self, stream: str, after: int) -> Iterator[FeedRow]:
        tables = self._tables
        for seq in range(after + 1, tables.heads.get(stream, _EMPTY).head + 1):
            entity = tables.order.get((stream, seq))
            if entity is not None:
                place = tables.feed[(stream, *entity)]
                record = tables.records.get(Key(place.owner, *entity))
                live = record if place.op == "P" else None
                yield FeedRow(
                    kind=entity[0],
                    id=entity[1],
                    op=place.op,
                    seq=seq,
                    rev=record.rev if record else 0,
                    body=live.body if live else None,
                    clocks=live.clocks if live else None,
                )
