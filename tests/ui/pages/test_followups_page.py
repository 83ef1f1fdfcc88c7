"""The follow-up page, worked by keyboard in the real window."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QListView, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from terminal.domain.card import Due, TaskItem, Worklist
from terminal.domain.customer import Allergy
from terminal.domain.followup import OutcomeCode
from terminal.domain.observation import DIASTOLIC, GLUCOSE, GLUCOSE_FASTING, SYSTOLIC, ReadingLevel
from terminal.domain.problems import Refusal
from terminal.services import counter, followups, handing_many, handing_over
from terminal.services.followups import OutcomeEntry, Recorded
from terminal.services.handing_many import (
    Choices,
    Given,
    HandedOver,
    Pile,
    Scope,
    TakenBack,
)
from terminal.services.handing_over import Colleague
from tests.fakes.pages_in_window import ZONE, PagesInWindow, part_of
from ui.followups import words
from ui.followups.rows import WorklistRows
from ui.followups.state import FollowUpsState, Lane, TaskRow
from ui.followups.states import TODAY, done, reading, rows_of, task
from ui.followups.view import FollowUpsPage
from ui.shortcuts import Action, PageId, Said

KEYPAD = Qt.KeyboardModifier.KeypadModifier
ALT = Qt.KeyboardModifier.AltModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
OPEN = (task(1, days=9), task(2, "pressure", days=5), task(3, "refill", days=0))
LIST, VALUE = "followups.list", "followups.detail.form.value"


@pytest.fixture
def desk(pages: PagesInWindow) -> PagesInWindow:
    """The follow-up page in front, with three tasks."""
    pages.window.open_page(PageId.FOLLOWUPS)
    pages.followups.start()
    work = Worklist(OPEN[:2], OPEN[2:], (), overdue_count=2, today_count=1)
    pages.run.answer(followups.worklist, work)
    pages.window.take_commands()
    return pages


def recorded(number: int, code: OutcomeCode, glucose: int | None = None) -> Recorded:
    value = reading(GLUCOSE_FASTING, 68 if glucose is None else glucose)
    after = done(OPEN[number - 1], code, value=None if glucose is None else value)
    return Recorded(after, f"o{number}", value.level, TODAY + timedelta(days=14))


def field(desk: PagesInWindow, name: str = VALUE) -> QLineEdit:
    return part_of(desk.followups_page, QLineEdit, name)


def label(desk: PagesInWindow, name: str) -> QLabel:
    return part_of(desk.followups_page, QLabel, name)


def worklist(desk: PagesInWindow) -> QListView:
    return part_of(desk.followups_page, QListView, LIST)


PEOPLE = tuple(
    Colleague(f"staff-{number}", f"同事{number}", "clerk", is_me=number == 10)
    for number in range(1, 11)
)


PILES = (
    Pile(Scope.CUSTOMER, ("task-1", "task-7"), "", ({"en": "Diabetes"}, {"en": "Refill"}), 1),
    Pile(Scope.COLLEAGUE, ("task-1", "task-2", "task-8"), "同事3", (), 1, 1),
)


def handing(desk: PagesInWindow) -> None:
    desk.press(Qt.Key.Key_H)
    desk.run.answer(handing_many.choices, Choices(PEOPLE, PILES))


def handed(task_item: TaskItem, to: str | None) -> Recorded:
    after = replace(task_item, assignee=to, assignee_name="同事2", handed_by="陈药师")
    return Recorded(after, "o9", ReadingLevel.UNKNOWN, None)


def test_a_task_is_handed_over_with_two_keys_and_the_note_goes_along(desk: PagesInWindow) -> None:
    desk.press(Qt.Key.Key_Return)
    desk.type("6")
    field(desk, "followups.detail.form.note").setFocus()
    desk.type("later")
    desk.press(Qt.Key.Key_Escape)
    handing(desk)
    assert "With it goes: later" == label(desk, "followups.hand.note").text()
    desk.press(Qt.Key.Key_2)

    given = desk.run.answer(handing_over.hand_over, handed(OPEN[0], "staff-2"))
    assert {"task_id": "task-1", "to": "staff-2", "note": "later"} == given
    assert ("task-2", None) == (desk.followups.state.selected, desk.followups.state.handing)
    assert 3 == desk.followups.state.counts.waiting, "it still waits, for another"
    rows = [one for one in desk.followups.state.rows if isinstance(one, TaskRow)]
    assert ["task-1"] == [one.task.id for one in rows if one.has_draft], (
        "the value that was typed is no part of it"
    )


def test_a_handing_over_is_taken_back_with_what_was_typed(desk: PagesInWindow) -> None:
    desk.followups.edit_note("task-1", "later")
    handing(desk)
    desk.press(Qt.Key.Key_9)
    assert None is desk.run.waiting(handing_over.hand_over)[0].given["to"]
    desk.run.answer(handing_over.hand_over, handed(OPEN[0], None))
    desk.press(Qt.Key.Key_Z, CONTROL)
    given = desk.run.answer(handing_over.take_back, OPEN[0])
    assert {"outcome_id": "o9", "assignee": None} == given
    assert "task-1" == desk.followups.state.selected
    assert "later" == field(desk, "followups.detail.form.note").text()


def test_more_people_than_digits_are_a_key_away_and_esc_hands_nothing_over(
    desk: PagesInWindow,
) -> None:
    handing(desk)
    desk.press(Qt.Key.Key_Plus)
    desk.press(Qt.Key.Key_3)
    assert [] == desk.run.waiting(handing_over.hand_over), "there is no third on this page"
    desk.press(Qt.Key.Key_Escape)
    assert (None, "task-1") == (desk.followups.state.handing, desk.followups.state.selected)
    handing(desk)
    desk.press(Qt.Key.Key_Plus)
    desk.press(Qt.Key.Key_2)
    assert "staff-10" == desk.run.waiting(handing_over.hand_over)[0].given["to"]


def test_asked_again_more_goes_with_it_and_after_all_of_it_the_task_alone(
    desk: PagesInWindow,
) -> None:
    handing(desk)
    about, what = label(desk, "followups.hand.about"), label(desk, "followups.hand.what")
    alone = about.text()
    desk.press(Qt.Key.Key_H)
    assert about.text().endswith("all 2 open follow-ups")
    assert "Diabetes · Refill" == what.text()
    desk.press(Qt.Key.Key_H)
    assert "同事3 · all 3 open follow-ups" == about.text()
    assert "1 overdue · 1 due today · 1 later" == what.text()
    desk.press(Qt.Key.Key_H)
    assert alone == about.text()
    assert [] == desk.run.waiting(handing_many.choices), "it is asked once"


def test_all_of_a_colleagues_go_with_two_keys_more_and_are_taken_back_as_one(
    desk: PagesInWindow,
) -> None:
    desk.followups.edit_note("task-1", "on leave")
    handing(desk)
    desk.press(Qt.Key.Key_H)
    desk.press(Qt.Key.Key_H)
    desk.press(Qt.Key.Key_2)
    after = replace(OPEN[0], assignee="staff-2", assignee_name="同事2", handed_by="陈药师")
    given = tuple(Given(task, f"o-{task}", "staff-3") for task in PILES[1].tasks)
    asked = desk.run.answer(handing_many.hand_over, HandedOver(after, given))
    assert {"task_id": "task-1", "to": "staff-2", "note": "on leave"} == {
        name: asked[name] for name in ("task_id", "to", "note")
    }
    assert PILES[1].tasks == asked["tasks"], "what was shown is what goes"
    assert "task-3" == desk.followups.state.selected, "what went with it is not worked next"
    said = part_of(desk.followups_page, QLabel, "followups.messages.undo.text")
    assert "Handed over · 3 follow-ups" == said.text()
    desk.press(Qt.Key.Key_Z, CONTROL)
    desk.press(Qt.Key.Key_Z, CONTROL)
    back = desk.run.answer(handing_many.take_back, TakenBack(OPEN[0], 1))
    assert {"task_id": "task-1", "given": given} == back
    state = desk.followups.state
    assert ("task-1", None) == (state.selected, state.desk.undo)
    assert Refusal("HANDED_ON_SINCE", {"left": "1"}) == state.desk.refusal
    assert "on leave" == field(desk, "followups.detail.form.note").text()


def test_what_cannot_be_handed_over_is_said_and_keeps_what_was_typed(desk: PagesInWindow) -> None:
    desk.followups.edit_note("task-1", "on leave")
    desk.press(Qt.Key.Key_H)
    desk.run.answer(handing_many.choices, Refusal("TASK_GONE"))
    assert Refusal("TASK_GONE") == desk.followups.state.desk.refusal
    handing(desk)
    desk.press(Qt.Key.Key_H)
    desk.press(Qt.Key.Key_1)
    desk.run.answer(handing_many.hand_over, Refusal("HANDED_ALREADY"))
    assert Refusal("HANDED_ALREADY") == desk.followups.state.desk.refusal
    assert "on leave" == field(desk, "followups.detail.form.note").text()


def test_mine_are_those_that_were_handed_to_whoever_works_here(desk: PagesInWindow) -> None:
    desk.followups.start()
    mine = replace(OPEN[1], assignee="staff-1", assignee_name="陈药师", handed_by="同事2")
    theirs = replace(OPEN[2], assignee="staff-2", assignee_name="同事2")
    work = Worklist(
        (OPEN[0], mine), (theirs,), (), overdue_count=2, today_count=1, reader="staff-1"
    )
    desk.run.answer(followups.worklist, work)
    desk.press(Qt.Key.Key_4, ALT)
    state = desk.followups.state
    assert (Lane.MINE, 1) == (state.only, state.counts.mine)
    assert ["task-2"] == [row.task.id for row in state.rows if isinstance(row, TaskRow)]
    said = label(desk, "followups.detail.form.holder").text()
    assert "For 陈药师 · handed over by 同事2" == said


def test_whoever_calls_sees_the_allergies_of_whom_they_call(desk: PagesInWindow) -> None:
    text = label(desk, "followups.detail.allergy.text")
    assert ("No allergy on file. Ask.", "muted") == (text.text(), text.property("tone"))
    known = replace(OPEN[1], allergies=(Allergy("青霉素类"), Allergy("磺胺", "2024 年皮疹")))
    desk.followups.start()
    work = Worklist((OPEN[0], known), OPEN[2:], (), overdue_count=2, today_count=1)
    desk.run.answer(followups.worklist, work)
    QTest.keyClick(worklist(desk), Qt.Key.Key_Plus)
    assert "Allergies: 青霉素类 · 磺胺（2024 年皮疹）" == text.text()
    assert "danger" == text.property("tone")


def test_whoever_wants_no_reminders_is_not_called(desk: PagesInWindow) -> None:
    said = label(desk, "followups.detail.unwanted")
    assert not said.isVisible()
    desk.followups.start()
    unwanted = replace(OPEN[1], is_unwanted=True)
    work = Worklist((OPEN[0], unwanted), OPEN[2:], (), overdue_count=2, today_count=1)
    desk.run.answer(followups.worklist, work)
    QTest.keyClick(worklist(desk), Qt.Key.Key_Plus)
    assert said.isVisible()


def test_a_word_about_reminders_has_the_list_read_again(desk: PagesInWindow) -> None:
    desk.followups.on_store_changed({"consent": frozenset({"consent-1"})})
    assert [] != desk.run.waiting(followups.worklist)


def test_a_follow_up_with_a_value_is_completed_by_keyboard_alone(desk: PagesInWindow) -> None:
    assert LIST == desk.focus_name()
    desk.press(Qt.Key.Key_Return)
    assert VALUE == desk.focus_name()
    desk.type("6.8")
    desk.press(Qt.Key.Key_Enter, KEYPAD)

    given = desk.run.answer(followups.record, recorded(1, OutcomeCode.DONE, 68))

    entry = OutcomeEntry(OutcomeCode.DONE, {GLUCOSE: 68}, "")
    assert {"task_id": "task-1", "entry": entry} == given
    assert (LIST, "task-2") == (desk.focus_name(), desk.followups.state.selected)
    assert "" == field(desk).text()


def test_a_whole_lane_is_worked_without_another_key(desk: PagesInWindow) -> None:
    for number, typed in ((1, "6.8"), (2, "128/82")):
        desk.press(Qt.Key.Key_Return)
        desk.type(typed)
        desk.press(Qt.Key.Key_Return)
        desk.run.answer(followups.record, recorded(number, OutcomeCode.DONE, 68))
    desk.press(Qt.Key.Key_Return)

    given = desk.run.waiting(followups.record)[0].given
    assert {"task_id": "task-3", "entry": OutcomeEntry(OutcomeCode.DONE)} == given


def test_a_pressure_is_typed_in_one_field(desk: PagesInWindow) -> None:
    desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_Return)
    desk.type("128-82")
    desk.press(Qt.Key.Key_Return)

    items = desk.run.waiting(followups.record)[0].given["entry"].items
    assert {SYSTOLIC: 128, DIASTOLIC: 82} == items


@pytest.mark.parametrize("modifiers", [Qt.KeyboardModifier.NoModifier, KEYPAD])
def test_a_digit_is_an_outcome_while_no_field_has_the_focus(
    desk: PagesInWindow, modifiers: Qt.KeyboardModifier
) -> None:
    desk.press(Qt.Key.Key_3, modifiers)

    entry = desk.run.waiting(followups.record)[0].given["entry"]
    assert OutcomeCode.NO_ANSWER == entry.code


def test_a_digit_in_a_field_is_a_digit(desk: PagesInWindow) -> None:
    desk.press(Qt.Key.Key_Return)
    desk.press(Qt.Key.Key_3, KEYPAD)

    assert ("3", []) == (field(desk).text(), desk.run.asked)


def test_escape_leaves_the_field_and_keeps_what_was_typed(desk: PagesInWindow) -> None:
    desk.press(Qt.Key.Key_Return)
    desk.type("6.")
    desk.press(Qt.Key.Key_Escape)

    assert (LIST, "6.") == (desk.focus_name(), field(desk).text())


@pytest.mark.parametrize(
    ("forward", "back"),
    [(Qt.Key.Key_Down, Qt.Key.Key_Up), (Qt.Key.Key_Plus, Qt.Key.Key_Minus)],
)
def test_tasks_are_stepped_through_by_keys(
    desk: PagesInWindow, forward: Qt.Key, back: Qt.Key
) -> None:
    desk.press(forward)
    desk.press(forward)
    desk.press(forward)
    assert "task-3" == desk.followups.state.selected
    desk.press(back)

    assert "task-2" == desk.followups.state.selected
    assert 2 == worklist(desk).currentIndex().row()


def test_moving_on_from_a_field_keeps_the_draft_for_when_it_comes_back(desk: PagesInWindow) -> None:
    desk.press(Qt.Key.Key_Return)
    desk.type("6.")
    desk.press(Qt.Key.Key_Down)
    assert ("task-2", LIST) == (desk.followups.state.selected, desk.focus_name())
    desk.press(Qt.Key.Key_Up)
    assert "6." == field(desk).text()

    desk.press(Qt.Key.Key_Return)
    desk.type("8")
    assert "6.8" == field(desk).text()


def test_alt_and_a_digit_choose_a_lane_even_from_a_field(desk: PagesInWindow) -> None:
    desk.press(Qt.Key.Key_Return)
    desk.press(Qt.Key.Key_2, ALT)

    assert (Lane.TODAY, "task-3") == (desk.followups.state.only, desk.followups.state.selected)
    desk.press(Qt.Key.Key_0, ALT)
    assert desk.followups.state.only is None
    assert "" == field(desk).text()


def test_undo_works_from_the_list(desk: PagesInWindow) -> None:
    desk.press(Qt.Key.Key_3)
    desk.run.answer(followups.record, recorded(1, OutcomeCode.NO_ANSWER))
    desk.press(Qt.Key.Key_Z, CONTROL)
    desk.run.answer(followups.undo, OPEN[0])

    assert "task-1" == desk.followups.state.selected


def test_undo_in_a_field_first_takes_back_what_was_typed_there(desk: PagesInWindow) -> None:
    desk.press(Qt.Key.Key_3)
    desk.run.answer(followups.record, recorded(1, OutcomeCode.NO_ANSWER))
    desk.press(Qt.Key.Key_Return)
    desk.type("128")
    desk.press(Qt.Key.Key_Z, CONTROL)
    assert ("", []) == (field(desk).text(), desk.run.asked)

    desk.press(Qt.Key.Key_Z, CONTROL)
    assert 1 == len(desk.run.waiting(followups.undo))


def test_what_can_be_undone_is_said_and_its_button_does_it(desk: PagesInWindow) -> None:
    desk.press(Qt.Key.Key_3)
    desk.run.answer(followups.record, recorded(1, OutcomeCode.NO_ANSWER))

    bar = part_of(desk.followups_page, QPushButton, "followups.messages.undo.undo")
    assert bar.isVisible()
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton)
    assert {"outcome_id": "o1"} == desk.run.waiting(followups.undo)[0].given


def test_the_offer_to_undo_ends_by_itself(look: QApplication, qtbot: QtBot) -> None:
    made = PagesInWindow(second_ms=1)
    qtbot.addWidget(made.window)
    made.followups.start()
    made.run.answer(followups.worklist, Worklist(OPEN[:2], overdue_count=2))
    made.followups.press(3)
    with qtbot.waitSignal(made.followups_page.undo_expired, timeout=3_000):
        made.run.answer(followups.record, recorded(1, OutcomeCode.NO_ANSWER))

    assert made.followups.state.desk.undo is None


def test_a_value_out_of_range_is_said_at_the_field_and_kept(desk: PagesInWindow) -> None:
    desk.press(Qt.Key.Key_Return)
    desk.type("684")
    desk.press(Qt.Key.Key_Return)

    problem = label(desk, "followups.detail.form.problem.text")
    assert problem.isVisible()
    assert "1.7" in problem.text()
    assert "55.4" in problem.text()
    assert ("684", VALUE) == (field(desk).text(), desk.focus_name())


def test_a_dangerous_reading_is_said_without_blocking_the_next_call(desk: PagesInWindow) -> None:
    desk.press(Qt.Key.Key_Return)
    desk.type("17.2")
    desk.press(Qt.Key.Key_Return)
    desk.run.answer(followups.record, recorded(1, OutcomeCode.DONE, 172))

    flag = label(desk, "followups.messages.red_flag.text")
    assert flag.isVisible()
    assert "17.2 mmol/L" in flag.text()
    say = label(desk, "followups.messages.red_flag.say")
    assert say.isVisible()
    assert words.advice(reading(GLUCOSE_FASTING, 172)) == say.text(), "as on the card"
    assert "take your medicines along" in say.text()
    desk.press(Qt.Key.Key_3)
    assert "task-2" == desk.run.waiting(followups.record)[0].given["task_id"]


def test_escape_puts_a_message_away_before_it_goes_home(desk: PagesInWindow, qtbot: QtBot) -> None:
    desk.followups.take(Refusal("SCAN_PAYMENT"))
    assert label(desk, "followups.messages.answer.text").isVisible()
    with qtbot.assertNotEmitted(desk.window.home_requested):
        desk.press(Qt.Key.Key_Escape)
    assert not label(desk, "followups.messages.answer.text").isVisible()

    with qtbot.waitSignal(desk.window.home_requested):
        desk.press(Qt.Key.Key_Escape)


def test_the_digits_that_a_rule_offers_are_the_ones_that_are_named(desk: PagesInWindow) -> None:
    said = part_of(desk.window, FollowUpsPage, "followups").key_words()[Action.OUTCOME]
    assert Said("Outcome", OPEN[0].keys) == said
    assert "2–3 6–7" == Said("", OPEN[0].keys).digits


def test_t_asks_for_the_customers_card(desk: PagesInWindow) -> None:
    desk.press(Qt.Key.Key_T)

    assert {"customer_id": "customer-1"} == desk.run.waiting(counter.card)[0].given


def test_enter_on_a_finished_task_asks_for_the_customers_card(desk: PagesInWindow) -> None:
    desk.press(Qt.Key.Key_3)
    desk.run.answer(followups.record, recorded(1, OutcomeCode.REFUSED))
    desk.press(Qt.Key.Key_3, ALT)
    desk.press(Qt.Key.Key_Return)

    assert {"customer_id": "customer-1"} == desk.run.waiting(counter.card)[0].given


def test_a_click_opens_a_task(desk: PagesInWindow) -> None:
    view = worklist(desk)
    place = view.visualRect(view.model().index(2, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)

    assert "task-2" == desk.followups.state.selected


def test_a_lane_heading_cannot_be_chosen(desk: PagesInWindow) -> None:
    view = worklist(desk)
    place = view.visualRect(view.model().index(0, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)

    assert "task-1" == desk.followups.state.selected


def test_completing_a_task_changes_rows_and_does_not_build_the_list_anew(
    desk: PagesInWindow, qtbot: QtBot
) -> None:
    model = worklist(desk).model()
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.rowsRemoved):
        desk.press(Qt.Key.Key_3)
        desk.run.answer(followups.record, recorded(1, OutcomeCode.REFUSED))


def many(count: int) -> FollowUpsState:
    tasks = [task(n, days=count - n, name="王*兰") for n in range(count)]
    return FollowUpsState(is_loading=False, rows=rows_of(*tasks), selected="task-250", form=None)


def test_rows_that_stay_stay_where_they_are_on_the_screen(desk: PagesInWindow) -> None:
    page, view = desk.followups_page, worklist(desk)
    page.show_state(many(500))
    rows = view.model()
    assert isinstance(rows, WorklistRows)
    was = view.visualRect(rows.index(rows.place_of("task-250"))).y()

    state = many(500)
    fewer = tuple(row for at, row in enumerate(state.rows) if at not in range(100, 140))
    page.show_state(replace(state, rows=fewer))

    assert was == view.visualRect(rows.index(rows.place_of("task-250"))).y()


def test_five_hundred_tasks_need_no_more_widgets_than_five(
    look: QApplication, qtbot: QtBot
) -> None:
    page = FollowUpsPage(zone=ZONE, hold_ms=0)
    qtbot.addWidget(page)
    page.show_state(many(5))
    few = len(page.findChildren(QWidget))

    page.show_state(many(500))

    assert few == len(page.findChildren(QWidget))


def test_a_list_being_read_is_not_called_empty(look: QApplication, qtbot: QtBot) -> None:
    page = FollowUpsPage(zone=ZONE, hold_ms=0)
    qtbot.addWidget(page)
    title = part_of(page, QLabel, "followups.empty.title")
    today = part_of(page, QPushButton, "followups.lane.today")
    assert ("Reading the list…", "Today —") == (title.text(), today.accessibleName())

    page.show_state(FollowUpsState(is_loading=False))
    what = part_of(page, QLabel, "followups.empty.what")
    assert ("Nothing is due today.", "Today 0") == (title.text(), today.accessibleName())
    assert "F1" in what.text()


def test_no_task_while_the_store_is_being_loaded_is_not_called_none_due(
    look: QApplication, qtbot: QtBot
) -> None:
    page = FollowUpsPage(zone=ZONE, hold_ms=0)
    qtbot.addWidget(page)
    page.show_state(FollowUpsState(is_loading=False))
    page.show_partial(True)
    title = part_of(page, QLabel, "followups.empty.title")
    today = part_of(page, QPushButton, "followups.lane.today")
    assert ("No task is here yet.", "Today —") == (title.text(), today.accessibleName())

    page.show_partial(False)
    assert ("Nothing is due today.", "Today 0") == (title.text(), today.accessibleName())


def test_when_all_is_done_the_page_says_so(look: QApplication, qtbot: QtBot) -> None:
    page = FollowUpsPage(zone=ZONE, hold_ms=0)
    qtbot.addWidget(page)
    finished = part_of(page, QLabel, "followups.finished")
    only = done(task(1), OutcomeCode.DONE)
    assert Due.DONE is only.due

    run_state = FollowUpsState(is_loading=False, rows=rows_of(only))
    page.show_state(replace(run_state, counts=replace(run_state.counts, done=1)))
    assert not finished.isHidden()


def test_a_typed_value_stands_beside_its_unit(desk: PagesInWindow) -> None:
    unit = label(desk, f"{VALUE}.unit")
    assert not unit.isVisible()
    desk.press(Qt.Key.Key_Return)
    desk.type("6.8")
    assert (True, "mmol/L") == (unit.isVisible(), unit.text())

    desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_Return)
    desk.type("128/82")
    assert (True, "mmHg") == (unit.isVisible(), unit.text())
