"""The customer whose card is open, or who was just enrolled, and what may be done for them."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from terminal.services.enrolment import Whom
from ui import theme
from ui.counter import words as card_words
from ui.enrol import paper
from ui.enrol.errands import CARD, ErrandState
from ui.followups import words as task_words
from ui.followups.flow import Flow
from ui.printing.came_out import came_out
from ui.printing.papers import screen_code
from ui.printing.preview import Paper
from ui.theme import Role, Tone
from ui.widgets.button import Button, ButtonKind
from ui.widgets.card import Card
from ui.widgets.text import Text
from ui.widgets.undo_bar import UndoBar

translate: Final = QCoreApplication.translate


def _who(whom: Whom) -> str:
    """Return who somebody is, who may have no name on file."""
    return task_words.joined((whom.masked_name, card_words.tail(whom.phone_tail)))


class ErrandCard(Card):
    """Buttons with their keys; what came out of them stands below."""

    card_wanted = Signal()
    sign_up_wanted = Signal()
    form_wanted = Signal()
    undo_requested = Signal()
    expired = Signal(str)

    def __init__(self, *, name: str, second_ms: int, parent: QWidget | None = None) -> None:
        title = translate("Enrol", "For this customer")
        super().__init__(title, name=name, pad=True, parent=parent)
        self.card = Button(
            translate("Enrol", "Print a card"), name=f"{name}.card", key="Alt P", parent=self
        )
        self.sign_up = Button(
            translate("Enrol", "Family pharmacist"),
            name=f"{name}.sign_up",
            key="Alt S",
            parent=self,
        )
        self._told = Text(name=f"{name}.told", role=Role.SECONDARY, wrap=True, parent=self)
        self._undo = UndoBar(
            name=f"{name}.undo_bar", key="Ctrl Z", second_ms=second_ms, parent=self
        )
        self._token = ""
        self.row = QWidget(self)
        self.row.setObjectName(f"{name}.row")
        flow = Flow(gap=theme.px(theme.GAP), parent=self.row)
        form = translate("Enrol", "Form for their phone")
        self.form = Button(form, name=f"{name}.form", key="Alt Q", parent=self)
        self.buttons = [self.card, self.sign_up, self.form]
        for button in self.buttons:
            flow.addWidget(button)
        for part in (self.row, self._told, self._undo):
            self.body.addWidget(part)
        self.card.clicked.connect(self.card_wanted)
        self.sign_up.clicked.connect(self.sign_up_wanted)
        self.form.clicked.connect(self.form_wanted)
        self._undo.undo_requested.connect(lambda _: self.undo_requested.emit())
        self._undo.expired.connect(self.expired)

    def show_errands(self, state: ErrandState, *, may_run: bool = True) -> None:
        """Show whose errands they are, and what came of the last one. Not `may_run`: somebody else
        is being typed beside it.
        """
        self.set_aside("" if state.whom is None else _who(state.whom))
        self.setVisible(state.whom is not None and may_run)
        for button in self.buttons:
            button.setEnabled(not state.is_busy)
        told = _told(state)
        self._told.setText(told)
        self._told.setVisible(bool(told))
        token = "" if state.signed is None else state.signed.id
        if token != self._token:
            self._token = token
            if state.signed is None:
                self._undo.withdraw()
            else:
                signed = translate("Enrol", "Signed up until %1")
                until = state.signed.until_on.isoformat()
                self._undo.offer(signed.replace("%1", until), token)


class AgreementSheet(Card):
    """What is agreed, to be read before Enter records and prints it."""

    confirmed = Signal()
    dismissed = Signal()

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        title = translate("Agreement", "Agreement with a family pharmacist")
        super().__init__(title, name=name, parent=parent)
        self.fill()
        pad = theme.px(theme.PAD)
        column = QVBoxLayout()
        column.setContentsMargins(pad, theme.px(12), pad, theme.px(12))
        column.setSpacing(theme.px(12))
        for place, text in enumerate(paper.terms()):
            column.addWidget(Text(text, name=f"{name}.{place}", wrap=True, parent=self))
        ask = translate(
            "Agreement",
            "Enter records it with you as the pharmacist, for one year, and prints it to be"
            " signed.",
        )
        column.addWidget(
            Text(ask, name=f"{name}.ask", role=Role.STRONG, tone=Tone.BRAND, wrap=True, parent=self)
        )
        self.sign = Button(
            translate("Agreement", "Sign up and print"),
            name=f"{name}.sign",
            key="⏎",
            kind=ButtonKind.PRIMARY,
            parent=self,
        )
        self.leave = Button(
            translate("Sheet", "Leave it"), name=f"{name}.leave", key="Esc", parent=self
        )
        row = QWidget(self)
        row.setObjectName(f"{name}.row")
        flow = Flow(gap=theme.px(theme.GAP), parent=row)
        flow.addWidget(self.sign)
        flow.addWidget(self.leave)
        column.addWidget(row)
        column.addStretch(1)
        self.body.addLayout(column)
        self.sign.clicked.connect(self.confirmed)
        self.leave.clicked.connect(self.dismissed)

    def show_errands(self, state: ErrandState) -> None:
        """Say whose agreement it is."""
        self.set_aside("" if state.whom is None else _who(state.whom))
        self.sign.setEnabled(not state.is_busy)


class HandOutSheet(Card):
    """The form as a code, for the customer's own phone to scan."""

    dismissed = Signal()

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        title = translate("SelfFill", "Let the customer scan this")
        super().__init__(title, name=name, pad=True, parent=parent)
        self.fill()
        how = translate(
            "SelfFill",
            "The customer fills the form in on their own phone; nothing is sent. The code the phone"
            " shows then is scanned at this till, on any page. It counts once, for a day.",
        )
        self._how = Text(how, name=f"{name}.how", role=Role.SECONDARY, wrap=True, parent=self)
        label = translate("SelfFill", "Form for their phone")
        self._code = Paper(name=f"{name}.code", label=label, parent=self)
        self.leave = Button(
            translate("SelfFill", "Done"), name=f"{name}.leave", key="Esc", parent=self
        )
        self.body.addWidget(self._how)
        self.body.addWidget(self._code, 1)
        self.body.addWidget(self.leave)
        self.leave.clicked.connect(self.dismissed)

    def show_errands(self, state: ErrandState) -> None:
        """Show the code of what was handed out."""
        self.set_aside("" if state.whom is None else state.whom.masked_name)
        handed = state.handed
        self._code.show_sheet(None if handed is None else screen_code(handed.url))


def _told(state: ErrandState) -> str:
    if state.paper is None:
        return ""
    where = came_out(state.paper)
    if state.printed == CARD and state.is_temporary:
        note = translate(
            "Enrol", "The number is this store's, until HQ issues a signed member code."
        )
        return task_words.sentences((where, note))
    return where
