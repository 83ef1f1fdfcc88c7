"""The agent: carries out exchanges between the store and HQ.

Three short acts, and a crash between any two is safe: read what to send, send it (no transaction
is open), settle and apply the answer. HQ ignores an op it has, the store settles by number and
group and never "whatever is pending", and a page moves its cursor together with its rows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeVar

from local_store.cursors import Cursor
from local_store.enrolment import Identity
from local_store.errors import NotEnrolledError
from local_store.outbox import PushBatch
from local_store.store import Store
from local_store.unit_of_work import UnitOfWork
from sync.agent import cycle
from sync.agent.clock import AuthClock, Clock, Exchange, judge
from sync.agent.cycle import Position, Settlement
from sync.agent.errors import (
    HubRefusedError,
    HubUnreachableError,
    ProtocolViolationError,
    SyncError,
)
from sync.agent.outcome import Outcome
from sync.agent.transport import Transport
from sync.protocol.cycle import GROUPS_PER_PUSH_MAX, Page, SyncAnswer, SyncRequest
from sync.protocol.problems import ProblemCode

T = TypeVar("T")

MISMATCH: Final = "SYNC_MISMATCH"

_HALTING: Final = frozenset({ProblemCode.DEVICE_REVOKED, ProblemCode.DEVICE_FORKED})
_SMALLER: Final = frozenset({ProblemCode.TOO_LARGE, ProblemCode.MALFORMED, ProblemCode.INTERNAL})
"""Refusals that may be about one group among many: smaller batches let the others through."""


@dataclass(frozen=True, slots=True)
class Ask:
    """What the store said when a round began. Times in UTC ms, `correction_ms` as measured."""

    identity: Identity
    batch: PushBatch
    cursors: Mapping[str, Cursor]
    at: Position
    correction_ms: int
    heard_ms: int | None


@dataclass(slots=True)
class _Progress:
    """What one call of `exchange` came to so far."""

    pushed: int = 0
    pulled: int = 0
    next_ms: int = 0
    suspect: str | None = None
    behind: frozenset[str] = cycle.NO_STREAMS
    reloaded: set[str] = field(default_factory=set)


class Agent:
    """Exchanges with HQ on behalf of one store. For one thread."""

    def __init__(
        self, store: Store, transport: Transport, *, clock: Clock, auth: AuthClock
    ) -> None:
        self._store = store
        self._transport = transport
        self._clock = clock
        self._auth = auth
        self._groups_max = GROUPS_PER_PUSH_MAX
        self._noted: str | None = None
        self._mismatched: set[str] = set()
        self._mended: set[str] = set()

    def exchange(self, stopping: Callable[[], bool]) -> Outcome:
        """Send what waits and take what is new, until neither is left or `stopping` says so.

        What goes wrong between till and HQ is in the outcome; errors of the local store are
        raised (LocalStoreError), and so is any bug.
        """
        progress = _Progress()
        try:
            while self._round(progress, stopping) and not stopping():
                pass
        except HubRefusedError as refused:
            return self._refused(refused)
        except SyncError as error:
            return self._failed(error.code)
        trouble = MISMATCH if self._mismatched else progress.suspect
        self.note(trouble)
        return Outcome(
            trouble=trouble,
            next_ms=progress.next_ms,
            pushed=progress.pushed,
            pulled=progress.pulled,
        )

    def note(self, trouble: str | None) -> None:
        """Keep a change of state for whoever asks the store; not every failed attempt."""
        if trouble != self._noted:
            self._store.run(lambda uow: uow.sync.note_trouble(trouble)).result()
            self._noted = trouble

    def close(self) -> None:
        """Close the connection to HQ."""
        self._transport.close()

    def _round(self, progress: _Progress, stopping: Callable[[], bool]) -> bool:
        """Make one request and carry out its answer. Return whether another one is called for."""
        ask = self._store.read(self._read).result()
        try:
            answer = self._ask(ask, progress)
        except (HubRefusedError, HubUnreachableError) as error:
            if self._shrink(ask, error):
                return True
            raise
        self._groups_max = min(self._groups_max * 2, GROUPS_PER_PUSH_MAX)
        progress.next_ms = answer.next_ms
        progress.behind = cycle.behind(answer)
        for page in cycle.plan(answer, ask.cursors):
            if not page.rows:
                continue  # It was applied with the settlement.
            if stopping():
                return False
            self._apply(page, progress)
        self._reload([one.s for one in answer.resnap], progress)
        return ask.batch.more or bool(progress.behind)

    def _read(self, uow: UnitOfWork) -> Ask:
        identity = uow.sync.identity()
        if identity is None:
            raise NotEnrolledError
        batch = uow.sync.pending(self._groups_max)
        heard_at = uow.sync.state().heard_at
        return Ask(
            identity=identity,
            batch=batch,
            cursors=uow.sync.cursors(),
            at=cycle.position(batch, uow.sync.outbox().last_n()),
            correction_ms=uow.sync.skew_ms,
            heard_ms=None if heard_at is None else round(heard_at.timestamp() * 1000),
        )

    def _ask(self, ask: Ask, progress: _Progress) -> SyncAnswer:
        """Send a request, and settle what its answer says of our ops."""
        request = cycle.build_request(
            ask.batch,
            ask.cursors,
            ask.identity,
            now_ms=self._clock.now_ms(),
            behind=progress.behind,
        )
        answer, exchange = self._send(request)
        self._auth.learn(exchange.skew_ms)
        cycle.check_answer(request, answer, ask.at)
        judged = judge(exchange, correction_ms=ask.correction_ms, heard_ms=ask.heard_ms)
        settlement = cycle.settlement(request, answer, ask.at)
        empty = [page for page in answer.pages if not page.rows]

        def settle(uow: UnitOfWork) -> set[str]:
            self._settle(uow, settlement)
            heard_ms = exchange.local_ms + exchange.rtt_ms // 2 + judged.correction_ms
            uow.sync.note_exchange(heard_ms, judged.correction_ms, answer.lease_until)
            uow.sync.note_trouble(judged.suspect)
            for page in empty:
                uow.sync.apply_page(page)
            return set(uow.sync.mismatch)

        self._compare(self._store.run(settle).result())
        self._noted = progress.suspect = judged.suspect
        progress.pushed += settlement.acked_n - ask.at.acked_n
        return answer

    def _settle(self, uow: UnitOfWork, settlement: Settlement) -> None:
        uow.sync.settle(settlement.acked_n, settlement.verdicts, settlement.durable_n)

    def _send(self, request: SyncRequest) -> tuple[SyncAnswer, Exchange]:
        """Send a request; when HQ finds our clock too wrong to believe the signature, once more
        with its own time.
        """
        try:
            return self._once(request)
        except HubRefusedError as refused:
            if refused.code != ProblemCode.CLOCK or refused.now is None:
                raise
        return self._once(request)

    def _once(self, request: SyncRequest) -> tuple[SyncAnswer, Exchange]:
        local_ms, started_ms = self._clock.now_ms(), self._clock.monotonic_ms()
        try:
            answer = self._transport.sync(request)
        except HubRefusedError as refused:
            if refused.now is not None:
                rtt_ms = self._clock.monotonic_ms() - started_ms
                self._auth.learn(Exchange(local_ms, rtt_ms, refused.now).skew_ms)
            raise
        rtt_ms = self._clock.monotonic_ms() - started_ms
        return answer, Exchange(local_ms, rtt_ms, answer.now)

    def _apply(self, page: Page, progress: _Progress) -> None:
        def apply(uow: UnitOfWork) -> set[str]:
            uow.sync.apply_page(page)
            return set(uow.sync.mismatch)

        self._compare(self._store.run(apply).result())
        progress.pulled += len(page.rows)

    def _compare(self, mismatched: set[str]) -> None:
        """Note which streams do not add up. One that does again may be mended again some day."""
        self._mismatched = mismatched
        self._mended &= mismatched

    def _reload(self, asked: Sequence[str], progress: _Progress) -> None:
        """Load streams anew: those HQ asked for, and once those that do not add up to HQ's sum."""
        if progress.reloaded & set(asked):
            raise ProtocolViolationError("a stream to be loaded anew twice")
        broken = self._mismatched - self._mended
        self._mended |= broken
        streams = {*asked, *broken}
        if streams:

            def reload(uow: UnitOfWork) -> None:
                for stream in sorted(streams):
                    uow.sync.resnap(stream)

            self._store.run(reload).result()
            progress.reloaded |= streams
            progress.behind |= streams

    def _shrink(self, ask: Ask, error: HubRefusedError | HubUnreachableError) -> bool:
        """Halve the batches when that may help. Return whether to try again at once: not when HQ
        is slow, which hurrying would make worse.
        """
        slow = isinstance(error, HubUnreachableError) and error.slow
        if not (slow or error.code in _SMALLER) or len(ask.batch.groups) <= 1:
            return False
        self._groups_max = max(1, len(ask.batch.groups) // 2)
        return not slow

    def _refused(self, refused: HubRefusedError) -> Outcome:
        ack = refused.ack
        if refused.code == ProblemCode.GAP and ack is not None:
            # HQ was set back: what it lost of ours is still here and is sent again.
            self._store.run(lambda uow: _start_over(uow, ack)).result()
        if refused.code in _HALTING:
            self.note(refused.code)
            return Outcome(trouble=refused.code, failed=True, halted=True)
        return self._failed(refused.code, at_least_ms=refused.retry_ms)

    def _failed(self, code: str, *, at_least_ms: int = 0) -> Outcome:
        self.note(code)
        return Outcome(trouble=code, failed=True, next_ms=at_least_ms)


def _start_over(uow: UnitOfWork, acked_n: int) -> None:
    identity = uow.sync.identity()
    if identity is not None and acked_n < uow.sync.outbox().last_n():
        uow.sync.restart_epoch(identity.epoch, acked_n)
