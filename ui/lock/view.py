"""The lock on screen: it lies over everything, and every key ends here. No rules, no storage."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import i18n, theme
from ui.frame.bottom_bar import Place
from ui.frame.keys import key_name
from ui.frame.training_banner import TrainingBanner
from ui.lock import words
from ui.lock.pin_field import PinField
from ui.lock.state import DIGITS, TYPED, LockState, Step, Why
from ui.theme import Role, Tone
from ui.widgets.button import Button, ButtonKind
from ui.widgets.card import Card
from ui.widgets.problem_label import ProblemLabel
from ui.widgets.table import Cell, Column, DataTable, Row
from ui.widgets.text import Text

WIDTH: Final = 520
SECOND_MS: Final = 1_000
FORGOT_KEY: Final = "Alt+F"


class LockPage(QWidget):
    """Emits what the person did, shows what it is told. Holds nothing of any customer."""

    picked = Signal(int)
    chosen = Signal(str)
    entered = Signal(str)
    edited = Signal()
    waited = Signal()
    forgot_pressed = Signal()
    back_pressed = Signal()
    unsigned_pressed = Signal()

    def __init__(
        self, place: Place, *, second_ms: int = SECOND_MS, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("lock")
        self.setAccessibleName(self.tr("Lock"))
        self.setProperty("role", "lock")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._state, self._left_s = LockState(), 0
        self._is_training = place.is_training
        theme.retone(self, training="yes" if place.is_training else "no")
        self._store = Text(place.store, name="lock.store", parent=self)
        self._sync = Text(name="lock.sync", parent=self)
        for text in (self._store, self._sync):
            theme.retone(text, role="lock_word")
            text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._card = Card(name="lock.card", pad=True, parent=self)
        self._card.setFixedWidth(theme.px(WIDTH))
        self._title = Text(name="lock.title", role=Role.FIGURE, wrap=True, parent=self)
        self._detail = Text(name="lock.detail", role=Role.SECONDARY, wrap=True, parent=self)
        columns = (Column("", share=0, least=48), Column("", share=3), Column("", share=2))
        label = self.tr("People of this store")
        self.table = DataTable(columns, name="lock.people", label=label, fit=True, parent=self)
        self.field = PinField(name="lock.pin", label=self.tr("PIN, six digits"), parent=self)
        self.field.setFixedHeight(theme.px(theme.SEARCH))
        self._problem = ProblemLabel(name="lock.problem", parent=self)
        self._code = Text(name="lock.code", role=Role.HINT, parent=self)
        self._said = Text(name="lock.said", role=Role.SECONDARY, tone=Tone.WARN, wrap=True)
        self._back = Button(name="lock.back", kind=ButtonKind.QUIET, parent=self)
        self._forgot = Button(name="lock.forgot", kind=ButtonKind.QUIET, parent=self)
        self._unsigned = Button(
            self.tr("Open without signing in"), name="lock.unsigned", key="⏎",
            kind=ButtonKind.PRIMARY, parent=self,
        )  # fmt: skip
        self._countdown = QTimer(self)
        self._countdown.setInterval(second_ms)
        self._countdown.timeout.connect(self._on_second)
        self._lay_out()
        self._connect()
        self.show_state(LockState())

    def show_state(self, state: LockState) -> None:
        """Show exactly this."""
        before, self._state = self._state, state
        self._title.setText(words.title(state))
        self._detail.setText(words.detail(state))
        self._show_people(state)
        is_typed = state.step in TYPED and not state.is_empty
        self.field.setVisible(is_typed)
        self.field.setReadOnly(state.is_busy)
        if state.turn != before.turn:
            self.field.forget()
        if state.wait_s != before.wait_s or state.problem is not before.problem:
            self._begin_wait(state.wait_s)
        self._show_problem()
        self._unsigned.setVisible(state.is_empty)
        self._back.setVisible(state.step is not Step.PEOPLE)
        self._back.set_caption(words.back(state), "Esc")
        can_forget = state.why is Why.SIGN_IN and state.step in (Step.PIN, Step.BADGE)
        self._forgot.setVisible(can_forget)
        self._forgot.set_caption(words.forgot(state), FORGOT_KEY.replace("+", " "))
        if state.why is not None and (state.step, state.turn) != (before.step, before.turn):
            self.take_focus()

    def show_sync(self, text: str) -> None:
        """Say how sync stands: it goes on while the till is locked."""
        self._sync.setText(text)

    def take_focus(self) -> None:
        """Let keys go where they are meant for now."""
        target: QWidget = self
        if self._state.step in TYPED and not self._state.is_empty:
            target = self.field
        elif self._state.listed:
            target = self.table
        elif self._state.is_empty:
            target = self._unsigned
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what the lock's own keys say. No key goes any further."""
        event.accept()
        key = key_name(event)
        if key == "Esc":
            self.back_pressed.emit()
        elif key == FORGOT_KEY:
            self.forgot_pressed.emit()
        elif key.isdecimal() and 1 <= int(key) <= DIGITS and not event.isAutoRepeat():
            self.picked.emit(int(key))

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Let no key go any further."""
        event.accept()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Pass the focus on to what shows it."""
        super().focusInEvent(event)
        if self._state.why is not None and self._state.step in TYPED:
            self.take_focus()

    def _show_people(self, state: LockState) -> None:
        rows = [
            Row(
                one.staff.id,
                (
                    Cell(str(place) if place <= DIGITS else "", Tone.BRAND, strong=True),
                    Cell(one.staff.name, strong=True),
                    Cell(words.role(one.staff.role), Tone.MUTED),
                ),
            )
            for place, one in enumerate(state.listed, start=1)
        ]
        if tuple(rows) != self.table.rows():
            self.table.set_rows(rows, selected=rows[0].id if rows else None)
        self.table.setVisible(bool(rows))

    def _show_problem(self) -> None:
        problem, said = self._state.problem, self._state.said
        facts = {} if problem is None else dict(problem.facts)
        if self._left_s:
            facts["seconds"] = str(self._left_s)
        message = None if problem is None else i18n.message(problem.code, facts)
        self._problem.show_problem("" if message is None else f"{message.what} {message.next}")
        self._code.setText("" if message is None else message.code)
        self._code.setVisible(message is not None)
        told = None if said is None else i18n.message(said.code, said.facts)
        self._said.setText("" if told is None else f"{told.what} {told.next}")
        self._said.setVisible(told is not None)

    def _begin_wait(self, seconds: int) -> None:
        self._left_s = seconds
        if seconds:
            self._countdown.start()
        else:
            self._countdown.stop()

    def _on_second(self) -> None:
        self._left_s -= 1
        if self._left_s > 0:
            self._show_problem()
            return
        self._countdown.stop()
        self._left_s = 0
        self.waited.emit()

    def _lay_out(self) -> None:
        self._card.fill()
        for part in (
            self._title, self._detail, self.table, self.field, self._problem, self._code,
            self._said, self._unsigned,
        ):  # fmt: skip
            self._card.body.addWidget(part)
        buttons = QHBoxLayout()
        buttons.addWidget(self._back)
        buttons.addStretch(1)
        buttons.addWidget(self._forgot)
        self._card.body.addLayout(buttons)
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.px(theme.PAD))
        if self._is_training:
            layout.setContentsMargins(0, 0, 0, 0)
            layout.addWidget(TrainingBanner(name="lock.training", parent=self))
        layout.addStretch(2)
        layout.addWidget(self._store)
        # An alignment would have texts wrapped as if the card were as wide as the window.
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self._card)
        middle.addStretch(1)
        layout.addLayout(middle)
        layout.addWidget(self._sync)
        layout.addStretch(3)

    def _connect(self) -> None:
        self.table.row_activated.connect(self.chosen)
        self.field.entered.connect(self.entered)
        self.field.textEdited.connect(lambda _: self.edited.emit())
        self._back.clicked.connect(self.back_pressed)
        self._forgot.clicked.connect(self.forgot_pressed)
        self._unsigned.clicked.connect(self.unsigned_pressed)
