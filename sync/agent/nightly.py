"""Chores of a quiet hour: read everything here again to find what went bad, and let go of what HQ
holds for good, and of records whose time at this till is over.

Once in a day of uptime, in slices so short that nobody at the desk notices.
"""

from __future__ import annotations

from typing import Final

import structlog

from local_store.store import Store
from local_store.unit_of_work import UnitOfWork
from sync.agent.clock import Clock

EVERY_MS: Final = 24 * 60 * 60 * 1000
AFTER_START_MS: Final = 10 * 60 * 1000
"""Nobody restarts a till to have its disk read."""
SLICE_ROWS: Final = 500

_log: Final = structlog.get_logger("sync.agent")


class Nightly:
    """Keeps the time of these chores by the clock that never jumps. For one thread."""

    def __init__(self, store: Store, *, clock: Clock) -> None:
        self._store, self._clock = store, clock
        self._due_ms = clock.monotonic_ms() + AFTER_START_MS
        self._after = ""
        self._going: str | None = None
        self._damaged = self._gone = 0

    def is_due(self) -> bool:
        """Tell whether there is anything to do now."""
        return self._clock.monotonic_ms() >= self._due_ms

    def do(self) -> bool:
        """Do one slice. Return whether all of it found damage, which an exchange has to mend."""
        if self._going is not None:
            return self._let_go(self._going)
        if not self._after and (rest_ms := self._store.read(_rest_ms).result()) > 0:
            self._due_ms = self._clock.monotonic_ms() + rest_ms  # An earlier start did it.
            return False
        after = self._after
        found = self._store.run(lambda uow: uow.sync.scrub(after, SLICE_ROWS)).result()
        self._damaged += found.damaged
        if found.next is not None:
            self._after = found.next
            return False
        if self._store.run(_prune).result():
            self._after = after  # More than fits into one slice: go on where nothing is left.
            return False
        return self._let_go("")

    def _let_go(self, after: str) -> bool:
        found = self._store.run(lambda uow: uow.sync.let_go(uow.today, after, SLICE_ROWS)).result()
        self._gone += found.gone
        self._going = found.next
        return self._finish() if found.next is None else False

    def _finish(self) -> bool:
        damaged, gone = self._damaged, self._gone
        self._after, self._damaged, self._gone = "", 0, 0
        if gone:
            _log.info("records were let go", count=gone)
        self._due_ms = self._clock.monotonic_ms() + EVERY_MS
        if damaged:
            _log.error("records were damaged", count=damaged)
        return damaged > 0


def _rest_ms(uow: UnitOfWork) -> int:
    """Return for how long it is too early: never for more than a day, whatever the clock says."""
    at_ms = uow.sync.scrubbed_at
    passed_ms = EVERY_MS if at_ms is None else uow.clock_ms - at_ms
    return EVERY_MS - passed_ms if 0 <= passed_ms < EVERY_MS else 0


def _prune(uow: UnitOfWork) -> int:
    return uow.sync.prune()
