"""From Qt's key events to the names the table of keys uses."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractSpinBox, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

_COMMANDING: Final = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)
_ENTER: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_FULL_WIDTH: Final = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}


ENTER: Final = "Enter"
"""Both Enter keys, as the table writes them."""


def key_name(event: QKeyEvent) -> str:
    """Return a key as the table writes it, empty for one that can stand in no table.

    Letters come in upper case whatever Shift and Caps Lock say; a digit is the same on the number
    pad, and the same in an input method's full width.
    """
    key, modifiers = Qt.Key(event.key()), event.modifiers()
    commanding = modifiers & _COMMANDING
    if key in _ENTER:
        return "" if commanding else ENTER
    if key == Qt.Key.Key_Space:
        return "" if commanding else "Space"
    text = event.text().translate(_FULL_WIDTH)
    if not commanding and len(text) == 1 and text.isprintable():
        return text.upper()
    if commanding and modifiers & Qt.KeyboardModifier.KeypadModifier:
        return ""  # Alt with the number pad types characters on Windows; scanners do it too.
    name = QKeySequence(int(commanding.value) | int(key)).toString(
        QKeySequence.SequenceFormat.PortableText
    )
    return name if name.isascii() else ""


def is_typing_in(widget: QWidget | None) -> bool:
    """Tell whether plain keys are text for this widget."""
    if isinstance(widget, QLineEdit | QPlainTextEdit | QTextEdit):
        return not widget.isReadOnly()
    return isinstance(widget, QAbstractSpinBox)
