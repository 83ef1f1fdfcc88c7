"""HQ over HTTP: three routes, and one form for every refusal."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import structlog
from fastapi import FastAPI, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sync.hub import wire
from sync.hub.errors import NotStorableError, RefusedError, StorageAwayError
from sync.hub.hub import Hub
from sync.protocol.cycle import BODY_BYTES_MAX, SyncAnswer, SyncRequest
from sync.protocol.enrol import EnrolAnswer, EnrolRequest
from sync.protocol.ops import WireModel
from sync.protocol.problems import Problem, ProblemCode
from sync.protocol.signatures import SignedMessage
from sync.protocol.version import ANSWER_HEADER, PROTOCOL_VERSION

_log: Final = structlog.get_logger("sync.hub")

_ENROL_BYTES_MAX: Final = 8 * 1024

_REFUSALS: Final[dict[int | str, dict[str, Any]]] = {
    status: {"model": Problem} for status in (401, 403, 409, 413, 422, 426, 429, 503)
}


class _Mark:
    """Puts the protocol's header on every answer, whoever gives it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)[ANSWER_HEADER] = str(PROTOCOL_VERSION)
            await send(message)

        await self._app(scope, receive, marked if scope["type"] == "http" else send)


def create_app(hub: Hub) -> ASGIApp:
    """Return the application that serves `hub`."""
    # The description is served, its viewers are not: they load their scripts from elsewhere.
    app = FastAPI(
        title="Guitai hub",
        version=str(PROTOCOL_VERSION),
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    _add_enrol(app, hub)
    _add_sync(app, hub)

    @app.get("/v1/health")
    def health() -> dict[str, str]:
        """Say that HQ and its database are there."""
        hub.storage.apart(lambda tx: tx.meta.get("epoch"))
        return {"status": "ok"}

    _add_refusals(app, hub.outside.now_ms)
    return _Mark(app)


def _add_enrol(app: FastAPI, hub: Hub) -> None:
    @app.post("/v1/enrol", responses=_REFUSALS, openapi_extra=_body_of(EnrolRequest))
    async def enrol(request: Request) -> EnrolAnswer:
        """Admit a till that holds a one-time secret."""
        # Anybody may ask: little is read of it, and nothing of it unpacked beyond that.
        body = await _read(request, limit=_ENROL_BYTES_MAX)
        encoding = request.headers.get("content-encoding", "")
        asked = wire.parse(EnrolRequest, wire.unpack(body, encoding, limit=_ENROL_BYTES_MAX))
        address = request.client.host if request.client else ""
        return await run_in_threadpool(hub.enrol, asked, address=address)


def _add_sync(app: FastAPI, hub: Hub) -> None:
    @app.post(
        "/v1/sync",
        response_model=None,
        responses={**_REFUSALS, 200: {"model": SyncAnswer}},
        openapi_extra=_body_of(SyncRequest),
    )
    async def sync(request: Request) -> Response:
        """Take a till's ops and answer with verdicts and what changed."""
        body, headers = await _read(request), dict(request.headers)
        target = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        message = SignedMessage(request.method, f"http://hub{target}", headers)

        def work() -> bytes:
            device = hub.authenticate(message, body)
            plain = wire.unpack(body, headers.get("content-encoding", ""))
            return hub.exchange(device, wire.parse(SyncRequest, plain))

        answer, encoding = wire.pack(
            await run_in_threadpool(work), headers.get("accept-encoding", "")
        )
        extra = {"content-encoding": encoding} if encoding else None
        return Response(answer, media_type="application/json", headers=extra)


def _body_of(model: type[WireModel]) -> dict[str, Any]:
    """Return a request body's description: routes read it themselves, to bound it first."""
    schema = model.model_json_schema()
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": schema}}}}


async def _read(request: Request, *, limit: int = BODY_BYTES_MAX) -> bytes:
    """Return the body as it travelled. Raise RefusedError when it goes on beyond the limit, or
    when the line breaks before its end.
    """
    parts, size = [], 0
    try:
        async for part in request.stream():
            size += len(part)
            if size > limit:
                raise RefusedError(ProblemCode.TOO_LARGE)
            parts.append(part)
    except ClientDisconnect:
        raise RefusedError(ProblemCode.MALFORMED) from None
    return b"".join(parts)


def _add_refusals(app: FastAPI, now_ms: Callable[[], int]) -> None:
    def answer(refused: RefusedError) -> Response:
        problem = Problem(code=refused.problem, now=now_ms(), ack=refused.ack)
        headers = {}
        if refused.retry_after_s is not None:
            headers["retry-after"] = str(refused.retry_after_s)
        return Response(
            problem.model_dump_json(exclude_none=True),
            status_code=refused.status,
            media_type="application/problem+json",
            headers=headers,
        )

    async def refuse(_: Request, error: Exception) -> Response:
        assert isinstance(error, RefusedError)
        _log.info("refused", code=error.code)
        return answer(error)

    async def no_such_route(_: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        return answer(RefusedError(ProblemCode.FOREIGN, status=error.status_code))

    async def no_database(_: Request, error: Exception) -> Response:
        _log.error("database away", error=type(error).__name__)
        return answer(RefusedError(ProblemCode.BUSY, retry_after_s=5))

    async def not_storable(_: Request, error: Exception) -> Response:
        _log.error("value refused by the database", error=type(error).__name__)
        return answer(RefusedError(ProblemCode.MALFORMED))

    async def crash(_: Request, error: Exception) -> Response:
        _log.error("request failed", error=type(error).__name__)
        return answer(RefusedError(ProblemCode.INTERNAL))

    app.add_exception_handler(RefusedError, refuse)
    app.add_exception_handler(HTTPException, no_such_route)
    app.add_exception_handler(StorageAwayError, no_database)
    app.add_exception_handler(NotStorableError, not_storable)
    app.add_exception_handler(Exception, crash)
