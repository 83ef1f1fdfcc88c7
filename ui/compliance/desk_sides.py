"""The right side of the register of prescriptions, and of the requests."""

from __future__ import annotations

from datetime import tzinfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from terminal.services.requests import Listed
from ui import theme
from ui.compliance import desk_words, words
from ui.compliance.files_bar import FilesBar
from ui.compliance.state import ComplianceState
from ui.followups import words as task_words
from ui.theme import Role, Tone
from ui.widgets.button import Button, ButtonKind
from ui.widgets.card import Card
from ui.widgets.table import Cell, Column, DataTable, Row
from ui.widgets.text import Text


class PrescriptionSide(Card):
    """One prescription in full."""

    workbook_requested = Signal()
    folder_requested = Signal()

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name=name, parent=parent)
        self.fill()
        self.setAccessibleName(self.tr("The prescription"))
        self._title = Text(name=f"{name}.title", role=Role.TITLE, wrap=True, parent=self)
        self._about = Text(name=f"{name}.about", wrap=True, parent=self)
        self._buyer = Text(name=f"{name}.buyer", wrap=True, parent=self)
        self._older = Text(name=f"{name}.older", role=Role.SECONDARY, wrap=True, parent=self)
        self.lines = DataTable(
            (Column(self.tr("Medicine"), 1, 160), Column(self.tr("Packs"), 0, 70)),
            name=f"{name}.lines",
            label=self.tr("Medicines of the prescription"),
            fit=True,
            selectable=False,
            parent=self,
        )
        self._files = FilesBar(name=f"{name}.files", parent=self)
        self.workbook = Button(
            self.tr("Save workbook"),
            name=f"{name}.workbook",
            key="E",
            kind=ButtonKind.PRIMARY,
            parent=self,
        )
        self.folder = Button(self.tr("Folder"), name=f"{name}.folder", key="F", parent=self)
        self.workbook.clicked.connect(self.workbook_requested)
        self.folder.clicked.connect(self.folder_requested)
        pad, gap = theme.px(theme.PAD), theme.px(theme.GAP)
        top = QVBoxLayout()
        top.setContentsMargins(pad, pad, pad, gap)
        top.setSpacing(gap)
        for part in (self._title, self._about, self._buyer):
            top.addWidget(part)
        foot = QVBoxLayout()
        foot.setContentsMargins(pad, gap, pad, theme.px(12))
        foot.setSpacing(theme.px(6))
        buttons = QHBoxLayout()
        buttons.setSpacing(gap)
        buttons.addWidget(self.workbook)
        buttons.addWidget(self.folder)
        buttons.addStretch(1)
        foot.addWidget(self._older)
        foot.addWidget(self._files)
        foot.addLayout(buttons)
        self.body.addLayout(top)
        self.body.addWidget(self.lines)
        self.body.addStretch(1)
        self.body.addLayout(foot)

    def show_state(self, state: ComplianceState) -> None:
        """Show the prescription that is selected, or why there is none."""
        shown, register = state.register.shown, state.register.register
        self.lines.setVisible(shown is not None)
        self.lines.set_rows([])
        listed, fitting = len(state.register.rows), len(state.register.fitting)
        self._older.setText(
            "" if register is None else desk_words.extent(register, listed, fitting)
        )
        self.workbook.setEnabled(shown is not None and state.saving is None)
        self._files.show_state(state)
        if shown is not None:
            self._title.setText(shown.number)
            by = self.tr("sold by %1").replace("%1", shown.pharmacist) if shown.pharmacist else ""
            customer = shown.customer or self.tr("no customer on the sale")
            self._about.setText(task_words.joined((shown.day.isoformat(), by, customer)))
            bought = self.tr("Bought by: %1").replace("%1", words.buyer(shown.buyer))
            self._buyer.setText(bought if shown.buyer is not None else "")
            cells = (
                (Cell(name), Cell(task_words.amount(packs))) for name, packs in shown.medicines
            )
            self.lines.set_rows([Row(str(place), row) for place, row in enumerate(cells)])
        else:
            self._show_nothing(state)
        for text in (self._about, self._buyer, self._older):
            text.setVisible(bool(text.text()))

    def parts_in_order(self) -> list[QWidget]:
        """Return what takes focus, in reading order."""
        return [self.workbook, self.folder]

    def _show_nothing(self, state: ComplianceState) -> None:
        title = text = ""
        if state.register.is_reading:
            title = self.tr("Reading the register…")
        elif state.register.register is not None and state.register.text.strip():
            title = self.tr("No prescription fits")
            text = self.tr("Try part of the number, of a medicine, of a name, or a month: 2025-11.")
        elif state.register.register is not None:
            title = self.tr("No prescription yet")
            text = self.tr("Sales that name a prescription appear here with the next exchange.")
        self._title.setText(title)
        self._about.setText(text)
        self._buyer.setText("")


class RequestSide(Card):
    """One request: whose, what, until when, and what came of it."""

    new_requested = Signal()
    done_requested = Signal()
    refusal_requested = Signal()
    copy_requested = Signal()

    def __init__(self, *, zone: tzinfo, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name=name, parent=parent)
        self.fill()
        self.setAccessibleName(self.tr("The request"))
        self._zone = zone
        self._title = Text(name=f"{name}.title", role=Role.TITLE, wrap=True, parent=self)
        self._due = Text(name=f"{name}.due", role=Role.STRONG, wrap=True, parent=self)
        self._taken = Text(name=f"{name}.taken", role=Role.SECONDARY, wrap=True, parent=self)
        self._note = Text(name=f"{name}.note", wrap=True, parent=self)
        self._who = Text(name=f"{name}.who", role=Role.SECONDARY, wrap=True, parent=self)
        self.done = Button(
            self.tr("Answered"), name=f"{name}.done", key="A", kind=ButtonKind.PRIMARY, parent=self
        )
        self.refuse = Button(self.tr("Refuse"), name=f"{name}.refuse", key="D", parent=self)
        self.new = Button(self.tr("New request"), name=f"{name}.new", key="N", parent=self)
        self.copy = Button(
            self.tr("Save what is on file"), name=f"{name}.copy", key="E", parent=self
        )
        self._holds = Text(
            self.tr("E makes a workbook of everything this till holds about the customer."),
            name=f"{name}.holds",
            wrap=True,
            parent=self,
        )
        self._files = FilesBar(name=f"{name}.files", parent=self)
        self.copy.clicked.connect(self.copy_requested)
        self.done.clicked.connect(self.done_requested)
        self.refuse.clicked.connect(self.refusal_requested)
        self.new.clicked.connect(self.new_requested)
        pad, gap = theme.px(theme.PAD), theme.px(theme.GAP)
        inner = QVBoxLayout()
        inner.setContentsMargins(pad, pad, pad, theme.px(12))
        inner.setSpacing(gap)
        for part in (self._title, self._due, self._taken, self._note, self._holds):
            inner.addWidget(part)
        inner.addStretch(1)
        inner.addWidget(self._files)
        inner.addWidget(self._who)
        buttons = QHBoxLayout()
        buttons.setSpacing(gap)
        for button in (self.done, self.refuse, self.copy, self.new):
            buttons.addWidget(button)
        buttons.addStretch(1)
        inner.addLayout(buttons)
        self.body.addLayout(inner)

    def show_state(self, state: ComplianceState) -> None:
        """Show the request that is selected, or what this list is for."""
        shown, who = state.requests.shown, state.pack.who
        self.done.setEnabled(state.requests.can_answer)
        self.refuse.setEnabled(state.requests.can_answer)
        self.new.setEnabled(who is not None)
        for part in (self.copy, self._holds, self._files):
            part.setVisible(state.requests.can_copy)
        self.copy.setEnabled(state.requests.can_collect and state.saving is None)
        self._files.show_state(state)
        if who is not None:
            named = self.tr("A new one is that of %1.").replace("%1", who.masked_name)
            self._who.setText(named)
        else:
            self._who.setText(
                self.tr("For a new one choose the customer first: open the card, or Alt+1.")
            )
        if shown is not None:
            self._show_request(shown)
        else:
            self._title.setText(self._none_shown(state))
            self._due.setText("")
            self._taken.setText(
                self.tr(
                    "Who asks for a copy, a correction, erasure, or withdraws, is answered within"
                    " 15 days."
                )
            )
            self._note.setText("")
        for text in (self._due, self._taken, self._note):
            text.setVisible(bool(text.text()))

    def parts_in_order(self) -> list[QWidget]:
        """Return what takes focus, in reading order."""
        return [self.done, self.refuse, self.copy, self.new]

    def _none_shown(self, state: ComplianceState) -> str:
        desk, who = state.requests, state.pack.who
        if desk.items is None:
            return ""
        if desk.rows and desk.whose is not None:
            named = self.tr("No request of %1; choose one of the list to see it")
            return named.replace("%1", self.tr("this customer") if who is None else who.masked_name)
        if desk.items and desk.text.strip():
            return self.tr("No request fits")
        return self.tr("No request is waiting")

    def _show_request(self, one: Listed) -> None:
        found = one.request
        title = self.tr("%1 asks for: %2").replace("%1", desk_words.whose(one))
        self._title.setText(title.replace("%2", desk_words.right(found.what)))
        said, tone = desk_words.due(one)
        until = self.tr("to be answered by %1").replace("%1", found.due_on.isoformat())
        self._due.setText(task_words.joined((said, until)) if found.is_open else said)
        self._due.set_tone(tone if tone is Tone.WARN else Tone.PLAIN)
        taken = self.tr("Taken down %1 by %2").replace("%2", one.by)
        at = f"{found.at.astimezone(self._zone):%Y-%m-%d %H:%M}"
        parts = [taken.replace("%1", at)]
        if found.done is not None:
            ended = f"{found.done.astimezone(self._zone):%Y-%m-%d %H:%M}"
            parts.append(self.tr("answered %1").replace("%1", ended))
        self._taken.setText(task_words.joined(parts))
        self._note.setText(found.note)
