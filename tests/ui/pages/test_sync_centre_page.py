"""The sync centre under a person's hands: keys, clicks, sheets, and where the focus goes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from terminal.domain.problems import FieldProblem
from terminal.domain.sync_centre import Exported, Pile, Save, SaveContent, SaveField
from terminal.services import sync_centre
from tests.fakes.pages_in_window import ZONE, part_of
from tests.fakes.scripted_runner import ScriptedRunner
from ui import i18n
from ui.frame.bottom_bar import Place
from ui.main_window import MainWindow
from ui.shortcuts import PageId
from ui.sync_centre import wiring
from ui.sync_centre.presenter import SyncCentreNews, SyncCentrePresenter
from ui.sync_centre.states import PATH, content, held, page, refused, unsent
from ui.sync_centre.view import SyncCentrePage
from ui.widgets.button import Button
from ui.widgets.field import Field
from ui.widgets.notice import Notice
from ui.widgets.problem_label import ProblemLabel
from ui.widgets.table import DataTable
from ui.widgets.text import Text

FULL = page(unsent=unsent(), held=held(), refused=refused())
GROUP = FULL.refused[0].entry.group
ALT = Qt.KeyboardModifier.AltModifier
PLAIN = Qt.KeyboardModifier.NoModifier


class Desk:
    """The page in the real window, with its presenter; only the store is the test's own."""

    def __init__(self) -> None:
        self.run = ScriptedRunner()
        self.corrections: list[tuple[Save, SaveContent]] = []
        self.window = MainWindow(Place())
        self.page = SyncCentrePage(zone=ZONE)
        self.presenter = SyncCentrePresenter(
            self.page,
            self.run,
            write=lambda name, _: name,
            news=SyncCentreNews(correct=lambda *both: self.corrections.append(both)),
        )
        wiring.connect(self.page, self.presenter, lambda then: then())
        self.window.add_page(PageId.SYNC, self.page, self.page.perform)
        self.page.offered.connect(partial(self.window.offer, PageId.SYNC))
        self.window.offer(PageId.SYNC, self.page.offered_actions())

    def open(self) -> None:
        self.presenter.show(is_shown=True)
        self.run.answer(sync_centre.read, FULL)
        self.window.take_commands()

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifiers)

    def type(self, text: str) -> None:
        QTest.keyClicks(QApplication.focusWidget() or self.window, text)

    def focus_name(self) -> str:
        found = QApplication.focusWidget()
        return "" if found is None else found.objectName()

    def is_visible(self, name: str) -> bool:
        return part_of(self.page, QWidget, name).isVisible()


@pytest.fixture
def desk(look: QApplication, qtbot: QtBot) -> Iterator[Desk]:
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


def test_the_keys_of_the_lists_choose_them_and_plus_and_minus_move(desk: Desk) -> None:
    for key, pile in (
        (Qt.Key.Key_1, Pile.UNSENT),
        (Qt.Key.Key_2, Pile.HELD),
        (Qt.Key.Key_3, Pile.REFUSED),
    ):
        desk.press(key, ALT)
        assert part_of(desk.page, Button, f"sync.pile.{pile}").isChecked()
    table = part_of(desk.page, DataTable, "sync.table")
    assert GROUP == table.current_id()
    desk.press(Qt.Key.Key_Plus)
    assert FULL.refused[1].entry.group == table.current_id()
    desk.press(Qt.Key.Key_Minus)
    assert GROUP == table.current_id()
    desk.press(Qt.Key.Key_Down)
    assert FULL.refused[1].entry.group == desk.presenter.state.selected


def test_a_click_on_a_row_shows_it_and_looks_into_nothing(desk: Desk) -> None:
    table = part_of(desk.page, DataTable, "sync.table")
    spot = table.visualRect(table.model().index(1, 1)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, PLAIN, spot)
    assert FULL.refused[1].entry.group == desk.presenter.state.selected
    assert [] == desk.run.asked


def test_enter_looks_into_the_save_and_escape_closes_it(desk: Desk) -> None:
    desk.press(Qt.Key.Key_Return)
    desk.run.answer(sync_centre.look, content(GROUP))
    values = [one.text() for one in desk.page.findChildren(Text) if one.isVisible()]
    assert "8.4 mmol/L" in values
    assert not desk.is_visible("sync.detail.look")
    desk.press(Qt.Key.Key_Escape)
    assert desk.presenter.state.content is None


def test_giving_up_by_keys_alone(desk: Desk) -> None:
    desk.press(Qt.Key.Key_D)
    assert "sync.sheet.reason" == desk.focus_name()
    text = part_of(desk.page, Text, "sync.sheet.warning").text()
    assert "This cannot be undone." == text
    desk.press(Qt.Key.Key_Return)
    desk.run.answer(sync_centre.give_up, FieldProblem("reason", "REASON_MISSING"))
    assert part_of(desk.page, ProblemLabel, "sync.sheet.problem").isVisible()
    desk.type("entered twice, d c e")
    desk.press(Qt.Key.Key_Return)
    given = desk.run.answer(sync_centre.give_up, None)
    assert {"group": GROUP, "reason": "entered twice, d c e"} == given
    desk.run.answer(sync_centre.read, FULL)
    assert not desk.is_visible("sync.sheet")
    assert "sync.table" == desk.focus_name()


def test_escape_leaves_the_sheet_and_nothing_happens(desk: Desk) -> None:
    desk.press(Qt.Key.Key_D)
    desk.type("no")
    desk.press(Qt.Key.Key_Escape)
    assert not desk.is_visible("sync.sheet")
    assert ([], "sync.table") == (desk.run.asked, desk.focus_name())
    desk.press(Qt.Key.Key_D)
    assert "" == part_of(desk.page, Field, "sync.sheet.reason").text()


def test_while_a_sheet_asks_the_keys_of_the_page_do_nothing(desk: Desk) -> None:
    desk.press(Qt.Key.Key_E)
    assert "sync.sheet.confirm" == desk.focus_name()
    for key in (Qt.Key.Key_D, Qt.Key.Key_C, Qt.Key.Key_Plus):
        desk.press(key)
    assert ([], GROUP) == (desk.run.asked, desk.presenter.state.selected)


def test_exporting_by_keys_says_where_the_file_lies(desk: Desk) -> None:
    desk.press(Qt.Key.Key_E)
    desk.press(Qt.Key.Key_Return)
    desk.run.answer(sync_centre.export, Exported(PATH, 22, 60))
    notice = part_of(desk.page, Notice, "sync.notice")
    assert PATH in notice.accessibleName()
    assert "HQ alone can read it" in notice.accessibleName()
    desk.press(Qt.Key.Key_Escape)
    assert not notice.isVisible()


def test_the_buttons_do_what_their_keys_do(desk: Desk) -> None:
    part_of(desk.page, Button, "sync.headline.export").click()
    assert desk.is_visible("sync.sheet")
    part_of(desk.page, Button, "sync.sheet.leave").click()
    part_of(desk.page, Button, "sync.detail.give_up").click()
    assert desk.is_visible("sync.sheet.reason")
    part_of(desk.page, Button, "sync.sheet.leave").click()
    part_of(desk.page, Button, "sync.detail.look").click()
    desk.run.answer(sync_centre.look, content(GROUP))
    part_of(desk.page, Button, "sync.detail.correct").click()
    desk.run.answer(sync_centre.look, content(GROUP))
    assert [FULL.refused[0]] == [save for save, _ in desk.corrections]


def test_the_key_for_correcting_asks_for_what_was_entered(desk: Desk) -> None:
    desk.press(Qt.Key.Key_C)
    assert {"group": GROUP} == desk.run.answer(sync_centre.look, content(GROUP))
    assert [(FULL.refused[0], content(GROUP))] == desk.corrections


def test_a_chosen_row_stays_in_sight_when_the_page_is_read_again(desk: Desk) -> None:
    desk.press(Qt.Key.Key_1, ALT)
    for _ in range(12):
        desk.press(Qt.Key.Key_Plus)
    table = part_of(desk.page, DataTable, "sync.table")
    before = table.current_id(), table.verticalScrollBar().value()
    desk.presenter.refresh()
    desk.run.answer(sync_centre.read, FULL)
    assert before == (table.current_id(), table.verticalScrollBar().value())
    assert table.visualRect(table.currentIndex()).top() >= QPoint(0, 0).y()


def test_a_wrong_clock_is_said_before_what_waits(desk: Desk) -> None:
    desk.presenter.refresh()
    shown = page(unsent=unsent(90), state={"trouble": "CLOCK_SUSPECT"})
    desk.run.answer(sync_centre.read, shown)
    said = part_of(desk.page, Text, "sync.headline.what").text()
    assert said.startswith(i18n.message("CLOCK_SUSPECT").what)
    assert "17" in said
    assert desk.is_visible("sync.headline.icon")


def test_a_log_entry_is_told_in_words(desk: Desk) -> None:
    fields = (
        SaveField("audit", "action", "customer.opened"),
        SaveField("audit", "entity_kind", "customer"),
        SaveField("audit", "facts", {"group": "0192"}),
    )
    desk.press(Qt.Key.Key_Return)
    desk.run.answer(sync_centre.look, SaveContent(GROUP, fields, None, ""))
    shown = [
        part_of(desk.page, Text, f"sync.detail.field.{place}.value").text() for place in (0, 1)
    ]
    assert ["Customer card opened", "Customer file"] == shown
    assert desk.page.findChild(Text, "sync.detail.field.2.value") is None
