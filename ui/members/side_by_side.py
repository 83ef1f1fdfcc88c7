"""A part of the members' page with a list, and beside it one of its entries to decide about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from terminal.domain.problems import Refusal
from ui import theme
from ui.followups.flow import Flow
from ui.followups.refusals import refusal_notice
from ui.followups.settle import settle
from ui.shortcuts import Action
from ui.theme import Role, Tone
from ui.widgets.button import Button
from ui.widgets.card import Card, empty
from ui.widgets.notice import Notice
from ui.widgets.table import DataTable
from ui.widgets.text import Text
from ui.widgets.undo_bar import UndoBar

Piece = tuple[str, Role, Tone]
"""A text of the comparison, how large it is and what its colour says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What a page puts into its two cards. `above` and `below` stand around the comparison, whose
    columns share the width as `shares` say; `after` stands under the buttons.
    """

    listed: str
    compared: str
    shares: Sequence[int]
    above: Sequence[QWidget]
    buttons: Sequence[Button]
    below: Sequence[QWidget] = field(default=())
    after: Sequence[QWidget] = field(default=())


class SideBySidePage(QWidget):
    """Letters are commands here; there is nothing to type. A page of it says what its keys do."""

    offered = Signal(object)
    chosen = Signal(str)
    step_requested = Signal(int)
    undo_requested = Signal()
    expired = Signal(str)
    dismissed = Signal()

    def __init__(
        self, table: DataTable, *, name: str, second_ms: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._name, self.table = name, table
        self._told: tuple[frozenset[Action], Mapping[Action, str]] = frozenset(), {}
        self._grid = QGridLayout()
        self._undo = UndoBar(
            name=f"{name}.undo_bar", key="Ctrl Z", second_ms=second_ms, parent=self
        )
        self._token = ""
        self._notice = Notice(name=f"{name}.notice", parent=self)
        table.row_selected.connect(self.chosen)
        self._undo.undo_requested.connect(lambda _: self.undo_requested.emit())
        self._undo.expired.connect(self.expired)
        self._notice.action_requested.connect(lambda _: self.dismissed.emit())

    def take_commands(self) -> None:
        """Give the keys to the list."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Pass the focus on to what shows it."""
        super().focusInEvent(event)
        self.take_commands()

    def offered_actions(self) -> frozenset[Action]:
        """Return what keys can do now: nothing that a page does not say."""
        return frozenset()

    def key_words(self) -> Mapping[Action, str]:
        """Return what keys do now where that is not the usual."""
        return {}

    def has_focus_inside(self) -> bool:
        """Tell whether keys come to a part of this page."""
        found = QApplication.focusWidget()
        return found is not None and self.isAncestorOf(found) and found.isVisible()

    def compare(self, rows: Iterable[tuple[str, Sequence[Piece]]]) -> None:
        """Show these lines, each by its name, in the place of those before."""
        empty(self._grid)
        for row, (code, pieces) in enumerate(rows):
            for column, (text, role, tone) in enumerate(pieces):
                name = f"{self._name}.{code}.{column}"
                cell = Text(text, name=name, role=role, tone=tone, wrap=True)
                self._grid.addWidget(cell, row, column, Qt.AlignmentFlag.AlignTop)
                cell.show()  # At once, not when Qt gets to it: one frame, not two.

    def finish(self, refusal: Refusal | None, undo: tuple[str, str], *, had_focus: bool) -> None:
        """Show what was refused and what can be taken back (its words and its id, "" for nothing),
        and say what keys do now.
        """
        text, token = undo
        if token != self._token:
            self._token = token
            if token:
                self._undo.offer(text, token)
            else:
                self._undo.withdraw()
        self._notice.show_content(None if refusal is None else refusal_notice(refusal))
        if had_focus and not self.has_focus_inside():
            self.take_commands()
        if self.isVisible():
            settle()
        # Also when only the words changed: the bottom bar asks for both together.
        told = self.offered_actions(), self.key_words()
        if told != self._told:
            self._told = told
            self.offered.emit(told[0])

    def lay_out(self, beside: Beside) -> None:
        """Put the list and what is beside it into their cards."""
        gap, pad = theme.px(theme.GAP_CARDS), theme.px(theme.PAD)
        left = Card(beside.listed, name=f"{self._name}.list", parent=self)
        left.fill()
        left.body.addWidget(self.table)
        right = Card(beside.compared, name=f"{self._name}.detail", pad=True, parent=self)
        right.fill()
        for column, share in enumerate(beside.shares):
            self._grid.setColumnStretch(column, share)
        self._grid.setHorizontalSpacing(theme.px(12))
        self._grid.setVerticalSpacing(theme.px(10))
        row = QWidget(right)
        row.setObjectName(f"{self._name}.row")
        flow = Flow(gap=theme.px(theme.GAP), parent=row)
        for button in beside.buttons:
            flow.addWidget(button)
        for part in beside.above:
            right.body.addWidget(part)
        right.body.addLayout(self._grid)
        for part in (*beside.below, row, *beside.after):
            right.body.addWidget(part)
        right.body.addStretch(1)
        right.body.addWidget(self._undo)
        columns = QHBoxLayout()
        columns.setSpacing(gap)
        columns.addWidget(left, 2)
        columns.addWidget(right, 5)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(pad, theme.px(theme.GAP), pad, theme.px(12))
        layout.setSpacing(gap)
        layout.addLayout(columns, 1)
        layout.addWidget(self._notice)
