"""The members' page in the whole window: what found nobody is typed already, and a phone's code is
taken on any page.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from terminal.domain.imports.model import Stage
from terminal.domain.problems import Refusal
from terminal.services.enrolment import Whom
from tests.fakes import at_the_lock
from tests.fakes.pages_in_window import part_of
from tests.fakes.screens_till import Till
from ui import i18n
from ui.members.page import Part
from ui.scans import ScanRead
from ui.shortcuts import PageId


@pytest.fixture
def till(qtbot: QtBot, qapp: QApplication) -> Iterator[Till]:
    i18n.install(qapp, "zh_CN")
    made = Till()
    qtbot.addWidget(made.window)
    made.screens.start()
    qtbot.waitUntil(made.window.isActiveWindow)
    qtbot.waitUntil(lambda: at_the_lock.shown(made.window).person is not None)
    at_the_lock.type_pin(made.window)
    qtbot.waitUntil(lambda: not made.screens.guard.is_locked)
    yield made
    made.screens.stop()


def test_who_was_looked_for_and_is_not_on_file_is_enrolled_with_one_key(
    qtbot: QtBot, till: Till
) -> None:
    till.found = Refusal("LOOKUP_NOTHING")
    till.window.searched.emit("15400007788")
    qtbot.waitUntil(lambda: till.screens._counter.state.answer == till.found)
    assert "F3" in i18n.message("LOOKUP_NOTHING").next
    QTest.keyClick(till.window, Qt.Key.Key_F3)
    assert PageId.MEMBERS is till.window.current_page()
    phone = part_of(till.window, QLineEdit, "enrol.sheet.phone")
    assert "15400007788" == phone.text()
    QTest.keyClick(QApplication.focusWidget() or till.window, Qt.Key.Key_1)
    assert "enrol.sheet" == (QApplication.focusWidget() or till.window).objectName()


def test_the_parts_are_changed_with_alt_and_a_digit_and_a_phones_code_is_taken_anywhere(
    qtbot: QtBot, till: Till
) -> None:
    till.window.open_page(PageId.MEMBERS)
    parts = {Qt.Key.Key_0: Part.IMPORT, Qt.Key.Key_8: Part.INBOX, Qt.Key.Key_7: Part.ENROL}
    for key, part in parts.items():
        target = QApplication.focusWidget() or till.window
        QTest.keyClick(target, key, Qt.KeyboardModifier.AltModifier)
        assert part is till.screens.members_page.current
    till.window.open_page(PageId.FOLLOWUPS)
    till.screens.on_scan(ScanRead("scan-1", "GF112AAAAAAAAAAAAAMFRGG", None, "scanner-1"))
    qtbot.waitUntil(lambda: "第 1 张" in till.notice())


def test_a_phone_that_was_read_and_is_on_nobodys_file_is_the_one_that_f3_brings(
    qtbot: QtBot, till: Till
) -> None:
    till.found = Refusal("LOOKUP_NOTHING")
    till.window.searched.emit("akb")
    qtbot.waitUntil(lambda: till.screens._counter.state.answer == till.found)
    till.found = Refusal("SCAN_PHONE_NOT_HERE")
    till.screens.on_scan(ScanRead("scan-1", "15400008899", None, "scanner-1"))
    qtbot.waitUntil(lambda: till.screens._counter.state.answer == till.found)
    QTest.keyClick(till.window, Qt.Key.Key_F3)
    phone = part_of(till.window, QLineEdit, "enrol.sheet.phone")
    name = part_of(till.window, QLineEdit, "enrol.sheet.name")
    assert ("15400008899", "") == (phone.text(), name.text())
    till.screens.on_scan(ScanRead("scan-2", "15400008800", None, "scanner-1"))
    assert "15400008800" == phone.text(), "while the sheet is shown, it is the sheet's"


def test_a_number_that_was_typed_and_is_on_nobodys_file_stands_in_f3(
    qtbot: QtBot, till: Till
) -> None:
    till.found = Refusal("SCAN_PHONE_NOT_HERE")  # As a whole number is answered, typed or read.
    till.window.searched.emit("15400230001")
    qtbot.waitUntil(lambda: till.screens._counter.state.answer == till.found)
    QTest.keyClick(till.window, Qt.Key.Key_F3)
    phone = part_of(till.window, QLineEdit, "enrol.sheet.phone")
    assert "15400230001" == phone.text()
    QTest.keyClick(QApplication.focusWidget() or till.window, Qt.Key.Key_2)

    till.window.open_page(PageId.COUNTER)
    till.window.searched.emit("15400230002")
    qtbot.waitUntil(lambda: till.screens._counter.state.answer == till.found)
    QTest.keyClick(till.window, Qt.Key.Key_F3)
    assert "15400230002" == phone.text(), "the draft of somebody else is put aside"
    kinds = part_of(till.window, QWidget, "enrol.sheet").findChildren(QAbstractButton)
    assert not any(one.isChecked() for one in kinds)

    till.window.open_page(PageId.COUNTER)
    till.window.searched.emit("154 0023 0001")
    qtbot.waitUntil(lambda: till.screens._counter.state.answer == till.found)
    QTest.keyClick(till.window, Qt.Key.Key_F3)
    assert "15400230001" == phone.text()
    assert any(one.isChecked() for one in kinds), "and comes back with its own number"


def test_s_on_a_card_hands_the_form_to_that_customer_over_whatever_is_begun_on_f3(
    qtbot: QtBot, till: Till
) -> None:
    till.window.open_page(PageId.MEMBERS)
    part_of(till.window, QLineEdit, "enrol.sheet.phone").insert("1540")
    till.window.open_page(PageId.COUNTER)
    till.scan()
    qtbot.waitUntil(lambda: till.has_card)
    customer = till.screens._counter.customer or ""
    till.whom = Whom(customer, "王*兰", "6021")
    till.screens._counter.show_looking(True)
    QTest.keyClick(till.window, Qt.Key.Key_S)
    assert PageId.COUNTER is till.window.current_page(), "the customer who is coming is meant"
    till.screens._counter.show_looking(False)
    QTest.keyClick(till.window, Qt.Key.Key_S)
    sheet = part_of(till.window, QWidget, "enrol.hand_out")
    qtbot.waitUntil(sheet.isVisible)
    QTest.keyClick(QApplication.focusWidget() or till.window, Qt.Key.Key_Escape)
    assert PageId.COUNTER is till.window.current_page()
    assert "1540" == part_of(till.window, QLineEdit, "enrol.sheet.phone").text()


def test_f3_is_for_a_new_customer_unless_something_was_begun_elsewhere(
    qtbot: QtBot, till: Till
) -> None:
    page, imports = till.screens.members_page, till.screens._imports
    for part in Part:
        till.window.open_page(PageId.MEMBERS)
        page.open(part)
        till.window.open_page(PageId.COUNTER)
        QTest.keyClick(till.window, Qt.Key.Key_F3)
        assert Part.ENROL is page.current, part
    page.open(Part.IMPORT)
    imports.state = replace(imports.state, stage=Stage.READING)
    till.window.open_page(PageId.COUNTER)
    QTest.keyClick(till.window, Qt.Key.Key_F3)
    assert Part.IMPORT is page.current, "what was begun is there again"
