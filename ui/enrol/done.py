"""What stands where the sheet was, once a file is saved: what there is, and what may follow."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.enrol import words
from ui.enrol.state import EnrolState
from ui.theme import Role, Tone
from ui.widgets.button import Button, ButtonKind
from ui.widgets.card import Card
from ui.widgets.text import Text
from ui.widgets.undo_bar import UndoBar

translate: Final = QCoreApplication.translate


class EnrolDone(Card):
    """Enter opens the card; N begins the next file; Ctrl+Z takes this one back for ten seconds."""

    opened = Signal()
    next_wanted = Signal()
    undo_requested = Signal()
    expired = Signal(str)

    def __init__(self, *, name: str, second_ms: int = 1_000, parent: QWidget | None = None) -> None:
        super().__init__(translate("Enrol", "Saved"), name=name, parent=parent)
        self._who = Text(name=f"{name}.who", role=Role.NAME, wrap=True, parent=self)
        self._about = Text(name=f"{name}.about", role=Role.SECONDARY, wrap=True, parent=self)
        self._labels = Text(name=f"{name}.labels", role=Role.TITLE, wrap=True, parent=self)
        self._said = Text(name=f"{name}.said", role=Role.SECONDARY, wrap=True, parent=self)
        self._mark = Text(
            translate("Enrol", "On this till; it goes to HQ with the next exchange."),
            name=f"{name}.mark",
            role=Role.SECONDARY,
            wrap=True,
            parent=self,
        )
        self.open = Button(
            translate("Enrol", "Open the card"),
            name=f"{name}.open",
            key="⏎",
            kind=ButtonKind.PRIMARY,
            parent=self,
        )
        self.next = Button(
            translate("Enrol", "Next customer"), name=f"{name}.next", key="N", parent=self
        )
        self.row = QHBoxLayout()
        self.row.setSpacing(theme.px(theme.GAP))
        self._undo = UndoBar(
            name=f"{name}.undo_bar", key="Ctrl Z", second_ms=second_ms, parent=self
        )
        self._token, self._number = "", ""
        self._state = EnrolState()
        self.open.clicked.connect(self.opened)
        self.next.clicked.connect(self.next_wanted)
        self._undo.undo_requested.connect(lambda _: self.undo_requested.emit())
        self._undo.expired.connect(self.expired)
        self._lay_out()

    def show_state(self, state: EnrolState) -> None:
        """Show what was saved."""
        self._state, done = state, state.done
        token = "" if done is None or not state.is_fresh else done.customer
        if token != self._token:
            self._token = token
            if done is None or not token:
                self._undo.withdraw()
            else:
                self._undo.offer(words.saved(done), token)
        if done is None:
            return
        self._who.setText(done.masked_name)
        self._about.setText(words.about(done, self._number))
        self._labels.setText("、".join(done.labels))
        self._said.setText(words.said(done))
        self._said.set_tone(Tone.PLAIN)

    def show_number(self, customer: str, number: str) -> None:
        """Show the member number that a customer has by now, if it is theirs who was saved."""
        done = self._state.done
        self._number = number if done is not None and done.customer == customer else ""
        self.show_state(self._state)

    def parts_in_order(self) -> list[QWidget]:
        """Return what takes focus, in reading order."""
        return [self.open, self.next]

    def _lay_out(self) -> None:
        self.fill()
        pad = theme.px(theme.PAD)
        column = QVBoxLayout()
        column.setContentsMargins(pad, theme.px(12), pad, theme.px(12))
        column.setSpacing(theme.px(12))
        for part in (self._who, self._about, self._labels, self._said, self._mark):
            column.addWidget(part)
        self.row.addWidget(self.open)
        self.row.addWidget(self.next)
        self.row.addStretch(1)
        column.addLayout(self.row)
        column.addStretch(1)
        column.addWidget(self._undo)
        self.body.addLayout(column)
