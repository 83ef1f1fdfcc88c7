"""What all parts of the exchange's book share: who this till is, and the repositories."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from local_store.changes import Changes
from local_store.connection import Connection
from local_store.cursors import Cursor, Cursors
from local_store.enrolment import Enrolment, Identity
from local_store.errors import NotEnrolledError, PageForeignError
from local_store.meta import Meta
from local_store.outbox import Outbox
from local_store.pages import Pages
from local_store.ports import IdSource
from local_store.rebase import Rebase
from local_store.repair import Repair
from local_store.row_writer import RowWriter
from local_store.stamps import Stamps
from local_store.standing import Standing
from sync.protocol.ops import OpBody


@dataclass(frozen=True, slots=True)
class Machinery:
    """The parts of a unit of work that the book shares with it."""

    db: Connection
    changes: Changes
    writer: RowWriter
    ids: IdSource
    new_id: Callable[[], str]
    put: Callable[[str, str, OpBody], None]
    audit: Callable[[str, Mapping[str, Any]], None]


class BookBase:
    """Made anew for each unit of work, at `now_ms`; `clock_ms` is what the clock shows, believed or
    not.
    """

    def __init__(self, parts: Machinery, *, now_ms: int, clock_ms: int) -> None:
        self._parts, self._now_ms, self._clock_ms = parts, now_ms, clock_ms
        self._meta = Meta(parts.db)
        self._enrolment = Enrolment(parts.db, parts.ids)
        self._cursors = Cursors(parts.db)
        self._standing = Standing(self._meta, now_ms=now_ms)

    def identity(self) -> Identity | None:
        """Return who this till is, or None before it was enrolled."""
        return self._enrolment.identity()

    def cursors(self) -> dict[str, Cursor]:
        """Return how far each stream of this till was read."""
        identity = self.identity()
        streams = identity.streams if identity else ()
        return {stream: self._cursors.get(stream) for stream in streams}

    def repair(self, stream: str) -> Repair:
        """Return the mending of a stream. Raise PageForeignError."""
        identity = self._reading(stream)
        return Repair(self._parts.db, self._pages(identity), self._stamps(identity), stream)

    def outbox(self) -> Outbox:
        """Return the outbox of this device."""
        identity = self.identity()
        device, inc = (identity.device, identity.inc) if identity else ("", 0)
        return Outbox(self._parts.db, device, inc)

    def _identity(self) -> Identity:
        identity = self.identity()
        if identity is None:
            raise NotEnrolledError
        return identity

    def _reading(self, stream: str) -> Identity:
        identity = self._identity()
        if stream not in identity.streams:
            raise PageForeignError(stream)
        return identity

    def _stamps(self, identity: Identity) -> Stamps:
        return Stamps(self._meta, device=identity.device, now_ms=self._now_ms)

    def _rebase(self, outbox: Outbox) -> Rebase:
        return Rebase(self._parts.db, outbox, self._parts.writer)

    def _pages(self, identity: Identity) -> Pages:
        outbox = self.outbox()
        return Pages(
            self._parts.db,
            self._parts.changes,
            outbox,
            self._parts.writer,
            self._rebase(outbox),
            identity.content_key(),
        )
