"""What the window does for somebody who refused a health file is what it says; and a reading left
by hand is not there the next time.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from terminal.domain.card import CustomerCard
from terminal.domain.followup import OutcomeCode
from terminal.domain.observation import BLOOD_PRESSURE, ReadingLevel
from terminal.domain.problems import Refusal
from terminal.domain.visit import VisitNote
from terminal.services import followups, note_corrections, readings, visits
from terminal.services.consents import HEALTH_REFUSED
from terminal.services.counter import CardFound
from terminal.services.followups import OutcomeEntry, Recorded
from terminal.services.note_corrections import NoteMended, PastNote
from terminal.services.visits import Noted
from tests.fakes.pages_in_window import PagesInWindow, part_of
from ui.counter.file_states import a_refused_file
from ui.counter.sheets.state import AdviceSheet, NoteSheet, ReadingSheet
from ui.counter.states import full_card
from ui.followups.states import NOW, TODAY, done
from ui.widgets.text import Text

ALT = Qt.KeyboardModifier.AltModifier
VALUE = "counter.sheet.reading.value"
FORM = "counter.tasks.0"


def refused_card() -> CustomerCard:
    card = full_card()
    tasks = tuple(replace(one, refuses_health=True) for one in card.tasks)
    return replace(card, file=a_refused_file(), tasks=tasks)


def other_card() -> CustomerCard:
    return replace(full_card(), id="customer-9", tasks=())


@pytest.fixture
def desk(pages: PagesInWindow) -> PagesInWindow:
    """The counter page with the card of somebody who refused a health file."""
    pages.counter.take(CardFound(refused_card()))
    return pages


def text(desk: PagesInWindow, name: str) -> str:
    return part_of(desk.counter_page, QLabel, name).text()


def is_shown(desk: PagesInWindow, name: str) -> bool:
    return part_of(desk.counter_page, QWidget, name).isVisible()


def value(desk: PagesInWindow, name: str = VALUE) -> QLineEdit:
    return part_of(desk.counter_page, QLineEdit, name)


@pytest.mark.parametrize(
    ("typed", "said", "told"),
    [
        ("128 82", "beyond no limit, which is not to say normal", False),
        ("152 94", "above the usual range", False),
        ("210 125", "needs a doctor now: check the figure", True),
    ],
)
def test_a_reading_is_told_with_its_meaning_and_not_saved(
    desk: PagesInWindow, typed: str, said: str, *, told: bool
) -> None:
    desk.press(Qt.Key.Key_B)
    desk.type(typed)
    assert said == text(desk, "counter.sheet.reading.level")
    assert "Told only" in part_of(desk.counter_page, QPushButton, "counter.sheet.save").text()
    desk.press(Qt.Key.Key_Return)

    assert not desk.run.waiting(readings.record)
    assert None is desk.counter.state.deed
    sheet = desk.counter.state.sheet
    assert told is isinstance(sheet, AdviceSheet)
    if told:
        assert "Not saved" in text(desk, "counter.sheet.advice.again")
        desk.press(Qt.Key.Key_Return)
    assert None is desk.counter.state.sheet
    assert (None if told else HEALTH_REFUSED) == desk.counter.state.desk.refusal
    desk.press(Qt.Key.Key_B)
    assert "" == value(desk).text()


def test_a_follow_up_says_so_and_is_finished_without_the_reading(desk: PagesInWindow) -> None:
    assert is_shown(desk, f"{FORM}.refused")
    desk.press(Qt.Key.Key_Return)
    desk.type("8.9")
    assert "above the usual range" == text(desk, f"{FORM}.hint")
    desk.press(Qt.Key.Key_Return)
    before = refused_card().tasks[0]
    result = Recorded(done(before, OutcomeCode.DONE), "o1", ReadingLevel.UNKNOWN, TODAY)
    given = desk.run.answer(followups.record, result)

    assert {"task_id": before.id, "entry": OutcomeEntry(OutcomeCode.DONE)} == given
    assert None is desk.counter.state.desk.red_flag
    undo = desk.counter.state.desk.undo
    assert undo is not None
    assert "" == undo.draft.value


def test_a_follow_up_with_a_dangerous_reading_still_says_refer(desk: PagesInWindow) -> None:
    desk.press(Qt.Key.Key_Return)
    desk.type("17.8")
    desk.press(Qt.Key.Key_Return)
    before = refused_card().tasks[0]
    result = Recorded(done(before, OutcomeCode.DONE), "o1", ReadingLevel.UNKNOWN, TODAY)
    given = desk.run.answer(followups.record, result)

    assert None is given["entry"].items
    flag = desk.counter.state.desk.red_flag
    assert flag is not None
    assert (before.customer, ReadingLevel.DANGER) == (flag.customer, flag.value.level)


def test_an_empty_follow_up_is_finished_too(desk: PagesInWindow) -> None:
    desk.press(Qt.Key.Key_Return)
    desk.press(Qt.Key.Key_Return)
    assert None is desk.run.waiting(followups.record)[0].given["entry"].items


def test_a_note_offers_no_side_effects_and_reads_none_out_of_the_words(
    desk: PagesInWindow,
) -> None:
    desk.press(Qt.Key.Key_N)
    assert not is_shown(desk, "counter.sheet.note.effects")
    desk.press(Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    desk.counter.sheets.pick(1)
    desk.type("dizzy")
    assert not is_shown(desk, "counter.sheet.note.mentions")
    sheet = desk.counter.state.sheet
    assert isinstance(sheet, NoteSheet)
    assert ("dizzy", ()) == (sheet.text, sheet.effects)
    desk.press(Qt.Key.Key_Return)
    assert () == desk.run.waiting(visits.note)[0].given["side_effects"]


def test_a_reading_left_by_hand_is_not_there_for_the_next_time(pages: PagesInWindow) -> None:
    pages.counter.take(CardFound(full_card()))
    for key in (Qt.Key.Key_B, Qt.Key.Key_G):
        pages.press(key)
        pages.type("150")
        pages.press(Qt.Key.Key_Escape)
        assert not pages.counter.sheets.has_draft(full_card().id)
        pages.counter.take(CardFound(other_card()))
        pages.counter.take(CardFound(full_card()))
        pages.press(key)
        assert "" == value(pages).text()
        pages.press(Qt.Key.Key_Escape)


def test_a_reading_that_a_scan_broke_off_is_marked_and_replaced_by_what_is_typed(
    pages: PagesInWindow,
) -> None:
    pages.counter.take(CardFound(full_card()))
    pages.press(Qt.Key.Key_B)
    pages.type("150/95")
    assert not is_shown(pages, "counter.sheet.draft")
    pages.counter.take(CardFound(other_card()))
    pages.counter.take(CardFound(full_card()))
    pages.press(Qt.Key.Key_B)
    assert ("150/95", True) == (value(pages).text(), is_shown(pages, "counter.sheet.draft"))
    pages.type("1")
    assert ("1", False) == (value(pages).text(), is_shown(pages, "counter.sheet.draft"))
    pages.type("28/82")
    sheet = pages.counter.state.sheet
    assert isinstance(sheet, ReadingSheet)
    assert ("128/82", BLOOD_PRESSURE) == (sheet.text, sheet.code)


def test_a_note_left_by_hand_is_kept_and_says_since_when(pages: PagesInWindow) -> None:
    pages.counter.take(CardFound(full_card()))
    left = datetime(TODAY.year, TODAY.month, TODAY.day, 2, 32, tzinfo=UTC)
    pages.counter.sheets.drafts._now = lambda: left
    pages.press(Qt.Key.Key_N)
    pages.type("half a")
    pages.press(Qt.Key.Key_Escape)
    pages.counter.take(CardFound(other_card()))
    pages.press(Qt.Key.Key_N)
    assert not is_shown(pages, "counter.sheet.draft"), "nothing was left for this one"
    pages.press(Qt.Key.Key_Escape)
    pages.counter.sheets.drafts._now = lambda: left.replace(hour=5)
    pages.counter.take(CardFound(full_card()))
    for _ in range(2):  # Looking at it makes it no younger.
        pages.press(Qt.Key.Key_N)
        said = part_of(pages.counter_page, Text, "counter.sheet.draft").text()
        assert "Draft of 10:32, not saved" == said
        pages.press(Qt.Key.Key_Escape)
    pages.press(Qt.Key.Key_N)
    pages.type(" word")
    sheet = pages.counter.state.sheet
    assert isinstance(sheet, NoteSheet)
    assert ("half a word", False) == (sheet.text, is_shown(pages, "counter.sheet.draft"))


def a_dizzy_note(pages: PagesInWindow) -> None:
    """Type a note with a side effect on the card of somebody who refused nothing."""
    pages.counter.take(CardFound(full_card()))
    pages.press(Qt.Key.Key_N)
    pages.type("asks twice")
    pages.press(Qt.Key.Key_1, ALT)
    sheet = pages.counter.state.sheet
    assert isinstance(sheet, NoteSheet)
    assert ("dizzy",) == sheet.effects


def assert_only_the_words_can_be_saved(pages: PagesInWindow) -> None:
    sheet = pages.counter.state.sheet
    assert isinstance(sheet, NoteSheet)
    assert ("asks twice", ()) == (sheet.text, sheet.effects)
    assert Refusal("SIDE_EFFECTS_LEFT_OUT") == pages.counter.state.desk.refusal, "it is said"
    pages.press(Qt.Key.Key_Return)
    given = pages.run.answer(visits.note, Noted("v-8", ()))
    assert ("asks twice", ()) == (given["text"], given["side_effects"])
    assert None is pages.counter.state.sheet


def test_a_draft_of_somebody_who_refused_since_keeps_its_words_and_says_what_goes(
    pages: PagesInWindow,
) -> None:
    a_dizzy_note(pages)
    pages.counter.take(CardFound(other_card()))
    pages.counter.take(CardFound(refused_card()))
    assert None is pages.counter.state.desk.refusal
    pages.press(Qt.Key.Key_N)
    assert is_shown(pages, "counter.sheet.draft")
    assert_only_the_words_can_be_saved(pages)


def test_a_note_that_is_open_when_they_refuse_elsewhere_can_still_be_saved(
    pages: PagesInWindow,
) -> None:
    a_dizzy_note(pages)
    pages.counter.take(CardFound(refused_card()))  # Read again: another till wrote it down.
    assert_only_the_words_can_be_saved(pages)


def test_a_note_that_was_being_saved_when_they_refused_is_saved_by_enter_again(
    pages: PagesInWindow,
) -> None:
    a_dizzy_note(pages)
    pages.press(Qt.Key.Key_Return)
    pages.counter.take(CardFound(refused_card()))
    pages.run.answer(visits.note, HEALTH_REFUSED)
    sheet = pages.counter.state.sheet
    assert isinstance(sheet, NoteSheet)
    assert ("asks twice", (), False) == (sheet.text, sheet.effects, sheet.is_busy)
    pages.press(Qt.Key.Key_Return)
    assert () == pages.run.waiting(visits.note)[0].given["side_effects"]


def test_a_draft_of_side_effects_alone_leaves_an_empty_note_and_is_told(
    pages: PagesInWindow,
) -> None:
    pages.counter.take(CardFound(full_card()))
    pages.press(Qt.Key.Key_N)
    pages.press(Qt.Key.Key_1, ALT)
    pages.counter.take(CardFound(other_card()))
    pages.counter.take(CardFound(refused_card()))
    pages.press(Qt.Key.Key_N)
    assert not is_shown(pages, "counter.sheet.draft"), "nothing is left of it"
    assert Refusal("SIDE_EFFECTS_LEFT_OUT") == pages.counter.state.desk.refusal
    pages.press(Qt.Key.Key_Escape)
    pages.press(Qt.Key.Key_Escape)
    pages.press(Qt.Key.Key_N)
    assert None is pages.counter.state.desk.refusal, "it is told once"


def test_a_correction_begun_before_is_kept_whole_until_they_say_yes(pages: PagesInWindow) -> None:
    old = VisitNote("v-1", full_card().id, NOW, "staff-1", "counter", "dizzy twice", ("dizzy",))
    found = (PastNote(old, by="陈药师", ids=frozenset({"v-1"})),)
    pages.counter.take(CardFound(full_card()))
    pages.press(Qt.Key.Key_N)
    pages.run.answer(note_corrections.recent, found)
    pages.press(Qt.Key.Key_C, ALT)
    pages.type(" a day")
    for card in (refused_card(), full_card()):
        pages.counter.take(CardFound(other_card()))
        pages.counter.take(CardFound(card))
        pages.press(Qt.Key.Key_N)
        pages.run.answer(note_corrections.recent, found)
        sheet = pages.counter.state.sheet
        assert isinstance(sheet, NoteSheet)
        assert ("v-1", ("dizzy",)) == (sheet.mending.chosen, sheet.effects)
        assert "dizzy twice a day" == sheet.text
        pages.press(Qt.Key.Key_Return)
        answer = HEALTH_REFUSED if card.file.refuses_health else NoteMended(old, "v-9")
        pages.run.answer(note_corrections.correct, answer)
    assert None is pages.counter.state.sheet


def test_a_figure_typed_before_they_refused_is_told_and_not_saved(pages: PagesInWindow) -> None:
    pages.counter.take(CardFound(full_card()))
    pages.press(Qt.Key.Key_B)
    pages.type("128 82")
    pages.counter.take(CardFound(refused_card()))
    assert "128 82" == value(pages).text()
    pages.press(Qt.Key.Key_Return)
    assert not pages.run.waiting(readings.record)
    assert HEALTH_REFUSED == pages.counter.state.desk.refusal
    assert not pages.counter.sheets.has_draft(full_card().id)
