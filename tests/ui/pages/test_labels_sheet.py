"""Labels put on and taken off at the card, from the keyboard."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from terminal.domain.problems import Refusal
from terminal.services import labels
from terminal.services.counter import CardFound
from terminal.services.labels import Choice, Turned
from tests.fakes.pages_in_window import PagesInWindow, part_of
from ui.counter.sheets.label_sheet import LabelSheet
from ui.counter.states import full_card
from ui.shortcuts import Action
from ui.widgets.button import Button

ALT = Qt.KeyboardModifier.AltModifier
FIELD = "counter.sheet.labels.text"
CHOICES = (
    Choice("insured", "医保慢特病", True, "rule", ("医保慢特病", "yibaomantebing", "ybmtb")),
    Choice("buys_chronic", "慢病用药", True, "staff", ("慢病用药", "manbingyongyao", "mbyy")),
    Choice("night", "夜班", False, "", ("夜班", "yeban", "yb")),
)


@pytest.fixture
def desk(pages: PagesInWindow) -> PagesInWindow:
    """A customer's card with the sheet of labels open."""
    pages.counter.take(CardFound(full_card()))
    pages.press(Qt.Key.Key_L)
    assert {"customer_id": "customer-1"} == pages.run.answer(labels.choices, CHOICES)
    assert FIELD == pages.focus_name()
    return pages


def turned(word: str, *, is_on: bool) -> Turned:
    return Turned("t-1", "customer-1", "c", word, is_on, {})


def shown(desk: PagesInWindow) -> list[str]:
    names = [f"counter.sheet.labels.choice.{place}" for place in range(8)]
    buttons = [part_of(desk.counter_page, Button, name) for name in names]
    return [one.accessibleName() for one in buttons if one.isVisible()]


def test_initials_find_a_label_and_enter_puts_it_on(desk: PagesInWindow) -> None:
    assert 3 == len(shown(desk))
    desk.press(Qt.Key.Key_Return)
    assert [] == desk.run.waiting(labels.turn), "nothing was chosen"
    desk.type("yeb")
    assert 1 == len(shown(desk))
    assert "Put on" == part_of(desk.counter_page, Button, "counter.sheet.save").accessibleName()
    desk.press(Qt.Key.Key_Return)
    desk.press(Qt.Key.Key_Return)
    (asked,) = desk.run.waiting(labels.turn)
    assert ("night", "夜班", True) == tuple(asked.given[one] for one in ("code", "word", "is_on"))
    desk.run.answer(labels.turn, turned("夜班", is_on=True))
    assert None is desk.counter.state.sheet
    assert "put on: 夜班" in part_of(desk.counter_page, QLabel, "counter.deed.text").text()
    desk.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert {"turned": turned("夜班", is_on=True)} == desk.run.answer(labels.undo, None)
    assert None is desk.counter.state.sheet, "taking it back does not ask again"


def test_one_of_staffs_is_taken_off_by_its_key_and_a_rules_stays(desk: PagesInWindow) -> None:
    desk.press(Qt.Key.Key_1, ALT)
    assert [] == desk.run.waiting(labels.turn)
    refusal = Refusal("LABEL_NOT_STAFFS", {"label": "医保慢特病"})
    assert refusal == desk.counter.state.desk.refusal
    desk.press(Qt.Key.Key_2, ALT)
    assert desk.run.waiting(labels.turn)[0].given["is_on"] is False
    desk.run.answer(labels.turn, turned("慢病用药", is_on=False))
    assert "taken off: 慢病用药" in part_of(desk.counter_page, QLabel, "counter.deed.text").text()


def test_what_was_turned_elsewhere_is_said_and_asked_for_anew(desk: PagesInWindow) -> None:
    desk.press(Qt.Key.Key_3, ALT)
    desk.run.answer(labels.turn, Refusal("LABEL_IS_ON", {"label": "夜班"}))
    desk.run.answer(labels.choices, CHOICES[:1])
    sheet = desk.counter.state.sheet
    assert isinstance(sheet, LabelSheet)
    assert (CHOICES[:1], False) == (sheet.choices, sheet.is_busy)
    desk.type("zz")
    assert part_of(desk.counter_page, QLabel, "counter.sheet.labels.none").isVisible()
    assert Action.PICK not in desk.counter_page.offered_actions(), "nothing has a key now"


def test_an_answer_for_who_has_left_shows_nothing_to_the_next(pages: PagesInWindow) -> None:
    pages.counter.take(CardFound(full_card()))
    pages.press(Qt.Key.Key_L)
    pages.counter.take(CardFound(replace(full_card(), id="customer-9", tasks=())))
    pages.run.answer(labels.choices, CHOICES)
    assert None is pages.counter.state.sheet


def test_while_reading_is_locked_there_are_no_labels_to_turn(pages: PagesInWindow) -> None:
    pages.counter.take(CardFound(replace(full_card(), is_locked=True)))
    assert Action.LABELS not in pages.counter_page.offered_actions()
    assert not part_of(pages.counter_page, Button, "counter.label").isVisible()


def test_the_card_says_which_key_it_is(pages: PagesInWindow) -> None:
    pages.counter.take(CardFound(full_card()))
    button = part_of(pages.counter_page, Button, "counter.label")
    assert ("Labels", "L") == (button.accessibleName(), button.accessibleDescription())
    button.click()
    assert isinstance(pages.counter.state.sheet, LabelSheet)
