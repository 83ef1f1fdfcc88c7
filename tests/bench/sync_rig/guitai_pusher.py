"""A till's end of the protocol without a store: it makes chained, signed pushes ahead of time, so
that sending them costs this machine next to nothing and the hub is what is measured.
"""

from __future__ import annotations

import http.client
import secrets
import time
from typing import Any, Final
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from sync import hlc
from sync.agent.http_transport import HttpSettings, HttpTransport, decode_content, encode_request
from sync.protocol import chain
from sync.protocol.cycle import BODY_BYTES_MAX, PullFrom, Push, SyncAnswer, SyncRequest
from sync.protocol.enrol import EnrolAnswer, EnrolRequest, ProvisioningCode
from sync.protocol.ops import Group, Op
from sync.protocol.signatures import SignedMessage, sign
from sync.protocol.version import PROTOCOL_VERSION, SCHEMA_VERSION
from terminal import machine
from tests.bench.rig.figures import BenchError
from tests.bench.rig.stage import STAFF
from tests.bench.sync_rig import line_worker

_TIMEOUT_S: Final = 60
Ready = tuple[bytes, dict[str, str]]


class Pusher:
    """One device, its chain and its requests."""

    url: str
    key: Ed25519PrivateKey
    who: EnrolAnswer

    def open(self, code: str) -> dict[str, Any]:
        """Enrol."""
        parsed = ProvisioningCode.from_text(code)
        self.url, self.key = parsed.url, Ed25519PrivateKey.generate()
        transport = HttpTransport(HttpSettings(self.url), clock=machine.SystemClock())
        self.who = transport.enrol(
            EnrolRequest(
                secret=parsed.secret,
                sig_pub=chain.to_text(self.key.public_key().public_bytes_raw()),
                box_pub=chain.to_text(X25519PrivateKey.generate().public_key().public_bytes_raw()),
                app="bench",
                schema_version=SCHEMA_VERSION,
            )
        )
        transport.close()
        self._n, self._head = 0, chain.genesis(self.who.device, self.who.inc)
        self._ready: list[Ready] = []
        parts = urlsplit(self.url)
        assert parts.hostname is not None
        self._link = http.client.HTTPConnection(parts.hostname, parts.port, timeout=_TIMEOUT_S)
        return {"device": self.who.device}

    def make(self, records: list[Any], ops: int) -> None:
        """Make the pushes of these readings, `ops` in each: one group, one request."""
        for start in range(0, len(records), ops):
            first, prev = self._n + 1, chain.to_text(self._head)
            groups = [self._group(records[start : start + ops])]
            self._ready.append(self._signed(Push(start=first, prev=prev, groups=groups), []))

    def send(self) -> dict[str, Any]:
        """Send what was made, one request after another over one connection."""
        began_ns = time.monotonic_ns()
        reached = [self._send(one).ack.n for one in self._ready]
        ended_ns = time.monotonic_ns()
        self._ready.clear()
        if self._n != reached[-1]:
            raise BenchError(f"HQ took {reached[-1]} of {self._n} ops")
        return {"began_ns": began_ns, "ended_ns": ended_ns}

    def read(self, after: dict[str, int], times: int) -> dict[str, Any]:
        """Ask for what comes after these cursors so many times; return what each took in ms."""
        pulls = [PullFrom(s=stream, after=seq) for stream, seq in after.items()]
        self._link.close()  # HQ may have ended it: filling a feed takes minutes.
        taken, rows = [], 0
        for _ in range(times):
            started = time.perf_counter_ns()
            answer = self._send(self._signed(None, pulls))
            taken.append((time.perf_counter_ns() - started) / 1e6)
            rows = sum(len(page.rows) for page in answer.pages)
        return {"ms": taken, "rows": rows}

    def keep_reading(self, after: dict[str, int], seconds: float) -> dict[str, Any]:
        """Ask for what comes after these cursors, over and over; return how often."""
        until, times = time.monotonic() + seconds, 0
        pulls = [PullFrom(s=stream, after=seq) for stream, seq in after.items()]
        while time.monotonic() < until:
            self._send(self._signed(None, pulls))
            times += 1
        return {"times": times}

    def _signed(self, push: Push | None, pulls: list[PullFrom]) -> Ready:
        now_ms = time.time_ns() // 1_000_000
        request = SyncRequest(
            v=PROTOCOL_VERSION,
            schema_version=SCHEMA_VERSION,
            device=self.who.device,
            inc=self.who.inc,
            epoch=self.who.epoch,
            now=now_ms,
            push=push,
            pull=pulls,
        )
        body, headers = encode_request(request)
        message = SignedMessage("POST", f"{self.url}/v1/sync", headers)
        created_s, nonce = now_ms // 1000, machine.nonce()
        sign(message, body, key=self.key, key_id=self.who.device, created_s=created_s, nonce=nonce)
        return body, dict(message.headers)

    def _send(self, ready: Ready) -> SyncAnswer:
        self._link.request("POST", "/v1/sync", *ready)
        with self._link.getresponse() as response:
            raw, coding = response.read(), response.headers.get("Content-Encoding", "identity")
        if response.status != http.client.OK:
            raise BenchError(f"HQ refused: {response.status} {raw[:200]!r}")
        return SyncAnswer.model_validate_json(decode_content(raw, coding, limit=BODY_BYTES_MAX))

    def _group(self, records: list[Any]) -> Group:
        now_ms = time.time_ns() // 1_000_000
        name = f"{self.who.device}-{self._n + 1}"
        stamp = str(hlc.Hlc(now_ms, (self._n + 1) & 0xFFFF, self.who.device))
        return Group(g=name, ops=[self._op(name, stamp, one) for one in records])

    def _op(self, group: str, stamp: str, record: list[Any]) -> Op:
        self._n += 1
        kind, record_id, fields = record
        body, salt = {"fact": fields}, secrets.token_bytes(16)
        header: dict[str, Any] = {
            "n": self._n, "k": kind, "id": record_id, "hlc": stamp, "actor": STAFF,
            "base": 0, "sv": 1,
        }  # fmt: skip
        bytes_of = chain.header(self.who.device, self.who.inc, group, header)
        self._head = chain.link(self._head, bytes_of, chain.commit(body, salt))
        return Op(**header, b=body, salt=chain.to_text(salt))


if __name__ == "__main__":
    pusher = Pusher()
    names = ("open", "make", "send", "read", "keep_reading")
    line_worker.serve({name: getattr(pusher, name) for name in names})
