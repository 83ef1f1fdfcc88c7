"""The real window with both pages and their presenters; only the store is the test's own."""

from __future__ import annotations

from datetime import timedelta, timezone
from functools import partial
from typing import Final, TypeVar

from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.fakes.scripted_runner import ScriptedRunner
from ui.counter import wiring as counter_wiring
from ui.counter.presenter import CounterPresenter
from ui.counter.view import CounterPage
from ui.followups import wiring as followups_wiring
from ui.followups.entry import Drafts
from ui.followups.presenter import FollowUpsNews, FollowUpsPresenter
from ui.followups.view import FollowUpsPage
from ui.frame.bottom_bar import Place
from ui.main_window import MainWindow
from ui.shortcuts import PageId

ZONE: Final = timezone(timedelta(hours=8))


Part = TypeVar("Part", bound=QObject)


def part_of(root: QObject, kind: type[Part], name: str) -> Part:
    """Return a part of a page by its object name."""
    found = root.findChild(kind, name)
    assert isinstance(found, kind), f"there is no {kind.__name__} {name}"
    return found


class PagesInWindow:
    """What `terminal.app` puts together, without store, devices and sync."""

    def __init__(self, *, second_ms: int = 1_000) -> None:
        self.run = ScriptedRunner()
        self.window = MainWindow(Place())
        self.counter_page = CounterPage(zone=ZONE, second_ms=second_ms, hold_ms=0)
        self.followups_page = FollowUpsPage(zone=ZONE, second_ms=second_ms, hold_ms=0)
        drafts = Drafts()
        self.counter = CounterPresenter(self.counter_page, self.run, drafts=drafts)
        news = FollowUpsNews(customer_wanted=self.counter.open_card)
        self.followups = FollowUpsPresenter(self.followups_page, self.run, drafts=drafts, news=news)
        counter_wiring.connect(self.counter_page, self.counter)
        followups_wiring.connect(self.followups_page, self.followups)
        self._add(PageId.COUNTER, self.counter_page)
        self._add(PageId.FOLLOWUPS, self.followups_page)

    def _add(self, page: PageId, widget: CounterPage | FollowUpsPage) -> None:
        self.window.add_page(page, widget, widget.perform)
        widget.offered.connect(partial(self.window.offer, page))
        self.window.offer(page, widget.offered_actions())

    def press(
        self,
        key: Qt.Key,
        modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> None:
        """Press and let go of a key wherever the focus is."""
        QTest.keyClick(self.focused(), key, modifiers)

    def type(self, text: str) -> None:
        """Type text wherever the focus is."""
        QTest.keyClicks(self.focused(), text)

    def focused(self) -> QWidget:
        """Return what has the focus."""
        return QApplication.focusWidget() or self.window

    def focus_name(self) -> str:
        """Return the object name of what has the focus."""
        return self.focused().objectName()
