"""What a phone showed is scanned, waits, and is taken over from the keyboard."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta, timezone
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from terminal.domain import self_fill as rules
from terminal.domain.problems import Refusal
from terminal.domain.self_fill import HandOut
from terminal.services import self_fill
from terminal.services.self_fill import TAKE, Accepted
from tests.fakes.pages_in_window import part_of
from tests.fakes.scripted_runner import ScriptedRunner
from ui import i18n
from ui.frame.bottom_bar import Place
from ui.main_window import MainWindow
from ui.members.plug import connect_inbox
from ui.printing import codes
from ui.self_fill import states, words
from ui.self_fill.presenter import InboxNews, InboxPresenter
from ui.self_fill.states import LI, WANG
from ui.self_fill.view import InboxPage
from ui.shortcuts import PageId
from ui.widgets.text import Text

ZONE = timezone(timedelta(hours=8))
ONE_OF_TWO = "GF112AAAAAAAAAAAAAMFRGG"
TWO_OF_TWO = "GF122AAAAAAAAAAAAAMFRGG"
OTHER = "GF112BAAAAAAAAAAAAMFRGG"


class Desk:
    """The inbox in the real window, with its presenter; only the store is the test's own."""

    def __init__(self) -> None:
        self.run = ScriptedRunner()
        self.said: list[tuple[str, Mapping[str, str] | None]] = []
        self.arrived: list[str] = []
        self.window = MainWindow(Place())
        self.page = InboxPage(zone=ZONE, second_ms=5)
        news = InboxNews(lambda code, facts: self.said.append((code, facts)), self.come)
        self.presenter = InboxPresenter(self.page, self.run, news)
        connect_inbox(self.page, self.presenter)
        page = self.page
        self.window.add_page(PageId.MEMBERS, page, page.perform, page.key_words)
        page.offered.connect(partial(self.window.offer, PageId.MEMBERS))
        self.window.offer(PageId.MEMBERS, page.offered_actions())

    def come(self, record: str) -> None:
        self.arrived.append(record)

    def press(
        self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifiers)


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
    made.run.answer(self_fill.inbox, (WANG, LI))
    made.window.take_commands()
    yield made
    made.window.close()


def test_two_codes_make_one_answer_in_any_order_and_other_codes_are_left_alone(at: Desk) -> None:
    assert not at.presenter.scan("320000000016")
    assert at.presenter.scan(TWO_OF_TWO)
    assert [("SELF_FILL_HALF", {"at": "2", "of": "2"})] == at.said
    assert at.presenter.scan(ONE_OF_TWO.lower())
    (asked,) = at.run.waiting(self_fill.arrive)
    assert {1, 2} == {one.at for one in asked.given["pieces"]}
    at.run.answer(self_fill.arrive, LI)
    assert ([LI.id], LI.id) == (at.arrived, at.presenter.state.selected)


def test_halves_of_two_answers_are_never_put_together_and_damage_is_said(at: Desk) -> None:
    at.presenter.scan(OTHER)
    at.presenter.scan(TWO_OF_TWO)
    assert [] == at.run.waiting(self_fill.arrive)
    at.presenter.scan("GF1xx")
    assert "SELF_FILL_DAMAGED" == at.said[-1][0]
    at.presenter.scan(ONE_OF_TWO)
    at.run.answer(self_fill.arrive, Refusal("SELF_FILL_UNKNOWN"))
    assert "SELF_FILL_UNKNOWN" == at.said[-1][0]


def test_what_differs_is_asked_and_then_one_key_takes_over(at: Desk, qtbot: QtBot) -> None:
    at.press(Qt.Key.Key_Return)
    assert [] == at.run.waiting(self_fill.accept), "a difference is asked about first"
    at.press(Qt.Key.Key_T)
    at.press(Qt.Key.Key_Return)
    given = at.run.answer(self_fill.accept, Accepted(WANG, {}, {}, ()))
    assert {"record": WANG.id, "stands": {"name": TAKE}} == given
    at.run.answer(self_fill.inbox, (LI,))
    at.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    at.run.answer(self_fill.undo, None)
    at.run.answer(self_fill.inbox, (WANG, LI))
    at.presenter.choose(LI.id)
    at.presenter.accept()
    at.run.answer(self_fill.accept, Accepted(LI, {}, {}, ()))
    qtbot.waitUntil(lambda: at.presenter.state.accepted is None)


def test_names_are_masked_and_health_data_without_a_yes_is_said_to_stay_out(at: Desk) -> None:
    texts = [one.text() for one in at.page.findChildren(Text) if one.isVisible()]
    assert "王*蓝" in texts
    assert not [one for one in texts if "王秀蓝" in one]
    at.press(Qt.Key.Key_Plus)
    assert "stays out" in part_of(at.page, Text, "inbox.health").text()


def test_an_answer_nobody_wants_is_put_away_and_a_crash_loses_none(at: Desk) -> None:
    at.press(Qt.Key.Key_S)
    assert {"record": WANG.id} == at.run.answer(self_fill.put_away, Refusal("SELF_FILL_GONE"))
    assert Refusal("SELF_FILL_GONE") == at.presenter.state.refusal
    at.press(Qt.Key.Key_Escape)
    assert None is at.presenter.state.refusal
    at.presenter.on_crash("STORE_DISK_FULL")
    assert 2 == len(at.presenter.state.waiting)


def test_every_state_is_shown(at: Desk) -> None:
    for state in states.states().values():
        at.page.show_state(state)
        assert not at.page.grab().isNull()


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_form_fits_a_code_that_a_phone_reads_off_the_screen(
    look: QApplication, language: str
) -> None:
    i18n.install(look, language)
    made = HandOut(rules.coded(bytes(8)), rules.coded(bytes(16)))
    hub, shop = "https://hub.hq.example.com:8443", "示例连锁大药房 0018 店"
    url = rules.url(hub, made, words.questions(), language=language, shop=shop)
    i18n.install(look, "en")
    assert len(codes.qr(url)) <= 125, "3 pixels of the screen for each square at least"
