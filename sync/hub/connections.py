"""Connections that do not wait for ever: heads and bodies have to come in time and within bounds,
answers have to be taken.

The HTTP itself is uvicorn's. What it leaves open, anybody who reaches the port could use to hold
connections and memory: a head sent a byte a minute, or without an end.
"""

from __future__ import annotations

import asyncio
from typing import Any, Final

import httptools
from uvicorn.protocols.http.httptools_impl import (
    STATUS_LINE,
    HttpToolsProtocol,
    RequestResponseCycle,
)

from sync.hub.app import HubApp
from sync.hub.errors import RefusedError
from sync.protocol.cycle import BODY_BYTES_MAX
from sync.protocol.problems import ProblemCode

_TOO_LARGE: Final = 431
_BAD: Final = 400
# What is refused for its size is read on for a while, so that the refusal is seen, and then not.
_BODIES_BYTES_MAX: Final = 4 * BODY_BYTES_MAX
# Requests sent ahead of an answer are kept until their turn. A till sends none; without a bound one
# connection takes all memory there is.
_AHEAD_MAX: Final = 8
# What keeping a header costs beside its letters, as HTTP/2 counts it (RFC 9113, section 6.5.2);
# else very many very short ones are a small head.
_HEADER_BYTES: Final = 32


class _UnacceptableError(ValueError):
    """The request's head is refused; what it says is not looked at."""


class _OneWrite(asyncio.Transport):
    """What one answer is written to from when this is made: its head is held back until its body
    comes, because apart they wake the other end twice.
    """

    def __init__(self, cycle: RequestResponseCycle) -> None:
        super().__init__()
        self._cycle, self._transport, self._ended = cycle, cycle.transport, cycle.on_response
        self._head: bytes | None = None
        cycle.transport, cycle.on_response = self, self._end

    def write(self, data: bytes) -> None:  # type: ignore[override]
        """Write, unless it is the head. What comes before that asks for the rest of a request."""
        if self._head is None and self._cycle.response_started:
            self._head = data
            return
        self._transport.write(self._head + data if self._head else data)
        self._head = b""

    def close(self) -> None:
        """Write what is held back, and hang up."""
        self._flush()
        self._transport.close()

    def is_closing(self) -> bool:
        """Tell whether nobody reads any more."""
        return self._transport.is_closing()

    def _end(self) -> None:
        self._flush()
        self._cycle.transport = self._transport
        self._ended()

    def _flush(self) -> None:
        """Write what is held back: the whole of an answer without a body."""
        if self._head:
            self._transport.write(self._head)
            self._head = b""


class HubConnection(HttpToolsProtocol):
    """One connection of a client."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        assert isinstance(self.app, HubApp)
        self._hub = self.app
        self._settings = self.app.settings
        self._in_head = False
        self._in_body = False
        self._head_bytes = 0
        self._body_bytes = 0
        self._body_bytes_before = 0
        self._refusal = _BAD
        self._patience: asyncio.TimerHandle | None = None
        self._sending: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take the connection, unless there are too many."""
        super().connection_made(transport)
        if len(self.connections) > self._settings.connections_max:
            transport.abort()
            return
        self._patience = self.loop.call_later(self._settings.head_s, self._give_up)

    def connection_lost(self, exc: Exception | None) -> None:
        """Let go of the connection."""
        self._calm()
        self.resume_writing()
        self._unset_keepalive_if_required()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take what came, and watch over what has to follow."""
        self._unset_keepalive_if_required()
        at_head = not self._in_body
        try:
            self.parser.feed_data(data)
            if self._in_head or (at_head and not self._in_body and self.cycle is None):
                self._count_head(len(data))
        except (httptools.HttpParserError, httptools.HttpParserUpgrade, _UnacceptableError):
            self._calm()
            if not self.transport.is_closing():
                self.send_400_response("")
            return
        self._watch(fresh_body=at_head)

    def on_message_begin(self) -> None:
        """Note that a head begins."""
        super().on_message_begin()
        self._calm()
        self._in_head, self._head_bytes = True, 0
        self._body_bytes = self._body_bytes_before = 0

    def on_url(self, url: bytes) -> None:
        """Take a part of the target."""
        self._count_head(len(url))
        super().on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        """Take a header."""
        self._count_head(len(name) + len(value) + _HEADER_BYTES)
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """Begin with the request, unless it wants another protocol or too many wait before it."""
        if self.parser.should_upgrade() or len(self.pipeline) >= _AHEAD_MAX:
            raise _UnacceptableError
        self._in_head, self._in_body = False, True
        super().on_headers_complete()
        _OneWrite(self.cycle)

    def on_body(self, body: bytes) -> None:
        """Take a part of the body."""
        self._body_bytes += len(body)
        if self._body_bytes > _BODIES_BYTES_MAX:
            raise _UnacceptableError
        super().on_body(body)

    def on_message_complete(self) -> None:
        """Note that the request is whole."""
        self._in_body = False
        super().on_message_complete()

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002 (never repeated to a stranger)
        """Refuse what is no request of ours, in the one form of refusals, and hang up."""
        code = ProblemCode.TOO_LARGE if self._refusal == _TOO_LARGE else ProblemCode.MALFORMED
        answer = self._hub.refusal(RefusedError(code, status=self._refusal))
        parts = [STATUS_LINE[answer.status]]
        for name, value in (*answer.headers(), (b"connection", b"close")):
            parts += [name, b": ", value, b"\r\n"]
        self.transport.write(b"".join([*parts, b"\r\n", answer.body]))
        self.transport.close()

    def pause_writing(self) -> None:
        """Wait for the other end to take what it asked for, but not for ever."""
        super().pause_writing()
        if self._sending is None:
            self._sending = self.loop.call_later(self._settings.send_s, self.transport.abort)

    def resume_writing(self) -> None:
        """Go on."""
        super().resume_writing()
        if self._sending is not None:
            self._sending.cancel()
            self._sending = None

    def _count_head(self, size: int) -> None:
        self._head_bytes += size
        if self._head_bytes > self._settings.head_bytes_max:
            self._refusal = _TOO_LARGE
            raise _UnacceptableError

    def _watch(self, *, fresh_body: bool) -> None:
        if self._in_body:
            if fresh_body or self._patience is None:
                self._calm()
                self._look_later()
        elif self._in_head or not self._answering():
            if self._patience is None:
                self._patience = self.loop.call_later(self._settings.head_s, self._give_up)
        else:
            self._calm()

    def _answering(self) -> bool:
        cycle: RequestResponseCycle | None = self.cycle
        return cycle is not None and not cycle.response_complete

    def _look_later(self) -> None:
        self._body_bytes_before = self._body_bytes
        self._patience = self.loop.call_later(self._settings.body_check_s, self._check_body)

    def _check_body(self) -> None:
        least = self._settings.body_check_s * self._settings.body_rate_min
        if self._body_bytes - self._body_bytes_before < least:
            self._give_up()
        else:
            self._look_later()

    def _give_up(self) -> None:
        self._patience = None
        self.transport.abort()

    def _calm(self) -> None:
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None
