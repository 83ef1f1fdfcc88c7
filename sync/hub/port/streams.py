"""Records, who may see them, and the feeds by which tills follow them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from enum import Enum
from typing import NamedTuple, Protocol

from sync.hub.feed import Delta, Entry, Head
from sync.hub.records import Change, Entity, Key, Stored


class Listing(Enum):
    """What HQ's people go through as a whole."""

    RESPONSES = "responses"
    SAME_PERSON = "same_person"
    """What was said of two files being one person's: external ids of that system."""


class FeedRow(NamedTuple):
    """A row of a feed with its record; body and clocks are JSON text, None for a record that is
    gone.
    """

    kind: str
    id: str
    op: str
    seq: int
    rev: int
    body: str | None
    clocks: str | None


class LiveRow(NamedTuple):
    """A live record of a stream; body and clocks are JSON text."""

    kind: str
    id: str
    rev: int
    body: str
    clocks: str
    h64: int


class Records(Protocol):
    """Records, each with its revision."""

    def lock(self, keys: Iterable[Key], *, besides: Iterable[Key] = ()) -> dict[Key, Stored]:
        """Return those of the records that exist, locked. They, and those `besides`, which are not
        returned, are locked one after the other in the order of their keys.
        """
        ...

    def read(self, keys: Iterable[Key]) -> dict[Key, Stored]:
        """Return those of the records that exist, without a lock."""
        ...

    def write(self, changes: Sequence[Change]) -> None:
        """Write changed records, in the order of their keys. Those that existed are locked. Raise
        ConcurrentChangeError when one of the new ones exists by now.
        """
        ...

    def about(self, subject: Key, kinds: Collection[str]) -> dict[Key, int]:
        """Return the content hashes of the subject and, if it is a customer, of the records of
        these kinds about it.
        """
        ...

    def listed(self, what: Listing, after: Key | None, limit: int) -> list[tuple[Key, Stored]]:
        """Return records of any owner by key, beyond `after` if there is one, without a lock."""
        ...

    def alike(self, most: int) -> list[list[Key]]:
        """Return groups of customers, of any owners, that share a phone, or name and birth; those
        joined to others left out, and groups of more than `most`. It goes through all files.
        """
        ...

    def outcomes_of(self, tasks: Iterable[Key]) -> list[Key]:
        """Return the outcomes of these tasks."""
        ...


class Members(Protocol):
    """Which streams a subject, and with it every record about it, is in."""

    def streams_of(self, subjects: Iterable[Key]) -> dict[Key, tuple[str, ...]]:
        """Return the streams of each subject, sorted; a subject in none is left out."""
        ...

    def owners_of(self, subjects: Iterable[Entity]) -> dict[Entity, str]:
        """Return the owner of each subject that is in any stream."""
        ...

    def add(self, members: Iterable[tuple[Key, str]]) -> int:
        """Put subjects into streams, and return how many were not there."""
        ...

    def remove(self, subject: Key, stream: str) -> bool:
        """Take a subject out of a stream, and tell whether it was there."""
        ...


class Feeds(Protocol):
    """Per stream, the latest state of every record in it, in the order of commits."""

    @property
    def moved(self) -> Collection[str]:
        """Return the streams that this transaction has written to."""
        ...

    def append(self, stream: str, entries: Sequence[Entry], delta: Delta) -> None:
        """Give each entry the stream's next number.

        The stream's counter is locked from here to the end of the transaction. Nobody else can
        number a change of this stream meanwhile, and an abort takes the numbers back: a reader who
        sees the head sees every row up to it, without gaps. Call it last, and in sorted order of
        streams.
        """
        ...

    def heads(self, streams: Collection[str]) -> dict[str, Head]:
        """Return the streams' counters; a stream nobody wrote to is empty."""
        ...

    def owners_in(self, stream: str, entities: Collection[Entity]) -> dict[Entity, str]:
        """Return the owner of each record that is in the stream; the others are left out."""
        ...

    def early_after(self, stream: str, after: int, limit: int) -> list[FeedRow]:
        """Return the stream's rows of the first lane beyond `after`, by number."""
        ...

    def rows_after(self, stream: str, after: int, limit: int) -> list[FeedRow]:
        """Return the stream's rows beyond `after`, by number, `limit` at most."""
        ...

    def rows_of(self, stream: str, entities: Collection[Entity]) -> list[FeedRow]:
        """Return the rows of these records, as far as they are in the stream, in any order."""
        ...

    def live(self, stream: str) -> Iterator[LiveRow]:
        """Yield the stream's live records by lane, kind and id, without holding them all."""
        ...

    def sums(self, stream: str) -> Iterator[tuple[str, str, int]]:
        """Yield kind, id and content hash of the stream's live records."""
        ...

    def streams(self) -> list[str]:
        """Return every stream that was ever written to."""
        ...

    def forget_gone(self, stream: str, *, upto: int, before_ms: int, limit: int) -> int:
        """Forget, up to that number, what left the stream before that time; cursors below the last
        of it can no longer go on. Return how many rows that were, `limit` at most.
        """
        ...
