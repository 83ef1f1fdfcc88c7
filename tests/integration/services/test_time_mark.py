"""The latest time that a till has seen goes on while its clock is set back, as long as it runs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

from terminal.time_mark import EVERY_MS, TimeMark
from tests.builders import START_MS, TestStore, a_store

DAY_MS: Final = 86_400_000
LEASE_MS: Final = 14 * DAY_MS


@dataclass(slots=True)
class Running:
    """A clock that never jumps, standing until it is moved."""

    ms: int = 5_000

    def elapsed_ms(self) -> int:
        return self.ms


@pytest.fixture
def till(tmp_path: Path) -> Iterator[TestStore]:
    made = a_store(tmp_path)
    made.run(lambda uow: uow.sync.note_exchange(START_MS, 0, START_MS + LEASE_MS))
    yield made
    made.close()


def run_for(mark: TimeMark, clock: Running, ms: int) -> None:
    for _ in range(ms // EVERY_MS):
        clock.ms += EVERY_MS
        assert mark.is_due()
        assert not mark.do()


def seen(till: TestStore) -> int:
    return till.run(lambda uow: uow.sync.seen_ms) or 0


def test_a_clock_that_is_set_back_every_morning_stretches_no_lease(till: TestStore) -> None:
    clock = Running()
    mark = TimeMark(till.store, clock)
    mark.do()
    for _ in range(15):
        run_for(mark, clock, DAY_MS)  # The clock on the wall stands still.
    assert START_MS + 15 * DAY_MS == seen(till)
    assert till.run(lambda uow: uow.sync.is_reading_locked)


def test_a_clock_that_runs_well_is_not_counted_twice(till: TestStore) -> None:
    clock = Running()
    mark = TimeMark(till.store, clock)
    mark.do()
    for _ in range(13 * 24 * 6):
        clock.ms += EVERY_MS
        till.clock.advance(ms=EVERY_MS)
        mark.do()
    assert START_MS + 13 * DAY_MS == seen(till)
    assert not till.run(lambda uow: uow.sync.is_reading_locked)


def test_hqs_word_counts_and_not_what_was_seen_before(till: TestStore) -> None:
    clock = Running()
    mark = TimeMark(till.store, clock)
    till.clock.advance(ms=4_000 * DAY_MS)
    mark.do()
    till.clock.advance(ms=-4_000 * DAY_MS + EVERY_MS)
    now = START_MS + EVERY_MS
    till.run(lambda uow: uow.sync.note_exchange(now, 0, now + LEASE_MS))
    run_for(mark, clock, EVERY_MS)
    assert now == seen(till)
    assert not till.run(lambda uow: uow.sync.is_reading_locked)


def test_it_is_due_at_once_and_then_every_ten_minutes(till: TestStore) -> None:
    clock = Running()
    mark = TimeMark(till.store, clock)
    assert mark.is_due()
    mark.do()
    assert not mark.is_due()
    clock.ms += EVERY_MS
    assert mark.is_due()
