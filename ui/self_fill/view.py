"""The inbox of self-filled forms on screen. Layout and keys only."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from terminal.services.self_fill import KEEP, TAKE, Waiting
from ui import theme
from ui.followups.flow import Flow
from ui.followups.refusals import refusal_notice
from ui.followups.settle import settle
from ui.self_fill import words
from ui.self_fill.state import InboxState
from ui.shortcuts import Action, Press
from ui.theme import Role, Tone
from ui.widgets.button import Button, ButtonKind
from ui.widgets.card import Card, empty
from ui.widgets.notice import Notice
from ui.widgets.table import Cell, Column, DataTable, Row
from ui.widgets.text import Text
from ui.widgets.undo_bar import UndoBar


class InboxPage(QWidget):
    """A list of answers, and beside it one of them against the file."""

    offered = Signal(object)
    chosen = Signal(str)
    step_requested = Signal(int)
    settled = Signal(str)
    accepted = Signal()
    put_away = Signal()
    undo_requested = Signal()
    expired = Signal(str)
    dismissed = Signal()

    def __init__(
        self, *, zone: tzinfo, second_ms: int = 1_000, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("inbox")
        self.setAccessibleName(self.tr("Filled in by customers"))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._zone = zone
        self._state = InboxState()
        self._told: tuple[frozenset[Action], dict[Action, str]] = frozenset(), {}
        self.table = DataTable(
            (Column(self.tr("Customer"), 1, 120), Column(self.tr("Came"), 0, 110)),
            name="inbox.table",
            label=self.tr("Answers that wait"),
            click_takes=False,
            parent=self,
        )
        self._said = Text(name="inbox.said", role=Role.SECONDARY, wrap=True, parent=self)
        self._health = Text(name="inbox.health", role=Role.STRONG, wrap=True, parent=self)
        self._grid = QGridLayout()
        self.take_over = self._button("take_over", self.tr("Take over"), "⏎")
        self.take_over.set_kind(ButtonKind.PRIMARY)
        self.keep = self._button("keep", self.tr("Keep the file"), "K")
        self.take = self._button("take", self.tr("Take the answer"), "T")
        self.drop = self._button("drop", self.tr("Put away"), "S")
        self._undo = UndoBar(name="inbox.undo_bar", key="Ctrl Z", second_ms=second_ms, parent=self)
        self._token = ""
        self._notice = Notice(name="inbox.notice", parent=self)
        self._lay_out()
        self._connect()
        self.show_state(self._state)

    def show_state(self, state: InboxState) -> None:
        """Show exactly this state. Safe to call again and again."""
        self._state = state
        shown = state.shown
        had_focus = self._has_focus_inside()
        rows = [
            Row(one.id, (Cell(one.masked_name), Cell(self._when(one)))) for one in state.waiting
        ]
        self.table.set_rows(rows, selected=None if shown is None else shown.id)
        self._show_one(state, shown)
        for button in (self.take_over, self.drop):
            button.setVisible(shown is not None)
        self.take_over.setEnabled(state.can_accept)
        for button in (self.keep, self.take):
            button.setVisible(state.asked is not None)
        self._show_undo(state)
        refusal = state.refusal
        self._notice.show_content(None if refusal is None else refusal_notice(refusal))
        if had_focus and not self._has_focus_inside():
            self.take_commands()
        if self.isVisible():
            settle()
        self._offer()

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
            case Action.GO_ON:
                self.accepted.emit()
            case Action.KEEP | Action.TAKE:
                self.settled.emit(KEEP if press.action is Action.KEEP else TAKE)
            case Action.SKIP:
                self.put_away.emit()
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
        working = {
            Action.NEXT: len(state.waiting) > 1,
            Action.BACK: len(state.waiting) > 1,
            Action.GO_ON: state.can_accept,
            Action.KEEP: state.asked is not None,
            Action.TAKE: state.asked is not None,
            Action.SKIP: state.shown is not None,
            Action.UNDO: state.accepted is not None,
        }
        return frozenset(action for action, works in working.items() if works)

    def key_words(self) -> dict[Action, str]:
        """Return what keys do now where that is not the usual."""
        return {
            Action.GO_ON: self.tr("Take over"),
            Action.KEEP: self.tr("Keep the file"),
            Action.TAKE: self.tr("Take the answer"),
            Action.SKIP: self.tr("Put away"),
        }

    def _show_one(self, state: InboxState, shown: Waiting | None) -> None:
        empty(self._grid)
        self._health.setVisible(shown is not None)
        if shown is None:
            told = self.tr(
                "Nothing waits. On the sheet of a customer Alt+Q shows a code: the customer fills"
                " the form in on their own phone, and the code it shows is scanned here."
            )
            self._said.setText(told if state.is_read else "")
            return
        is_new = bool(shown.lines)
        self._said.setText(
            self.tr("What the customer said, beside the file.")
            if is_new
            else self.tr("Nothing new: the file says all of it already.")
        )
        self._health.setText(words.health(shown))
        self._health.set_tone(Tone.BRAND if shown.is_health else Tone.WARN)
        for row, line in enumerate(shown.lines):
            stand = state.stand(line.code)
            asks = line.is_conflict and stand is None
            cells = (
                (words.label(line.code), Role.SECONDARY, Tone.PLAIN),
                (words.value(line.code, line.said), Role.TITLE, Tone.PLAIN),
                (words.value(line.code, line.there), Role.BODY, Tone.MUTED),
                (words.about(line, stand), Role.SECONDARY, Tone.WARN if asks else Tone.BRAND),
            )
            for column, (text, role, tone) in enumerate(cells):
                name = f"inbox.{line.code}.{column}"
                cell = Text(text, name=name, role=role, tone=tone, wrap=True)
                self._grid.addWidget(cell, row, column, Qt.AlignmentFlag.AlignTop)
                cell.show()

    def _show_undo(self, state: InboxState) -> None:
        accepted = state.accepted
        token = "" if accepted is None else accepted.waiting.id
        if token == self._token:
            return
        self._token = token
        if accepted is None:
            self._undo.withdraw()
        else:
            self._undo.offer(words.accepted(accepted.waiting), token)

    def _when(self, one: Waiting) -> str:
        return f"{datetime.fromtimestamp(one.at_ms / 1000, UTC).astimezone(self._zone):%m-%d %H:%M}"

    def _has_focus_inside(self) -> bool:
        found = QApplication.focusWidget()
        return found is not None and self.isAncestorOf(found) and found.isVisible()

    def _offer(self) -> None:
        told = self.offered_actions(), self.key_words()
        if told != self._told:
            self._told = told
            self.offered.emit(told[0])

    def _button(self, name: str, text: str, key: str) -> Button:
        return Button(text, name=f"inbox.{name}", key=key, parent=self)

    def _lay_out(self) -> None:
        gap, pad = theme.px(theme.GAP_CARDS), theme.px(theme.PAD)
        left = Card(self.tr("Filled in by customers"), name="inbox.list", parent=self)
        left.fill()
        left.body.addWidget(self.table)
        right = Card(self.tr("Against the file"), name="inbox.detail", pad=True, parent=self)
        right.fill()
        for column, share in enumerate((2, 4, 3, 4)):
            self._grid.setColumnStretch(column, share)
        self._grid.setHorizontalSpacing(theme.px(12))
        self._grid.setVerticalSpacing(theme.px(10))
        right.body.addWidget(self._said)
        right.body.addLayout(self._grid)
        right.body.addWidget(self._health)
        row = QWidget(right)
        row.setObjectName("inbox.row")
        flow = Flow(gap=theme.px(theme.GAP), parent=row)
        for button in (self.take_over, self.keep, self.take, self.drop):
            flow.addWidget(button)
        right.body.addWidget(row)
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
        self.table.row_activated.connect(lambda _: self.accepted.emit())
        self.take_over.clicked.connect(self.accepted)
        self.keep.clicked.connect(lambda: self.settled.emit(KEEP))
        self.take.clicked.connect(lambda: self.settled.emit(TAKE))
        self.drop.clicked.connect(self.put_away)
        self._undo.undo_requested.connect(lambda _: self.undo_requested.emit())
        self._undo.expired.connect(self.expired)
        self._notice.action_requested.connect(lambda _: self.dismissed.emit())
