"""The new file on screen. Layout and keys only."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from terminal.services.enrolment import LISTED_MOST
from ui import theme
from ui.enrol.done import EnrolDone
from ui.enrol.errand_card import AgreementSheet, ErrandCard, HandOutSheet
from ui.enrol.errands import ErrandState
from ui.enrol.sheet import EnrolSheet
from ui.enrol.side import EnrolSide
from ui.enrol.state import EnrolState, Group
from ui.followups.refusals import refusal_notice
from ui.followups.settle import settle
from ui.shortcuts import Action, Press
from ui.widgets.button import Button
from ui.widgets.notice import Notice
from ui.widgets.stack import Stack


class EnrolPage(QWidget):
    """The sheet, or what was saved; beside it who is on file. Emits what the person did."""

    offered = Signal(object)
    edited = Signal(str, str)
    answered = Signal(object, int)
    entered = Signal()
    likely_opened = Signal(int)
    guardian_taken = Signal(int)
    swapped = Signal()
    put_aside = Signal()
    confirmed = Signal()
    next_wanted = Signal()
    undo_requested = Signal()
    expired = Signal(str)
    dismissed = Signal()
    card_wanted = Signal()
    sign_up_wanted = Signal()
    form_wanted = Signal()
    signed = Signal()
    sign_up_undone = Signal()
    sign_up_expired = Signal(str)
    errand_left = Signal()

    def __init__(self, *, second_ms: int = 1_000, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("enrol")
        self.setAccessibleName(self.tr("New customer"))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._state, self._errand = EnrolState(), ErrandState()
        self._told: tuple[frozenset[Action], dict[Action, str]] = frozenset(), {}
        self.sheet = EnrolSheet(name="enrol.sheet", parent=self)
        self.done = EnrolDone(name="enrol.done", second_ms=second_ms, parent=self)
        self.side = EnrolSide(name="enrol.side", parent=self)
        self.errands = ErrandCard(name="enrol.errands", second_ms=second_ms, parent=self)
        self.agreement = AgreementSheet(name="enrol.agreement", parent=self)
        self.hand_out = HandOutSheet(name="enrol.hand_out", parent=self)
        self._parked = Button(name="enrol.parked", key="Alt R", parent=self)
        self._notice = Notice(name="enrol.notice", parent=self)
        self._lay_out()
        self._connect()
        self.show_state(self._state)

    def show_state(self, state: EnrolState) -> None:
        """Show exactly this state. Safe to call again and again."""
        before, self._state = self._state, state
        had_focus = self._has_focus_inside()
        self.sheet.show_state(state)
        self.done.show_state(state)
        self.side.show_state(state)
        self.side.setVisible(state.done is None or bool(state.asks_on))
        self.errands.show_errands(self._errand, may_run=self._may_run())
        self._show_place()
        self._parked.setVisible(state.parked is not None and state.done is None)
        self._parked.set_caption(self.tr("Back to the other new customer"), "Alt R")
        self._say()
        moved = (before.done is None) is not (state.done is None)
        moved = moved or (state.draft.is_empty and not before.draft.is_empty)
        has_new_problem = bool(state.problems) and state.problems != before.problems
        if had_focus and (moved or has_new_problem):
            self.take_commands()
        if self.isVisible():
            settle()
        self._offer()

    def show_errands(self, state: ErrandState) -> None:
        """Show exactly this of what is done for a customer beside enrolling."""
        before, self._errand = self._errand, state
        had_focus = self._has_focus_inside()
        self.errands.show_errands(state, may_run=self._may_run())
        if state.whom is not None:
            self.done.show_number(state.whom.customer, state.number)
        self.agreement.show_errands(state)
        self.hand_out.show_errands(state)
        self._show_place()
        self._say()
        if had_focus and _sheet_of(before) != _sheet_of(state):
            self.take_commands()
        if self.isVisible():
            settle()
        self._offer()

    def go_on(self) -> None:
        """Leave the phone: digits are answers now. Without one it is what comes first."""
        draft = self._state.draft
        if not (draft.phone.strip() or draft.name.strip()):
            self.sheet.phone.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.sheet.phone.hasFocus():
            self.sheet.setFocus(Qt.FocusReason.TabFocusReason)

    def take_commands(self) -> None:
        """Go where the next key belongs: a phone first, then answers."""
        self._target().setFocus(Qt.FocusReason.OtherFocusReason)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Whoever comes to this page can type at once."""
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.MouseFocusReason:
            self.take_commands()

    def perform(self, press: Press) -> bool:
        """Do what a key of the table means here. Return whether it did anything."""
        return self._errand_key(press.action) or self._sheet_key(press)

    def _sheet_key(self, press: Press) -> bool:
        match press.action:
            case Action.OUTCOME:
                self._answer(Group.KIND, press.digit)
            case Action.SAY:
                self._answer(Group.CONSENT, press.digit)
            case Action.PILE if press.digit <= LISTED_MOST:
                self.likely_opened.emit(press.digit)
            case Action.PILE:
                self.guardian_taken.emit(press.digit - LISTED_MOST)
            case Action.SWAP | Action.LEAVE_OUT:
                (self.swapped if press.action is Action.SWAP else self.put_aside).emit()
            case Action.GO_ON:
                self.entered.emit()
            case Action.NEW_FILE:
                self.next_wanted.emit()
            case Action.UNDO:
                self.undo_requested.emit()
            case Action.HOME:
                return self._go_back()
            case _:
                return False
        return True

    def _go_back(self) -> bool:
        if self._has_dismissible():
            self.dismissed.emit()
        elif self.sheet.is_typing() and not self._state.draft.is_empty:
            # As in every field: what was typed stays, and the next Esc leads home.
            self.sheet.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            return False
        return True

    def offered_actions(self) -> frozenset[Action]:
        """Return what keys can do now."""
        state, errand = self._state, self._errand
        if errand.asks:
            return frozenset({Action.GO_ON})
        if errand.handed is not None:
            return frozenset()
        is_sheet = state.done is None
        may_run = errand.whom is not None and not errand.is_busy and self._may_run()
        working = {
            Action.GO_ON: not state.is_busy,
            Action.PRINT_CARD: may_run,
            Action.SIGN_UP: may_run,
            Action.SELF_FILL: may_run,
            Action.OUTCOME: is_sheet and not state.is_busy,
            Action.SAY: is_sheet and not state.is_busy,
            Action.PILE: is_sheet and bool(state.likely),
            Action.SWAP: is_sheet and state.parked is not None,
            Action.LEAVE_OUT: is_sheet and state.can_put_aside,
            Action.NEW_FILE: not is_sheet,
            Action.UNDO: errand.signed is not None or (not is_sheet and state.is_fresh),
        }
        return frozenset(action for action, works in working.items() if works)

    def key_words(self) -> dict[Action, str]:
        """Return what keys do now where that is not the usual."""
        if self._errand.asks:
            words = self.tr("Sign up and print"), self.tr("Leave it")
            return dict(zip((Action.GO_ON, Action.HOME), words, strict=True))
        is_sheet = self._state.done is None
        said = {
            Action.GO_ON: self.tr("Save") if is_sheet else self.tr("Open the card"),
            Action.OUTCOME: self.tr("What is bought, who it is"),
            Action.SAY: self.tr("Yes or no"),
            Action.PILE: self.tr("Open a file, guardian"),
            Action.LEAVE_OUT: self.sheet.aside.accessibleName(),
            Action.NEW_FILE: self.tr("Next customer"),
            Action.UNDO: self.tr("Undo"),
        }
        if self._state.enter_goes_on:
            said[Action.GO_ON] = self.sheet.phone.enter_word or ""
        if self._has_dismissible():
            said[Action.HOME] = self.tr("Close")
        return said

    def _errand_key(self, action: Action) -> bool:
        errand = self._errand
        if action is Action.PRINT_CARD:
            self.card_wanted.emit()
        elif action is Action.SIGN_UP:
            self.sign_up_wanted.emit()
        elif action is Action.SELF_FILL:
            self.form_wanted.emit()
        elif action is Action.GO_ON and errand.asks:
            self.signed.emit()
        elif action is Action.UNDO and errand.signed is not None:
            self.sign_up_undone.emit()
        elif action is Action.HOME and _has_something(errand):
            self.errand_left.emit()
        else:
            return False
        return True

    def _show_place(self) -> None:
        place = 0 if self._state.done is None else 1
        self._stack.setCurrentIndex(_sheet_of(self._errand) or place)

    def _say(self) -> None:
        refusal = self._state.refusal or self._errand.refusal
        self._notice.show_content(None if refusal is None else refusal_notice(refusal))

    def _answer(self, group: Group, digit: int) -> None:
        draft = self._state.draft
        if draft.phone.strip() or draft.name.strip():
            self.answered.emit(group, digit)
            return
        self.sheet.phone.setFocus(Qt.FocusReason.OtherFocusReason)
        if group is Group.KIND:
            # A digit of a phone, by whoever left its field: it must not answer for somebody.
            self.sheet.phone.insert(str(digit))

    def _may_run(self) -> bool:
        """Tell whether something may be done for whoever is on file: not beside a new customer who
        is being typed, for whom it would be taken.
        """
        return self._state.done is not None or self._state.draft.is_empty

    def _has_dismissible(self) -> bool:
        state = self._state
        if _has_something(self._errand):
            return True
        return bool(
            state.refusal is not None or state.problems or state.is_asked or state.done is not None
        )

    def _has_focus_inside(self) -> bool:
        found = QApplication.focusWidget()
        return found is not None and (found is self or self.isAncestorOf(found))

    def _leave(self) -> None:
        self.errand_left.emit()
        self.dismissed.emit()

    def _target(self) -> QWidget:
        state = self._state
        if self._errand.asks:
            return self.agreement.sign
        if self._errand.handed is not None:
            return self.hand_out.leave
        if state.done is not None:
            return self.done.open
        first = next((one.name for one in state.problems), None)
        field = {
            "phone": self.sheet.phone,
            "name": self.sheet.name,
            "birth": self.sheet.birth,
        }.get(first or "")
        if field is not None:
            return field
        return self.sheet if state.is_phone_whole or state.problems else self.sheet.phone

    def _offer(self) -> None:
        # Also when only the words changed: the bottom bar asks for both together.
        told = self.offered_actions(), self.key_words()
        if told != self._told:
            self._told = told
            self.offered.emit(told[0])

    def _lay_out(self) -> None:
        gap, pad = theme.px(theme.GAP_CARDS), theme.px(theme.PAD)
        left = QWidget(self)
        left.setObjectName("enrol.left")
        self._stack = Stack(left)
        self._stack.addWidget(self.sheet)
        self._stack.addWidget(self.done)
        self._stack.addWidget(self.agreement)
        self._stack.addWidget(self.hand_out)
        right = QVBoxLayout()
        right.setSpacing(gap)
        right.addWidget(self.side, 1)
        right.addWidget(self.errands)
        self.errands.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        right.addStretch(0)
        columns = QHBoxLayout()
        columns.setSpacing(gap)
        columns.addWidget(left, 5)
        columns.addLayout(right, 3)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(pad, theme.px(theme.GAP), pad, theme.px(12))
        layout.setSpacing(gap)
        layout.addWidget(self._parked)
        layout.addLayout(columns, 1)
        layout.addWidget(self._notice)

    def _connect(self) -> None:
        self.sheet.edited.connect(self.edited)
        self.sheet.clicked.connect(self.answered)
        self.sheet.confirmed.connect(self.confirmed)
        self.sheet.put_aside.connect(self.put_aside)
        self.side.opened.connect(self.likely_opened)
        self.side.taken.connect(self.guardian_taken)
        self.done.opened.connect(self.confirmed)
        self.done.next_wanted.connect(self.next_wanted)
        self.done.undo_requested.connect(self.undo_requested)
        self.done.expired.connect(self.expired)
        self._parked.clicked.connect(self.swapped)
        self._notice.action_requested.connect(lambda _: self._leave())
        self.errands.card_wanted.connect(self.card_wanted)
        self.errands.sign_up_wanted.connect(self.sign_up_wanted)
        self.errands.undo_requested.connect(self.sign_up_undone)
        self.errands.expired.connect(self.sign_up_expired)
        self.agreement.confirmed.connect(self.signed)
        self.agreement.dismissed.connect(self.errand_left)
        self.errands.form_wanted.connect(self.form_wanted)
        self.hand_out.dismissed.connect(self.errand_left)
        parts = [
            *self.sheet.parts_in_order(),
            *self.done.parts_in_order(),
            self.agreement.sign,
            self.agreement.leave,
            self.hand_out.leave,
            *self.side.parts_in_order(),
            *self.errands.buttons,
            self._parked,
        ]
        for one, following in pairwise(parts):
            QWidget.setTabOrder(one, following)


def _sheet_of(errand: ErrandState) -> int:
    """Return the place of an errand's own sheet, 0 for none."""
    if errand.asks:
        return 2
    return 3 if errand.handed is not None else 0


def _has_something(errand: ErrandState) -> bool:
    """Tell whether an errand shows something that can be put away."""
    return bool(errand.asks or errand.handed or errand.refusal or errand.paper)
