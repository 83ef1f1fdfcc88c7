"""The till's clock: never back, after all it has seen, and not led astray."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from local_store.stamps import Stamps, greatest
from local_store.unit_of_work import UnitOfWork
from sync.hlc import MAX_AHEAD_MS, Hlc
from tests.builders import DEVICE, START_MS, TestStore, a_stamp, a_store

LIMIT = "z"


@pytest.mark.parametrize(
    ("clocks", "expected"),
    [
        ([], ""),
        ([{}], ""),
        ([{"a": "2", "b": "1"}, {"a": "3"}], "3"),
        ([{"tags": {"x": {"+": ["5", "4"], "-": ["7"]}}, "a": "6"}], "7"),
        ([{"tags": {"x": {}}}, {"tags": {}}], ""),
        ([{"a": "5", "b": "zz"}], "5"),
        ([{"tags": {"x": {"+": ["zz", "4"]}}}], "4"),
        ([{"a": 5, "tags": {"x": 3, "y": {"+": "9", "-": [1]}}}], ""),
    ],
)
def test_the_greatest_stamp_below_the_limit_is_found_wherever_it_stands(
    clocks: list[dict[str, Any]], expected: str
) -> None:
    assert expected == greatest(clocks, limit=LIMIT)


def _stamp(till: TestStore, *seen: dict[str, Any]) -> str:
    def work(uow: UnitOfWork) -> str:
        stamps = Stamps(uow.meta, device=DEVICE, now_ms=uow.now_ms)
        stamps.follow(seen)
        return stamps.next()

    return str(till.run(work))


def test_a_stamp_comes_after_all_that_was_seen(tmp_path: Path) -> None:
    till = a_store(tmp_path)
    ahead = a_stamp(START_MS + 60_000)
    assert ahead < _stamp(till, {"name": ahead})
    till.close()


def test_a_stamp_seen_from_the_past_changes_nothing(tmp_path: Path) -> None:
    till = a_store(tmp_path)
    assert str(Hlc(START_MS, 0, DEVICE)) == _stamp(till, {"name": a_stamp(START_MS - 9)})
    till.close()


def test_a_stamp_from_a_clock_far_ahead_is_not_followed_but_hides_no_other(tmp_path: Path) -> None:
    till = a_store(tmp_path)
    near, far = a_stamp(START_MS + 5), a_stamp(START_MS + MAX_AHEAD_MS + 60_000)
    made = _stamp(till, {"name": far, "note": near})
    assert near < made < far
    till.close()


def test_text_that_is_no_stamp_is_not_followed(tmp_path: Path) -> None:
    till = a_store(tmp_path)
    assert str(Hlc(START_MS, 0, DEVICE)) == _stamp(till, {"name": "0"})
    till.close()


def test_a_clock_set_back_and_a_restart_never_yield_a_smaller_stamp(tmp_path: Path) -> None:
    till = a_store(tmp_path)
    first = _stamp(till)
    till.close()
    till.clock.advance(days=-400)
    again = a_store(tmp_path, clock=till.clock)
    assert first < _stamp(again)
    again.close()


def test_a_stamp_of_work_that_failed_is_given_again(tmp_path: Path) -> None:
    till = a_store(tmp_path)

    def fail(uow: UnitOfWork) -> None:
        Stamps(uow.meta, device=DEVICE, now_ms=uow.now_ms).next()
        raise RuntimeError

    with pytest.raises(RuntimeError):
        till.run(fail)
    assert str(Hlc(START_MS, 0, DEVICE)) == _stamp(till)
    till.close()
