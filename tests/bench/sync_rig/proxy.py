"""A TCP proxy on the loopback that counts and adds no delay. A process of its own.

It counts bytes both ways, connections and round trips: a round trip is each time the client's end
sends after the server's end has, or first. It can also cut the line: hold back one direction or
both, or reset every connection. Standard library only.
"""

from __future__ import annotations

import asyncio
import json
import socket
import sys
import time
from dataclasses import dataclass, field
from typing import Any, Final

BLOCK: Final = 256 * 1024


@dataclass(slots=True)
class Counts:
    """What went through since the last mark. `steps` are (ns, bytes down) as they grew."""

    up: int = 0
    down: int = 0
    trips: int = 0
    connections: int = 0
    steps: list[tuple[int, int]] = field(default_factory=list)

    def told(self) -> dict[str, Any]:
        """Return the counts as a line of JSON has them."""
        return {
            "up": self.up, "down": self.down, "trips": self.trips,
            "connections": self.connections, "now_ns": time.monotonic_ns(),
        }  # fmt: skip


class Proxy:
    """Both ends of every connection, and what is counted of them."""

    def __init__(self, target_port: int) -> None:
        self.counts = Counts()
        self._target = target_port
        self._open: set[asyncio.StreamWriter] = set()
        self._flow = {"up": asyncio.Event(), "down": asyncio.Event()}
        for flow in self._flow.values():
            flow.set()
        self._pumps: set[asyncio.Task[None]] = set()

    async def accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Carry one connection until either end closes it."""
        try:
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self._target)
        except OSError:
            writer.transport.abort()
            return
        self.counts.connections += 1
        for end in (writer, far_writer):
            end.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        pair, said = {writer, far_writer}, ["down"]
        self._open |= pair
        try:
            await asyncio.gather(
                self._pump(reader, far_writer, "up", said),
                self._pump(far_reader, writer, "down", said),
            )
        finally:
            self._open -= pair
            for end in pair:
                end.close()

    def cut(self, way: str) -> None:
        """Hold back "up", "down" or "both", or "reset" every connection."""
        if way == "reset":
            for end in list(self._open):
                end.transport.abort()
        for name in ("up", "down") if way == "both" else (way,):
            if name in self._flow:
                self._flow[name].clear()

    def heal(self) -> None:
        """Let everything through again."""
        for flow in self._flow.values():
            flow.set()

    async def _pump(
        self, source: asyncio.StreamReader, sink: asyncio.StreamWriter, way: str, said: list[str]
    ) -> None:
        try:
            while block := await source.read(BLOCK):
                await self._flow[way].wait()
                self._count(len(block), way, said)
                sink.write(block)
                await sink.drain()
            if sink.can_write_eof():
                sink.write_eof()
        except OSError:
            sink.transport.abort()

    def _count(self, size: int, way: str, said: list[str]) -> None:
        counts = self.counts
        if way == "up":
            counts.up += size
            counts.trips += said[0] == "down"
        else:
            counts.down += size
            counts.steps.append((time.monotonic_ns(), counts.down))
        said[0] = way


async def _main(target_port: int) -> None:
    proxy = Proxy(target_port)
    server = await asyncio.start_server(proxy.accept, "127.0.0.1", 0, limit=BLOCK)
    print(json.dumps({"port": server.sockets[0].getsockname()[1]}), flush=True)
    lines = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    while line := await lines.readline():
        asked = json.loads(line)
        match asked["do"]:
            case "mark":
                told, proxy.counts = proxy.counts.told(), Counts()
            case "counts":
                told = proxy.counts.told()
            case "steps":
                told = {"steps": proxy.counts.steps}
            case "cut":
                told = {}
                proxy.cut(asked["way"])
            case _:
                told = {}
                proxy.heal()
        print(json.dumps(told), flush=True)


if __name__ == "__main__":
    asyncio.run(_main(int(sys.argv[1])))
