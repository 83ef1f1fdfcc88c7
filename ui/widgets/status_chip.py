"""A chip of the top bar: a light, words, an icon when somebody has to act, and a way there."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from ui import theme
from ui.theme import Tone
from ui.widgets.chip import Dot, KeyCap
from ui.widgets.icon import Icon
from ui.widgets.text import Text

_PRESSING: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class StatusChip(QFrame):
    """Says one thing that is true now. `key` shows a key that acts on it; with `opens` it can be
    clicked and tabbed to, and Enter and Space do the same.
    """

    activated = Signal()

    def __init__(
        self,
        *,
        name: str,
        dot: bool = True,
        key: str = "",
        opens: bool = False,
        parent: QWidget | None = None,
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
        self._opens = opens
        if opens:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def text(self) -> str:
        """Return what the chip says."""
        return self._text.text()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open what it stands for."""
        if self._opens and self.rect().contains(event.position().toPoint()):
            self.activated.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the click, so that it does not end in the bar behind."""
        event.setAccepted(self._opens)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open what it stands for on Enter and Space, as a button does."""
        if self._opens and event.key() in _PRESSING and not event.isAutoRepeat():
            self.activated.emit()
            return
        super().keyPressEvent(event)

    def show_status(self, text: str, tone: Tone, *, warn_icon: bool = False) -> None:
        """Say this now. The icon takes the light's place."""
        self._text.setText(text)
        self._text.set_tone(tone if tone is Tone.WARN else Tone.PLAIN)
        self._dot.set_tone(tone)
        self._dot.setVisible(self._has_dot and not warn_icon)
        self._icon.setVisible(warn_icon)
        self.setAccessibleName(text)
        theme.retone(self, tone=tone.value)
