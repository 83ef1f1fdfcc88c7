"""The wire between a till and HQ, as bad as shops have it. In-process, but with the real bytes."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sync.agent.clock import AuthClock
from sync.agent.errors import HubNotGuitaiError, HubRefusedError, HubUnreachableError
from sync.agent.http_transport import decode_content, encode_request
from sync.hub import wire
from sync.hub.errors import RefusedError
from sync.hub.hub import Hub
from sync.protocol.cycle import BODY_BYTES_MAX, SyncAnswer, SyncRequest
from sync.protocol.enrol import EnrolAnswer, EnrolRequest
from sync.protocol.signatures import SignedMessage, sign

URL = "http://127.0.0.1:1/v1/sync"


@dataclass(slots=True)
class Faults:
    """How often what goes wrong, each 0 … 1."""

    lose_request: float = 0.0
    lose_answer: float = 0.0
    html: float = 0.0
    duplicate: float = 0.0
    late: float = 0.0


@dataclass(frozen=True, slots=True)
class Late:
    """A request that was delivered and comes once more, long after. Nonces are not kept for ever,
    so it arrives behind the gate that would know it.
    """

    device: str
    request: SyncRequest


@dataclass(slots=True)
class Wire:
    """A transport to `hub()`. `meanwhile` runs while a request or answer is under way, `pass_ms`
    lets time go by, and `late` collects requests to be delivered once more.
    """

    hub: Callable[[], Hub]
    key: Ed25519PrivateKey
    device: str
    auth: AuthClock
    rng: Random
    faults: Faults
    meanwhile: Callable[[], None]
    pass_ms: Callable[[int], None]
    late: list[Late]
    sent: int = 0
    lost: int = 0
    refusals: list[str] = field(default_factory=list)

    def sync(self, request: SyncRequest) -> SyncAnswer:
        """Send one request through whatever lies between."""
        rng, faults = self.rng, self.faults
        self.pass_ms(rng.randrange(5, 800))
        self.meanwhile()
        if rng.random() < faults.lose_request:
            self.lost += 1
            raise HubUnreachableError("lost", slow=rng.random() < 0.5)
        if rng.random() < faults.html:
            raise HubNotGuitaiError("a portal")
        message, body = self._signed(request)
        raw = self._deliver(message, body)
        if rng.random() < faults.duplicate:
            self._repeat(message, body)
        if rng.random() < faults.late:
            self.late.append(Late(self.device, request))
        self.pass_ms(rng.randrange(5, 800))
        self.meanwhile()
        if rng.random() < faults.lose_answer:
            self.lost += 1
            raise HubUnreachableError("lost", slow=rng.random() < 0.5)
        return SyncAnswer.model_validate_json(raw)

    def enrol(self, request: EnrolRequest) -> EnrolAnswer:
        """Enrol without faults: the simulation is about what comes after."""
        return self.hub().enrol(request, address="127.0.0.1")

    def close(self) -> None:
        """Nothing is kept open."""

    def _signed(self, request: SyncRequest) -> tuple[SignedMessage, bytes]:
        self.sent += 1
        body, headers = encode_request(request)
        message = SignedMessage("POST", URL, headers)
        sign(
            message,
            body,
            key=self.key,
            key_id=self.device,
            created_s=self.auth.now_ms() // 1000,
            nonce=self.rng.randbytes(12).hex(),
        )
        return message, body

    def _deliver(self, message: SignedMessage, body: bytes) -> bytes:
        hub = self.hub()
        try:
            device = hub.authenticate(message, body)
            plain = wire.unpack(body, message.headers.get("Content-Encoding", ""))
            answer = hub.exchange(device, wire.parse(SyncRequest, plain))
        except RefusedError as refused:
            self.refusals.append(refused.code)
            raise HubRefusedError(refused.code, now=hub.outside.now_ms(), ack=refused.ack) from None
        packed, encoding = wire.pack(answer, "zstd")
        return decode_content(packed, encoding or "identity", limit=BODY_BYTES_MAX)

    def _repeat(self, message: SignedMessage, body: bytes) -> None:
        """Deliver the very same bytes again: HQ must know them."""
        try:
            self._deliver(message, body)
        except HubRefusedError as refused:
            assert "HQ_REPLAY" == refused.code  # noqa: PT017 (any other refusal is the failure)
            self.refusals.pop()
        else:
            raise AssertionError("HQ took the same signed request twice")


def deliver_late(hub: Hub, late: Late) -> None:
    """Deliver a request once more. It must change nothing, and cannot be refused as a fork."""
    from sync.hub.devices import find

    device = hub.database.run(lambda cursor: find(cursor, late.device))
    assert device is not None
    json.loads(hub.exchange(device, late.request))
