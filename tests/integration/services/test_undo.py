"""Taking back: a compensating outcome, never a deletion, on the real store."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from terminal.domain.card import Due, TaskItem
from terminal.domain.customer import Mark
from terminal.domain.followup import OutcomeCode, task_id
from terminal.domain.problems import Refusal
from terminal.services import followups
from terminal.services.followups import OutcomeEntry, Recorded
from tests.builders import TestStore, an_outcome, load
from tests.integration.services.conftest import Shop
from tests.integration.services.shop import a_due, audited, counted, groups, on, ops, rows

GLUCOSE = {"glucose_mmol_e1": 68}
NEXT = task_id("diabetes-14", "c-1", "k-1")


@pytest.fixture
def till(shop: Shop) -> TestStore:
    """A till with one task due yesterday."""
    return shop(("task", "k-1", a_due(days=-1)))[0]


def record(
    till: TestStore, code: OutcomeCode = OutcomeCode.DONE, task: str = "k-1", **more: Any
) -> str:
    items = GLUCOSE if code is OutcomeCode.DONE else None
    entry = OutcomeEntry(code, items, **more)
    done = till.run(lambda uow: followups.record(uow, task_id=task, entry=entry))
    assert isinstance(done, Recorded), done
    till.clock.advance(ms=1000)
    return done.outcome_id


def undo(till: TestStore, outcome: str) -> TaskItem | Refusal:
    result: TaskItem | Refusal = till.run(lambda uow: followups.undo(uow, outcome_id=outcome))
    till.clock.advance(ms=1000)
    return result


def undone(till: TestStore, outcome: str) -> TaskItem:
    result = undo(till, outcome)
    assert isinstance(result, TaskItem)
    return result


def states(till: TestStore) -> dict[str, tuple[str, str]]:
    found = rows(till, "SELECT id, state, due_on FROM task ORDER BY id")
    return {task: (state, due_on) for task, state, due_on in found}


def test_the_task_is_open_again_as_it_was_due_and_shows_no_outcome(till: TestStore) -> None:
    task = undone(till, record(till))
    assert (Due.OVERDUE, date(2025, 11, 20), None, None, None) == (
        task.due,
        task.due_on,
        task.outcome,
        task.outcome_id,
        task.value,
    )
    assert ["k-1"] == [item.id for item in till.read(followups.worklist).overdue]
    assert 0 == till.read(followups.worklist).done_count


def test_nothing_is_deleted_and_all_of_it_is_one_group_for_hq(till: TestStore) -> None:
    outcome = record(till)
    before = counted(till)
    undone(till, outcome)
    after = counted(till)
    assert {"outcome": 1, "observation": 1, "audit": 1, "outbox": 3, "task": 0} == {
        kind: after[kind] - before[kind]
        for kind in ("outcome", "observation", "audit", "outbox", "task")
    }
    assert ["outcome", "observation", "audit"] == groups(till)[-1]
    assert {"code": "undone", "undoes": outcome} == {
        name: ops(till, "outcome")[-1]["fact"][name] for name in ("code", "undoes")
    }
    assert [("followup.recorded", "k-1"), ("followup.undone", "k-1")] == audited(till)


def test_the_task_it_called_for_sleeps_until_the_first_is_done_again(till: TestStore) -> None:
    outcome = record(till)
    assert {"k-1": ("done", on(-1)), NEXT: ("open", on(14))} == states(till)
    undone(till, outcome)
    assert {"k-1": ("open", on(-1)), NEXT: ("dormant", on(14))} == states(till)
    till.clock.advance(days=2)
    record(till)
    assert {"k-1": ("done", on(-1)), NEXT: ("open", on(16))} == states(till)


def test_the_reading_is_taken_back_by_one_without_items(till: TestStore) -> None:
    undone(till, record(till))
    reading, void = [op["fact"] for op in ops(till, "observation")]
    (reading_id,) = rows(till, "SELECT id FROM observation WHERE supersedes IS NULL")
    assert (GLUCOSE, {}, reading_id[0]) == (reading["items"], void["items"], void["supersedes"])
    assert till.read(lambda uow: uow.observations.latest("c-1", "glucose_fasting")) is None
    assert [] == till.read(lambda uow: uow.observations.of_customer("c-1", 9))


@pytest.mark.parametrize("code", [OutcomeCode.NO_ANSWER, OutcomeCode.RESCHEDULED])
def test_a_moved_task_goes_back_to_where_it_was(till: TestStore, code: OutcomeCode) -> None:
    task = undone(till, record(till, code))
    assert (date(2025, 11, 20), Due.OVERDUE, 0) == (task.due_on, task.due, task.attempts)
    assert {"k-1": ("open", on(-1))} == states(till)


def test_moves_taken_back_in_turn_lead_back_step_by_step(till: TestStore) -> None:
    first = record(till, OutcomeCode.RESCHEDULED)
    second = record(till, OutcomeCode.NO_ANSWER)
    assert on(1) == states(till)["k-1"][1]
    assert date(2025, 11, 24) == undone(till, second).due_on
    assert date(2025, 11, 20) == undone(till, first).due_on


def test_an_earlier_move_taken_back_leaves_the_later_one_standing(till: TestStore) -> None:
    first = record(till, OutcomeCode.NO_ANSWER)
    second = record(till, OutcomeCode.NO_ANSWER)
    assert date(2025, 11, 22) == undone(till, first).due_on
    assert date(2025, 11, 20) == undone(till, second).due_on


def test_a_due_date_hq_moved_meanwhile_is_left_alone(shop: Shop) -> None:
    till, stream = shop(("task", "k-1", a_due()))
    outcome = record(till, OutcomeCode.NO_ANSWER)
    later = f"{till.clock.ms + 5_000:012x}0000hq000000"
    body = {**a_due(), "due_on": on(9)}
    stream.change("task", "k-1", body, stamp=later)
    load(till, stream)
    till.clock.advance(ms=60_000)
    assert date(2025, 11, 30) == undone(till, outcome).due_on


def test_what_was_taken_back_cannot_be_taken_back_twice(till: TestStore) -> None:
    outcome = record(till)
    undone(till, outcome)
    before = counted(till)
    assert Refusal("OUTCOME_UNDONE") == undo(till, outcome)
    assert before == counted(till)


def test_a_taking_back_cannot_itself_be_taken_back(till: TestStore) -> None:
    undone(till, record(till))
    ((taking_back,),) = rows(till, "SELECT id FROM outcome WHERE undoes IS NOT NULL")
    before = counted(till)
    assert Refusal("OUTCOME_GONE") == undo(till, taking_back)
    assert before == counted(till)


def test_an_outcome_nobody_knows_is_gone(till: TestStore) -> None:
    assert Refusal("OUTCOME_GONE") == undo(till, "u-404")


def test_an_outcome_whose_task_hq_took_away_leaves_no_task_to_open(shop: Shop) -> None:
    till, stream = shop(
        ("task", "k-1", a_due()), ("outcome", "u-1", an_outcome("k-1", "c-1")),
    )  # fmt: skip
    stream.remove("task", "k-1")
    load(till, stream)
    assert Refusal("TASK_GONE") == undo(till, "u-1")


def test_anothers_outcome_on_the_same_task_keeps_it_done(shop: Shop) -> None:
    till, stream = shop(("task", "k-1", a_due()))
    mine = record(till)
    stream.change("outcome", "u-theirs", an_outcome("k-1", "c-1", by="staff-2"))
    load(till, stream)
    task = undone(till, mine)
    assert (Due.DONE, "u-theirs") == (task.due, task.outcome_id)
    assert "done" == states(till)["k-1"][0]


def test_done_again_after_taking_back_counts_once_and_shows_the_second(till: TestStore) -> None:
    undone(till, record(till))
    second = record(till, note="第二次")
    found = till.read(followups.worklist)
    assert (1, second, "第二次", Mark.LOCAL) == (
        found.done_count,
        found.done[0].outcome_id,
        found.done[0].note,
        found.done[0].mark,
    )


def test_a_finished_successor_stays_finished_when_the_first_is_opened_again(
    shop: Shop,
) -> None:
    till, _ = shop(("task", "k-1", a_due(days=-1)))
    first = record(till)
    record(till, task=NEXT)
    after_next = task_id("diabetes-14", "c-1", NEXT)
    undone(till, first)
    found = {task: state for task, (state, _) in states(till).items()}
    assert {"k-1": "open", NEXT: "done", after_next: "open"} == found
