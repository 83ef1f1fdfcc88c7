"""Buttons that show the key that does the same."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ui import theme


class ButtonKind(StrEnum):
    """PRIMARY is the one next action of a card; QUIET is a link; CHOICE can be on or off."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    QUIET = "quiet"
    CHOICE = "choice"


class Button(QPushButton):
    """A button with its key beside its words: 未接通 3. A screen reader hears both apart."""

    def __init__(
        self,
        text: str = "",
        *,
        name: str,
        key: str = "",
        kind: ButtonKind = ButtonKind.SECONDARY,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("kind", kind.value)
        self.setCheckable(kind is ButtonKind.CHOICE)
        # The words of a choice often end in a count, which must not run into the key's digit.
        self._gap = "\N{EN SPACE}" if kind is ButtonKind.CHOICE else " "
        self.setAutoDefault(False)
        self.setFixedHeight(theme.active().control)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.set_caption(text, key)

    def set_caption(self, text: str, key: str = "") -> None:
        """Show other words, or another key."""
        shown = f"{text}{self._gap}{key}" if key else text
        self.setText(shown.replace("&", "&&"))  # A lone & would underline and claim Alt+letter.
        self.setAccessibleName(text)
        self.setAccessibleDescription(key)

    def set_kind(self, kind: ButtonKind) -> None:
        """Make it the primary action, or an ordinary one."""
        theme.retone(self, kind=kind.value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter for Space: whoever tabbed here expects both."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
            return
        super().keyPressEvent(event)
