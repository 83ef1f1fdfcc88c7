"""Every endpoint against its own description: generated requests, signed like a till's, get no
fault of the hub's and an answer of the form that the description promises.
"""

from __future__ import annotations

import itertools
import threading
from collections.abc import Iterator
from queue import Queue
from typing import Any, NamedTuple

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import Case
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from sync.hub.app import create_app
from sync.hub.config import EdgeSettings
from sync.hub.hub import Hub
from sync.hub.serving import Address, HubServer
from sync.protocol.signatures import SignedMessage, sign
from sync.protocol.version import PROTOCOL_VERSION, SCHEMA_VERSION
from tests.hub_fixtures import ScriptedTill, load_lines, new_till

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    unsupported_method,
]

_nonces = (f"fuzz-{n}" for n in itertools.count())


class Served(NamedTuple):
    """A hub over HTTP, and a till that it knows."""

    url: str
    till: ScriptedTill
    session: requests.Session


@pytest.fixture
def served(memory_hub: Hub) -> Iterator[Served]:
    ready: Queue[str] = Queue()
    edge = EdgeSettings(wait_s=(0, 0), device_rate=1e6, device_burst=1_000_000)
    server = HubServer(
        create_app(memory_hub, edge), Address(), on_ready=lambda url, _: ready.put(url)
    )
    thread = threading.Thread(target=server.run, name="test-hub")
    thread.start()
    rule = {
        "version": 1, "status": "live", "ring": "all", "valid_from": "2026-01-01",
        "content": {"type": "followup", "cycle_days": 30},
    }  # fmt: skip
    load_lines(memory_hub, {"k": "rule", "id": "r-1", "b": rule})
    session = requests.Session()
    session.trust_env = False
    yield Served(ready.get(timeout=10), new_till(memory_hub), session)
    session.close()
    server.stop()
    thread.join()


OPERATIONS = [
    ("POST", "/v1/sync"),
    ("GET", "/v1/wait"),
    ("POST", "/v1/repair"),
    ("GET", "/v1/snapshot/{stream}"),
    ("GET", "/v1/snapshot/{stream}/{chunk}"),
    ("POST", "/v1/rotate"),
    ("POST", "/v1/enrol"),
    ("GET", "/v1/health"),
]


SECRET = [("POST", "/v1/rotate"), ("POST", "/v1/enrol")]
"""What needs a key or a code that nobody guesses."""


def test_every_endpoint_is_tried(served: Served) -> None:
    paths = served.session.get(f"{served.url}/openapi.json", timeout=10).json()["paths"]
    described = [(method.upper(), path) for path, by in paths.items() for method in by]
    assert sorted(OPERATIONS) == sorted(described)


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_an_endpoint_answers_as_it_describes_itself(served: Served, method: str, path: str) -> None:
    text = served.session.get(f"{served.url}/openapi.json", timeout=10).json()
    seen: set[int] = set()
    turns = itertools.cycle([False, True])
    operation = schemathesis.openapi.from_dict(text)[path][method]

    @settings(
        max_examples=25, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
    )
    @given(operation.as_strategy())
    def try_it(case: Case[Any]) -> None:
        if next(turns):
            _steer(case, served)
        seen.add(_try(case, served))

    try_it()
    if (method, path) not in SECRET:
        assert 200 in seen, f"none of them got anywhere: {sorted(seen)}"


def _try(case: Case[Any], served: Served) -> int:
    made = requests.Request(**case.as_transport_kwargs(base_url=served.url)).prepare()
    body = made.body.encode() if isinstance(made.body, str) else made.body or b""
    assert isinstance(body, bytes)
    message = SignedMessage(str(made.method), str(made.url).partition("#")[0], {})
    till = served.till
    sign(
        message,
        body,
        key=till.key,
        key_id=till.device,
        created_s=till.hub.outside.now_ms() // 1000,
        nonce=next(_nonces),
    )
    made.headers.update(message.headers)
    response = served.session.send(made, timeout=10, allow_redirects=False)
    assert "1" == response.headers["Guitai"]
    case.validate_response(response, checks=CHECKS)
    return response.status_code


def _steer(case: Case[Any], served: Served) -> None:
    """Make a request one that gets beyond the first questions: who is asking, and for what?"""
    till = served.till
    if isinstance(case.body, dict) and "device" in case.body:
        known: dict[str, Any] = {
            "device": till.device,
            "inc": till.inc,
            "epoch": till.epoch,
            "s": "g",
        }
        case.body |= {name: value for name, value in known.items() if name in case.body}
        case.body |= {"v": PROTOCOL_VERSION, "schema": SCHEMA_VERSION}
        if {"buckets", "of"} & case.body.keys():
            case.body |= {"buckets": [], "of": [7]}  # One of the two, and not all 256 at random.
    if "stream" in case.path_parameters:
        case.path_parameters["stream"] = "g"
    if "chunk" in case.path_parameters:
        case.path_parameters["chunk"] = till.hub.manifest(till.who(), "g").chunks[0].sha256
    if "after" in case.query:
        case.query.update(s=["g", "s:0018"], after=[0, 7])
