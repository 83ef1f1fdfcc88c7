"""The page of pairs on screen. Layout and keys only."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from terminal.services.pairs import Pair
from ui import theme
from ui.followups.flow import Flow
from ui.followups.refusals import refusal_notice
from ui.followups.settle import settle
from ui.pairs import words
from ui.pairs.state import PairsState
from ui.shortcuts import Action, Press
from ui.theme import Role, Tone
from ui.widgets.button import Button, ButtonKind
from ui.widgets.card import Card, empty
from ui.widgets.notice import Notice
from ui.widgets.table import Cell, Column, DataTable, Row
from ui.widgets.text import Text
from ui.widgets.undo_bar import UndoBar


class PairsPage(QWidget):
    """A list of pairs, and both files of one beside each other."""

    offered = Signal(object)
    chosen = Signal(str)
    step_requested = Signal(int)
    decided = Signal(bool)
    put_off = Signal()
    undo_requested = Signal()
    expired = Signal(str)
    dismissed = Signal()

    def __init__(self, *, second_ms: int = 1_000, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pairs")
        self.setAccessibleName(self.tr("One person twice?"))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._state = PairsState()
        self._offered: frozenset[Action] = frozenset()
        self.table = DataTable(
            (Column(self.tr("Customers"), 1, 150), Column(self.tr("Alike"), 0, 60)),
            name="pairs.table",
            label=self.tr("Files that look like one person"),
            click_takes=False,
            parent=self,
        )
        self._why = Text(name="pairs.why", role=Role.STRONG, wrap=True, parent=self)
        self._grid = QGridLayout()
        self.same = self._button("same", self.tr("One person"), "J")
        self.same.set_kind(ButtonKind.PRIMARY)
        self.other = self._button("other", self.tr("Two people"), "N")
        self.later = self._button("later", self.tr("Later"), "S")
        self._undo = UndoBar(name="pairs.undo_bar", key="Ctrl Z", second_ms=second_ms, parent=self)
        self._token = ""
        self._notice = Notice(name="pairs.notice", parent=self)
        self._lay_out()
        self._connect()
        self.show_state(self._state)

    def show_state(self, state: PairsState) -> None:
        """Show exactly this state. Safe to call again and again."""
        self._state = state
        shown = state.shown
        had_focus = self._has_focus_inside()
        rows = [Row(one.key, _cells(one)) for one in state.listed]
        self.table.set_rows(rows, selected=None if shown is None else shown.key)
        self._show_pair(state, shown)
        for button in (self.same, self.other, self.later):
            button.setVisible(shown is not None)
            button.setEnabled(not state.is_busy)
        token = "" if state.decided is None else state.decided.id
        if token != self._token:
            self._token = token
            if state.decided is None:
                self._undo.withdraw()
            else:
                self._undo.offer(words.decided(state.decided), token)
        refusal = state.refusal
        self._notice.show_content(None if refusal is None else refusal_notice(refusal))
        if had_focus and not self._has_focus_inside():
            self.take_commands()
        if self.isVisible():
            settle()
        actions = self.offered_actions()
        if actions != self._offered:
            self._offered = actions
            self.offered.emit(actions)

    def take_commands(self) -> None:
        """Letters are commands here; there is nothing to type."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Pass the focus on to what shows it."""
        super().focusInEvent(event)
        self.take_commands()

    def perform(self, press: Press) -> bool:
        """Do what a key of the table means here. Return whether it did anything."""
        match press.action:
            case Action.NEXT | Action.BACK:
                self.step_requested.emit(1 if press.action is Action.NEXT else -1)
            case Action.JOIN | Action.NEW_FILE:
                self.decided.emit(press.action is Action.JOIN)
            case Action.SKIP:
                self.put_off.emit()
            case Action.UNDO:
                self.undo_requested.emit()
            case Action.HOME if self._state.refusal is not None:
                self.dismissed.emit()
            case _:
                return False
        return True

    def offered_actions(self) -> frozenset[Action]:
        """Return what keys can do now."""
        state = self._state
        has_pair = state.shown is not None and not state.is_busy
        working = {
            Action.NEXT: len(state.pairs) > 1,
            Action.BACK: len(state.pairs) > 1,
            Action.JOIN: has_pair,
            Action.NEW_FILE: has_pair,
            Action.SKIP: has_pair,
            Action.UNDO: state.decided is not None,
        }
        return frozenset(action for action, works in working.items() if works)

    def key_words(self) -> dict[Action, str]:
        """Return what keys do now where that is not the usual."""
        return {
            Action.JOIN: self.tr("One person"),
            Action.NEW_FILE: self.tr("Two people"),
            Action.SKIP: self.tr("Later"),
        }

    def _show_pair(self, state: PairsState, shown: Pair | None) -> None:
        empty(self._grid)
        if shown is None:
            nothing = self.tr("No two files look like one person.")
            self._why.setText(nothing if state.is_read else self.tr("Looking through the files…"))
            return
        self._why.setText(words.why(shown))
        for row, (code, label, first, second) in enumerate(words.rows(shown)):
            differs = first != second
            tone = Tone.WARN if differs and words.NOTHING not in (first, second) else Tone.PLAIN
            role = Role.TITLE if code == "name" else Role.BODY
            texts = ((label, Role.SECONDARY, Tone.PLAIN), (first, role, tone), (second, role, tone))
            for column, (text, of_role, of_tone) in enumerate(texts):
                name = f"pairs.{code}.{column}"
                cell = Text(text, name=name, role=of_role, tone=of_tone, wrap=True)
                self._grid.addWidget(cell, row, column, Qt.AlignmentFlag.AlignTop)
                cell.show()

    def _has_focus_inside(self) -> bool:
        found = QApplication.focusWidget()
        return found is not None and self.isAncestorOf(found) and found.isVisible()

    def _button(self, name: str, text: str, key: str) -> Button:
        return Button(text, name=f"pairs.{name}", key=key, parent=self)

    def _lay_out(self) -> None:
        gap, pad = theme.px(theme.GAP_CARDS), theme.px(theme.PAD)
        left = Card(self.tr("One person twice?"), name="pairs.list", parent=self)
        left.fill()
        left.body.addWidget(self.table)
        right = Card(self.tr("Side by side"), name="pairs.detail", pad=True, parent=self)
        right.fill()
        hint = self.tr("This till joins no files: what you say goes to HQ, which does.")
        said = Text(hint, name="pairs.hint", role=Role.SECONDARY, wrap=True, parent=right)
        for column, share in enumerate((2, 4, 4)):
            self._grid.setColumnStretch(column, share)
        self._grid.setHorizontalSpacing(theme.px(12))
        self._grid.setVerticalSpacing(theme.px(10))
        row = QWidget(right)
        row.setObjectName("pairs.row")
        flow = Flow(gap=theme.px(theme.GAP), parent=row)
        for button in (self.same, self.other, self.later):
            flow.addWidget(button)
        right.body.addWidget(self._why)
        right.body.addLayout(self._grid)
        right.body.addWidget(row)
        right.body.addWidget(said)
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

    def _connect(self) -> None:
        self.table.row_selected.connect(self.chosen)
        self.same.clicked.connect(lambda: self.decided.emit(True))
        self.other.clicked.connect(lambda: self.decided.emit(False))
        self.later.clicked.connect(self.put_off)
        self._undo.undo_requested.connect(lambda _: self.undo_requested.emit())
        self._undo.expired.connect(self.expired)
        self._notice.action_requested.connect(lambda _: self.dismissed.emit())


def _cells(pair: Pair) -> tuple[Cell, ...]:
    names = f"{pair.first.masked_name} / {pair.second.masked_name}"
    return Cell(names), Cell(str(pair.score))
