"""Requests and answers at the hub's edge, between ASGI and the endpoints."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from sync.hub.errors import RefusedError
from sync.protocol.problems import ProblemCode
from sync.protocol.signatures import SignedMessage
from sync.protocol.version import ANSWER_HEADER, PROTOCOL_VERSION

Scope: TypeAlias = MutableMapping[str, Any]
Message: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]

JSON: Final = b"application/json"
PROBLEM: Final = b"application/problem+json"

_NOT_MODIFIED: Final = 304
_MARK: Final = (ANSWER_HEADER.lower().encode(), str(PROTOCOL_VERSION).encode())


@dataclass(frozen=True, slots=True)
class Asked:
    """A request. `target` is path and query as they stood in its first line; `named` are the parts
    of the path that an endpoint leaves open; `body` is what travelled, still compressed.
    """

    method: str
    target: str
    query: str
    named: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes
    address: str
    hung_up: Receive

    @property
    def signed(self) -> SignedMessage:
        """Return what a signature is to be checked against."""
        return SignedMessage(self.method, f"http://hub{self.target}", dict(self.headers))


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer. Headers in lower case, beyond those that every answer has."""

    body: bytes
    status: int = 200
    kind: bytes = JSON
    extra: tuple[tuple[bytes, bytes], ...] = ()

    def headers(self) -> list[tuple[bytes, bytes]]:
        """Return all headers. There are no others: neither the server's name nor a date."""
        if self.status == _NOT_MODIFIED:
            return [_MARK, *self.extra]
        length = (b"content-length", str(len(self.body)).encode())
        return [_MARK, (b"content-type", self.kind), length, *self.extra]


async def read_body(receive: Receive, limit: int, announce: Callable[[int], None]) -> bytes:
    """Return the body as it travelled, each part's size announced first. Raise RefusedError when it
    goes on beyond the limit, when the line breaks before its end, or what `announce` raises.
    """
    parts, size, more = [], 0, True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise RefusedError(ProblemCode.MALFORMED)
        part = message.get("body", b"")
        size += len(part)
        if size > limit:
            raise RefusedError(ProblemCode.TOO_LARGE)
        announce(len(part))
        parts.append(part)
        more = message.get("more_body", False)
    return b"".join(parts)


def headers_of(scope: Scope) -> dict[str, str]:
    """Return the headers by their names in lower case; several of one name are joined."""
    found: dict[str, str] = {}
    for name, value in scope["headers"]:
        key, text = name.decode("latin-1"), value.decode("latin-1")
        found[key] = f"{found[key]}, {text}" if key in found else text
    return found
