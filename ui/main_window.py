"""The window: a frame around the pages. It knows their names and keys, and nothing they do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget

from ui import shortcuts, theme
from ui.frame.bottom_bar import BottomBar, Place
from ui.frame.doors import Doors
from ui.frame.keys import is_typing_in, key_name
from ui.frame.layers import Layers
from ui.frame.notices import Notices
from ui.frame.rail import Rail
from ui.frame.top_bar import TopBar
from ui.shortcuts import Action, PageId, Press
from ui.widgets.notice import NoticeContent
from ui.widgets.stack import PageStack


@dataclass(frozen=True, slots=True)
class _Page:
    widget: QWidget
    perform: Callable[[Press], bool]
    key_words: Callable[[], Mapping[Action, str]]


class MainWindow(QMainWindow):
    """Rail, top bar, the page, bottom bar. Emits what the person did, shows what it is told."""

    searched = Signal(str)
    page_shown = Signal(object)
    home_requested = Signal()
    notice_action = Signal(str)
    frame_action = Signal(object)

    def __init__(self, place: Place, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("main_window")
        self.setWindowTitle(self.tr("Counter"))
        self.setMinimumSize(*theme.MIN_WINDOW)
        self._pages: dict[PageId, _Page] = {}
        self._offered: dict[PageId, frozenset[Action]] = {}
        self._current: PageId | None = None
        self._held: Press | None = None
        self.layers = Layers(self)
        self._rail = Rail(self)
        self.top_bar = TopBar(self)
        self.notices = Notices(self)
        self.doors = Doors(self._rail, self.notices, self._show_actions)
        self._stack = PageStack(self)
        self._stack.setObjectName("main_window.pages")
        self._bottom_bar = BottomBar(self)
        self._bottom_bar.show_place(place)
        self._lay_out(place)
        self._rail.page_requested.connect(self.open_page)
        self.top_bar.searched.connect(self.searched)
        self.notices.action_requested.connect(self.notice_action)

    def add_page(
        self,
        page: PageId,
        widget: QWidget,
        perform: Callable[[Press], bool],
        key_words: Callable[[], Mapping[Action, str]] = dict,
    ) -> None:
        """Register a page. `perform` gets its keys and tells whether they did anything;
        `key_words` says what keys do now where that is not the usual.
        """
        self._pages[page] = _Page(widget, perform, key_words)
        self._stack.addWidget(widget)
        self._rail.add_page(page)
        if self._current is None:
            self.open_page(page)

    def current_page(self) -> PageId | None:
        """Return the page that is shown."""
        return self._current

    def open_page(self, page: PageId) -> None:
        """Bring a page to the front. Asking for the page that is there changes nothing."""
        if page == self._current:
            self._rail.show_page(page)
            return
        if not self.doors.lets_in(page, self._current):
            return
        self.let_go()
        self._current = page
        self._stack.setCurrentWidget(self._pages[page].widget)
        self._rail.show_page(page)
        self._show_actions()
        self.take_commands()
        self.page_shown.emit(page)

    def offer(self, page: PageId, actions: frozenset[Action]) -> None:
        """Say what a page can do now: exactly that works, and is shown in the bottom bar."""
        self._offered[page] = actions
        self._show_actions()

    def set_count(self, page: PageId, count: int) -> None:
        """Show in the rail how much waits in a page."""
        self._rail.set_count(page, count)

    def show_notice(self, content: NoticeContent | None) -> None:
        """Say something above the page that no page says, or take it away."""
        self.notices.show_notice(content)

    def take_commands(self) -> None:
        """Leave the search field: keys are commands for the page now."""
        self.top_bar.search.clear()
        if self._current is not None:
            self._pages[self._current].widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_search(self) -> None:
        """Wait for a scan or a search; what is typed next replaces what stands there."""
        self.top_bar.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.top_bar.search.selectAll()

    def open_over_screen(self) -> None:
        """Show the window over the whole screen, waiting for a scan."""
        # The size is set too: not every desktop has a window manager.
        self.resize(self.screen().availableSize().expandedTo(self.minimumSize()))
        self.showMaximized()
        self.focus_search()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what the table of keys says; fields have had their keys before."""
        key = key_name(event)
        is_text = shortcuts.is_command(key) and is_typing_in(self.focusWidget())
        if self._current is None or is_text or self.layers.is_covered:
            super().keyPressEvent(event)
            return
        press = shortcuts.press_of(key, self._current, self._offered.get(self._current, ()))
        if press is None or (event.isAutoRepeat() and not shortcuts.repeats(press.action)):
            super().keyPressEvent(event)
            return
        self._perform(press)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """End what lasts as long as its key is down."""
        if self._held is not None and not event.isAutoRepeat():
            self.let_go()
            return
        super().keyReleaseEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """A key let go over another window is let go all the same."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and not self.isActiveWindow():
            self.let_go()

    def _perform(self, press: Press) -> None:
        if (page := shortcuts.PAGE_OF.get(press.action)) is not None:
            if page in self._pages:
                self.open_page(page)
        elif press.action in shortcuts.FRAME:
            self.frame_action.emit(press.action)
        elif press.action is Action.SEARCH:
            self.focus_search()
        elif press.action is Action.HOME:
            self._go_home(press)
        elif self._current is not None:
            if shortcuts.is_held(press.action):
                self._held = Press(press.action, press.digit, is_release=True)
            self._pages[self._current].perform(press)

    def _go_home(self, press: Press) -> None:
        if self.notices.dismiss() or self._current is None:
            return
        if not self._pages[self._current].perform(press):
            self.home_requested.emit()

    def let_go(self) -> None:
        """End what lasts as long as a key is down, although it is."""
        held, self._held = self._held, None
        if held is not None and self._current is not None:
            self._pages[self._current].perform(held)

    def _show_actions(self) -> None:
        if self._current is not None:
            offered = self.doors.open_ones(self._offered.get(self._current, frozenset()))
            words = self._pages[self._current].key_words()
            self._bottom_bar.show_actions(shortcuts.actions(self._current, offered), words)

    def _lay_out(self, place: Place) -> None:
        page = QWidget(self)
        page.setObjectName("main_window.page")
        page.setProperty("role", "ground")
        inner = QVBoxLayout(page)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addWidget(self.notices)
        inner.addWidget(self._stack, 1)
        parts = ((self.top_bar, 0), (page, 1), (self._bottom_bar, 0))
        self.layers.lay_out(self._rail, parts, is_training=place.is_training)
        self.setCentralWidget(self.layers)
