"""The agent's side of a unit of work: what to send, what HQ said of it, and what came down."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final

from local_store.changes import Changes
from local_store.connection import Connection
from local_store.cursors import Cursor, Cursors
from local_store.enrolment import DeviceKeys, Enrolment, Identity
from local_store.errors import NotEnrolledError, PageForeignError
from local_store.meta import Meta
from local_store.outbox import PUSH_BYTES, Outbox, PushBatch, Settled
from local_store.pages import Pages
from local_store.parked import Parked
from local_store.ports import IdSource
from local_store.rebase import Rebase
from local_store.row_writer import RowWriter
from local_store.stamps import Stamps
from sync import hlc
from sync.protocol.cycle import GROUPS_PER_PUSH_MAX, Page, Verdict
from sync.protocol.version import SCHEMA_VERSION
from terminal.domain.card import SyncState

SKEW: Final = "skew_ms"
_HEARD: Final = "heard_at"
_LEASE: Final = "lease_until"
_TROUBLE: Final = "trouble"
_SCHEMA: Final = "schema"


@dataclass(frozen=True, slots=True)
class Machinery:
    """The parts of a unit of work that the book shares with it."""

    db: Connection
    changes: Changes
    writer: RowWriter
    ids: IdSource


class SyncBook:
    """Bookkeeping of the exchange with HQ."""

    def __init__(self, parts: Machinery, *, now_ms: int) -> None:
        self._parts, self._now_ms = parts, now_ms
        self._meta = Meta(parts.db)
        self._enrolment = Enrolment(parts.db, parts.ids)
        self._cursors = Cursors(parts.db)

    # Who we are

    def identity(self) -> Identity | None:
        """Return who this till is, or None before it was enrolled."""
        return self._enrolment.identity()

    def enrolled(self, identity: Identity) -> None:
        """Keep what HQ said at enrolment, or said anew since. Raise AlreadyEnrolledError."""
        self._enrolment.enrolled(identity)
        self._parts.changes.touch_sync()

    def keys(self) -> DeviceKeys | None:
        """Return the device's private keys, or None before they were made."""
        return self._enrolment.keys()

    def make_keys(self) -> DeviceKeys:
        """Return the device's private keys, making them the first time. Commit before enrolling."""
        return self._enrolment.make_keys()

    # Up

    def pending(
        self, max_groups: int = GROUPS_PER_PUSH_MAX, max_bytes: int = PUSH_BYTES
    ) -> PushBatch:
        """Return whole groups to send, oldest first, at least one if any waits. Empty before
        enrolment.
        """
        if self.identity() is None:
            return PushBatch()
        return self.outbox().pending(max_groups, max_bytes)

    def note_tries(self, batch: PushBatch) -> None:
        """Count that a batch is about to be sent."""
        self.outbox().note_tries(batch)

    def settle(self, acked_n: int, verdicts: Iterable[Verdict] = (), durable_n: int = 0) -> Settled:
        """Take HQ's word on ops, before the pages of the same answer. Raise AckUnknownError."""
        outbox = self.outbox()
        settled = outbox.settle(acked_n, verdicts, durable_n)
        self._rebase(outbox).refresh(settled.touched)
        self._parts.writer.finish()
        if settled.touched:
            self._parts.changes.touch_sync()
        return settled

    def restart_epoch(self, epoch: str, acked_n: int) -> None:
        """Begin again with an HQ that was set back to an older state: what it does not have of
        ours is sent again, and every stream is loaded anew.
        """
        identity = self._identity()
        outbox = self.outbox()
        rebase = self._rebase(outbox)
        touched = outbox.reopen_after(acked_n)
        rebase.refresh((kind, one) for kind, one in touched)
        self._enrolment.enrolled(replace(identity, epoch=epoch))
        for stream in identity.streams:
            self._cursors.restart(stream)
        self._parts.changes.touch_sync()

    # Down

    def cursors(self) -> dict[str, Cursor]:
        """Return how far each stream of this till was read."""
        identity = self.identity()
        streams = identity.streams if identity else ()
        return {stream: self._cursors.get(stream) for stream in streams}

    def apply_page(self, page: Page) -> None:
        """Apply a page and move its stream's cursor. Raise PageForeignError, PageGapError,
        PageMalformedError or NotEnrolledError, with nothing applied.
        """
        identity = self._identity()
        if page.s not in identity.streams:
            raise PageForeignError(page.s)
        stamps = Stamps(self._meta, device=identity.device, now_ms=self._now_ms)
        self._pages(identity).apply(page, now_ms=self._now_ms)
        stamps.follow(row.c for row in page.rows)

    def resnap(self, stream: str) -> None:
        """Load a stream anew: its records stay visible until they come again or its end is
        reached without them. Pending work is not touched.
        """
        self._cursors.restart(stream)
        self._parts.changes.touch_sync()

    @property
    def mismatch(self) -> Mapping[str, int]:
        """Return since when (UTC ms) which streams do not agree with HQ."""
        return {
            stream: cursor.mismatch_at
            for stream, cursor in self.cursors().items()
            if cursor.mismatch_at is not None
        }

    def recount(self, stream: str) -> tuple[int, int]:
        """Return count and sum of a stream's records, added up from the rows themselves."""
        return self._cursors.recount(stream)

    def retry_parked(self) -> None:
        """Try parked rows again when this program knows more kinds than the last one here."""
        if self._meta.get_int(_SCHEMA) == SCHEMA_VERSION:
            return
        identity = self.identity()
        if identity is not None:
            self._pages(identity).retry_parked(identity.streams)
        self._meta.set(_SCHEMA, SCHEMA_VERSION)

    # How it goes

    @property
    def skew_ms(self) -> int:
        """Return how far HQ's clock is ahead of this machine's."""
        return self._meta.get_int(SKEW) or 0

    def set_skew(self, skew_ms: int) -> None:
        """Correct the time of later units of work."""
        self._meta.set(SKEW, skew_ms)

    @property
    def lease_until_ms(self) -> int | None:
        """Return until when (UTC ms) health data may be shown without hearing from HQ."""
        return self._meta.get_int(_LEASE)

    def note_exchange(self, now_ms: int, skew_ms: int, lease_until_ms: int | None = None) -> None:
        """Note a whole exchange: HQ's clock, the skew, and the lease. Ends any trouble."""
        self.set_skew(skew_ms)
        self._meta.set(_HEARD, now_ms)
        self._meta.set(_LEASE, lease_until_ms)
        self.note_trouble(None)

    def note_trouble(self, code: str | None) -> None:
        """Note what stands between this till and HQ, or that nothing does any more."""
        self._meta.set(_TROUBLE, code)
        self._parts.changes.touch_sync()

    def state(self) -> SyncState:
        """Return what the sync chip says; every number is a count of groups in the database."""
        counts = self.outbox().counts()
        cursors = self.cursors().values()
        oldest = hlc.parse(counts.oldest).ms if counts.oldest else None
        return SyncState(
            unsent=counts.unsent,
            held=counts.held,
            quarantined=counts.quarantined,
            oldest_unsent_at=_moment(oldest),
            heard_at=_moment(self._meta.get_int(_HEARD)),
            trouble=self._meta.get(_TROUBLE),
            loading=any(not cursor.complete for cursor in cursors),
            loaded_rows=sum(cursor.n for cursor in cursors),
        )

    def first_broken_op(self) -> int | None:
        """Return the number of the first op that does not fit the hash chain, or None."""
        return self.outbox().first_broken()

    def parked(self) -> Parked:
        """Return the rows that could not be applied."""
        return Parked(self._parts.db)

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


def _moment(ms: int | None) -> datetime | None:
    return None if ms is None else datetime.fromtimestamp(ms / 1000, UTC)
