"""What a key event says, and who gets it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from ui.keys.words import SpecialKey

_SEPARATORS: Final = frozenset("\x04\x1c\x1d\x1e\x1f")
"""What GS1 and others put between fields; typed as Ctrl and a letter."""
_LINE_ENDS: Final = frozenset("\r\n")  # Some scanners end with Ctrl+M, Ctrl+J or Linefeed.
_COMMANDING: Final = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)
_ALT_GR: Final = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
_ALT: Final = Qt.KeyboardModifier.AltModifier
_KEYPAD: Final = Qt.KeyboardModifier.KeypadModifier
_SPECIAL: Final = {
    Qt.Key.Key_Return: SpecialKey.ENTER,
    Qt.Key.Key_Enter: SpecialKey.ENTER,
    Qt.Key.Key_Tab: SpecialKey.TAB,
    Qt.Key.Key_Down: SpecialKey.DOWN,
    Qt.Key.Key_Backspace: SpecialKey.BACKSPACE,
    Qt.Key.Key_Escape: SpecialKey.ESCAPE,
    Qt.Key.Key_Shift: SpecialKey.SHIFT,
    Qt.Key.Key_Control: SpecialKey.CONTROL,
    Qt.Key.Key_Alt: SpecialKey.ALT,
}
_X11_LOCK: Final = 2
_X11_OFFSET: Final = 8


def types(event: QKeyEvent) -> bool:
    """Tell whether a key types something, a separator of codes included."""
    text = event.text()
    commanding = event.modifiers() & _COMMANDING
    if text in _SEPARATORS:
        return True
    return bool(text) and text.isprintable() and (not commanding or commanding == _ALT_GR)


def special_of(event: QKeyEvent) -> SpecialKey | None:
    """Return which key it is of those that type nothing, None when it types something."""
    if types(event):
        return None
    if event.text() in _LINE_ENDS:
        return SpecialKey.ENTER
    # On the keypad with Alt held it may be a piece of a character's number: no text, no other key.
    if event.modifiers() & _ALT_GR == _ALT and event.modifiers() & _KEYPAD:
        return None
    return _SPECIAL.get(Qt.Key(event.key()), SpecialKey.OTHER)


def is_caps_on(event: QKeyEvent) -> bool:
    """Tell whether CapsLock was on, where the platform says it."""
    is_x11 = QGuiApplication.platformName() == "xcb"
    return is_x11 and bool(event.nativeModifiers() & _X11_LOCK)


def scan_code(event: QKeyEvent) -> int:
    """Return the key's native code as X11 counts, 0 where it is hidden. Windows counts 8 less."""
    code = event.nativeScanCode()
    return code + _X11_OFFSET if code and QGuiApplication.platformName() == "windows" else code


def identity(event: QKeyEvent) -> int:
    """Return what press and release of one key have in common."""
    return event.nativeScanCode() or -event.key()


def copy(event: QKeyEvent) -> QKeyEvent:
    """Return an event that outlives the one Qt takes away again."""
    return QKeyEvent(
        event.type(),
        event.key(),
        event.modifiers(),
        event.nativeScanCode(),
        event.nativeVirtualKey(),
        event.nativeModifiers(),
        event.text(),
        event.isAutoRepeat(),
    )


def escape() -> QKeyEvent:
    """Return a press of Escape."""
    return QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)


def is_first_receiver(watched: QObject) -> bool:
    """Tell whether a key comes here first, before it may travel up through the parents."""
    return isinstance(watched, QWidget) and watched is receiver_in(watched.window())


def receiver_in(window: QWidget) -> QWidget:
    """Return who gets a key in a window, as Qt itself chooses.

    Not the application's focus widget: without a window manager, as on a kiosk, keys arrive
    although no window counts as active.
    """
    focused: QWidget | None = window.focusWidget()
    return window if focused is None else focused


def receiver() -> QWidget | None:
    """Return who gets the next key, as far as the application knows."""
    popup: QWidget | None = QApplication.activePopupWidget()
    return QApplication.focusWidget() if popup is None else receiver_in(popup)


def takes_input_method(target: QWidget) -> bool:
    """Tell whether an input method gets the keys that go to a widget."""
    return bool(target.inputMethodQuery(Qt.InputMethodQuery.ImEnabled))
