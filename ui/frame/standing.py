"""What stands above every page for as long as it is so, without a single widget.

One line at most: reading is locked, or will be; or the store's data are still on their way. It
never covers a page and cannot be put away, because it says what the till does, not what happened.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from terminal.domain.card import SyncState
from ui.frame.status import is_cut_off
from ui.shortcuts import PageId

LEASE_WARNING: Final = timedelta(days=7)
"""How long before reading locks people are told."""

DRAINING: Final = frozenset({"draining", "revoked"})
"""What HQ says of a till that has to be handed over."""


class Stand(StrEnum):
    """What stands. The view has the words."""

    LOCKED_BY_HQ = "locked_by_hq"
    LOCKED = "locked"
    LOCKED_BY_CLOCK = "locked_by_clock"
    LEASE_ENDS = "lease_ends"
    LOADING = "loading"


@dataclass(frozen=True, slots=True)
class Standing:
    """One line: days without HQ, when reading locks, or how far the load is (`rate` rows/s), and
    whether it waits for HQ to answer again.
    """

    stand: Stand
    days: int = 0
    until: datetime | None = None
    rows: int = 0
    total: int = 0
    rate: int | None = None
    is_cut_off: bool = False

    def is_told_on(self, page: PageId | None) -> bool:
        """Tell whether a page says this by itself, and better."""
        return self.stand is Stand.LOADING and page is PageId.SYNC and not self.is_cut_off


def standing(state: SyncState, now: datetime, rate: int | None = None) -> Standing | None:
    """Return what stands above the pages at `now` (aware), the gravest first."""
    days = 0 if state.heard_at is None else max((now - state.heard_at).days, 0)
    until = state.lease_until
    if state.is_reading_locked:
        if state.hub_state in DRAINING:
            return Standing(Stand.LOCKED_BY_HQ, days)
        # By this clock the lease still runs: it was set back, and the lease goes by what was seen.
        was_set_back = until is not None and now < until
        return Standing(Stand.LOCKED_BY_CLOCK if was_set_back else Stand.LOCKED, days)
    if until is not None and timedelta(0) <= until - now <= LEASE_WARNING:
        return Standing(Stand.LEASE_ENDS, days, until)
    if state.loading:
        rows, total = state.loaded_rows, state.rows_total
        if is_cut_off(state):
            return Standing(Stand.LOADING, rows=rows, total=total, is_cut_off=True)
        return Standing(Stand.LOADING, rows=rows, total=total, rate=rate)
    return None
