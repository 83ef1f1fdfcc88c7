"""Taking over old tables without a widget: what jobs are asked for, and what becomes of answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any, Final

import pytest

from terminal.domain.card import Revealed
from terminal.domain.imports.model import (
    BatchEntry,
    BatchState,
    Choice,
    Decisions,
    Field,
    Progress,
    Severity,
    Stage,
    Stand,
)
from terminal.domain.problems import Refusal
from terminal.services import counter, import_desk
from terminal.services.import_desk import ImportDesk
from tests.fakes.scripted_runner import ScriptedRunner
from ui.followups.states import NOW
from ui.imports import answers, job, states
from ui.imports.job import Opened, Reading
from ui.imports.presenter import ImportNews, ImportParts, ImportPresenter
from ui.imports.state import ImportState, Step

OPENED: Final = Opened(states.PREVIEW, states.MAPPING)
REPORT: Final = Path("/made/up/report.csv")


@dataclass(slots=True)
class Jobs(ScriptedRunner):
    """Answers jobs when the test says so, and counts how often the one under way was to stop."""

    cancels: list[str] = field(default_factory=list)

    def __call__(self, job: Callable[..., Any], then: Callable[[Any], None]) -> None:
        """Keep the job."""
        ScriptedRunner.__call__(self, job, then)

    def cancel(self) -> None:
        self.cancels.append("cancel")


class Screen:
    def __init__(self) -> None:
        self.shown = ImportState()

    def show_state(self, state: ImportState) -> None:
        self.shown = state


class Desk:
    """A presenter with everything it talks to."""

    def __init__(self, history: tuple[BatchEntry, ...] = ()) -> None:
        self.screen, self.run, self.jobs = Screen(), ScriptedRunner(), Jobs()
        self.now = NOW
        self.unfinished: list[BatchEntry | None] = []
        self.ended: list[BatchEntry] = []
        parts = ImportParts(
            run=self.run, jobs=self.jobs, now=lambda: self.now, report_path=lambda: REPORT
        )
        news = ImportNews(unfinished=self.unfinished.append, ended=self.ended.append)
        self.presenter = ImportPresenter(self.screen, parts, news)
        self.presenter.show(is_shown=True)
        self.jobs.answer(job.history, history)
        self.run.answer(import_desk.read, ImportDesk(None, {}, NOW))

    @property
    def state(self) -> ImportState:
        return self.screen.shown

    def to(self, step: Step) -> Desk:
        """Go to a step with the made-up file."""
        self.presenter.open_file("/made/up/old.xlsx")
        self.jobs.answer(job.open_file, OPENED)
        if step is not Step.FILE:
            self.presenter.go_on()
        if step not in (Step.FILE, Step.COLUMNS):
            self.presenter.go_on()
            self.jobs.answer(job.check, states.CHECK)
        if step in (Step.ANSWERS, Step.RUN):
            self.presenter.go_on()
        if step is Step.RUN:
            self.presenter.go_on()
        return self


def test_the_history_is_read_once_however_often_it_is_asked_for_meanwhile() -> None:
    desk = Desk()
    for _ in range(3):
        desk.presenter.refresh()
    assert 1 == len(desk.jobs.waiting(job.history))


def test_an_import_that_was_cut_short_is_told_and_so_is_that_none_is_left() -> None:
    desk = Desk((states.CUT_SHORT,))
    assert [states.CUT_SHORT] == desk.unfinished
    desk.presenter.refresh()
    desk.jobs.answer(job.history, ())
    desk.run.answer(import_desk.read, ImportDesk(None, {}, NOW))
    assert [states.CUT_SHORT, None] == desk.unfinished


def test_a_second_file_waits_until_the_first_was_read() -> None:
    desk = Desk()
    desk.presenter.open_file("a.csv")
    desk.presenter.open_file("b.csv")
    assert ["a.csv"] == [str(one.given["path"]) for one in desk.jobs.waiting(job.open_file)]


def test_a_workbook_is_read_again_by_sheet_and_a_text_by_encoding() -> None:
    desk = Desk().to(Step.FILE)
    desk.presenter.read_as(1)
    given = desk.jobs.answer(job.open_file, Opened(states.TEXT, {}))
    assert (Reading("2019 以前"), Reading("会员")) == (given["wanted"], given["before"])
    desk.presenter.read_as(1)
    given = desk.jobs.answer(job.open_file, OPENED)
    assert Reading(encoding="gb18030") == given["wanted"]
    desk.presenter.read_as(5)
    assert [] == desk.jobs.waiting(job.open_file)


def test_a_mapping_that_was_changed_is_checked_anew_and_one_that_was_not_is_not() -> None:
    desk = Desk().to(Step.CHECK)
    desk.presenter.dismiss()
    desk.presenter.go_on()
    assert Step.CHECK is desk.state.step
    desk.presenter.dismiss()
    desk.presenter.choose_column(8)
    desk.presenter.take_field(Field.NOTE)
    assert desk.state.check is None
    desk.presenter.go_on()
    (asked,) = desk.jobs.waiting(job.check)
    assert Field.NOTE is asked.given["columns"][8]


def test_a_check_that_was_stopped_says_nothing_and_stays_where_it_was() -> None:
    desk = Desk().to(Step.COLUMNS)
    desk.presenter.go_on()
    assert Stage.CHECKING is desk.state.stage
    assert desk.presenter.dismiss()
    assert (["cancel"], True) == (desk.jobs.cancels, desk.state.is_stopping)
    desk.presenter.stop()
    assert 1 == len(desk.jobs.cancels)
    desk.jobs.answer(job.check, Refusal("IMPORT_CANCELLED"))
    assert (Step.COLUMNS, None) == (desk.state.step, desk.state.refusal)


def test_with_nothing_to_ask_the_check_is_followed_by_the_run() -> None:
    desk = Desk().to(Step.COLUMNS)
    desk.presenter.go_on()
    desk.jobs.answer(job.check, states.CLEAN)
    desk.presenter.go_on()
    assert (Step.RUN, Stage.WRITING) == (desk.state.step, desk.state.stage)
    (asked,) = desk.jobs.waiting(job.run)
    assert Decisions() == asked.given["decisions"]


def test_progress_tells_the_rate_and_what_is_left() -> None:
    desk = Desk().to(Step.RUN)
    desk.presenter.on_progress(Progress(Stage.WRITING, 1_000, 9_000))
    rates = [desk.state.rate]
    desk.now += timedelta(seconds=2)
    desk.presenter.on_progress(Progress(Stage.WRITING, 3_000, 9_000))
    rates.append(desk.state.rate)
    assert ([None, 1_000], 6) == (rates, desk.state.left_s)


def test_progress_that_comes_after_the_end_is_dropped() -> None:
    desk = Desk().to(Step.CHECK)
    desk.presenter.on_progress(Progress(Stage.CHECKING, 9, 9))
    assert desk.state.stage is None


def test_a_run_that_is_refused_leaves_the_answers_where_they_were() -> None:
    desk = Desk().to(Step.ANSWERS)
    desk.presenter.choose(Choice.SKIP)
    desk.presenter.go_on()
    desk.jobs.answer(job.run, Refusal("NOT_RESPONSIBLE"))
    assert Step.ANSWERS is desk.state.step
    assert Refusal("NOT_RESPONSIBLE") == desk.state.refusal
    assert Choice.SKIP is desk.state.decisions.duplicates[12]


def test_an_import_cut_short_goes_on_with_what_was_decided_then() -> None:
    decided = Decisions(duplicates={12: Choice.MERGE})
    preview = replace(states.PREVIEW, before=states.CUT_SHORT)
    desk = Desk()
    desk.presenter.open_file("old.xlsx")
    desk.jobs.answer(job.open_file, Opened(preview, {0: Field.NAME}, decided))
    desk.presenter.go_on()
    (asked,) = desk.jobs.waiting(job.run)
    assert {"columns": {0: Field.NAME}, "decisions": decided} == asked.given


def test_work_that_breaks_off_is_said_and_what_was_saved_is_read_anew() -> None:
    desk = Desk().to(Step.RUN)
    desk.presenter.on_crash("STORE_DISK_FULL")
    assert Step.FILE is desk.state.step
    assert Refusal("STORE_DISK_FULL") == desk.state.refusal
    assert 1 == len(desk.jobs.waiting(job.history))


def test_the_report_is_written_to_its_place_and_said() -> None:
    desk = Desk().to(Step.CHECK)
    desk.presenter.save_report()
    given = desk.jobs.answer(job.write_report, str(REPORT))
    assert REPORT == given["path"]
    assert str(REPORT) == desk.state.saved
    assert desk.presenter.dismiss()
    assert "" == desk.state.saved


def test_an_answer_leads_to_the_next_open_question_and_around() -> None:
    desk = Desk().to(Step.ANSWERS)
    desk.presenter.step(1)
    desk.presenter.choose(Choice.NEW)
    assert 2 == desk.state.at
    for _ in range(34 + 1):
        desk.presenter.choose(Choice.NEW)
    assert 0 == desk.state.at, "the one that was passed over"
    assert 1 == desk.state.left


def test_a_row_that_is_joined_waits_until_what_differs_is_decided() -> None:
    desk = Desk().to(Step.ANSWERS)
    desk.presenter.choose(Choice.MERGE)
    assert 0 == desk.state.at
    desk.presenter.settle(Stand.TAKE)
    assert 0 == desk.state.at
    desk.presenter.settle(Stand.KEEP)
    assert 1 == desk.state.at
    assert {
        (12, Field.BIRTH_ON): Stand.TAKE,
        (12, Field.NOTE): Stand.KEEP,
    } == desk.state.decisions.conflicts


def test_an_answer_for_all_alike_leaves_the_others_open() -> None:
    desk = Desk().to(Step.ANSWERS)
    desk.presenter.choose_question(1)
    desk.presenter.toggle_alike()
    desk.presenter.choose(Choice.NEW)
    chosen = set(desk.state.decisions.duplicates)
    alike = {one.row for one in states.CHECK.duplicates if one.reasons == ALIKE.reasons}
    assert alike == chosen
    assert len(states.CHECK.duplicates) - len(alike) == desk.state.left


ALIKE: Final = states.CHECK.duplicates[1]


def test_what_is_shown_in_full_is_asked_of_the_store_and_masked_again_with_the_next() -> None:
    desk = Desk().to(Step.ANSWERS)
    desk.presenter.reveal()
    given = desk.run.answer(counter.reveal, Revealed("c-1", "合成", ()))
    assert "c-1" == given["customer_id"]
    assert desk.state.is_revealed
    desk.presenter.step(1)
    assert not desk.state.is_revealed


def test_a_revealing_that_is_refused_shows_nothing() -> None:
    desk = Desk().to(Step.ANSWERS)
    desk.presenter.reveal()
    desk.run.answer(counter.reveal, Refusal("READING_LOCKED"))
    assert not desk.state.is_revealed
    assert Refusal("READING_LOCKED") == desk.state.refusal


def test_an_undo_is_asked_about_and_begun_once() -> None:
    desk = Desk(states.HISTORY)
    desk.presenter.ask_undo()
    assert "batch-0" == desk.state.undoing
    desk.presenter.go_on()
    desk.presenter.go_on()
    (asked,) = desk.jobs.waiting(job.undo)
    assert {"batch": "batch-0"} == asked.given
    desk.jobs.answer(job.undo, states.entry(0, BatchState.UNDONE))
    assert BatchState.UNDONE is (desk.state.result and desk.state.result.state)
    assert desk.state.undoable is None


def test_what_was_taken_back_cannot_be_taken_back_again() -> None:
    desk = Desk(states.HISTORY)
    desk.presenter.step(1)
    assert "batch-3" == desk.state.chosen
    desk.presenter.ask_undo()
    assert desk.state.undoing is None


@pytest.mark.parametrize("severity", list(Severity))
def test_each_list_holds_its_own_problems_only(severity: Severity) -> None:
    desk = Desk().to(Step.CHECK)
    desk.presenter.choose_group(severity)
    assert {severity} == {one.severity for one in desk.state.problems}
    assert len(desk.state.problems) == desk.state.count_of(severity)


def test_the_figures_follow_the_answers() -> None:
    check = states.CHECK
    before = answers.outlook(check, Decisions())
    assert check.people == before.new + before.joins + before.skips
    assert (len(check.duplicates), 301) == (before.asks, before.unreadable)
    skipped = answers.choose(Decisions(), check.duplicates, Choice.SKIP)
    after = answers.outlook(check, skipped)
    assert (0, len(check.duplicates), 0) == (after.joins, after.skips, after.asks)


def test_jobs_are_given_values_only() -> None:
    desk = Desk().to(Step.RUN)
    every: list[Any] = [value for one in desk.jobs.asked for value in one.given.values()]
    assert not [one for one in every if isinstance(one, partial | ImportPresenter)]


def test_to_join_once_more_asks_once_more_about_what_differs() -> None:
    desk = Desk().to(Step.ANSWERS)
    desk.presenter.choose(Choice.MERGE)
    desk.presenter.settle(Stand.TAKE)
    desk.presenter.settle(Stand.TAKE)
    desk.presenter.choose_question(0)
    desk.presenter.choose(Choice.MERGE)
    assert (0, {}) == (desk.state.at, desk.state.decisions.conflicts)
    desk.presenter.settle(Stand.KEEP)
    assert {(12, Field.BIRTH_ON): Stand.KEEP} == desk.state.decisions.conflicts
