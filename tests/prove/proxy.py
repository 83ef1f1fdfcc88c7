"""A TCP proxy that does to a till's line what networks do: it refuses, stalls, loses one way,
resets in the middle of an answer, and delivers requests twice.

`FaultyProxy` lies between one till and HQ. Its `weather` may change at any moment and counts for
what passes from then on. Bytes that vanished cannot be followed by later ones, so a connection
that lost some is dead: it stays silent, or is reset when the weather turns.
"""

from __future__ import annotations

import asyncio
import re
import socket
import struct
import threading
from collections import Counter
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from random import Random
from typing import Any, Final, TypeVar

T = TypeVar("T")

UP: Final = "up"
"""From the till to HQ."""
DOWN: Final = "down"
"""From HQ to the till."""

_BLOCK: Final = 16 * 1024
_COPY_S: Final = 10.0
_LENGTH: Final = re.compile(rb"\r\ncontent-length: *(\d+)\r\n", re.IGNORECASE)
_HEAD_END: Final = b"\r\n\r\n"


@dataclass(frozen=True, slots=True)
class Weather:
    """What lies between till and HQ. The default is a perfect line.

    `refuse` takes no connection and ends those there are; `half_open` takes them, keeps those
    there are, and says nothing; `reset_after` resets a connection after up to so many bytes in
    either direction; `latency_s` and `bytes_s` (0: no bound) slow each block down; bytes of the
    ways in `cut` vanish; under `stall` all bytes wait for better weather; `duplicate` is how
    likely (0 … 1) a request is delivered once more, at the same time or up to two seconds later.
    """

    refuse: bool = False
    half_open: bool = False
    reset_after: int | None = None
    latency_s: float = 0.0
    bytes_s: int = 0
    cut: frozenset[str] = frozenset()
    stall: bool = False
    duplicate: float = 0.0


FINE: Final = Weather()


@dataclass(eq=False, slots=True)
class _Line:
    """One connection of the till, and ours to HQ (none while half open)."""

    till: asyncio.StreamWriter
    hub: asyncio.StreamWriter | None = None
    budget: dict[str, int] = field(default_factory=dict)
    dead: bool = False
    request: bytearray = field(default_factory=bytearray)

    def writers(self) -> list[asyncio.StreamWriter]:
        return [self.till, *([self.hub] if self.hub else [])]


class FaultyProxy:
    """Listens on a port of its own and passes on to `target`. All methods are for its loop.

    `happened` counts what was done to the till, by name; `delivered_again` is set once a copy of a
    request was answered.
    """

    def __init__(self, rng: Random, target: int = 0) -> None:
        self.target = target
        self.port = 0
        self.happened: Counter[str] = Counter()
        self.delivered_again = asyncio.Event()
        self._rng = rng
        self._weather = FINE
        self._turned = asyncio.Event()
        self._lines: set[_Line] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._server: asyncio.Server | None = None

    @property
    def weather(self) -> Weather:
        """Return the weather as it is."""
        return self._weather

    async def open(self) -> None:
        """Begin to listen; the port stays the same from then on."""
        self._server = await asyncio.start_server(self._take, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def close(self) -> None:
        """End every connection and listen no more."""
        await self._shut()
        self._reset(*self._lines)
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def turn(self, weather: Weather, *, forget: bool = False) -> None:
        """Change the weather. Dead connections are reset now, unless `forget`: then nobody tells
        the till that its connection is gone, as with a router that was switched off and on.
        """
        self._weather = weather
        for line in self._lines:
            line.budget.clear()
        self._turned.set()
        self._turned = asyncio.Event()
        if weather.refuse:
            await self._shut()
            self._reset(*self._lines)
            self.happened["refused"] += 1
        elif self._server is None:
            await self.open()
        if not forget:
            self._reset(*(line for line in self._lines if line.dead))

    async def _shut(self) -> None:
        if self._server is not None:
            self._server.close()
            self._server = None

    def _take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        line = _Line(writer)
        self._lines.add(line)
        self._start(self._serve(line, reader))

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _serve(self, line: _Line, reader: asyncio.StreamReader) -> None:
        try:
            if self._weather.half_open:
                await self._say_nothing(line, reader)
                return
            hub_reader, line.hub = await asyncio.open_connection("127.0.0.1", self.target)
            ways = [
                asyncio.ensure_future(self._pump(line, reader, line.hub, UP)),
                asyncio.ensure_future(self._pump(line, hub_reader, line.till, DOWN)),
            ]
            try:
                await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
            finally:
                for way in ways:
                    way.cancel()
                await asyncio.gather(*ways, return_exceptions=True)
        except OSError:
            pass  # HQ is not there: the till sees its connection closed.
        finally:
            self._lines.discard(line)
            self._end(line)

    async def _say_nothing(self, line: _Line, reader: asyncio.StreamReader) -> None:
        line.dead = True
        self.happened["half open"] += 1
        with suppress(OSError):
            while await reader.read(_BLOCK):
                pass

    async def _pump(
        self, line: _Line, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, way: str
    ) -> None:
        with suppress(OSError):
            while data := await reader.read(_BLOCK):
                while self._weather.stall:
                    self.happened["stalled"] += 1
                    await self._turned.wait()
                if self._vanishes(way) or line.dead:
                    self.happened[f"cut {way}"] += 0 if line.dead else 1
                    line.dead = True
                    continue
                await self._slow_down(len(data))
                if way == UP:
                    self._watch(line, data)
                if not await self._pass(line, writer, way, data):
                    return
            if line.dead or self._vanishes(way):
                await self._turned.wait()  # That the other end is gone is not told either.

    def _vanishes(self, way: str) -> bool:
        return self._weather.half_open or way in self._weather.cut

    async def _slow_down(self, size: int) -> None:
        weather = self._weather
        if weather.latency_s:
            self.happened["late"] += 1
            await asyncio.sleep(self._rng.uniform(0.5, 1.5) * weather.latency_s)
        if weather.bytes_s:
            self.happened["slow"] += 1
            await asyncio.sleep(size / weather.bytes_s)

    async def _pass(self, line: _Line, writer: asyncio.StreamWriter, way: str, data: bytes) -> bool:
        """Pass on what the connection may still carry; tell whether it goes on."""
        limit = self._weather.reset_after
        if limit is not None:
            left = line.budget.setdefault(way, self._rng.randrange(limit))
            line.budget[way] = left - len(data)
            if left < len(data):
                writer.write(data[:left])
                with suppress(OSError):
                    await writer.drain()
                self.happened["reset"] += 1
                self._reset(line)
                return False
        writer.write(data)
        await writer.drain()
        return True

    def _watch(self, line: _Line, data: bytes) -> None:
        """Put requests together, and now and then deliver one again."""
        line.request += data
        while (request := _first_request(line.request)) is not None:
            del line.request[: len(request)]
            if self._rng.random() < self._weather.duplicate:
                pause = self._rng.choice([0.0, self._rng.uniform(0.0, 2.0)])
                self._start(self._deliver_again(request, pause))

    async def _deliver_again(self, request: bytes, pause_s: float) -> None:
        await asyncio.sleep(pause_s)
        with suppress(OSError, asyncio.TimeoutError):
            reader, writer = await asyncio.open_connection("127.0.0.1", self.target)
            try:
                writer.write(request)
                await writer.drain()
                answer = await asyncio.wait_for(reader.read(_BLOCK), _COPY_S)
                status = answer.partition(b"\r\n")[0].split(b" ")[1:2]
                self.happened[f"duplicate {b''.join(status).decode('latin-1')}"] += 1
                self.delivered_again.set()
            finally:
                writer.transport.abort()

    def _reset(self, *lines: _Line) -> None:
        """End connections as a crashed machine does, with RST."""
        for line in lines:
            for writer in line.writers():
                raw = writer.get_extra_info("socket")
                if raw is not None and raw.fileno() >= 0:
                    linger = struct.pack("ii", 1, 0)
                    raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
                writer.transport.abort()

    def _end(self, line: _Line) -> None:
        for writer in line.writers():
            writer.close()


def _first_request(data: bytearray) -> bytes | None:
    """Return the bytes of the first whole HTTP request, or None when there is none yet."""
    end = data.find(_HEAD_END)
    if end < 0:
        return None
    found = _LENGTH.search(data, 0, end + len(_HEAD_END))
    size = end + len(_HEAD_END) + (int(found[1]) if found else 0)
    return bytes(data[:size]) if len(data) >= size else None


class Loop:
    """An event loop on a thread of its own, for callers that are not asynchronous."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="proxies", daemon=True)
        self._thread.start()

    def do(self, work: Coroutine[Any, Any, T]) -> T:
        """Run a coroutine there and return its result."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(30)

    def stop(self) -> None:
        """End the loop and its thread."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()


@contextmanager
def proxies(seed: int, count: int) -> Iterator[tuple[Loop, list[FaultyProxy]]]:
    """Lend so many proxies, which listen and lead nowhere yet, and the loop they run on."""
    loop = Loop()

    async def make() -> list[FaultyProxy]:
        made = [FaultyProxy(Random(f"{seed} {number}")) for number in range(count)]
        for one in made:
            await one.open()
        return made

    async def close(made: list[FaultyProxy]) -> None:
        for one in made:
            await one.close()
        await asyncio.sleep(0)

    made = loop.do(make())
    try:
        yield loop, made
    finally:
        loop.do(close(made))
        loop.stop()
