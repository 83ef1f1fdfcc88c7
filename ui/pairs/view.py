"""The page of pairs on screen. Layout and keys only."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from terminal.services.pairs import Pair
from ui.members.side_by_side import Beside, Piece, SideBySidePage
from ui.pairs import words
from ui.pairs.state import PairsState
from ui.shortcuts import Action, Press
from ui.theme import Role, Tone
from ui.widgets.button import Button, ButtonKind
from ui.widgets.table import Cell, Column, DataTable, Row
from ui.widgets.text import Text


class PairsPage(SideBySidePage):
    """A list of pairs, and both files of one beside each other."""

    decided = Signal(bool)
    put_off = Signal()

    def __init__(self, *, second_ms: int = 1_000, parent: QWidget | None = None) -> None:
        table = DataTable(
            (Column(self.tr("Customers"), 1, 150), Column(self.tr("Alike"), 0, 60)),
            name="pairs.table",
            label=self.tr("Files that look like one person"),
            click_takes=False,
        )
        super().__init__(table, name="pairs", second_ms=second_ms, parent=parent)
        self.setAccessibleName(self.tr("One person twice?"))
        self._state = PairsState()
        self._why = Text(name="pairs.why", role=Role.STRONG, wrap=True, parent=self)
        self.same = self._button("same", self.tr("One person"), "J")
        self.same.set_kind(ButtonKind.PRIMARY)
        self.other = self._button("other", self.tr("Two people"), "N")
        self.later = self._button("later", self.tr("Later"), "S")
        hint = self.tr("This till joins no files: what you say goes to HQ, which does.")
        said = Text(hint, name="pairs.hint", role=Role.SECONDARY, wrap=True, parent=self)
        self.lay_out(
            Beside(
                listed=self.tr("One person twice?"),
                compared=self.tr("Side by side"),
                shares=(2, 4, 4),
                above=[self._why],
                buttons=[self.same, self.other, self.later],
                after=[said],
            )
        )
        self.same.clicked.connect(lambda: self.decided.emit(True))
        self.other.clicked.connect(lambda: self.decided.emit(False))
        self.later.clicked.connect(self.put_off)
        self.show_state(self._state)

    def show_state(self, state: PairsState) -> None:
        """Show exactly this state. Safe to call again and again."""
        self._state = state
        shown = state.shown
        had_focus = self.has_focus_inside()
        rows = [Row(one.key, _cells(one)) for one in state.listed]
        self.table.set_rows(rows, selected=None if shown is None else shown.key)
        self._show_pair(state, shown)
        for button in (self.same, self.other, self.later):
            button.setVisible(shown is not None)
            button.setEnabled(not state.is_busy)
        decided = state.decided
        undo = ("", "") if decided is None else (words.decided(decided), decided.id)
        self.finish(state.refusal, undo, had_focus=had_focus)

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
        if shown is None:
            nothing = self.tr("No two files look like one person.")
            self._why.setText(nothing if state.is_read else self.tr("Looking through the files…"))
            self.compare(())
            return
        self._why.setText(words.why(shown))
        self.compare((code, _pieces(code, *texts)) for code, *texts in words.rows(shown))

    def _button(self, name: str, text: str, key: str) -> Button:
        return Button(text, name=f"pairs.{name}", key=key, parent=self)


def _pieces(code: str, label: str, first: str, second: str) -> tuple[Piece, ...]:
    differs = first != second
    tone = Tone.WARN if differs and words.NOTHING not in (first, second) else Tone.PLAIN
    role = Role.TITLE if code == "name" else Role.BODY
    return (label, Role.SECONDARY, Tone.PLAIN), (first, role, tone), (second, role, tone)


def _cells(pair: Pair) -> tuple[Cell, ...]:
    names = f"{pair.first.masked_name} / {pair.second.masked_name}"
    return Cell(names), Cell(str(pair.score))
