"""The command bar on screen: a field and a list, a part of the window like any other.

It is no window of its own: in a line of a popup no Chinese can be typed on Windows. It closes when
the focus goes elsewhere, so whatever a scan opens is not covered.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from shiboken6 import isValid

from ui import theme
from ui.command_bar.commands import LIMIT, Command, find
from ui.followups.words import joined
from ui.theme import Role
from ui.widgets.card import Card
from ui.widgets.field import ChineseField
from ui.widgets.table import Cell, Column, DataTable, Row
from ui.widgets.text import Text

WIDTH = 560
_AWAY = frozenset({Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason})


class _Line(ChineseField):
    """What is looked for. Up and Down, Enter and Esc are the bar's."""

    moved = Signal(int)
    taken = Signal()
    left = Signal()
    lost = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep the text's own keys, hand the others to the bar."""
        match event.key():
            case Qt.Key.Key_Down | Qt.Key.Key_Tab:
                self.moved.emit(1)
            case Qt.Key.Key_Up | Qt.Key.Key_Backtab:
                self.moved.emit(-1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.taken.emit()
            case Qt.Key.Key_Escape:
                self.left.emit()
            case _:
                super().keyPressEvent(event)

    def focusNextPrevChild(self, _is_next: bool) -> bool:
        """Keep the focus: Tab goes through the list."""
        return False

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell when the focus goes to another part; another window is no reason."""
        super().focusOutEvent(event)
        if event.reason() not in _AWAY:
            self.lost.emit()


class CommandBar(Card):
    """Lists what works now. `chosen` tells what was taken, once the focus is back where it was."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        name = "command_bar"
        super().__init__(name=name, parent=parent)
        self.setProperty("tone", "brand")
        self.setAccessibleName(self.tr("Commands"))
        self._commands: tuple[Command, ...] = ()
        self._shown: tuple[Command, ...] = ()
        self._at = 0
        self._before: QWidget | None = None
        self._line = _Line(
            name=f"{name}.line",
            label=self.tr("What do you want to do?"),
            hint=self.tr("What do you want to do? Chinese, initials or English"),
            parent=self,
        )
        columns = (Column("", 1, 240), Column("", 0, 110))
        self._table = DataTable(
            columns, name=f"{name}.table", label=self.tr("What works now"), fit=True, parent=self
        )
        self._table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._nothing = Text(
            self.tr("Nothing that works here is called so."), name=f"{name}.nothing", parent=self
        )
        self._more = Text(name=f"{name}.more", role=Role.SECONDARY, parent=self)
        self._hint = Text(
            self.tr(
                "↑ ↓ choose · ⏎ do it · Esc close. The key on the right does the same at once."
            ),
            name=f"{name}.hint",
            role=Role.HINT,
            wrap=True,
            parent=self,
        )
        self._lay_out()
        self._connect()
        self.hide()
        parent.installEventFilter(self)

    @property
    def is_open(self) -> bool:
        """Tell whether it is open."""
        return not self.isHidden()

    def open(self, commands: tuple[Command, ...]) -> None:
        """List these, and take the keys. Who opens it again closes it."""
        if self.is_open:
            self.close_bar()
            return
        self._commands = commands
        self._before = QApplication.focusWidget()
        self._line.clear()
        self._find("")
        self._place()
        self.show()
        self.raise_()
        self._line.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_bar(self) -> None:
        """Go, and give the focus back to who had it."""
        if not self.is_open:
            return
        before, self._before = self._before, None
        if self._line.hasFocus() and before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the middle of the window."""
        if watched is self.parent() and event.type() == QEvent.Type.Resize and self.is_open:
            self._place()
        return super().eventFilter(watched, event)

    def _connect(self) -> None:
        line = self._line
        line.textChanged.connect(self._find)
        line.moved.connect(self._move)
        line.taken.connect(self._take)
        line.left.connect(self.close_bar)
        line.lost.connect(self.hide)
        self._table.row_activated.connect(self._on_clicked)

    def _find(self, typed: str) -> None:
        self._shown, self._at = find(self._commands, typed), 0
        self._show_rows()

    def _show_rows(self) -> None:
        first = min(max(self._at - LIMIT + 1, 0), max(len(self._shown) - LIMIT, 0))
        rows = [
            Row(one.id, (Cell(self._word(one), strong=place == self._at), Cell(one.key)))
            for place, one in list(enumerate(self._shown))[first : first + LIMIT]
        ]
        current = self._shown[self._at].id if self._shown else None
        self._table.set_rows(rows, selected=current)
        self._table.setVisible(bool(rows))
        self._nothing.setVisible(not rows)
        self._more.setText(self._left(first, len(self._shown) - first - len(rows)))
        self._more.setVisible(bool(self._more.text()))
        self._line.setAccessibleDescription(self._word(self._shown[self._at]) if rows else "")
        self._place()

    def _left(self, above: int, below: int) -> str:
        """Return how many there are that have no room, and which way."""
        up, down = self.tr("↑ %1 more"), self.tr("↓ %1 more")
        parts = (up.replace("%1", str(above)), above), (down.replace("%1", str(below)), below)
        return joined(text for text, count in parts if count)

    def _word(self, command: Command) -> str:
        if command.page is None:
            return command.word
        return self.tr("Go to: %1").replace("%1", command.word)

    def _move(self, by: int) -> None:
        if self._shown:
            self._at = (self._at + by) % len(self._shown)
            self._show_rows()

    def _take(self) -> None:
        if self._shown:
            self._do(self._shown[self._at])

    def _on_clicked(self, command_id: str) -> None:
        for one in self._shown:
            if one.id == command_id:
                self._do(one)
                return

    def _do(self, command: Command) -> None:
        self.close_bar()
        self.chosen.emit(command.press)

    def _place(self) -> None:
        room = self.window().width()
        width = min(theme.px(WIDTH), room - 2 * theme.px(theme.PAD))
        self.setFixedWidth(width)
        self.adjustSize()
        self.move((room - width) // 2, theme.px(theme.TOP_BAR + theme.GAP))

    def _lay_out(self) -> None:
        pad = theme.px(12)
        top = QVBoxLayout()
        top.setContentsMargins(pad, pad, pad, theme.px(theme.GAP))
        top.addWidget(self._line)
        low = QVBoxLayout()
        low.setContentsMargins(theme.px(theme.PAD), theme.px(theme.GAP), pad, pad)
        low.addWidget(self._nothing)
        low.addWidget(self._more)
        low.addWidget(self._hint)
        self.body.addLayout(top)
        self.body.addWidget(self._table)
        self.body.addLayout(low)
