"""When the next exchange is due: at once, a little later, or much later with HQ away."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.agent.pace import Pace, PaceSettings

_S = 1_000


def _pace(seed: int = 1, **settings: float) -> Pace:
    return Pace(PaceSettings(**settings), random.Random(seed), now_ms=0)  # type: ignore[arg-type]


def _idle(pace: Pace, now_ms: int, next_ms: int = 15 * _S) -> None:
    pace.start(now_ms)
    pace.succeed(now_ms, next_ms=next_ms)


def test_the_first_exchange_is_due_at_the_start() -> None:
    assert 0 == _pace().due_ms


def test_a_first_change_is_sent_at_once_even_right_after_a_poll() -> None:
    pace = _pace()
    _idle(pace, 0)
    pace.nudge(100)
    assert 100 == pace.due_ms


def test_further_changes_wait_until_the_first_is_two_seconds_old() -> None:
    pace = _pace()
    _idle(pace, 0)
    pace.nudge(5 * _S)
    _idle(pace, 5 * _S)
    for at in (5_001, 5_500, 6_999):
        pace.nudge(at)
        assert 7 * _S == pace.due_ms


def test_a_change_made_during_an_exchange_calls_for_another() -> None:
    pace = _pace()
    _idle(pace, 0)
    pace.nudge(5 * _S)
    pace.start(5 * _S)
    pace.nudge(5_100)
    pace.succeed(5_200, next_ms=15 * _S)
    assert 7 * _S == pace.due_ms


def test_a_busy_minute_makes_thirty_exchanges() -> None:
    pace = _pace()
    _idle(pace, 0)
    exchanges = 0
    for now_ms in range(1_000, 61_000, 50):
        pace.nudge(now_ms)
        if pace.due_ms <= now_ms:
            _idle(pace, now_ms)
            exchanges += 1
    assert 30 == exchanges


@given(st.integers(0, 100), st.integers(-(10**6), 10**9))
def test_hq_says_when_to_come_again_within_bounds_and_jitter(seed: int, next_ms: int) -> None:
    pace = _pace(seed)
    _idle(pace, 0, next_ms)
    wanted = min(max(next_ms, 500), 600_000)
    assert 0.8 * wanted <= pace.due_ms + 1
    assert pace.due_ms <= 1.2 * wanted + 1


def test_polls_of_many_tills_spread() -> None:
    dues = set()
    for seed in range(50):
        pace = _pace(seed)
        _idle(pace, 0)
        dues.add(pace.due_ms)
    assert len(dues) > 40
    assert max(dues) - min(dues) > 5 * _S


def _ceilings(failures: int) -> list[int]:
    highest = [0] * failures
    for seed in range(300):
        pace, now_ms = _pace(seed), 0
        for step in range(failures):
            pace.start(now_ms)
            pace.fail(now_ms)
            highest[step] = max(highest[step], pace.due_ms - now_ms)
            now_ms = pace.due_ms
    return highest


def test_waits_after_failures_double_up_to_five_minutes_with_full_jitter() -> None:
    ceilings = [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]
    for ceiling, highest in zip(ceilings, _ceilings(len(ceilings)), strict=True):
        assert 0.95 * ceiling * _S < highest <= ceiling * _S


def test_a_hundred_years_of_failures_do_not_overflow() -> None:
    pace = _pace()
    for _ in range(5_000):
        pace.fail(0)
    assert 0 <= pace.due_ms <= 300 * _S


def test_success_ends_the_back_off() -> None:
    pace = _pace()
    for _ in range(8):
        pace.fail(0)
    _idle(pace, 0)
    pace.nudge(1)
    assert 1 == pace.due_ms


def _failing(seed: int = 3) -> Pace:
    pace = _pace(seed)
    for _ in range(12):
        pace.fail(0)
    assert pace.due_ms > 30 * _S
    return pace


def test_a_change_cuts_a_long_wait_short_but_only_every_five_seconds() -> None:
    pace = _failing()
    pace.nudge(10 * _S)
    assert 10 * _S == pace.due_ms
    pace.start(10 * _S)
    pace.fail(10 * _S, at_least_ms=1)
    tries = 0
    for now_ms in range(10 * _S, 40 * _S, 50):
        pace.nudge(now_ms)
        if pace.due_ms <= now_ms:
            pace.start(now_ms)
            pace.fail(now_ms, at_least_ms=60 * _S)
            tries += 1
    assert 1 == tries


def test_changes_with_hq_away_try_about_every_five_seconds() -> None:
    pace = _failing()
    tries = []
    for now_ms in range(10 * _S, 70 * _S, 50):
        pace.nudge(now_ms)
        if pace.due_ms <= now_ms:
            tries.append(now_ms)
            pace.start(now_ms)
            pace.fail(now_ms)
            # Only changes count here, so leave the back-off's own tries out.
            pace._due_ms = now_ms + 300 * _S
    assert tries == list(range(10 * _S, 70 * _S, 5 * _S))


def test_hqs_wish_to_be_left_alone_is_kept_even_with_changes_waiting() -> None:
    pace = _pace()
    pace.start(0)
    pace.fail(0, at_least_ms=60 * _S)
    assert 60 * _S == pace.due_ms
    pace.nudge(10 * _S)
    assert 60 * _S == pace.due_ms


@pytest.mark.parametrize("seed", range(5))
def test_a_later_early_try_never_delays_the_regular_one(seed: int) -> None:
    pace = _pace(seed)
    pace.start(0)
    pace.fail(0)
    regular = pace.due_ms
    pace.nudge(0)
    pace.nudge(0)
    assert pace.due_ms <= regular


def test_news_at_hq_are_fetched_at_once_and_a_busy_stream_not_every_moment() -> None:
    pace = Pace(PaceSettings(pull_every=200), random.Random(1), now_ms=0)
    pace.start(1_000)
    pace.succeed(1_010, next_ms=300_000)
    pace.nudge_pull(5_000)
    assert 5_000 == pace.due_ms
    pace.start(5_000)
    pace.succeed(5_010, next_ms=300_000)
    pace.nudge_pull(5_050)
    pace.nudge_pull(5_060)
    assert 5_200 == pace.due_ms


def test_news_do_not_hurry_a_till_that_cannot_reach_hq() -> None:
    pace = Pace(PaceSettings(), random.Random(1), now_ms=0)
    pace.start(0)
    pace.fail(10, at_least_ms=60_000)
    due = pace.due_ms
    pace.nudge_pull(20)
    assert due == pace.due_ms
