"""Mending: one repair, then one reload, then an honest word; and never in circles."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from local_store.store import Store
from sync.agent.agent import Agent
from sync.agent.clock import AuthClock
from sync.agent.errors import HubLacksError, HubUnreachableError
from sync.agent.mending import Condition, Remedies, Remedy
from sync.protocol.repair import RepairAnswer, RepairRequest
from tests.unit.sync_agent.conftest import Till
from tests.unit.sync_agent.paper_hq import STORE, Clocks, PaperHq, PaperLine


def _never() -> bool:
    return False


@pytest.fixture
def hq(clocks: Clocks) -> PaperHq:
    return PaperHq(clocks, whole=True)


@pytest.fixture
def loaded(agent: Agent, hq: PaperHq) -> PaperHq:
    """An HQ of which this till holds 300 records."""
    hq.fill(STORE, 300)
    agent.exchange(_never)
    hq.seen.clear()
    return hq


def _damage(hq: PaperHq, *places: int) -> None:
    """Change records at HQ without a trace in the stream, as if the till's were damaged."""
    for place in places:
        hq.rows[STORE][place]["b"] = {"name": "测试丁"}


def _wrong_sum(answer: dict[str, Any]) -> None:
    for page in answer["pages"]:
        if page["ck"] is not None and page["s"] == STORE:
            page["ck"]["sum"] = "0" * 16


def _names(store: Store) -> list[str]:
    names = ("c00001", "c00043", "c00300")
    found = store.read(lambda uow: [uow.customers.get(name) for name in names]).result()
    return [one.name for one in found if one is not None]


def test_what_differs_is_fetched_and_nothing_else(
    agent: Agent, loaded: PaperHq, store: Store, till: Till
) -> None:
    _damage(loaded, 0, 42, 299)
    outcome = agent.exchange(_never)
    assert (None, False) == (outcome.trouble, outcome.failed)
    assert ["测试丁"] * 3 == _names(store)
    assert 256 == len(loaded.repairs[0].buckets)
    assert 0 < len(loaded.repairs[1].of) <= 3
    assert len(loaded.repairs[1].have) < 20
    assert 2 == len(loaded.repairs)
    assert [300, 300] == [request.pull[1].after for request in loaded.seen]
    assert (300, None) == (till.state.loaded_rows, till.state.trouble)


def test_records_that_should_not_be_here_go_and_missing_ones_come(
    agent: Agent, loaded: PaperHq, till: Till
) -> None:
    moved = loaded.rows[STORE].pop(10)
    loaded.rows[STORE].append({**moved, "id": "new"})
    for seq, row in enumerate(loaded.rows[STORE], start=1):
        row["seq"] = seq
    assert agent.exchange(_never).trouble is None
    assert 300 == till.state.loaded_rows
    assert till.store.read(lambda uow: uow.customers.get("new")).result() is not None
    assert till.store.read(lambda uow: uow.customers.get("c00011")).result() is None


def test_more_than_fits_into_an_answer_is_asked_for_again(
    agent: Agent, loaded: PaperHq, store: Store
) -> None:
    _damage(loaded, *range(300))
    assert agent.exchange(_never).trouble is None
    assert ["测试丁"] * 3 == _names(store)
    assert 1 + 6 == len(loaded.repairs)


def test_records_that_are_to_go_may_be_named_in_several_answers(
    agent: Agent, loaded: PaperHq, till: Till
) -> None:
    for row in loaded.rows[STORE][100:]:
        row["id"] = f"other-{row['seq']}"
    loaded.gone_most = 20
    assert agent.exchange(_never).trouble is None
    assert (300, 1 + 10) == (till.state.loaded_rows, len(loaded.repairs))
    assert till.store.read(lambda uow: uow.customers.get("c00300")).result() is None


def test_an_hq_that_puts_the_same_again_and_again_is_not_asked_for_ever(
    agent: Agent, loaded: PaperHq, store: Store
) -> None:
    _damage(loaded, 0, 42, 299)
    loaded.always_more = True
    assert agent.exchange(_never).trouble is None
    assert ["测试丁"] * 3 == _names(store)
    assert 3 == len(loaded.repairs), "compared, mended, and the same once more"


def test_unsent_work_outlives_a_repair(agent: Agent, loaded: PaperHq, till: Till) -> None:
    def save() -> None:
        till.put("c00001", note="测试")
        loaded.before_repair = None

    _damage(loaded, 0)
    loaded.before_repair = save
    assert agent.exchange(_never).trouble is None
    kept = till.store.read(lambda uow: uow.customers.get("c00001")).result()
    assert kept is not None
    assert "测试丁" == kept.name
    assert loaded.taken[1].ops[0].b == {"set": {"note": "测试"}}


@pytest.mark.parametrize("after", [0, 1, 3])
def test_a_repair_that_was_cut_short_begins_again(
    agent: Agent, loaded: PaperHq, store: Store, after: int
) -> None:
    def cut() -> None:
        if len(loaded.repairs) == after + 1:
            raise HubUnreachableError("gone")

    _damage(loaded, *range(300))
    loaded.before_repair = cut
    assert "HQ_UNREACHABLE" == agent.exchange(_never).trouble
    assert agent.exchange(_never).trouble is None
    assert ["测试丁"] * 3 == _names(store)


def test_what_neither_repair_nor_reload_mends_stays_visible_and_is_let_be(
    agent: Agent, loaded: PaperHq, till: Till
) -> None:
    loaded.lies = _wrong_sum
    fetched = len(loaded.fetched)
    outcome = agent.exchange(_never)
    assert ("SYNC_MISMATCH", False) == (outcome.trouble, outcome.failed)
    assert (1, 3) == (len(loaded.repairs), len(loaded.fetched) - fetched)
    assert "SYNC_MISMATCH" == till.state.trouble
    loaded.seen.clear()
    for _ in range(4):
        assert "SYNC_MISMATCH" == agent.exchange(_never).trouble
    assert (4, 1, 3) == (len(loaded.seen), len(loaded.repairs), len(loaded.fetched) - fetched)
    loaded.lies = None
    assert agent.exchange(_never).trouble is None
    assert till.state.trouble is None


def test_another_start_of_the_program_repairs_again_and_reloads_no_more(
    agent: Agent, loaded: PaperHq, store: Store, clocks: Clocks, auth: AuthClock
) -> None:
    loaded.lies = _wrong_sum
    agent.exchange(_never)
    fetched = len(loaded.fetched)
    again = Agent(store, PaperLine(loaded), clock=clocks, auth=auth)
    assert "SYNC_MISMATCH" == again.exchange(_never).trouble
    assert (2, fetched) == (len(loaded.repairs), len(loaded.fetched))


def test_a_stream_that_was_mended_can_be_mended_again(
    agent: Agent, loaded: PaperHq, store: Store
) -> None:
    for count, place in enumerate((0, 42, 299), start=1):
        _damage(loaded, place)
        assert agent.exchange(_never).trouble is None
        assert 2 * count == len(loaded.repairs)
    assert ["测试丁"] * 3 == _names(store)


def test_an_hq_that_cannot_repair_is_loaded_from_anew(
    agent: Agent, loaded: PaperHq, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lacks(_: PaperHq, request: RepairRequest) -> RepairAnswer:
        raise HubLacksError("status 404")

    monkeypatch.setattr(PaperHq, "repair", lacks)
    older = Agent(store, PaperLine(loaded), clock=loaded.clocks, auth=AuthClock(loaded.clocks))
    _damage(loaded, 0, 42, 299)
    assert older.exchange(_never).trouble is None
    assert ["测试丁"] * 3 == _names(store)


def test_damage_found_at_the_till_is_mended_with_the_next_exchange(
    agent: Agent, loaded: PaperHq, store: Store
) -> None:
    store.run(lambda uow: uow.sync.repair(STORE).mark_due()).result()
    assert agent.exchange(_never).trouble is None
    assert 1 == len(loaded.repairs)
    assert [["g"], ["g", STORE]] == [[pull.s for pull in one.pull] for one in loaded.seen]


# What to do next, as a pure decision


@pytest.mark.parametrize(
    ("mismatched", "due", "reloaded", "repaired"), list(product([False, True], repeat=4))
)
def test_a_remedy_is_tried_once_and_the_mildest_first(
    mismatched: bool, due: bool, reloaded: bool, repaired: bool
) -> None:
    remedies = Remedies({"g"} if repaired else set())
    expected = None
    if (mismatched or due) and not repaired:
        expected = Remedy.REPAIR
    elif mismatched and not reloaded:
        expected = Remedy.RELOAD
    assert expected is remedies.choose("g", Condition(mismatched, due, reloaded))
    assert (repaired and (mismatched or due)) == ("g" in remedies.repaired)
