"""How much is sent at once, and how one group that HQ cannot take is found among a thousand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from local_store.outbox import PushBatch
from sync.agent.agent import Agent
from sync.agent.batches import Batches
from sync.agent.errors import HubRefusedError, HubUnreachableError
from sync.protocol.ops import Group
from tests.unit.sync_agent.conftest import Till
from tests.unit.sync_agent.paper_hq import PaperHq

_CODES = ("HQ_INTERNAL", "HQ_TOO_LARGE", "HQ_MALFORMED")


def _never() -> bool:
    return False


def _sizes(hq: PaperHq) -> list[int]:
    return [len(request.push.groups) if request.push else 0 for request in hq.seen]


def _batch(first: int, count: int) -> PushBatch:
    groups = [
        {"g": f"g{n}", "ops": [{
            "n": n, "k": "customer", "id": f"c{n}", "hlc": "0" * 24, "actor": "s",
            "b": {"set": {"note": "x"}}, "salt": "A" * 22}]}
        for n in range(first, first + count)
    ]  # fmt: skip
    return PushBatch(tuple(map(Group.model_validate, groups)), first, "A" * 43, first + count - 1)


@given(st.integers(1, 300), st.sets(st.integers(1, 300), max_size=3), st.sampled_from([4, 64, 500]))
def test_all_but_the_bad_groups_pass_and_each_bad_one_is_withheld(
    count: int, bad: set[int], most: int
) -> None:
    batches, at, requests, withheld = Batches(most), 1, 0, set()
    while at <= count:
        requests += 1
        size = min(batches.size, count - at + 1)
        batch = _batch(at, size) if size else PushBatch()
        push = batches.to_send(batch)
        groups = push.groups if push else []
        if any(group.ops[0].n in bad and group.ops[0].b for group in groups):
            assert batches.failed(batch, "HQ_INTERNAL")
        else:
            withheld |= {group.ops[0].n for group in groups if group.ops[0].w}
            at += size
            batches.passed(size)
    assert {one for one in bad if one <= count} == withheld
    assert requests <= 2 * (count // most + 1) + 45 * (len(bad) + 1) + 20


@pytest.mark.parametrize("code", _CODES)
def test_one_bad_group_among_a_thousand_delays_no_other(
    agent: Agent, met: PaperHq, till: Till, code: str
) -> None:
    till.save(1000)
    met.code, met.chokes = code, lambda group: group.ops[0].id == "mine617"
    outcome = agent.exchange(_never)
    assert (None, 1000, 0) == (outcome.trouble, outcome.pushed, till.state.unsent)
    assert [618] == [one.n for one in till.centre.quarantined]
    assert ("WITHHELD", ("customer", "mine617")) == (
        till.centre.quarantined[0].code, till.centre.quarantined[0].items[0],
    )  # fmt: skip
    assert 999 == sum(1 for group in met.taken.values() if group.ops[0].b)
    assert len(met.seen) <= 30


def test_what_was_withheld_stays_whole_at_the_till(agent: Agent, met: PaperHq, till: Till) -> None:
    till.save(3)
    met.chokes = lambda group: group.ops[0].id == "mine1"
    agent.exchange(_never)
    (kept,) = till.store.read(lambda uow: list(uow.sync.export_groups())).result()
    assert "测试乙" in str(kept)
    assert till.store.read(lambda uow: uow.sync.first_broken_op()).result() is None
    assert 1 <= till.centre.quarantined[0].tries


def test_a_hiccup_withholds_nothing(agent: Agent, met: PaperHq, till: Till) -> None:
    till.save(8)
    met.first = [HubRefusedError("HQ_INTERNAL")] * 3
    assert 8 == agent.exchange(_never).pushed
    assert [8, 4, 2, 1, 1, 2, 4] == _sizes(met)
    assert all(group.ops[0].b for group in met.taken.values())


def test_a_group_that_failed_alone_gets_another_try_once_hq_answers_without_it(
    agent: Agent, met: PaperHq, till: Till
) -> None:
    till.save(1)
    met.first = [HubRefusedError("HQ_INTERNAL")]
    assert 1 == agent.exchange(_never).pushed
    assert [1, 0, 1] == _sizes(met)
    assert met.taken[1].ops[0].b


@pytest.mark.parametrize("times", [2, 3, 4])
def test_an_hq_that_is_down_is_no_reason_to_withhold(
    agent: Agent, met: PaperHq, till: Till, times: int
) -> None:
    till.save(1)

    def down(_: Group) -> bool:
        return True

    met.first = [HubRefusedError("HQ_INTERNAL")] * times
    met.chokes = down if times == 4 else None
    outcome = agent.exchange(_never)
    assert ("HQ_INTERNAL", True) == (outcome.trouble, outcome.failed)
    assert [1, 0] == _sizes(met)[:2]
    assert 1 == till.state.unsent


def test_a_group_that_fails_without_its_bodies_too_is_not_to_blame(
    agent: Agent, met: PaperHq, till: Till
) -> None:
    def fails(answer: object) -> None:
        if met.seen[-1].push is not None:
            raise HubRefusedError("HQ_INTERNAL")

    till.save(2)
    met.lies = fails
    outcome = agent.exchange(_never)
    assert ("HQ_INTERNAL", True) == (outcome.trouble, outcome.failed)
    assert [2, 1, 0, 1, 1] == _sizes(met)
    # HQ took it in spite of what it said; the next time everything is sent whole again.
    met.lies = None
    met.seen.clear()
    agent.exchange(_never)
    assert met.seen[0].push is not None
    assert all(group.ops[0].b for group in met.seen[0].push.groups)


def test_an_hq_that_keeps_no_more_aside_is_read_and_asked_again_the_next_time(
    agent: Agent, met: PaperHq, till: Till
) -> None:
    till.save(3)
    met.first = [HubRefusedError("HQ_ASIDE_FULL", retry_ms=600_000)]
    outcome = agent.exchange(_never)
    assert ("HQ_ASIDE_FULL", False, 600_000, 0) == (
        outcome.trouble, outcome.failed, outcome.next_ms, outcome.pushed,
    )  # fmt: skip
    assert ([3, 0], "HQ_ASIDE_FULL") == (_sizes(met), till.state.trouble)
    outcome = agent.exchange(_never)
    assert (None, 3, None) == (outcome.trouble, outcome.pushed, till.state.trouble)
    assert [3, 0, 3] == _sizes(met)
    assert all(group.ops[0].b for group in met.taken.values())


@pytest.mark.parametrize("code", ["HQ_BUSY", "HQ_SIGNATURE", "HQ_VERSION"])
def test_refusals_that_are_about_something_else_change_no_batch(code: str) -> None:
    batches = Batches()
    assert not batches.failed(_batch(1, 8), code)
    assert 500 == batches.size


def test_a_slow_hq_gets_half_and_then_twice_as_much_again() -> None:
    batches = Batches(500)
    batches.slow(400)
    assert 200 == batches.size
    batches.slow(1)
    assert 200 == batches.size
    batches.passed(200)
    assert 400 == batches.size
    batches.passed(400)
    assert 500 == batches.size


def test_an_answer_to_nothing_changes_no_size() -> None:
    batches = Batches(500)
    batches.slow(400)
    batches.passed(0)
    assert 200 == batches.size


def test_a_slow_hq_is_no_suspicion(agent: Agent, met: PaperHq, till: Till) -> None:
    till.save(1)
    met.first = [HubUnreachableError("slow", slow=True)] * 3
    assert [True] * 3 == [agent.exchange(_never).failed for _ in range(3)]
    assert 1 == agent.exchange(_never).pushed
    assert [1, 1, 1, 1] == _sizes(met)
