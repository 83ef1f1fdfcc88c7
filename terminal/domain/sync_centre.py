"""What the sync centre shows: where this till stands with HQ, one by one. Plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from terminal.domain.card import ReadingItem, SyncState


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
    `decision` is the code with which HQ refused what was decided here about it, if it did.
    """

    n: int
    group: str
    at: datetime
    actor: str
    state: str
    code: str | None
    tries: int
    items: tuple[tuple[str, str], ...]
    decision: str | None = None


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


REASONS: Final = frozenset(
    {
        "ACTOR_INACTIVE",
        "ACTOR_UNKNOWN",
        "BODY_INVALID",
        "DEVICE_DRAINING",
        "ERASED",
        "KIND_IS_HQS",
        "KIND_UNKNOWN",
        "LINK_EVIDENCE",
        "LINK_QUOTA",
        "OP_FORM",
        "ROLE_NOT_ALLOWED",
        "SUBJECT_FIXED",
        "SUBJECT_NOT_VISIBLE",
        "WAITS",
        "WITHHELD",
    }
)
"""What HQ says of a save that it holds or refuses; each has words of its own. A newer HQ may say
more, and then the general words are shown with its code.
"""


class Pile(StrEnum):
    """The three piles of saves that are not settled. Values are the states of their ops."""

    UNSENT = "pending"
    HELD = "held"
    REFUSED = "quarantined"


@dataclass(frozen=True, slots=True)
class Save:
    """One save with the words a person knows it by. `actor` is a name, empty for the program's own
    work; `masked_name` and `customer` (id) are whose record it is, where this till knows it; `task`
    is the task it is about, if any, so that it can be done again. `is_decided`: somebody here gave
    it up or did it anew, and HQ has not confirmed that yet.
    """

    entry: GroupEntry
    actor: str = ""
    masked_name: str = ""
    customer: str | None = None
    task: str | None = None
    is_decided: bool = False


@dataclass(frozen=True, slots=True)
class SyncPage:
    """The sync centre as a screen shows it at `now`. `may_resolve`: whoever is signed in may give a
    save up, do it again and export (pharmacists and managers). `count_of` counts all; the lists are
    cut at a limit.
    """

    centre: SyncCentre
    now: datetime
    unsent: tuple[Save, ...] = ()
    held: tuple[Save, ...] = ()
    refused: tuple[Save, ...] = ()
    may_resolve: bool = False

    def saves_of(self, which: Pile) -> tuple[Save, ...]:
        """Return the saves of one list, oldest first."""
        lists = {Pile.UNSENT: self.unsent, Pile.HELD: self.held, Pile.REFUSED: self.refused}
        return lists[which]

    def count_of(self, which: Pile) -> int:
        """Return how many saves a list has in all."""
        state = self.centre.state
        counts = {
            Pile.UNSENT: state.unsent,
            Pile.HELD: state.held,
            Pile.REFUSED: state.quarantined,
        }
        return counts[which]

    def find(self, group: str | None) -> Save | None:
        """Return a save of the lists by its group."""
        every = (*self.refused, *self.held, *self.unsent)
        return next((save for save in every if save.entry.group == group), None)


@dataclass(frozen=True, slots=True)
class SaveField:
    """One thing that was saved: of which kind of record, which field, and its value as it
    travels (text, number, list or mapping). Names and phones are masked already.
    """

    kind: str
    name: str
    value: object


@dataclass(frozen=True, slots=True)
class SaveContent:
    """A whole save, to be looked at. `reading` and `note` are what was entered for its task, to
    begin a correction with.
    """

    group: str
    fields: tuple[SaveField, ...]
    reading: ReadingItem | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Exported:
    """A file with all unsent work: where it lies, and how many saves and ops are in it."""

    path: str
    saves: int
    ops: int
