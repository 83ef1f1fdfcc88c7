"""Feeds: per stream, the latest state of every record in it, in the order of commits. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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
    changed: dict[str, list[Change]] = {}
    for change in changes:
        for stream in change.streams:
            changed.setdefault(stream, []).append(change)
    return {
        stream: (_entries(changed[stream]), _delta(changed[stream])) for stream in sorted(changed)
    }


def _entries(changes: Sequence[Change]) -> list[Entry]:
    return [Entry(one.key.kind, one.key.id, one.key.owner) for one in changes]


def _delta(changes: Sequence[Change]) -> Delta:
    fresh = sum(not one.before.rev for one in changes)
    return Delta(fresh, sum(one.after.h64 - one.before.h64 for one in changes))
