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
ROTATE: Final = "/v1/rotate"
SNAPSHOT: Final = "/v1/snapshot/"
_PORTAL: Final = b"<!doctype html><title>Wi-Fi</title>"
_HTML: Final = {"content-type": "text/html; charset=utf-8"}


@dataclass(frozen=True, slots=True, repr=False)
class Asked:
    """A request as it travels. `again` signs the same request anew, as if it were sent now; it
    returns nothing when there is nobody left to sign.
    """

    device: str
    method: str
    url: str
    headers: dict[str, str]
    body: bytes
    again: Callable[[], dict[str, str]]


@dataclass(slots=True, repr=False)
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
        if self._happens(Fault.LOST_REQUEST, asked):
            raise self._broken()
        if self._happens(Fault.OVERTAKEN, asked):
            self.late.append(asked)
            raise requests.ReadTimeout
        if self._happens(Fault.PORTAL, asked):
            return Reply(self.rng.choice([200, 302, 511]), dict(_HTML), _PORTAL)
        if self._happens(Fault.SERVER_ERROR, asked):
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
        if self._happens(Fault.HUB_CRASH, asked):
            self.hq.restart()
            raise requests.ConnectionError
        if self._happens(Fault.LOST_ANSWER, asked):
            raise self._broken()
        if reply.status == 200 and asked.url.endswith(ROTATE):
            self.tally.note(Fault.NEW_KEYS)
        return self._spoilt(reply, asked)

    def deliver_late(self) -> None:
        """Deliver what was kept back or repeated, in any order. Whatever HQ says, it goes nowhere;
        but HQ must stay in its senses.
        """
        self.rng.shuffle(self.late)
        for asked in self.late:
            if headers := asked.again():
                reply = self.hq.call(asked.method, asked.url, headers, asked.body)
                assert reply.status < 500 or b"HQ_BUSY" in reply.body, reply
        self.late.clear()

    def _deliver(self, asked: Asked) -> Reply:
        reply = self._call(asked)
        if reply.status >= 400:
            self.refusals.append(str(content(reply)["code"]))
        if self._happens(Fault.DUPLICATE, asked):
            # The very same bytes again: HQ must know them, unless it stopped them at its gate.
            second = content(self._call(asked))["code"]
            assert second == "HQ_REPLAY" or (reply.status >= 400 and second == self.refusals[-1])
        if self._happens(Fault.LATE_REPLAY, asked):
            self.late.append(asked)
        return reply

    def _call(self, asked: Asked) -> Reply:
        return self.hq.call(asked.method, asked.url, asked.headers, asked.body)

    def _draws(self, fault: Fault) -> bool:
        return not self.healthy and self.rng.random() < self.plan.rates.get(fault, 0.0)

    def _happens(self, fault: Fault, asked: Asked) -> bool:
        if self._draws(fault):
            self.tally.note(fault)
            if SNAPSHOT in asked.url:
                self.tally.note(Fault.SNAPSHOT_CUT)
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

    def _spoilt(self, reply: Reply, asked: Asked) -> Reply:
        if self._happens(Fault.BROKEN_OFF, asked):
            return reply._replace(cut=self.rng.randrange(len(reply.body) or 1))
        if self._happens(Fault.DAMAGED_ANSWER, asked) and reply.body:
            at = self.rng.randrange(len(reply.body))
            damaged = reply.body[:at] if self.rng.random() < 0.5 else _scratched(reply.body, at)
            return reply._replace(body=damaged)
        if reply.status != 200 or not asked.url.endswith(SYNC):
            return reply
        said = content(reply)
        pages = said.get("pages", [])
        rows = [row for page in pages for row in page.get("rows", []) if row.get("b")]
        changed = False
        if len(pages) > 1 and self._happens(Fault.REORDERED, asked):
            self.rng.shuffle(pages)
            self.rng.shuffle(said.get("verdicts", []))
            changed = True
        if rows and self._happens(Fault.WRONG_ROW, asked):
            # As if it had been wrong at HQ or in its memory: no check of the line would tell.
            self.rng.choice(rows)["b"]["wrong"] = True
            changed = True
        if not changed:
            return reply
        headers = {k: v for k, v in reply.headers.items() if k != "content-encoding"}
        return Reply(200, headers, json.dumps(said).encode())


def _scratched(body: bytes, at: int) -> bytes:
    """Return `body` with bytes at one place that stand in no JSON and no zstd frame of one."""
    return body[:at] + b"\xff" * min(8, len(body) - at) + body[at + 8 :]


def content(reply: Reply) -> Any:
    """Return what an answer says."""
    body = reply.body
    if reply.headers.get("content-encoding") == "zstd":
        body = zstandard.ZstdDecompressor().stream_reader(body).read()
    return json.loads(body)


class _Body(io.BytesIO):
    """An answer's body as it arrives: whole, or up to where the connection breaks."""

    def __init__(self, reply: Reply) -> None:
        super().__init__(reply.body if reply.cut is None else reply.body[: reply.cut])
        self._breaks = reply.cut is not None

    def read1(self, size: int | None = -1, /) -> bytes:
        """Return what is there, and then break, if that is what happens."""
        return self._told(super().read1(-1 if size is None else size))

    def read(self, size: int | None = -1, /) -> bytes:
        """Return what is there, and then break, if that is what happens."""
        return self._told(super().read(size))

    def _told(self, part: bytes) -> bytes:
        if not part and self._breaks:
            raise ConnectionResetError("broke off")
        return part


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
            _Body(reply),
            headers=reply.headers,
            status=reply.status,
            preload_content=False,
        )
        answer.url = request.url
        answer.request = request
        return answer

    def close(self) -> None:
        """Nothing is kept open."""
