"""Small labels: tags, badges, keys, dots."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui import theme
from ui.theme import Tone


class _Small(QLabel):
    def __init__(self, text: str, role: str, name: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        self.setText(text)

    def set_tone(self, tone: Tone) -> None:
        """Change what the colour says."""
        theme.retone(self, tone=tone.value)


class Chip(_Small):
    """A tag: BRAND for what is known of the customer, INFO for insurance and HQ."""

    def __init__(
        self, text: str = "", *, name: str, tone: Tone = Tone.BRAND, parent: QWidget | None = None
    ) -> None:
        super().__init__(text, "chip", name, parent)
        self.set_tone(tone)


class Badge(_Small):
    """A filled badge, such as the customer's tier."""

    def __init__(self, text: str = "", *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(text, "badge", name, parent)


class KeyCap(_Small):
    """A key that works now, drawn as one. Screen readers hear it from the action beside it."""

    def __init__(self, key: str = "", *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(key, "key", name, parent)


class Dot(_Small):
    """A round light. Never the only sign: words stand beside it."""

    def __init__(
        self, *, name: str, tone: Tone = Tone.MUTED, parent: QWidget | None = None
    ) -> None:
        super().__init__("", "dot", name, parent)
        self.setFixedSize(theme.px(theme.DOT), theme.px(theme.DOT))
        self.set_tone(tone)
