"""The one thing worth asking for today, below the tasks: one key fills it in, one puts it off."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from terminal.domain.missing import MissingField
from ui import theme
from ui.counter.sheets import words
from ui.theme import Role
from ui.widgets.button import Button
from ui.widgets.card import Line
from ui.widgets.text import Text


class MissingPart(QFrame):
    """What the file lacks, why it is asked, and two keys."""

    wanted = Signal()
    put_off = Signal()

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._shown: MissingField | None = None
        self._title = Text(name=f"{name}.title", role=Role.TITLE, wrap=True, parent=self)
        self._why = Text(name=f"{name}.why", role=Role.SECONDARY, wrap=True, parent=self)
        self.fill = Button(self.tr("Fill in now"), name=f"{name}.fill", key="M", parent=self)
        self.later = Button(self.tr("Not today"), name=f"{name}.later", key="0", parent=self)
        self.fill.clicked.connect(self.wanted)
        self.later.clicked.connect(self.put_off)
        pad = theme.px(theme.PAD)
        inner = QVBoxLayout()
        inner.setContentsMargins(pad, theme.px(12), pad, theme.px(12))
        inner.setSpacing(theme.px(theme.GAP))
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.px(theme.GAP))
        buttons.addWidget(self.fill)
        buttons.addWidget(self.later)
        buttons.addStretch(1)
        inner.addWidget(self._title)
        inner.addWidget(self._why)
        inner.addLayout(buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(inner)
        layout.addWidget(Line(name=f"{name}.line", parent=self))
        self.hide()

    def show_missing(self, missing: MissingField | None) -> None:
        """Ask for this, or for nothing."""
        if missing != self._shown:
            self._shown = missing
            text = "" if missing is None else words.missing(missing)
            self._title.setText(self.tr("To complete: %1").replace("%1", text))
            self._why.setText("" if missing is None else words.why_missing(missing))
            self.setAccessibleName(f"{self._title.text()} {self._why.text()}")
        self.setVisible(missing is not None)
