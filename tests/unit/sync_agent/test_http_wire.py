"""How requests leave the till: head and body in one piece."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from queue import Queue
from threading import Thread

import pytest

from sync.agent.http_wire import HttpSettings, HttpWire
from terminal.machine import SystemClock

_ANSWER = b"HTTP/1.1 200 OK\r\nguitai: 1\r\ncontent-length: 2\r\n\r\n{}"
_SIZE = 1 << 16


@pytest.fixture
def first_reads() -> Iterator[tuple[str, Queue[bytes]]]:
    """Yield the address of a server, and what it gets of each request by its first read."""
    reads: Queue[bytes] = Queue()
    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = Thread(target=_serve, args=(server, reads), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}", reads
        thread.join(5)


def _serve(server: socket.socket, reads: Queue[bytes]) -> None:
    line, _ = server.accept()
    with line:
        while part := line.recv(_SIZE):
            reads.put(part)
            while not part.endswith(b"{}"):
                part += line.recv(_SIZE)
            line.sendall(_ANSWER)


def test_head_and_body_of_a_request_leave_together(
    first_reads: tuple[str, Queue[bytes]],
) -> None:
    url, reads = first_reads
    wire = HttpWire(HttpSettings(url), clock=SystemClock())
    for _ in range(20):
        reply = wire.call("POST", f"{url}/v1/sync", {"X": "y"}, b"{}")
        assert (200, b"{}") == (reply.status, bytes(reply.body))
        first = reads.get(timeout=5)
        assert first.startswith(b"POST /v1/sync HTTP/1.1\r\n")
        assert first.endswith(b"\r\n\r\n{}")
    wire.close()
