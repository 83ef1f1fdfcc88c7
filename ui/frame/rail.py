"""The rail: pages that are there, each with its F-key and the number of things waiting in it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui import theme
from ui.shortcuts import UNLISTED, PageId, page_key
from ui.widgets.text import Text

_AT_BOTTOM: Final = frozenset({PageId.DEVICES, PageId.SYNC})
"""Pages about the till itself stand apart from those about customers."""


class RailButton(QPushButton):
    """One page of the rail."""

    def __init__(self, page: PageId, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        name = f"rail.{page.value}"
        self.page, self._title, self._key = page, title, page_key(page)
        self.setObjectName(name)
        self.setProperty("role", "rail")
        self.setCheckable(True)
        # A click must not take the focus out of a field somebody is typing in.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFixedHeight(theme.px(theme.RAIL_ITEM))
        self._word = Text(title, name=f"{name}.title", parent=self)
        self._count = Text(name=f"{name}.count", parent=self)
        key = Text(self._key, name=f"{name}.key", parent=self)
        for text, role in (
            (self._word, "rail_word"),
            (self._count, "rail_word"),
            (key, "rail_key"),
        ):
            text.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            text.setAlignment(Qt.AlignmentFlag.AlignCenter)
            theme.retone(text, role=role)
        theme.retone(self._count, tone="brand")
        first = QHBoxLayout()
        first.setSpacing(theme.px(theme.GAP_TIGHT))
        first.addStretch(1)
        first.addWidget(self._word)
        first.addWidget(self._count)
        first.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.px(5), 0, theme.px(5))
        layout.setSpacing(0)
        layout.addLayout(first)
        layout.addWidget(key)
        self.set_count(0)

    def set_count(self, count: int) -> None:
        """Show how much waits; nothing shows no number."""
        self._count.setText("99+" if count > 99 else str(count or ""))  # noqa: PLR2004
        self._count.setVisible(count > 0)
        name = f"{self._title} {self._key}"
        self.setAccessibleName(f"{name}, {count}" if count else name)


class Rail(QFrame):
    """The dark column on the left."""

    page_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setAccessibleName(self.tr("Pages"))
        self.setProperty("role", "rail")
        self.setFixedWidth(theme.px(theme.RAIL_WIDTH))
        self._buttons: dict[PageId, RailButton] = {}
        self._left_out: frozenset[PageId] = frozenset()
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._layout = QVBoxLayout(self)
        pad = theme.px(6)
        self._layout.setContentsMargins(pad, theme.px(12), pad, theme.px(12))
        self._layout.setSpacing(theme.px(theme.GAP_TIGHT))
        self._layout.addStretch(1)

    def add_page(self, page: PageId) -> None:
        """List one more page, in the order of the table of pages."""
        if page in UNLISTED:
            return
        button = RailButton(page, self.titles()[page], self)
        button.clicked.connect(self._on_clicked)
        self._buttons[page] = button
        self._group.addButton(button)
        is_low = page in _AT_BOTTOM
        same = [one for one in self._buttons if (one in _AT_BOTTOM) is is_low]
        place = sorted(same, key=list(PageId).index).index(page)
        above = len(self._buttons) - len(same) + 1 if is_low else 0  # The stretch is between.
        self._layout.insertWidget(above + place, button)

    def show_page(self, page: PageId) -> None:
        """Mark the page that is shown; of those not listed the counter's, whose card is open."""
        self._buttons[PageId.COUNTER if page in UNLISTED else page].setChecked(True)
        self.leave_out(self._left_out)

    def leave_out(self, pages: frozenset[PageId]) -> None:
        """Leave these pages out, but for one that is shown, and list all others."""
        self._left_out = pages
        for page, button in self._buttons.items():
            button.setVisible(page not in pages or button.isChecked())

    def set_count(self, page: PageId, count: int) -> None:
        """Show how much waits in a page."""
        self._buttons[page].set_count(count)

    def titles(self) -> dict[PageId, str]:
        """Return the pages' words."""
        return {
            PageId.COUNTER: self.tr("Counter"),
            PageId.FOLLOWUPS: self.tr("Tasks"),
            PageId.MEMBERS: self.tr("Members"),
            PageId.STOCK: self.tr("Stock"),
            PageId.KNOWLEDGE: self.tr("Answers"),
            PageId.COMPLIANCE: self.tr("Records"),
            PageId.DEVICES: self.tr("Devices"),
            PageId.SYNC: self.tr("Sync"),
        }

    def _on_clicked(self) -> None:
        button = self._group.checkedButton()
        assert isinstance(button, RailButton)
        self.page_requested.emit(button.page)
