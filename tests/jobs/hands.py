"""A person's hands: the keys of one keyboard and a scanner, without a display or on an X server."""

from __future__ import annotations

import os
import tty
from collections.abc import Callable, Iterator, Mapping
from typing import Final, Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.e2e.x_keyboards import ALT, ENTER, SHIFT, Tap, XKeyboard, taps_of

SCANNER: Final = "scanner"
"""The keyboard that a scanner has on an X server."""

_KEYS: Final = {
    "Enter": Qt.Key.Key_Return,
    "Esc": Qt.Key.Key_Escape,
    "Down": Qt.Key.Key_Down,
    "Up": Qt.Key.Key_Up,
    "Tab": Qt.Key.Key_Tab,
    **{f"F{number}": Qt.Key(Qt.Key.Key_F1 + number - 1) for number in range(1, 13)},
}
_HELD: Final = {
    "Alt": Qt.KeyboardModifier.AltModifier,
    "Ctrl": Qt.KeyboardModifier.ControlModifier,
}
_X_HELD: Final = {"Alt": ALT, "Ctrl": 37}
_X_CODES: Final = {
    "Enter": ENTER, "Esc": 9, "Down": 116, "Up": 111, "Tab": 23,
    **{f"F{number}": 66 + number for number in range(1, 11)}, "F11": 95, "F12": 96,
}  # fmt: skip
_SCAN_GAP_MS: Final = 8
_SHIFT_MS: Final = 60


class Hands(Protocol):
    """What a script may do: only what a person can."""

    def press(self, key: str) -> None:
        """Press and let go of one key, such as `B`, `Enter`, `F6` or `Alt+1`."""

    def hold(self, key: str) -> Callable[[], None]:
        """Press a key; what is returned lets go of it."""

    def compose(self, letters: str, text: str) -> None:
        """Type `letters` into an input method and choose `text`, the first it offers."""

    def switch(self) -> None:
        """Switch the input method to Latin letters, or back."""

    def scan(self, code: str) -> None:
        """Let the scanner read a code."""


class QtHands:
    """Keys handed to the window as the platform hands them over; a serial scanner's line."""

    def __init__(self, window: Callable[[], QWindow]) -> None:
        self._window = window
        self._line, self._far_end = os.openpty()
        tty.setraw(self._far_end)

    @property
    def port(self) -> str:
        """Return the scanner's port."""
        return os.ttyname(self._far_end)

    def close(self) -> None:
        """Unplug the scanner."""
        os.close(self._line)
        os.close(self._far_end)

    def press(self, key: str) -> None:
        """Press and let go of one key."""
        self.hold(key)()

    def hold(self, key: str) -> Callable[[], None]:
        """Press a key; what is returned lets go of it, whatever window has the keys then."""
        held, _, plain = key.rpartition("+") if len(key) > 1 else ("", "", key)
        code = _KEYS.get(plain) or Qt.Key(ord(plain.upper()))
        modifier = _HELD.get(held, Qt.KeyboardModifier.NoModifier)
        QTest.keyPress(self._front(), code, modifier)
        return lambda: QTest.keyRelease(self._front(), code, modifier)

    def _front(self) -> QWindow:
        # A list of files is a window of its own.
        found: QWindow | None = QGuiApplication.focusWindow()
        return self._window() if found is None else found

    def compose(self, letters: str, text: str) -> None:
        """Do to the field what an input method does, key by key."""
        target = QGuiApplication.focusObject()
        assert target is not None, "no field has the focus"
        for end in range(1, len(letters) + 1):
            QApplication.sendEvent(target, QInputMethodEvent(letters[:end], []))
        chosen = QInputMethodEvent("", [])
        chosen.setCommitString(text)
        QApplication.sendEvent(target, chosen)

    def switch(self) -> None:
        """Nothing has to be switched: only what is composed goes through one here."""

    def scan(self, code: str) -> None:
        """Let the scanner read a code."""
        data = f"{code}\r".encode()
        while data:
            data = data[os.write(self._line, data) :]


class XHands:
    """A keyboard and a scanner that types, both real ones of an X server."""

    def __init__(self, gap_ms: int, environment: Mapping[str, str] | None = None) -> None:
        self._gap_ms = gap_ms
        self._person = XKeyboard("", environment)
        self._scanner = XKeyboard(SCANNER, environment)
        self._scanner.__enter__()
        self._scanner.follow()

    def focus(self, window: int) -> None:
        """Let a window have the keys of both."""
        self._person.focus(window)

    def close(self) -> None:
        """Unplug both."""
        self._scanner.__exit__()
        self._person.__exit__()

    def press(self, key: str) -> None:
        """Press and let go of one key."""
        self._person.begin(list(_x_taps(key, self._gap_ms)))

    def hold(self, key: str) -> Callable[[], None]:
        """Press a key; it is let go of by itself."""
        self.press(key)
        return lambda: None

    def compose(self, letters: str, text: str) -> None:
        """Type into the input method, and take what it offers with Space."""
        self._person.begin(list(taps_of(f"{letters} ", self._gap_ms)))

    def switch(self) -> None:
        """Press and let go of Shift alone."""
        self._person.begin([Tap(SHIFT, True, self._gap_ms), Tap(SHIFT, False, _SHIFT_MS)])

    def scan(self, code: str) -> None:
        """Let the scanner type a code."""
        self._scanner.begin(list(taps_of(f"{code}\r", _SCAN_GAP_MS)))


def _x_taps(key: str, gap_ms: int) -> Iterator[Tap]:
    held, _, plain = key.rpartition("+") if len(key) > 1 else ("", "", key)
    code = _X_CODES.get(plain)
    taps = (
        list(taps_of(plain.lower(), gap_ms))
        if code is None
        else [Tap(code, True, gap_ms), Tap(code, False, 20)]
    )
    if held:
        yield Tap(_X_HELD[held], True, 0)
    yield from taps
    if held:
        yield Tap(_X_HELD[held], False, 5)
