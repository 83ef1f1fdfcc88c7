"""The follow-up page on screen. Layout and keys only: no rules, no storage."""

from __future__ import annotations

from datetime import tzinfo
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from terminal.domain.card import Due
from terminal.domain.followup import OutcomeCode
from ui import theme
from ui.followups.detail import TaskDetail
from ui.followups.hand_sheet import HandSheet
from ui.followups.held_digit import HOLD_MS, HeldDigit
from ui.followups.lanes import LANES, LanesCard
from ui.followups.messages import Messages
from ui.followups.settle import settle
from ui.followups.state import ANYBODY, PEOPLE, FollowUpsState
from ui.shortcuts import Action, Press, Said
from ui.widgets.stack import Stack


class FollowUpsPage(QWidget):
    """List of tasks and the one being worked. Emits what the person did, shows what it is told."""

    task_chosen = Signal(str)
    step_requested = Signal(int)
    lane_chosen = Signal(object)
    value_edited = Signal(str, str)
    note_edited = Signal(str, str)
    outcome_given = Signal(str, str)
    digit_pressed = Signal(int)
    undo_requested = Signal()
    undo_expired = Signal(str)
    dismissed = Signal()
    customer_wanted = Signal()
    flagged_wanted = Signal()
    handing_wanted = Signal()
    offered = Signal(object)

    def __init__(
        self,
        *,
        zone: tzinfo,
        second_ms: int = 1_000,
        hold_ms: int = HOLD_MS,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("followups")
        self.setAccessibleName(self.tr("Follow-ups"))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._state = FollowUpsState()
        self._told: tuple[frozenset[Action], dict[Action, str]] = frozenset(), {}
        self._lanes = LanesCard(zone=zone, name="followups.lanes", parent=self)
        self._detail = TaskDetail(name="followups.detail", parent=self)
        self._hand = HandSheet(name="followups.hand", parent=self)
        self._messages = Messages(
            zone=zone, name="followups.messages", second_ms=second_ms, parent=self
        )
        self._held = HeldDigit(hold_ms, self)
        self._held.decided.connect(self.digit_pressed)
        self._held.grew.connect(self._detail.form.begin_value)
        self._lay_out()
        self._connect()
        self._order_tabs()
        self.show_state(self._state)

    def show_state(self, state: FollowUpsState) -> None:
        """Show exactly this state. Safe to call again and again."""
        before, form = self._state, self._detail.form
        moved_on = before.selected != state.selected
        was_inside = form.isAncestorOf(QApplication.focusWidget() or self)
        if moved_on and was_inside:
            # Keys mean commands again, before the fields of the next task come to be.
            self.take_commands()
        self._state = state
        commands_here = self.hasFocus() or self._lanes.list.hasFocus()
        self._lanes.show_state(state)
        if commands_here:
            self.take_commands()  # The list may have come, or gone.
        self._detail.show_state(state.form, can_choose=bool(state.rows))
        self._hand.show_state(state)
        self._right.setCurrentIndex(0 if state.handing is None else 1)
        self._messages.show_state(state.desk, state.answer, None)
        if self.isVisible():
            settle()
        self._offer()

    def show_partial(self, is_partial: bool) -> None:
        """Tell that the store's data are not all here yet."""
        self._lanes.show_partial(is_partial)
        self._lanes.show_state(self._state)

    def take_commands(self) -> None:
        """Leave the fields: digits are outcomes now."""
        target = self if self._lanes.is_empty() else self._lanes.list
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Pass the focus on to what shows it."""
        super().focusInEvent(event)
        if not self._lanes.is_empty():
            self.take_commands()

    def perform(self, press: Press) -> bool:
        """Do what a key of the table means here. Return whether it did anything."""
        match press.action:
            case Action.DONE:
                self._enter()
            case Action.OUTCOME:
                self._press_digit(press.digit)
            case Action.NEXT | Action.BACK:
                self.step_requested.emit(1 if press.action is Action.NEXT else -1)
            case Action.FILTER:
                self.lane_chosen.emit(LANES[press.digit])
            case Action.HAND_OVER:
                self.handing_wanted.emit()
            case Action.CARD:
                self.customer_wanted.emit()
            case Action.UNDO:
                self.undo_requested.emit()
            case Action.HOME if self._state.handing or self._messages.has_dismissible():
                self.dismissed.emit()
            case _:
                return False
        return True

    def offered_actions(self) -> frozenset[Action]:
        """Return what keys can do now."""
        if (handing := self._state.handing) is not None:
            turns = {Action.NEXT, Action.BACK} if len(handing.people) > PEOPLE else set()
            more = {Action.HAND_OVER} if handing.piles else set()
            return frozenset({Action.OUTCOME, *turns, *more})
        state, actions = self._state, {Action.FILTER}
        if state.rows:
            actions |= {Action.NEXT, Action.BACK}
        if state.form is not None:
            actions |= {Action.CARD, Action.DONE}
            if state.form.task.due is not Due.DONE and not state.form.is_gone:
                actions.add(Action.HAND_OVER)
            if state.form.task.due is not Due.DONE and state.form.task.keys:
                actions.add(Action.OUTCOME)
        if state.desk.undo is not None:
            actions.add(Action.UNDO)
        return frozenset(actions)

    def key_words(self) -> dict[Action, str]:
        """Return what keys do now where that is not what they do on an open task."""
        form = self._state.form
        if (handing := self._state.handing) is not None:
            people = (*range(1, len(handing.shown) + 1), ANYBODY)
            return {
                Action.OUTCOME: Said(self.tr("Who is to have it"), people),
                Action.HAND_OVER: self.tr("How many"),
                Action.HOME: self.tr("Leave it"),
            }
        if form is None:
            return {}
        if form.task.due is Due.DONE:
            return {Action.DONE: self.tr("Customer card")}
        return {Action.OUTCOME: Said(self.tr("Outcome"), form.task.keys)}

    def _press_digit(self, digit: int) -> None:
        if self._state.handing is None and self._detail.form.wants_number():
            self._held.hold(digit)
        else:
            self.digit_pressed.emit(digit)

    def _enter(self) -> None:
        form = self._state.form
        if form is None:
            return
        if form.task.due is Due.DONE:
            self.customer_wanted.emit()
        elif self._detail.form.can_type():
            self._detail.form.start_typing()
        else:
            self.outcome_given.emit(form.task.id, OutcomeCode.DONE.value)

    def _offer(self) -> None:
        told = self.offered_actions(), self.key_words()
        if told != self._told:
            self._told = told
            self.offered.emit(told[0])

    def _lay_out(self) -> None:
        self._right = Stack()
        for side in (self._detail, self._hand):
            self._right.addWidget(side)
        columns = QHBoxLayout()
        columns.setSpacing(theme.px(theme.GAP_CARDS))
        columns.addWidget(self._lanes, 9)
        columns.addLayout(self._right, 10)
        layout = QVBoxLayout(self)
        pad = theme.px(theme.PAD)
        layout.setContentsMargins(pad, theme.px(12), pad, theme.px(12))
        layout.setSpacing(theme.px(theme.GAP_CARDS))
        layout.addLayout(columns, 1)
        layout.addWidget(self._messages)

    def _connect(self) -> None:
        worklist, form, messages = self._lanes.list, self._detail.form, self._messages
        self._lanes.lane_chosen.connect(self.lane_chosen)
        worklist.task_chosen.connect(self.task_chosen)
        worklist.step_requested.connect(self.step_requested)
        worklist.task_opened.connect(self._enter)
        form.value_edited.connect(self.value_edited)
        form.note_edited.connect(self.note_edited)
        form.outcome_given.connect(self.outcome_given)
        form.step_requested.connect(self.step_requested)
        form.left.connect(self.take_commands)
        self._detail.card_wanted.connect(self.customer_wanted)
        self._detail.hand_wanted.connect(self.handing_wanted)
        self._hand.chosen.connect(self.digit_pressed)
        self._hand.widened.connect(self.handing_wanted)
        self._hand.dismissed.connect(self.dismissed)
        messages.dismissed.connect(self.dismissed)
        messages.card_wanted.connect(self.flagged_wanted)
        messages.undo_requested.connect(self.undo_requested)
        messages.undo_expired.connect(self.undo_expired)

    def _order_tabs(self) -> None:
        sides = (self._lanes, self._detail, self._hand)
        parts = [part for side in sides for part in side.parts_in_order()]
        for first, second in pairwise(parts):
            QWidget.setTabOrder(first, second)
