"""The sheet in which a question to HQ is written."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.followups import words as task_words
from ui.knowledge.state import KnowledgeState
from ui.theme import Role, Tone
from ui.widgets.button import Button, ButtonKind
from ui.widgets.card import Card
from ui.widgets.field import ChineseField
from ui.widgets.problem_label import ProblemLabel
from ui.widgets.text import Text


class QuestionSheet(Card):
    """One line to HQ; Enter sends it, Esc leaves it."""

    edited = Signal(str)
    confirmed = Signal()
    dismissed = Signal()

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name=name, parent=parent)
        self.fill()
        title = self.tr("Ask HQ's pharmacists")
        self.setAccessibleName(title)
        self._about = Text(name=f"{name}.about", role=Role.SECONDARY, wrap=True, parent=self)
        self.text = ChineseField(name=f"{name}.text", label=self.tr("Question"), parent=self)
        self._problem = ProblemLabel(name=f"{name}.problem", parent=self)
        self.send = Button(
            self.tr("Send"), name=f"{name}.send", key="⏎", kind=ButtonKind.PRIMARY, parent=self
        )
        self.leave = Button(self.tr("Leave it"), name=f"{name}.leave", key="Esc", parent=self)
        self.text.textEdited.connect(self.edited)
        self.text.returnPressed.connect(self.confirmed)
        self.send.clicked.connect(self.confirmed)
        self.leave.clicked.connect(self.dismissed)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.px(theme.GAP))
        buttons.addWidget(self.send)
        buttons.addWidget(self.leave)
        buttons.addStretch(1)
        inner = QVBoxLayout()
        inner.setContentsMargins(*(theme.px(theme.PAD),) * 4)
        inner.setSpacing(theme.px(12))
        inner.addWidget(Text(title, name=f"{name}.title", role=Role.TITLE, parent=self))
        inner.addWidget(self._about)
        inner.addWidget(self.text)
        inner.addWidget(self._problem)
        inner.addLayout(buttons)
        inner.addStretch(1)
        self.body.addLayout(inner)
        self._is_open = False

    def show_state(self, state: KnowledgeState) -> None:
        """Show what is being written."""
        was_open, self._is_open = self._is_open, state.asking is not None
        if state.asking is None:
            return
        if self.text.text() != state.asking:
            self.text.setText(state.asking)
        about = state.asks_for
        general = self.tr("It goes to HQ with the next exchange; no customer is named in it.")
        linked = self.tr("It goes to HQ with the next exchange, linked to the file of %1.")
        named = general if about is None else linked.replace("%1", about.masked_name)
        self._about.setText(named)
        problem = "" if state.problem is None else task_words.problem(state.problem)
        self._problem.show_problem(problem)
        self.text.set_tone(Tone.WARN if problem else Tone.PLAIN)
        self.send.setEnabled(not state.is_busy)
        if not was_open:
            self.text.setFocus()

    def parts_in_order(self) -> list[QWidget]:
        """Return what takes focus, in reading order."""
        return [self.text, self.send, self.leave]
