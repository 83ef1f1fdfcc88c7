"""A draft that is not wanted goes by one key, and comes back while that can be undone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from terminal.services import note_corrections, visits
from terminal.services.counter import CardFound
from terminal.services.visits import Noted
from tests.fakes.pages_in_window import PagesInWindow, part_of
from ui.counter.sheets import undoing
from ui.counter.sheets.kinds import SheetKind
from ui.counter.sheets.state import NoteSheet
from ui.counter.states import full_card
from ui.shortcuts import Action

ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def desk(pages: PagesInWindow) -> PagesInWindow:
    """A note about somebody else was saved on a card, and taken back."""
    pages.counter.take(CardFound(full_card()))
    pages.press(Qt.Key.Key_N)
    pages.run.answer(note_corrections.recent, ())
    pages.type("about another")
    pages.press(Qt.Key.Key_Return)
    pages.run.answer(visits.note, Noted("v-1", ()))
    pages.press(Qt.Key.Key_Z, CTRL)
    pages.run.answer(visits.undo_note, None)
    pages.run.answer(note_corrections.recent, ())
    return pages


def button(desk: PagesInWindow) -> QPushButton:
    return part_of(desk.counter_page, QPushButton, "counter.sheet.throw")


def has_draft(desk: PagesInWindow) -> bool:
    return desk.counter.sheets.has_draft("customer-1")


def test_what_was_taken_back_is_thrown_away_by_one_key_said_on_the_screen(
    desk: PagesInWindow,
) -> None:
    assert button(desk).isVisible()
    assert "Throw this draft away" in button(desk).text()
    desk.press(Qt.Key.Key_X, ALT)
    assert (None, False) == (desk.counter.state.sheet, has_draft(desk))
    said = part_of(desk.counter_page, QLabel, "counter.deed.text").text()
    assert "Draft thrown away" in said
    assert "about another" not in said
    desk.press(Qt.Key.Key_N)
    shown = desk.counter.state.sheet
    assert isinstance(shown, NoteSheet)
    assert "" == shown.text


def test_for_ten_seconds_it_comes_back_and_for_good_after(desk: PagesInWindow) -> None:
    desk.press(Qt.Key.Key_X, ALT)
    deed = desk.counter.state.deed
    assert deed is not None
    desk.press(Qt.Key.Key_Z, CTRL)
    desk.run.answer(undoing._nothing, None)
    shown = desk.counter.state.sheet
    assert isinstance(shown, NoteSheet)
    assert "about another" == shown.text
    desk.press(Qt.Key.Key_X, ALT)
    desk.counter.sheets.expire(deed.token)
    assert (None, False) == (desk.counter.state.deed, has_draft(desk))


def test_what_is_being_typed_cannot_be_thrown_away(desk: PagesInWindow) -> None:
    desk.type("!")
    assert not button(desk).isVisible()
    assert Action.THROW_AWAY not in desk.counter_page.offered_actions()
    desk.press(Qt.Key.Key_X, ALT)
    shown = desk.counter.state.sheet
    assert isinstance(shown, NoteSheet)
    assert shown.text.startswith("about another")


def test_a_click_does_the_same_and_other_drafts_stay(desk: PagesInWindow) -> None:
    sheets = desk.counter.sheets
    desk.counter.enter(SheetKind.PROXY)
    sheets.edit("合成")
    desk.counter.enter(SheetKind.NOTE)
    desk.run.answer(note_corrections.recent, ())
    button(desk).click()
    assert sheets.drafts.of("customer-1", SheetKind.NOTE) is None
    assert sheets.drafts.of("customer-1", SheetKind.PROXY) is not None


def test_another_customers_sheet_without_a_draft_does_not_offer_it(desk: PagesInWindow) -> None:
    desk.counter.take(CardFound(replace(full_card(), id="customer-2")))
    desk.press(Qt.Key.Key_N)
    assert not button(desk).isVisible()
    assert Action.THROW_AWAY not in desk.counter_page.offered_actions()
