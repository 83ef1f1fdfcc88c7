"""A clock that is set while the window is open is told, by one that never jumps."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

import pytest

from terminal.clock_watch import CLOCK_BACK, CLOCK_JUMPED, EVERY_MS, JUMP_MS, ClockWatch
from terminal.machine import SystemClock
from tests.builders import START_MS
from tests.integration.bad_input.rig import assert_told

HOUR_MS: Final = 3_600_000
Y2000_MS: Final = 946_684_800_000


@dataclass(slots=True)
class Clocks:
    """Both clocks of a machine, standing until they are moved."""

    ms: int = START_MS
    elapsed: int = 5_000

    def now_ms(self) -> int:
        return self.ms

    def elapsed_ms(self) -> int:
        return self.elapsed

    def pass_time(self, ms: int) -> None:
        self.ms += ms
        self.elapsed += ms


@dataclass(slots=True)
class Desk:
    """A watch and what it told; `behind` is what the store says of the clock."""

    clocks: Clocks = field(default_factory=Clocks)
    told: list[str] = field(default_factory=list)
    behind: bool = False
    watch: ClockWatch = field(init=False)

    def __post_init__(self) -> None:
        self.watch = ClockWatch(self.clocks, is_behind=lambda: self.behind, tell=self.told.append)

    def look(self) -> bool:
        self.clocks.pass_time(EVERY_MS)
        assert self.watch.is_due()
        return self.watch.do()


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_it_looks_at_once_and_then_every_minute(desk: Desk) -> None:
    assert desk.watch.is_due()
    assert not desk.watch.do()
    assert not desk.watch.is_due()
    desk.clocks.pass_time(EVERY_MS - 1)
    assert not desk.watch.is_due()
    desk.clocks.pass_time(1)
    assert desk.watch.is_due()


def test_a_clock_that_runs_well_is_no_news_however_long_the_till_sleeps(desk: Desk) -> None:
    for _ in range(3):
        desk.clocks.pass_time(40 * HOUR_MS)
        assert not desk.look()
    assert [] == desk.told
    assert 3 * (40 * HOUR_MS + EVERY_MS) == desk.watch.ran_ms


def test_a_clock_set_by_hand_is_told_once_and_hq_is_asked_for_the_time(desk: Desk) -> None:
    desk.look()
    desk.clocks.ms += HOUR_MS
    assert desk.look()
    assert not desk.look()
    assert [CLOCK_JUMPED] == desk.told
    assert HOUR_MS == desk.watch.jumped_ms
    assert_told(CLOCK_JUMPED)


def test_what_the_network_puts_right_by_seconds_is_no_news(desk: Desk) -> None:
    desk.look()
    desk.clocks.ms -= JUMP_MS
    assert not desk.look()
    assert [] == desk.told


def test_a_clock_set_to_the_year_2000_and_back_is_told_and_then_well_again(desk: Desk) -> None:
    desk.look()
    right = desk.clocks.ms
    desk.clocks.ms, desk.behind = Y2000_MS, True
    assert desk.look()
    assert [CLOCK_BACK] == desk.told
    assert_told(CLOCK_BACK)
    desk.clocks.ms, desk.behind = right + EVERY_MS, False
    assert desk.look()
    assert not desk.look()
    assert [CLOCK_BACK] == desk.told, "that it is right again is told to nobody"
    assert 0 == desk.watch.jumped_ms


def test_a_clock_that_was_wrong_from_the_start_is_told_and_set_right_without_a_word(
    desk: Desk,
) -> None:
    desk.clocks.ms, desk.behind = Y2000_MS, True
    desk = Desk(desk.clocks, behind=True)
    assert not desk.look(), "it did not jump: it stands where it stood"
    assert [CLOCK_BACK] == desk.told
    desk.clocks.ms, desk.behind = START_MS, False
    assert desk.look()
    assert [CLOCK_BACK] == desk.told


def test_the_machines_own_clocks_run_at_one_speed() -> None:
    clock = SystemClock()
    told: list[str] = []
    watch = ClockWatch(clock, is_behind=lambda: False, tell=told.append)
    assert not watch.do()
    assert abs(watch.jumped_ms) < 1_000
    assert [] == told
