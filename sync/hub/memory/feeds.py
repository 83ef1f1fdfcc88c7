"""Feeds in memory."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import islice

from sync.hub.feed import Delta, Entry, Head
from sync.hub.memory.tables import FeedPlace, Journal
from sync.hub.port.streams import FeedRow, LiveRow
from sync.hub.records import Entity, Key
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
            put(
                tables.feed, place, FeedPlace(seq, entry.op, entry.owner, entry.lane, entry.gone_at)
            )
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
        return list(islice(self._after(stream, after), limit))

    def early_after(self, stream: str, after: int, limit: int) -> list[FeedRow]:
        """Return the stream's rows of the first lane beyond `after`."""
        feed = self._tables.feed
        rows = self._after(stream, after)
        return list(islice((r for r in rows if feed[stream, r.kind, r.id].lane == 0), limit))

    def live(self, stream: str) -> Iterator[LiveRow]:
        """Yield the stream's live records."""
        places = {key: one for key, one in self._tables.feed.items() if key[0] == stream}
        for key in sorted(places, key=lambda key: (places[key].lane, *key)):
            place, (_, kind, record_id) = places[key], key
            if place.op == "P":
                row = self._tables.records[Key(place.owner, kind, record_id)]
                yield LiveRow(kind, record_id, row.rev, row.body, row.clocks, row.h64)

    def sums(self, stream: str) -> Iterator[tuple[str, str, int]]:
        """Yield kind, id and content hash of the stream's live records."""
        for row in self.live(stream):
            yield row.kind, row.id, row.h64

    def streams(self) -> list[str]:
        """Return every stream that was ever written to."""
        return sorted(self._tables.heads)

    def forget_gone(self, stream: str, *, upto: int, before_ms: int, limit: int) -> int:
        """Forget what left the stream before that time."""
        old = sorted(
            (place.seq, key)
            for key, place in self._tables.feed.items()
            if key[0] == stream
            and place.op == "D"
            and place.seq <= upto
            and (place.gone_at or 0) < before_ms
        )[:limit]
        for seq, key in old:
            self._journal.drop(self._tables.feed, key)
            self._journal.drop(self._tables.order, (stream, seq))
        if old:
            head = self._tables.heads[stream]
            least = max(head.min_seq, old[-1][0])
            self._journal.put(self._tables.heads, stream, head._replace(min_seq=least))
        return len(old)

    def rows_of(self, stream: str, entities: Collection[Entity]) -> list[FeedRow]:
        """Return the rows of these records, as far as they are in the stream."""
        places = [(entity, self._tables.feed.get((stream, *entity))) for entity in entities]
        return [self._row(entity, at) for entity, at in places if at and at.op == "P"]

    def _after(self, stream: str, after: int) -> Iterator[FeedRow]:
        tables = self._tables
        for seq in range(after + 1, tables.heads.get(stream, _EMPTY).head + 1):
            entity = tables.order.get((stream, seq))
            if entity is not None:
                yield self._row(entity, tables.feed[(stream, *entity)])

    def _row(self, entity: Entity, place: FeedPlace) -> FeedRow:
        record = self._tables.records.get(Key(place.owner, *entity))
        live = record if place.op == "P" else None
        return FeedRow(
            kind=entity[0],
            id=entity[1],
            op=place.op,
            seq=place.seq,
            rev=record.rev if record else 0,
            body=live.body if live else None,
            clocks=live.clocks if live else None,
        )
