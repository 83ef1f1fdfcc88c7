"""What a row shows: HQ's copy with this till's ops over it."""

from __future__ import annotations

from typing import Any

import pytest

from local_store.op_row import OpState
from local_store.outbox import OpenOp
from local_store.rebase import HqCopy, fold, mark_of
from sync.merge import State
from sync.protocol.kinds import KINDS
from sync.protocol.ops import Set, to_wire
from terminal.domain.customer import Mark
from tests.builders import a_customer, a_stamp, a_task, an_outcome, clocks_of

CUSTOMER, OUTCOME = KINDS["customer"], KINDS["outcome"]


def _op(n: int, *, base: int = 0, state: OpState = OpState.PENDING, **fields: Any) -> OpenOp:
    return OpenOp(n, a_stamp(2_000_000_000_000 + n), base, to_wire(Set(fields)), state)


def _copy(rev: int = 3, **changes: Any) -> HqCopy:
    body = a_customer(**changes)
    return HqCopy(State(body, clocks_of("customer", body, a_stamp())), rev, 1)


def test_without_ops_a_row_is_hqs_copy() -> None:
    assert _copy().state == fold(CUSTOMER, _copy(), [])


def test_without_a_copy_ops_make_the_row() -> None:
    ops = [_op(1, **a_task("c")), _op(2, due_on="2026-01-01")]
    assert a_task("c", due_on="2026-01-01") == fold(KINDS["task"], None, ops).body


@pytest.mark.parametrize("state", [s for s in OpState if s is not OpState.QUARANTINED])
def test_ops_that_hq_does_not_show_yet_are_laid_in_order(state: OpState) -> None:
    ops = [_op(1, note="one", state=state), _op(2, note="two", state=state)]
    assert "two" == fold(CUSTOMER, _copy(), ops).body["note"]


def test_a_quarantined_op_is_taken_out_and_later_ones_stay() -> None:
    ops = [_op(1, note="bad", sex="m", state=OpState.QUARANTINED), _op(2, note="good")]
    body = fold(CUSTOMER, _copy(), ops).body
    assert ("good", "f") == (body["note"], body["sex"])


@pytest.mark.parametrize(("base", "name"), [(3, "typed here"), (2, "合成客1")])
def test_a_name_typed_without_sight_of_hqs_newest_copy_gives_way_to_it(
    base: int, name: str
) -> None:
    assert name == fold(CUSTOMER, _copy(), [_op(1, name="typed here", base=base)]).body["name"]


def test_a_field_that_became_hqs_is_left_to_it_and_the_other_ops_still_show() -> None:
    ops = [_op(1, tier="Z"), _op(2, note="mine")]
    body = fold(CUSTOMER, _copy(), ops).body
    assert ("A", "mine") == (body["tier"], body["note"])


def test_laying_an_op_that_hq_shows_already_changes_nothing() -> None:
    op = _op(1, note="x", base=3)
    once = fold(CUSTOMER, _copy(), [op])
    assert once == fold(CUSTOMER, HqCopy(once, 4, 1), [op])


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        ([], Mark.ACCEPTED),
        ([OpState.ACKED], Mark.ACCEPTED),
        ([OpState.DURABLE], Mark.ACCEPTED),
        ([OpState.HELD], Mark.RECEIVED),
        ([OpState.ACKED, OpState.QUARANTINED], Mark.RECEIVED),
        ([OpState.HELD, OpState.PENDING], Mark.LOCAL),
        ([OpState.PENDING], Mark.LOCAL),
    ],
)
def test_a_record_is_marked_by_the_op_that_has_come_least_far(
    states: list[OpState], expected: Mark
) -> None:
    ops = [_op(n, state=state) for n, state in enumerate(states)]
    assert expected is mark_of(CUSTOMER, _copy().state, ops)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ({}, Mark.RECEIVED),
        ({"accepted": True}, Mark.ACCEPTED),
        ({"accepted": False}, Mark.RECEIVED),
    ],
)
def test_counted_work_is_only_received_until_hq_has_judged_it(
    word: dict[str, bool], expected: Mark
) -> None:
    state = State({**an_outcome("t", "c"), **word}, {})
    assert expected is mark_of(OUTCOME, state, [_op(1, state=OpState.ACKED)])
