"""The knowledge page under a person's hands: keys, lists, and what is said when nothing is
known.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from terminal.domain.problems import FieldProblem, Refusal
from terminal.services import knowledge
from tests.fakes.pages_in_window import ZONE, part_of
from tests.fakes.scripted_runner import ScriptedRunner
from ui.frame.bottom_bar import Place
from ui.knowledge.plug import connect
from ui.knowledge.presenter import KnowledgePresenter
from ui.knowledge.state import Tab
from ui.knowledge.states import ABOUT, CARDS, GLUCOSAMINE, POMELO, desk, states
from ui.knowledge.view import KnowledgePage
from ui.main_window import MainWindow
from ui.shortcuts import PageId
from ui.widgets.notice import Notice
from ui.widgets.text import Text

ALT = Qt.KeyboardModifier.AltModifier


class Desk:
    """The page in the real window, with its presenter; only the store is the test's own."""

    def __init__(self) -> None:
        self.run = ScriptedRunner()
        self.window = MainWindow(Place())
        self.page = KnowledgePage(zone=ZONE)
        self.customer: str | None = ABOUT.customer
        self.presenter = KnowledgePresenter(self.page, self.run, customer=lambda: self.customer)
        connect(self.page, self.presenter)
        page = self.page
        self.window.add_page(PageId.KNOWLEDGE, page, page.perform, page.key_words)
        self.page.offered.connect(partial(self.window.offer, PageId.KNOWLEDGE))
        self.window.offer(PageId.KNOWLEDGE, self.page.offered_actions())

    def open(self) -> None:
        self.presenter.show(is_shown=True)
        self.run.answer(knowledge.desk, desk())
        self.window.take_commands()

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = ALT ^ ALT) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifiers)

    def type(self, text: str) -> None:
        field = QApplication.focusWidget()
        assert isinstance(field, QLineEdit)
        field.insert(text)  # As an input method commits it: it types no keys.

    def held(self) -> str:
        return part_of(self.page, Text, "knowledge.held.said").accessibleName()

    def text(self, name: str) -> str:
        return part_of(self.page, Text, f"knowledge.detail.{name}").text()


@pytest.fixture
def at(look: QApplication, qtbot: QtBot) -> Iterator[Desk]:
    made = Desk()
    qtbot.addWidget(made.window)
    made.window.resize(1366, 768)
    with qtbot.waitExposed(made.window):
        made.window.show()
    made.window.activateWindow()
    qtbot.waitUntil(made.window.isActiveWindow)
    made.open()
    yield made
    made.window.close()


def test_whoever_comes_can_type_at_once_and_reads_the_best_answer(at: Desk) -> None:
    at.type("柚子")
    assert POMELO.question["zh_CN"] == at.text("title")
    assert POMELO.citation in at.text("source")
    at.press(Qt.Key.Key_Return)
    assert at.page.table.hasFocus()


def test_what_speaks_against_this_file_stands_above_the_answer(at: Desk) -> None:
    at.type("海鲜")
    assert GLUCOSAMINE.id == at.presenter.state.selected
    assert "王*兰" in at.text("against")
    assert part_of(at.page, Text, "knowledge.detail.against").isVisible()
    at.presenter.type("柚子")
    assert not part_of(at.page, Text, "knowledge.detail.against").isVisible()


def test_what_was_looked_for_in_the_file_and_not_found_is_said(at: Desk) -> None:
    at.page.show_state(states()["looked_for"])
    said = at.text("compared")
    assert said.startswith(f"Looked for in the file of {ABOUT.masked_name} and not found: 海鲜")
    assert "Kidney disease" in said

    at.page.show_state(states()["full"])  # An answer that warns of nothing in particular.
    assert at.text("compared").startswith("This answer names nothing to hold against a file")
    at.page.show_state(states()["against"])
    assert "" == at.text("compared")


def test_somebody_elses_question_is_held_against_nobodys_file(at: Desk) -> None:
    at.type("柚子")  # Alt and a letter count while a field is typed into.
    assert f"Held against {ABOUT.masked_name}" == at.held()
    at.press(Qt.Key.Key_X, ALT)
    at.run.answer(knowledge.desk, desk(None))
    assert ("Held against nobody", "") == (at.held(), at.text("compared"))
    assert "柚子" == at.page.look.text()

    at.press(Qt.Key.Key_X, ALT)
    assert ABOUT.customer == at.run.waiting(knowledge.desk)[0].given["customer_id"]
    at.run.answer(knowledge.desk, desk())
    assert f"Held against {ABOUT.masked_name}" == at.held()


def test_the_next_card_counts_again_after_somebody_else_asked(at: Desk) -> None:
    at.press(Qt.Key.Key_X, ALT)
    assert at.run.answer(knowledge.desk, desk(None))["customer_id"] is None
    at.customer = "c-2"
    at.presenter.refresh()

    assert "c-2" == at.run.answer(knowledge.desk, desk())["customer_id"]
    assert not at.presenter.state.is_apart


def test_where_nothing_is_reviewed_the_question_goes_to_hq_linked_to_the_customer(
    at: Desk,
) -> None:
    at.type("胰岛素怎么保存")
    assert "No reviewed answer" == at.text("title")
    at.press(Qt.Key.Key_Return)
    at.press(Qt.Key.Key_A)
    assert "胰岛素怎么保存" == at.presenter.state.asking
    at.press(Qt.Key.Key_Return)
    at.press(Qt.Key.Key_Return)
    (work,) = at.run.waiting(knowledge.ask)
    assert {"text": "胰岛素怎么保存", "customer_id": ABOUT.customer} == work.given
    at.run.answer(knowledge.ask, "q-9")
    assert None is at.presenter.state.asking
    assert part_of(at.page, Notice, "knowledge.notice").isVisible()
    at.press(Qt.Key.Key_Escape)
    assert not at.presenter.state.has_asked


def test_a_question_that_cannot_be_sent_stays_and_says_why(at: Desk) -> None:
    at.presenter.begin_question()
    at.type("x")
    at.press(Qt.Key.Key_Return)
    at.run.answer(knowledge.ask, [FieldProblem("text", "NOTE_TOO_LONG", {"limit": "500"})])
    assert "x" == at.presenter.state.asking
    assert at.presenter.state.problem is not None
    at.press(Qt.Key.Key_Return)
    at.run.answer(knowledge.ask, Refusal("NOT_SIGNED_IN"))
    assert Refusal("NOT_SIGNED_IN") == at.presenter.state.refusal
    assert "x" == at.presenter.state.asking


def test_lists_are_chosen_with_alt_and_a_card_is_learned_once(at: Desk) -> None:
    at.press(Qt.Key.Key_Return)
    at.press(Qt.Key.Key_2, ALT)
    assert Tab.QUESTIONS is at.presenter.state.tab
    at.press(Qt.Key.Key_3, ALT)
    assert (CARDS[0].id, False) == (at.presenter.state.selected, at.presenter.state.can_learn)
    for _ in range(3):
        at.press(Qt.Key.Key_Plus)
    at.press(Qt.Key.Key_L)
    at.press(Qt.Key.Key_L)
    (work,) = at.run.waiting(knowledge.learn)
    assert {"card_id": CARDS[3].id} == work.given
    assert "3 of 5" in part_of(at.page, Text, "knowledge.learned").text()


def test_a_crash_frees_the_page_and_loses_nothing(at: Desk) -> None:
    at.type("柚子")
    at.presenter.on_crash("STORE_DISK_FULL")
    assert ("柚子", Refusal("STORE_DISK_FULL")) == (
        at.presenter.state.text,
        at.presenter.state.refusal,
    )
