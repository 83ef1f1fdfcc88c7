"""The thread that parks a wait at HQ, so that news reaches a till at once and idling costs nothing.

A wait is a hint: all it does is to call for an exchange. It is parked only while exchanges go well,
never twice, and on a connection of its own.
"""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Mapping
from typing import Final

import structlog

from local_store.errors import LocalStoreError
from sync.agent.clock import Clock
from sync.agent.errors import HubLacksError, SyncError
from sync.agent.transport import WaitLine

BACKOFF_MIN_S: Final = 1.0
BACKOFF_MAX_S: Final = 300.0
STOP_S: Final = 1.0
OWN_NEWS_MS: Final = 1_000
"""For so long after an exchange of ours news may be of what that one sent or read."""

_log: Final = structlog.get_logger("sync.agent")


class Waiter:
    """Owns the waiting thread. `began`, `ended` and `stop` may be called from any thread.

    `after` tells how far each stream was read, `changed` is called when HQ has news, and once when
    waiting stops working, because from then on somebody has to ask again. Both run on this thread.
    """

    def __init__(
        self,
        line: WaitLine,
        *,
        after: Callable[[], Mapping[str, int]],
        changed: Callable[[], None],
        clock: Clock,
        rng: random.Random,
    ) -> None:
        self._line, self._after, self._changed = line, after, changed
        self._clock, self._rng = clock, rng
        self._state = threading.Condition()
        self._stopping = False
        self._is_exchanging = False
        self._is_well = False
        self._exchanges = 0
        self._ended_ms = 0
        self._failures = 0
        self._lacks = False
        self._thread = threading.Thread(target=self._run, name="sync-wait", daemon=True)

    @property
    def is_healthy(self) -> bool:
        """Tell whether news come by themselves, as far as is known."""
        return not self._failures and not self._lacks

    def start(self) -> None:
        """Start the thread. Call once."""
        self._thread.start()

    def began(self) -> None:
        """Note that an exchange starts."""
        with self._state:
            self._is_exchanging = True

    def ended(self, *, well: bool) -> None:
        """Note that an exchange ended; waits are parked only after one that went well.

        When one fails, the line of a parked wait may be dead too and never say so.
        """
        with self._state:
            self._is_exchanging, self._is_well = False, well
            self._exchanges += 1
            self._ended_ms = self._clock.monotonic_ms()
            self._state.notify_all()
        if not well:
            self._line.cut()

    def stop(self, timeout_s: float = STOP_S) -> bool:
        """End the thread, cutting a wait short, and tell whether it ended in time."""
        with self._state:
            self._stopping = True
            self._state.notify_all()
        self._line.hang_up()
        if self._thread.ident is not None:
            self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def _run(self) -> None:
        try:
            while self._may_park():
                try:
                    self._wait_once()
                except HubLacksError:
                    break
                except (SyncError, LocalStoreError):
                    self._back_off()
        finally:
            # However it ends: nobody waits any more, so somebody has to ask.
            self._lacks = True
            self._line.close()
            if not self._stopping:
                self._changed()

    def _may_park(self) -> bool:
        with self._state:
            self._state.wait_for(lambda: self._stopping or self._is_at_rest)
            return not self._stopping

    @property
    def _is_at_rest(self) -> bool:
        return self._is_well and not self._is_exchanging

    def _wait_once(self) -> None:
        with self._state:
            seen = self._exchanges
        parked = self._after()
        changed = self._line.wait(parked)
        self._failures = 0
        if not changed or not self._may_park():
            return
        with self._state:
            ago_ms = self._clock.monotonic_ms() - self._ended_ms
            exchanged = self._exchanges != seen and ago_ms < OWN_NEWS_MS
        if exchanged and self._after() != parked:
            return  # An exchange of ours came in between; HQ says at once if there is yet more.
        self._call_for_exchange()

    def _call_for_exchange(self) -> None:
        """Call for an exchange and wait for its end: until then HQ would only say it again."""
        with self._state:
            seen = self._exchanges
        self._changed()
        with self._state:
            self._state.wait_for(lambda: self._stopping or self._exchanges != seen)

    def _back_off(self) -> None:
        with self._state:
            if self._stopping:
                return
            ceiling = min(BACKOFF_MAX_S, BACKOFF_MIN_S * 2 ** min(self._failures, 20))
            self._failures += 1
        if self._failures == 1:
            _log.info("waiting does not work")
            self._changed()
        pause = self._rng.uniform(0, ceiling)
        with self._state:
            self._state.wait_for(lambda: self._stopping, timeout=pause)
