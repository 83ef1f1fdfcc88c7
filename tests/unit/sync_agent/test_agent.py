"""The agent against an HQ on paper: what it does with each kind of answer and refusal."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from local_store.errors import NotEnrolledError
from local_store.store import Store, StoreSettings
from sync.agent.agent import Agent
from sync.agent.clock import AuthClock
from sync.agent.errors import (
    HubNotGuitaiError,
    HubRefusedError,
    HubUnreachableError,
    SyncError,
)
from tests.unit.sync_agent.conftest import Till
from tests.unit.sync_agent.paper_hq import NOW, STORE, Clocks, PaperHq, PaperLine


def _never() -> bool:
    return False


def _sizes(hq: PaperHq) -> list[int]:
    return [len(request.push.groups) if request.push else 0 for request in hq.seen]


def test_a_quiet_exchange_is_one_request(agent: Agent, met: PaperHq, till: Till) -> None:
    outcome = agent.exchange(_never)
    assert (None, False, False, 15_000) == (
        outcome.trouble, outcome.failed, outcome.halted, outcome.next_ms,
    )  # fmt: skip
    assert 1 == len(met.seen)
    assert (None, False) == (till.state.trouble, till.state.loading)


def test_what_is_small_is_one_write_to_disk(
    agent: Agent, met: PaperHq, store: Store, till: Till
) -> None:
    met.fill(STORE, 200)
    till.save(3)
    commits: list[Any] = []
    store.on_committed = commits.append
    assert (3, 200) == ((done := agent.exchange(_never)).pushed, done.pulled)
    assert 1 == len(commits)


def test_what_is_large_is_applied_in_slices(agent: Agent, met: PaperHq, store: Store) -> None:
    def crowd(answer: dict[str, Any]) -> None:
        met.lies = None
        for page in answer["pages"]:  # So that the next one may be large.
            if page["s"] == STORE:
                page |= {"upto": 1, "rows": page["rows"][:1], "done": False, "ck": None}

    met.fill(STORE, 700)
    met.lies = crowd
    commits: list[Any] = []
    store.on_committed = commits.append
    assert 700 == agent.exchange(_never).pulled
    assert 2 + 4 == len(commits), "two answers, and slices of 200, 200, 200 and 99"


def test_a_till_that_is_not_enrolled_is_a_mistake_of_the_caller(
    tmp_path: Path, clocks: Clocks, hq: PaperHq, auth: AuthClock
) -> None:
    settings = StoreSettings(tmp_path / "new.db", inline=True, durable=False)
    empty = Store(settings, bytes(32), clocks, clocks)
    with pytest.raises(NotEnrolledError):
        Agent(empty, PaperLine(hq), clock=clocks, auth=auth).exchange(_never)
    empty.close()


def test_an_hq_without_snapshots_is_read_page_by_page(
    agent: Agent, hq: PaperHq, till: Till
) -> None:
    hq.fill(STORE, 950)
    hq.page_rows = 300
    assert 950 == agent.exchange(_never).pulled
    assert [[], [0, 0], [0, 300], [0, 600], [0, 900]] == [
        [pull.after for pull in request.pull] for request in hq.seen
    ]
    assert {2000} == {request.pull[1].rows for request in hq.seen[1:]}
    assert 950 == till.state.loaded_rows
    hq.seen.clear()
    agent.exchange(_never)
    assert [200] == [request.pull[1].rows for request in hq.seen]


def test_stopping_ends_after_the_slice_at_hand_and_goes_on_later(
    agent: Agent, met: PaperHq, till: Till
) -> None:
    met.fill(STORE, 200)
    met.page_rows = 150
    agent.exchange(lambda: till.state.loaded_rows > 0)
    assert 150 == till.state.loaded_rows
    agent.exchange(lambda: True)
    assert 200 == till.state.loaded_rows


def test_what_is_saved_meanwhile_stays_pending(agent: Agent, met: PaperHq, till: Till) -> None:
    till.save(1)

    def save_more(_: dict[str, Any]) -> None:
        met.lies = None
        till.put("mine0", note="x")

    met.lies = save_more
    assert 1 == agent.exchange(_never).pushed
    assert 1 == till.state.unsent
    assert 1 == agent.exchange(_never).pushed
    assert 0 == till.state.unsent


def test_a_slow_hq_gets_smaller_batches_but_not_at_once(
    agent: Agent, met: PaperHq, till: Till
) -> None:
    till.save(6)
    met.first = [HubUnreachableError("slow", slow=True)]
    outcome = agent.exchange(_never)
    assert ("HQ_UNREACHABLE", True) == (outcome.trouble, outcome.failed)
    assert [6] == _sizes(met)
    agent.exchange(_never)
    assert [6, 3, 3] == _sizes(met)


def test_an_answer_that_was_lost_does_not_send_anything_twice_over(
    agent: Agent, met: PaperHq, till: Till
) -> None:
    till.save(4)

    def lose(_: dict[str, Any]) -> None:
        met.lies = None
        raise HubUnreachableError("lost", slow=True)

    met.lies = lose
    assert agent.exchange(_never).failed
    # HQ has all four by now, and the next batch is two: its ack reaches beyond what was sent.
    assert 4 == agent.exchange(_never).pushed
    assert [4, 2, 2] == _sizes(met)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (HubUnreachableError("x"), "HQ_UNREACHABLE"),
        (HubNotGuitaiError("x"), "HQ_NOT_GUITAI"),
        (HubRefusedError("HQ_VERSION"), "HQ_VERSION"),
        (HubRefusedError("HQ_REPLAY", now=NOW), "HQ_REPLAY"),
        (HubRefusedError("HQ_CLOCK"), "HQ_CLOCK"),
        (HubRefusedError("HQ_INTERNAL"), "HQ_INTERNAL"),
    ],
)
def test_a_failure_is_named_in_the_store_and_over_with_the_next_success(
    agent: Agent, hq: PaperHq, till: Till, error: SyncError, code: str
) -> None:
    hq.first = [error]
    outcome = agent.exchange(_never)
    assert (code, True, False, 0) == (
        outcome.trouble, outcome.failed, outcome.halted, outcome.next_ms,
    )  # fmt: skip
    assert code == till.state.trouble
    assert agent.exchange(_never).trouble is None
    assert till.state.trouble is None


def test_a_trouble_that_goes_on_is_written_once(agent: Agent, hq: PaperHq, store: Store) -> None:
    commits: list[Any] = []
    store.on_committed = commits.append
    hq.first = [HubUnreachableError("x") for _ in range(5)]
    for _ in range(5):
        agent.exchange(_never)
    assert 1 == len(commits)


def test_hqs_wish_to_be_left_alone_is_passed_on(agent: Agent, hq: PaperHq) -> None:
    hq.first = [HubRefusedError("HQ_BUSY", retry_ms=7_000)]
    assert 7_000 == agent.exchange(_never).next_ms


@pytest.mark.parametrize("code", ["HQ_DEVICE_REVOKED", "HQ_DEVICE_FORKED"])
def test_a_till_hq_does_not_take_halts_and_keeps_everything(
    agent: Agent, hq: PaperHq, till: Till, code: str
) -> None:
    till.save(1)
    hq.first = [HubRefusedError(code)]
    outcome = agent.exchange(_never)
    assert (code, True, True) == (outcome.trouble, outcome.failed, outcome.halted)
    assert (1, code) == (till.state.unsent, till.state.trouble)


def test_a_clock_hq_does_not_believe_is_learned_and_the_request_repeated_once(
    agent: Agent, met: PaperHq, auth: AuthClock
) -> None:
    met.first = [HubRefusedError("HQ_CLOCK", now=NOW + 7_000)]
    met.now_ms = NOW + 7_000
    assert not agent.exchange(_never).failed
    assert 2 == len(met.seen)
    assert NOW + 7_000 == auth.now_ms()
    met.seen.clear()
    met.first = [HubRefusedError("HQ_CLOCK", now=NOW)] * 2
    assert "HQ_CLOCK" == agent.exchange(_never).trouble
    assert 2 == len(met.seen)


def test_the_skew_is_kept_and_corrects_the_stores_time(
    agent: Agent, met: PaperHq, store: Store, till: Till
) -> None:
    met.now_ms = NOW + 600_000
    outcome = agent.exchange(_never)
    assert ("CLOCK_SUSPECT", False) == (outcome.trouble, outcome.failed)
    assert NOW + 600_000 == store.read(lambda uow: uow.now_ms).result()
    assert "CLOCK_SUSPECT" == till.state.trouble


def test_an_impossible_answer_changes_nothing(agent: Agent, met: PaperHq, till: Till) -> None:
    till.save(1)
    met.fill(STORE, 3)

    def lie(answer: dict[str, Any]) -> None:
        answer["verdicts"] = [{"n": 7, "st": "held"}]

    met.lies = lie
    outcome = agent.exchange(_never)
    assert ("HQ_PROTOCOL", True) == (outcome.trouble, outcome.failed)
    assert (1, 0) == (till.state.unsent, till.state.loaded_rows)


# Words on work


def test_a_verdict_on_a_group_that_was_sent_shows(agent: Agent, met: PaperHq, till: Till) -> None:
    def refuse(answer: dict[str, Any]) -> None:
        answer["verdicts"] = [{"n": 2, "st": "quarantined", "code": "DOUBLE"}]

    till.save(3)
    met.lies = refuse
    agent.exchange(_never)
    assert (0, 0, 1) == (till.state.unsent, till.state.held, till.state.quarantined)
    assert [(2, "DOUBLE")] == [(one.n, one.code) for one in till.centre.quarantined]


def test_late_words_are_taken_once_and_the_cursor_goes_on(
    agent: Agent, met: PaperHq, till: Till
) -> None:
    def hold(answer: dict[str, Any]) -> None:
        answer["verdicts"] = [{"n": 1, "st": "held", "code": "WAITS"}]

    def release(answer: dict[str, Any]) -> None:
        answer["late"] = [{"n": 1, "st": "applied"}]
        answer["judged"] = 4

    till.save(1)
    met.lies = hold
    agent.exchange(_never)
    assert 1 == till.state.held
    met.lies = release
    agent.exchange(_never)
    assert 0 == till.state.held
    met.lies = None
    agent.exchange(_never)
    assert [0, 0, 4] == [request.judged for request in met.seen]


def test_late_words_that_fill_an_answer_call_for_the_next(
    agent: Agent, met: PaperHq, till: Till
) -> None:
    def many(answer: dict[str, Any]) -> None:
        met.lies = None
        answer["late"] = [{"n": 1, "st": "applied"}] * 200
        answer["judged"] = 200

    till.save(1)
    agent.exchange(_never)
    met.seen.clear()
    met.lies = many
    agent.exchange(_never)
    assert [0, 200] == [request.judged for request in met.seen]


def test_news_of_the_first_lane_comes_before_its_turn_and_is_asked_for_once(
    agent: Agent, met: PaperHq, store: Store
) -> None:
    staff = {"k": "staff", "id": "p1", "rev": 1, "seq": 90, "c": {},
             "b": {"name": "甲", "role": "clerk", "active": True}}  # fmt: skip

    def early(answer: dict[str, Any]) -> None:
        for page in answer["pages"]:
            if page["s"] == STORE and page["after"] == 0:
                page |= {"early": [staff], "head": 95, "done": False, "ck": None}
            elif page["s"] == STORE:
                seen.append(store.read(lambda uow: uow.staff.get("p1")).result() is not None)

    seen: list[bool] = []
    met.fill(STORE, 20)
    met.lies = early
    agent.exchange(_never)
    assert [0, 90] == [request.pull[1].early for request in met.seen[:2]]
    assert seen[0]


# An HQ that was set back


@pytest.mark.parametrize("waiting", [0, 1])
def test_an_hq_that_lost_ops_gets_them_again_at_once(
    agent: Agent, met: PaperHq, till: Till, waiting: int
) -> None:
    till.save(5)
    agent.exchange(_never)
    met.acked_n = 2
    till.save(waiting)
    outcome = agent.exchange(_never)
    assert (None, False, 3 + waiting) == (outcome.trouble, outcome.failed, outcome.pushed)
    assert (5 + waiting, 0) == (met.acked_n, till.state.unsent)


def test_an_hq_played_back_from_a_backup_gets_what_it_lacks_and_is_compared(
    agent: Agent, met: PaperHq, till: Till, store: Store
) -> None:
    met.whole = True
    met.fill(STORE, 30)
    till.save(5)
    agent.exchange(_never)
    met.epoch, met.acked_n = "e2", 1
    del met.rows[STORE][20:]
    met.seen.clear()
    outcome = agent.exchange(_never)
    assert (None, False, 4) == (outcome.trouble, outcome.failed, outcome.pushed)
    assert ["e1", "e2"] == [request.epoch for request in met.seen[:2]]
    assert 2 <= len(met.repairs)
    assert (20, 0) == (till.state.loaded_rows, till.state.unsent)
    assert 1 == agent.exchange(_never).next_ms // 15_000


def test_an_hq_that_is_set_back_again_and_again_is_a_trouble(
    agent: Agent, met: PaperHq, till: Till
) -> None:
    till.save(5)
    agent.exchange(_never)
    met.first = [HubRefusedError("HQ_GAP", ack=2), HubRefusedError("HQ_GAP", ack=1)]
    outcome = agent.exchange(_never)
    assert ("HQ_GAP", True) == (outcome.trouble, outcome.failed)
    assert 3 == till.state.unsent


def test_a_gap_that_names_nothing_is_a_fault_of_hqs(agent: Agent, met: PaperHq, till: Till) -> None:
    till.save(5)
    agent.exchange(_never)
    met.first = [HubRefusedError("HQ_GAP", ack=None)]
    assert "HQ_PROTOCOL" == agent.exchange(_never).trouble
    assert 0 == till.state.unsent


def test_an_hq_that_has_more_than_was_ever_made_means_a_fork(
    agent: Agent, met: PaperHq, till: Till
) -> None:
    till.save(2)
    met.first = [HubRefusedError("HQ_EPOCH", ack=9, epoch="e2")]
    outcome = agent.exchange(_never)
    assert ("HQ_DEVICE_FORKED", True, True) == (outcome.trouble, outcome.failed, outcome.halted)
    assert 2 == till.state.unsent


# Streams that HQ wants loaded anew


def test_a_stream_hq_wants_loaded_anew_is_read_from_its_start(
    agent: Agent, met: PaperHq, till: Till
) -> None:
    met.fill(STORE, 5)
    agent.exchange(_never)
    met.seen.clear()

    def lie_once(answer: dict[str, Any]) -> None:
        met.lies = None
        answer["pages"] = [page for page in answer["pages"] if page["s"] == "g"]
        answer["resnap"] = [{"s": STORE, "reason": "PRUNED"}]

    met.lies = lie_once
    assert agent.exchange(_never).trouble is None
    assert [5, 0] == [request.pull[1].after for request in met.seen]
    assert 5 == till.state.loaded_rows


def test_an_hq_that_wants_a_stream_loaded_anew_for_ever_is_not_obeyed(
    agent: Agent, met: PaperHq
) -> None:
    def reload_g(answer: dict[str, Any]) -> None:
        answer["pages"] = [page for page in answer["pages"] if page["s"] != "g"]
        answer["resnap"] = [{"s": "g", "reason": "AHEAD"}]

    met.lies = reload_g
    assert "HQ_PROTOCOL" == agent.exchange(_never).trouble
    assert 2 == len(met.seen)


# An exchange that leads nowhere


def test_three_exchanges_that_move_nothing_are_a_trouble_until_something_moves(
    agent: Agent, met: PaperHq, till: Till
) -> None:
    def deaf(answer: dict[str, Any]) -> None:
        answer["ack"], answer["verdicts"] = {"n": 0, "durable": 0}, []

    till.save(1)
    met.lies = deaf
    assert [None, None, "SYNC_STUCK", "SYNC_STUCK"] == [
        agent.exchange(_never).trouble for _ in range(4)
    ]
    assert "SYNC_STUCK" == till.state.trouble
    met.lies = None
    assert agent.exchange(_never).trouble is None
    assert (None, 0) == (till.state.trouble, till.state.unsent)


def test_idling_is_no_trouble(agent: Agent, met: PaperHq) -> None:
    assert {None} == {agent.exchange(_never).trouble for _ in range(5)}
    assert 5 == len(met.seen)


def test_a_line_is_hung_up_and_closed_when_told(agent: Agent, hq: PaperHq) -> None:
    agent.hang_up()
    assert (True, False) == (hq.hung_up, hq.closed)
    agent.close()
    assert hq.closed
