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
from sync.agent.cycle import Position, Restart, Wish
from sync.agent.errors import HubRefusedError, ProtocolViolationError
from sync.protocol import chain
from sync.protocol.cycle import Page, Push, SyncAnswer, SyncRequest
from sync.protocol.enrol import StoreInfo, TrustBundle
from sync.protocol.ops import Group
from sync.protocol.version import SCHEMA_VERSION

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
            {"n": n + at, "k": "customer", "hlc": "0" * 24, "actor": "s",
             "b": {"set": {"note": "x"}}, "salt": "A" * 22, "id": f"c{n + at}"}
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
    push = (batch or _batch()).push
    return cycle.build_request(push, _cursors(**after), _identity(), now_ms=5)


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


def _verdict(n: int, st: str = "quarantined", **more: Any) -> dict[str, Any]:
    return {"n": n, "st": st, "code": "DOUBLE", **more}


def _echo(n: int, seq: int, **changes: Any) -> dict[str, Any]:
    return {"n": n, "rev": 1, "seq": seq, **changes}


def _early(*seqs: int, **changes: Any) -> list[dict[str, Any]]:
    return [{"k": "staff", "id": f"p{seq}", "rev": 1, "seq": seq, **changes} for seq in seqs]


def _open_page(after: int, count: int, **changes: Any) -> dict[str, Any]:
    """Return a page that leaves its stream behind: HQ's head is 900."""
    return _page(after, count, **{"head": 900, "done": False, "ck": None, **changes})


def _check(
    answer: SyncAnswer, request: SyncRequest | None = None, at: Position | None = None
) -> None:
    cycle.check_answer(request or _request(), answer, at or Position(0, 0))


def _refuses(fault: str, answer: SyncAnswer, *args: Any) -> None:
    with pytest.raises(ProtocolViolationError, match=f"^{fault}$"):
        _check(answer, *args)


# What is asked


def test_a_request_says_who_asks_and_how_far_each_stream_was_read() -> None:
    request = _request(g=7, s=9)
    assert (1, SCHEMA_VERSION, "00000001", 1, "e1", 5, None) == (
        request.v, request.schema_version, request.device, request.inc, request.epoch, request.now,
        request.push,
    )  # fmt: skip
    assert [("g", 7, 200), ("s:0018", 9, 200)] == [(p.s, p.after, p.rows) for p in request.pull]
    assert (0, False, False) == (request.judged, request.drained, request.waits)


def test_a_stream_that_loads_or_is_behind_is_asked_for_in_large_pages() -> None:
    cursors = {**_cursors(), "g": Cursor("g")}
    loading = cycle.build_request(None, cursors, _identity(), now_ms=5)
    late = cycle.build_request(
        None, _cursors(), _identity(), now_ms=5, wish=Wish(behind=frozenset({"s:0018"}))
    )
    assert [2000, 200] == [pull.rows for pull in loading.pull]
    assert [200, 2000] == [pull.rows for pull in late.pull]


def test_a_request_says_what_else_the_till_has_to_say() -> None:
    wish = Wish(judged=7, drained=True, waits=True, early={"g": 9, "s:0018": 4})
    request = cycle.build_request(None, _cursors(g=8, s=4), _identity(), now_ms=5, wish=wish)
    assert (7, True, True) == (request.judged, request.drained, request.waits)
    assert [9, 0] == [pull.early for pull in request.pull]
    assert [0, 0] == [pull.early for pull in _request().pull]


def test_a_batch_travels_with_its_place_in_the_chain() -> None:
    push = _request(_batch(2, 1, start=4)).push
    assert push is not None
    assert (4, "A" * 43, ["g4", "g6"]) == (push.start, push.prev, [g.g for g in push.groups])


def test_a_position_follows_from_the_oldest_pending_group() -> None:
    assert Position(3, 9) == cycle.position(_batch(2, start=4), 9)
    assert Position(9, 9) == cycle.position(_batch(), 9)


def _pushed(*sizes: int, start: int = 1) -> Push:
    push = _batch(*sizes, start=start).push
    assert push is not None
    return push


def test_a_group_withheld_keeps_its_place_in_the_chain_and_nothing_of_what_it_says() -> None:
    whole = _pushed(1, 2, 1, start=4)
    sent = cycle.withheld(whole, frozenset({5}))
    assert [whole.groups[0], whole.groups[2]] == [sent.groups[0], sent.groups[2]]
    assert (whole.start, whole.prev, "g5") == (sent.start, sent.prev, sent.groups[1].g)
    for op, was in zip(sent.groups[1].ops, whole.groups[1].ops, strict=True):
        assert ({}, "", True) == (op.b, op.salt, op.w)
        assert chain.to_text(chain.commit(was.b, chain.from_text(was.salt))) == op.cm
        assert (was.n, was.k, was.id, was.hlc, was.actor, was.base, was.sv) == (
            op.n, op.k, op.id, op.hlc, op.actor, op.base, op.sv,
        )  # fmt: skip
    assert [5, 6] == [op.n for op in sent.groups[1].ops]
    assert sent == cycle.withheld(sent, frozenset({5})), "withholding twice changes nothing"


def test_what_was_erased_is_never_called_withheld() -> None:
    push = _pushed(1)
    erased = push.groups[0].ops[0].model_copy(update={"b": {}, "salt": "", "cm": "C" * 43})
    group = push.groups[0].model_copy(update={"ops": [erased]})
    push = push.model_copy(update={"groups": [group]})
    assert push == cycle.withheld(push, frozenset({1}))


# What an answer may say of our ops


@pytest.mark.parametrize(
    ("batch", "at", "answer"),
    [
        (_batch(), Position(4, 4), _answer(4)),
        (_batch(2, 1, start=5), Position(4, 7), _answer(7)),
        (_batch(2, 1, start=5), Position(4, 7), _answer(7, verdicts=[_verdict(5), _verdict(7)])),
        (_batch(2, 1, start=5), Position(4, 7), _answer(6, verdicts=[_verdict(5)])),
        (_batch(2, 1, start=5), Position(4, 9), _answer(9, verdicts=[_verdict(7)])),
        (_batch(1, start=5), Position(4, 5), _answer(5, verdicts=[_verdict(5, "applied")])),
        (_batch(1, start=5), Position(4, 5), _answer(4)),
        (_batch(), Position(4, 4), _answer(4, ack={"n": 4, "durable": 3})),
        (_batch(), Position(4, 4), _answer(4, ack={"n": 4, "durable": 4})),
        (_batch(), Position(4, 4), _answer(4, judged=0)),
        (_batch(), Position(4, 4), _answer(4, late=[_verdict(1), _verdict(4)], judged=1)),
        (_batch(1, start=5), Position(4, 5), _answer(5, late=[_verdict(5)], judged=1)),
        (_batch(), Position(4, 4), _answer(4, late=[_verdict(3)] * 200, judged=1)),
        (_batch(), Position(4, 4), _answer(4, late=[_verdict(9, g="x")], judged=1)),
    ],
)  # fmt: skip
def test_an_honest_word_on_ops_is_taken(batch: PushBatch, at: Position, answer: SyncAnswer) -> None:
    _check(answer, _request(batch), at)


@pytest.mark.parametrize(
    ("fault", "batch", "at", "answer"),
    [
        ("durable beyond acknowledged", _batch(), Position(4, 4),
         _answer(4, ack={"n": 4, "durable": 5})),
        ("durable beyond acknowledged", _batch(), Position(4, 4),
         _answer(4, ack={"n": 4, "durable": -1})),
        ("a group acknowledged in part", _batch(2, start=5), Position(4, 6), _answer(5)),
        ("two verdicts on one group", _batch(1, start=5), Position(4, 5),
         _answer(5, verdicts=[_verdict(5), _verdict(5)])),
        # A group that is not there yet, one of another push, the middle of a group, no number.
        ("a verdict on no group that was sent and taken", _batch(2, start=5), Position(4, 6),
         _answer(4, verdicts=[_verdict(5)])),
        ("a verdict on no group that was sent and taken", _batch(1, 1, start=5), Position(4, 6),
         _answer(5, verdicts=[_verdict(6)])),
        ("a verdict on no group that was sent and taken", _batch(), Position(4, 4),
         _answer(4, verdicts=[_verdict(4)])),
        ("a verdict on no group that was sent and taken", _batch(2, start=5), Position(4, 6),
         _answer(6, verdicts=[_verdict(6)])),
        ("a verdict on no group that was sent and taken", _batch(1, start=5), Position(4, 5),
         _answer(5, verdicts=[{"g": "g5", "st": "held"}])),
        ("late verdicts that lead nowhere", _batch(), Position(4, 4),
         _answer(4, late=[_verdict(3)])),
        ("too many late verdicts", _batch(), Position(4, 4),
         _answer(4, late=[_verdict(3)] * 201, judged=1)),
        ("a late verdict on what HQ does not have", _batch(), Position(4, 4),
         _answer(4, late=[_verdict(5)], judged=1)),
        ("a late verdict on what HQ does not have", _batch(), Position(4, 4),
         _answer(4, late=[_verdict(3), {"st": "applied"}], judged=1)),
    ],
)  # fmt: skip
def test_an_impossible_word_on_ops_is_refused(
    fault: str, batch: PushBatch, at: Position, answer: SyncAnswer
) -> None:
    _refuses(fault, answer, _request(batch), at)


def test_late_verdicts_go_on_from_where_the_last_ones_ended() -> None:
    request = cycle.build_request(None, _cursors(), _identity(), now_ms=5, wish=Wish(judged=7))
    _check(_answer(4, late=[_verdict(2)], judged=8), request, Position(4, 4))
    answer = _answer(4, late=[_verdict(2)], judged=7)
    _refuses("late verdicts that lead nowhere", answer, request, Position(4, 4))


def test_an_hq_in_another_life_is_foreign() -> None:
    with pytest.raises(HubRefusedError) as refused:
        _check(_answer(epoch="e2"))
    assert ("HQ_FOREIGN", 6) == (refused.value.code, refused.value.now)


@pytest.mark.parametrize("batch", [_batch(), _batch(1, start=5)])
def test_an_hq_that_lost_ops_it_had_is_a_gap(batch: PushBatch) -> None:
    with pytest.raises(HubRefusedError) as refused:
        _check(_answer(3), _request(batch), Position(4, 5))
    assert ("HQ_GAP", 6, 3) == (refused.value.code, refused.value.now, refused.value.ack)


@pytest.mark.parametrize("batch", [_batch(), _batch(1, start=5)])
def test_an_hq_that_has_ops_never_made_here_means_a_fork(batch: PushBatch) -> None:
    with pytest.raises(HubRefusedError) as refused:
        _check(_answer(6), _request(batch), Position(4, 5))
    assert ("HQ_DEVICE_FORKED", 6, 6) == (
        refused.value.code, refused.value.now, refused.value.ack,
    )  # fmt: skip


# What an answer may say of records


@pytest.mark.parametrize(
    "changes",
    [
        {"pages": [_page(0, 2)]},
        {"pages": [_page(0, 0)]},
        {"pages": [_page(0, 200)]},
        {"pages": [_open_page(0, 2), _page(0, 0, s="s:0018")]},
        {"pages": [_page(0, 1, upto=5, head=5)]},
        {"pages": [_open_page(0, 0, upto=5)]},
        {"resnap": [{"s": "g", "reason": "AHEAD"}]},
        {"resnap": [{"s": "g", "reason": "AHEAD"}], "pages": [_page(0, 0, s="s:0018")]},
        {"state": "draining"},
        {"state": "expired", "rotate": True},
    ],
)  # fmt: skip
def test_honest_pages_are_taken(changes: dict[str, Any]) -> None:
    _check(_answer(**changes))


@pytest.mark.parametrize(
    ("fault", "changes"),
    [
        ("a stream nobody asked for", {"pages": [_page(0, 0, s="s:0099")]}),
        ("a stream nobody asked for", {"resnap": [{"s": "s:0099", "reason": "x"}]}),
        ("two answers for one stream", {"pages": [_page(0, 0), _page(0, 0)]}),
        ("two answers for one stream",
         {"pages": [_page(0, 0)], "resnap": [{"s": "g", "reason": "x"}]}),
        ("records for one who may not read", {"state": "draining", "pages": [_page(0, 0)]}),
        ("records for one who may not read",
         {"state": "expired", "resnap": [{"s": "g", "reason": "x"}]}),
        ("a page from elsewhere", {"pages": [_page(3, 0)]}),
        ("more rows than asked for", {"pages": [_page(0, 201)]}),
        ("a page beyond its end", {"pages": [_page(0, 2, upto=1)]}),
        ("a page beyond its end", {"pages": [_page(0, 2, head=1)]}),
        ("a page that is done and is not", {"pages": [_page(0, 2, head=9)]}),
        ("a page that is done and is not", {"pages": [_page(0, 2, done=False, ck=None)]}),
        ("a page that leads nowhere", {"pages": [_open_page(0, 0)]}),
        ("a check sum out of place", {"pages": [_page(0, 2, ck=None)]}),
        ("a check sum out of place", {"pages": [_open_page(0, 2, ck={"n": 2, "sum": "0" * 16})]}),
        ("rows out of order", {"pages": [_page(0, 2, rows=_page(0, 2)["rows"][::-1])]}),
        ("rows out of order", {"pages": [_page(0, 2, rows=[_page(0, 1)["rows"][0]] * 2)]}),
        ("rows out of order", {"pages": [_page(0, 1, rows=_page(-1, 1)["rows"])]}),
        ("a row of no name", {"pages": [_page(0, 1, rows=[{"k": "task", "rev": 1, "seq": 1}])]}),
        ("a row of no name", {"pages": [_page(0, 1, rows=[{"id": "t", "rev": 1, "seq": 1}])]}),
    ],
)  # fmt: skip
def test_impossible_pages_are_refused(fault: str, changes: dict[str, Any]) -> None:
    _refuses(fault, _answer(**changes))


def test_a_page_that_ends_before_it_starts_is_refused() -> None:
    page = _page(3, 0, upto=2, head=2)
    _refuses("a page beyond its end", _answer(pages=[page]), _request(g=3))


@pytest.mark.parametrize("which", [0, 1])
def test_every_page_is_looked_at(which: int) -> None:
    pages = [_page(0, 0), _page(0, 0, s="s:0018")]
    pages[which]["ck"] = None
    _refuses("a check sum out of place", _answer(pages=pages))


# Early rows


@pytest.mark.parametrize(
    "early",
    [
        _early(3, 900),
        _early(*range(3, 203)),
        _early(3, op="D"),
        _early(3, k="of_tomorrow"),
    ],
)
def test_early_rows_come_from_beyond_the_page(early: list[dict[str, Any]]) -> None:
    _check(_answer(pages=[_open_page(0, 2, early=early)]))


@pytest.mark.parametrize(
    ("fault", "page"),
    [
        ("early rows of a page that is the last", _page(0, 2, early=_early(3))),
        ("too many early rows", _open_page(0, 2, early=_early(*range(3, 204)))),
        ("early rows out of order", _open_page(0, 2, early=_early(2))),
        ("early rows out of order", _open_page(0, 2, early=_early(4, 3))),
        ("early rows out of order", _open_page(0, 2, early=_early(3, 3))),
        ("an early row beyond the end", _open_page(0, 2, early=_early(901))),
        ("an early row of a later lane", _open_page(0, 2, early=_early(3, k="task"))),
        ("an early row of a later lane", _open_page(0, 2, early=_early(3) + _early(4, k="stock"))),
        ("an early row of no name", _open_page(0, 2, early=_early(3, id=""))),
        ("an early row of no name", _open_page(0, 2, early=_early(3, k=""))),
        ("an early row of no name", _open_page(0, 2, early=_early(3, n=1))),
    ],
)
def test_impossible_early_rows_are_refused(fault: str, page: dict[str, Any]) -> None:
    _refuses(fault, _answer(pages=[page]))


def test_early_rows_go_on_from_where_the_last_ones_ended() -> None:
    wish = Wish(early={"g": 50})
    request = cycle.build_request(None, _cursors(), _identity(), now_ms=5, wish=wish)
    _check(_answer(pages=[_open_page(0, 2, early=_early(51))]), request)
    again = _answer(pages=[_open_page(0, 2, early=_early(50))])
    _refuses("early rows out of order", again, request)


# Echoes


def _echoed(batch: PushBatch, rows: list[dict[str, Any]], **changes: Any) -> Any:
    page = _page(0, len(rows), s="s:0018", rows=rows)
    return _answer(batch.last, pages=[page], **changes), _request(batch), Position(0, 99)


def test_a_record_this_push_created_comes_back_as_the_number_of_its_op() -> None:
    rows = [_echo(1, 1), _echo(3, 2), {"k": "task", "id": "t", "rev": 4, "seq": 3}]
    _check(*_echoed(_batch(2, 1), rows))


def _on_one_record(batch: PushBatch) -> PushBatch:
    groups = [
        g.model_copy(update={"ops": [op.model_copy(update={"id": "one"}) for op in g.ops]})
        for g in batch.groups
    ]
    return PushBatch(tuple(groups), batch.start, batch.prev, batch.last)


def test_a_record_is_named_by_its_first_op_only() -> None:
    batch = _on_one_record(_batch(1, 1))
    _check(*_echoed(batch, [_echo(1, 1)]))
    _refuses("an echo of nothing this push created", *_echoed(batch, [_echo(2, 1)]))


def test_records_of_the_same_id_and_another_kind_are_others() -> None:
    batch = _on_one_record(_batch(1, 1))
    task = batch.groups[1].ops[0].model_copy(update={"k": "task"})
    second = batch.groups[1].model_copy(update={"ops": [task]})
    batch = PushBatch((batch.groups[0], second), 1, batch.prev, 2)
    _check(*_echoed(batch, [_echo(1, 1), _echo(2, 2)], verdicts=[]))
    _check(*_echoed(batch, [_echo(2, 1)], verdicts=[_verdict(1)]))


@pytest.mark.parametrize("named", [1, 2])
@pytest.mark.parametrize("state", ["held", "merged", "quarantined", "applied"])
def test_a_record_that_was_not_plainly_applied_is_never_echoed(named: int, state: str) -> None:
    batch = _on_one_record(_batch(1, 1))
    lie = _echoed(batch, [_echo(1, 1)], verdicts=[_verdict(named, state)])
    _refuses("an echo of nothing this push created", *lie)


def test_a_record_whose_ops_hq_has_in_part_is_never_echoed() -> None:
    batch = _on_one_record(_batch(1, 1))
    page = _page(0, 1, s="s:0018", rows=[_echo(1, 1)])
    answer = _answer(1, pages=[page])
    _refuses("an echo of nothing this push created", answer, _request(batch), Position(0, 9))


def test_what_travelled_without_its_body_is_never_echoed() -> None:
    push = cycle.withheld(_pushed(1, 1), frozenset({1}))
    request = cycle.build_request(push, _cursors(), _identity(), now_ms=5)
    _check(_answer(2, pages=[_page(0, 1, rows=[_echo(2, 1)])]), request, Position(0, 2))
    lie = _answer(2, pages=[_page(0, 1, rows=[_echo(1, 1)])])
    _refuses("an echo of nothing this push created", lie, request, Position(0, 2))


@pytest.mark.parametrize(
    ("fault", "row"),
    [
        ("an echo of nothing this push created", _echo(9, 1)),
        ("an echo of what is not new", _echo(1, 1, rev=2)),
        ("an echo of what is not new", _echo(1, 1, rev=0)),
        ("an echo of what is not new", _echo(1, 1, op="D")),
        ("an echo that is a record as well", _echo(1, 1, k="customer")),
        ("an echo that is a record as well", _echo(1, 1, id="c1")),
        ("an echo that is a record as well", _echo(1, 1, b={"note": "x"})),
        ("an echo that is a record as well", _echo(1, 1, c={"note": "x"})),
    ],
)
def test_impossible_echoes_are_refused(fault: str, row: dict[str, Any]) -> None:
    _refuses(fault, *_echoed(_batch(1), [row]))


def test_two_echoes_of_one_op_are_refused() -> None:
    _refuses("two echoes of one op", *_echoed(_batch(1), [_echo(1, 1), _echo(1, 2)]))


# What is settled


@given(st.integers(1, 4), st.integers(0, 4))
def test_nothing_is_settled_that_this_request_did_not_send(sent: int, more: int) -> None:
    batch = _batch(*[1] * sent, start=5)
    answer = _answer(4 + sent + more, ack={"n": 4 + sent + more, "durable": 4 + sent + more})
    settled = cycle.settlement(_request(batch), answer, Position(4, 12))
    assert (4 + sent, 4 + sent) == (settled.acked_n, settled.durable_n)
    assert 4 == cycle.settlement(_request(), answer, Position(4, 12)).acked_n


def test_a_settlement_holds_what_hq_said() -> None:
    answer = _answer(
        5, ack={"n": 5, "durable": 2}, verdicts=[_verdict(5)],
        late=[_verdict(3, "applied", closed=True)], judged=9,
    )  # fmt: skip
    settled = cycle.settlement(_request(_batch(1, start=5)), answer, Position(4, 5))
    assert (5, 2, 9) == (settled.acked_n, settled.durable_n, settled.judged)
    assert (answer.verdicts[0],) == settled.verdicts
    assert (answer.late[0],) == settled.late


def test_less_is_settled_than_sent_when_hq_took_less() -> None:
    settled = cycle.settlement(_request(_batch(1, 1, start=5)), _answer(5), Position(4, 6))
    assert 5 == settled.acked_n


@pytest.mark.parametrize(("told", "expected"), [(0, 7), (9, 9), (3, 3)])
def test_the_late_cursor_follows_hq_and_stays_where_nothing_is_told(
    told: int, expected: int
) -> None:
    request = cycle.build_request(None, _cursors(), _identity(), now_ms=5, wish=Wish(judged=7))
    answer = _answer(4, judged=told)
    assert expected == cycle.settlement(request, answer, Position(4, 4)).judged


# How pages are applied


def _plan(*pages: dict[str, Any], complete: bool = True) -> cycle.Plan:
    cursors = {name: Cursor(name, complete=complete) for name in _STREAMS}
    return cycle.plan(_answer(pages=list(pages)), cursors)


def test_small_pages_are_applied_with_the_settlement() -> None:
    plan = _plan(_page(0, 150), _page(0, 50, s="s:0018"))
    assert ([150, 50], ()) == ([len(page.rows) for page in plan.at_once], plan.later)


def test_pages_that_are_much_together_are_not_all_applied_at_once() -> None:
    plan = _plan(_page(0, 150), _page(0, 51, s="s:0018"))
    assert (["g"], ["s:0018"]) == ([p.s for p in plan.at_once], [p.s for p in plan.later])
    plan = _plan(_page(0, 201), _page(0, 200, s="s:0018"))
    assert ["s:0018"] == [page.s for page in plan.at_once]
    assert [200, 1] == [len(page.rows) for page in plan.later]


def test_early_rows_of_kinds_we_know_come_first() -> None:
    early = _early(500) + _early(501, k="of_tomorrow")
    plan = _plan(_open_page(0, 300, early=early), _open_page(0, 1, s="s:0018"))
    assert [("g", ["p500"])] == [(s, [row.id for row in rows]) for s, rows in plan.early]
    assert [[], []] == [page.early for page in plan.later]
    assert () == _plan(_open_page(0, 3, early=_early(9, k="of_tomorrow"))).early


@given(st.integers(201, 4450), st.booleans(), st.booleans())
def test_slices_are_small_and_add_up_to_the_page(count: int, complete: bool, done: bool) -> None:
    end = {} if done else {"head": 9_999, "done": False, "ck": None, "upto": 7 + count + 3}
    page = Page.model_validate(_page(7, count, **end))
    slices = _plan(page.model_dump(), complete=complete).later
    size = 200 if complete else 2000
    assert page.rows == [row for one in slices for row in one.rows]
    assert [size] * (len(slices) - 1) == [len(one.rows) for one in slices[:-1]]
    assert 0 < len(slices[-1].rows) <= size
    assert [one.after for one in slices] == [page.after] + [one.upto for one in slices[:-1]]
    assert [False] * (len(slices) - 1) + [done] == [one.done for one in slices]
    assert (page.upto, page.ck) == (slices[-1].upto, slices[-1].ck)
    assert all(one.ck is None for one in slices[:-1])
    assert {(page.s, page.head)} == {(one.s, one.head) for one in slices}
    assert all(one.rows[-1].seq == one.upto for one in slices[:-1])


def test_streams_not_at_their_end_or_to_be_loaded_anew_are_behind() -> None:
    pages = [_page(0, 1), _open_page(0, 1, s="s:0018")]
    assert frozenset({"s:0018"}) == cycle.behind(_answer(pages=pages))
    assert frozenset({"g"}) == cycle.behind(_answer(resnap=[{"s": "g", "reason": "AHEAD"}]))
    assert cycle.NO_STREAMS == cycle.behind(_answer(pages=[_page(0, 1)]))


# Beginning again


@pytest.mark.parametrize("ack", [0, 3, 9])
def test_an_hq_that_was_set_back_gets_again_what_it_lost(ack: int) -> None:
    gap = HubRefusedError("HQ_GAP", ack=ack)
    played_back = HubRefusedError("HQ_EPOCH", ack=ack, epoch="e2")
    assert Restart("e1", ack) == cycle.restart(gap, "e1", 9)
    assert Restart("e2", ack) == cycle.restart(played_back, "e1", 9)


@pytest.mark.parametrize("code", ["HQ_BUSY", "HQ_FOREIGN", "HQ_DEVICE_FORKED", "OF_TOMORROW"])
def test_other_refusals_begin_nothing_again(code: str) -> None:
    assert None is cycle.restart(HubRefusedError(code, ack=3, epoch="e2"), "e1", 9)


@pytest.mark.parametrize(
    ("fault", "refused"),
    [
        ("a gap without an acknowledgement", HubRefusedError("HQ_GAP", epoch="e2")),
        ("an epoch without an acknowledgement", HubRefusedError("HQ_EPOCH", epoch="e2")),
        ("an epoch that is not new", HubRefusedError("HQ_EPOCH", ack=3)),
        ("an epoch that is not new", HubRefusedError("HQ_EPOCH", ack=3, epoch="")),
        ("an epoch that is not new", HubRefusedError("HQ_EPOCH", ack=3, epoch="e1")),
        ("less than nothing acknowledged", HubRefusedError("HQ_GAP", ack=-1)),
    ],
)
def test_a_refusal_that_does_not_say_what_it_must_is_refused(
    fault: str, refused: HubRefusedError
) -> None:
    with pytest.raises(ProtocolViolationError, match=f"^{fault}$"):
        cycle.restart(refused, "e1", 9)


@pytest.mark.parametrize("code", ["HQ_GAP", "HQ_EPOCH"])
def test_an_hq_set_back_to_ops_never_made_here_means_a_fork(code: str) -> None:
    with pytest.raises(HubRefusedError) as refused:
        cycle.restart(HubRefusedError(code, now=6, ack=10, epoch="e2"), "e1", 9)
    assert ("HQ_DEVICE_FORKED", 6, 10) == (
        refused.value.code, refused.value.now, refused.value.ack,
    )  # fmt: skip
