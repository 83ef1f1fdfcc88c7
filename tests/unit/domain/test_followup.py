"""Follow-ups: state from outcomes, undo, and what comes next."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terminal.domain import followup
from terminal.domain.errors import PolicyInvalidError
from terminal.domain.followup import UNDONE, Effect, Outcome, OutcomeCode, TaskState

_START = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)
_TODAY = date(2026, 11, 21)


def _outcome(number: int, code: str, *, undoes: str | None = None) -> Outcome:
    at = _START + timedelta(minutes=number)
    return Outcome(f"o{number}", "t", "c", code, at, "s", undoes=undoes)


def _state(outcomes: list[Outcome], *, anchor_open: bool) -> TaskState:
    """Return where a task with these outcomes stands; what stands is asked for both ways."""
    codes = frozenset(one.code for one in followup.standing(outcomes))
    assert codes == followup.standing_codes([(one.id, one.code, one.undoes) for one in outcomes])
    return followup.state_of(codes, anchor_open=anchor_open)


def _content(**changed: Any) -> dict[str, Any]:
    content = {
        "type": "followup",
        "title": {"zh_CN": "糖尿病 14 天随访", "en": "Diabetes follow-up"},
        "ask": {"zh_CN": "近两周空腹血糖？"},
        "condition": "t2dm",
        "cycle_days": 14,
        "reading": "glucose_fasting",
        "keys": [2, 3],
    }
    return content | changed


def test_a_task_without_outcomes_is_open_and_dormant_while_its_predecessor_is() -> None:
    assert _state([], anchor_open=False) is TaskState.OPEN
    assert _state([], anchor_open=True) is TaskState.DORMANT


def test_undo_opens_a_task_again_and_a_second_closing_keeps_it_closed() -> None:
    done = _outcome(1, OutcomeCode.DONE)
    undone = _outcome(2, UNDONE, undoes="o1")
    again = _outcome(3, OutcomeCode.DONE)
    assert _state([done], anchor_open=False) is TaskState.DONE
    assert _state([done, undone], anchor_open=False) is TaskState.OPEN
    assert _state([undone, again, done], anchor_open=False) is TaskState.DONE


def test_closing_beats_cancelling_when_two_tills_did_both() -> None:
    both = [_outcome(1, OutcomeCode.STOPPED), _outcome(2, OutcomeCode.DONE)]
    assert _state(both, anchor_open=False) is TaskState.DONE
    assert _state(both[:1], anchor_open=False) is TaskState.CANCELLED


@given(st.permutations(range(6)))
def test_the_state_does_not_depend_on_the_order_outcomes_arrive_in(order: list[int]) -> None:
    every = [
        _outcome(1, OutcomeCode.NO_ANSWER),
        _outcome(2, OutcomeCode.DONE),
        _outcome(3, UNDONE, undoes="o2"),
        _outcome(4, OutcomeCode.REFUSED),
        _outcome(5, UNDONE, undoes="o4"),
        _outcome(6, OutcomeCode.RESCHEDULED),
    ]
    assert _state([every[i] for i in order], anchor_open=False) is TaskState.OPEN


def test_an_outcome_from_a_newer_program_keeps_the_task_open() -> None:
    assert followup.effect("beamed_up") is Effect.KEEPS
    assert _state([_outcome(1, "beamed_up")], anchor_open=False) is TaskState.OPEN


def test_postponing_and_missing_move_the_due_date_and_closing_does_not() -> None:
    due = date(2026, 11, 18)
    after = {code: followup.due_after(code, due_on=due, today=_TODAY) for code in OutcomeCode}
    assert after[OutcomeCode.RESCHEDULED] == date(2026, 11, 24)
    assert after[OutcomeCode.NO_ANSWER] == date(2026, 11, 22)
    assert after[OutcomeCode.DONE] is None


def test_the_cycle_restarts_on_the_day_done_and_danger_shortens_it() -> None:
    rule = followup.rule_from_content("r", 1, _content(cycle_days=30))
    assert followup.next_due(rule, done_on=_TODAY) == date(2026, 12, 21)
    assert followup.next_due(rule, done_on=_TODAY, danger=True) == date(2026, 12, 5)


def test_two_tills_call_the_same_task_by_the_same_id() -> None:
    first = followup.task_id("rule", "customer", "anchor")
    assert first == followup.task_id("rule", "customer", "anchor")
    assert first != followup.task_id("rule", "customer", "another")


@pytest.mark.parametrize(
    "changed",
    [
        {"type": "form"},
        {"title": {}},
        {"title": "text"},
        {"ask": {"zh_CN": 1}},
        {"cycle_days": 0},
        {"cycle_days": True},
        {"cycle_days": "14"},
        {"keys": [99]},
        {"keys": 3},
    ],
)
def test_policy_that_cannot_be_used_is_named(changed: dict[str, Any]) -> None:
    with pytest.raises(PolicyInvalidError) as raised:
        followup.rule_from_content("r", 1, _content(**changed))
    assert raised.value.record_id == "r"
