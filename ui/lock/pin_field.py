"""The field for a PIN: six digits that nobody sees, taken as soon as they are there."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from terminal.domain import pin
from ui.widgets.field import PlainField

SETTLE_MS: Final = 200
"""Longer than any scanner takes from one key to the next: the first six characters of a code that
is typed by one are no PIN.
"""
_ROOM: Final = 128


class PinField(PlainField):
    """Emits `entered` on Enter, or a moment after the sixth digit. Neither drag nor an input method
    reaches it, and nothing can be copied out of it.
    """

    entered = Signal(str)

    def __init__(self, *, name: str, label: str, parent: QWidget | None = None) -> None:
        super().__init__(name=name, label=label, parent=parent)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setMaxLength(_ROOM)
        self.setAcceptDrops(False)
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(SETTLE_MS)
        self._settling.timeout.connect(self._enter)
        self.textChanged.connect(self._on_text)
        self.returnPressed.connect(self._enter)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Let what was being composed elsewhere when the till locked come to nothing here."""
        event.accept()

    def forget(self) -> None:
        """Empty the field, and what it remembers to undo."""
        self._settling.stop()
        self.setText("")

    def _on_text(self, text: str) -> None:
        if pin.is_whole(pin.read(text)):
            self._settling.start()
        else:
            self._settling.stop()

    def _enter(self) -> None:
        self._settling.stop()
        if self.text():
            self.entered.emit(self.text())
