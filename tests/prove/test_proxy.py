"""The faulty line does what its weather says, so that what is proved behind it means something."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from random import Random
from typing import ClassVar

import pytest

from tests.prove.proxy import DOWN, FINE, UP, FaultyProxy, Weather

REQUEST = b"POST /v1/sync HTTP/1.1\r\nContent-Length: 5\r\n\r\nhello"
PATIENCE_S = 0.3

Talk = Callable[[FaultyProxy, "Hub"], Awaitable[None]]


class Hub:
    """Answers every five bytes of content with what it is told to."""

    def __init__(self) -> None:
        self.heard: list[bytes] = []
        self.answer = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while data := await reader.readuntil(b"hello"):
                self.heard.append(data)
                writer.write(self.answer)
                await writer.drain()
        except (asyncio.IncompleteReadError, OSError):
            pass
        finally:
            writer.close()


def play(talk: Talk) -> None:
    """Let `talk` use a proxy before a hub."""

    async def scene() -> None:
        hub = Hub()
        server = await asyncio.start_server(hub.serve, "127.0.0.1", 0)
        proxy = FaultyProxy(Random(1), server.sockets[0].getsockname()[1])
        await proxy.open()
        try:
            await talk(proxy, hub)
        finally:
            for one in Till.connected:
                one.writer.transport.abort()
            Till.connected.clear()
            await proxy.close()
            server.close()
            await asyncio.sleep(0.01)  # Transports close when the loop goes round.

    asyncio.run(scene())


class Till:
    """A till's end of a connection."""

    connected: ClassVar[list[Till]] = []

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader, self.writer = reader, writer
        self.connected.append(self)

    @classmethod
    async def connect(cls, proxy: FaultyProxy) -> Till:
        return cls(*await asyncio.open_connection("127.0.0.1", proxy.port))

    async def ask(self) -> bytes:
        self.writer.write(REQUEST)
        return await asyncio.wait_for(self.reader.read(65536), PATIENCE_S)


def test_a_fine_line_passes_everything_on() -> None:
    async def talk(proxy: FaultyProxy, hub: Hub) -> None:
        till = await Till.connect(proxy)
        assert hub.answer == await till.ask()
        assert hub.answer == await till.ask()
        assert [REQUEST, REQUEST] == hub.heard
        assert not proxy.happened

    play(talk)


def test_a_refusing_line_ends_what_there_is_and_takes_nothing_new() -> None:
    async def talk(proxy: FaultyProxy, hub: Hub) -> None:
        till = await Till.connect(proxy)
        await till.ask()
        await proxy.turn(Weather(refuse=True))
        with pytest.raises(ConnectionResetError):
            await till.ask()
        with pytest.raises(ConnectionRefusedError):
            await Till.connect(proxy)
        await proxy.turn(FINE)
        assert hub.answer == await (await Till.connect(proxy)).ask()

    play(talk)


@pytest.mark.parametrize(
    ("weather", "arrives"),
    [
        (Weather(half_open=True), False),
        (Weather(cut=frozenset({UP})), False),
        (Weather(cut=frozenset({DOWN})), True),
        (Weather(cut=frozenset({UP, DOWN})), False),
    ],
    ids=["half open", "out", "in", "both"],
)
def test_a_silent_line_says_nothing_and_is_dead_afterwards(weather: Weather, arrives: bool) -> None:
    async def talk(proxy: FaultyProxy, hub: Hub) -> None:
        till = await Till.connect(proxy)
        await till.ask()
        await proxy.turn(weather)
        with pytest.raises(TimeoutError):
            await till.ask()
        assert (2 if arrives else 1) == len(hub.heard)
        await proxy.turn(FINE)
        with pytest.raises(ConnectionResetError):
            await till.ask()

    play(talk)


def test_a_forgotten_line_stays_silent_when_the_weather_turns() -> None:
    async def talk(proxy: FaultyProxy, hub: Hub) -> None:
        till = await Till.connect(proxy)
        await proxy.turn(Weather(cut=frozenset({UP})))
        with pytest.raises(TimeoutError):
            await till.ask()
        await proxy.turn(FINE, forget=True)
        with pytest.raises(TimeoutError):
            await till.ask()
        assert [] == hub.heard
        assert hub.answer == await (await Till.connect(proxy)).ask()

    play(talk)


def test_a_resetting_line_breaks_in_the_middle() -> None:
    async def talk(proxy: FaultyProxy, hub: Hub) -> None:
        hub.answer = b"x" * 10_000
        await proxy.turn(Weather(reset_after=2_000))
        till = await Till.connect(proxy)
        till.writer.write(REQUEST)
        with pytest.raises((ConnectionResetError, asyncio.IncompleteReadError)):
            await asyncio.wait_for(till.reader.readexactly(2_000), PATIENCE_S)
        assert 1 == proxy.happened["reset"]

    play(talk)


def test_a_stalled_line_delivers_late_and_whole() -> None:
    async def talk(proxy: FaultyProxy, hub: Hub) -> None:
        till = await Till.connect(proxy)
        await till.ask()
        await proxy.turn(Weather(stall=True))
        with pytest.raises(TimeoutError):
            await till.ask()
        await proxy.turn(FINE)
        assert hub.answer == await asyncio.wait_for(till.reader.read(65536), PATIENCE_S)

    play(talk)


@pytest.mark.parametrize("weather", [Weather(latency_s=0.05), Weather(bytes_s=1_000)])
def test_a_slow_line_takes_its_time(weather: Weather) -> None:
    async def talk(proxy: FaultyProxy, hub: Hub) -> None:
        await proxy.turn(weather)
        till = await Till.connect(proxy)
        started = time.monotonic()
        assert hub.answer == await till.ask()
        assert time.monotonic() - started > 0.04

    play(talk)


def test_a_doubling_line_delivers_the_same_request_again_and_keeps_the_answer() -> None:
    async def talk(proxy: FaultyProxy, hub: Hub) -> None:
        await proxy.turn(Weather(duplicate=1.0))
        till = await Till.connect(proxy)
        assert hub.answer == await till.ask()

        await asyncio.wait_for(proxy.delivered_again.wait(), 5)
        assert [REQUEST, REQUEST] == hub.heard
        assert 1 == proxy.happened["duplicate 200"]

    play(talk)
