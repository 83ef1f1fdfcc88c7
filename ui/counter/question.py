"""A contradiction in a file, asked above the tasks with one key for each answer."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from terminal.domain.card import ConflictItem
from ui import i18n, theme
from ui.followups.flow import Flow
from ui.theme import Role
from ui.widgets.button import Button
from ui.widgets.text import Text


class Question(QFrame):
    """One question at a time; the next comes when this one is answered."""

    answered = Signal(int)

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._name = name
        self._shown: tuple[ConflictItem, ...] = ()
        self._title = Text(name=f"{name}.title", role=Role.TITLE, wrap=True, parent=self)
        self._ask = Text(name=f"{name}.ask", role=Role.SECONDARY, wrap=True, parent=self)
        self._buttons: list[Button] = []
        self._flow = Flow(gap=theme.px(theme.GAP))
        layout = QVBoxLayout(self)
        pad = theme.px(theme.PAD)
        layout.setContentsMargins(pad, theme.px(12), pad, theme.px(12))
        layout.setSpacing(theme.px(theme.GAP))
        layout.addWidget(self._title)
        layout.addWidget(self._ask)
        layout.addLayout(self._flow)
        self.hide()

    def show_conflicts(self, conflicts: tuple[ConflictItem, ...]) -> None:
        """Ask the first of them, or nothing."""
        if conflicts == self._shown:
            return
        self._shown = conflicts
        self.setVisible(bool(conflicts))
        if not conflicts:
            return
        first = conflicts[0]
        self._title.setText(self.tr("Does this fit together?"))
        self._ask.setText(i18n.pick(first.ask))
        self.setAccessibleName(f"{self._title.text()} {self._ask.text()}")
        while len(self._buttons) < len(first.replies):
            self._add_button()
        for place, button in enumerate(self._buttons):
            button.setVisible(place < len(first.replies))
            if place < len(first.replies):
                button.set_caption(i18n.pick(first.replies[place].words), f"Alt {place + 1}")

    def _add_button(self) -> None:
        place = len(self._buttons)
        button = Button(name=f"{self._name}.{place}", parent=self)
        button.setProperty("place", place + 1)
        button.clicked.connect(self._on_clicked)
        self._flow.addWidget(button)
        self._buttons.append(button)

    def _on_clicked(self) -> None:
        self.answered.emit(int(self.sender().property("place")))
