"""Records as HQ keeps them: what names one, what it is by now, and how it changes. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple, TypeAlias

from sync.merge import Body, State
from sync.protocol import checksum
from sync.protocol.canonical import encode
from sync.protocol.kinds import Kind

CHAIN_WIDE = "g"
"""Owner and stream of what the whole chain shares."""


Entity: TypeAlias = tuple[str, str]
"""Kind and id of a record, where the owner is not known or does not matter."""


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


NOTHING: Final = Stored()
"""A record before it was made."""


@dataclass(frozen=True, slots=True)
class Change:
    """One record before and after (`before.rev` of 0: it is new), and the streams it is in. `line`
    is its canonical line as it is after, where that is known.
    """

    key: Key
    before: Stored
    after: Stored
    streams: tuple[str, ...]
    line: bytes | None = None


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


def line_of(key: Key, rev: int, state: State) -> bytes:
    """Return the canonical line of the record at this revision: its content hash is the line's."""
    return encode([key.kind, key.id, rev, state.body, state.clocks])


def next_rev(
    key: Key,
    before: Stored,
    state: State,
    *,
    line: bytes | None = None,
    source: bytes | None = None,
    review: Mapping[str, int] | None = None,
) -> Stored:
    """Return the record with `state` as its next revision. `line` is its line, if it is known;
    `source` and `review` stay as they are unless they are given.
    """
    return Stored(
        state=state,
        rev=before.rev + 1,
        h64=checksum.line_h64(line or line_of(key, before.rev + 1, state)),
        review=review if review is not None else before.review,
        source=source if source is not None else before.source,
    )
