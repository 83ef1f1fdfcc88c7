"""Recording outcomes: values, problems, undo, red flags."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest

from terminal.domain.card import Due, TaskItem
from terminal.domain.followup import OutcomeCode
from terminal.domain.observation import GLUCOSE, GLUCOSE_FASTING, ReadingLevel
from terminal.domain.problems import FieldProblem, Refusal
from terminal.services import followups
from terminal.services.followups import OutcomeEntry, Recorded
from tests.fakes.scripted_runner import ScriptedRunner
from ui.followups.desk import OutcomeDesk
from ui.followups.entry import NOTE, VALUE, Draft, Drafts
from ui.followups.states import TODAY, done, reading, task


@dataclass
class Page:
    """What a page hears of its desk."""

    run: ScriptedRunner = field(default_factory=ScriptedRunner)
    drafts: Drafts = field(default_factory=Drafts)
    changes: int = 0
    recorded: list[Recorded] = field(default_factory=list)
    undone: list[TaskItem] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.desk = OutcomeDesk(
            self.run,
            self.drafts,
            changed=self._changed,
            recorded=self.recorded.append,
            undone=self.undone.append,
        )

    def _changed(self) -> None:
        self.changes += 1


@pytest.fixture
def page() -> Page:
    return Page()


def recorded(
    before: TaskItem, code: OutcomeCode, *, glucose: int | None = None, outcome_id: str = "o1"
) -> Recorded:
    value = None if glucose is None else reading(GLUCOSE_FASTING, glucose)
    level = ReadingLevel.UNKNOWN if value is None else value.level
    after = done(before, code, value=value)
    return Recorded(after, outcome_id, level, TODAY + timedelta(days=14))


def complete(page: Page, one: TaskItem, typed: str = "6.8") -> None:
    page.desk.edit(one.id, VALUE, typed)
    page.desk.give(one, OutcomeCode.DONE)


def test_a_value_goes_to_the_service_as_scaled_integers_with_the_note(page: Page) -> None:
    page.desk.edit("task-1", NOTE, "晨起")
    complete(page, task(1), "6。8")

    given = page.run.answer(followups.record, recorded(task(1), OutcomeCode.DONE, glucose=68))

    entry = OutcomeEntry(OutcomeCode.DONE, {GLUCOSE: 68}, "晨起")
    assert {"task_id": "task-1", "entry": entry} == given
    assert [Due.DONE] == [one.task.due for one in page.recorded]


def test_done_without_the_value_asks_for_it_and_records_nothing(page: Page) -> None:
    page.desk.give(task(1), OutcomeCode.DONE)

    assert [] == page.run.asked
    assert page.desk.form(task(1)).problem == FieldProblem(
        VALUE, "READING_MISSING", {"reading": GLUCOSE_FASTING}
    )


def test_a_task_that_wants_no_value_is_done_at_once(page: Page) -> None:
    page.desk.give(task(2, "refill"), OutcomeCode.DONE)

    given = page.run.waiting(followups.record)[0].given
    assert OutcomeEntry(OutcomeCode.DONE) == given["entry"]


@pytest.mark.parametrize("typed", ["abc", "684", "6.8.8"])
def test_a_value_that_cannot_be_taken_is_kept_and_blocks_nothing_else(
    page: Page, typed: str
) -> None:
    complete(page, task(1), typed)

    assert [] == page.run.asked
    assert typed == page.desk.form(task(1)).draft.value
    page.desk.give(task(1), OutcomeCode.NO_ANSWER)
    assert 1 == len(page.run.waiting(followups.record))


def test_a_problem_goes_when_its_field_changes(page: Page) -> None:
    complete(page, task(1), "684")

    page.desk.edit("task-1", VALUE, "6.84")

    assert page.desk.form(task(1)).problem is None


def test_a_problem_of_the_value_stays_while_the_note_changes(page: Page) -> None:
    complete(page, task(1), "684")

    page.desk.edit("task-1", NOTE, "x")

    assert page.desk.form(task(1)).problem is not None


def test_a_problem_found_by_the_service_is_shown_at_the_field(page: Page) -> None:
    complete(page, task(1))

    problem = FieldProblem(NOTE, "NOTE_TOO_LONG", {"limit": "500"})
    page.run.answer(followups.record, [problem])

    form = page.desk.form(task(1))
    assert (problem, "6.8", False) == (form.problem, form.draft.value, form.is_busy)


def test_a_second_tap_while_one_is_being_recorded_is_dropped(page: Page) -> None:
    complete(page, task(1))
    page.desk.give(task(1), OutcomeCode.DONE)
    page.desk.give(task(2, "refill"), OutcomeCode.DONE)

    assert 1 == len(page.run.asked)
    assert page.desk.form(task(1)).is_busy


def test_a_recorded_draft_is_forgotten(page: Page) -> None:
    complete(page, task(1))
    page.run.answer(followups.record, recorded(task(1), OutcomeCode.DONE, glucose=68))

    assert not page.desk.has_draft("task-1")


def test_what_is_typed_while_recording_is_not_forgotten(page: Page) -> None:
    complete(page, task(1))
    page.desk.edit("task-1", NOTE, "still typing")
    page.run.answer(followups.record, recorded(task(1), OutcomeCode.DONE, glucose=68))

    assert Draft("6.8", "still typing") == page.drafts.of("task-1")


def test_no_answer_takes_the_note_and_leaves_the_value_as_a_draft(page: Page) -> None:
    page.desk.edit("task-1", VALUE, "6.")
    page.desk.edit("task-1", NOTE, "busy tone")
    page.desk.give(task(1), OutcomeCode.NO_ANSWER)

    given = page.run.answer(followups.record, recorded(task(1), OutcomeCode.NO_ANSWER))

    assert OutcomeEntry(OutcomeCode.NO_ANSWER, None, "busy tone") == given["entry"]
    assert Draft("6.") == page.drafts.of("task-1")


def test_a_digit_gives_the_outcome_its_rule_offers(page: Page) -> None:
    page.desk.key(task(1), 3)

    entry = page.run.waiting(followups.record)[0].given["entry"]
    assert OutcomeCode.NO_ANSWER == entry.code


def test_a_digit_the_rule_does_not_offer_does_nothing(page: Page) -> None:
    page.desk.key(task(1), 8)

    assert [] == page.run.asked


def test_a_refusal_is_shown_and_the_draft_kept(page: Page) -> None:
    complete(page, task(1))
    page.run.answer(followups.record, Refusal("TASK_NOT_OPEN"))

    assert Refusal("TASK_NOT_OPEN") == page.desk.state.refusal
    assert "6.8" == page.drafts.of("task-1").value
    assert page.desk.state.busy is None


def test_undo_takes_the_outcome_back_and_returns_what_was_typed(page: Page) -> None:
    complete(page, task(1))
    page.run.answer(followups.record, recorded(task(1), OutcomeCode.DONE, glucose=68))

    page.desk.undo()
    given = page.run.answer(followups.undo, task(1))

    assert {"outcome_id": "o1"} == given
    assert [task(1)] == page.undone
    assert "6.8" == page.drafts.of("task-1").value
    assert page.desk.state.undo is None


def test_undo_does_not_overwrite_what_was_typed_since(page: Page) -> None:
    complete(page, task(1))
    page.run.answer(followups.record, recorded(task(1), OutcomeCode.DONE, glucose=68))
    page.desk.edit("task-1", VALUE, "7.1")

    page.desk.undo()
    page.run.answer(followups.undo, task(1))

    assert "7.1" == page.drafts.of("task-1").value


def test_undo_is_offered_for_the_newest_outcome_only(page: Page) -> None:
    complete(page, task(1))
    page.run.answer(followups.record, recorded(task(1), OutcomeCode.DONE, glucose=68))
    page.desk.give(task(2, "refill"), OutcomeCode.REFILLED)
    second = recorded(task(2, "refill"), OutcomeCode.REFILLED, outcome_id="o2")
    page.run.answer(followups.record, second)

    page.desk.expire("o1")
    assert page.desk.state.undo is not None
    assert "o2" == page.desk.state.undo.outcome_id

    page.desk.expire("o2")
    assert page.desk.state.undo is None


def test_nothing_is_undone_when_nothing_is_on_offer(page: Page) -> None:
    page.desk.undo()

    assert [] == page.run.asked


def test_an_undo_that_is_refused_says_why(page: Page) -> None:
    complete(page, task(1))
    page.run.answer(followups.record, recorded(task(1), OutcomeCode.DONE, glucose=68))
    page.desk.undo()
    page.run.answer(followups.undo, Refusal("OUTCOME_GONE"))

    assert Refusal("OUTCOME_GONE") == page.desk.state.refusal
    assert page.desk.state.undo is None


def test_a_dangerous_reading_raises_a_red_flag_that_stays(page: Page) -> None:
    complete(page, task(1), "17.2")
    page.run.answer(followups.record, recorded(task(1), OutcomeCode.DONE, glucose=172))
    page.desk.give(task(2, "refill"), OutcomeCode.REFILLED)
    page.run.answer(
        followups.record, recorded(task(2, "refill"), OutcomeCode.REFILLED, outcome_id="o2")
    )

    flag = page.desk.state.red_flag
    assert flag is not None
    assert ("customer-1", "王*兰", TODAY + timedelta(days=14)) == (
        flag.customer,
        flag.masked_name,
        flag.next_due_on,
    )


def test_undoing_a_dangerous_reading_takes_its_flag_away(page: Page) -> None:
    complete(page, task(1), "17.2")
    page.run.answer(followups.record, recorded(task(1), OutcomeCode.DONE, glucose=172))
    page.desk.undo()
    page.run.answer(followups.undo, task(1))

    assert page.desk.state.red_flag is None


def test_the_red_flag_is_put_away_before_a_refusal(page: Page) -> None:
    complete(page, task(1), "17.2")
    page.run.answer(followups.record, recorded(task(1), OutcomeCode.DONE, glucose=172))
    page.desk.say(Refusal("TASK_GONE"))

    assert page.desk.dismiss()
    assert page.desk.state.red_flag is None
    assert page.desk.dismiss()
    assert page.desk.state.refusal is None
    assert not page.desk.dismiss()


def test_after_work_that_broke_off_commands_are_taken_again(page: Page) -> None:
    complete(page, task(1))
    page.desk.crashed("STORE_DISK_FULL")

    form = page.desk.form(task(1))
    assert (False, "6.8") == (form.is_busy, form.draft.value)
    assert Refusal("STORE_DISK_FULL") == page.desk.state.refusal


def test_a_form_knows_the_meaning_of_what_is_being_typed(page: Page) -> None:
    page.desk.edit("task-1", VALUE, "17.2")

    assert ReadingLevel.DANGER == page.desk.form(task(1)).level


def test_a_reading_of_a_newer_program_can_be_completed_without_a_value(page: Page) -> None:
    newer = replace(task(1), reading="peak_flow")

    page.desk.give(newer, OutcomeCode.DONE)

    assert OutcomeEntry(OutcomeCode.DONE) == page.run.waiting(followups.record)[0].given["entry"]
