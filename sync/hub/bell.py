"""The bell: tells parked requests that a stream has moved on.

A ring is a hint. It says that something was committed, not what, and losing one costs a till no
more than the time to its next exchange. A parked request holds a socket and a few hundred bytes: no
connection to the database, no thread.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from typing import Final

PARKED_PER_DEVICE: Final = 2
"""One that a till waits on, and one that it gave up and whose end has not been noticed yet."""

_AT_ONCE: Final = 50
_APART_S: Final = 0.05


class Parked:
    """One request that waits. `changed` tells, once `wait` is over, whether a stream moved."""

    def __init__(self, device: str, streams: Collection[str]) -> None:
        self.device = device
        self.streams = frozenset(streams)
        self.changed = False
        self._loop = asyncio.get_running_loop()
        self._over = asyncio.Event()

    async def wait(self, timeout_s: float) -> bool:
        """Return whether a stream moved within that time."""
        with suppress(TimeoutError):
            async with asyncio.timeout(timeout_s):
                await self._over.wait()
        return self.changed

    def ring(self, *, after_s: float = 0.0) -> None:
        """End the wait after that time, from any thread: a stream moved."""
        self._call(self._ring_later if after_s else self._ring, after_s)

    def send_away(self) -> None:
        """End the wait, from any thread."""
        self._call(lambda _: self._over.set(), 0.0)

    def _call(self, act: Callable[[float], None], after_s: float) -> None:
        # Once the loop is closed nobody waits.
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(act, after_s)

    def _ring_later(self, after_s: float) -> None:
        self._loop.call_later(after_s, self._ring, 0.0)

    def _ring(self, _: float) -> None:
        self.changed = True
        self._over.set()


class Bell:
    """Where requests of one process wait for streams. `ring` and `close` from any thread."""

    def __init__(self, *, parked_max: int) -> None:
        self._parked_max = parked_max
        self._lock = threading.Lock()
        self._by_stream: dict[str, dict[Parked, None]] = {}
        self._by_device: dict[str, list[Parked]] = {}
        self._count = 0
        self._closed = False

    @property
    def parked(self) -> int:
        """Return how many wait."""
        return self._count

    @contextmanager
    def parking(self, device: str, streams: Collection[str]) -> Iterator[Parked | None]:
        """Lend a place to wait for any of the streams, or None when all are taken. Of a device
        that parks too many the newest stay; the oldest is sent away.

        Take the place first and look at the streams then: what moves in between rings.
        """
        one = Parked(device, streams)
        if not self._add(one):
            yield None
            return
        try:
            yield one
        finally:
            self._remove(one)

    def ring(self, streams: Collection[str], but: str = "") -> None:
        """Tell all who wait for one of these streams, but for one device: who moved them reads of
        it in the answer to that, and may wait on. A crowd is let go bit by bit, so that its
        exchanges do not all come in one moment.
        """
        with self._lock:
            woken: dict[Parked, None] = {}
            for stream in streams:
                woken |= self._by_stream.get(stream, {})
        for place, one in enumerate([one for one in woken if one.device != but]):
            one.ring(after_s=place // _AT_ONCE * _APART_S)

    def ring_all(self) -> None:
        """Tell everybody: a ring may have been lost."""
        with self._lock:
            streams = list(self._by_stream)
        self.ring(streams)

    def close(self) -> None:
        """Send everybody away, and all who come later."""
        with self._lock:
            self._closed = True
            everybody = [one for several in self._by_device.values() for one in several]
        for one in everybody:
            one.send_away()

    def _add(self, one: Parked) -> bool:
        with self._lock:
            mine = self._by_device.get(one.device, [])
            oldest = mine[0] if len(mine) >= PARKED_PER_DEVICE else None
            if self._count >= self._parked_max and oldest is None:
                return False
            self._by_device.setdefault(one.device, mine).append(one)
            for stream in one.streams:
                self._by_stream.setdefault(stream, {})[one] = None
            self._count += 1
            if self._closed:
                one.send_away()
        if oldest is not None:
            self._remove(oldest)
            oldest.send_away()
        return True

    def _remove(self, one: Parked) -> None:
        with self._lock:
            mine = self._by_device.get(one.device, [])
            if one not in mine:
                return
            mine.remove(one)
            self._count -= 1
            if not mine:
                del self._by_device[one.device]
            for stream in one.streams:
                waiting = self._by_stream[stream]
                del waiting[one]
                if not waiting:
                    del self._by_stream[stream]
