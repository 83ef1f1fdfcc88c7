"""What stands above every page, and how fast a load goes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from terminal.domain.card import SyncState
from ui.frame.loading_rate import LoadingRate
from ui.frame.standing import Stand, Standing, standing
from ui.shortcuts import PageId

NOW = datetime(2025, 11, 21, 2, 32, tzinfo=UTC)
DAY = timedelta(days=1)


def stand(state: SyncState) -> Stand | None:
    found = standing(state, NOW)
    return None if found is None else found.stand


@pytest.mark.parametrize(
    ("left", "expected"),
    [
        (timedelta(days=7, seconds=1), None),
        (timedelta(days=7), Stand.LEASE_ENDS),
        (timedelta(0), Stand.LEASE_ENDS),
        (-timedelta(seconds=1), None),
    ],
)
def test_people_are_told_from_seven_days_before_the_lease_ends(
    left: timedelta, expected: Stand | None
) -> None:
    state = SyncState(heard_at=NOW - 7 * DAY, lease_until=NOW + left)
    assert expected is stand(state)


def test_the_warning_says_how_long_hq_was_silent_and_until_when() -> None:
    state = SyncState(heard_at=NOW - 8 * DAY, lease_until=NOW + 6 * DAY)
    assert Standing(Stand.LEASE_ENDS, days=8, until=NOW + 6 * DAY) == standing(state, NOW)


def test_a_lock_is_graver_than_anything_and_says_whose_it_is() -> None:
    state = SyncState(is_reading_locked=True, loading=True, lease_until=NOW - DAY, heard_at=NOW)
    assert Stand.LOCKED is stand(state)
    drained = SyncState(is_reading_locked=True, hub_state="draining", heard_at=NOW)
    assert Stand.LOCKED_BY_HQ is stand(drained)


def test_a_lock_that_the_clock_does_not_explain_is_said_to_be_the_clocks() -> None:
    state = SyncState(is_reading_locked=True, lease_until=NOW + DAY, heard_at=NOW)
    assert Stand.LOCKED_BY_CLOCK is stand(state)


def test_a_load_says_how_far_it_is_but_not_where_the_page_itself_does() -> None:
    state = SyncState(loading=True, loaded_rows=12, rows_total=40, heard_at=NOW)
    found = standing(state, NOW, 7)
    assert Standing(Stand.LOADING, rows=12, total=40, rate=7) == found
    assert [PageId.SYNC] == [page for page in PageId if found.is_told_on(page)]


@pytest.mark.parametrize(("trouble", "waits"), [("HQ_UNREACHABLE", True), ("CLOCK_SUSPECT", False)])
def test_a_load_that_waits_for_hq_says_so_and_tells_no_rate(trouble: str, waits: bool) -> None:
    state = SyncState(loading=True, loaded_rows=12, rows_total=40, trouble=trouble)
    rate = None if waits else 7
    wanted = Standing(Stand.LOADING, rows=12, total=40, rate=rate, is_cut_off=waits)
    assert wanted == standing(state, NOW, 7)
    assert waits is not wanted.is_told_on(PageId.SYNC)


def test_a_till_with_which_all_is_well_says_nothing() -> None:
    assert stand(SyncState(heard_at=NOW, lease_until=NOW + 14 * DAY)) is None
    assert stand(SyncState()) is None


def at(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


def test_the_rate_is_that_of_the_last_ten_seconds() -> None:
    rate = LoadingRate()
    assert rate.per_second is None
    for second, rows in ((0, 0), (5, 5_000), (10, 10_000), (15, 110_000), (20, 210_000)):
        rate.note(at(second), rows)
    assert 20_000 == rate.per_second


def test_a_first_look_has_no_rate_and_a_new_load_begins_anew() -> None:
    rate = LoadingRate()
    rate.note(at(0), 9_000)
    assert rate.per_second is None
    rate.note(at(1), 10_000)
    assert 1_000 == rate.per_second
    rate.note(at(2), 100)
    assert rate.per_second is None
    rate.note(at(3), 600)
    assert 500 == rate.per_second


def test_two_looks_at_one_moment_tell_nothing() -> None:
    rate = LoadingRate()
    rate.note(at(0), 1)
    rate.note(at(0), 2)
    assert rate.per_second is None
