"""Waits between two tries of a device."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from devices.manager import RetryPolicy


def test_waits_double_up_to_ten_seconds() -> None:
    waits = [RetryPolicy().delay_s(n, lost=False, random=0.999_999) for n in range(8)]
    assert [0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 10.0, 10.0] == [round(wait, 3) for wait in waits]


def test_half_of_a_wait_is_random() -> None:
    assert 5.0 == RetryPolicy().delay_s(9, lost=False, random=0.0)


def test_a_port_that_is_gone_is_looked_for_more_often() -> None:
    assert 1.0 == RetryPolicy().delay_s(9, lost=True, random=0.0)


@given(attempt=st.integers(0, 10**9), lost=st.booleans(), random=st.floats(0, 1, exclude_max=True))
def test_a_wait_is_never_shorter_or_longer_than_the_policy_says(
    attempt: int, lost: bool, random: float
) -> None:
    assert 0.25 <= RetryPolicy().delay_s(attempt, lost=lost, random=random) <= 10.0
