"""A digit in command mode while a task wants a number: an outcome, or the number's beginning?

Somebody who types 6.8 without having pressed Enter first must not record outcome 6. So the digit
waits a moment: if the number goes on, all of it is put into the field; otherwise it is the outcome.
A task that wants no number, or has one, does not wait.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

HOLD_MS: Final = 600
"""Longer than people take from one digit to the next, shorter than a doubt."""

_GOES_ON: Final = frozenset("0123456789.。．,，/、")
_ENTER: Final = "\r"


class HeldDigit(QObject):
    """Keeps one digit for `hold_ms`, or not at all when that is 0. `decided` says that it was an
    outcome, `grew` what was typed of a number.
    """

    decided = Signal(int)
    grew = Signal(str)

    def __init__(self, hold_ms: int, parent: QObject) -> None:
        super().__init__(parent)
        self.setObjectName("held_digit")
        self._digit: int | None = None
        self._watched: QWidget | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(hold_ms)
        self._timer.timeout.connect(self._decide)

    def hold(self, digit: int) -> None:
        """Keep a digit; a second one says that both are a number."""
        if self._digit is not None:
            self._grow(str(digit))
            return
        if self._timer.interval() == 0:
            self.decided.emit(digit)
            return
        self._digit = digit
        # After the program's own filter, which must see every key to tell a scanner from a person.
        self._watched = QApplication.focusWidget()
        if self._watched is not None:
            self._watched.installEventFilter(self)
        self._timer.start()

    def settle(self) -> None:
        """Wait no longer: it was an outcome."""
        self._decide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002 (as Qt has it)
        """Take the keys that go on with the number; any other one says it was an outcome."""
        if self._digit is None or event.type() != QEvent.Type.KeyPress:
            return False
        assert isinstance(event, QKeyEvent)
        text = event.text()
        if text and text in _GOES_ON:
            self._grow(text)
            return True
        if text == _ENTER:
            # A whole number was meant, or a slip: it is shown, and Enter once more records it.
            self._grow("")
            return True
        if text:
            self._decide()
        return False

    def _grow(self, text: str) -> None:
        digit = self._let_go()
        self.grew.emit(f"{digit}{text}")

    def _decide(self) -> None:
        digit = self._let_go()
        if digit is not None:
            self.decided.emit(digit)

    def _let_go(self) -> int | None:
        digit, self._digit = self._digit, None
        self._timer.stop()
        if self._watched is not None:
            self._watched.removeEventFilter(self)
            self._watched = None
        return digit
