"""A page of one list: a field and tabs above the list, beside it what was chosen, news below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui import shortcuts, theme
from ui.frame.keys import key_name
from ui.shortcuts import PageId
from ui.widgets.button import Button, ButtonKind
from ui.widgets.card import Card, Line
from ui.widgets.field import Field
from ui.widgets.look_field import LookField
from ui.widgets.notice import Notice, NoticeContent
from ui.widgets.stack import Stack
from ui.widgets.table import DataTable


@dataclass(frozen=True, slots=True, kw_only=True)
class ListParts:
    """What a page brings along. `tabs` are the lists by value and title; `tables` take turns under
    them, `sides` on the right; `asides` stand between tabs and list. `shares` of the width go to
    the left and to the right. The key that leads to the page `own` leads from anywhere on it back
    into the field.
    """

    look: Field
    tabs: Sequence[tuple[str, str]]
    tables: Sequence[DataTable]
    sides: Sequence[QWidget]
    asides: Sequence[QWidget] = field(default=())
    shares: tuple[int, int] = (1, 1)
    own: PageId | None = None


class ListDetail(QWidget):
    """Lays a page's parts out and brings back what the person did. Down and Enter leave the field
    for the list (`left`); Alt and a digit, which choose a tab, are the page's keys.
    """

    typed = Signal(str)
    left = Signal()
    tab_chosen = Signal(int)
    chosen = Signal(str)
    taken = Signal(str)
    dismissed = Signal()

    def __init__(
        self, parts: ListParts, *, name: str, label: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(f"{name}.page")
        self._parts = parts
        self.look = parts.look
        self.look.enter_word, self.look.is_left = self.tr("To the list"), True
        self.tabs = [
            self._tab(place, f"{name}.tab.{value}", title)
            for place, (value, title) in enumerate(parts.tabs)
        ]
        self.notice = Notice(name=f"{name}.notice", parent=self)
        self._lists, self._sides = Stack(), Stack()
        self._columns = QHBoxLayout()
        self._lay_out(name, label)
        self._connect()

    @property
    def table(self) -> DataTable:
        """Return the list that is shown."""
        return self._parts.tables[self._lists.currentIndex()]

    def show_text(self, text: str) -> None:
        """Show what is looked for, where that is not what stands in the field."""
        is_composing = isinstance(self.look, LookField) and self.look.is_composing
        if self.look.text() != text and not is_composing:  # It would take the word away.
            self.look.setText(text)

    def show_tab(self, place: int, table: int = 0) -> None:
        """Mark one of the tabs, and show one of the tables."""
        for number, button in enumerate(self.tabs):
            button.setChecked(number == place)
        self._lists.setCurrentIndex(table)

    def show_side(self, place: int) -> None:
        """Show one of the parts on the right."""
        self._sides.setCurrentIndex(place)

    def share(self, left: int, right: int) -> None:
        """Give the list and what is beside it so many parts of the width."""
        self._columns.setStretch(0, left)
        self._columns.setStretch(1, right)

    def show_notice(self, content: NoticeContent | None) -> None:
        """Say something below, or take it away."""
        self.notice.show_content(content)

    def take_commands(self, otherwise: QWidget) -> None:
        """Leave the field for the list; where that is empty, for another part."""
        target = self.table if self.table.rows() else otherwise
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def begin(self) -> None:
        """Go to the field: what is typed next replaces what stands there."""
        self.look.setFocus(Qt.FocusReason.OtherFocusReason)
        self.look.selectAll()

    def set_order(self, after: Sequence[QWidget], between: Sequence[QWidget] = ()) -> None:
        """Have Tab go through field, tabs, what stands `between` them and the lists, the lists, and
        then through `after`.
        """
        order = [self.look, *self.tabs, *between, *self._parts.tables, *after]
        for first, second in pairwise(order):
            QWidget.setTabOrder(first, second)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let the page's own key go back into the field: whoever presses it has a question."""
        own = self._parts.own
        press = None if own is None else shortcuts.press_of(key_name(event), own, ())
        if press is not None and shortcuts.PAGE_OF.get(press.action) is own:
            self.begin()
            return
        super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Down leave the field."""
        if watched is self.look and event.type() == QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)
            if event.key() == Qt.Key.Key_Down:
                self.left.emit()
                return True
        return super().eventFilter(watched, event)

    def _tab(self, place: int, name: str, title: str) -> Button:
        button = Button(
            title, name=name, key=f"Alt {place + 1}", kind=ButtonKind.CHOICE, parent=self
        )
        button.clicked.connect(lambda: self.tab_chosen.emit(place))
        return button

    def _connect(self) -> None:
        self.look.installEventFilter(self)
        looked = self.look.looked if isinstance(self.look, LookField) else self.look.textEdited
        looked.connect(self.typed)
        self.look.returnPressed.connect(self.left)
        for table in self._parts.tables:
            table.row_selected.connect(self.chosen)
            table.row_activated.connect(self.taken)
        self.notice.action_requested.connect(lambda _: self.dismissed.emit())

    def _lay_out(self, name: str, label: str) -> None:
        gap, pad, edge = theme.px(theme.GAP_CARDS), theme.px(theme.PAD), theme.px(12)
        card = Card(name=f"{name}.list", parent=self)
        card.setAccessibleName(label)
        card.fill()
        top = QVBoxLayout()
        top.setContentsMargins(pad, edge, pad, theme.px(theme.GAP))
        top.setSpacing(theme.px(theme.GAP))
        top.addWidget(self.look)
        tabs = QGridLayout()
        tabs.setSpacing(theme.px(6))
        for place, button in enumerate(self.tabs):
            tabs.addWidget(button, *divmod(place, _tabs_a_row(len(self.tabs))))
        tabs.setColumnStretch(len(self.tabs), 1)
        top.addLayout(tabs)
        for aside in self._parts.asides:
            top.addWidget(aside)
        card.body.addLayout(top)
        card.body.addWidget(Line(name=f"{name}.line", parent=card))
        card.body.addLayout(self._lists, 1)
        for table in self._parts.tables:
            self._lists.addWidget(table)
        side = QWidget(self)
        side.setObjectName(f"{name}.side")
        side.setLayout(self._sides)
        for part in self._parts.sides:
            self._sides.addWidget(part)
        self._columns.setSpacing(gap)
        self._columns.addWidget(card)
        self._columns.addWidget(side)
        self.share(*self._parts.shares)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(pad, edge, pad, edge)
        layout.setSpacing(gap)
        layout.addLayout(self._columns, 1)
        layout.addWidget(self.notice)


def _tabs_a_row(count: int) -> int:
    """Return how many tabs stand beside each other: four take a third of a small window's width."""
    return count if count <= 3 else (count + 1) // 2  # noqa: PLR2004 (fit a list's least width)
