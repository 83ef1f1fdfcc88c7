"""The sync thread: runs when called, survives what fails, says what changed, and ends when told."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from queue import Queue
from typing import Any

import pytest

from local_store.errors import DiskFullError
from sync.agent.outcome import Outcome
from sync.agent.pace import Pace, PaceSettings
from sync.agent.runner import SYNC_CRASH, Runner

_PATIENCE_S = 5.0
_QUIET_S = 0.05


class _Machine:
    def now_ms(self) -> int:
        return time.time_ns() // 1_000_000

    def monotonic_ms(self) -> int:
        return time.monotonic_ns() // 1_000_000


@dataclass(slots=True)
class _Script:
    """Does what it is told, one step per exchange; idles once the script is over."""

    steps: list[Outcome | Exception] = field(default_factory=list)
    ran: Queue[int] = field(default_factory=Queue)
    during: Callable[[Callable[[], bool]], None] | None = None
    count: int = 0
    closed: bool = False
    noted: list[str | None] = field(default_factory=list)
    disk_full: bool = False
    hung_up: threading.Event = field(default_factory=threading.Event)

    def note(self, trouble: str | None) -> None:
        self.noted.append(trouble)
        if self.disk_full:
            raise DiskFullError

    def hang_up(self) -> None:
        self.hung_up.set()

    def close(self) -> None:
        self.closed = True

    def exchange(self, stopping: Callable[[], bool]) -> Outcome:
        self.count += 1
        step = self.steps.pop(0) if self.steps else Outcome(next_ms=600_000)
        if self.during is not None:
            self.during(stopping)
        self.ran.put(self.count)
        if isinstance(step, Exception):
            raise step
        return step


@pytest.fixture
def start() -> Iterator[Any]:
    runners: list[Runner] = []

    def build(script: _Script, **pace: int) -> tuple[Runner, Queue[str | None]]:
        states: Queue[str | None] = Queue()
        clock = _Machine()
        settings = PaceSettings(**{"coalesce": 1, "backoff_max": 1, "early_every": 1, **pace})
        runner = Runner(
            script,
            clock=clock,
            pace=Pace(settings, random.Random(1), now_ms=clock.monotonic_ms()),
            on_state=states.put,
        )
        runner.start()
        runners.append(runner)
        return runner, states

    yield build
    for runner in runners:
        assert runner.stop(_PATIENCE_S)


def test_it_exchanges_at_the_start_and_at_every_nudge(start: Any) -> None:
    script = _Script()
    runner, _ = start(script)
    for count in range(1, 5):
        assert count == script.ran.get(timeout=_PATIENCE_S)
        runner.nudge()
    assert 5 == script.ran.get(timeout=_PATIENCE_S)


def test_it_polls_again_when_hq_wants_it(start: Any) -> None:
    script = _Script([Outcome(next_ms=1), Outcome(next_ms=1)])
    start(script, poll_min=1)
    assert [1, 2, 3] == [script.ran.get(timeout=_PATIENCE_S) for _ in range(3)]


@pytest.mark.expected_logs("sync is in trouble")
def test_it_tells_of_changes_of_state_and_not_of_attempts(start: Any) -> None:
    away = Outcome(trouble="HQ_UNREACHABLE", failed=True)
    skewed = Outcome(trouble="CLOCK_SUSPECT", next_ms=1)
    script = _Script([away, away, away, skewed, skewed, Outcome(next_ms=1)])
    _, states = start(script, poll_min=1)
    assert ["HQ_UNREACHABLE", "CLOCK_SUSPECT", None] == [
        states.get(timeout=_PATIENCE_S) for _ in range(3)
    ]
    assert states.empty()


def test_nothing_is_told_while_all_is_well(start: Any) -> None:
    script = _Script([Outcome(next_ms=1)])
    _, states = start(script, poll_min=1)
    assert 2 == [script.ran.get(timeout=_PATIENCE_S) for _ in range(2)][-1]
    assert states.empty()


@pytest.mark.expected_logs("sync crashed", "sync is in trouble")
def test_a_crash_becomes_a_trouble_and_the_thread_goes_on(start: Any, expected_logs: Any) -> None:
    script = _Script([ValueError("13800001111 王小兰"), Outcome()])
    _, states = start(script)
    assert [SYNC_CRASH, None] == [states.get(timeout=_PATIENCE_S) for _ in range(2)]
    assert [SYNC_CRASH] == script.noted
    assert not any("13800001111" in message for message in expected_logs.messages)


@pytest.mark.expected_logs("sync is in trouble")
def test_a_full_disk_is_told_as_what_it_is(start: Any) -> None:
    script = _Script([DiskFullError(), Outcome()], disk_full=True)
    _, states = start(script)
    assert ["STORE_DISK_FULL", None] == [states.get(timeout=_PATIENCE_S) for _ in range(2)]


@pytest.mark.expected_logs("sync is in trouble")
def test_a_halt_stops_it_for_good_whatever_is_nudged(start: Any) -> None:
    halted = Outcome(trouble="HQ_DEVICE_REVOKED", failed=True, halted=True)
    script = _Script([halted])
    runner, states = start(script)
    assert "HQ_DEVICE_REVOKED" == states.get(timeout=_PATIENCE_S)
    runner.nudge()
    runner.nudge()
    assert not threading.Event().wait(_QUIET_S)
    assert 1 == script.count


def test_stopping_lets_an_exchange_that_ends_soon_end_by_itself(start: Any) -> None:
    entered, release = threading.Event(), threading.Event()
    heard: list[bool] = []

    def during(stopping: Callable[[], bool]) -> None:
        heard.append(stopping())
        entered.set()
        release.wait(_PATIENCE_S)
        heard.append(stopping())

    script = _Script(during=during)
    runner, _ = start(script)
    assert entered.wait(_PATIENCE_S)
    threading.Timer(0.05, release.set).start()
    assert runner.stop(_PATIENCE_S)
    assert ([False, True], False) == (heard, script.hung_up.is_set())


def test_stopping_cuts_off_a_request_that_does_not_end(start: Any) -> None:
    entered = threading.Event()
    script = _Script([Outcome(trouble="HQ_UNREACHABLE", failed=True)])

    def during(_: Callable[[], bool]) -> None:
        entered.set()
        assert script.hung_up.wait(_PATIENCE_S)

    script.during = during
    runner, states = start(script)
    assert entered.wait(_PATIENCE_S)
    started = time.monotonic()
    assert runner.stop()
    assert time.monotonic() - started < 2.0
    assert (True, True) == (script.closed, states.empty())


def test_news_at_hq_call_for_an_exchange_at_once(start: Any) -> None:
    script = _Script()
    runner, _ = start(script, pull_every=0)
    for count in range(1, 4):
        assert count == script.ran.get(timeout=_PATIENCE_S)
        runner.nudge_pull()
    assert 4 == script.ran.get(timeout=_PATIENCE_S)


@dataclass(slots=True)
class _Ear:
    """Hears of exchanges."""

    heard: Queue[object] = field(default_factory=Queue)

    def start(self) -> None:
        self.heard.put("start")

    def began(self) -> None:
        self.heard.put("began")

    def ended(self, *, well: bool) -> None:
        self.heard.put(well)

    def stop(self) -> bool:
        self.heard.put("stop")
        return True


@pytest.mark.expected_logs("sync is in trouble")
def test_a_listener_hears_of_every_exchange_and_of_the_end() -> None:
    clock, ear = _Machine(), _Ear()
    settings = PaceSettings(coalesce=1, backoff_max=1, early_every=1)
    pace = Pace(settings, random.Random(1), now_ms=clock.monotonic_ms() + 50)
    script = _Script([Outcome(trouble="HQ_BUSY", failed=True)])
    runner = Runner(script, clock=clock, pace=pace, on_state=lambda _: None)
    runner.listen(ear)
    runner.start()
    heard = [ear.heard.get(timeout=_PATIENCE_S) for _ in range(5)]
    assert ["start", "began", False, "began", True] == heard
    assert runner.stop(_PATIENCE_S)
    assert "stop" == ear.heard.get_nowait()


@dataclass(slots=True)
class _Chores:
    """So many slices, of which the last says `calls`."""

    left: int
    calls: bool = False
    error: Exception | None = None
    done: Queue[int] = field(default_factory=Queue)

    def is_due(self) -> bool:
        return self.left > 0

    def do(self) -> bool:
        self.left -= 1
        self.done.put(self.left)
        if self.error is not None:
            raise self.error
        return self.calls and not self.left


@pytest.fixture
def idle() -> Iterator[Any]:
    runners: list[Runner] = []

    def build(script: _Script, chores: _Chores) -> Runner:
        clock = _Machine()
        pace = Pace(PaceSettings(pull_every=0), random.Random(1), now_ms=clock.monotonic_ms())
        runner = Runner(script, clock=clock, pace=pace, on_state=lambda _: None, chores=chores)
        runner.start()
        runners.append(runner)
        return runner

    yield build
    for runner in runners:
        assert runner.stop(_PATIENCE_S)


def test_chores_are_done_between_exchanges(idle: Any) -> None:
    script, chores = _Script(), _Chores(3)
    idle(script, chores)
    assert [2, 1, 0] == [chores.done.get(timeout=_PATIENCE_S) for _ in range(3)]
    assert 1 == script.count


def test_a_chore_that_found_something_calls_for_an_exchange(idle: Any) -> None:
    script = _Script()
    idle(script, _Chores(2, calls=True))
    assert [1, 2] == [script.ran.get(timeout=_PATIENCE_S) for _ in range(2)]


@pytest.mark.expected_logs("a chore failed", "a chore failed")
def test_a_chore_that_fails_stops_nothing(idle: Any) -> None:
    script, chores = _Script(), _Chores(2, error=DiskFullError())
    runner = idle(script, chores)
    assert [1, 0] == [chores.done.get(timeout=_PATIENCE_S) for _ in range(2)]
    runner.nudge()
    assert [1, 2] == [script.ran.get(timeout=_PATIENCE_S) for _ in range(2)]


def test_stopping_an_idle_or_unstarted_runner_is_quick() -> None:
    clock = _Machine()
    pace = Pace(PaceSettings(), random.Random(1), now_ms=clock.monotonic_ms())
    script = _Script()
    runner = Runner(script, clock=clock, pace=pace, on_state=lambda _: None)
    assert runner.stop(0)
    runner.start()
    assert runner.stop(_PATIENCE_S)
    assert (0, True) == (script.count, script.closed)
