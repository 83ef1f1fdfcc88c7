"""The agent's side of a unit of work: what to send, what HQ said of it, and what came down."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from local_store import search_upkeep
from local_store.book_carry import CarryBook
from local_store.book_standing import SCRUBBED, StandingBook
from local_store.boot import Boot
from local_store.bulk import Bulk, BulkParts
from local_store.letting_go import LettingGo, Round
from local_store.outbox import PUSH_BYTES, PushBatch
from local_store.own_work import JUDGED
from local_store.parked import Parked
from local_store.postponed import restore
from local_store.pruning import prune
from local_store.resolving import resolve
from local_store.scrub import Scrub, Scrubbed
from local_store.verdicts import Settled
from sync.protocol.cycle import GROUPS_PER_PUSH_MAX, Page, Row, Verdict
from sync.protocol.retention import going
from sync.protocol.version import SCHEMA_VERSION

SCRUB_SLICE: Final = 500
HEARD_WITHIN_MS: Final = 2 * 86_400_000
"""So recently HQ must have told its time, for records to be let go by this till's clock."""
_SCHEMA: Final = "schema"


class SyncBook(CarryBook, StandingBook):
    """Bookkeeping of the exchange with HQ."""

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
            self._meta.set(JUDGED, judged)
        if settled.touched:
            self._parts.changes.touch_sync()
        return settled

    @property
    def judged(self) -> int:
        """Return how far HQ's later words on groups were read."""
        return self._meta.get_int(JUDGED) or 0

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
            self._parts.new_id,
            group=group,
            how=how,
            reason=reason,
            at_ms=self._now_ms,
        )

    # Down

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
            self._now_ms,
        )
        return Bulk(parts, stream)

    def scrub(self, after: str = "", limit: int = SCRUB_SLICE) -> Scrubbed:
        """Check records against their hashes from a place on ("": the first). Damage is noted: the
        sums tell the truth, repair is due, and an audit entry counts it.
        """
        identity = self._identity()
        own = next((one for one in identity.streams if one != "g"), "")
        scrub = Scrub(self._parts.db, {"g": "g", "store": own})
        result, streams = scrub.check(after, limit)
        if result.next is None:
            # A record that is gone has no hash left to be compared with; the sums miss it.
            streams |= {one for one in identity.streams if self._is_off(one)}
        for stream in streams & set(identity.streams):
            n, total = self._cursors.recount(stream)
            cursor = self._cursors.get(stream)
            self._cursors.put(replace(cursor, n=n, sum=total, repair_due=True))
        if result.damaged:
            self._parts.audit("store.damaged", {"records": result.damaged})
            self._parts.changes.touch_sync()
        if result.next is None:
            self._meta.set(SCRUBBED, self._now_ms)
        return result

    def let_go(self, today: date, after: str = "", limit: int = SCRUB_SLICE) -> Round:
        """Let go records whose time at this till is over, from a place on ("": the first). Nothing
        goes unless HQ's clock, of at most two days ago, says the same time as this one, and every
        stream agrees with HQ: what went by a wrong clock would not come back by itself.
        """
        identity = self.identity()
        if identity is None or not self._agrees(identity.streams):
            return Round(None, 0)
        letting_go = LettingGo(self._parts.db, self._parts.writer, identity.streams)
        done = letting_go.slice(going(today, self._now_ms), after, limit)
        self._parts.writer.finish()
        if done.gone:
            self._parts.changes.touch_sync()
        return done

    def _agrees(self, streams: Iterable[str]) -> bool:
        heard_ms = self._standing.heard_ms
        if heard_ms is None or abs(self._clock_ms - heard_ms) > HEARD_WITHIN_MS:
            return False
        cursors = [self._cursors.get(stream) for stream in streams]
        return all(
            one.complete and one.mismatch_at is None and not one.repair_due for one in cursors
        )

    def _is_off(self, stream: str) -> bool:
        cursor = self._cursors.get(stream)
        return cursor.complete and (cursor.n, cursor.sum) != self._cursors.recount(stream)

    def resnap(self, stream: str) -> None:
        """Load a stream anew: its records stay visible until they come again or its end is
        reached without them. Pending work is not touched.
        """
        self._cursors.restart(stream)
        # A load that was given up, when pages brought the rest, vouches for nothing any more.
        Boot(self._parts.db).drop(stream)
        self._parts.changes.touch_sync()

    def give_up_loads(self) -> None:
        """Begin streams that were being loaded from snapshots anew, for pages to bring: HQ has no
        snapshots any more. What is in place stays visible as with `resnap`.
        """
        restore(self._parts.db)
        for load in Boot(self._parts.db).all():
            self.resnap(load.stream)

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
        """Put right what an earlier run left undone: indexes that a load took away. Keys to search
        by follow in slices.
        """
        restore(self._parts.db)
        search_upkeep.begin(self._parts.db)
        self.retry_parked()
        if self.identity() is not None:
            self.note_time()

    def retry_parked(self) -> None:
        """Try parked rows again when this program knows more kinds than the last one here."""
        if self._meta.get_int(_SCHEMA) == SCHEMA_VERSION:
            return
        identity = self.identity()
        if identity is not None:
            self._pages(identity).retry_parked(identity.streams)
        self._meta.set(_SCHEMA, SCHEMA_VERSION)

    def first_broken_op(self) -> int | None:
        """Return the number of the first op that does not fit the hash chain, or None."""
        return self.outbox().first_broken()

    def parked(self) -> Parked:
        """Return the rows that could not be applied."""
        return Parked(self._parts.db)
