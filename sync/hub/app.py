"""HQ over HTTP: finds the endpoint, bounds what is read, and gives every refusal one form.

What tills ask is plain ASGI: a framework's routing, validation and error layers cost more here than
the exchange itself, and what they would check is checked by the endpoints, on the bytes that were
signed. Everything else is the site's.
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Final, TypeAlias

import structlog

from sync.hub.admission import Buckets, Room
from sync.hub.bell import Bell
from sync.hub.config import EdgeSettings
from sync.hub.description import describe
from sync.hub.endpoints import Endpoint, Endpoints
from sync.hub.errors import NotStorableError, RefusedError, StorageAwayError
from sync.hub.hub import Hub
from sync.hub.messages import (
    PROBLEM,
    Answer,
    Asked,
    Receive,
    Scope,
    Send,
    headers_of,
    read_body,
)
from sync.hub.site import create_site
from sync.protocol.problems import Problem, ProblemCode

_log: Final = structlog.get_logger("sync.hub")

_NOT_ALLOWED: Final = 405
_DATABASE_AWAY_S: Final = 5

_Found: TypeAlias = tuple[dict[str, Endpoint], dict[str, str]]


class HubApp:
    """The application that serves `hub`, with the bell that ends its parked requests."""

    def __init__(self, hub: Hub, settings: EdgeSettings) -> None:
        self.settings = settings
        self.bell = Bell(parked_max=settings.waits_max)
        self._hub = hub
        hub.storage.on_moved = self.bell.ring
        buckets = Buckets(settings, lambda: time.monotonic_ns() // 1_000_000)
        self._endpoints = Endpoints(hub, settings, self.bell, buckets)
        self._room = Room(settings, hub.outside.random_bytes)
        every = self._endpoints.all()
        self._site = create_site(partial(describe, every), self.refusal)
        self._plain: dict[str, dict[str, Endpoint]] = {}
        self._open: list[tuple[re.Pattern[str], dict[str, Endpoint]]] = []
        for one in every:
            self._add(one)

    def close(self) -> None:
        """Send parked requests away and end the threads."""
        self.bell.close()
        self._endpoints.close()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        found = self._find(scope["path"])
        if found is None:
            await self._site(scope, receive, send)
            return
        answer: Answer | None = None
        try:
            answer = await self._answer(found, scope, receive)
        finally:
            error = sys.exception()
            if answer is None and isinstance(error, Exception):
                # A fault of ours: said, not explained, and left to the server to end.
                _log.error("request failed", error=type(error).__name__)
                answer = self.refusal(RefusedError(ProblemCode.INTERNAL))
            if answer is not None:
                head = {"status": answer.status, "headers": answer.headers()}
                await send({"type": "http.response.start", **head})
                await send({"type": "http.response.body", "body": answer.body})

    async def _answer(self, found: _Found, scope: Scope, receive: Receive) -> Answer:
        by_method, named = found
        try:
            with _refusals(), self._room.for_one() as announce:
                endpoint = by_method.get(scope["method"])
                if endpoint is None:
                    raise _NotAllowedError(", ".join(sorted(by_method)))
                body = await read_body(receive, endpoint.body_max, announce)
                return await endpoint.serve(_asked(scope, named, body, receive))
        except RefusedError as refused:
            _log.info("refused", code=refused.code)
            return self.refusal(refused)

    def refusal(self, refused: RefusedError) -> Answer:
        """Return the answer that says so."""
        problem = Problem(
            code=refused.problem,
            now=self._hub.outside.now_ms(),
            ack=refused.ack,
            epoch=refused.epoch,
            proof=refused.proof,
        )
        extra: list[tuple[bytes, bytes]] = []
        if refused.retry_after_s is not None:
            extra.append((b"retry-after", str(refused.retry_after_s).encode()))
        if isinstance(refused, _NotAllowedError):
            extra.append((b"allow", refused.allowed.encode()))
        body = problem.model_dump_json(exclude_none=True).encode()
        return Answer(body, refused.status, PROBLEM, tuple(extra))

    def _add(self, endpoint: Endpoint) -> None:
        if "{" not in endpoint.path:
            self._plain.setdefault(endpoint.path, {})[endpoint.method] = endpoint
            return
        pattern = re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]{1,80})", endpoint.path))
        self._open.append((pattern, {endpoint.method: endpoint}))

    def _find(self, path: str) -> _Found | None:
        """Return the endpoints at a path by their methods, and the parts of it that they leave
        open; None for a path that is not the protocol's.
        """
        if (by_method := self._plain.get(path)) is not None:
            return by_method, {}
        for pattern, found in self._open:
            if match := pattern.fullmatch(path):
                return found, match.groupdict()
        return None


class _NotAllowedError(RefusedError):
    """The path is there, for other methods."""

    def __init__(self, allowed: str) -> None:
        super().__init__(ProblemCode.FOREIGN, status=_NOT_ALLOWED)
        self.allowed = allowed


@contextmanager
def _refusals() -> Iterator[None]:
    """Turn what the database says into what a till is told."""
    try:
        yield
    except NotStorableError as error:
        _log.error("value refused by the database", error=type(error).__name__)
        raise RefusedError(ProblemCode.MALFORMED) from None
    except StorageAwayError as error:
        _log.error("database away", error=type(error).__name__)
        raise RefusedError(ProblemCode.BUSY, retry_after_s=_DATABASE_AWAY_S) from None


def _asked(scope: Scope, named: dict[str, str], body: bytes, receive: Receive) -> Asked:
    query = scope["query_string"].decode("latin-1")
    path = scope["raw_path"].decode("latin-1")
    client = scope.get("client")
    return Asked(
        method=scope["method"],
        target=f"{path}?{query}" if query else path,
        query=query,
        named=named,
        headers=headers_of(scope),
        body=body,
        address=client[0] if client else "",
        hung_up=receive,
    )


def create_app(hub: Hub, settings: EdgeSettings | None = None) -> HubApp:
    """Return the application that serves `hub`."""
    return HubApp(hub, settings or EdgeSettings())
