"""The sheets of the page: one thing is typed, Enter saves it, Esc leaves it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from terminal.domain.problems import FieldProblem
from terminal.domain.request import Answer
from ui import theme
from ui.compliance import desk_words
from ui.compliance.state import (
    ID_KINDS,
    RIGHTS,
    AnswerSheet,
    ComplianceState,
    OrderSheet,
    ProxySheet,
    RequestSheet,
)
from ui.counter.sheets import words as sheet_words
from ui.counter.sheets.bodies import Choices
from ui.followups import words as task_words
from ui.theme import Role, Tone
from ui.widgets.button import Button, ButtonKind
from ui.widgets.card import Card
from ui.widgets.field import ChineseField, Field, PlainField
from ui.widgets.problem_label import ProblemLabel
from ui.widgets.text import Text


class _Sheet(Card):
    """A title, what stands between, one field, what is wrong with it, and two ways on."""

    edited = Signal(str)
    confirmed = Signal()
    dismissed = Signal()

    def __init__(self, field: Field, title: str, *, name: str, parent: QWidget | None) -> None:
        super().__init__(name=name, parent=parent)
        self.fill()
        self.setAccessibleName(title)
        self.field = field
        self._was_open = False
        self._title = Text(title, name=f"{name}.title", role=Role.TITLE, wrap=True, parent=self)
        self._about = Text(name=f"{name}.about", wrap=True, parent=self)
        self._problem = ProblemLabel(name=f"{name}.problem", parent=self)
        self.save = Button(
            self.tr("Save"), name=f"{name}.save", key="⏎", kind=ButtonKind.PRIMARY, parent=self
        )
        self.leave = Button(self.tr("Leave it"), name=f"{name}.leave", key="Esc", parent=self)
        field.textEdited.connect(self.edited)
        field.returnPressed.connect(self.confirmed)
        self.save.clicked.connect(self.confirmed)
        self.leave.clicked.connect(self.dismissed)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.px(theme.GAP))
        buttons.addWidget(self.save)
        buttons.addWidget(self.leave)
        buttons.addStretch(1)
        self.inner = QVBoxLayout()
        self.inner.setSpacing(theme.px(12))
        outer = QVBoxLayout()
        outer.setContentsMargins(*(theme.px(theme.PAD),) * 4)
        outer.setSpacing(theme.px(12))
        for part in (self._title, self._about, field, self._problem):
            outer.addWidget(part)
        outer.addLayout(self.inner)
        outer.addLayout(buttons)
        outer.addStretch(1)
        self.body.addLayout(outer)

    def parts_in_order(self) -> list[QWidget]:
        """Return what takes focus, in reading order."""
        return [self.field, self.save, self.leave]

    def show_title(self, title: str) -> None:
        """Show another title."""
        self._title.setText(title)
        self.setAccessibleName(title)

    def show_closed(self) -> None:
        """Note that the sheet is away."""
        self._was_open = False

    def show_entry(self, text: str, problem: FieldProblem | None, *, is_busy: bool) -> None:
        """Show what is typed, and what is wrong with it."""
        if self.field.text() != text:
            self.field.setText(text)
        said = "" if problem is None else task_words.problem(problem)
        self._problem.show_problem(said)
        self.field.set_tone(Tone.WARN if said else Tone.PLAIN)
        self.save.setEnabled(not is_busy)
        if not self._was_open:
            self._was_open = True
            self.field.setFocus()


class OrderPanel(_Sheet):
    """The number of a receipt, for the sale that is selected."""

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        label = self.tr("Order number")
        field = PlainField(name=f"{name}.field", label=label, parent=parent)
        super().__init__(field, label, name=name, parent=parent)
        self._about.setText(
            self.tr(
                "Scan the receipt's bar code or type its number. It is linked to the sale that was"
                " shown, and can be taken back."
            )
        )

    def show_state(self, state: ComplianceState) -> None:
        """Show what is typed."""
        sheet = state.sheet
        if isinstance(sheet, OrderSheet):
            self.show_entry(sheet.text, sheet.problem, is_busy=state.is_busy)
        else:
            self.show_closed()


class ProxyPanel(_Sheet):
    """Who buys in the customer's place, and which paper they showed; no number of it."""

    picked = Signal(int)
    turned = Signal()

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        label = self.tr("Name of the buyer")
        field = ChineseField(name=f"{name}.field", label=label, parent=parent)
        super().__init__(field, self.tr("Somebody else buys"), name=name, parent=parent)
        self._about.setText(
            self.tr(
                "Look at both papers: the buyer's and the customer's. Enter says that both were"
                " seen. No number of a paper is kept."
            )
        )
        shown = Text(self.tr("The buyer showed"), name=f"{name}.shown", parent=self)
        self._kinds = Choices(
            [(sheet_words.id_kind(one), f"Alt {place}") for place, one in enumerate(ID_KINDS, 1)],
            name=f"{name}.kinds",
            parent=self,
        )
        self._which = Text(name=f"{name}.which", role=Role.STRONG, wrap=True, parent=self)
        self.turn = Button(self.tr("The other one"), name=f"{name}.turn", key="Alt 5", parent=self)
        self._kinds.picked.connect(self.picked)
        self.turn.clicked.connect(self.turned)
        row = QHBoxLayout()
        row.setSpacing(theme.px(theme.GAP))
        row.addWidget(self._which, 1)
        row.addWidget(self.turn)
        for part in (shown, self._kinds):
            self.inner.addWidget(part)
        self.inner.addLayout(row)

    def show_state(self, state: ComplianceState) -> None:
        """Show what is typed and chosen."""
        sheet = state.sheet
        if not isinstance(sheet, ProxySheet):
            self.show_closed()
            return
        self._kinds.show_chosen({ID_KINDS.index(sheet.id_kind) + 1})
        for_sale = self.tr("For the sale that was shown")
        for_now = self.tr("For the purchase of now; it is found by its time")
        self._which.setText(for_sale if sheet.is_for_sale else for_now)
        self.turn.setVisible(state.pack.sale is not None)
        self.show_entry(sheet.name, sheet.problem, is_busy=state.is_busy)

    def parts_in_order(self) -> list[QWidget]:
        """Return what takes focus, in reading order."""
        return [self.field, *self._kinds.buttons, self.turn, self.save, self.leave]


class RequestPanel(_Sheet):
    """What a customer asks about their own data."""

    picked = Signal(int)

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        label = self.tr("What was asked, in one line (may stay empty)")
        field = ChineseField(name=f"{name}.field", label=label, parent=parent)
        super().__init__(field, self.tr("A customer asks for"), name=name, parent=parent)
        self._rights = Choices(
            [(desk_words.right(one), f"Alt {place}") for place, one in enumerate(RIGHTS, 1)],
            name=f"{name}.rights",
            parent=self,
        )
        self._rights.picked.connect(self.picked)
        self.inner.addWidget(self._rights)

    def show_state(self, state: ComplianceState) -> None:
        """Show what is chosen and typed."""
        sheet, who = state.sheet, state.pack.who
        if not isinstance(sheet, RequestSheet):
            self.show_closed()
            return
        named = self.tr("Of %1. It is answered within 15 days; who withdraws is obeyed at once.")
        self._about.setText(named.replace("%1", "" if who is None else who.masked_name))
        self._rights.show_chosen({RIGHTS.index(sheet.what) + 1})
        self.show_entry(sheet.note, sheet.problem, is_busy=state.is_busy)

    def parts_in_order(self) -> list[QWidget]:
        """Return what takes focus, in reading order."""
        return [self.field, *self._rights.buttons, self.save, self.leave]


class AnswerPanel(_Sheet):
    """How a request ends."""

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        label = self.tr("What the customer was told, in one line")
        field = ChineseField(name=f"{name}.field", label=label, parent=parent)
        super().__init__(field, self.tr("Answered"), name=name, parent=parent)

    def show_state(self, state: ComplianceState) -> None:
        """Show which end it is to be, and what is typed."""
        sheet = state.sheet
        if not isinstance(sheet, AnswerSheet):
            self.show_closed()
            return
        one = state.requests.shown  # The list is beside it, and so are others' requests.
        whose = () if one is None else (desk_words.whose(one), desk_words.right(one.request.what))
        if sheet.how is Answer.DONE:
            self.show_title(task_words.joined((self.tr("The request was answered"), *whose)))
            self._about.setText(self.tr("Say what was done. Today's date is noted with it."))
        else:
            self.show_title(task_words.joined((self.tr("The request is refused"), *whose)))
            self._about.setText(self.tr("A refusal needs its reason. Today's date is noted."))
        self.show_entry(sheet.note, sheet.problem, is_busy=state.is_busy)
