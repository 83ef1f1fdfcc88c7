"""What the sync centre shows: where this till stands with HQ, one by one. Plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from terminal.domain.card import SyncState


@dataclass(frozen=True, slots=True)
class StreamState:
    """One stream: records here, the number read up to, when it last agreed with HQ, since when it
    does not, and whether it is being mended. `parked` rows of it cannot be applied by this build.
    """

    stream: str
    records: int
    seq: int
    is_complete: bool
    consistent_at: datetime | None
    mismatch_at: datetime | None
    is_repair_due: bool
    parked: int


@dataclass(frozen=True, slots=True)
class Loading:
    """A stream that is being loaded from a snapshot: records in place and in all, by kind so far,
    and since when.
    """

    stream: str
    rows: int
    rows_total: int
    by_kind: tuple[tuple[str, int], ...]
    since: datetime | None


@dataclass(frozen=True, slots=True)
class GroupEntry:
    """One save that HQ has not taken, holds or refused: `n` is the number of its first op, `items`
    the records it changed (kind, id), `state` pending, held or quarantined, `code` HQ's reason.
    """

    n: int
    group: str
    at: datetime
    actor: str
    state: str
    code: str | None
    tries: int
    items: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ParkedEntry:
    """A record from HQ that this build cannot apply, and why."""

    stream: str
    kind: str
    id: str
    code: str


@dataclass(frozen=True, slots=True)
class SyncCentre:
    """Everything the sync centre shows. Lists are oldest first and at most `limit` long; the
    numbers in `state` and `parked_total` count all of it.
    """

    state: SyncState
    device: str
    inc: int
    epoch: str
    streams: tuple[StreamState, ...]
    loading: tuple[Loading, ...]
    unsent: tuple[GroupEntry, ...]
    held: tuple[GroupEntry, ...]
    quarantined: tuple[GroupEntry, ...]
    parked: tuple[ParkedEntry, ...]
    parked_total: int
    ops_made: int
    ops_acked: int
    ops_durable: int
    ops_pruned: int
    skew_ms: int
    lease_until: datetime | None
    hub_state: str
    scrubbed_at: datetime | None
