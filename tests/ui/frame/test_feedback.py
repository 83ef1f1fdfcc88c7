"""A word to HQ about the program: what is shown is what goes, and nobody is in it."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from terminal.domain.problems import FieldProblem
from tests.fakes import at_the_lock
from tests.fakes.screens_till import Till
from ui import i18n
from ui.counter.states import full_card
from ui.feedback import drawing
from ui.feedback.own_words import own_words
from ui.feedback.view import FeedbackPage
from ui.shortcuts import TABLE, PageId
from ui.shots import Shot, build, usual_shots


@pytest.fixture
def till(qtbot: QtBot, qapp: QApplication) -> Iterator[Till]:
    """A till with a customer's card open."""
    i18n.install(qapp, "zh_CN")
    made = Till()
    qtbot.addWidget(made.window)
    made.screens.start()
    qtbot.waitUntil(lambda: at_the_lock.shown(made.window).person is not None)
    at_the_lock.type_pin(made.window)
    qtbot.waitUntil(lambda: not made.screens.guard.is_locked)
    made.scan()
    qtbot.waitUntil(lambda: made.has_card)
    yield made
    made.screens.stop()


def opened(till: Till) -> FeedbackPage:
    QTest.keyClick(till.window.focusWidget(), Qt.Key.Key_F11)
    page = till.window.findChild(FeedbackPage)
    assert page is not None
    assert till.window.layers.shows(page)
    return page


def test_the_drawing_has_the_programs_words_and_nobodys(till: Till) -> None:
    card = full_card()
    sketch = opened(till).picture.sketch()
    assert sketch is not None
    drawn = {text for *_, text in sketch.shapes if text}
    assert {"柜台", "在用药"} <= drawn
    captions = {binding.caption for binding in TABLE}
    assert drawn <= own_words("zh_CN") | captions
    told = json.dumps(sketch.shapes, ensure_ascii=False)
    secrets = [card.masked_name, "6021", "陈药师", *(one.substance for one in card.allergies)]
    secrets += [line.title for line in card.medicines]
    for secret in secrets:
        assert secret not in told


def test_no_grey_bar_is_as_long_as_what_it_hides(till: Till) -> None:
    sketch = opened(till).picture.sketch()
    assert sketch is not None
    widths = {width for kind, _, _, width, _, _ in sketch.shapes if kind == "bar"}
    assert max(widths) <= 3 * 64
    assert 64 in widths


def test_enter_sends_exactly_what_is_shown_and_says_so(qtbot: QtBot, till: Till) -> None:
    page = opened(till)
    QTest.keyClicks(page.field, "font too small")
    QTest.keyClick(page.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "已记下" in till.notice())
    assert [("font too small", page.picture.sketch())] == till.given
    assert not till.window.layers.is_covered
    assert till.has_card
    assert "" == page.field.text()


def test_nothing_is_sent_without_a_word_and_esc_keeps_what_was_typed(
    qtbot: QtBot, till: Till
) -> None:
    till.refused = FieldProblem("words", "FEEDBACK_MISSING")
    page = opened(till)
    QTest.keyClick(page.field, Qt.Key.Key_Return)
    qtbot.waitUntil(page._problem.isVisible)
    QTest.keyClicks(page.field, "half a")
    QTest.keyClick(page.field, Qt.Key.Key_Escape)
    assert not till.window.layers.is_covered
    assert "half a" == opened(till).field.text()


def test_the_lock_comes_over_it_and_a_scan_goes_on_with_the_customer(
    qtbot: QtBot, till: Till
) -> None:
    page = opened(till)
    QTest.keyClick(page.field, Qt.Key.Key_F12)
    assert till.screens.guard.is_locked
    at_the_lock.type_pin(till.window)
    qtbot.waitUntil(lambda: not till.screens.guard.is_locked)
    page = opened(till)
    till.scan()
    assert not till.window.layers.is_covered


def test_no_page_in_any_state_lets_a_made_up_person_into_its_drawing(
    qtbot: QtBot, qapp: QApplication
) -> None:
    i18n.install(qapp, "zh_CN")
    full = {PageId.COUNTER: "full", PageId.FOLLOWUPS: "full", PageId.SYNC: "refused"}
    for shot in (one for one in usual_shots() if one == Shot(one.page, one.state)):
        if full.get(shot.page, "full") != shot.state:
            continue
        window = build(shot)
        qtbot.addWidget(window)
        window.show()
        told = json.dumps(drawing.draw(window, shot.page.value).shapes, ensure_ascii=False)
        for secret in ("王", "李", "陈", "*", "154", "青霉素", "二甲双胍"):
            assert secret not in told, (shot.page, secret)
        window.close()
