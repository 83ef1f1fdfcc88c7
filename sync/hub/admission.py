"""Who gets in when many ask: work that tills bring goes before what they want to read.

Requests are answered by a bounded number of threads. Beyond that they wait in two bounded queues;
beyond those they are told when to come again, each at a different time. Reading may not take the
last threads: a push finds one even while every till in the chain loads its data.
"""

from __future__ import annotations

import asyncio
import threading
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from enum import IntEnum
from typing import Final

from sync.hub.config import EdgeSettings
from sync.hub.errors import RefusedError
from sync.protocol.problems import ProblemCode

_REMEMBERED_MAX: Final = 20_000


class Urgency(IntEnum):
    """In which order requests are admitted."""

    PUSH = 0
    READ = 1


class Gate:
    """Admits requests to the hub's threads. For one event loop.

    `random_bytes` draws when those sent away are to come again.
    """

    def __init__(self, settings: EdgeSettings, random_bytes: Callable[[int], bytes]) -> None:
        self._settings = settings
        self._random_bytes = random_bytes
        self._free = settings.threads
        self._queues: dict[Urgency, deque[asyncio.Future[None]]] = {one: deque() for one in Urgency}

    @asynccontextmanager
    async def admitted(self, urgency: Urgency) -> AsyncIterator[None]:
        """Hold a thread's place. Raise RefusedError (BUSY, 429) when none is to be had in time."""
        await self._enter(urgency)
        try:
            yield
        finally:
            self._free += 1
            self._let_in()

    async def _enter(self, urgency: Urgency) -> None:
        queue = self._queues[urgency]
        if not queue and self._has_room(urgency):
            self._free -= 1
            return
        if len(queue) >= self._settings.queue_max:
            raise self._come_again()
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        queue.append(turn)
        try:
            async with asyncio.timeout(self._settings.queue_s):
                await turn
        except BaseException as error:
            if turn.done() and not turn.cancelled():
                self._free += 1  # It was let in at the moment it gave up.
                self._let_in()
            else:
                queue.remove(turn)
            if isinstance(error, TimeoutError):
                raise self._come_again() from None
            raise

    def _has_room(self, urgency: Urgency) -> bool:
        kept = self._settings.threads_for_pushes if urgency is Urgency.READ else 0
        return self._free > kept

    def _let_in(self) -> None:
        for urgency, queue in self._queues.items():
            while queue and self._has_room(urgency):
                turn = queue.popleft()
                if not turn.done():
                    self._free -= 1
                    turn.set_result(None)

    def _come_again(self) -> RefusedError:
        return _come_again(self._settings, self._random_bytes)


class Room:
    """Bounds what the bodies that are held at once take of memory: whoever they are from is known
    only when they are read. A small part of each is free, so that many large ones that hardly come
    on keep no till's usual work out. For one event loop.
    """

    def __init__(self, settings: EdgeSettings, random_bytes: Callable[[int], bytes]) -> None:
        self._settings = settings
        self._random_bytes = random_bytes
        self._left = settings.bodies_bytes_max

    @contextmanager
    def for_one(self) -> Iterator[Callable[[int], None]]:
        """Lend what a body's bytes are announced to, part by part: it raises RefusedError (BUSY,
        429) when there is no room for them. At the end all is given back.
        """
        size = taken = 0

        def announce(more: int) -> None:
            nonlocal size, taken
            size += more
            wanted = max(size - self._settings.body_free_bytes, 0) - taken
            if wanted > self._left:
                raise _come_again(self._settings, self._random_bytes)
            taken += wanted
            self._left -= wanted

        try:
            yield announce
        finally:
            self._left += taken


def _come_again(settings: EdgeSettings, random_bytes: Callable[[int], bytes]) -> RefusedError:
    least, most = settings.come_again_s
    drawn = int.from_bytes(random_bytes(2), "big") % (most - least + 1)
    return RefusedError(ProblemCode.BUSY, status=429, retry_after_s=least + drawn)


class Buckets:
    """How much each device may ask for: a bucket of tokens that fills at a steady rate. For several
    threads; `monotonic_ms` is any clock that only goes forward.
    """

    def __init__(self, settings: EdgeSettings, monotonic_ms: Callable[[], int]) -> None:
        self._rate = settings.device_rate
        self._burst = settings.device_burst
        self._monotonic_ms = monotonic_ms
        self._lock = threading.Lock()
        self._left: dict[str, tuple[float, int]] = {}

    def take(self, device: str, weight: int = 1) -> None:
        """Take as many tokens as a request weighs, all of a full bucket at most. Raise RefusedError
        (BUSY, 429), and take none, when the device has not so many left.

        What is heavy comes several times in a row: whoever has to wait is told to wait for half a
        bucket, or each of its tries would spend on its first steps what the last one lacks.
        """
        now_ms = self._monotonic_ms()
        cost = min(weight, self._burst)
        with self._lock:
            left, at_ms = self._left.get(device, (float(self._burst), now_ms))
            left = min(left + (now_ms - at_ms) * self._rate / 1000, float(self._burst))
            enough = left >= cost
            self._left[device] = (left - cost if enough else left, now_ms)
            if len(self._left) > _REMEMBERED_MAX:
                self._forget(now_ms)
        if not enough:
            wanted = cost if cost == 1 else max(cost, self._burst / 2)
            wait_s = int((wanted - left) / self._rate) + 1
            raise RefusedError(ProblemCode.BUSY, status=429, retry_after_s=wait_s)

    def _forget(self, now_ms: int) -> None:
        """Forget those whose buckets are full by now: they have nothing to remember."""
        full_ms = int(self._burst / self._rate * 1000)
        kept = {k: one for k, one in self._left.items() if now_ms - one[1] < full_ms}
        self._left = kept
