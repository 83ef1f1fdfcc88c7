"""HQ's switches in the whole window: a page goes and comes back, and nobody's work with it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.fakes import at_the_lock
from tests.fakes.pages_in_window import part_of
from tests.fakes.screens_till import Till
from ui import i18n
from ui.frame.rail import RailButton
from ui.members.page import Part
from ui.shortcuts import Action, PageId
from ui.widgets.button import Button

FLAG = {"flag": frozenset({"f-1"})}


@pytest.fixture
def till(qtbot: QtBot, qapp: QApplication) -> Iterator[Till]:
    i18n.install(qapp, "zh_CN")
    made = Till()
    qtbot.addWidget(made.window)
    made.window.add_page(PageId.STOCK, QWidget(made.window), lambda _: True)
    made.window.add_page(PageId.FORMS, QWidget(made.window), lambda _: True)
    made.screens.start()
    qtbot.waitUntil(made.window.isActiveWindow)
    qtbot.waitUntil(lambda: at_the_lock.shown(made.window).person is not None)
    at_the_lock.type_pin(made.window)
    qtbot.waitUntil(lambda: not made.screens.guard.is_locked)
    yield made
    made.screens.stop()


def switch(till: Till, *off: str) -> None:
    till.off = frozenset(off)
    till.screens.on_store_changed(FLAG)


def is_listed(till: Till, page: PageId) -> bool:
    return part_of(till.window, RailButton, f"rail.{page.value}").isVisible()


def test_a_page_goes_and_comes_back_without_a_restart(qtbot: QtBot, till: Till) -> None:
    assert is_listed(till, PageId.STOCK)
    switch(till, "page.stock", "page.counter", "page.later", "vaccine")
    qtbot.waitUntil(lambda: not is_listed(till, PageId.STOCK))
    assert is_listed(till, PageId.COUNTER), "what the work stands on cannot be switched off"
    QTest.keyClick(till.window, Qt.Key.Key_F5)
    assert PageId.COUNTER is till.window.current_page()
    assert "PAGE_OFF" in till.notice()
    switch(till)
    qtbot.waitUntil(lambda: is_listed(till, PageId.STOCK))
    QTest.keyClick(till.window, Qt.Key.Key_F5)
    assert PageId.STOCK is till.window.current_page()


def test_who_is_on_a_page_may_stay_until_leaving_it(qtbot: QtBot, till: Till) -> None:
    till.window.open_page(PageId.STOCK)
    switch(till, "page.stock")
    qtbot.waitUntil(lambda: till.window.doors.is_closed(PageId.STOCK))
    assert PageId.STOCK is till.window.current_page()
    assert is_listed(till, PageId.STOCK)
    till.window.open_page(PageId.FOLLOWUPS)
    assert not is_listed(till, PageId.STOCK)


def test_a_key_that_leads_to_a_page_that_is_off_is_not_offered(qtbot: QtBot, till: Till) -> None:
    till.window.resize(2560, 1080)  # Room for all keys.
    till.scan()
    qtbot.waitUntil(lambda: till.has_card)
    key = f"bottom_bar.{Action.OPEN_FORMS.value}"
    shown = [one.objectName() for one in till.window.findChildren(QWidget) if one.isVisible()]
    assert any(one.startswith(key) for one in shown)
    switch(till, "page.forms")
    qtbot.waitUntil(lambda: till.window.doors.is_closed(PageId.FORMS))
    shown = [one.objectName() for one in till.window.findChildren(QWidget) if one.isVisible()]
    assert not any(one.startswith(key) for one in shown)


def test_parts_of_members_are_switched_by_themselves(qtbot: QtBot, till: Till) -> None:
    page = till.screens.members_page
    till.window.open_page(PageId.MEMBERS)
    tab = part_of(till.window, Button, "member_parts.pairs")
    assert tab.isVisible()
    switch(till, "part.pairs")
    qtbot.waitUntil(lambda: not tab.isVisible())
    target = QApplication.focusWidget() or till.window
    QTest.keyClick(target, Qt.Key.Key_9, Qt.KeyboardModifier.AltModifier)
    assert Part.ENROL is page.current
    switch(till)
    qtbot.waitUntil(tab.isVisible)


def test_switches_are_read_at_the_start(qtbot: QtBot, qapp: QApplication) -> None:
    i18n.install(qapp, "zh_CN")
    made = Till()
    qtbot.addWidget(made.window)
    qtbot.waitUntil(lambda: "off" in [getattr(one, "__name__", "") for one in made.asked])
    made.screens.stop()
