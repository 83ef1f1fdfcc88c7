"""The inbox of self-filled forms on screen. Layout and keys only."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from terminal.domain.self_fill import Line
from terminal.services.self_fill import KEEP, TAKE, Waiting
from ui.members.side_by_side import Beside, Piece, SideBySidePage
from ui.self_fill import words
from ui.self_fill.state import InboxState
from ui.shortcuts import Action, Press
from ui.theme import Role, Tone
from ui.widgets.button import Button, ButtonKind
from ui.widgets.table import Cell, Column, DataTable, Row
from ui.widgets.text import Text


class InboxPage(SideBySidePage):
    """A list of answers, and beside it one of them against the file."""

    settled = Signal(str)
    accepted = Signal()
    put_away = Signal()

    def __init__(
        self, *, zone: tzinfo, second_ms: int = 1_000, parent: QWidget | None = None
    ) -> None:
        table = DataTable(
            (Column(self.tr("Customer"), 1, 120), Column(self.tr("Came"), 0, 110)),
            name="inbox.table",
            label=self.tr("Answers that wait"),
            click_takes=False,
        )
        super().__init__(table, name="inbox", second_ms=second_ms, parent=parent)
        self.setAccessibleName(self.tr("Filled in by customers"))
        self._zone = zone
        self._state = InboxState()
        self._said = Text(name="inbox.said", role=Role.SECONDARY, wrap=True, parent=self)
        self._health = Text(name="inbox.health", role=Role.STRONG, wrap=True, parent=self)
        self.take_over = self._button("take_over", self.tr("Take over"), "⏎")
        self.take_over.set_kind(ButtonKind.PRIMARY)
        self.keep = self._button("keep", self.tr("Keep the file"), "K")
        self.take = self._button("take", self.tr("Take the answer"), "T")
        self.drop = self._button("drop", self.tr("Put away"), "S")
        self.lay_out(
            Beside(
                listed=self.tr("Filled in by customers"),
                compared=self.tr("Against the file"),
                shares=(2, 4, 3, 4),
                above=[self._said],
                below=[self._health],
                buttons=[self.take_over, self.keep, self.take, self.drop],
            )
        )
        self.table.row_activated.connect(lambda _: self.accepted.emit())
        self.take_over.clicked.connect(self.accepted)
        self.keep.clicked.connect(lambda: self.settled.emit(KEEP))
        self.take.clicked.connect(lambda: self.settled.emit(TAKE))
        self.drop.clicked.connect(self.put_away)
        self.show_state(self._state)

    def show_state(self, state: InboxState) -> None:
        """Show exactly this state. Safe to call again and again."""
        self._state = state
        shown = state.shown
        had_focus = self.has_focus_inside()
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
        undo = ("", "")
        if (accepted := state.accepted) is not None:
            undo = words.accepted(accepted.waiting), accepted.waiting.id
        self.finish(state.refusal, undo, had_focus=had_focus)

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
        self._health.setVisible(shown is not None)
        if shown is None:
            told = self.tr(
                "Nothing waits. On the sheet of a customer Alt+Q shows a code: the customer fills"
                " the form in on their own phone, and the code it shows is scanned here."
            )
            self._said.setText(told if state.is_read else "")
            self.compare(())
            return
        is_new = bool(shown.lines)
        self._said.setText(
            self.tr("What the customer said, beside the file.")
            if is_new
            else self.tr("Nothing new: the file says all of it already.")
        )
        self._health.setText(words.health(shown))
        self._health.set_tone(Tone.BRAND if shown.is_health else Tone.WARN)
        self.compare((one.code, _pieces(one, state.stand(one.code))) for one in shown.lines)

    def _when(self, one: Waiting) -> str:
        return f"{datetime.fromtimestamp(one.at_ms / 1000, UTC).astimezone(self._zone):%m-%d %H:%M}"

    def _button(self, name: str, text: str, key: str) -> Button:
        return Button(text, name=f"inbox.{name}", key=key, parent=self)


def _pieces(line: Line, stand: str | None) -> tuple[Piece, ...]:
    asks = line.is_conflict and stand is None
    return (
        (words.label(line.code), Role.SECONDARY, Tone.PLAIN),
        (words.value(line.code, line.said), Role.TITLE, Tone.PLAIN),
        (words.value(line.code, line.there), Role.BODY, Tone.MUTED),
        (words.about(line, stand), Role.SECONDARY, Tone.WARN if asks else Tone.BRAND),
    )
