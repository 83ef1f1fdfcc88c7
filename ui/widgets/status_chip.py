"""A chip of the top bar: a light, words, and an icon when somebody has to act."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from ui import theme
from ui.theme import Tone
from ui.widgets.chip import Dot, KeyCap
from ui.widgets.icon import Icon
from ui.widgets.text import Text


class StatusChip(QFrame):
    """Says one thing that is true now. `key` shows a key that acts on it."""

    def __init__(
        self, *, name: str, dot: bool = True, key: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("role", "status")
        self.setFixedHeight(theme.px(30))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._dot = Dot(name=f"{name}.dot", parent=self)
        self._icon = Icon("warn", name=f"{name}.icon", tone=Tone.WARN, parent=self)
        self._text = Text(name=f"{name}.text", parent=self)
        self._key = KeyCap(key, name=f"{name}.key", parent=self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.px(12), 0, theme.px(12), 0)
        layout.setSpacing(theme.px(6))
        for part in (self._dot, self._icon, self._text, self._key):
            layout.addWidget(part)
        self._has_dot = dot
        self._dot.setVisible(dot)
        self._icon.hide()
        self._key.setVisible(bool(key))

    def text(self) -> str:
        """Return what the chip says."""
        return self._text.text()

    def show_status(self, text: str, tone: Tone, *, warn_icon: bool = False) -> None:
        """Say this now. The icon takes the light's place."""
        self._text.setText(text)
        self._text.set_tone(tone if tone is Tone.WARN else Tone.PLAIN)
        self._dot.set_tone(tone)
        self._dot.setVisible(self._has_dot and not warn_icon)
        self._icon.setVisible(warn_icon)
        self.setAccessibleName(text)
        theme.retone(self, tone=tone.value)
