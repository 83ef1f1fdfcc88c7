"""A note that was saved wrongly is put right on its sheet: by keyboard alone, in the window."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from terminal.domain.problems import Refusal
from terminal.domain.visit import VisitNote
from terminal.services import note_corrections, visits
from terminal.services.counter import CardFound
from terminal.services.note_corrections import NoteMended, PastNote
from terminal.services.visits import Noted
from tests.fakes.pages_in_window import PagesInWindow, part_of
from ui.counter.file_states import a_refused_file
from ui.counter.sheets import note_choice
from ui.counter.sheets.state import NoteSheet
from ui.counter.states import full_card
from ui.followups.states import NOW
from ui.shortcuts import Action

ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier
FIELD = "counter.sheet.note.text"


def past(name: str, text: str, *effects: str, hours: int = 1) -> PastNote:
    at = NOW - timedelta(hours=hours)
    note = VisitNote(name, "customer-1", at, "staff-1", "counter", text, effects)
    return PastNote(note, by="陈药师", ids=frozenset({name}))


LAST = (past("v-1", "dizzy twice", "dizzy"), past("v-2", "asks", hours=2), past("v-3", "ok"))


@pytest.fixture
def desk(pages: PagesInWindow) -> PagesInWindow:
    """The counter page with a customer's card."""
    pages.counter.take(CardFound(full_card()))
    return pages


def open_sheet(desk: PagesInWindow, found: tuple[PastNote, ...] = LAST) -> None:
    desk.press(Qt.Key.Key_N)
    desk.run.answer(note_corrections.recent, found)


def sheet(desk: PagesInWindow) -> NoteSheet:
    shown = desk.counter.state.sheet
    assert isinstance(shown, NoteSheet)
    return shown


def said(desk: PagesInWindow, name: str) -> str:
    return part_of(desk.counter_page, QLabel, f"counter.sheet.note.{name}").text()


def given(desk: PagesInWindow) -> list[dict[str, object]]:
    return [one.given for one in desk.run.waiting(note_corrections.correct)]


def deed(desk: PagesInWindow) -> str:
    return part_of(desk.counter_page, QLabel, "counter.deed.text").text()


def retype(desk: PagesInWindow, text: str) -> None:
    desk.press(Qt.Key.Key_A, CTRL)
    desk.type(text)


def test_the_last_notes_stand_below_and_typing_a_new_one_goes_on(desk: PagesInWindow) -> None:
    desk.press(Qt.Key.Key_N)
    desk.type("aller")
    assert {"customer_id": "customer-1"} == desk.run.answer(note_corrections.recent, LAST)
    desk.type("gy")
    row = said(desk, "past.0")
    assert all(part in row for part in ("dizzy twice", "Dizzy", "09:32", "陈药师", "this till"))
    desk.press(Qt.Key.Key_Return)
    assert "allergy" == desk.run.waiting(visits.note)[0].given["text"]
    assert [] == given(desk)


def test_one_key_puts_the_last_one_right_with_its_side_effects(desk: PagesInWindow) -> None:
    open_sheet(desk)
    desk.press(Qt.Key.Key_C, ALT)
    assert (FIELD, "Put the note of 09:32 right") == (desk.focus_name(), said(desk, "old"))
    assert ("dizzy twice", ("dizzy",)) == (sheet(desk).text, sheet(desk).effects)
    retype(desk, "rash twice")
    desk.press(Qt.Key.Key_1, ALT)
    desk.press(Qt.Key.Key_5, ALT)
    desk.press(Qt.Key.Key_Return)
    made = NoteMended(LAST[0].note, "v-9")
    expected = {"visit_id": "v-1", "text": "rash twice", "side_effects": ("rash",)}
    assert expected == desk.run.answer(note_corrections.correct, made)
    assert desk.counter.state.sheet is None
    assert "Visit note put right" in deed(desk)
    assert [] == desk.run.waiting(visits.note)
    desk.press(Qt.Key.Key_Z, CTRL)
    assert {"mended": made} == desk.run.answer(note_corrections.undo, None)
    again = (replace(LAST[0], ids=frozenset({"v-1", "v-9", "v-10"})), *LAST[1:])
    desk.run.answer(note_corrections.recent, again)
    assert ("rash twice", "v-1") == (sheet(desk).text, sheet(desk).mending.chosen)


def test_it_is_withdrawn_by_another_key_and_enter(desk: PagesInWindow) -> None:
    open_sheet(desk)
    desk.press(Qt.Key.Key_C, ALT)
    desk.press(Qt.Key.Key_D, ALT)
    assert "Withdraw the note of 09:32: dizzy twice" in said(desk, "old")
    assert not part_of(desk.counter_page, QWidget, FIELD).isVisible()
    assert Action.PICK not in desk.counter_page.offered_actions()
    desk.type("6901234567892")
    desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_Return)
    made = NoteMended(LAST[1].note, "v-9", is_withdrawn=True)
    assert {"visit_id": "v-2"} == desk.run.answer(note_corrections.withdraw, made)
    assert "Visit note withdrawn" in deed(desk)
    assert not desk.counter.sheets.has_draft("customer-1")


def test_what_was_typed_for_each_is_there_again(desk: PagesInWindow) -> None:
    open_sheet(desk)
    desk.type("new words")
    desk.press(Qt.Key.Key_C, ALT)
    retype(desk, "dizzy once")
    desk.press(Qt.Key.Key_Down)
    assert ("asks", "v-2") == (sheet(desk).text, sheet(desk).mending.chosen)
    desk.press(Qt.Key.Key_Up)
    assert "dizzy once" == sheet(desk).text
    desk.press(Qt.Key.Key_C, ALT)
    assert ("new words", "") == (sheet(desk).text, sheet(desk).mending.chosen)
    desk.press(Qt.Key.Key_C, ALT)
    desk.press(Qt.Key.Key_Return)
    desk.run.answer(note_corrections.correct, NoteMended(LAST[0].note, "v-9"))
    open_sheet(desk, (past("v-9", "dizzy once", "dizzy"), *LAST[1:]))
    assert ("new words", "") == (sheet(desk).text, sheet(desk).mending.chosen)


def test_a_note_that_is_saved_leaves_the_correction_that_was_begun(desk: PagesInWindow) -> None:
    open_sheet(desk)
    desk.press(Qt.Key.Key_C, ALT)
    retype(desk, "dizzy once")
    desk.press(Qt.Key.Key_C, ALT)
    desk.type("new words")
    desk.press(Qt.Key.Key_Return)
    assert "new words" == desk.run.answer(visits.note, Noted("v-8", ()))["text"]
    open_sheet(desk, (past("v-8", "new words"), *LAST))
    assert ("dizzy once", "v-1") == (sheet(desk).text, sheet(desk).mending.chosen)


def test_esc_and_another_customer_keep_a_correction_and_never_as_a_new_note(
    desk: PagesInWindow,
) -> None:
    open_sheet(desk)
    desk.press(Qt.Key.Key_C, ALT)
    retype(desk, "dizzy once")
    desk.press(Qt.Key.Key_Escape)
    desk.press(Qt.Key.Key_Escape)
    desk.counter.take(CardFound(replace(full_card(), id="customer-2")))
    desk.counter.take(CardFound(full_card()))
    desk.press(Qt.Key.Key_N)
    desk.run.answer(note_corrections.recent, LAST)
    assert ("dizzy once", "v-1") == (sheet(desk).text, sheet(desk).mending.chosen)
    desk.press(Qt.Key.Key_Return)
    assert (1, []) == (len(given(desk)), desk.run.waiting(visits.note))


def test_looking_at_one_leaves_no_draft(desk: PagesInWindow) -> None:
    open_sheet(desk)
    desk.press(Qt.Key.Key_C, ALT)
    desk.press(Qt.Key.Key_Escape)
    desk.press(Qt.Key.Key_Escape)
    assert not desk.counter.sheets.has_draft("customer-1")


def test_words_kept_beyond_the_end_of_the_program_are_for_the_note_they_were_typed_for(
    desk: PagesInWindow,
) -> None:
    open_sheet(desk)
    desk.press(Qt.Key.Key_C, ALT)
    retype(desk, "dizzy once")
    kept = note_choice.content(sheet(desk))
    assert ("", "v-1", "dizzy once") == (kept["text"], kept["mends"], kept["right"])
    desk.counter.sheets.drafts.bring(note_choice.read("customer-2", "合成", kept), NOW)
    desk.counter.take(CardFound(replace(full_card(), id="customer-2")))
    desk.press(Qt.Key.Key_N)
    desk.press(Qt.Key.Key_Return)
    assert ([], []) == (given(desk), desk.run.waiting(visits.note)), "which one is not known yet"
    desk.run.answer(note_corrections.recent, (replace(LAST[0], ids=frozenset({"v-1"})),))
    desk.press(Qt.Key.Key_Return)
    assert ["v-1"] == [one["visit_id"] for one in given(desk)]


def test_what_changed_meanwhile_is_said_and_shown_and_the_words_stay(desk: PagesInWindow) -> None:
    open_sheet(desk)
    desk.press(Qt.Key.Key_C, ALT)
    retype(desk, "dizzy once")
    desk.press(Qt.Key.Key_Return)
    desk.run.answer(note_corrections.correct, Refusal("NOTE_CHANGED"))
    other = replace(past("v-7", "dizzy thrice"), ids=frozenset({"v-1", "v-7"}))
    desk.run.answer(note_corrections.recent, (other, *LAST[1:]))
    assert ("dizzy once", "v-7") == (sheet(desk).text, sheet(desk).mending.chosen)
    assert "dizzy thrice" in said(desk, "past.0")


def test_words_for_a_note_that_is_gone_are_no_new_note(desk: PagesInWindow) -> None:
    open_sheet(desk)
    desk.press(Qt.Key.Key_C, ALT)
    retype(desk, "dizzy once")
    desk.press(Qt.Key.Key_Return)
    desk.run.answer(note_corrections.correct, Refusal("NOTE_CHANGED"))
    desk.run.answer(note_corrections.recent, LAST[1:])
    assert ("", "") == (sheet(desk).text, sheet(desk).mending.chosen)


def test_of_who_refused_a_health_file_a_note_is_withdrawn_only(desk: PagesInWindow) -> None:
    desk.counter.take(CardFound(replace(full_card(), id="customer-2", file=a_refused_file())))
    open_sheet(desk)
    turn = part_of(desk.counter_page, QPushButton, "counter.sheet.note.past.turn")
    assert "Withdraw one" in turn.text()
    desk.press(Qt.Key.Key_C, ALT)
    assert sheet(desk).mending.is_withdrawing
    assert "can be withdrawn" in part_of(desk.counter_page, QLabel, "counter.sheet.counts").text()
    desk.press(Qt.Key.Key_Return)
    assert {"visit_id": "v-1"} == desk.run.waiting(note_corrections.withdraw)[0].given


def test_without_an_earlier_one_the_keys_do_nothing(desk: PagesInWindow) -> None:
    open_sheet(desk, ())
    desk.press(Qt.Key.Key_C, ALT)
    desk.press(Qt.Key.Key_D, ALT)
    assert "" == sheet(desk).mending.chosen
    assert not {Action.CORRECT, Action.WITHDRAW} & desk.counter_page.offered_actions()
