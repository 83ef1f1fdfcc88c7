"""Recording what came of a task: one group, whole or not at all, on the real store."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from terminal.domain.card import Due
from terminal.domain.customer import Mark
from terminal.domain.followup import OutcomeCode, task_id
from terminal.domain.observation import ReadingLevel
from terminal.domain.problems import FieldProblem, Refusal
from terminal.services import counter, followups
from terminal.services.followups import NOTE_LIMIT, OutcomeEntry, Recorded
from tests.builders import HqStream, TestStore, a_rule, load
from tests.integration.services.conftest import Shop
from tests.integration.services.shop import TODAY, a_due, counted, groups, on, ops, records, rows

GLUCOSE = {"glucose_mmol_e1": 68}
PRESSURE = {"systolic_mmhg": 128, "diastolic_mmhg": 82}
NEXT = task_id("diabetes-14", "c-1", "k-1")
DONE = OutcomeEntry(OutcomeCode.DONE, GLUCOSE)

Result = Recorded | Refusal | list[FieldProblem]


@pytest.fixture
def till(shop: Shop) -> TestStore:
    """A till with one task due yesterday, of the rule that wants a glucose value every 14 days."""
    return shop(("task", "k-1", a_due(days=-1)))[0]


def record(till: TestStore, entry: OutcomeEntry = DONE, task: str = "k-1") -> Result:
    result: Result = till.run(lambda uow: followups.record(uow, task_id=task, entry=entry))
    return result


def recorded(till: TestStore, entry: OutcomeEntry = DONE, task: str = "k-1") -> Recorded:
    result = record(till, entry, task)
    assert isinstance(result, Recorded), result
    return result


def task_row(till: TestStore, task: str = "k-1") -> tuple[Any, ...]:
    (row,) = rows(till, "SELECT state, due_on, sync_state FROM task WHERE id = ?", task)
    return row


def test_a_finished_task_with_its_reading_is_one_group(till: TestStore) -> None:
    done = recorded(till)
    assert [["observation", "outcome", "task", "audit"]] == groups(till)
    (reading,) = ops(till, "observation")
    assert {
        "customer": "c-1",
        "code": "glucose_fasting",
        "at": till.clock.ms,
        "items": GLUCOSE,
        "task": "k-1",
        "by": "staff-1",
    } == reading["fact"]
    (outcome,) = ops(till, "outcome")
    assert {"task": "k-1", "customer": "c-1", "code": "done", "by": "staff-1"} == {
        name: outcome["fact"][name] for name in ("task", "customer", "code", "by")
    }
    (audit,) = ops(till, "audit")
    assert ("followup.recorded", "task", "k-1", {"outcome": "done"}) == tuple(
        audit["fact"][name] for name in ("action", "entity_kind", "entity", "facts")
    )
    assert ("done", Due.DONE, Mark.LOCAL, done.outcome_id) == (
        done.task.outcome,
        done.task.due,
        done.task.mark,
        done.task.outcome_id,
    )


def test_a_cycle_goes_on_from_the_day_it_was_done_under_a_known_id(till: TestStore) -> None:
    done = recorded(till)
    assert date(2025, 12, 5) == done.next_due_on
    assert ("open", "2025-12-05", "local") == task_row(till, NEXT)
    following = till.read(lambda uow: uow.tasks.get(NEXT))
    assert ("diabetes-14", 1, "c-1", "k-1") == (
        following.rule,
        following.rule_version,
        following.customer,
        following.anchor,
    )


CLOSES = (OutcomeCode.DONE, OutcomeCode.REFILLED, OutcomeCode.REFUSED, OutcomeCode.REFERRED)
CANCELS = (OutcomeCode.STOPPED, OutcomeCode.WRONG_NUMBER, OutcomeCode.OTHER)
CONTINUES = (OutcomeCode.DONE, OutcomeCode.REFILLED, OutcomeCode.REFERRED)


@pytest.mark.parametrize("code", [one for one in OutcomeCode if one != OutcomeCode.HANDED_OVER])
def test_every_outcome_leaves_its_task_as_the_table_says(
    till: TestStore, code: OutcomeCode
) -> None:
    done = recorded(till, OutcomeEntry(code, GLUCOSE if code is OutcomeCode.DONE else None))
    state = "done" if code in CLOSES else "cancelled" if code in CANCELS else "open"
    assert state == task_row(till)[0]
    assert (Due.DONE if state != "open" else Due.LATER) == done.task.due
    assert (NEXT in {task for (task,) in rows(till, "SELECT id FROM task")}) == (code in CONTINUES)
    days = {OutcomeCode.NO_ANSWER: 1, OutcomeCode.RESCHEDULED: 3}.get(code)
    days = 14 if code in CONTINUES else days
    assert (None if days is None else TODAY + timedelta(days=days)) == done.next_due_on
    assert code == done.task.outcome
    assert [code] == [op["fact"]["code"] for op in ops(till, "outcome")]


@pytest.mark.parametrize(
    ("code", "days"), [(OutcomeCode.NO_ANSWER, 1), (OutcomeCode.RESCHEDULED, 3)]
)
def test_a_task_that_stays_open_moves_and_remembers_where_it_was(
    till: TestStore, code: OutcomeCode, days: int
) -> None:
    recorded(till, OutcomeEntry(code))
    assert ("open", on(days), "local") == task_row(till)
    (outcome,) = ops(till, "outcome")
    assert (on(days), on(-1)) == (outcome["fact"]["due_on"], outcome["fact"]["due_was_on"])
    assert [["task", "outcome", "audit"]] == groups(till)


def test_a_task_postponed_before_it_is_due_moves_on_from_its_day(shop: Shop) -> None:
    till, _ = shop(("task", "k-5", a_due(days=5)))
    done = recorded(till, OutcomeEntry(OutcomeCode.RESCHEDULED), "k-5")
    assert TODAY + timedelta(days=8) == done.next_due_on


def test_calls_that_reached_nobody_are_counted_until_one_does(till: TestStore) -> None:
    for attempts in (1, 2):
        done = recorded(till, OutcomeEntry(OutcomeCode.NO_ANSWER))
        assert attempts == done.task.attempts
        till.clock.advance(days=1)
    assert 2 == recorded(till).task.attempts


def test_a_dangerous_reading_shortens_the_cycle_to_two_weeks(shop: Shop) -> None:
    till, _ = shop(("task", "k-1", a_due(rule="htn-30")))
    calm = recorded(till, OutcomeEntry(OutcomeCode.DONE, PRESSURE))
    assert (ReadingLevel.NORMAL, TODAY + timedelta(days=30)) == (calm.level, calm.next_due_on)
    following = task_id("htn-30", "c-1", "k-1")
    danger = {"systolic_mmhg": 182, "diastolic_mmhg": 90}
    alarming = recorded(till, OutcomeEntry(OutcomeCode.DONE, danger), following)
    assert (ReadingLevel.DANGER, TODAY + timedelta(days=14)) == (
        alarming.level,
        alarming.next_due_on,
    )


def test_a_reading_with_another_outcome_is_kept_too(till: TestStore) -> None:
    done = recorded(till, OutcomeEntry(OutcomeCode.REFERRED, {"glucose_mmol_e1": 201}, " 已转诊 "))
    assert ReadingLevel.DANGER == done.level
    assert done.task.value is not None
    assert (201, "已转诊") == (done.task.value.reading.items["glucose_mmol_e1"], done.task.note)


def test_a_rule_without_a_reading_wants_none(shop: Shop) -> None:
    till, _ = shop(("task", "k-1", a_due(rule="call-60")))
    done = recorded(till, OutcomeEntry(OutcomeCode.DONE))
    assert (ReadingLevel.UNKNOWN, TODAY + timedelta(days=60)) == (done.level, done.next_due_on)
    assert [] == ops(till, "observation")


PROBLEMS = {
    "missing": (OutcomeEntry(OutcomeCode.DONE), "glucose_mmol_e1", "READING_MISSING"),
    "empty": (OutcomeEntry(OutcomeCode.DONE, {}), "glucose_mmol_e1", "READING_MISSING"),
    "low": (
        OutcomeEntry(OutcomeCode.DONE, {"glucose_mmol_e1": 16}), "glucose_mmol_e1", "READING_RANGE",
    ),
    "high": (
        OutcomeEntry(OutcomeCode.REFILLED, {"glucose_mmol_e1": 555}),
        "glucose_mmol_e1", "READING_RANGE",
    ),
    "note": (OutcomeEntry(OutcomeCode.DONE, GLUCOSE, "长" * 501), "note", "NOTE_TOO_LONG"),
}  # fmt: skip


@pytest.mark.parametrize("case", PROBLEMS)
def test_a_value_to_mend_records_nothing(till: TestStore, case: str) -> None:
    entry, name, code = PROBLEMS[case]
    before = counted(till)
    problems = record(till, entry)
    assert isinstance(problems, list)
    assert [(name, code)] == [(problem.name, problem.code) for problem in problems]
    assert before == counted(till)
    assert ("open", on(-1), "accepted") == task_row(till)


def test_upper_and_lower_pressure_the_wrong_way_round_record_nothing(shop: Shop) -> None:
    till, _ = shop(("task", "k-1", a_due(rule="htn-30")))
    before = counted(till)
    swapped = {"systolic_mmhg": 82, "diastolic_mmhg": 128}
    problems = record(till, OutcomeEntry(OutcomeCode.DONE, swapped))
    assert [FieldProblem("systolic_mmhg", "READING_PRESSURE_ORDER")] == problems
    assert before == counted(till)


def test_the_longest_note_fits(till: TestStore) -> None:
    done = recorded(till, OutcomeEntry(OutcomeCode.DONE, GLUCOSE, "长" * NOTE_LIMIT))
    assert NOTE_LIMIT == len(done.task.note)


def test_a_note_of_blanks_is_no_note(till: TestStore) -> None:
    recorded(till, OutcomeEntry(OutcomeCode.DONE, GLUCOSE, "  \n "))
    assert "note" not in ops(till, "outcome")[0]["fact"]


def test_a_finished_task_cannot_be_finished_again(till: TestStore) -> None:
    recorded(till)
    before = counted(till)
    assert Refusal("TASK_NOT_OPEN") == record(till)
    assert before == counted(till)


def test_a_task_that_waits_for_the_one_before_is_not_open(shop: Shop) -> None:
    till, _ = shop(
        ("task", "k-1", a_due()), ("task", "k-2", a_due(days=14, anchor="k-1")),
    )  # fmt: skip
    assert Refusal("TASK_NOT_OPEN") == record(till, task="k-2")


def test_a_task_that_is_not_here_is_gone(till: TestStore) -> None:
    assert Refusal("TASK_GONE") == record(till, task="k-404")


def test_a_task_hq_took_away_is_gone(shop: Shop) -> None:
    till, stream = shop(("task", "k-1", a_due()))
    stream.remove("task", "k-1")
    load(till, stream)
    assert Refusal("TASK_GONE") == record(till)


def test_a_task_whose_customer_hq_took_away_first_is_refused_and_not_recorded(shop: Shop) -> None:
    till, stream = shop(("task", "k-1", a_due()))
    stream.remove("customer", "c-1")
    load(till, stream)
    before = counted(till)
    assert Refusal("CUSTOMER_NOT_HERE") == record(till)
    assert before == counted(till)


def test_a_withdrawn_rule_still_says_what_its_open_tasks_ask(shop: Shop) -> None:
    till, _ = shop(
        ("rule", "old-14", a_rule("old-14", status="withdrawn")),
        ("task", "k-1", a_due(rule="old-14")),
    )
    (task,) = till.read(followups.worklist).today
    assert ("glucose_fasting", (1, 2, 3, 4, 5, 6, 7, 8)) == (task.reading, task.keys)
    assert "糖尿病随访" == task.title["zh_CN"]


def test_a_withdrawn_rule_still_wants_its_reading_and_calls_for_nothing_more(shop: Shop) -> None:
    till, _ = shop(
        ("rule", "old-14", a_rule("old-14", status="withdrawn")),
        ("task", "k-1", a_due(rule="old-14")),
    )
    problems = record(till, OutcomeEntry(OutcomeCode.DONE))
    assert [FieldProblem("glucose_mmol_e1", "READING_MISSING")] == problems
    done = recorded(till)
    assert done.next_due_on is None
    assert 1 == len(ops(till, "observation"))
    assert [("k-1",)] == rows(till, "SELECT id FROM task")


def test_a_task_of_a_rule_that_never_came_can_be_worked(shop: Shop) -> None:
    till, _ = shop(("task", "k-1", a_due(rule="unknown-7")))
    (task,) = till.read(followups.worklist).today
    assert ({"zh_CN": "unknown-7", "en": "unknown-7"}, None, ()) == (
        task.title,
        task.reading,
        task.keys,
    )
    done = recorded(till, OutcomeEntry(OutcomeCode.DONE))
    assert (Due.DONE, None) == (done.task.due, done.next_due_on)


def test_an_unusable_new_version_of_a_rule_leaves_the_last_good_one_in_force(shop: Shop) -> None:
    till, _ = shop(("task", "k-1", a_due()))
    stream = _chain_wide(till)
    stream.change("rule", "diabetes-14", a_rule(version=2, content={"cycle_days": 0}))
    load(till, stream)
    assert {"diabetes-14": "POLICY_INVALID"} == till.read(lambda uow: uow.rules.problems())
    done = recorded(till)
    assert date(2025, 12, 5) == done.next_due_on
    stream.change("rule", "diabetes-14", a_rule(version=3, content={"cycle_days": 7}))
    load(till, stream)
    assert {} == till.read(lambda uow: uow.rules.problems())
    assert 7 == till.read(lambda uow: uow.rules.followups())["diabetes-14"].cycle_days


def test_a_rule_somebody_else_signed_never_takes_effect(shop: Shop) -> None:
    till, _ = shop(("task", "k-1", a_due()))
    stream = _chain_wide(till)
    forged = {**a_rule(version=2, content={"cycle_days": 1}), "sig": "A" * 86}
    stream.change("rule", "diabetes-14", forged)
    load(till, stream)
    assert {"diabetes-14": "CONFIG_SIGNATURE"} == till.read(lambda uow: uow.rules.problems())
    assert date(2025, 12, 5) == recorded(till).next_due_on


def _chain_wide(till: TestStore) -> HqStream:
    """Return HQ's chain-wide stream as this till has read it."""
    stream = HqStream("g")
    for kind, record_id, body in records():
        if kind in ("rule", "medicine"):
            stream.change(kind, record_id, body)
    return stream


def test_nobody_signed_in_records_nothing_undoes_nothing_and_sees_no_name(till: TestStore) -> None:
    done = recorded(till)
    before = ops(till)
    work = (
        lambda uow: followups.record(uow, task_id="k-1", entry=DONE),
        lambda uow: followups.undo(uow, outcome_id=done.outcome_id),
        lambda uow: counter.reveal(uow, customer_id="c-1"),
    )
    said = [till.store.run(one).result() for one in work]
    assert [Refusal("NOT_SIGNED_IN")] * 3 == said
    assert before == ops(till)
