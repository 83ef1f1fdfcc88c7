"""A reading that was saved wrongly is put right on its sheet: by keyboard alone, in the window."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from terminal.domain.card import EventItem, EventKind
from terminal.domain.customer import Mark
from terminal.domain.observation import (
    BLOOD_PRESSURE,
    DIASTOLIC,
    GLUCOSE,
    GLUCOSE_FASTING,
    GLUCOSE_RANDOM,
    SYSTOLIC,
)
from terminal.domain.problems import Refusal
from terminal.services import reading_corrections, readings
from terminal.services.counter import CardFound
from terminal.services.reading_corrections import Mended, Past
from tests.fakes.pages_in_window import PagesInWindow, part_of
from ui.counter import words as counter_words
from ui.counter.file_states import a_refused_file
from ui.counter.sheets.state import AdviceSheet, ReadingSheet
from ui.counter.states import full_card
from ui.followups.states import NOW, TODAY, reading
from ui.shortcuts import Action

ALT = Qt.KeyboardModifier.AltModifier
HOUR = timedelta(hours=1)
VALUE = "counter.sheet.reading.value"


def past(name: str, *values: int, hours: int = 1, code: str = BLOOD_PRESSURE) -> Past:
    item = reading(code, *values, at=NOW - hours * HOUR)
    return Past(replace(item, reading=replace(item.reading, id=name)), by="陈药师")


LAST = (past("r-1", 128, 82), past("r-2", 146, 92, hours=2), past("r-3", 138, 86, hours=3))


@pytest.fixture
def desk(pages: PagesInWindow) -> PagesInWindow:
    """The counter page with a customer's card."""
    pages.counter.take(CardFound(full_card()))
    return pages


def open_sheet(
    desk: PagesInWindow, found: tuple[Past, ...] = LAST, key: Qt.Key = Qt.Key.Key_B
) -> None:
    desk.press(key)
    desk.run.answer(reading_corrections.recent, found)


def sheet(desk: PagesInWindow) -> ReadingSheet:
    shown = desk.counter.state.sheet
    assert isinstance(shown, ReadingSheet)
    return shown


def said(desk: PagesInWindow, name: str) -> str:
    return part_of(desk.counter_page, QLabel, f"counter.sheet.reading.{name}").text()


def given(desk: PagesInWindow) -> list[dict[str, object]]:
    return [one.given for one in desk.run.waiting(reading_corrections.correct)]


def test_the_last_readings_stand_below_the_field_and_typing_a_new_one_goes_on(
    desk: PagesInWindow,
) -> None:
    desk.press(Qt.Key.Key_B)
    desk.type("152 9")
    asked = desk.run.answer(reading_corrections.recent, LAST)
    assert {"customer_id": "customer-1", "codes": (BLOOD_PRESSURE,)} == asked
    desk.type("4")
    row = said(desk, "past.0")
    assert all(part in row for part in ("128/82", "09:32", "陈药师", "this till"))
    desk.press(Qt.Key.Key_Return)
    items = {SYSTOLIC: 152, DIASTOLIC: 94}
    assert items == desk.run.waiting(readings.record)[0].given["items"]
    assert [] == given(desk)


def test_one_key_and_the_right_figures_put_the_last_one_right(desk: PagesInWindow) -> None:
    open_sheet(desk)
    desk.press(Qt.Key.Key_C, ALT)
    assert (VALUE, "Put 128/82 of 09:32 right") == (desk.focus_name(), said(desk, "old"))
    desk.type("148 82")
    desk.press(Qt.Key.Key_Return)
    items = {SYSTOLIC: 148, DIASTOLIC: 82}
    now = reading(BLOOD_PRESSURE, 148, 82)
    made = Mended(LAST[0].item, ("r-9",), now, TODAY)
    expected = {"reading_id": "r-1", "code": BLOOD_PRESSURE, "items": items}
    assert expected == desk.run.answer(reading_corrections.correct, made)
    assert desk.counter.state.sheet is None
    deed = part_of(desk.counter_page, QLabel, "counter.deed.text").text()
    assert "128/82 → 148/82" in deed
    assert [] == desk.run.waiting(readings.record)
    desk.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert {"mended": made} == desk.run.waiting(reading_corrections.undo)[0].given


def test_the_arrows_go_to_earlier_ones_and_drop_figures_meant_for_another(
    desk: PagesInWindow,
) -> None:
    open_sheet(desk)
    desk.press(Qt.Key.Key_Down)
    assert 0 == sheet(desk).mending.chosen, "only one key goes on to what was saved"
    desk.press(Qt.Key.Key_C, ALT)
    desk.type("148 8")
    desk.press(Qt.Key.Key_Down)
    assert (2, "") == (sheet(desk).mending.chosen, sheet(desk).text)
    for _ in LAST:
        desk.press(Qt.Key.Key_Down)
    assert 3 == sheet(desk).mending.chosen
    desk.press(Qt.Key.Key_Up)
    desk.type("150 90")
    desk.press(Qt.Key.Key_Return)
    assert ["r-2"] == [one["reading_id"] for one in given(desk)]


def test_the_same_key_goes_back_to_a_new_one(desk: PagesInWindow) -> None:
    open_sheet(desk)
    desk.press(Qt.Key.Key_C, ALT)
    desk.press(Qt.Key.Key_C, ALT)
    desk.type("148 82")
    desk.press(Qt.Key.Key_Return)
    assert ([], 1) == (given(desk), len(desk.run.waiting(readings.record)))


def test_without_an_earlier_one_the_keys_do_nothing(desk: PagesInWindow) -> None:
    open_sheet(desk, ())
    desk.press(Qt.Key.Key_C, ALT)
    desk.press(Qt.Key.Key_D, ALT)
    assert 0 == sheet(desk).mending.chosen
    offered = desk.counter_page.offered_actions()
    assert not {Action.CORRECT, Action.WITHDRAW} & offered


def test_it_is_withdrawn_by_another_key_and_enter(desk: PagesInWindow) -> None:
    open_sheet(desk)
    desk.press(Qt.Key.Key_C, ALT)
    desk.press(Qt.Key.Key_D, ALT)
    assert "Withdraw 128/82 of 09:32" == said(desk, "old")
    assert not part_of(desk.counter_page, QLabel, "counter.sheet.reading.hint").isVisible()
    desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_Return)
    made = Mended(LAST[1].item, ("r-9",), None, TODAY, cancelled=1)
    assert {"reading_id": "r-2"} == desk.run.answer(reading_corrections.withdraw, made)
    deed = part_of(desk.counter_page, QLabel, "counter.deed.text").text()
    assert "Withdrawn: Blood pressure 146/92" in deed
    assert "its follow-up was cancelled" in deed


def test_digits_and_a_scan_neither_choose_nor_withdraw(desk: PagesInWindow) -> None:
    open_sheet(desk)
    desk.press(Qt.Key.Key_C, ALT)
    desk.press(Qt.Key.Key_D, ALT)
    desk.type("6901234567892")
    assert (1, True) == (sheet(desk).mending.chosen, sheet(desk).mending.is_withdrawing)
    assert [] == desk.run.waiting(reading_corrections.withdraw)


def test_a_correction_that_needs_a_doctor_shows_what_to_say(desk: PagesInWindow) -> None:
    open_sheet(desk)
    desk.press(Qt.Key.Key_C, ALT)
    desk.type("186 112")
    desk.press(Qt.Key.Key_Return)
    soon = TODAY + timedelta(days=14)
    made = Mended(LAST[0].item, ("r-9",), reading(BLOOD_PRESSURE, 186, 112), TODAY, soon)
    desk.run.answer(reading_corrections.correct, made)
    assert isinstance(desk.counter.state.sheet, AdviceSheet)
    again = part_of(desk.counter_page, QLabel, "counter.sheet.advice.again").text()
    assert "5 Dec" in again


def test_a_glucose_is_put_right_as_of_which_kind_it_is(desk: PagesInWindow) -> None:
    item = past("g-1", 186, code=GLUCOSE_FASTING)
    open_sheet(desk, (item,), Qt.Key.Key_G)
    desk.press(Qt.Key.Key_C, ALT)
    desk.press(Qt.Key.Key_2, ALT)
    desk.type("8.6")
    desk.press(Qt.Key.Key_Return)
    (one,) = given(desk)
    assert ("g-1", GLUCOSE_RANDOM, {GLUCOSE: 86}) == (
        one["reading_id"],
        one["code"],
        one["items"],
    )


def test_what_changed_meanwhile_is_said_and_shown_and_the_figures_stay(
    desk: PagesInWindow,
) -> None:
    open_sheet(desk)
    desk.press(Qt.Key.Key_C, ALT)
    desk.type("148 82")
    desk.press(Qt.Key.Key_Return)
    desk.run.answer(reading_corrections.correct, Refusal("READING_CHANGED"))
    other = past("r-7", 158, 92)
    desk.run.answer(reading_corrections.recent, (other, *LAST[1:]))
    assert ("148 82", "r-7") == (sheet(desk).text, getattr(sheet(desk).mending.one, "id", None))
    assert "Put 158/92" in said(desk, "old")


def test_figures_for_a_reading_that_is_gone_are_no_new_reading(desk: PagesInWindow) -> None:
    open_sheet(desk)
    desk.press(Qt.Key.Key_C, ALT)
    desk.type("148 82")
    desk.press(Qt.Key.Key_Return)
    desk.run.answer(reading_corrections.correct, Refusal("READING_CHANGED"))
    desk.run.answer(reading_corrections.recent, LAST[1:])
    assert (0, "") == (sheet(desk).mending.chosen, sheet(desk).text)


def test_another_customers_card_keeps_what_was_typed_for_the_one_it_was_typed_for(
    desk: PagesInWindow,
) -> None:
    open_sheet(desk)
    desk.press(Qt.Key.Key_C, ALT)
    desk.type("148 82")
    desk.counter.take(CardFound(replace(full_card(), id="customer-2")))
    desk.counter.take(CardFound(full_card()))
    open_sheet(desk)
    assert ("148 82", 1) == (sheet(desk).text, sheet(desk).mending.chosen)


def test_of_who_refused_a_health_file_a_reading_is_withdrawn_only(desk: PagesInWindow) -> None:
    desk.counter.take(CardFound(replace(full_card(), id="customer-2", file=a_refused_file())))
    open_sheet(desk)
    turn = part_of(desk.counter_page, QPushButton, "counter.sheet.reading.past.turn")
    assert "Withdraw one" in turn.text()
    desk.press(Qt.Key.Key_C, ALT)
    assert sheet(desk).mending.is_withdrawing
    desk.press(Qt.Key.Key_Return)
    assert {"reading_id": "r-1"} == desk.run.waiting(reading_corrections.withdraw)[0].given


def test_what_came_with_a_form_says_where_it_is_put_right(desk: PagesInWindow) -> None:
    formed = replace(LAST[0], form={"zh_CN": "问卷", "en": "Questionnaire"})
    open_sheet(desk, (formed,))
    assert "from the form Questionnaire" in said(desk, "past.0")
    desk.press(Qt.Key.Key_C, ALT)
    assert "Esc, Q" in said(desk, "past.say")
    assert Action.WITHDRAW not in desk.counter_page.offered_actions()


def test_the_timeline_says_what_was_put_right_and_what_was_withdrawn(desk: PagesInWindow) -> None:
    now, old = reading(BLOOD_PRESSURE, 182, 82), reading(BLOOD_PRESSURE, 128, 82)
    right = EventItem(EventKind.READING, TODAY, NOW, Mark.LOCAL, reading=now, before=(old,))
    gone = replace(right, reading=old, before=(), is_withdrawn=True)
    assert "182/82" in counter_words.event(right)
    assert "corrected, was 128/82" in counter_words.event(right)
    assert "128/82 · entered in error, withdrawn" in counter_words.event(gone).replace(" ", " ")
