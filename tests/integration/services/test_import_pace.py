"""An import saves as many rows at once as keep the writer for a moment, on whatever machine."""

from __future__ import annotations

from concurrent.futures import Future
from pathlib import Path
from typing import TypeVar

import pytest

from local_store.unit_of_work import UnitOfWork
from terminal.domain.imports.model import BatchEntry, BatchState, Decisions, Preview, Stage
from terminal.services.import_pace import FIRST, LEAST, MOST, SLICE_MS, Pace
from terminal.services.imports import Imports
from terminal.services.work import Work
from tests.builders import SESSION, TestStore
from tests.integration.services.old_table import a_file, line
from tests.integration.services.shop import rows

T = TypeVar("T")


class Clock:
    """Time that passes when somebody says so."""

    def __init__(self) -> None:
        self.ms = 0

    def monotonic_ms(self) -> int:
        return self.ms


def settled(row_us: int, slice_ms: int = 0) -> Pace:
    """Return the pace of a machine that takes so long for a row, and for a slice besides."""
    pace = Pace(Clock())
    for _ in range(20):
        pace.took(pace.rows, slice_ms + pace.rows * row_us // 1000)
    return pace


@pytest.mark.parametrize("row_us", [150, 300, 600])
def test_a_slice_takes_about_as_long_on_a_quick_machine_as_on_a_slow_one(row_us: int) -> None:
    assert pytest.approx(SLICE_MS, rel=0.1) == settled(row_us).rows * row_us / 1000


def test_on_a_very_quick_one_no_more_is_saved_at_once_than_ever_was() -> None:
    assert MOST == settled(1).rows


def test_on_a_very_slow_disk_it_still_goes_on() -> None:
    assert LEAST == settled(1_000, slice_ms=400).rows


def test_a_slow_slice_counts_at_once_and_a_quick_one_half() -> None:
    pace = Pace(Clock())
    pace.took(FIRST, 2 * SLICE_MS)
    assert FIRST // 2 == pace.rows
    pace.took(FIRST // 2, SLICE_MS // 2)
    assert FIRST // 2 < pace.rows < FIRST
    was = pace.rows
    pace.took(0, 10_000)
    assert was == pace.rows


def test_to_wait_for_others_is_not_counted(till: TestStore) -> None:
    clock = Clock()
    pace = Pace(clock)

    def save(_: UnitOfWork) -> int:
        clock.ms += SLICE_MS * 2
        return FIRST

    def write(work: Work[T]) -> Future[T]:
        clock.ms += 60_000  # Somebody's save goes first.
        return till.store.run(work, SESSION)

    assert FIRST == pace.run(write, save)
    assert FIRST // 2 == pace.rows


def test_an_import_and_its_undoing_follow_the_machine(till: TestStore, tmp_path: Path) -> None:
    people = [line(f"合成{n}号", 手机=f"154{n:08d}") for n in range(900)]
    clock, slices = Clock(), [0]

    def write(work: Work[T]) -> Future[T]:
        def slow(uow: UnitOfWork) -> T:
            before = rows_of(uow)
            result = work(uow)
            slices.append(abs(rows_of(uow) - before))
            clock.ms += slices[-1]  # A millisecond a row: a tenth of the usual speed.
            return result

        return till.store.run(slow, SESSION)

    imports = Imports(write, lambda job: till.store.read(job, SESSION), Pace(clock))
    opened = imports.open(a_file(tmp_path, people))
    assert isinstance(opened, Preview)
    imports.check(imports.suggestion())
    seen: list[int] = []
    done = imports.run(
        Decisions(), report=lambda at: seen.append(at.done) if at.stage is Stage.WRITING else None
    )
    assert isinstance(done, BatchEntry)
    assert (BatchState.DONE, 900) == (done.state, done.new)
    assert [FIRST, LEAST] == [one for one in slices if one][:2]
    assert sorted(seen) == seen
    slices.clear()
    undone = imports.undo(done.id)
    assert isinstance(undone, BatchEntry)
    assert LEAST == max(slices)
    assert [(900,)] == rows(till, "SELECT count(*) FROM customer WHERE withdrawn = 1")


def rows_of(uow: UnitOfWork) -> int:
    return int(uow._db.execute("SELECT count(*) FROM import_row").fetchone()[0])
