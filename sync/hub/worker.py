"""The thread that judges counted work, at once after a push and every second for other hubs', and
that does the daily jobs.

Without a database it waits. Anything else that goes wrong ends it, and it must not end alone: a
process that answers tills and judges nothing looks well from outside.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Final

import structlog

from sync.hub.errors import HubError
from sync.hub.hub import Hub

_EVERY_S: Final = 1.0

_log: Final = structlog.get_logger("sync.hub")


class AcceptanceWorker:
    """Judges the work of `hub` in a thread of its own, from `start` to `stop`.

    `broke` is called, in that thread, when an error nobody foresaw ends it before; `is_broken` says
    so too.
    """

    def __init__(self, hub: Hub, *, broke: Callable[[], None]) -> None:
        self.is_broken = False
        self._hub = hub
        self._broke = broke
        self._wake = threading.Event()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="hub-acceptance")
        self._well = True

    def start(self) -> None:
        """Begin."""
        self._hub.on_counted = self._wake.set
        self._thread.start()

    def stop(self) -> None:
        """End after the batch at hand, and wait for that."""
        self._stopping.set()
        self._wake.set()
        self._thread.join()

    def _run(self) -> None:
        try:
            self._work()
        finally:
            # What it was is told by the hook for errors of threads, without its text.
            if not self._stopping.is_set():
                self.is_broken = True
                self._broke()

    def _work(self) -> None:
        self._step(self._hub.review.replay_unknown)
        while not self._stopping.is_set():
            self._wake.clear()
            self._step(self._hub.follow_epoch)
            self._step(self._hub.judge_work)
            self._step(self._hub.upkeep.daily_if_due)
            self._wake.wait(_EVERY_S)

    def _step(self, work: Callable[[], object]) -> None:
        """Do some work. Without a database it waits on; that is said once."""
        try:
            work()
        except HubError as error:
            if self._well:
                _log.error("judging work stopped", error=type(error).__name__)
            self._well = False
        else:
            if not self._well:
                _log.info("judging work goes on")
            self._well = True
