"""The stock page on screen. Layout and keys only."""

from __future__ import annotations

from datetime import tzinfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.followups import words as task_words
from ui.followups.refusals import medicine_notice, refusal_notice
from ui.followups.settle import settle
from ui.shortcuts import Action, PageId, Press
from ui.stock import words
from ui.stock.detail import StockDetail
from ui.stock.slip import SlipSheet
from ui.stock.state import TABS, StockState, Tab
from ui.theme import Tone
from ui.widgets.held_line import HeldLine
from ui.widgets.list_detail import ListDetail, ListParts
from ui.widgets.look_field import LookField
from ui.widgets.notice import NoticeContent
from ui.widgets.table import Cell, Column, DataTable, Row


class StockPage(QWidget):
    """A field, two lists, one answer. Emits what the person did, shows what it is told."""

    offered = Signal(object)
    typed = Signal(str)
    tab_chosen = Signal(object)
    chosen = Signal(str)
    looked_up = Signal(str)
    picked = Signal(str)
    step_requested = Signal(int)
    hold_requested = Signal()
    dismissed = Signal()
    file_turned = Signal()

    def __init__(self, *, zone: tzinfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("stock")
        self.setAccessibleName(self.tr("Stock"))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._zone = zone
        self._state = StockState()
        self._told: tuple[frozenset[Action], dict[Action, str]] = frozenset(), {}
        self._is_entered = False
        self.look = LookField(
            name="stock.look",
            label=self.tr("Medicine"),
            hint=self.tr("Scan, or a name, or four pinyin initials: akbt"),
            parent=self,
        )
        self.table = DataTable(
            (Column(self.tr("Medicine"), 1, 200), Column(self.tr("Here"), 0, 90)),
            name="stock.table",
            label=self.tr("Medicines"),
            click_takes=False,
            parent=self,
        )
        self._held = HeldLine(name="stock.held", parent=self)
        self._detail = StockDetail(zone=zone, name="stock.detail", parent=self)
        self._slip = SlipSheet(zone=zone, name="stock.slip", parent=self)
        parts = ListParts(
            look=self.look,
            tabs=[(one.value, words.tab(one)) for one in TABS],
            tables=[self.table],
            sides=[self._detail, self._slip],
            asides=[self._held],
            shares=(2, 3),
            own=PageId.STOCK,
        )
        self._list = ListDetail(parts, name="stock", label=self.tr("Medicines"), parent=self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._list)
        self._connect()
        self.show_state(self._state)

    def show_state(self, state: StockState) -> None:
        """Show exactly this state. Safe to call again and again."""
        before, self._state = self._state, state
        self._list.show_text(state.text)
        self._list.show_tab(TABS.index(state.tab))
        self.table.set_rows(_rows(state), selected=state.selected)
        self._held.setVisible(state.shown is not None)
        self._held.show_held(state.held)
        self._detail.show_state(state)
        self._slip.show_state(state)
        self._list.show_side(1 if state.is_held else 0)
        self._list.show_notice(self._notice_content(state))
        is_scanned = state.scanned is not None and before.scanned is not state.scanned
        came = self._is_entered and bool(state.hits) and state.found_for == state.text.strip()
        if before.is_held != state.is_held or is_scanned or came:
            self._is_entered = False
            self.take_commands()
        if self.isVisible():
            settle()
        self._offer()

    def take_commands(self) -> None:
        """Leave the fields: letters are commands now."""
        if self._state.is_held:
            self._slip.leave.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            # Where nothing is listed there is nothing to command: the next name is typed.
            self._list.take_commands(self.look)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Whoever comes to this page was asked for something: it can be typed at once."""
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.MouseFocusReason and not self._state.is_held:
            self._list.begin()

    def perform(self, press: Press) -> bool:
        """Do what a key of the table means here. Return whether it did anything."""
        match press.action:
            case Action.NEXT | Action.BACK:
                self.step_requested.emit(1 if press.action is Action.NEXT else -1)
            case Action.PILE if press.digit <= len(TABS):
                self.tab_chosen.emit(TABS[press.digit - 1])
            case Action.APART:
                self.file_turned.emit()
            case Action.HOLD:
                self.hold_requested.emit()
            case Action.HOME if self._has_dismissible():
                self.dismissed.emit()
            case Action.HOME if self.look.hasFocus() and self.look.text():
                self.typed.emit("")
            case _:
                return False
        return True

    def offered_actions(self) -> frozenset[Action]:
        """Return what keys can do now."""
        state = self._state
        if state.is_held:
            return frozenset()
        working = {
            Action.PILE: True,
            Action.NEXT: len(state.ids) > 1,
            Action.BACK: len(state.ids) > 1,
            Action.HOLD: state.can_hold,
            Action.APART: state.shown is not None and state.held.can_turn,
        }
        return frozenset(action for action, works in working.items() if works)

    def key_words(self) -> dict[Action, str]:
        """Return what keys do now where that is not the usual."""
        said = {Action.APART: self._held.word(self._state.held)}
        if self._has_dismissible():
            said[Action.HOME] = self.tr("Close")
        return said

    def _has_dismissible(self) -> bool:
        state = self._state
        return state.is_held or state.refusal is not None or state.warns

    def _notice_content(self, state: StockState) -> NoticeContent | None:
        if state.refusal is not None:
            return refusal_notice(state.refusal)
        if state.scanned is not None and state.warns:
            return medicine_notice(state.scanned, self._zone, None)
        return None

    def _offer(self) -> None:
        # Also when only the words changed: the bottom bar asks for both together.
        told = self.offered_actions(), self.key_words()
        if told != self._told:
            self._told = told
            self.offered.emit(told[0])

    def _connect(self) -> None:
        self._list.typed.connect(self.typed)
        self._list.left.connect(self._on_entered)
        self.look.looked.connect(self._on_typed)
        self._list.tab_chosen.connect(lambda place: self.tab_chosen.emit(TABS[place]))
        self._list.chosen.connect(self.chosen)
        self._list.taken.connect(self._on_taken)
        self._list.dismissed.connect(self.dismissed)
        self._detail.hold_requested.connect(self.hold_requested)
        self._detail.store_picked.connect(self.picked)
        self._detail.looked_up.connect(self.looked_up)
        self._slip.dismissed.connect(self.dismissed)
        self._held.turned.connect(self.file_turned)
        after = [*self._detail.parts_in_order(), self._slip.leave]
        self._list.set_order(after, between=[self._held.turn])

    def _on_typed(self) -> None:
        self._is_entered = False

    def _on_entered(self) -> None:
        # Who types fast is ahead of the list: the keys that follow are for what comes.
        self._is_entered = self._state.found_for != self._state.text.strip()
        self.take_commands()

    def _on_taken(self, medicine: str) -> None:
        # What is short here may be had nearby: Enter asks for it.
        if self._state.tab is Tab.SHORT:
            self.looked_up.emit(medicine)


def _rows(state: StockState) -> list[Row]:
    if state.tab is Tab.SHORT:
        return [
            Row(one.medicine, (Cell(one.title), Cell(*words.too_few(one.level))))
            for one in state.short or ()
        ]
    rows = []
    for one in state.hits:
        here = Cell(task_words.UNKNOWN, Tone.MUTED)
        if one.stock_e4 is not None:
            here = Cell(task_words.amount(one.stock_e4), task_words.stock_tone(one.stock_e4))
        rows.append(Row(one.id, (Cell(one.title), here)))
    return rows
