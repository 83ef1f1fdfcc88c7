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

    def note(self, trouble: str | None) -> None:
        self.noted.append(trouble)
        if self.disk_full:
            raise DiskFullError

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


def test_stopping_waits_for_the_exchange_under_way(start: Any) -> None:
    entered, release = threading.Event(), threading.Event()
    heard: list[bool] = []

    def during(stopping: Callable[[], bool]) -> None:
        heard.append(stopping())
        entered.set()
        release.wait(_PATIENCE_S)
        heard.append(stopping())

    runner, _ = start(_Script(during=during))
    assert entered.wait(_PATIENCE_S)
    assert not runner.stop(0.01)
    release.set()
    assert runner.stop(_PATIENCE_S)
    assert [False, True] == heard


def test_stopping_an_idle_or_unstarted_runner_is_quick() -> None:
    clock = _Machine()
    pace = Pace(PaceSettings(), random.Random(1), now_ms=clock.monotonic_ms())
    script = _Script()
    runner = Runner(script, clock=clock, pace=pace, on_state=lambda _: None)
    assert runner.stop(0)
    runner.start()
    assert runner.stop(_PATIENCE_S)
    assert (0, True) == (script.count, script.closed)
