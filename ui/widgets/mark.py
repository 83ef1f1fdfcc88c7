"""How far a record has come: on this till, received by HQ, accepted by HQ."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from terminal.domain.customer import Mark
from ui import theme
from ui.theme import Role, Tone
from ui.widgets.chip import Dot
from ui.widgets.text import Text

_TONES = {Mark.LOCAL: Tone.MUTED, Mark.RECEIVED: Tone.INFO, Mark.ACCEPTED: Tone.OK}


class MarkTag(QWidget):
    """A light and one of the three words."""

    def __init__(self, mark: Mark, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        self._dot = Dot(name=f"{name}.dot", parent=self)
        self._text = Text(name=f"{name}.text", role=Role.SECONDARY, parent=self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(6))
        layout.addWidget(self._dot)
        layout.addWidget(self._text)
        self.show_mark(mark)

    def show_mark(self, mark: Mark) -> None:
        """Show another mark."""
        words = self.words()
        self._text.setText(words[mark])
        self.setAccessibleName(words[mark])
        self._dot.set_tone(_TONES[mark])

    def words(self) -> dict[Mark, str]:
        """Return the word of each mark."""
        return {
            Mark.LOCAL: self.tr("This till only"),
            Mark.RECEIVED: self.tr("Received by HQ"),
            Mark.ACCEPTED: self.tr("Accepted by HQ"),
        }
