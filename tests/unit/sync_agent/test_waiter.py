"""The waiting thread: parks one wait while all goes well, calls for exchanges, ends when told."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from queue import Queue
from typing import Any

import pytest

from local_store.errors import BusyError
from sync.agent.errors import HubLacksError, HubUnreachableError
from sync.agent.waiter import OWN_NEWS_MS, Waiter
from tests.unit.sync_agent.paper_hq import Clocks

_PATIENCE_S = 5.0
_QUIET_S = 0.05


@dataclass(slots=True)
class Line:
    """A line to HQ that a test answers by hand. `most` waits were ever parked at once."""

    parked: Queue[Mapping[str, int]] = field(default_factory=Queue)
    answers: Queue[bool | Exception] = field(default_factory=Queue)
    hung_up: bool = False
    closed: bool = False
    now: int = 0
    most: int = 0

    def wait(self, after: Mapping[str, int]) -> bool:
        self.now += 1
        self.most = max(self.most, self.now)
        self.parked.put(after)
        answer = self.answers.get(timeout=_PATIENCE_S)
        self.now -= 1
        if isinstance(answer, Exception):
            raise answer
        return answer

    def cut(self) -> None:
        if self.now:
            self.answers.put(HubUnreachableError("cut"))

    def hang_up(self) -> None:
        self.hung_up = True
        self.answers.put(HubUnreachableError("hung up"))

    def close(self) -> None:
        self.closed = True

    def next(self) -> Mapping[str, int]:
        return self.parked.get(timeout=_PATIENCE_S)

    def is_quiet(self) -> bool:
        return not threading.Event().wait(_QUIET_S) and self.parked.empty()


@dataclass(slots=True)
class Rig:
    """A waiter, its line, where the till's streams stand, and the calls for an exchange."""

    line: Line
    waiter: Waiter
    at: dict[str, int]
    calls: Queue[int]
    clocks: Clocks

    def exchange(self, *, well: bool = True, to: int | None = None) -> None:
        self.waiter.began()
        if to is not None:
            self.at["g"] = to
        self.waiter.ended(well=well)

    def called(self) -> None:
        self.calls.get(timeout=_PATIENCE_S)


class _Steady(random.Random):
    """Draws the greatest pause, so that a test knows it."""

    def uniform(self, a: float, b: float) -> float:
        return min(b, 0.001)


@pytest.fixture
def rig() -> Iterator[Rig]:
    line, at, calls, clocks = Line(), {"g": 7}, Queue[int](), Clocks()

    def after() -> Mapping[str, int]:
        return dict(at)

    waiter = Waiter(line, after=after, changed=lambda: calls.put(1), clock=clocks, rng=_Steady())
    waiter.start()
    yield Rig(line, waiter, at, calls, clocks)
    assert waiter.stop(_PATIENCE_S)
    assert (True, True, 1) >= (line.closed, line.hung_up, line.most)


def test_a_wait_is_parked_once_an_exchange_went_well(rig: Rig) -> None:
    assert rig.line.is_quiet()
    rig.exchange(well=False)
    assert rig.line.is_quiet()
    rig.exchange()
    assert {"g": 7} == rig.line.next()
    assert rig.line.is_quiet(), "only one"


def test_a_wait_that_ends_without_news_is_parked_again(rig: Rig) -> None:
    rig.exchange()
    for _ in range(3):
        rig.line.next()
        rig.line.answers.put(False)
    rig.line.next()
    assert rig.calls.empty()
    assert rig.waiter.is_healthy


def test_news_call_for_an_exchange_and_the_next_wait_starts_from_there(rig: Rig) -> None:
    rig.exchange()
    rig.line.next()
    rig.line.answers.put(True)
    rig.called()
    assert rig.line.is_quiet(), "HQ would only say it again"
    rig.exchange(to=9)
    assert {"g": 9} == rig.line.next()


def test_news_of_our_own_work_call_for_nothing(rig: Rig) -> None:
    rig.exchange()
    rig.line.next()
    rig.exchange(to=8)  # We sent something, and read up to it in the same exchange.
    rig.line.answers.put(True)
    assert {"g": 8} == rig.line.next()
    assert rig.calls.empty()


def test_news_long_after_our_own_work_are_of_others(rig: Rig) -> None:
    rig.exchange()
    rig.line.next()
    rig.exchange(to=8)
    rig.clocks.running_ms += OWN_NEWS_MS
    rig.line.answers.put(True)
    rig.called()
    assert rig.line.is_quiet(), "HQ would only say it again"


def test_news_during_an_exchange_wait_for_its_end(rig: Rig) -> None:
    rig.exchange()
    rig.line.next()
    rig.waiter.began()
    rig.line.answers.put(True)
    assert rig.line.is_quiet()
    rig.at["g"] = 8
    rig.waiter.ended(well=True)
    assert {"g": 8} == rig.line.next()
    assert rig.calls.empty()


def test_an_exchange_that_read_nothing_new_leaves_the_news_to_be_fetched(rig: Rig) -> None:
    rig.exchange()
    rig.line.next()
    rig.exchange()
    rig.line.answers.put(True)
    rig.called()


@pytest.mark.parametrize("error", [HubUnreachableError("x"), BusyError()])
def test_a_wait_that_fails_is_told_once_and_tried_again(rig: Rig, error: Exception) -> None:
    rig.exchange()
    for _ in range(3):
        rig.line.next()
        rig.line.answers.put(error)
    rig.line.next()
    assert not rig.waiter.is_healthy
    assert 1 == rig.calls.qsize()
    rig.line.answers.put(False)
    rig.line.next()
    assert rig.waiter.is_healthy


def test_an_hq_that_knows_no_waits_is_asked_once(rig: Rig) -> None:
    rig.exchange()
    rig.line.next()
    rig.line.answers.put(HubLacksError("status 404"))
    rig.called()
    rig.exchange()
    assert rig.line.is_quiet()
    assert not rig.waiter.is_healthy


def _parked(rig: Rig) -> None:
    rig.exchange()
    rig.line.next()


def _at_rest(rig: Rig) -> None:
    """Leave it waiting for a first exchange."""


def _calling(rig: Rig) -> None:
    _parked(rig)
    rig.line.answers.put(True)
    rig.called()


def _backing_off(rig: Rig) -> None:
    _parked(rig)
    rig.line.answers.put(HubUnreachableError("x"))
    rig.called()


@pytest.mark.parametrize("begin", [_parked, _at_rest, _calling, _backing_off])
def test_it_stops_within_a_second_wherever_it_is(rig: Rig, begin: Callable[[Rig], Any]) -> None:
    begin(rig)
    started = time.monotonic()
    assert rig.waiter.stop()
    assert time.monotonic() - started < 1.0
    assert rig.line.closed


def test_stopping_one_that_was_never_started_is_no_fault() -> None:
    line = Line()
    waiter = Waiter(line, after=dict, changed=lambda: None, clock=Clocks(), rng=_Steady())
    assert waiter.stop()
    assert line.hung_up


def test_a_failed_exchange_cuts_the_parked_wait_whose_line_may_be_dead(rig: Rig) -> None:
    rig.exchange(to=7)
    assert {"g": 7} == rig.line.next()
    rig.exchange(well=False)
    rig.called()  # Waiting does not work, so somebody has to ask.
    assert not rig.waiter.is_healthy
    rig.exchange(to=9)
    assert {"g": 9} == rig.line.next()


def test_however_waiting_ends_somebody_asks_from_then_on(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    unforeseen: list[type[BaseException]] = []
    monkeypatch.setattr(threading, "excepthook", lambda told: unforeseen.append(told.exc_type))
    rig.exchange()
    rig.line.next()
    rig.line.answers.put(ZeroDivisionError())
    rig.called()
    assert rig.waiter.stop(_PATIENCE_S)
    assert [ZeroDivisionError] == unforeseen
    assert (False, True) == (rig.waiter.is_healthy, rig.line.closed)
