"""The line between tills and HQ, as bad as shops have it: everything happens to real bytes."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any, Final

import requests
import urllib3
import zstandard
from requests.adapters import BaseAdapter
from requests.structures import CaseInsensitiveDict

from tests.simulation.faults import Fault, Plan, Tally
from tests.simulation.hq import Hq, Reply
from tests.simulation.storages import HubGone

SYNC: Final = "/v1/sync"
_PORTAL: Final = b"<!doctype html><title>Wi-Fi</title>"
_HTML: Final = {"content-type": "text/html; charset=utf-8"}


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it travels. `again` signs the same request anew, as if it were sent now."""

    device: str
    method: str
    url: str
    headers: dict[str, str]
    body: bytes
    again: Callable[[], dict[str, str]]


@dataclass(slots=True)
class Line:
    """Carries requests to `hq`. `meanwhile` runs while a request or an answer is under way, and
    `pass_ms` lets time go by.
    """

    hq: Hq
    rng: Random
    plan: Plan
    tally: Tally
    meanwhile: Callable[[str], None]
    pass_ms: Callable[[int], None]
    late: list[Asked] = field(default_factory=list)
    healthy: bool = True
    refusals: list[str] = field(default_factory=list)

    def carry(self, asked: Asked) -> Reply:
        """Return the answer, or raise what a client would: a requests exception."""
        self.pass_ms(self.rng.randrange(5, 800))
        self.meanwhile(asked.device)
        if self._happens(Fault.LOST_REQUEST):
            raise self._broken()
        if self._happens(Fault.OVERTAKEN):
            self.late.append(asked)
            raise requests.ReadTimeout
        if self._happens(Fault.PORTAL):
            return Reply(self.rng.choice([200, 302, 511]), dict(_HTML), _PORTAL)
        if self._happens(Fault.SERVER_ERROR):
            return self._server_error()
        if self._draws(Fault.HUB_GONE):
            self.hq.crash_soon(self.rng.randrange(1, 4))
        try:
            reply = self._deliver(asked)
        except HubGone:
            self.tally.note(Fault.HUB_GONE)
            raise requests.ConnectionError from None
        finally:
            self.hq.crash_soon(0)
        self.pass_ms(self.rng.randrange(5, 800))
        self.meanwhile(asked.device)
        if self._happens(Fault.HUB_CRASH):
            self.hq.restart()
            raise requests.ConnectionError
        if self._happens(Fault.LOST_ANSWER):
            raise self._broken()
        return self._spoilt(reply) if asked.url.endswith(SYNC) else reply

    def deliver_late(self) -> None:
        """Deliver what was kept back or repeated, in any order. Whatever HQ says, it goes nowhere;
        but HQ must stay in its senses.
        """
        self.rng.shuffle(self.late)
        for asked in self.late:
            reply = self.hq.call(asked.method, asked.url, asked.again(), asked.body)
            assert reply.status < 500, reply
        self.late.clear()

    def _deliver(self, asked: Asked) -> Reply:
        reply = self._call(asked)
        if reply.status != 200:
            self.refusals.append(json.loads(reply.body)["code"])
        if self._happens(Fault.DUPLICATE):
            # The very same bytes again: HQ must know them, unless it stopped them at its gate.
            second = json.loads(self._call(asked).body)["code"]
            assert second == "HQ_REPLAY" or (reply.status != 200 and second == self.refusals[-1])
        if self._happens(Fault.LATE_REPLAY):
            self.late.append(asked)
        return reply

    def _call(self, asked: Asked) -> Reply:
        return self.hq.call(asked.method, asked.url, asked.headers, asked.body)

    def _draws(self, fault: Fault) -> bool:
        return not self.healthy and self.rng.random() < self.plan.rates.get(fault, 0.0)

    def _happens(self, fault: Fault) -> bool:
        if self._draws(fault):
            self.tally.note(fault)
            return True
        return False

    def _broken(self) -> requests.RequestException:
        slow = self.rng.random() < 0.5
        return requests.ReadTimeout() if slow else requests.ConnectionError()

    def _server_error(self) -> Reply:
        status, code = self.rng.choice(
            [(502, ""), (504, ""), (503, "HQ_BUSY"), (429, "HQ_BUSY"), (500, "HQ_INTERNAL")]
        )
        if not code:
            return Reply(status, dict(_HTML), b"<h1>gateway</h1>")
        problem = json.dumps({"code": code, "now": self.hq.clock()}).encode()
        headers = {"content-type": "application/problem+json", "guitai": "1", "retry-after": "2"}
        return Reply(status, headers, problem)

    def _spoilt(self, reply: Reply) -> Reply:
        if self._happens(Fault.DAMAGED_ANSWER):
            at = self.rng.randrange(len(reply.body))
            damaged = reply.body[:at] if self.rng.random() < 0.5 else _scratched(reply.body, at)
            return reply._replace(body=damaged)
        if reply.status != 200:
            return reply
        content = _content(reply)
        rows = [row for page in content["pages"] for row in page["rows"] if row.get("b")]
        changed = False
        if len(content["pages"]) > 1 and self._happens(Fault.REORDERED):
            self.rng.shuffle(content["pages"])
            self.rng.shuffle(content["verdicts"])
            changed = True
        if rows and self._happens(Fault.WRONG_ROW):
            # As if it had been wrong at HQ or in its memory: no check of the line would tell.
            self.rng.choice(rows)["b"]["wrong"] = True
            changed = True
        if not changed:
            return reply
        headers = {k: v for k, v in reply.headers.items() if k != "content-encoding"}
        return Reply(200, headers, json.dumps(content).encode())


def _scratched(body: bytes, at: int) -> bytes:
    """Return `body` with bytes at one place that stand in no JSON and no zstd frame of one."""
    return body[:at] + b"\xff" * min(8, len(body) - at) + body[at + 8 :]


def _content(reply: Reply) -> Any:
    body = reply.body
    if reply.headers.get("content-encoding") == "zstd":
        body = zstandard.ZstdDecompressor().stream_reader(body).read()
    return json.loads(body)


class LineAdapter(BaseAdapter):
    """Makes the line what a till's HTTP session speaks through."""

    def __init__(self, carry: Callable[[str, str, Mapping[str, str], bytes], Reply]) -> None:
        super().__init__()
        self._carry = carry

    def send(self, request: requests.PreparedRequest, *_: Any, **__: Any) -> requests.Response:
        """Carry one request, and wrap what comes back as the network would bring it."""
        body = request.body or b""
        assert isinstance(body, bytes)
        assert request.method
        assert request.url
        reply = self._carry(request.method, request.url, dict(request.headers), body)
        answer = requests.Response()
        answer.status_code = reply.status
        answer.headers = CaseInsensitiveDict(reply.headers)
        answer.raw = urllib3.HTTPResponse(
            io.BytesIO(reply.body),
            headers=reply.headers,
            status=reply.status,
            preload_content=False,
        )
        answer.url = request.url
        answer.request = request
        return answer

    def close(self) -> None:
        """Nothing is kept open."""
