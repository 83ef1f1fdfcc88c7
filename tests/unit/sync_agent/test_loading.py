"""Loading a stream from a snapshot: whole, interrupted, and while people work."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from local_store.preparing import InlinePreparer
from local_store.store import Store
from sync.agent.agent import Agent
from sync.agent.clock import AuthClock
from sync.agent.errors import HubRefusedError, HubUnreachableError
from sync.agent.loading import SLICE_MS, SLICE_ROWS_MIN, Slices
from sync.agent.ties import Ties
from sync.protocol.snapshot import CHUNK_ROWS_MAX, Manifest
from tests.unit.sync_agent.conftest import Till
from tests.unit.sync_agent.paper_hq import STORE, Clocks, PaperHq, PaperLine


def _never() -> bool:
    return False


@pytest.fixture
def hq(clocks: Clocks) -> PaperHq:
    return PaperHq(clocks, whole=True, chunk_rows=100)


def _at(position: int, act: Callable[[], object]) -> Callable[[int], None]:
    """Return what runs `act` before the chunk at this position is fetched, once."""
    done: list[int] = []

    def before(count: int) -> None:
        if count == position and not done:
            done.append(count)
            act()

    return before


def _break() -> None:
    raise HubUnreachableError("gone")


def test_a_new_till_loads_by_chunks_and_reads_on_from_where_they_end(
    agent: Agent, hq: PaperHq, till: Till
) -> None:
    hq.fill(STORE, 950)
    outcome = agent.exchange(_never)
    assert (None, False, 950) == (outcome.trouble, outcome.failed, outcome.pulled)
    assert (10, 10) == (len(hq.fetched), len(set(hq.fetched)))
    assert [[], [("g", 0), (STORE, 950)]] == [
        [(pull.s, pull.after) for pull in request.pull] for request in hq.seen
    ]
    assert (950, False, None) == (
        till.state.loaded_rows, till.state.loading, till.state.trouble,
    )  # fmt: skip


@pytest.mark.parametrize("breaks", [False, True])
def test_threads_take_turns_and_garbage_goes_as_before_when_a_load_has_ended(
    agent: Agent, hq: PaperHq, breaks: bool
) -> None:
    hq.fill(STORE, 250)
    turn, collected = sys.getswitchinterval(), gc.get_threshold()
    during: list[bool] = []

    def note(_: object) -> None:
        during.append(sys.getswitchinterval() < turn and gc.get_threshold() > collected)

    hq.before_chunk = note
    if breaks:
        hq.before_chunk = _at(1, _break)
    agent.exchange(_never)
    assert (breaks, True) == (not during, all(during))
    assert (turn, collected) == (sys.getswitchinterval(), gc.get_threshold())


def test_what_the_chunks_bring_adds_up(agent: Agent, hq: PaperHq, store: Store) -> None:
    hq.fill(STORE, 250)
    agent.exchange(_never)
    cursor = store.read(lambda uow: uow.sync.cursors()[STORE]).result()
    assert (cursor.n, cursor.sum) == store.read(lambda uow: uow.sync.recount(STORE)).result()
    assert cursor.consistent_at is not None


@pytest.mark.parametrize("broken", [0, 1, 6, 9])
def test_an_interrupted_load_fetches_no_chunk_twice(
    agent: Agent, hq: PaperHq, till: Till, broken: int
) -> None:
    hq.fill(STORE, 950)
    hq.before_chunk = _at(broken, _break)
    outcome = agent.exchange(_never)
    assert ("HQ_UNREACHABLE", True) == (outcome.trouble, outcome.failed)
    assert broken * 100 == till.state.loaded_rows
    assert agent.exchange(_never).trouble is None
    assert (10, 10, 950) == (len(hq.fetched), len(set(hq.fetched)), till.state.loaded_rows)


def test_another_start_of_the_program_goes_on_with_the_load(
    agent: Agent, hq: PaperHq, store: Store, clocks: Clocks, auth: AuthClock, till: Till
) -> None:
    hq.fill(STORE, 500)
    hq.before_chunk = _at(3, _break)
    agent.exchange(_never)
    Agent(store, PaperLine(hq), clock=clocks, auth=auth).exchange(_never)
    assert (5, 500) == (len(hq.fetched), till.state.loaded_rows)


def test_what_is_saved_while_loading_is_sent_before_the_next_chunk(
    agent: Agent, hq: PaperHq, till: Till
) -> None:
    hq.fill(STORE, 500)
    hq.before_chunk = _at(2, lambda: till.save(1))
    agent.exchange(_never)
    assert [0, 1, 0] == [len(r.push.groups) if r.push else 0 for r in hq.seen]
    assert [0, 1, 2] == [len(request.pull) for request in hq.seen]
    assert (0, 500) == (till.state.unsent, till.state.loaded_rows)
    assert 1 == hq.acked_n


def test_somebody_who_saves_all_the_time_still_gets_everything(
    agent: Agent, hq: PaperHq, till: Till
) -> None:
    hq.fill(STORE, 500)
    hq.before_chunk = lambda count: till.put(f"mine{count}", name="测试丙")
    assert 500 == agent.exchange(_never).pulled
    assert (5, 5, 0) == (len(hq.fetched), hq.acked_n, till.state.unsent)


def test_stopping_ends_between_two_chunks(agent: Agent, hq: PaperHq, till: Till) -> None:
    hq.fill(STORE, 500)
    agent.exchange(lambda: len(hq.fetched) >= 2)
    assert (2, 200) == (len(hq.fetched), till.state.loaded_rows)


def test_a_snapshot_that_goes_while_it_is_fetched_is_followed_by_the_next(
    agent: Agent, hq: PaperHq, till: Till
) -> None:
    def change() -> None:
        hq.rows[STORE][450]["b"] = {"name": "测试丁"}
        hq.rows[STORE][450]["rev"] = 2
        hq.rows[STORE][250]["b"] = {"name": "测试丁"}

    hq.fill(STORE, 500)
    hq.before_chunk = _at(2, change)
    assert agent.exchange(_never).trouble is None
    # The two chunks in place are those of the next snapshot too.
    assert (6, 500) == (len(hq.fetched), till.state.loaded_rows)


def _gone() -> None:
    raise HubRefusedError("HQ_SNAPSHOT_GONE")


def test_a_snapshot_that_goes_for_ever_is_a_fault_of_hqs(agent: Agent, hq: PaperHq) -> None:
    hq.fill(STORE, 500)
    hq.before_chunk = lambda _: _gone()
    assert "HQ_PROTOCOL" == agent.exchange(_never).trouble


def test_an_hq_that_will_not_make_a_snapshot_is_read_by_pages(
    agent: Agent, hq: PaperHq, till: Till, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(_: PaperHq, stream: str) -> Manifest:
        raise HubRefusedError("HQ_SNAPSHOT_GONE")

    monkeypatch.setattr(PaperHq, "manifest", none)
    fresh = Agent(till.store, PaperLine(hq), clock=hq.clocks, auth=AuthClock(hq.clocks))
    hq.fill(STORE, 500)
    assert (None, 500) == ((done := fresh.exchange(_never)).trouble, done.pulled)
    assert [] == hq.fetched


def test_a_load_that_hq_gives_up_half_way_is_gone_on_with_by_pages(
    agent: Agent, hq: PaperHq, till: Till, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(_: PaperHq, stream: str) -> Manifest:
        raise HubRefusedError("HQ_SNAPSHOT_GONE")

    hq.fill(STORE, 500)
    hq.before_chunk = _at(3, _break)
    agent.exchange(_never)
    monkeypatch.setattr(PaperHq, "manifest", none)
    hq.before_chunk = lambda _: _gone()
    fresh = Agent(till.store, PaperLine(hq), clock=hq.clocks, auth=AuthClock(hq.clocks))
    done = fresh.exchange(_never)
    assert (None, 3) == (done.trouble, len(hq.fetched))
    cursor = till.store.read(lambda uow: uow.sync.cursors()[STORE]).result()
    assert (500, True, None) == (cursor.n, cursor.complete, cursor.mismatch_at)
    assert () == till.store.read(lambda uow: uow.sync.centre().loading).result()


def test_other_refusals_of_a_snapshot_are_told(
    agent: Agent, hq: PaperHq, till: Till, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(_: PaperHq, stream: str) -> Manifest:
        raise HubRefusedError("HQ_BUSY", retry_ms=3_000)

    monkeypatch.setattr(PaperHq, "manifest", busy)
    fresh = Agent(till.store, PaperLine(hq), clock=hq.clocks, auth=AuthClock(hq.clocks))
    outcome = fresh.exchange(_never)
    assert ("HQ_BUSY", True, 3_000) == (outcome.trouble, outcome.failed, outcome.next_ms)


def test_a_stream_loaded_anew_keeps_unsent_work_and_loses_what_is_gone(
    agent: Agent, hq: PaperHq, till: Till
) -> None:
    hq.fill(STORE, 300)
    agent.exchange(_never)
    till.put("mine", name="测试乙")
    del hq.rows[STORE][100:]
    till.store.run(lambda uow: uow.sync.resnap(STORE)).result()
    hq.first = [HubUnreachableError("x")]
    agent.exchange(_never)
    assert 1 == till.state.unsent
    assert till.store.read(lambda uow: uow.customers.get("mine")).result() is not None
    assert agent.exchange(_never).trouble is None
    assert (0, 100) == (till.state.unsent, till.state.loaded_rows)
    assert hq.taken[1].ops[0].b == {"set": {"name": "测试乙"}}


@given(st.lists(st.integers(1, 400), min_size=30, max_size=60))
def test_slices_find_the_size_that_nobody_notices(costs_us: list[int]) -> None:
    slices = Slices()
    for cost in costs_us:
        slices.took(slices.rows, slices.rows * cost // 1000)
        assert SLICE_ROWS_MIN <= slices.rows <= CHUNK_ROWS_MAX
    for _ in range(40):
        slices.took(slices.rows, slices.rows * 20 // 1000)
    assert SLICE_MS - 5 <= slices.rows * 20 / 1000 <= SLICE_MS + 5


class _Asked(InlinePreparer):
    begun = 0
    closed = 0

    def begin(self, data: bytes) -> None:
        super().begin(data)
        _Asked.begun += 1

    def close(self) -> None:
        super().close()
        _Asked.closed += 1


@pytest.mark.parametrize(("long", "asked"), [(301, 0), (300, 1)])
def test_only_the_rows_of_a_long_load_are_made_ready_by_a_helper_which_then_ends(
    hq: PaperHq, till: Till, monkeypatch: pytest.MonkeyPatch, long: int, asked: int
) -> None:
    monkeypatch.setattr("sync.agent.loading.LONG_ROWS", long)
    monkeypatch.setattr(_Asked, "begun", 0)
    monkeypatch.setattr(_Asked, "closed", 0)
    hq.fill(STORE, 300)
    ties = Ties(preparer=_Asked)
    clocks = hq.clocks
    agent = Agent(till.store, PaperLine(hq), clock=clocks, auth=AuthClock(clocks), ties=ties)
    hq.before_chunk = _at(2, _break)
    assert agent.exchange(_never).failed
    assert asked == _Asked.closed, "also when the line breaks"
    monkeypatch.setattr("sync.agent.loading.LONG_ROWS", long - 200)
    assert 100 == agent.exchange(_never).pulled, "of the 300, 200 were in place"
    assert (2 * asked, 3 * asked) == (_Asked.closed, _Asked.begun)
