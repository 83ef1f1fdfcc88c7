"""What the soak measures, and what it calls growth."""

from __future__ import annotations

import mmap
import os
import random

import pytest

from tests.prove.memory import family, private_mb, shared_mb
from tests.prove.trend import trend

SIZE_MB = 32
HOURS = [number / 360 for number in range(300)]


@pytest.mark.parametrize(("flags", "own"), [(mmap.MAP_PRIVATE, True), (mmap.MAP_SHARED, False)])
def test_what_a_process_shares_is_counted_apart_from_its_own(flags: int, own: bool) -> None:
    private, shared = private_mb("self"), shared_mb("self")
    with mmap.mmap(-1, SIZE_MB << 20, flags=flags | mmap.MAP_ANONYMOUS) as taken:
        for place in range(0, len(taken), mmap.PAGESIZE):
            taken[place] = 1
        grown = (private_mb("self") - private, shared_mb("self") - shared)
    expected = (SIZE_MB, 0) if own else (0, SIZE_MB)
    assert expected == pytest.approx(grown, abs=2)


def test_a_process_that_is_gone_has_no_memory() -> None:
    assert 0.0 == private_mb(2**22 + 1)


def test_a_process_belongs_to_its_own_family() -> None:
    assert os.getpid() in family(os.getppid())


def noisy(values: list[float]) -> list[float]:
    rng = random.Random(1)
    return [value + rng.gauss(0, 1) for value in values]


def test_what_rises_by_a_tenth_in_an_hour_grows() -> None:
    assert trend(HOURS, noisy([100 + 10 * hour for hour in HOURS])).grows


def test_what_only_swings_does_not_grow() -> None:
    assert not trend(HOURS, noisy([100.0 for _ in HOURS])).grows


def test_what_rises_by_a_fiftieth_in_an_hour_is_a_cache_and_not_growth() -> None:
    assert not trend(HOURS, noisy([100 + 2 * hour for hour in HOURS])).grows
