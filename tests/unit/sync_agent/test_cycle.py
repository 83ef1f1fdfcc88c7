"""One exchange, without a network: what is asked, which answers are refused, what is settled."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from local_store.cursors import Cursor
from local_store.enrolment import Identity
from local_store.outbox import PushBatch
from sync.agent import cycle
from sync.agent.cycle import Position
from sync.agent.errors import HubRefusedError, ProtocolViolationError
from sync.protocol.cycle import Page, SyncAnswer, SyncRequest
from sync.protocol.enrol import StoreInfo, TrustBundle
from sync.protocol.ops import Group

_STREAMS = ("g", "s:0018")


def _identity() -> Identity:
    trust = TrustBundle(**dict.fromkeys(("root", "release", "content", "member_code", "recovery"),
                                        "k"))  # fmt: skip
    store = StoreInfo(id="0018", code="0018", name="x", time_zone="Asia/Shanghai")
    return Identity("00000001", 1, "e1", store, _STREAMS, trust, "https://hq.example")


def _batch(*sizes: int, start: int = 1) -> PushBatch:
    """Return a batch of groups with so many ops each."""
    if not sizes:
        return PushBatch()
    groups, n = [], start
    for size in sizes:
        ops = [
            {"n": n + at, "k": "customer", "id": "c", "hlc": "0" * 24, "actor": "s",
             "b": {"set": {"note": "x"}}, "salt": "A" * 22}
            for at in range(size)
        ]  # fmt: skip
        groups.append(Group.model_validate({"g": f"g{n}", "ops": ops}))
        n += size
    return PushBatch(tuple(groups), start, "A" * 43, n - 1)


def _cursors(**after: int) -> dict[str, Cursor]:
    return {
        "g": Cursor("g", after=after.get("g", 0), complete=True),
        "s:0018": Cursor("s:0018", after=after.get("s", 0), complete=True),
    }


def _request(batch: PushBatch | None = None, **after: int) -> SyncRequest:
    return cycle.build_request(batch or _batch(), _cursors(**after), _identity(), now_ms=5)


def _answer(n: int = 0, **changes: Any) -> SyncAnswer:
    fields = {
        "epoch": "e1", "now": 6, "ack": {"n": n, "durable": 0}, "next_ms": 1, "lease_until": 1,
        "min_schema": 1,
    }  # fmt: skip
    return SyncAnswer.model_validate({**fields, **changes})


def _page(after: int, count: int, **changes: Any) -> dict[str, Any]:
    """Return a page with so many rows, at its stream's end unless changed."""
    rows = [
        {"k": "task", "id": f"t{seq}", "op": "P", "rev": 1, "seq": seq}
        for seq in range(after + 1, after + 1 + count)
    ]
    page = {
        "s": "g", "after": after, "upto": after + count, "head": after + count, "rows": rows,
        "done": True, "ck": {"n": count, "sum": "0" * 16},
    }  # fmt: skip
    return {**page, **changes}


def _verdicts(*groups: str) -> list[dict[str, str]]:
    return [{"g": group, "st": "applied"} for group in groups]


def test_a_request_says_who_asks_and_how_far_each_stream_was_read() -> None:
    request = _request(g=7, s=9)
    assert ("00000001", 1, "e1", 5, None) == (
        request.device, request.inc, request.epoch, request.now, request.push,
    )  # fmt: skip
    assert [("g", 7, 200), ("s:0018", 9, 200)] == [(p.s, p.after, p.rows) for p in request.pull]


def test_a_stream_that_loads_or_is_behind_is_asked_for_in_large_pages() -> None:
    cursors = {**_cursors(), "g": Cursor("g")}
    loading = cycle.build_request(_batch(), cursors, _identity(), now_ms=5)
    late = cycle.build_request(
        _batch(), _cursors(), _identity(), now_ms=5, behind=frozenset({"s:0018"})
    )
    assert [2000, 200] == [pull.rows for pull in loading.pull]
    assert [200, 2000] == [pull.rows for pull in late.pull]


def test_a_batch_travels_with_its_place_in_the_chain() -> None:
    push = _request(_batch(2, 1, start=4)).push
    assert push is not None
    assert (4, "A" * 43, ["g4", "g6"]) == (push.start, push.prev, [g.g for g in push.groups])


def test_a_position_follows_from_the_oldest_pending_group() -> None:
    assert Position(3, 9) == cycle.position(_batch(2, start=4), 9)
    assert Position(9, 9) == cycle.position(_batch(), 9)


@pytest.mark.parametrize(
    ("batch", "at", "answer"),
    [
        (_batch(), Position(4, 4), _answer(4)),
        (_batch(2, 1, start=5), Position(4, 7), _answer(7, verdicts=_verdicts("g5", "g7"))),
        (_batch(2, 1, start=5), Position(4, 7), _answer(6, verdicts=_verdicts("g5"))),
        (_batch(2, 1, start=5), Position(4, 9), _answer(9, verdicts=_verdicts("g7", "g5"))),
        (_batch(1, start=5), Position(4, 5), _answer(4)),
        (_batch(), Position(0, 0), _answer(pages=[_page(0, 2)])),
        (_batch(), Position(0, 0), _answer(pages=[_page(0, 0)])),
        (_batch(), Position(0, 0), _answer(
            pages=[_page(0, 2, head=9, done=False, ck=None), _page(0, 0, s="s:0018")])),
        (_batch(), Position(0, 0), _answer(pages=[_page(0, 1, upto=5, head=5)])),
        (_batch(), Position(0, 0), _answer(resnap=[{"s": "g", "reason": "AHEAD"}])),
        (_batch(), Position(4, 4), _answer(4, ack={"n": 4, "durable": 3})),
    ],
)  # fmt: skip
def test_an_honest_answer_is_taken(batch: PushBatch, at: Position, answer: SyncAnswer) -> None:
    cycle.check_answer(_request(batch), answer, at)
    settled = cycle.settlement(_request(batch), answer, at)
    assert settled.acked_n <= answer.ack.n


@pytest.mark.parametrize(
    ("batch", "at", "answer"),
    [
        (_batch(), Position(4, 4), _answer(4, ack={"n": 4, "durable": 5})),
        (_batch(), Position(4, 4), _answer(4, ack={"n": 4, "durable": -1})),
        (_batch(2, start=5), Position(4, 6), _answer(5, verdicts=_verdicts("g5"))),
        (_batch(2, start=5), Position(4, 6), _answer(5)),
        (_batch(2, start=5), Position(4, 6), _answer(6)),
        (_batch(2, start=5), Position(4, 6), _answer(4, verdicts=_verdicts("g5"))),
        (_batch(1, start=5), Position(4, 5), _answer(5, verdicts=_verdicts("g5", "g5"))),
        (_batch(1, start=5), Position(4, 5), _answer(5, verdicts=_verdicts("g5", "other"))),
        (_batch(), Position(4, 4), _answer(4, verdicts=_verdicts("g4"))),
        (_batch(), Position(0, 0), _answer(pages=[_page(0, 0, s="s:0099")])),
        (_batch(), Position(0, 0), _answer(resnap=[{"s": "s:0099", "reason": "x"}])),
        (_batch(), Position(0, 0), _answer(pages=[_page(0, 0), _page(0, 0)])),
        (_batch(), Position(0, 0), _answer(
            pages=[_page(0, 0)], resnap=[{"s": "g", "reason": "x"}])),
        (_batch(), Position(0, 0), _answer(pages=[_page(3, 0)])),
        (_batch(), Position(0, 0), _answer(pages=[_page(0, 201)])),
        (_batch(), Position(0, 0), _answer(pages=[_page(0, 2, upto=1)])),
        (_batch(), Position(0, 0), _answer(pages=[_page(0, 2, head=1)])),
        (_batch(), Position(0, 0), _answer(pages=[_page(0, 2, head=9)])),
        (_batch(), Position(0, 0), _answer(pages=[_page(0, 2, done=False, ck=None)])),
        (_batch(), Position(0, 0), _answer(pages=[_page(0, 0, head=9, done=False, ck=None)])),
        (_batch(), Position(0, 0), _answer(pages=[_page(0, 2, ck=None)])),
        (_batch(), Position(0, 0), _answer(pages=[_page(0, 2, head=9, done=False)])),
        (_batch(), Position(0, 0), _answer(
            pages=[_page(0, 2, rows=_page(0, 2)["rows"][::-1])])),
        (_batch(), Position(0, 0), _answer(
            pages=[_page(0, 2, rows=[_page(0, 1)["rows"][0]] * 2)])),
    ],
)  # fmt: skip
def test_an_impossible_answer_is_refused(
    batch: PushBatch, at: Position, answer: SyncAnswer
) -> None:
    with pytest.raises(ProtocolViolationError):
        cycle.check_answer(_request(batch), answer, at)


def test_a_page_with_rows_before_its_start_is_refused() -> None:
    rows = _page(2, 1)["rows"]
    answer = _answer(pages=[_page(3, 0, rows=rows, upto=4, head=4)])
    with pytest.raises(ProtocolViolationError, match="order"):
        cycle.check_answer(_request(g=3), answer, Position(0, 0))


def test_an_hq_in_another_life_is_foreign() -> None:
    with pytest.raises(HubRefusedError) as refused:
        cycle.check_answer(_request(), _answer(epoch="e2"), Position(0, 0))
    assert ("HQ_FOREIGN", 6) == (refused.value.code, refused.value.now)


@pytest.mark.parametrize("batch", [_batch(), _batch(1, start=5)])
def test_an_hq_that_lost_ops_it_had_is_a_gap(batch: PushBatch) -> None:
    with pytest.raises(HubRefusedError) as refused:
        cycle.check_answer(_request(batch), _answer(2), Position(4, 5))
    assert ("HQ_GAP", 2) == (refused.value.code, refused.value.ack)


@pytest.mark.parametrize(
    ("batch", "answer"),
    [(_batch(), _answer(6)), (_batch(1, start=5), _answer(6, verdicts=_verdicts("g5")))],
)
def test_an_hq_that_has_ops_never_made_here_means_a_fork(
    batch: PushBatch, answer: SyncAnswer
) -> None:
    with pytest.raises(HubRefusedError) as refused:
        cycle.check_answer(_request(batch), answer, Position(4, 5))
    assert "HQ_DEVICE_FORKED" == refused.value.code


@given(st.integers(1, 4), st.integers(0, 4))
def test_nothing_is_settled_that_this_request_did_not_send(sent: int, more: int) -> None:
    batch = _batch(*[1] * sent, start=5)
    answer = _answer(4 + sent + more, ack={"n": 4 + sent + more, "durable": 4 + sent + more})
    settled = cycle.settlement(_request(batch), answer, Position(4, 12))
    assert (4 + sent, 4 + sent) == (settled.acked_n, settled.durable_n)
    assert 4 == cycle.settlement(_request(), answer, Position(4, 12)).acked_n


@given(st.integers(0, 450), st.booleans(), st.booleans())
def test_slices_are_small_and_add_up_to_the_page(count: int, complete: bool, done: bool) -> None:
    end = {} if done else {"head": 9_999, "done": False, "ck": None, "upto": 7 + count + 3}
    page = Page.model_validate(_page(7, count, **end))
    cursors = {"g": Cursor("g", after=7, complete=complete)}
    slices = list(cycle.plan(_answer(pages=[page.model_dump()]), cursors))
    assert page.rows == [row for one in slices for row in one.rows]
    assert max(len(one.rows) for one in slices) <= (200 if complete else 2000)
    assert [one.after for one in slices] == [page.after] + [one.upto for one in slices[:-1]]
    assert [False] * (len(slices) - 1) + [done] == [one.done for one in slices]
    assert (page.upto, page.ck) == (slices[-1].upto, slices[-1].ck)
    assert all(one.ck is None for one in slices[:-1])


def test_streams_not_at_their_end_or_to_be_loaded_anew_are_behind() -> None:
    pages = [_page(0, 1), _page(0, 1, s="s:0018", head=9, done=False, ck=None)]
    assert frozenset({"s:0018"}) == cycle.behind(_answer(pages=pages))
    assert frozenset({"g"}) == cycle.behind(_answer(resnap=[{"s": "g", "reason": "AHEAD"}]))
