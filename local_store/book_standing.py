"""The exchange's book: how it goes, as the agent notes it and the screens show it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, Final

from local_store.book_base import BookBase
from local_store.boot import Boot
from local_store.centre import Centre, moment
from local_store.errors import NotEnrolledError
from local_store.lineage import Lineage
from local_store.op_row import OpState
from sync import hlc
from sync.protocol import unsent
from terminal.domain.card import SyncState
from terminal.domain.sync_centre import SyncCentre

UNSETTLED: Final = (OpState.PENDING, OpState.HELD, OpState.QUARANTINED)
SCRUBBED: Final = "scrubbed_at"


class StandingBook(BookBase):
    """How it goes."""

    @property
    def skew_ms(self) -> int:
        """Return how far HQ's clock is ahead of this machine's."""
        return self._standing.skew_ms

    def set_skew(self, skew_ms: int) -> None:
        """Correct the time of later units of work."""
        self._standing.set_skew(skew_ms)

    @property
    def heard_ms(self) -> int | None:
        """Return when (UTC ms) HQ was last heard."""
        return self._standing.heard_ms

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
    def draining_ran_ms(self) -> int:
        """Return for how long this till was seen to run since then, whatever its clock did."""
        return self._standing.draining_ran_ms

    @property
    def seen_ms(self) -> int | None:
        """Return the latest time (UTC ms) that this till has seen since HQ was last heard."""
        return self._standing.seen_ms

    def note_time(self, floor_ms: int = 0) -> int:
        """Note that it is now, or `floor_ms` if that is later, so that a clock that is set back
        makes no lease longer; return the latest time seen.
        """
        return self._standing.note_time(floor_ms)

    @property
    def is_reading_locked(self) -> bool:
        """Tell whether health data may not be shown: the lease is over, or HQ takes the till out of
        service.
        """
        return self._standing.is_reading_locked

    def note_hub_state(self, state: str, ran_ms: int = 0) -> None:
        """Note what HQ says of this till (see DeviceState), which ran for so long since it last
        said so.
        """
        if self._standing.set_hub_state(state, ran_ms):
            self._parts.changes.touch_sync()

    def note_exchange(
        self,
        now_ms: int,
        skew_ms: int,
        lease_until_ms: int | None = None,
        trouble: str | None = None,
    ) -> None:
        """Note a whole exchange: HQ's clock, the skew, and the lease. Ends any other trouble."""
        self._standing.heard(now_ms, skew_ms, lease_until_ms, trouble)
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
            rows_total=sum(
                loads[name].n if name in loads else cursor.n for name, cursor in cursors.items()
            )
            if loads
            else 0,
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

    def decided_groups(self) -> frozenset[str]:
        """Return the refused groups about which nobody has to decide: somebody at this till did, or
        they are decisions themselves and go with what they are about.
        """
        centre = Centre(self._parts.db)
        return centre.decided() | centre.refused_decisions()

    def export_groups(self, states: Collection[str] = UNSETTLED) -> Iterator[dict[str, Any]]:
        """Yield every group that HQ does not have or refused, whole, as JSON: read as it is taken,
        so take all of it within the unit of work.
        """
        outbox, db = self.outbox(), self._parts.db
        return Centre(db).export(states, Lineage(db).parts(outbox.device, outbox.inc))

    def sealed_groups(self, groups: Iterable[Mapping[str, Any]]) -> bytes:
        """Return such groups as a file that HQ alone can read, signed by this till. Raise
        NotEnrolledError.
        """
        identity, keys = self.identity(), self._enrolment.keys()
        if identity is None or keys is None:
            raise NotEnrolledError
        once = self._parts.ids.random_bytes(unsent.ONCE_BYTES)
        recovery = identity.trust.recovery
        sender = unsent.Sender(
            identity.device, identity.inc, keys.sign, self._now_ms, recovery, once
        )
        return unsent.seal(groups, sender)

    @property
    def scrubbed_at(self) -> int | None:
        """Return when (UTC ms) every record was last checked, or None."""
        return self._meta.get_int(SCRUBBED)
