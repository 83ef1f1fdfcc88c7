"""How answers leave the hub: head and body in one piece."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from uvicorn.protocols.http.flow_control import FlowControl
from uvicorn.protocols.http.httptools_impl import RequestResponseCycle

from sync.hub.connections import _OneWrite

_HEAD = b"HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\n"

App = Callable[[Any, Any, Any], Awaitable[None]]


class Sent(asyncio.Transport):
    """Keeps what is written to it, piece by piece."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[bytes] = []
        self.closed = False

    def write(self, data: bytes) -> None:  # type: ignore[override]
        self.pieces.append(data)

    def close(self) -> None:
        self.closed = True

    def is_closing(self) -> bool:
        return self.closed

    def resume_reading(self) -> None:
        """Reading goes on anyway."""


async def _run(app: App, method: str, *, expects: bool, kept: bool) -> tuple[Sent, int]:
    sent, ended = Sent(), [0]

    def on_response() -> None:
        ended[0] += 1

    cycle = RequestResponseCycle(
        scope={"method": method, "type": "http"},  # type: ignore[typeddict-item]
        transport=sent,
        flow=FlowControl(sent),
        logger=logging.getLogger("test"),
        access_logger=logging.getLogger("test"),
        access_log=False,
        default_headers=[],
        message_event=asyncio.Event(),
        expect_100_continue=expects,
        keep_alive=kept,
        on_response=on_response,
    )
    _OneWrite(cycle)
    cycle.body, cycle.more_body = bytearray(b"asked"), False
    cycle.message_event.set()
    await cycle.run_asgi(app)
    return sent, ended[0]


def answered(
    app: App, method: str = "POST", *, expects: bool = False, kept: bool = True
) -> tuple[Sent, int]:
    """Return what `app` wrote, and how often its answer was said to be whole."""
    return asyncio.run(_run(app, method, expects=expects, kept=kept))


async def _five(scope: Any, receive: Any, send: Any) -> None:
    if scope["method"] == "POST":
        await receive()
    headers = [(b"content-length", b"5")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": b"five!"})


async def _in_parts(_scope: Any, _receive: Any, send: Any) -> None:
    await send({"type": "http.response.start", "status": 200})
    await send({"type": "http.response.body", "body": b"one", "more_body": True})
    await send({"type": "http.response.body", "body": b"two"})


def test_head_and_body_of_an_answer_leave_together() -> None:
    sent, ended = answered(_five)
    assert ([_HEAD + b"five!"], 1) == (sent.pieces, ended)


def test_an_answer_without_a_body_leaves_as_well() -> None:
    sent, ended = answered(_five, "HEAD")
    assert ([_HEAD], 1) == (sent.pieces, ended)


def test_all_parts_of_a_longer_answer_leave_in_their_order() -> None:
    sent, _ = answered(_in_parts)
    head = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n"
    assert [head + b"3\r\none\r\n", b"3\r\ntwo\r\n0\r\n\r\n"] == sent.pieces


def test_who_asks_whether_to_go_on_is_told_at_once() -> None:
    sent, _ = answered(_five, expects=True)
    assert b"HTTP/1.1 100 Continue\r\n\r\n" == sent.pieces[0]
    assert _HEAD + b"five!" == b"".join(sent.pieces[1:])


@pytest.mark.parametrize("method", ["POST", "HEAD"])
def test_an_answer_that_is_the_last_is_whole_before_the_line_ends(method: str) -> None:
    sent, _ = answered(_five, method, kept=False)
    body = b"five!" if method == "POST" else b""
    head = _HEAD.replace(b"\r\n\r\n", b"\r\nconnection: close\r\n\r\n")
    assert (head + body, True) == (b"".join(sent.pieces), sent.closed)
