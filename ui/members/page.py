"""Members (F3): its parts in one place, each with keys of its own."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.plug import PageView
from ui.shortcuts import Action, Press
from ui.widgets.button import Button, ButtonKind
from ui.widgets.stack import Stack

translate: Final = QCoreApplication.translate


class Part(StrEnum):
    """The parts, in the order of their keys."""

    ENROL = "enrol"
    INBOX = "inbox"
    PAIRS = "pairs"
    IMPORT = "import"


KEYS: Final = {Part.ENROL: 7, Part.INBOX: 8, Part.PAIRS: 9, Part.IMPORT: 0}
"""The digit of Alt that leads to each part."""


def title(part: Part) -> str:
    """Return what a part is called."""
    return {
        Part.ENROL: translate("Members", "New customer"),
        Part.INBOX: translate("Members", "Filled in by customers"),
        Part.PAIRS: translate("Members", "One person twice?"),
        Part.IMPORT: translate("Members", "Import old data"),
    }[part]


class MembersPage(QWidget):
    """Tabs above, one part below. What keys do is the part's own, but for those that change parts.
    `part_shown` tells which one came to the front.
    """

    offered = Signal(object)
    part_shown = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("member_parts")
        self.setAccessibleName(translate("Members", "Members"))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._parts: dict[Part, tuple[QWidget, PageView]] = {}
        self._tabs: dict[Part, Button] = {}
        self._closed: frozenset[Part] = frozenset()
        self.current = Part.ENROL
        self._bar = QHBoxLayout()
        self._bar.setContentsMargins(theme.px(theme.PAD), theme.px(theme.GAP), 0, 0)
        self._bar.setSpacing(theme.px(6))
        self._bar.addStretch(1)
        self._stack = Stack()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._bar)
        layout.addLayout(self._stack, 1)

    def add(self, part: Part, widget: QWidget, view: PageView) -> None:
        """Add a part, in the order of the tabs. The first one is shown."""
        self._parts[part] = widget, view
        self._stack.addWidget(widget)
        tab = Button(
            title(part),
            name=f"member_parts.{part.value}",
            key=f"Alt {KEYS[part]}",
            kind=ButtonKind.CHOICE,
            parent=self,
        )
        tab.clicked.connect(lambda: self.open(part))
        tab.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._tabs[part] = tab
        self._bar.insertWidget(self._bar.count() - 1, tab)
        view.offered.connect(lambda _: self._on_offered(part))
        self._show_tabs()

    def close_parts(self, parts: frozenset[Part]) -> None:
        """Leave these parts out and list all others. One that is shown stays until it is left."""
        self._closed = parts
        self._show_tabs()

    def open(self, part: Part) -> None:
        """Bring a part to the front."""
        self._show_tabs(part)
        if part is self.current:
            return
        self.current = part
        self._stack.setCurrentWidget(self._parts[part][0])
        self.part_shown.emit(part)
        self.take_commands()
        self.offered.emit(self.offered_actions())

    def take_commands(self) -> None:
        """Give the keys to the part that is shown."""
        self._parts[self.current][0].setFocus(Qt.FocusReason.OtherFocusReason)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Pass the focus on to the part."""
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.MouseFocusReason:
            self.take_commands()

    def perform(self, press: Press) -> bool:
        """Change parts, or let the part do what a key means there."""
        if press.action is Action.PART:
            found = next((one for one, key in KEYS.items() if key == press.digit), None)
            if found is None or found not in self._parts or found in self._closed:
                return False
            self.open(found)
            return True
        return self._view.perform(press)

    def offered_actions(self) -> frozenset[Action]:
        """Return what keys can do now."""
        return self._view.offered_actions() | {Action.PART}

    def key_words(self) -> Mapping[Action, str]:
        """Return what keys do now where that is not the usual."""
        return self._view.key_words()

    @property
    def _view(self) -> PageView:
        return self._parts[self.current][1]

    def _on_offered(self, part: Part) -> None:
        if part is self.current:
            self.offered.emit(self.offered_actions())

    def _show_tabs(self, part: Part | None = None) -> None:
        for one, tab in self._tabs.items():
            is_shown = one is (part or self.current)
            tab.setChecked(is_shown)
            tab.setVisible(is_shown or one not in self._closed)
