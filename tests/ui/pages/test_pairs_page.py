"""Two files beside each other: one key each, and the next pair."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from terminal.domain.problems import Refusal
from terminal.services import pairs
from terminal.services.pairs import Decided
from tests.fakes.pages_in_window import part_of
from tests.fakes.scripted_runner import ScriptedRunner
from ui.frame.bottom_bar import Place
from ui.main_window import MainWindow
from ui.members.plug import connect_pairs
from ui.pairs import states
from ui.pairs.presenter import PairsPresenter
from ui.pairs.states import FIRST, SECOND
from ui.pairs.view import PairsPage
from ui.shortcuts import PageId
from ui.widgets.text import Text


class Desk:
    """The page in the real window, with its presenter; only the store is the test's own."""

    def __init__(self) -> None:
        self.run, self.read = ScriptedRunner(), ScriptedRunner()
        self.window = MainWindow(Place())
        self.page = PairsPage(second_ms=5)
        self.presenter = PairsPresenter(self.page, self.run, self.read)
        connect_pairs(self.page, self.presenter)
        page = self.page
        self.window.add_page(PageId.MEMBERS, page, page.perform, page.key_words)
        page.offered.connect(partial(self.window.offer, PageId.MEMBERS))
        self.window.offer(PageId.MEMBERS, page.offered_actions())

    def press(
        self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifiers)

    def shown(self) -> str:
        return part_of(self.page, Text, "pairs.name.1").text()


@pytest.fixture
def at(look: QApplication, qtbot: QtBot) -> Iterator[Desk]:
    made = Desk()
    qtbot.addWidget(made.window)
    made.window.resize(1366, 768)
    with qtbot.waitExposed(made.window):
        made.window.show()
    made.window.activateWindow()
    qtbot.waitUntil(made.window.isActiveWindow)
    made.presenter.show(is_shown=True)
    made.read.answer(pairs.suggestions, (FIRST, SECOND))
    made.window.take_commands()
    yield made
    made.window.close()


def test_one_key_says_one_person_and_another_takes_it_back(at: Desk, qtbot: QtBot) -> None:
    assert FIRST.first.masked_name == at.shown()
    at.press(Qt.Key.Key_J)
    at.press(Qt.Key.Key_J)
    given = at.run.answer(pairs.decide, Decided("d-1", FIRST, is_same=True))
    assert {"pair": FIRST, "is_same": True} == given
    assert [] == at.run.waiting(pairs.decide), "the second key came too early"
    assert (SECOND,) == at.presenter.state.pairs
    at.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    at.run.answer(pairs.undo, None)
    assert FIRST == at.presenter.state.shown
    at.press(Qt.Key.Key_N)
    at.run.answer(pairs.decide, Decided("d-2", FIRST, is_same=False))
    qtbot.waitUntil(lambda: at.presenter.state.decided is None)


def test_later_comes_last_and_comes_first_again_next_time(at: Desk) -> None:
    at.press(Qt.Key.Key_S)
    assert SECOND == at.presenter.state.shown
    at.press(Qt.Key.Key_Plus)
    assert FIRST == at.presenter.state.shown
    at.presenter.show(is_shown=False)
    assert () == at.presenter.state.pairs, "nobody's data stays on a page that is not shown"
    at.presenter.show(is_shown=True)
    at.read.answer(pairs.suggestions, (FIRST, SECOND))
    assert FIRST == at.presenter.state.shown


def test_who_may_not_decide_is_told_and_the_pair_stays(at: Desk) -> None:
    at.press(Qt.Key.Key_J)
    at.run.answer(pairs.decide, Refusal("NOT_RESPONSIBLE"))
    assert (Refusal("NOT_RESPONSIBLE"), 2) == (
        at.presenter.state.refusal,
        len(at.presenter.state.pairs),
    )
    at.press(Qt.Key.Key_Escape)
    assert None is at.presenter.state.refusal


def test_every_state_is_shown(at: Desk) -> None:
    for state in states.states().values():
        at.page.show_state(state)
        assert not at.page.grab().isNull()
