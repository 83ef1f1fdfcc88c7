"""What an exchange costs that brings nothing: bytes on the wire, counted by who carries them."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from sync.agent.http_transport import HttpSettings, HttpTransport, Signer
from sync.hub.hub import Hub
from tests.hub_fixtures import ScriptedTill, new_till

IDLE_BYTES_MAX = 1_000


@dataclass(slots=True)
class Counted:
    """Bytes that went by, up to HQ and down from it."""

    up: bytearray = field(default_factory=bytearray)
    down: bytearray = field(default_factory=bytearray)


@contextmanager
def counting(url: str) -> Iterator[tuple[str, Counted]]:
    """Lend an address that leads to `url`, and what passes on the way."""
    target = urlsplit(url)
    counted = Counted()
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]

        def carry() -> None:
            near, _ = listening.accept()
            far = socket.create_connection((target.hostname or "", target.port or 80))
            back = threading.Thread(target=pump, args=(far, near, counted.down), name="down")
            back.start()
            pump(near, far, counted.up)
            back.join()
            near.close()
            far.close()

        thread = threading.Thread(target=carry, name="line")
        thread.start()
        try:
            yield f"http://127.0.0.1:{port}", counted
        finally:
            with suppress(OSError):
                socket.create_connection(("127.0.0.1", port)).close()
            thread.join()


def pump(source: socket.socket, sink: socket.socket, seen: bytearray) -> None:
    with suppress(OSError):
        while part := source.recv(65536):
            seen += part
            sink.sendall(part)
        sink.shutdown(socket.SHUT_WR)


class SteadyClock:
    """The hub's time in the test, and the machine's monotonic one."""

    def __init__(self, hub: Hub) -> None:
        self.now_ms = hub.outside.now_ms

    def monotonic_ms(self) -> int:
        return time.monotonic_ns() // 1_000_000


def transport(till: ScriptedTill, url: str) -> HttpTransport:
    clock = SteadyClock(till.hub)
    nonces = (till.hub.outside.random_bytes(12).hex()[:16] for _ in range(1_000))
    signer = Signer(till.key, till.device, clock, lambda: next(nonces))  # type: ignore[arg-type]
    return HttpTransport(HttpSettings(url), clock=clock, signer=signer)


def test_an_idle_exchange_is_one_round_trip_of_few_bytes(hub: Hub, hub_url: str) -> None:
    till = new_till(hub)
    saves = [[("customer", f"c-{n}", {"set": {"name": "测试"}})] for n in range(300)]
    till.sync(till.saves_of(*saves))
    till.read_all()
    with counting(hub_url) as (url, counted):
        line = transport(till, url)
        line.sync(till.request())
        up, down = len(counted.up), len(counted.down)
        answer = line.sync(till.request())
        line.close()
        text = (bytes(counted.up[up:]), bytes(counted.down[down:]))
    assert all(page.done and not page.rows for page in answer.pages)
    assert 2 == len(answer.pages)
    assert 1 == text[0].count(b"POST /v1/sync HTTP/1.1\r\n")
    assert len(text[0]) + len(text[1]) <= IDLE_BYTES_MAX, text
    head = text[1].partition(b"\r\n\r\n")[0].lower()
    assert {b"guitai", b"content-type", b"content-length"} == {
        line.partition(b":")[0] for line in head.split(b"\r\n")[1:]
    }
