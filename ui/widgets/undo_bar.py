"""Ten seconds to take something back, in place of "are you sure"."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ui import theme
from ui.theme import Role, Tone
from ui.widgets.button import Button, ButtonKind
from ui.widgets.text import ElidedText, Text

UNDO_SECONDS: Final = 10


class UndoBar(QFrame):
    """Says what was done and offers to undo it until the seconds are over.

    `token` names the deed and comes back with both signals, so an answer that comes late cannot
    undo something else. A second deed takes the bar over; the first can no longer be undone here.
    """

    undo_requested = Signal(str)
    expired = Signal(str)

    def __init__(
        self, *, name: str, key: str = "", second_ms: int = 1_000, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("role", "notice")
        self.setProperty("tone", "brand")
        self._token = ""
        self._left = 0
        self._whose = Text(
            self.tr("Last customer:"), name=f"{name}.whose", role=Role.STRONG, parent=self
        )
        self._whose.hide()
        self._text = ElidedText(name=f"{name}.text", parent=self)
        self._seconds = Text(name=f"{name}.seconds", role=Role.SECONDARY, parent=self)
        self._button = Button(
            self.tr("Undo"), name=f"{name}.undo", key=key, kind=ButtonKind.SECONDARY, parent=self
        )
        self._button.clicked.connect(self.undo)
        self._timer = QTimer(self)
        self._timer.setInterval(second_ms)
        self._timer.timeout.connect(self._on_second)
        layout = QHBoxLayout(self)
        pad = theme.px(12)
        layout.setContentsMargins(pad, theme.px(6), theme.px(6), theme.px(6))
        layout.setSpacing(theme.px(theme.GAP))
        layout.addWidget(self._whose)
        layout.addWidget(self._text, 1)
        layout.addWidget(self._seconds)
        layout.addWidget(self._button)
        self.hide()

    def offer(self, text: str, token: str) -> None:
        """Say what was done and start the seconds."""
        self._token, self._left = token, UNDO_SECONDS
        self._text.setText(text)
        self._name()
        self._show_seconds()
        self.show()
        self._timer.start()

    def show_past(self, is_past: bool) -> None:
        """Say that it is of somebody else than whose card is open by now; the seconds go on."""
        if is_past is self._whose.isHidden():
            self._whose.setVisible(is_past)
            theme.retone(self, tone=(Tone.MUTED if is_past else Tone.BRAND).value)
            self._name()

    def _name(self) -> None:
        whose = "" if self._whose.isHidden() else self._whose.text()
        self.setAccessibleName(f"{whose} {self._text.whole()}".strip())

    def withdraw(self) -> None:
        """Go away without undoing anything."""
        self._timer.stop()
        self._token = ""
        self.hide()

    def undo(self) -> None:
        """Ask for the undo of what is on offer; nothing happens when nothing is."""
        token = self._token
        self.withdraw()
        if token:
            self.undo_requested.emit(token)

    def _on_second(self) -> None:
        self._left -= 1
        self._show_seconds()
        if self._left <= 0:
            token = self._token
            self.withdraw()
            self.expired.emit(token)

    def _show_seconds(self) -> None:
        self._seconds.setText(self.tr("%1 s").replace("%1", str(max(self._left, 0))))
