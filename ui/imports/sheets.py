"""What is asked, inside the page, before a whole import is taken back."""

from __future__ import annotations

from datetime import tzinfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.imports import words
from ui.imports.state import ImportState
from ui.theme import Role, Tone
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.text import Text


class UndoSheet(Card):
    """Says what will happen before it does; Enter does it, Esc leaves it."""

    confirmed = Signal()
    dismissed = Signal()

    def __init__(self, *, zone: tzinfo, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name=name, parent=parent)
        self.fill()
        self._zone = zone
        title = self.tr("Take the whole import back?")
        self.setAccessibleName(title)
        self._title = Text(title, name=f"{name}.title", role=Role.TITLE, wrap=True, parent=self)
        self._about = Text(name=f"{name}.about", role=Role.STRONG, wrap=True, parent=self)
        self._what = Text(name=f"{name}.what", wrap=True, parent=self)
        self._what.setText(
            self.tr(
                "Files it made are withdrawn here and at HQ, and fields it changed get back what"
                " they held. Files somebody worked with since stay, and are counted."
            )
        )
        self._after = Text(name=f"{name}.after", tone=Tone.MUTED, wrap=True, parent=self)
        self._after.setText(self.tr("The same file can be imported again afterwards."))
        self.confirm = Button(self.tr("Take it back"), name=f"{name}.confirm", key="⏎", parent=self)
        self.leave = Button(self.tr("Leave it"), name=f"{name}.leave", key="Esc", parent=self)
        self.confirm.clicked.connect(self.confirmed)
        self.leave.clicked.connect(self.dismissed)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.px(theme.GAP))
        buttons.addWidget(self.confirm)
        buttons.addWidget(self.leave)
        buttons.addStretch(1)
        inner = QVBoxLayout()
        inner.setContentsMargins(*(theme.px(theme.PAD),) * 4)
        inner.setSpacing(theme.px(12))
        for part in (self._title, self._about, self._what, self._after):
            inner.addWidget(part)
        inner.addLayout(buttons)
        inner.addStretch(1)
        self.body.addLayout(inner)

    def show_state(self, state: ImportState) -> None:
        """Ask about the import the state asks about."""
        entry = state.entry(state.undoing)
        if entry is None:
            return
        at = words.when(entry.at, state.now, self._zone)
        text = self.tr("The import of %1: %2 rows, %3 records written.").replace("%1", at)
        counts = words.number(entry.rows), words.number(entry.records)
        self._about.setText(text.replace("%2", counts[0]).replace("%3", counts[1]))

    def parts_in_order(self) -> list[QWidget]:
        """Return what takes focus, in reading order."""
        return [self.confirm, self.leave]
