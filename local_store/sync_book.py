"""The agent's side of a unit of work: what to send, what HQ said of it, and what came down."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from local_store.boot import Boot
from local_store.bulk import Bulk, BulkParts
from local_store.centre import Centre, moment
from local_store.changes import Changes
from local_store.connection import Connection
from local_store.cursors import Cursor, Cursors
from local_store.enrolment import DeviceKeys, Enrolment, Identity
from local_store.errors import AckUnknownError, NotEnrolledError, PageForeignError
from local_store.lineage import Lineage, Part
from local_store.lines import LineReader
from local_store.meta import Meta
from local_store.op_row import OpState
from local_store.outbox import PUSH_BYTES, Outbox, PushBatch
from local_store.pages import Pages
from local_store.parked import Parked
from local_store.ports import IdSource
from local_store.postponed import restore
from local_store.pruning import prune
from local_store.rebase import Rebase
from local_store.repair import Repair
from local_store.resolving import resolve
from local_store.row_writer import RowWriter
from local_store.scrub import Scrub, Scrubbed
from local_store.stamps import Stamps
from local_store.standing import Standing
from local_store.verdicts import Settled
from sync import hlc
from sync.protocol.cycle import GROUPS_PER_PUSH_MAX, Page, Row, Verdict
from sync.protocol.ops import OpBody
from sync.protocol.version import SCHEMA_VERSION
from terminal.domain.card import SyncState
from terminal.domain.sync_centre import SyncCentre

UNSETTLED: Final = (OpState.PENDING, OpState.HELD, OpState.QUARANTINED)
SCRUB_SLICE: Final = 500
_SCHEMA: Final = "schema"
_JUDGED: Final = "judged"
_SCRUBBED: Final = "scrubbed_at"
_READER: Final = LineReader()


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


class SyncBook:
    """Bookkeeping of the exchange with HQ."""

    def __init__(self, parts: Machinery, *, now_ms: int) -> None:
        self._parts, self._now_ms = parts, now_ms
        self._meta = Meta(parts.db)
        self._enrolment = Enrolment(parts.db, parts.ids)
        self._cursors = Cursors(parts.db)
        self._standing = Standing(self._meta, now_ms=now_ms)

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

    def new_keys(self) -> DeviceKeys:
        """Return the keys that are to follow the present ones, making them the first time. Commit
        before HQ hears of them.
        """
        return self._enrolment.new_keys()

    def next_keys(self) -> DeviceKeys | None:
        """Return keys that were made and are not in use yet, or None."""
        return self._enrolment.next_keys()

    def old_keys(self) -> DeviceKeys | None:
        """Return the keys that were in use before the present ones, or None."""
        return self._enrolment.old_keys()

    def use_new_keys(self) -> None:
        """Put the new keys in use; those before stay at hand until `forget_old_keys`."""
        self._enrolment.use_new_keys()

    def forget_old_keys(self) -> None:
        """Erase the keys before the present ones."""
        self._enrolment.forget_old_keys()

    def enrol_again(self, identity: Identity, start: int) -> None:
        """Become another device, as HQ says to a till that it found cloned or set back. Ops from
        `start` on are chained anew and sent again; nothing is dropped and no stamp changes. Keys
        made for it by `new_keys` come into use. Raise AckUnknownError when HQ wants to begin after
        work it does not have.
        """
        outbox = self.outbox()
        first = outbox.pending(max_groups=1).start or outbox.last_n() + 1
        if not 1 <= start <= first:
            raise AckUnknownError(f"{start} > {first}")
        touched = outbox.reopen_after(start - 1)
        outbox.rechain(identity.device, identity.inc, start)
        self._enrolment.replaced(identity)
        self._rebase(outbox).refresh((kind, one) for kind, one in touched)
        self._parts.writer.finish()
        self._meta.set(_JUDGED, None)
        for stream in identity.streams:
            self.repair(stream).mark_due()
        self._parts.changes.touch_sync()

    def lineage(self) -> tuple[Part, ...]:
        """Return which parts of the chain were made as which device, the present one last."""
        identity = self.identity()
        if identity is None:
            return ()
        return Lineage(self._parts.db).parts(identity.device, identity.inc)

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

    def settle(
        self,
        acked_n: int,
        verdicts: Iterable[Verdict] = (),
        durable_n: int = 0,
        *,
        late: Iterable[Verdict] = (),
        judged: int = 0,
    ) -> Settled:
        """Take HQ's word on ops, before the pages of the same answer: what it has, verdicts on
        groups of this push (one that is not named was applied), and `late` ones on earlier groups,
        up to `judged`. Raise AckUnknownError.
        """
        outbox = self.outbox()
        settled = outbox.settle(acked_n, [*verdicts, *late], durable_n, now_ms=self._now_ms)
        self._rebase(outbox).refresh(settled.touched)
        self._parts.writer.finish()
        if judged > self.judged:
            self._meta.set(_JUDGED, judged)
        if settled.touched:
            self._parts.changes.touch_sync()
        return settled

    @property
    def judged(self) -> int:
        """Return how far HQ's later words on groups were read."""
        return self._meta.get_int(_JUDGED) or 0

    def restart_epoch(self, epoch: str, acked_n: int) -> None:
        """Go on with an HQ that was set back to an older state: what it does not have of ours is
        sent again, and every stream is compared with it record by record. Nothing is dropped.
        """
        identity = self._identity()
        outbox = self.outbox()
        touched = outbox.reopen_after(acked_n)
        self._rebase(outbox).refresh((kind, one) for kind, one in touched)
        self._parts.writer.finish()
        self._enrolment.enrolled(replace(identity, epoch=epoch))
        self._meta.set(_JUDGED, None)
        for stream in identity.streams:
            self.repair(stream).mark_due()
        self._parts.changes.touch_sync()

    def prune(self) -> int:
        """Take the bodies of some ops that HQ has for good, and return how many; call again until
        there were none.
        """
        return prune(self._parts.db, now_ms=self._now_ms)

    def resolve(self, group: str, how: str, reason: str = "") -> None:
        """Decide about a group that HQ refused: `how` is "dropped", or "replaced" by what else is
        saved in this unit of work. Raise GroupSettledError.
        """
        resolve(
            self._parts.db,
            self._parts.put,
            self._parts.new_id(),
            group=group,
            how=how,
            reason=reason,
            at_ms=self._now_ms,
        )

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
        identity = self._reading(page.s)
        self._pages(identity).apply(page, now_ms=self._now_ms)
        self._stamps(identity).follow(row.c for row in page.rows)
        Boot(self._parts.db).note_mixed(page.s)

    def apply_early(self, stream: str, rows: Sequence[Row]) -> None:
        """Apply rows ahead of their turn; the cursor stays. Raise as `apply_page` does."""
        identity = self._reading(stream)
        self._pages(identity).apply_early(stream, rows)
        self._stamps(identity).follow(row.c for row in rows)
        Boot(self._parts.db).note_mixed(stream)

    def bulk(self, stream: str) -> Bulk:
        """Return the loading of a stream from a snapshot. Raise PageForeignError."""
        identity = self._reading(stream)
        parts = BulkParts(
            self._parts.db,
            self._parts.changes,
            self._parts.writer,
            self._pages(identity),
            self._stamps(identity),
            _READER,
            self._now_ms,
        )
        return Bulk(parts, stream)

    def repair(self, stream: str) -> Repair:
        """Return the mending of a stream. Raise PageForeignError."""
        return Repair(self._parts.db, self._pages(self._reading(stream)), stream)

    def scrub(self, after: str = "", limit: int = SCRUB_SLICE) -> Scrubbed:
        """Check records against their hashes from a place on ("": the first). Damage is noted: the
        sums tell the truth, repair is due, and an audit entry counts it.
        """
        identity = self._identity()
        own = next((one for one in identity.streams if one != "g"), "")
        scrub = Scrub(self._parts.db, {"g": "g", "store": own})
        result, streams = scrub.check(after, limit)
        for stream in streams & set(identity.streams):
            n, total = self._cursors.recount(stream)
            cursor = self._cursors.get(stream)
            self._cursors.put(replace(cursor, n=n, sum=total, repair_due=True))
        if result.damaged:
            self._parts.audit("store.damaged", {"records": result.damaged})
            self._parts.changes.touch_sync()
        if result.next is None:
            self._meta.set(_SCRUBBED, self._now_ms)
        return result

    @property
    def scrubbed_at(self) -> int | None:
        """Return when (UTC ms) every record was last checked, or None."""
        return self._meta.get_int(_SCRUBBED)

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

    def opened(self) -> None:
        """Put right what an earlier run left undone: indexes that a load took away."""
        restore(self._parts.db)
        self.retry_parked()

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
        return self._standing.skew_ms

    def set_skew(self, skew_ms: int) -> None:
        """Correct the time of later units of work."""
        self._standing.set_skew(skew_ms)

    @property
    def lease_until_ms(self) -> int | None:
        """Return until when (UTC ms) health data may be shown without hearing from HQ."""
        return self._standing.lease_until_ms

    @property
    def hub_state(self) -> str:
        """Return what HQ last said of this till, empty before it said anything."""
        return self._standing.hub_state

    @property
    def draining_since_ms(self) -> int | None:
        """Return since when (UTC ms) HQ wants this till's work handed over, or None."""
        return self._standing.draining_since_ms

    @property
    def is_reading_locked(self) -> bool:
        """Tell whether health data may not be shown: the lease is over, or HQ takes the till out of
        service.
        """
        return self._standing.is_reading_locked

    def note_hub_state(self, state: str) -> None:
        """Note what HQ says of this till (see DeviceState)."""
        if self._standing.set_hub_state(state):
            self._parts.changes.touch_sync()

    def note_exchange(self, now_ms: int, skew_ms: int, lease_until_ms: int | None = None) -> None:
        """Note a whole exchange: HQ's clock, the skew, and the lease. Ends any trouble."""
        self._standing.heard(now_ms, skew_ms, lease_until_ms)
        self._parts.changes.touch_sync()

    def note_trouble(self, code: str | None) -> None:
        """Note what stands between this till and HQ, or that nothing does any more."""
        self._standing.set_trouble(code)
        self._parts.changes.touch_sync()

    def state(self) -> SyncState:
        """Return what the sync chip says; every number is a count of groups in the database."""
        counts = self.outbox().counts()
        cursors, boot = self.cursors(), Boot(self._parts.db)
        loads = {one.stream: one for one in boot.all()}
        standing = self._standing
        return SyncState(
            unsent=counts.unsent,
            held=counts.held,
            quarantined=counts.quarantined,
            oldest_unsent_at=moment(hlc.parse(counts.oldest).ms if counts.oldest else None),
            heard_at=moment(standing.heard_ms),
            trouble=standing.trouble,
            loading=any(not cursor.complete for cursor in cursors.values()),
            loaded_rows=sum(
                boot.rows_put(name) if name in loads else cursor.n
                for name, cursor in cursors.items()
            ),
            rows_total=sum(one.n for one in loads.values()),
            lease_until=moment(standing.lease_until_ms),
            is_reading_locked=standing.is_reading_locked,
            hub_state=standing.hub_state,
        )

    def centre(self, limit: int = 200) -> SyncCentre:
        """Return everything the sync centre shows; its lists hold at most `limit` entries."""
        identity, centre = self.identity(), Centre(self._parts.db)
        made, acked, durable, pruned = centre.ops()
        return SyncCentre(
            state=self.state(),
            device=identity.device if identity else "",
            inc=identity.inc if identity else 0,
            epoch=identity.epoch if identity else "",
            streams=centre.streams(self.cursors().values()),
            loading=centre.loading(),
            unsent=centre.groups(OpState.PENDING, limit),
            held=centre.groups(OpState.HELD, limit),
            quarantined=centre.groups(OpState.QUARANTINED, limit),
            parked=centre.parked(limit),
            parked_total=centre.parked_total(),
            ops_made=made,
            ops_acked=acked,
            ops_durable=durable,
            ops_pruned=pruned,
            skew_ms=self.skew_ms,
            lease_until=moment(self.lease_until_ms),
            hub_state=self.hub_state,
            scrubbed_at=moment(self.scrubbed_at),
        )

    def export_groups(self, states: Collection[str] = UNSETTLED) -> Iterator[dict[str, Any]]:
        """Yield every group that HQ does not have or refused, whole, as JSON."""
        outbox = self.outbox()
        return Centre(self._parts.db).export(states, outbox.device, outbox.inc)

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
