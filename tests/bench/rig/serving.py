"""What the hub gives: rows into an empty till, and ops from several tills at once."""

from __future__ import annotations

import http.client
import secrets
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from sync import hlc
from sync.agent.http_transport import HttpSettings, HttpTransport, decode_content, encode_request
from sync.protocol import chain
from sync.protocol.cycle import BODY_BYTES_MAX, Push, SyncAnswer, SyncRequest
from sync.protocol.enrol import EnrolAnswer, EnrolRequest, ProvisioningCode
from sync.protocol.ops import Group, Op
from sync.protocol.signatures import SignedMessage, sign
from sync.protocol.version import PROTOCOL_VERSION, SCHEMA_VERSION
from terminal import demo, machine
from terminal.sandbox import identity
from tests.bench.rig import stage
from tests.bench.rig.figures import BenchError, Figure, Figures
from tests.bench.rig.stage import STAFF, Stage

OPS: Final = 50
_TIMEOUT_S: Final = 30


def bootstrap(where: Stage, url: str, desk: int) -> Figures:
    """Fill an empty till from the hub, indexes included, both on this machine."""
    stage.enrol(where, url, desk)
    done = stage.exchange(where.till(desk))
    return {
        "bootstrap_rows_s": Figure(done.rows / done.seconds, "rows/s"),
        "bootstrap_rows": Figure(done.rows, "rows"),
    }


def push(where: Stage, url: str, *, clients: int, groups: int) -> Figures:
    """Send groups of 50 readings from several tills at once, each group a request of its own."""
    tills = [Pusher.enrolled(where, url, number) for number in range(clients)]
    ready = [[one.group() for _ in range(groups)] for one in tills]
    with ThreadPoolExecutor(clients) as threads:
        started = time.perf_counter()
        sent = list(threads.map(Pusher.send_all, tills, ready))
        seconds = time.perf_counter() - started
    total = clients * groups * OPS
    if total != sum(sent):
        raise BenchError(f"HQ took {sum(sent)} of {total} ops")
    return {"hub_push_ops_s": Figure(total / seconds, "ops/s")}


@dataclass(slots=True)
class Pusher:
    """A till's end of the protocol without a store: it makes chained ops ahead of time."""

    url: str
    key: Ed25519PrivateKey
    who: EnrolAnswer
    customer: str
    n: int = 0
    head: bytes = b""
    requests: list[bytes] = field(default_factory=list)

    @classmethod
    def enrolled(cls, where: Stage, url: str, number: int) -> Pusher:
        """Return a till that HQ has just admitted."""
        text = demo._provisioning_code(where.places, url, 10 + number)
        key, box = Ed25519PrivateKey.generate(), X25519PrivateKey.generate()
        transport = HttpTransport(HttpSettings(url), clock=machine.SystemClock())
        who = transport.enrol(
            EnrolRequest(
                secret=ProvisioningCode.from_text(text).secret,
                sig_pub=chain.to_text(key.public_key().public_bytes_raw()),
                box_pub=chain.to_text(box.public_key().public_bytes_raw()),
                app="bench",
                schema_version=SCHEMA_VERSION,
            )
        )
        transport.close()
        customer = identity.customer_id(demo.STORE, number + 1)
        return cls(url, key, who, customer, head=chain.genesis(who.device, who.inc))

    def group(self) -> SyncRequest:
        """Return the request that carries the next group."""
        start, prev, now_ms = self.n + 1, chain.to_text(self.head), time.time_ns() // 1_000_000
        name = f"{self.who.device}-{start}"
        stamp = str(hlc.Hlc(now_ms, start & 0xFFFF, self.who.device))
        made = [self._op(name, stamp, now_ms) for _ in range(OPS)]
        return SyncRequest(
            v=PROTOCOL_VERSION,
            schema_version=SCHEMA_VERSION,
            device=self.who.device,
            inc=self.who.inc,
            epoch=self.who.epoch,
            now=now_ms,
            push=Push(start=start, prev=prev, groups=[Group(g=name, ops=made)]),
        )

    def send_all(self, requests: list[SyncRequest]) -> int:
        """Send the requests one after another over one connection; return how many ops HQ has."""
        parts = urlsplit(self.url)
        assert parts.hostname is not None
        link = http.client.HTTPConnection(parts.hostname, parts.port, timeout=_TIMEOUT_S)
        try:
            return max(map(partial(self._send, link), requests))
        finally:
            link.close()

    def _send(self, link: http.client.HTTPConnection, request: SyncRequest) -> int:
        body, headers = encode_request(request)
        message = SignedMessage("POST", f"{self.url}/v1/sync", headers)
        created_s, nonce = int(time.time()), machine.nonce()
        sign(message, body, key=self.key, key_id=self.who.device, created_s=created_s, nonce=nonce)
        link.request("POST", "/v1/sync", body, dict(message.headers))
        with link.getresponse() as response:
            raw, coding = response.read(), response.headers.get("Content-Encoding", "identity")
        if response.status != http.client.OK:
            raise BenchError(f"HQ refused a push: {response.status}")
        data = decode_content(raw, coding, limit=BODY_BYTES_MAX)
        answer = SyncAnswer.model_validate_json(data)
        if any(verdict.st not in {"applied", "merged"} for verdict in answer.verdicts):
            raise BenchError(f"HQ did not apply a push: {answer.verdicts}")
        return answer.ack.n

    def _op(self, group: str, stamp: str, now_ms: int) -> Op:
        self.n += 1
        reading = {"customer": self.customer, "code": "glucose_fasting", "at": now_ms}
        body = {"fact": {**reading, "items": {"glucose_mmol_e1": 68}, "by": STAFF}}
        salt = secrets.token_bytes(16)
        record = f"{self.who.device}-{self.n:08d}"
        fields: dict[str, Any] = {
            "n": self.n, "k": "observation", "id": record, "hlc": stamp, "actor": STAFF,
            "base": 0, "sv": 1,
        }  # fmt: skip
        header = chain.header(self.who.device, self.who.inc, group, fields)
        self.head = chain.link(self.head, header, chain.commit(body, salt))
        return Op(**fields, b=body, salt=chain.to_text(salt))
