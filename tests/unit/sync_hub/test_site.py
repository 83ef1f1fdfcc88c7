"""The part of the hub that people and tools read."""

from __future__ import annotations

import asyncio
from typing import Any

from sync.hub.messages import Answer
from sync.hub.site import DESCRIPTION, create_site


def no_answer(_refused: Exception) -> Answer:
    raise AssertionError("nothing is refused here")


async def get(site: Any, path: str) -> int:
    heard: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        heard.append(message)

    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "headers": [],
    }
    await site(scope, receive, send)
    status: int = heard[0]["status"]
    return status


def test_the_protocol_is_described_once_and_only_when_somebody_asks() -> None:
    told: list[str] = []

    def describe() -> dict[str, Any]:
        told.append("described")
        return {"openapi": "3.1.0"}

    site = create_site(describe, no_answer)
    assert [] == told
    assert [200, 200] == [asyncio.run(get(site, DESCRIPTION)) for _ in range(2)]
    assert ["described"] == told
