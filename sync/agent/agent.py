"""The agent: carries out exchanges between the store and HQ.

Three short acts, and a crash between any two is safe: read what to send, send it (no transaction
is open), settle and apply the answer. HQ ignores an op it has, the store settles by number and
group and never "whatever is pending", and a page moves its cursor together with its rows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from local_store.cursors import Cursor
from local_store.enrolment import Identity
from local_store.errors import NotEnrolledError
from local_store.outbox import PushBatch
from local_store.store import Store
from local_store.unit_of_work import UnitOfWork
from sync.agent import cycle, rotating
from sync.agent.ahead import Ahead
from sync.agent.asking import Asker
from sync.agent.batches import FULL, Batches
from sync.agent.clock import AuthClock, Clock, judge
from sync.agent.cycle import Plan, Position, Settlement, Wish
from sync.agent.errors import (
    HubRefusedError,
    HubUnreachableError,
    ProtocolViolationError,
    SyncError,
)
from sync.agent.leaving import Leaving
from sync.agent.loading import Loader
from sync.agent.mending import Mender
from sync.agent.outcome import Outcome
from sync.agent.ties import Ties
from sync.agent.transport import Transport
from sync.agent.watchdog import Watchdog
from sync.protocol.cycle import DeviceState, Page, SyncAnswer, SyncRequest
from sync.protocol.problems import ProblemCode

MISMATCH: Final = "SYNC_MISMATCH"
DRAINING: Final = "HQ_DEVICE_DRAINING"
EXPIRED: Final = "HQ_DEVICE_EXPIRED"
_OF_STATE: Final = {DeviceState.DRAINING: DRAINING, DeviceState.EXPIRED: EXPIRED}


@dataclass(frozen=True, slots=True)
class Ask:
    """What the store said when a round began. Times in UTC ms, `correction_ms` as measured."""

    identity: Identity
    batch: PushBatch
    cursors: Mapping[str, Cursor]
    at: Position
    correction_ms: int
    heard_ms: int | None
    judged: int
    hub_state: str


@dataclass(slots=True)
class _Progress:
    """What one call of `exchange` came to so far."""

    pushed: int = 0
    pulled: int = 0
    next_ms: int = 0
    pause_ms: int = 0
    suspect: str | None = None
    state: DeviceState = DeviceState.ACTIVE
    rotate: bool = False
    restarted: bool = False
    moved: bool = False
    waiting: bool = False
    epoch: str = ""
    cursors: Mapping[str, Cursor] = field(default_factory=dict)
    behind: frozenset[str] = cycle.NO_STREAMS
    reloaded: set[str] = field(default_factory=set)

    def answered(self, ask: Ask, answer: SyncAnswer) -> None:
        """Note what the last request came to."""
        self.epoch, self.cursors = ask.identity.epoch, ask.cursors
        self.next_ms, self.state, self.rotate = answer.next_ms, answer.state, answer.rotate
        self.behind = cycle.behind(answer)


class Agent:
    """Exchanges with HQ on behalf of one store. For one thread, but for `hang_up`."""

    def __init__(
        self,
        store: Store,
        transport: Transport,
        *,
        clock: Clock,
        auth: AuthClock,
        ties: Ties | None = None,
    ) -> None:
        self._store = store
        self._transport = transport
        self._clock = clock
        self._ties = ties or Ties()
        self._asker = Asker(transport, clock, auth, self._ties.signer)
        self._ahead = Ahead(store, _read)
        self._batches = Batches()
        self._loader = Loader(
            store,
            transport,
            clock=clock,
            fetcher=self._ties.fetcher,
            preparer=self._ties.preparer,
        )
        self._mender = Mender(store, transport)
        self._leaving = Leaving(store, clock, self._ties.forget)
        self._watchdog = Watchdog()
        self._noted: str | None = None
        self._mismatched: frozenset[str] = frozenset()
        self._early: dict[str, int] = {}

    def exchange(self, stopping: Callable[[], bool]) -> Outcome:
        """Send what waits and take what is new, until neither is left or `stopping` says so.

        What goes wrong between till and HQ is in the outcome; errors of the local store are
        raised (LocalStoreError), and so is any bug.
        """
        self._batches.begin()
        progress = _Progress()
        try:
            self._run(progress, stopping)
            if progress.rotate and self._ties.signer is not None:
                rotating.rotate(self._store, self._transport, self._ties.signer)
        except HubRefusedError as refused:
            return self._refused(refused)
        except SyncError as error:
            return self._failed(error.code)
        trouble = self._trouble(progress, stopping)
        self.note(trouble)
        if not (progress.waiting or stopping()):
            self._ahead.begin(max(self._batches.size, 1))
        return Outcome(
            trouble=trouble,
            next_ms=max(progress.next_ms, progress.pause_ms),
            pushed=progress.pushed,
            pulled=progress.pulled,
        )

    def note(self, trouble: str | None) -> None:
        """Keep a change of state for whoever asks the store; not every failed attempt."""
        if trouble != self._noted:
            self._store.run(lambda uow: uow.sync.note_trouble(trouble)).result()
            self._noted = trouble

    def hang_up(self) -> None:
        """End a request under way, from any thread."""
        self._transport.hang_up()

    def close(self) -> None:
        """Close the connection to HQ."""
        self._transport.close()

    def _run(self, progress: _Progress, stopping: Callable[[], bool]) -> None:
        """Do rounds, and between them load and mend streams, until nothing is left to do."""
        while True:
            more = self._round(progress, stopping)
            if stopping():
                return
            if progress.state is DeviceState.ACTIVE:
                more = self._load(progress, stopping) or more
                more = self._mend(progress, stopping) or more
            if not more or stopping():
                return

    # One round

    def _round(self, progress: _Progress, stopping: Callable[[], bool]) -> bool:
        """Make one request and carry out its answer. Return whether another one is called for."""
        size = self._batches.size
        ask = self._ahead.read(max(size, 1))
        batch = ask.batch if size else PushBatch()
        try:
            answer = self._ask(ask, batch, progress)
        except (HubRefusedError, HubUnreachableError) as error:
            if self._begin_again(ask, error, progress) or self._shrink(batch, error):
                progress.pause_ms = error.retry_ms if isinstance(error, HubRefusedError) else 0
                return True
            raise
        self._batches.passed(len(batch.groups))
        progress.answered(ask, answer)
        for page in cycle.plan(answer, ask.cursors).later:
            if stopping():
                return False
            self._apply(page, progress)
        self._reload(answer, progress)
        drains = answer.state is DeviceState.DRAINING and ask.hub_state != DeviceState.DRAINING
        more = ask.batch.more or len(batch.groups) < len(ask.batch.groups)
        more = more and not self._batches.is_full
        return more or drains or bool(progress.behind) or len(answer.late) == cycle.LATE_MAX

    def _ask(self, ask: Ask, batch: PushBatch, progress: _Progress) -> SyncAnswer:
        """Send a request; settle what its answer says of our ops and apply what is small."""
        request = self._request(ask, batch, progress)
        answer, exchange = self._asker.ask(request)
        cycle.check_answer(request, answer, ask.at)
        judged = judge(exchange, correction_ms=ask.correction_ms, heard_ms=ask.heard_ms)
        settlement = cycle.settlement(request, answer, ask.at)
        plan = cycle.plan(answer, ask.cursors)
        full = FULL.value if self._batches.is_full else None
        trouble = full or judged.suspect or _OF_STATE.get(answer.state)

        def settle(uow: UnitOfWork) -> tuple[frozenset[str], bool]:
            self._settle(uow, settlement)
            heard_ms = exchange.local_ms + exchange.rtt_ms // 2 + judged.correction_ms
            uow.sync.note_exchange(heard_ms, judged.correction_ms, answer.lease_until, trouble)
            self._leaving.note(uow, answer.state)
            _apply_small(uow, plan)
            return _standing(uow)

        self._mismatched, progress.waiting = self._store.run(settle).result()
        self._noted = progress.suspect = trouble
        self._early |= {stream: rows[-1].seq for stream, rows in plan.early}
        progress.pushed += settlement.acked_n - ask.at.acked_n
        progress.pulled += sum(len(page.rows) for page in plan.at_once)
        return answer

    def _request(self, ask: Ask, batch: PushBatch, progress: _Progress) -> SyncRequest:
        wish = Wish(
            behind=progress.behind,
            early=self._early,
            judged=ask.judged,
            drained=ask.hub_state == DeviceState.DRAINING and not ask.batch.groups,
            waits=self._ties.waits(),
        )
        cursors = {s: one for s, one in ask.cursors.items() if self._is_read_on(one)}
        return cycle.build_request(
            self._batches.to_send(batch),
            cursors,
            ask.identity,
            now_ms=self._clock.now_ms(),
            wish=wish,
        )

    def _settle(self, uow: UnitOfWork, settlement: Settlement) -> None:
        uow.sync.settle(
            settlement.acked_n,
            settlement.verdicts,
            settlement.durable_n,
            late=settlement.late,
            judged=settlement.judged,
        )

    def _apply(self, page: Page, progress: _Progress) -> None:
        def apply(uow: UnitOfWork) -> frozenset[str]:
            uow.sync.apply_page(page)
            return frozenset(uow.sync.mismatch)

        self._mismatched = self._store.run(apply).result()
        progress.pulled += len(page.rows)

    # Whole streams

    def _is_read_on(self, cursor: Cursor) -> bool:
        return not (self._loader.is_wanted(cursor) or self._mender.is_due(cursor))

    def _load(self, progress: _Progress, stopping: Callable[[], bool]) -> bool:
        """Load streams from snapshots, until all are here or somebody saved something. Return
        whether a round is called for.
        """
        streams = [s for s, cursor in progress.cursors.items() if self._loader.is_wanted(cursor)]

        def pause() -> bool:
            pending = self._store.read(lambda uow: uow.sync.pending(1)).result()
            return (bool(pending.groups) and not self._batches.is_full) or stopping()

        progress.pulled += self._loader.load(streams, progress.epoch, pause)
        return bool(streams)

    def _mend(self, progress: _Progress, stopping: Callable[[], bool]) -> bool:
        """Mend streams that do not add up; return whether a round is called for."""
        if not (self._mismatched or any(one.repair_due for one in progress.cursors.values())):
            self._mender.all_is_well()
            return False
        mended = self._mender.mend(stopping)
        if mended:
            progress.moved = True
            progress.behind |= self._mismatched
        return mended > 0

    def _reload(self, answer: SyncAnswer, progress: _Progress) -> None:
        """Load streams anew that HQ asked to be."""
        streams = {one.s for one in answer.resnap}
        if progress.reloaded & streams:
            raise ProtocolViolationError("a stream to be loaded anew twice")
        progress.reloaded |= streams
        if streams:

            def reload(uow: UnitOfWork) -> None:
                for stream in sorted(streams):
                    uow.sync.resnap(stream)

            self._store.run(reload).result()

    # What goes wrong

    def _begin_again(
        self, ask: Ask, error: HubRefusedError | HubUnreachableError, progress: _Progress
    ) -> bool:
        """Send again what an HQ that was set back has lost, once. Return whether to try again."""
        if not isinstance(error, HubRefusedError) or progress.restarted:
            return False
        again = cycle.restart(error, ask.identity.epoch, ask.at.made_n)
        if again is None:
            return False
        self._store.run(lambda uow: uow.sync.restart_epoch(again.epoch, again.acked_n)).result()
        self._early.clear()
        progress.restarted = True
        return True

    def _shrink(self, batch: PushBatch, error: HubRefusedError | HubUnreachableError) -> bool:
        """Send less when that may help. Return whether to try again at once: not when HQ is slow,
        which hurrying would make worse.
        """
        if isinstance(error, HubUnreachableError):
            if error.slow:
                self._batches.slow(len(batch.groups))
            return False
        again = self._batches.failed(batch, error.code)
        if again and len(batch.groups) == 1:
            self._store.run(lambda uow: uow.sync.note_tries(batch)).result()
        return again

    def _trouble(self, progress: _Progress, stopping: Callable[[], bool]) -> str | None:
        """Return what stands between till and HQ after an exchange that went well."""
        if self._mismatched:
            return MISMATCH
        if stopping() or self._batches.is_full:
            return progress.suspect
        moved = bool(progress.pushed or progress.pulled or progress.restarted or progress.moved)
        return self._watchdog.judge(moved=moved, waiting=progress.waiting) or progress.suspect

    def _refused(self, refused: HubRefusedError) -> Outcome:
        if refused.code == ProblemCode.DEVICE_REVOKED:
            self.note(refused.code)
            return self._leaving.revoked(refused.proof)
        if refused.code == ProblemCode.DEVICE_FORKED:
            self.note(refused.code)
            return Outcome(trouble=refused.code, failed=True, halted=True)
        return self._failed(refused.code, at_least_ms=refused.retry_ms)

    def _failed(self, code: str, *, at_least_ms: int = 0) -> Outcome:
        self.note(code)
        return Outcome(trouble=code, failed=True, next_ms=at_least_ms)


def _read(uow: UnitOfWork, groups: int) -> Ask:
    if (identity := uow.sync.identity()) is None:
        raise NotEnrolledError
    batch = uow.sync.pending(groups)
    return Ask(
        identity=identity,
        batch=batch,
        cursors=uow.sync.cursors(),
        at=cycle.position(batch, uow.sync.outbox().last_n()),
        correction_ms=uow.sync.skew_ms,
        heard_ms=uow.sync.heard_ms,
        judged=uow.sync.judged,
        hub_state=uow.sync.hub_state,
    )


def _apply_small(uow: UnitOfWork, plan: Plan) -> None:
    for stream, rows in plan.early:
        uow.sync.apply_early(stream, rows)
    for page in plan.at_once:
        uow.sync.apply_page(page)


def _standing(uow: UnitOfWork) -> tuple[frozenset[str], bool]:
    """Return which streams do not agree with HQ, and whether anything should still move."""
    cursors = uow.sync.cursors().values()
    off = frozenset(one.stream for one in cursors if one.mismatch_at is not None)
    return off, bool(uow.sync.pending(1).groups) or any(not one.complete for one in cursors)
