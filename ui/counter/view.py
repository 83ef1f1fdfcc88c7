"""The counter page on screen. Layout and keys only: no rules, no storage."""

from __future__ import annotations

from datetime import date, tzinfo
from itertools import pairwise
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from terminal.domain.card import CustomerCard
from terminal.domain.followup import OutcomeCode
from ui import theme
from ui.counter.hits import Hits
from ui.counter.identity import Identity
from ui.counter.idle import Idle
from ui.counter.locked import Locked
from ui.counter.medicines import Medicines
from ui.counter.parked import ParkedBar
from ui.counter.state import CounterState
from ui.counter.tasks_panel import TasksPanel
from ui.counter.timeline import Timeline
from ui.followups.held_digit import HOLD_MS, HeldDigit
from ui.followups.messages import Messages
from ui.followups.settle import settle
from ui.shortcuts import Action, Press

REVEALED_MS: Final = 5_000
SIDE_LEAST: Final = 300
_IDLE, _CARD, _HITS = range(3)


class CounterPage(QWidget):
    """Invitation, card, or a choice of customers. Emits what the person did, shows what it is told.

    `painted` says that a customer's name has been painted for the first time since the card came.
    """

    painted = Signal(str)
    offered = Signal(object)
    task_activated = Signal(str)
    step_requested = Signal(int)
    value_edited = Signal(str, str)
    note_edited = Signal(str, str)
    outcome_given = Signal(str, str)
    digit_pressed = Signal(int)
    undo_requested = Signal()
    undo_expired = Signal(str)
    dismissed = Signal()
    reveal_requested = Signal()
    conceal_requested = Signal()
    customer_wanted = Signal(str)
    flagged_wanted = Signal()

    def __init__(
        self,
        *,
        zone: tzinfo,
        second_ms: int = 1_000,
        hold_ms: int = HOLD_MS,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("counter")
        self.setAccessibleName(self.tr("Counter"))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._state = CounterState()
        self._told: tuple[frozenset[Action], dict[Action, str]] = frozenset(), {}
        self._is_revealing = False
        self._parked = ParkedBar(name="counter.parked", parent=self)
        self._idle = Idle(name="counter.idle", parent=self)
        self._identity = Identity(zone=zone, name="counter.identity", parent=self)
        self._medicines = Medicines(zone=zone, name="counter.medicines", parent=self)
        self._timeline = Timeline(name="counter.timeline", parent=self)
        self._locked = Locked(name="counter.locked", parent=self)
        self._tasks = TasksPanel(name="counter.tasks", parent=self)
        self._hits = Hits(name="counter.hits", parent=self)
        self._messages = Messages(
            zone=zone, name="counter.messages", second_ms=second_ms, parent=self
        )
        self._held = HeldDigit(hold_ms, self)
        self._held.decided.connect(self.digit_pressed)
        self._held.grew.connect(self._on_number)
        self._hide_name = QTimer(self)
        self._hide_name.setObjectName("counter.hide_name")
        self._hide_name.setSingleShot(True)
        self._hide_name.setInterval(REVEALED_MS)
        self._lay_out()
        self._connect()
        self._order_tabs()
        self.show_state(self._state)

    def show_state(self, state: CounterState) -> None:
        """Show exactly this state. Safe to call again and again."""
        before, self._state = self._state, state
        came = state.card is not None and (before.card is None or before.card.id != state.card.id)
        moved_on = _active_of(before) != _active_of(state) or came
        if moved_on and self._tasks.has_focus_inside(QApplication.focusWidget()):
            # Keys mean commands again, before the fields of the next task come to be.
            self._tasks.setFocus(Qt.FocusReason.OtherFocusReason)
        self._idle.show_counts(state.counts)
        self._parked.show_parked(state.parked)
        if state.card is not None:
            self._show_card(state.card, state)
        self._hits.show_hits(state.hits)
        self._stack.setCurrentIndex(_page_of(state))
        today: date | None = state.card.today if state.card is not None else None
        self._messages.show_state(state.desk, state.answer, today)
        self._set_focus(before, state, came=came)
        if self.isVisible():
            settle()
        if moved_on:
            self._tasks.show_active()
        self._offer()

    def show_partial(self, is_partial: bool) -> None:
        """Tell that the store's data are not all here yet."""
        self._idle.show_partial(is_partial)

    def take_commands(self) -> None:
        """Leave the fields: digits are outcomes now."""
        targets = {_CARD: self._tasks, _HITS: self._hits.table}
        target = targets.get(_page_of(self._state), self)
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Pass the focus on to what shows it."""
        super().focusInEvent(event)
        if _page_of(self._state) != _IDLE:
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
            case Action.TASKS:
                self._tasks.setFocus(Qt.FocusReason.ShortcutFocusReason)
            case Action.REVEAL:
                self._conceal() if press.is_release else self._reveal()
            case Action.UNDO:
                self.undo_requested.emit()
            case Action.HOME if self._messages.has_dismissible() or self._state.hits:
                self.dismissed.emit()
            case _:
                return False
        return True

    def offered_actions(self) -> frozenset[Action]:
        """Return what keys can do now."""
        state = self._state
        actions = set[Action]()
        if state.hits:
            actions |= {Action.DONE, Action.OUTCOME, Action.NEXT, Action.BACK}
        elif state.card is not None:
            if not state.card.is_locked:
                actions.add(Action.REVEAL)
            if state.forms:
                actions |= {Action.DONE, Action.OUTCOME, Action.TASKS}
            if len(state.forms) > 1:
                actions |= {Action.NEXT, Action.BACK}
        if state.desk.undo is not None:
            actions.add(Action.UNDO)
        return frozenset(actions)

    def key_words(self) -> dict[Action, str]:
        """Return what keys do now where that is not what they do on a card."""
        if not self._state.hits:
            return {}
        return {Action.DONE: self.tr("Choose"), Action.OUTCOME: self.tr("Customer")}

    def _show_card(self, card: CustomerCard, state: CounterState) -> None:
        self._identity.show_card(card, state.revealed)
        self._medicines.show_card(card)
        self._timeline.show_card(card)
        for part in (self._medicines, self._timeline):
            part.setVisible(not card.is_locked)
        self._locked.show_card(card)
        self._tasks.show_state(state.forms)
        if state.revealed is None:
            self._hide_name.stop()
        elif not self._hide_name.isActive():
            self._hide_name.start()
            if not self._is_revealing:
                self.conceal_requested.emit()  # The key was let go before the answer came.

    def _set_focus(self, before: CounterState, state: CounterState, *, came: bool) -> None:
        page = _page_of(state)
        if came or (page != _page_of(before) and page != _IDLE):
            self.take_commands()

    def _press_digit(self, digit: int) -> None:
        form = self._tasks.active()
        if not self._state.hits and form is not None and form.wants_number():
            self._held.hold(digit)
        else:
            self.digit_pressed.emit(digit)

    def _on_number(self, text: str) -> None:
        form = self._tasks.active()
        if form is not None:
            form.begin_value(text)

    def _enter(self) -> None:
        if self._state.hits:
            self.digit_pressed.emit(int(self._hits.table.current_id() or 0))
            return
        form = self._tasks.active()
        if form is None:
            return
        shown = form.form()
        if form.can_type():
            form.start_typing()
        elif shown is not None:
            self.outcome_given.emit(shown.task.id, OutcomeCode.DONE.value)

    def _reveal(self) -> None:
        self._is_revealing = True
        self.reveal_requested.emit()

    def _conceal(self) -> None:
        self._is_revealing = False
        self.conceal_requested.emit()

    def _offer(self) -> None:
        told = self.offered_actions(), self.key_words()
        if told != self._told:
            self._told = told
            self.offered.emit(told[0])

    def _lay_out(self) -> None:
        gap, pad = theme.px(theme.GAP_CARDS), theme.px(theme.PAD)
        left = QVBoxLayout()
        left.setSpacing(gap)
        left.addWidget(self._identity)
        left.addWidget(self._medicines)
        left.addWidget(self._timeline, 1)
        left.addWidget(self._locked, 1)
        card = QWidget(self)
        card.setObjectName("counter.card")
        columns = QHBoxLayout(card)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(gap)
        columns.addLayout(left, 2)
        columns.addWidget(self._tasks, 1)
        self._tasks.setMinimumWidth(theme.px(SIDE_LEAST))
        self._tasks.setMaximumWidth(theme.px(theme.SIDE_WIDTH))
        self._stack = QStackedLayout()
        choice = QWidget(self)
        choice.setObjectName("counter.choice")
        middle = QVBoxLayout(choice)
        middle.setContentsMargins(0, 0, 0, 0)
        middle.addWidget(self._hits, 0, Qt.AlignmentFlag.AlignHCenter)
        middle.addStretch(1)
        for part in (self._idle, card, choice):
            self._stack.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(pad, theme.px(12), pad, theme.px(12))
        layout.setSpacing(gap)
        layout.addLayout(self._stack, 1)
        layout.addWidget(self._messages)
        layout.addWidget(self._parked)

    def _connect(self) -> None:
        tasks, messages = self._tasks, self._messages
        self._identity.name.painted.connect(self.painted)
        self._identity.reveal_pressed.connect(self._reveal)
        self._identity.reveal_released.connect(self._conceal)
        self._hide_name.timeout.connect(self.conceal_requested)
        self._hits.picked.connect(self.digit_pressed)
        self._parked.customer_wanted.connect(self.customer_wanted)
        tasks.value_edited.connect(self.value_edited)
        tasks.note_edited.connect(self.note_edited)
        tasks.outcome_given.connect(self.outcome_given)
        tasks.activated.connect(self.task_activated)
        tasks.step_requested.connect(self.step_requested)
        tasks.left.connect(self.take_commands)
        messages.dismissed.connect(self.dismissed)
        messages.card_wanted.connect(self.flagged_wanted)
        messages.undo_requested.connect(self.undo_requested)
        messages.undo_expired.connect(self.undo_expired)

    def _order_tabs(self) -> None:
        parts = [self._identity.first_focus(), self._timeline.list, *self._tasks.parts_in_order()]
        for first, second in pairwise(parts):
            QWidget.setTabOrder(first, second)


def _active_of(state: CounterState) -> str | None:
    return next((form.task.id for form in state.forms if form.is_active), None)


def _page_of(state: CounterState) -> int:
    if state.hits:
        return _HITS
    return _IDLE if state.card is None else _CARD
