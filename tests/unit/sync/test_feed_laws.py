"""The law of reduction: whoever reads a feed in pieces ends with what all of it says, however it
was cut, whatever changed between two readings, and whatever was forgotten of what is gone.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from sync.hub.feed import Delta, Entry
from sync.hub.memory.storage import MemoryStorage
from sync.hub.storage import Transaction

STREAM = "s:0018"
HORIZON_MS = 50
_IDS = ("a", "b", "c", "d")


@dataclass(slots=True)
class Reader:
    """A replica that holds, by id, the number under which it last saw a record."""

    after: int = 0
    held: dict[str, int] = field(default_factory=dict)

    def take(self, rows: list[Any], upto: int) -> None:
        """Apply rows, and stand at `upto`."""
        for row in rows:
            if row.op == "P":
                self.held[row.id] = row.seq
            else:
                self.held.pop(row.id, None)
        self.after = upto


@dataclass(slots=True)
class Feed:
    """A feed, and what it should say: every live record's last number, kept in the plainest way."""

    storage: MemoryStorage = field(default_factory=MemoryStorage)
    said: dict[str, int] = field(default_factory=dict)
    seq: int = 0
    ms: int = 0

    def change(self, ids: list[str], *, gone: bool) -> None:
        """Let records change, or leave."""
        self.ms += 10
        op: Any = "D" if gone else "P"
        entries = [Entry("customer", one, "0018", op, self.ms if gone else None) for one in ids]
        self.storage.run(lambda tx: tx.feeds.append(STREAM, entries, Delta(0, 0)))
        for one in ids:
            self.seq += 1
            if gone:
                self.said.pop(one, None)
            else:
                self.said[one] = self.seq

    def forget(self, upto: int, limit: int) -> None:
        """Forget what left long ago."""
        before_ms = self.ms - HORIZON_MS
        self.storage.run(
            lambda tx: tx.feeds.forget_gone(STREAM, upto=upto, before_ms=before_ms, limit=limit)
        )

    def min_seq(self) -> int:
        """Return the oldest cursor that can go on."""
        return self.storage.run(lambda tx: tx.feeds.heads([STREAM])[STREAM].min_seq)

    def read(self, reader: Reader, limit: int) -> None:
        """Let a reader take one page, as a pull does."""

        def rows(tx: Transaction) -> tuple[list[Any], int]:
            found = tx.feeds.rows_after(STREAM, reader.after, limit)
            return found, tx.feeds.heads([STREAM])[STREAM].head

        found, head = self.storage.run(rows)
        reader.take(found, found[-1].seq if len(found) == limit else head)


_CHANGES = st.tuples(
    st.just("change"), st.lists(st.sampled_from(_IDS), min_size=1, max_size=3, unique=True),
    st.booleans(),
)  # fmt: skip
_READS = st.tuples(st.just("read"), st.integers(0, 2), st.integers(1, 4))
_FORGETS = st.tuples(st.just("forget"), st.integers(0, 40), st.integers(1, 5))


def _to_the_end(feed: Feed, reader: Reader, limit: int) -> None:
    while reader.after < feed.seq:
        before = reader.after
        feed.read(reader, limit)
        assert reader.after > before, "a page that leads nowhere"


@settings(max_examples=80)
@given(st.lists(st.one_of(_CHANGES, _READS), max_size=40), st.integers(1, 5))
def test_reading_a_feed_in_pieces_ends_with_what_all_of_it_says(
    steps: list[Any], limit: int
) -> None:
    feed, readers = Feed(), [Reader(), Reader(), Reader()]
    for step in steps:
        if step[0] == "change":
            feed.change(step[1], gone=step[2])
        else:
            feed.read(readers[step[1]], step[2])
    for reader in [*readers, Reader()]:
        _to_the_end(feed, reader, limit)
        assert feed.said == reader.held


@settings(max_examples=100)
@given(st.lists(st.one_of(_CHANGES, _CHANGES, _READS, _FORGETS), max_size=50), st.integers(1, 5))
def test_forgetting_what_is_gone_misleads_no_reader_that_may_go_on(
    steps: list[Any], limit: int
) -> None:
    feed, readers = Feed(), [Reader(), Reader(), Reader()]
    for step in steps:
        if step[0] == "change":
            feed.change(step[1], gone=step[2])
        elif step[0] == "read":
            reader = readers[step[1]]
            if reader.after == 0 or reader.after >= feed.min_seq():
                feed.read(reader, step[2])
        else:
            feed.forget(step[1], step[2])
    least = feed.min_seq()
    assert least <= feed.seq
    for reader in [*readers, Reader()]:
        if 0 < reader.after < least:
            reader.after, reader.held = 0, {}  # It is told to load the stream anew.
        _to_the_end(feed, reader, limit)
        assert feed.said == reader.held
