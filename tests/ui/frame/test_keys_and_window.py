"""The key filter over the real window: keys reach the page in time, scans reach no page."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from devices.arbiter.arbiter import Arbiter
from terminal.payload_proof import PayloadProof
from terminal.wedge_keys import WedgeKeys, plausible
from ui.frame.bottom_bar import Place
from ui.key_filter import KeyFilter, KeyParts, Receivers
from ui.main_window import MainWindow
from ui.scans import ScanRead
from ui.shortcuts import Action, PageId, Press
from ui.widgets.field import ChineseField

CODE = "320400187737"


class Page(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.note = ChineseField(name="page.note", label="备注", parent=self)
        QVBoxLayout(self).addWidget(self.note)
        self.presses: list[Press] = []

    def perform(self, press: Press) -> bool:
        self.presses.append(press)
        return True


class Till:
    """A window with a page, a filter and a clock turned by hand."""

    def __init__(self) -> None:
        self.now_ns = 5_000_000_000
        self.scans: list[ScanRead] = []
        self.page = Page()
        self.window = MainWindow(Place())
        self.window.add_page(PageId.COUNTER, self.page, self.page.perform)
        self.window.offer(PageId.COUNTER, frozenset(Action))
        self.again: list[str] = []
        arbiter = Arbiter(proof=PayloadProof(lambda: self.now_ns), plausible=plausible)
        judge = WedgeKeys(arbiter, device_id="wedge", new_scan_id=lambda: "scan-1")
        receivers = Receivers(on_scan=self.scans.append, on_again=self.again.append)
        self.filter = KeyFilter(KeyParts(judge=judge), receivers, clock_ns=lambda: self.now_ns)

    def wait_ms(self, milliseconds: int) -> None:
        self.now_ns += milliseconds * 1_000_000
        self.filter.pass_time()  # As the timer does, in time that is turned by hand.

    def press(self, widget: QWidget, letter: str) -> None:
        """Press a key as a finger does: no quicker."""
        QTest.keyPress(widget, ord(letter))
        self.wait_ms(55)
        QTest.keyRelease(widget, ord(letter))

    def scan(self, widget: QWidget) -> None:
        self.wait_ms(500)
        for letter in CODE:
            self.wait_ms(8)
            QTest.keyClicks(widget, letter)
        self.wait_ms(8)
        QTest.keyClick(widget, Qt.Key.Key_Return)
        self.wait_ms(60)  # A second scanner's code may follow so soon.


@pytest.fixture
def till(qtbot: QtBot, qapp: QApplication) -> Iterator[Till]:
    made = Till()
    qtbot.addWidget(made.window)
    made.window.show()
    qtbot.waitUntil(made.window.isActiveWindow)
    made.window.take_commands()
    made.filter.install(qapp)
    yield made
    made.filter.remove(qapp)


def test_a_scan_over_the_card_records_no_outcome(till: Till) -> None:
    till.scan(till.page)
    assert [CODE] == [scan.payload for scan in till.scans]
    assert [] == till.page.presses


def test_a_digit_by_hand_is_an_outcome_a_moment_later(till: Till) -> None:
    till.wait_ms(500)
    till.press(till.page, "3")
    till.wait_ms(80)
    assert [Press(Action.OUTCOME, 3)] == till.page.presses


def test_a_name_is_shown_while_the_key_is_down_even_for_a_short_press(till: Till) -> None:
    till.wait_ms(500)
    till.press(till.page, "v")
    till.wait_ms(80)
    expected = [Press(Action.REVEAL), Press(Action.REVEAL, is_release=True)]
    assert expected == till.page.presses


def test_keys_typed_right_after_the_slash_are_what_is_searched_for(till: Till) -> None:
    till.wait_ms(500)
    for letter in "/6021":
        till.wait_ms(20)
        till.press(QApplication.focusWidget() or till.page, letter)
    till.wait_ms(100)
    assert "6021" == till.window.top_bar.search.text()
    assert [] == till.page.presses


def test_a_scan_into_the_search_field_searches_for_nothing(till: Till) -> None:
    searched: list[str] = []
    till.window.searched.connect(searched.append)
    till.window.focus_search()
    till.scan(till.window.top_bar.search)
    assert [CODE] == [scan.payload for scan in till.scans]
    assert ([], "") == (searched, till.window.top_bar.search.text())


def test_a_scan_while_a_note_is_typed_keeps_the_note(till: Till) -> None:
    till.page.note.setFocus()
    till.page.note.setText("头晕，")
    till.scan(till.page.note)
    assert [CODE] == [scan.payload for scan in till.scans]
    assert "头晕，" == till.page.note.text()
    assert [] == till.page.presses
