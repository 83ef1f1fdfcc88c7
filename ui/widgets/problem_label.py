"""What is wrong with a field, right under it, in words that say how to go on."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui import theme
from ui.theme import Role, Tone
from ui.widgets.icon import Icon
from ui.widgets.text import Text


class ProblemLabel(QWidget):
    """A line with the warn icon; invisible while nothing is wrong."""

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._text = Text(
            name=f"{name}.text", role=Role.SECONDARY, tone=Tone.WARN, wrap=True, parent=self
        )
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(6))
        layout.addWidget(Icon("warn", name=f"{name}.icon", tone=Tone.WARN, parent=self))
        layout.addWidget(self._text, 1)
        self.hide()

    def text(self) -> str:
        """Return what it says, empty while nothing is wrong."""
        return self._text.text()

    def show_problem(self, text: str) -> None:
        """Say what is wrong; an empty text takes it away."""
        self._text.setText(text)
        self.setAccessibleName(text)
        self.setVisible(bool(text))
