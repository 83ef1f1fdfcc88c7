"""The counter page on screen. Layout and keys only: no rules, no storage."""

from __future__ import annotations

from datetime import date, tzinfo
from itertools import pairwise
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from terminal.domain.card import CustomerCard
from terminal.domain.followup import OutcomeCode
from ui import theme
from ui.counter import offers
from ui.counter.hits import Hits
from ui.counter.identity import Identity
from ui.counter.idle import Idle
from ui.counter.lesson import LessonBar
from ui.counter.locked import Locked
from ui.counter.medicines import Medicines
from ui.counter.offers import CARD, HITS, IDLE, SHEETS
from ui.counter.parked import ParkedBar
from ui.counter.sheets import words as sheet_words
from ui.counter.sheets.kinds import SheetKind
from ui.counter.sheets.panel import SheetPanel
from ui.counter.sheets.state import Deed
from ui.counter.state import CounterState
from ui.counter.tasks_panel import TasksPanel
from ui.counter.timeline import Timeline
from ui.followups.held_digit import HOLD_MS, HeldDigit
from ui.followups.messages import Messages
from ui.followups.settle import settle
from ui.shortcuts import Action, Press, Said
from ui.widgets.centred import centred
from ui.widgets.scroll import Scroll
from ui.widgets.stack import Stack
from ui.widgets.undo_bar import UndoBar

REVEALED_MS: Final = 5_000
SIDE_LEAST: Final = 300


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
    teach_requested = Signal()
    lesson_expired = Signal(str)
    reveal_requested = Signal()
    conceal_requested = Signal()
    customer_wanted = Signal(str)
    flagged_wanted = Signal()
    sheet_wanted = Signal(object)
    deed_expired = Signal(str)
    conflict_answered = Signal(int)
    put_off_requested = Signal()
    form_wanted = Signal(str)

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
        self.sheets = SheetPanel(zone=zone, name="counter.sheet", parent=self)
        self._deed = UndoBar(name="counter.deed", key="Ctrl Z", second_ms=second_ms, parent=self)
        self._hits = Hits(name="counter.hits", parent=self)
        self._messages = Messages(
            zone=zone, name="counter.messages", second_ms=second_ms, parent=self
        )
        self._lesson = LessonBar(name="counter.lesson", second_ms=second_ms, parent=self)
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
        moved_on = offers.active_of(before) != offers.active_of(state) or came
        if moved_on and self._tasks.has_focus_inside(QApplication.focusWidget()):
            # Keys mean commands again, before the fields of the next task come to be.
            self._tasks.setFocus(Qt.FocusReason.OtherFocusReason)
        self._idle.show_counts(state.counts)
        self._parked.show_parked(state.parked)
        if state.card is not None:
            self._show_card(state.card, state)
        self._hits.show_hits(state.hits)
        self._stack.setCurrentIndex(offers.page_of(state))
        today: date | None = state.card.today if state.card is not None else None
        customer = None if state.card is None else state.card.id
        self._messages.show_state(state.desk, state.answer, today, customer)
        self._lesson.show_lesson(state.lesson)
        self._show_deed(before.deed, state.deed)
        deed = state.deed
        self._deed.show_past(deed is not None and customer not in (None, deed.sheet.customer))
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
        """Leave the fields: digits are outcomes now, or answers in a sheet."""
        beside = self._tasks if self._state.sheet is None else self.sheets.first_focus()
        targets: dict[int, QWidget] = {CARD: beside, HITS: self._hits.table}
        target = targets.get(offers.page_of(self._state), self)
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Pass the focus on to what shows it."""
        super().focusInEvent(event)
        if offers.page_of(self._state) != IDLE:
            self.take_commands()

    def perform(self, press: Press) -> bool:
        """Do what a key of the table means here. Return whether it did anything."""
        if press.action in SHEETS:
            self.sheet_wanted.emit(SHEETS[press.action])
            return True
        if self._is_in_sheet() and press.action in self.sheets.offered():
            self.sheets.perform(press)
            return True
        return self._perform(press)

    def _perform(self, press: Press) -> bool:
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
            case Action.PICK:
                self.conflict_answered.emit(press.digit)
            case Action.LEAVE_OUT | Action.UNDO | Action.TEACH | Action.SELF_FILL | Action.REPEAT:
                self._asked_for(press.action)
            case Action.HOME if self._has_something_to_put_away():
                self.dismissed.emit()
            case _:
                return False
        return True

    def _asked_for(self, action: Action) -> None:
        if action is Action.UNDO:
            self.undo_requested.emit()
        elif action is Action.TEACH:
            self.teach_requested.emit()
        elif action is Action.REPEAT:
            self.sheet_wanted.emit(None)  # As last time: no sheet.
        elif action is Action.LEAVE_OUT:
            self.put_off_requested.emit()
        elif self._state.card is not None and not self._state.is_looking:
            # While a look-up is under way the person means the customer who is coming.
            self.form_wanted.emit(self._state.card.id)

    def offered_actions(self) -> frozenset[Action]:
        """Return what keys can do now."""
        state = self._state
        actions = set[Action]()
        if self._is_in_sheet():
            actions |= self.sheets.offered()
        elif state.hits:
            actions |= {Action.DONE, Action.OUTCOME, Action.NEXT, Action.BACK}
        elif state.card is not None:
            actions |= offers.on_card(state.card, state)
        lesson = state.lesson
        if state.desk.undo or state.deed or (lesson is not None and lesson.taught is not None):
            actions.add(Action.UNDO)
        if lesson is not None and lesson.taught is None:
            actions.add(Action.TEACH)
        return frozenset(actions)

    def key_words(self) -> dict[Action, str]:
        """Return what keys do now where that is not what they do on a card."""
        if self._is_in_sheet():
            return self.sheets.key_words()
        if not self._state.hits:
            return {
                Action.PICK: Said(self.tr("Answer"), offers.replies(self._state)),
                Action.LEAVE_OUT: self.tr("Not today"),
                Action.OUTCOME: Said(self.tr("Outcome"), offers.outcomes(self._state)),
            }
        digits = range(1, len(self._state.hits) + 1)
        return {Action.DONE: self.tr("Choose"), Action.OUTCOME: Said(self.tr("Customer"), digits)}

    def _show_card(self, card: CustomerCard, state: CounterState) -> None:
        self._identity.show_card(card, state.revealed)
        self._medicines.show_card(card)
        self._timeline.show_card(card)
        for part in (self._medicines, self._timeline):
            part.setVisible(not card.is_locked)
        self._locked.show_card(card)
        self._tasks.show_state(state.forms, card.conflicts, state.missing)
        self._tasks.related.show_card(card)
        # What goes leaves its room first: with both columns there for a moment the whole card would
        # be laid out in what they leave of it, and then once more.
        if state.sheet is not None:
            self._tasks.hide()
        self.sheets.show_sheet(
            state.sheet,
            is_refused=card.file.refuses_health,
            is_unasked=card.file.lacks_health_word,
            draft_at=state.draft_at,
            today=card.today,
        )
        self._tasks.setVisible(state.sheet is None)
        if state.revealed is None:
            self._hide_name.stop()
        elif not self._hide_name.isActive():
            self._hide_name.start()
            if not self._is_revealing:
                self.conceal_requested.emit()  # The key was let go before the answer came.

    def _set_focus(self, before: CounterState, state: CounterState, *, came: bool) -> None:
        page = offers.page_of(state)
        turned = offers.sheet_of(before) != offers.sheet_of(state)
        if came or (page != offers.page_of(before) and page != IDLE) or (turned and page == CARD):
            self.take_commands()

    def _has_something_to_put_away(self) -> bool:
        state = self._state
        is_open = bool(state.hits) or state.lesson is not None or state.sheet is not None
        return is_open or self._messages.has_dismissible()

    def _is_in_sheet(self) -> bool:
        return self._state.sheet is not None and offers.page_of(self._state) == CARD

    def _show_deed(self, before: Deed | None, deed: Deed | None) -> None:
        if deed == before:
            return
        if deed is None:
            self._deed.withdraw()
        else:
            self._deed.offer(sheet_words.deed(deed), deed.token)

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

    def hold_name(self) -> None:
        """Take the key for held, until the name goes by itself: it was let go for the PIN."""
        self._is_revealing = True

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
        about = Scroll(name="counter.left", parent=self)
        left = about.column
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
        columns.addWidget(about, 2)
        for side in (self._tasks, self.sheets):
            columns.addWidget(side, 1)
            side.setMinimumWidth(theme.px(SIDE_LEAST))
            side.setMaximumWidth(theme.px(theme.SIDE_WIDTH))
        self._stack = Stack()
        choice = QWidget(self)
        choice.setObjectName("counter.choice")
        middle = QVBoxLayout(choice)
        middle.setContentsMargins(0, 0, 0, 0)
        middle.addLayout(centred(self._hits))
        middle.addStretch(1)
        for part in (self._idle, card, choice):
            self._stack.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(pad, theme.px(12), pad, theme.px(12))
        layout.setSpacing(gap)
        layout.addLayout(self._stack, 1)
        layout.addWidget(self._messages)
        layout.addWidget(self._deed)
        layout.addWidget(self._lesson)
        layout.addWidget(self._parked)

    def _connect(self) -> None:
        tasks, messages = self._tasks, self._messages
        self._identity.name.painted.connect(self.painted)
        self._identity.reveal_pressed.connect(self._reveal)
        self._identity.reveal_released.connect(self._conceal)
        self._identity.labels_wanted.connect(lambda: self.sheet_wanted.emit(SheetKind.LABELS))
        self._hide_name.timeout.connect(self.conceal_requested)
        self._hits.picked.connect(self.digit_pressed)
        self._parked.customer_wanted.connect(self.customer_wanted)
        tasks.value_edited.connect(self.value_edited)
        tasks.note_edited.connect(self.note_edited)
        tasks.outcome_given.connect(self.outcome_given)
        tasks.activated.connect(self.task_activated)
        tasks.step_requested.connect(self.step_requested)
        tasks.question.answered.connect(self.conflict_answered)
        tasks.missing.wanted.connect(lambda: self.sheet_wanted.emit(SheetKind.FIELD))
        tasks.missing.put_off.connect(self.put_off_requested)
        tasks.left.connect(self.take_commands)
        messages.dismissed.connect(self.dismissed)
        self._deed.undo_requested.connect(lambda _: self.undo_requested.emit())
        self._deed.expired.connect(self.deed_expired)
        self._lesson.teach_requested.connect(self.teach_requested)
        self._lesson.dismissed.connect(self.dismissed)
        self._lesson.undo_requested.connect(self.undo_requested)
        self._lesson.expired.connect(self.lesson_expired)
        messages.card_wanted.connect(self.flagged_wanted)
        messages.undo_requested.connect(self.undo_requested)
        messages.undo_expired.connect(self.undo_expired)

    def _order_tabs(self) -> None:
        parts = [*self._identity.parts_in_order(), self._timeline.list]
        parts += self._tasks.parts_in_order()
        parts += self.sheets.parts_in_order()
        for first, second in pairwise(parts):
            QWidget.setTabOrder(first, second)
