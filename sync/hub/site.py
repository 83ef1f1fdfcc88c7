"""What HQ serves besides the tills' protocol, as a FastAPI application.

Tills ask often and are answered from the bytes that they signed (see `app`); what people and their
programs ask, which is seldom, comes here: the protocol's description of itself, and whatever pages
HQ has.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from fastapi import FastAPI, Request, Response
from starlette.exceptions import HTTPException

from sync.hub import self_fill
from sync.hub.errors import RefusedError
from sync.hub.messages import Answer
from sync.protocol.problems import ProblemCode
from sync.protocol.version import ANSWER_HEADER, PROTOCOL_VERSION

DESCRIPTION = "/openapi.json"


def create_site(
    describe: Callable[[], dict[str, Any]], refusal: Callable[[RefusedError], Answer]
) -> FastAPI:
    """Return the application. `describe` makes the protocol's description, in OpenAPI, once and
    only when somebody asks: it takes a while. `refusal` returns the answer that says no.
    """
    description = cache(describe)
    # Its own description would name none of what tills ask; viewers load scripts from elsewhere.
    site = FastAPI(
        title="Guitai hub",
        version=str(PROTOCOL_VERSION),
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )

    @site.get(DESCRIPTION)
    async def described(response: Response) -> dict[str, Any]:
        """Return what tills may ask."""
        response.headers[ANSWER_HEADER] = str(PROTOCOL_VERSION)
        return description()

    self_fill.serve_on(site)

    async def no_such_thing(_: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        answer = refusal(RefusedError(ProblemCode.FOREIGN, status=error.status_code))
        headers = {name.decode(): value.decode() for name, value in answer.headers()}
        return Response(answer.body, answer.status, {**(error.headers or {}), **headers})

    site.add_exception_handler(HTTPException, no_such_thing)
    return site
