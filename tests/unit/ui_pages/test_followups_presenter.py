"""The follow-up desk without widgets: list, selection, lanes, and what others change meanwhile."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest

from terminal.domain.card import Due, MedicineLine, TaskItem, Worklist
from terminal.domain.customer import Mark
from terminal.domain.followup import OutcomeCode
from terminal.domain.observation import GLUCOSE_FASTING, ReadingLevel
from terminal.domain.problems import Refusal
from terminal.services import followups
from terminal.services.counter import HitsFound, MedicineFound
from terminal.services.followups import Recorded
from tests.fakes.scripted_runner import ScriptedRunner
from ui.followups.entry import Drafts
from ui.followups.presenter import FollowUpsNews, FollowUpsPresenter
from ui.followups.state import Counts, FollowUpsState, Lane, LaneRow, TaskRow
from ui.followups.states import TODAY, done, reading, task
from ui.scan_router import ScanKind

FIRST, SECOND = task(1, days=9), task(2, "refill", days=2)
DUE, FINISHED = task(3, days=0), done(task(4), OutcomeCode.REFUSED, mark=Mark.ACCEPTED)


@dataclass
class Desk:
    """A presenter with everything around it in the test's hands."""

    run: ScriptedRunner = field(default_factory=ScriptedRunner)
    shown: list[FollowUpsState] = field(default_factory=list)
    wanted: list[str] = field(default_factory=list)
    counted: list[Counts] = field(default_factory=list)

    def __post_init__(self) -> None:
        news = FollowUpsNews(self.wanted.append, self.counted.append)
        self.page = FollowUpsPresenter(self, self.run, drafts=Drafts(), news=news)

    def show_state(self, state: FollowUpsState) -> None:
        self.shown.append(state)

    @property
    def state(self) -> FollowUpsState:
        return self.page.state

    def load(self, *tasks: TaskItem) -> None:
        self.page.start()
        self.run.answer(followups.worklist, worklist(*tasks))

    def complete(self, before: TaskItem, typed: str = "6.8", glucose: int = 68) -> None:
        self.page.edit_value(before.id, typed)
        self.page.give(before.id, OutcomeCode.DONE)
        value = reading(GLUCOSE_FASTING, glucose)
        after = done(before, OutcomeCode.DONE, value=value)
        next_on = TODAY + timedelta(days=14)
        self.run.answer(followups.record, Recorded(after, "o1", value.level, next_on))


@pytest.fixture
def desk() -> Desk:
    return Desk()


def worklist(*tasks: TaskItem) -> Worklist:
    lanes = {due: tuple(one for one in tasks if one.due is due) for due in Due}
    return Worklist(
        lanes[Due.OVERDUE],
        lanes[Due.TODAY],
        lanes[Due.DONE],
        overdue_count=len(lanes[Due.OVERDUE]),
        today_count=len(lanes[Due.TODAY]),
        done_count=len(lanes[Due.DONE]),
        done_accepted_count=sum(one.mark is Mark.ACCEPTED for one in lanes[Due.DONE]),
    )


def ids(state: FollowUpsState) -> list[str]:
    return [row.task.id for row in state.rows if isinstance(row, TaskRow)]


def test_until_the_list_is_known_the_page_is_loading_and_not_empty(desk: Desk) -> None:
    desk.page.start()

    assert desk.state.is_loading
    assert [] == desk.counted


def test_an_empty_list_is_no_longer_loading(desk: Desk) -> None:
    desk.load()

    assert (False, (), None) == (desk.state.is_loading, desk.state.rows, desk.state.selected)


def test_the_most_overdue_task_is_opened_first(desk: Desk) -> None:
    desk.load(FIRST, SECOND, DUE, FINISHED)

    assert "task-1" == desk.state.selected
    assert ["task-1", "task-2", "task-3", "task-4"] == ids(desk.state)


def test_lanes_carry_the_counts_of_the_whole_store(desk: Desk) -> None:
    desk.page.start()
    cut = replace(worklist(FIRST), overdue_count=1200, truncated=True)
    desk.run.answer(followups.worklist, cut)

    assert LaneRow(Lane.OVERDUE, 1200) == desk.state.rows[0]
    assert desk.state.is_truncated


def test_the_rail_and_the_counter_hear_of_the_counts(desk: Desk) -> None:
    desk.load(FIRST, SECOND, DUE, FINISHED)

    assert [Counts(2, 1, 1, 1)] == desk.counted
    assert 3 == desk.counted[0].waiting


def test_completing_a_task_moves_it_to_done_and_opens_the_next(desk: Desk) -> None:
    desk.load(FIRST, SECOND, DUE, FINISHED)
    desk.complete(FIRST)

    assert ["task-2", "task-3", "task-1", "task-4"] == ids(desk.state)
    assert "task-2" == desk.state.selected
    assert Counts(1, 1, 2, 1) == desk.state.counts


def test_after_the_last_task_the_first_that_is_left_is_opened(desk: Desk) -> None:
    desk.load(FIRST, SECOND, DUE)
    desk.page.select("task-3")
    desk.complete(DUE)

    assert "task-1" == desk.state.selected


def test_after_the_only_task_none_is_left_to_open(desk: Desk) -> None:
    desk.load(FIRST)
    desk.complete(FIRST)

    assert (None, None) == (desk.state.selected, desk.state.form)


def test_a_postponed_task_leaves_the_list(desk: Desk) -> None:
    desk.load(FIRST, SECOND)
    desk.page.press(2)
    later = replace(FIRST, due_on=TODAY + timedelta(days=3), due=Due.LATER, days_overdue=0)
    later = replace(later, outcome=OutcomeCode.RESCHEDULED)
    desk.run.answer(
        followups.record, Recorded(later, "o1", ReadingLevel.UNKNOWN, TODAY + timedelta(days=3))
    )

    assert ["task-2"] == ids(desk.state)
    assert Counts(1, 0, 0, 0) == desk.state.counts


def test_undo_brings_the_task_back_to_its_place_and_opens_it(desk: Desk) -> None:
    desk.load(FIRST, SECOND, DUE)
    desk.page.select("task-2")
    desk.page.press(3)
    later = replace(SECOND, due=Due.LATER, due_on=TODAY + timedelta(days=1))
    desk.run.answer(followups.record, Recorded(later, "o1", ReadingLevel.UNKNOWN, None))
    desk.page.undo()
    desk.run.answer(followups.undo, SECOND)

    assert ["task-1", "task-2", "task-3"] == ids(desk.state)
    assert "task-2" == desk.state.selected
    assert Counts(2, 1, 0, 0) == desk.state.counts


def test_undo_shows_the_task_even_when_its_lane_was_filtered_away(desk: Desk) -> None:
    desk.load(FIRST, SECOND, FINISHED)
    desk.complete(FIRST)
    desk.page.choose_lane(Lane.DONE)
    desk.page.undo()
    desk.run.answer(followups.undo, FIRST)

    assert (None, "task-1") == (desk.state.only, desk.state.selected)


def test_a_lane_shows_its_tasks_only_and_opens_one_of_them(desk: Desk) -> None:
    desk.load(FIRST, SECOND, DUE, FINISHED)
    desk.page.choose_lane(Lane.TODAY)

    assert (["task-3"], "task-3") == (ids(desk.state), desk.state.selected)


def test_all_lanes_come_back_with_the_selection_kept(desk: Desk) -> None:
    desk.load(FIRST, SECOND, DUE)
    desk.page.choose_lane(Lane.TODAY)
    desk.page.choose_lane(None)

    assert ("task-3", 3) == (desk.state.selected, len(ids(desk.state)))


@pytest.mark.parametrize(("steps", "selected"), [(1, "task-2"), (5, "task-4"), (-3, "task-1")])
def test_steps_move_through_the_tasks_and_stop_at_the_ends(
    desk: Desk, steps: int, selected: str
) -> None:
    desk.load(FIRST, SECOND, DUE, FINISHED)
    for _ in range(abs(steps)):
        desk.page.step(1 if steps > 0 else -1)

    assert selected == desk.state.selected


def test_a_finished_task_takes_no_further_outcome(desk: Desk) -> None:
    desk.load(FINISHED)
    desk.page.press(3)
    desk.page.give("task-4", OutcomeCode.DONE)

    assert [] == desk.run.asked


def test_an_outcome_for_a_task_that_is_not_open_here_is_dropped(desk: Desk) -> None:
    desk.load(FIRST, SECOND)
    desk.page.give("task-2", OutcomeCode.DONE)

    assert [] == desk.run.asked


def test_a_list_that_was_read_before_an_outcome_does_not_bring_its_task_back(desk: Desk) -> None:
    desk.load(FIRST, SECOND)
    desk.page.start()
    desk.complete(FIRST)
    desk.run.answer(followups.worklist, worklist(FIRST, SECOND))

    assert ["task-2", "task-1"] == ids(desk.state)
    assert 1 == len(desk.run.waiting(followups.worklist))  # It asks again.


def test_changes_that_come_while_the_list_is_read_are_read_once_more(desk: Desk) -> None:
    desk.page.start()
    for _ in range(5):
        desk.page.on_store_changed({"task": frozenset({"x"})})
    desk.run.answer(followups.worklist, worklist(FIRST))

    assert 1 == len(desk.run.waiting(followups.worklist))
    assert desk.state.is_loading


def test_a_change_of_nothing_shown_asks_for_nothing(desk: Desk) -> None:
    desk.load(FIRST)
    desk.page.on_store_changed({"audit": frozenset({"x"}), "stock": frozenset({"y"})})

    assert [] == desk.run.asked


def test_a_task_finished_elsewhere_gives_way_to_the_one_in_its_place(desk: Desk) -> None:
    desk.load(FIRST, SECOND, DUE)
    desk.page.select("task-2")
    desk.page.on_store_changed({"outcome": frozenset({"x"})})
    desk.run.answer(followups.worklist, worklist(FIRST, DUE))

    assert "task-3" == desk.state.selected


def test_a_task_finished_elsewhere_stays_while_something_is_typed_for_it(desk: Desk) -> None:
    desk.load(FIRST, SECOND)
    desk.page.select("task-2")
    desk.page.edit_note("task-2", "half a sentence")
    desk.page.on_store_changed({"outcome": frozenset({"x"})})
    desk.run.answer(followups.worklist, worklist(FIRST))

    form = desk.state.form
    assert form is not None
    assert ("task-2", "half a sentence", True) == (form.task.id, form.draft.note, form.is_gone)


def test_a_refresh_leaves_what_is_typed_alone(desk: Desk) -> None:
    desk.load(FIRST, SECOND)
    desk.page.edit_value("task-1", "6.")
    desk.page.on_store_changed({"task": frozenset({"x"})})
    desk.run.answer(followups.worklist, worklist(replace(FIRST, attempts=1), SECOND))

    form = desk.state.form
    assert form is not None
    assert ("6.", 1) == (form.draft.value, form.task.attempts)


def test_rows_say_where_a_draft_is_waiting(desk: Desk) -> None:
    desk.load(FIRST, SECOND)
    desk.page.edit_value("task-1", "6.")

    drafts = {row.task.id: row.has_draft for row in desk.state.rows if isinstance(row, TaskRow)}
    assert {"task-1": True, "task-2": False} == drafts


def test_the_card_of_the_selected_customer_can_be_asked_for(desk: Desk) -> None:
    desk.load(FIRST, SECOND)
    desk.page.step(1)
    desk.page.open_customer()

    assert ["customer-2"] == desk.wanted


def test_the_card_of_a_flagged_customer_can_be_asked_for(desk: Desk) -> None:
    desk.load(FIRST, SECOND)
    desk.complete(FIRST, "17.2", 172)
    desk.page.open_flagged()

    assert ["customer-1"] == desk.wanted


def test_a_scanned_medicine_is_answered_without_leaving_the_task(desk: Desk) -> None:
    desk.load(FIRST)
    line = MedicineLine("m", "阿卡波糖片", 10_000, None, None, None)
    desk.page.take(MedicineFound(line))

    assert (line, "task-1") == (desk.state.answer, desk.state.selected)
    desk.page.dismiss()
    assert desk.state.answer is None


def test_a_dropped_code_is_answered_here_and_customers_are_not(desk: Desk) -> None:
    desk.load(FIRST)
    before = desk.state
    desk.page.take(HitsFound(()))
    assert before == desk.state

    desk.page.take(Refusal("SCAN_PAYMENT"))
    assert Refusal("SCAN_PAYMENT") == desk.state.answer
    accepted = {kind for kind in ScanKind if desk.page.accepts(kind)}
    assert {ScanKind.MEDICINE, ScanKind.OTHER} == accepted


def test_after_work_that_broke_off_the_list_can_be_asked_for_again(desk: Desk) -> None:
    desk.page.start()
    desk.page.on_crash("STORE_BUSY")
    desk.page.start()

    assert 2 == len(desk.run.waiting(followups.worklist))
    assert Refusal("STORE_BUSY") == desk.state.desk.refusal


def test_while_tasks_come_in_the_first_one_is_offered_until_a_person_chooses(desk: Desk) -> None:
    desk.load(FINISHED)
    desk.load(DUE, FINISHED)
    assert DUE.id == desk.state.selected
    desk.load(SECOND, DUE, FINISHED)
    assert SECOND.id == desk.state.selected

    desk.page.select(DUE.id)
    desk.load(FIRST, SECOND, DUE, FINISHED)
    assert DUE.id == desk.state.selected
