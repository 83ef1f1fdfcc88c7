"""Whose clock is wrong, and what the till does about it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.agent.clock import (
    BUILT_MS,
    CLOCK_SUSPECT,
    FOLLOW_MAX_MS,
    HQ_CLOCK_SUSPECT,
    SUSPECT_MS,
    AuthClock,
    Exchange,
    Judgement,
    judge,
)

_MINUTE, _HOUR, _DAY = 60_000, 3_600_000, 86_400_000
_NOW = BUILT_MS + 100 * _DAY


def _judge(local: int, hub: int, *, before: int = 0, heard: int | None = _NOW) -> Judgement:
    return judge(Exchange(local, 0, hub), correction_ms=before, heard_ms=heard)


@given(st.integers(0, 2**45), st.integers(0, 60_000), st.integers(-(10**9), 10**9))
def test_skew_allows_for_the_way_there(local: int, rtt: int, ahead: int) -> None:
    # HQ reads its clock when half of the time is over.
    exchange = Exchange(local, rtt, local + rtt // 2 + ahead)
    assert ahead == exchange.skew_ms


def test_two_good_clocks_raise_no_suspicion_and_are_brought_together() -> None:
    assert Judgement(3_000, 3_000, None) == _judge(_NOW, _NOW + 3_000)


@pytest.mark.parametrize("sign", [-1, 1])
@pytest.mark.parametrize(("size", "suspect"), [(SUSPECT_MS, None), (SUSPECT_MS + 1, "till")])
def test_a_till_more_than_five_minutes_off_is_told(
    sign: int, size: int, suspect: str | None
) -> None:
    expected = CLOCK_SUSPECT if suspect else None
    assert Judgement(sign * size, sign * size, expected) == _judge(
        _NOW + _DAY, _NOW + _DAY + sign * size
    )


@pytest.mark.parametrize("sign", [-1, 1])
def test_the_bound_of_what_is_followed_is_a_day(sign: int) -> None:
    start = _NOW + 10 * _DAY
    at, beyond = sign * FOLLOW_MAX_MS, sign * (FOLLOW_MAX_MS + 1)
    assert Judgement(at, at, CLOCK_SUSPECT) == _judge(start, start + at)
    assert Judgement(beyond, 7, HQ_CLOCK_SUSPECT) == _judge(start, start + beyond, before=7)


def test_a_till_whose_battery_died_follows_hq_over_any_distance() -> None:
    born = 946_684_800_000
    assert Judgement(_NOW - born, _NOW - born, CLOCK_SUSPECT) == _judge(born, _NOW, heard=None)


def test_a_till_set_back_three_days_follows_because_time_does_not_run_backwards() -> None:
    local = _NOW - 3 * _DAY
    assert Judgement(3 * _DAY, 3 * _DAY, CLOCK_SUSPECT) == _judge(local, _NOW + _MINUTE * 0)


def test_a_till_set_ahead_three_days_does_not_believe_either_clock() -> None:
    assert Judgement(-3 * _DAY, 0, HQ_CLOCK_SUSPECT) == _judge(_NOW + 3 * _DAY, _NOW)


def test_an_hq_set_ahead_by_a_week_is_not_followed() -> None:
    assert Judgement(7 * _DAY, -20, HQ_CLOCK_SUSPECT) == _judge(_NOW, _NOW + 7 * _DAY, before=-20)


def test_an_hq_from_before_it_was_built_is_not_followed() -> None:
    hub = BUILT_MS - 2 * _DAY
    assert Judgement(hub - _NOW, 0, HQ_CLOCK_SUSPECT) == _judge(_NOW, hub, heard=None)


def test_an_hq_set_back_a_little_is_followed_but_suspect() -> None:
    assert Judgement(-2 * _HOUR, -2 * _HOUR, HQ_CLOCK_SUSPECT) == _judge(_NOW, _NOW - 2 * _HOUR)


def test_with_both_clocks_impossible_nothing_is_followed_over_more_than_a_day() -> None:
    assert Judgement(3 * _DAY, 5, HQ_CLOCK_SUSPECT) == _judge(0, 3 * _DAY, before=5)


@given(st.integers(0, 2**43), st.integers(0, 2**43), st.integers(-_DAY, _DAY))
def test_the_correction_is_hqs_or_stays(local: int, hub: int, before: int) -> None:
    judged = _judge(local, hub, before=before)
    assert judged.correction_ms in {before, hub - local}
    assert (judged.suspect is None) == (abs(judged.skew_ms) <= SUSPECT_MS)


class _Clock:
    def now_ms(self) -> int:
        return 1_000

    def monotonic_ms(self) -> int:
        return 0


def test_signatures_follow_hq_whatever_its_clock_says() -> None:
    auth = AuthClock(_Clock())
    assert 1_000 == auth.now_ms()
    auth.learn(-5 * _DAY)
    assert 1_000 - 5 * _DAY == auth.now_ms()
    auth.learn(7)
    assert 1_007 == auth.now_ms()


@pytest.mark.parametrize("skew_ms", [10**15, -(10**15), 10**30])
def test_signatures_do_not_follow_hq_out_of_the_calendar(skew_ms: int) -> None:
    auth = AuthClock(_Clock())
    auth.learn(7)
    auth.learn(skew_ms)
    assert 1_007 == auth.now_ms()
