"""Chores of a quiet hour, by the till's own clock."""

from __future__ import annotations

import pytest

from local_store.store import Store
from sync.agent.agent import Agent
from sync.agent.nightly import AFTER_START_MS, EVERY_MS, SLICE_ROWS, Nightly
from tests.unit.sync_agent.paper_hq import STORE, Clocks, PaperHq


@pytest.fixture
def nightly(store: Store, clocks: Clocks) -> Nightly:
    return Nightly(store, clock=clocks)


@pytest.fixture
def loaded(agent: Agent, hq: PaperHq) -> PaperHq:
    hq.whole = True
    hq.fill(STORE, 2 * SLICE_ROWS + 100)
    agent.exchange(lambda: False)
    return hq


def _night(nightly: Nightly) -> list[bool]:
    """Do everything that is due, and return what each slice said."""
    said = []
    while nightly.is_due():
        said.append(nightly.do())
        assert len(said) < 20
    return said


def _scrubbed_at(store: Store) -> int | None:
    return store.read(lambda uow: uow.sync.scrubbed_at).result()


def test_nothing_is_done_right_after_the_start(nightly: Nightly, clocks: Clocks) -> None:
    clocks.running_ms += AFTER_START_MS - 1
    assert not nightly.is_due()
    clocks.running_ms += 1
    assert nightly.is_due()


def test_everything_is_read_in_slices_once_in_a_day(
    nightly: Nightly, loaded: PaperHq, store: Store, clocks: Clocks
) -> None:
    clocks.running_ms += AFTER_START_MS
    assert [False, False, False] == _night(nightly)
    assert clocks.wall_ms == _scrubbed_at(store)
    clocks.running_ms += EVERY_MS - 1
    assert [] == _night(nightly)
    clocks.running_ms += 1
    clocks.wall_ms += EVERY_MS
    assert 3 == len(_night(nightly))


def test_a_clock_that_was_set_back_does_not_put_it_off_for_long(
    nightly: Nightly, loaded: PaperHq, store: Store, clocks: Clocks
) -> None:
    clocks.running_ms += AFTER_START_MS
    _night(nightly)
    clocks.wall_ms -= 400 * EVERY_MS
    clocks.running_ms += EVERY_MS
    assert 3 == len(_night(nightly))


def test_a_till_that_is_started_every_morning_reads_everything_once_a_day(
    loaded: PaperHq, store: Store, clocks: Clocks
) -> None:
    for hours, slices in ((0, 3), (5, 1), (20, 3)):
        clocks.wall_ms += hours * 3_600_000
        morning = Nightly(store, clock=clocks)
        clocks.running_ms += AFTER_START_MS
        assert slices == len(_night(morning))


@pytest.mark.expected_logs("records were damaged")
def test_damage_calls_for_an_exchange_that_mends_it(
    nightly: Nightly, loaded: PaperHq, agent: Agent, store: Store, clocks: Clocks
) -> None:
    def spoil(uow: object) -> None:
        db = uow._db  # type: ignore[attr-defined]
        db.execute("UPDATE customer SET name = 'x' WHERE id = 'c00700'")

    store.run(spoil).result()
    clocks.running_ms += AFTER_START_MS
    assert [False, False, True] == _night(nightly)
    assert agent.exchange(lambda: False).trouble is None
    found = store.read(lambda uow: uow.customers.get("c00700")).result()
    assert found is not None
    assert "测试甲" == found.name
    assert 2 == len(loaded.repairs)
