"""Which backups are kept, over months of days with and without one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from local_store.keep_rule import kept

NOW = datetime(2026, 11, 22, 20, tzinfo=UTC)


def ms(days_ago: float) -> int:
    return round((NOW - timedelta(days=days_ago)).timestamp() * 1000)


def test_of_a_backup_a_day_seven_days_four_weeks_and_three_months_are_kept() -> None:
    found = sorted((ms(0) - one) // 86_400_000 for one in kept(ms(n) for n in range(200)))
    # Days 0–6; the ends of this week and three before it (Sundays); those of three months.
    assert [0, 1, 2, 3, 4, 5, 6, 7, 14, 21, 22, 53] == found


def test_the_newest_of_a_day_stands_for_it() -> None:
    morning, noon, evening, before = ms(0.5), ms(0.4), ms(0.1), ms(1)
    # Noon is one of the two newest of all.
    assert {noon, evening, before} == kept([morning, noon, evening, before])


def test_two_are_kept_even_of_one_day() -> None:
    assert {ms(0.1), ms(0.2)} == kept([ms(0.3), ms(0.2), ms(0.1)])


def test_old_ones_alone_are_kept_however_old() -> None:
    assert {ms(4000), ms(4001)} == kept([ms(4000), ms(4001)])


@given(st.sets(st.integers(min_value=0, max_value=2_000_000_000_000), max_size=60))
def test_the_newest_two_stay_and_never_more_than_the_rule_says(made: set[int]) -> None:
    keep = kept(made)
    assert set(sorted(made)[-2:]) <= keep <= made
    assert len(keep) <= 7 + 4 + 3 + 1
    assert keep == kept(keep), "thinning out twice changes nothing"
