"""Keys as the window system delivers them, before an input method has them.

An input method may swallow a key, change it, or hand it back after a while; what a scanner sent can
be told only from what came in. On X11 a program may look at its window's own events first. Where it
may not, keys are seen when they come out of the input method, and swallowed ones are not seen.
"""

from __future__ import annotations

import ctypes
import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, Qt
from PySide6.QtGui import QKeyEvent

from ui.keys.words import SpecialKey

_KEY_PRESS, _KEY_RELEASE = 2, 3
_SENT: Final = 0x80
_EVENT_LENGTH: Final = 32
_SHIFT, _LOCK, _CONTROL, _ALT, _NUM_LOCK = 1, 2, 4, 8, 16
_NO_METHOD: Final = frozenset({"", "compose", "none", "simple", "qtvirtualkeyboard"})
_SPECIAL: Final = {
    36: SpecialKey.ENTER, 104: SpecialKey.ENTER, 23: SpecialKey.TAB, 116: SpecialKey.DOWN,
    22: SpecialKey.BACKSPACE, 9: SpecialKey.ESCAPE, 50: SpecialKey.SHIFT, 62: SpecialKey.SHIFT,
    37: SpecialKey.CONTROL, 105: SpecialKey.CONTROL, 64: SpecialKey.ALT, 108: SpecialKey.ALT,
    109: SpecialKey.ENTER,
}  # fmt: skip
_QT_KEYS: Final = {
    SpecialKey.ENTER: (Qt.Key.Key_Return, "\r"),
    SpecialKey.TAB: (Qt.Key.Key_Tab, "\t"),
    SpecialKey.DOWN: (Qt.Key.Key_Down, ""),
    SpecialKey.BACKSPACE: (Qt.Key.Key_Backspace, "\b"),
    SpecialKey.ESCAPE: (Qt.Key.Key_Escape, "\x1b"),
}
_TYPING: Final = (range(10, 22), range(24, 36), range(38, 50), range(51, 62), range(65, 66))
_SIGNS: Final = frozenset({63, 82, 86, 106})
_KEYPAD: Final = _SIGNS | {*range(79, 92)}


@dataclass(frozen=True, slots=True)
class NativeKey:
    """A key of X11: its code, the server's time, and what was held down before it."""

    code: int
    time_ms: int
    state: int
    is_press: bool

    @property
    def is_shifted(self) -> bool:
        """Tell whether Shift was down."""
        return bool(self.state & _SHIFT)

    @property
    def is_caps_on(self) -> bool:
        """Tell whether CapsLock was on."""
        return bool(self.state & _LOCK)

    @property
    def is_ctrl(self) -> bool:
        """Tell whether Ctrl was down."""
        return bool(self.state & _CONTROL)

    @property
    def is_alt(self) -> bool:
        """Tell whether Alt was down."""
        return bool(self.state & _ALT)

    @property
    def special(self) -> SpecialKey | None:
        """Return which key it is of those that type nothing, None when it types something."""
        found = _SPECIAL.get(self.code)
        if found is not None:
            return found
        if self.code in _KEYPAD:
            # Its digits are arrows while NumLock is off, but not of a number that Alt is held for.
            is_digit = self.state & (_NUM_LOCK | _ALT) or self.code in _SIGNS
            return None if is_digit else SpecialKey.OTHER
        return None if any(self.code in one for one in _TYPING) else SpecialKey.OTHER

    def as_event(self, text: str) -> QKeyEvent:
        """Return it as Qt would deliver it if there were no input method. `text` is what it types,
        which is not looked at for a special key.
        """
        kind = QKeyEvent.Type.KeyPress if self.is_press else QKeyEvent.Type.KeyRelease
        held = Qt.KeyboardModifier.NoModifier
        for is_down, modifier in (
            (self.is_shifted, Qt.KeyboardModifier.ShiftModifier),
            (self.is_ctrl, Qt.KeyboardModifier.ControlModifier),
            (self.is_alt, Qt.KeyboardModifier.AltModifier),
        ):
            if is_down:
                held |= modifier
        special = self.special
        key: int = Qt.Key.Key_unknown
        if special is not None:
            key, text = _QT_KEYS.get(special, (Qt.Key.Key_unknown, ""))
        elif len(text) == 1:
            key = ord(text.upper())
        return QKeyEvent(kind, key, held, self.code, 0, self.state, text)


TakeKey = Callable[[NativeKey], bool]
"""Looks at a key; True when nobody else may have it."""


class NativeKeys(QAbstractNativeEventFilter):
    """Shows keys of X11 to whoever asked for them, before anybody else."""

    def __init__(self, take: TakeKey) -> None:
        super().__init__()
        self._take = take

    def nativeEventFilter(
        self,
        eventType: QByteArray | bytes | bytearray | memoryview,  # noqa: ARG002, N803 (Qt's form)
        message: int,
    ) -> tuple[bool, int]:
        """Return True for keys that nobody else may have."""
        # Any event has these 32 bytes: it is a generic one that has more.
        data = ctypes.string_at(int(message), _EVENT_LENGTH)
        kind = data[0] & ~_SENT
        if kind not in (_KEY_PRESS, _KEY_RELEASE):
            return False, 0
        (time_ms,) = struct.unpack_from("=I", data, 4)
        (state,) = struct.unpack_from("=H", data, 28)
        key = NativeKey(data[1], time_ms, state, is_press=kind == _KEY_PRESS)
        return self._take(key), 0


def has_input_method(platform: str, environment: Mapping[str, str]) -> bool:
    """Tell whether this window's keys go through an input method that can be looked past: a
    program beside ours, under X11.
    """
    names = f"{environment.get('QT_IM_MODULES', '')};{environment.get('QT_IM_MODULE', '')}"
    return platform == "xcb" and any(name not in _NO_METHOD for name in names.split(";"))
