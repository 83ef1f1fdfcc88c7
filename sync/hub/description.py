"""The protocol's description of itself, as OpenAPI 3.1, made from the endpoints and the models."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from pydantic.json_schema import models_json_schema

from sync.hub.endpoints import Endpoint
from sync.protocol.problems import Problem
from sync.protocol.version import ANSWER_HEADER, PROTOCOL_VERSION

_REF = "#/components/schemas/{model}"
_MARK = {ANSWER_HEADER: {"required": True, "schema": {"const": str(PROTOCOL_VERSION)}}}
_NOT_MODIFIED = 304


def describe(endpoints: Sequence[Endpoint]) -> dict[str, Any]:
    """Return the description."""
    asked = [(one.asks, "validation") for one in endpoints if one.asks]
    answered = [(one.answers, "serialization") for one in endpoints if one.answers]
    models: Any = [*asked, *answered, (Problem, "serialization")]
    names, definitions = models_json_schema(models, ref_template=_REF)
    paths: dict[str, dict[str, Any]] = {}
    for one in endpoints:
        paths.setdefault(one.path, {})[one.method.lower()] = _operation(one, names)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Guitai hub", "version": str(PROTOCOL_VERSION)},
        "paths": paths,
        "components": {
            "schemas": definitions.get("$defs", {}),
            "securitySchemes": {
                "signature": {"type": "http", "scheme": "signature", "description": "RFC 9421"}
            },
        },
    }


def _operation(one: Endpoint, names: Any) -> dict[str, Any]:
    said: dict[str, Any] = {
        "operationId": re.sub(r"\W+", "_", f"{one.method.lower()}{one.path}").strip("_"),
        "summary": one.summary,
        "security": [{"signature": []}] if one.signed else [],
        "responses": {
            **{str(status): _answered(status, one, names) for status in one.statuses},
            "default": _response(
                "Refused.", "application/problem+json", names[Problem, "serialization"]
            ),
        },
    }
    if one.parameters:
        said["parameters"] = [
            {"name": p.name, "in": p.place, "required": p.required, "schema": p.schema}
            for p in one.parameters
        ]
    if one.asks is not None:
        content = {"application/json": {"schema": names[one.asks, "validation"]}}
        said["requestBody"] = {"required": True, "content": content}
    return said


def _answered(status: int, one: Endpoint, names: Any) -> dict[str, Any]:
    if status == _NOT_MODIFIED:
        return {"description": "Unchanged.", "headers": _MARK}
    return _response("Done.", one.content, _schema(one, names))


def _schema(one: Endpoint, names: Any) -> dict[str, Any]:
    if one.answers is None:
        return {"type": "object"} if one.content == "application/json" else {}
    schema: dict[str, Any] = names[one.answers, "serialization"]
    return schema


def _response(text: str, kind: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {
        "description": text,
        "headers": _MARK,
        "content": {kind: {"schema": schema}},
    }
