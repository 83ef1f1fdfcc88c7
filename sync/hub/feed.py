"""Feeds: per stream, the latest state of every record in it, in the order of commits. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal, NamedTuple

from sync.hub.records import Change
from sync.protocol.kinds import KINDS

_LAST_LANE: Final = 3


class Entry(NamedTuple):
    """A record that changed, or that left the stream (op D) at `gone_at` (UTC ms)."""

    kind: str
    id: str
    owner: str
    op: Literal["P", "D"] = "P"
    gone_at: int | None = None

    @property
    def lane(self) -> int:
        """Return how soon a till needs it; 0 is first."""
        kind = KINDS.get(self.kind)
        return _LAST_LANE if kind is None else kind.lane


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


def of_changes(changes: Iterable[Change]) -> dict[str, tuple[list[Entry], Delta]]:
    """Return what the changes add to each stream, in sorted order of streams."""
    entries: dict[str, list[Entry]] = {}
    deltas: dict[str, Delta] = {}
    for change in changes:
        entry = Entry(change.key.kind, change.key.id, change.key.owner)
        fresh = 0 if change.before.rev else 1
        for stream in change.streams:
            entries.setdefault(stream, []).append(entry)
            n, total = deltas.get(stream, (0, 0))
            total += change.after.h64 - change.before.h64
            deltas[stream] = Delta(n + fresh, total)
    return {stream: (entries[stream], deltas[stream]) for stream in sorted(entries)}
