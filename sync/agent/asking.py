"""Putting a request to HQ, and once more where HQ's refusal says what was wrong with the asking."""

from __future__ import annotations

from dataclasses import dataclass

from sync.agent.clock import AuthClock, Clock, Exchange
from sync.agent.errors import HubRefusedError, SyncError
from sync.agent.rotating import Keys
from sync.agent.transport import Transport
from sync.protocol.cycle import SyncAnswer, SyncRequest
from sync.protocol.problems import ProblemCode


@dataclass(frozen=True, slots=True)
class Asker:
    """Asks HQ and takes the time. `signer` may be None where there is only one key."""

    transport: Transport
    clock: Clock
    auth: AuthClock
    signer: Keys | None

    def ask(self, request: SyncRequest) -> tuple[SyncAnswer, Exchange]:
        """Send a request; once more with HQ's own time when it finds our clock too wrong to believe
        the signature, and with the other key when it does not know this one. Raise a SyncError.
        """
        try:
            return self._once(request)
        except HubRefusedError as refused:
            if refused.code == ProblemCode.CLOCK and refused.now is not None:
                return self._once(request)
            if refused.code != ProblemCode.SIGNATURE or not self._swap():
                raise
        try:
            return self._once(request)
        except SyncError:
            self._swap()
            raise

    def _once(self, request: SyncRequest) -> tuple[SyncAnswer, Exchange]:
        local_ms, started_ms = self.clock.now_ms(), self.clock.monotonic_ms()
        try:
            answer = self.transport.sync(request)
        except HubRefusedError as refused:
            if refused.now is not None:
                self._learn(Exchange(local_ms, self._since(started_ms), refused.now))
            raise
        exchange = Exchange(local_ms, self._since(started_ms), answer.now)
        self._learn(exchange)
        return answer, exchange

    def _since(self, started_ms: int) -> int:
        return self.clock.monotonic_ms() - started_ms

    def _learn(self, exchange: Exchange) -> None:
        self.auth.learn(exchange.skew_ms)

    def _swap(self) -> bool:
        return self.signer is not None and self.signer.swap()
