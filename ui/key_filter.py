"""Let a scanner that types into the program from a person who types into it be told apart.

The filter sees every key before the widgets do and asks an injected detector. In a field, keys go
on at once; when the detector then claims them as a scan, what was shown of them is taken back. In
command mode, where a digit is an outcome, plain keys are kept back for a moment first (shorter than
anybody notices, longer than a scanner pauses), because an outcome cannot be taken back.

Nothing a person types is ever swallowed: keys that turn out to be no scan are delivered, in order.
Keys an input method has eaten never come here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Protocol

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

from ui.scans import ScanRead

HOLD_MS: Final = 70
"""How long a plain key waits in command mode for a second one. Longer than a scanner's gaps."""

_HELD_LIMIT: Final = 4096
_NS_PER_MS: Final = 1_000_000
_PAUSE_NS: Final = 2_000 * _NS_PER_MS

_SEPARATORS: Final = frozenset("\x04\x1d\x1e")  # GS1 separators, typed as Ctrl+letter.
_LINE_ENDS: Final = frozenset("\r\n")  # Some scanners end with Ctrl+M, Ctrl+J or Linefeed.
_MODIFIERS: Final = frozenset(
    {
        Qt.Key.Key_Shift,
        Qt.Key.Key_Control,
        Qt.Key.Key_Alt,
        Qt.Key.Key_AltGr,
        Qt.Key.Key_Meta,
        Qt.Key.Key_CapsLock,
        Qt.Key.Key_NumLock,
        Qt.Key.Key_ScrollLock,
    }
)
_COMMANDING: Final = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)
_ALT_GR: Final = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class SpecialKey(StrEnum):
    """Keys that type nothing, as far as scanners send them; OTHER is any of the rest."""

    ENTER = "enter"
    TAB = "tab"
    DOWN = "down"
    OTHER = "other"


_SPECIAL: Final = {
    Qt.Key.Key_Return: SpecialKey.ENTER,
    Qt.Key.Key_Enter: SpecialKey.ENTER,
    Qt.Key.Key_Tab: SpecialKey.TAB,
    Qt.Key.Key_Down: SpecialKey.DOWN,
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a detector says to a key: whether the widget gets it, and the scan that is complete."""

    is_passed: bool = True
    scan: ScanRead | None = None


class KeyDetector(Protocol):
    """Tells bursts of keys from typing. Times are nanoseconds of the filter's clock."""

    @property
    def due_at_ns(self) -> int | None:
        """When `tick` is wanted next, None while no run of keys is open."""

    @property
    def is_burst(self) -> bool:
        """Tell whether the open run looks like a scanner so far."""

    def char(self, text: str, at_ns: int, *, is_auto_repeat: bool) -> Verdict:
        """Take a key that types something."""

    def special(self, key: SpecialKey, at_ns: int) -> Verdict:
        """Take a key that types nothing."""

    def tick(self, now_ns: int) -> Verdict:
        """Decide a run that silence has ended."""


class KeyFilter(QObject):
    """Watches all keys of the application from `install` to `remove`."""

    def __init__(
        self,
        detector: KeyDetector,
        *,
        clock_ns: Callable[[], int],
        on_scan: Callable[[ScanRead], None],
        hold_ms: int = HOLD_MS,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("key_filter")
        self._detector, self._on_scan = detector, on_scan
        self._hold_ns = hold_ms * _NS_PER_MS
        self._clock = _EventClock(clock_ns)
        self._clock_ns = clock_ns
        self._shown: _Shown | None = None
        self._window: QWidget | None = None
        self._held: list[QKeyEvent] = []
        self._held_at_ns = 0
        self._is_replaying, self._is_second_look = False, False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_timer)

    def install(self, app: QApplication) -> None:
        """Begin to watch."""
        app.installEventFilter(self)

    def remove(self, app: QApplication) -> None:
        """Stop watching; keys kept back are delivered."""
        app.removeEventFilter(self)
        self._timer.stop()
        self._replay()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Return True for keys that no widget gets, or not yet."""
        # First what is cheap: a card comes with hundreds of events, and `type` makes an enum each.
        if not isinstance(event, QKeyEvent) or self._is_replaying:
            return False
        kind = event.type()
        if kind not in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            return False
        # A key nobody wants travels up through the parents; it counts where it starts.
        if not _is_first_receiver(watched):
            return False
        if kind is QEvent.Type.KeyRelease:
            return self._hold_release(event)
        assert isinstance(watched, QWidget)
        self._window = watched.window()
        return self._press(watched, event)

    def _press(self, target: QWidget, event: QKeyEvent) -> bool:
        if Qt.Key(event.key()) in _MODIFIERS:
            return False
        at_ns = self._clock.at_ns(event)
        self._settle(self._detector.tick(at_ns))
        taken = self._char(target, event, at_ns) if _types(event) else self._special(event, at_ns)
        self._arm()
        return taken

    def _char(self, target: QWidget, event: QKeyEvent, at_ns: int) -> bool:
        if self._detector.due_at_ns is None:
            self._shown = _Shown(target) if isinstance(target, QLineEdit) else None
        self._settle(self._detector.char(event.text(), at_ns, is_auto_repeat=event.isAutoRepeat()))
        if _takes_text(target):
            if self._shown is not None and self._shown.field is target:
                self._shown.typed += event.text()
            return False
        if event.isAutoRepeat() or len(self._held) >= _HELD_LIMIT:
            self._replay()
            return False
        self._held.append(_copy(event))
        self._held_at_ns = at_ns
        return True

    def _special(self, event: QKeyEvent, at_ns: int) -> bool:
        key = SpecialKey.OTHER
        if event.text() in _LINE_ENDS:
            key = SpecialKey.ENTER
        elif not event.modifiers() & _COMMANDING:
            key = _SPECIAL.get(Qt.Key(event.key()), SpecialKey.OTHER)
        verdict = self._detector.special(key, at_ns)
        self._settle(verdict)
        if not verdict.is_passed:
            return True
        self._replay()
        return False

    def _settle(self, verdict: Verdict) -> None:
        if verdict.scan is None:
            return
        if self._shown is not None:
            self._shown.take_back()
        self._shown = None
        self._held.clear()
        self._on_scan(verdict.scan)

    def _hold_release(self, event: QKeyEvent) -> bool:
        # Letting go must not come before the press that is still kept back.
        if not self._held or event.isAutoRepeat():
            return False
        self._held.append(_copy(event))
        return True

    def _replay(self) -> None:
        held, self._held = self._held, []
        self._is_replaying = True
        try:
            for event in held:
                if self._window is not None and isValid(self._window):
                    QCoreApplication.sendEvent(_receiver(self._window), event)
        finally:
            self._is_replaying = False

    def _arm(self) -> None:
        wanted = [at for at in (self._detector.due_at_ns, self._replay_at_ns()) if at is not None]
        self._is_second_look = False
        if not wanted:
            self._timer.stop()
            return
        left_ns = min(wanted) - self._clock_ns()
        self._timer.start(max(-(-left_ns // _NS_PER_MS), 0))

    def _replay_at_ns(self) -> int | None:
        if not self._held or self._detector.is_burst:
            return None
        return self._held_at_ns + self._hold_ns

    def _on_timer(self) -> None:
        # After a stall, keys pressed in time may still wait in the queue: they are first.
        if not self._is_second_look:
            self._is_second_look = True
            self._timer.start(0)
            return
        now_ns = self._clock_ns()
        self._settle(self._detector.tick(now_ns))
        replay_at = self._replay_at_ns()
        if replay_at is not None and now_ns >= replay_at:
            self._replay()
        self._arm()


class _Shown:
    """A field as it was when a run of keys began, and the keys it has shown of the run since."""

    def __init__(self, field: QLineEdit) -> None:
        self.field = field
        self.typed = ""
        self._text, self._cursor = field.text(), field.cursorPosition()
        self._selected = field.selectedText()
        self._start = field.selectionStart() if self._selected else self._cursor
        self._is_backward = bool(self._selected) and self._cursor == self._start

    def take_back(self) -> None:
        """Put the field back; if something else changed it meanwhile, take the run's keys only."""
        if not isValid(self.field) or not self.typed or self.field.text() == self._text:
            return
        end = self._start + len(self._selected)
        if self.field.text() == self._text[: self._start] + self.typed + self._text[end:]:
            self._replace(self._start, self._selected)
            self._select_again(end)
            return
        before_cursor = self.field.text()[: self.field.cursorPosition()]
        place = before_cursor.rfind(self.typed)
        place = self.field.text().rfind(self.typed) if place < 0 else place
        if place >= 0:
            self._replace(place, "")

    def _replace(self, start: int, text: str) -> None:
        # An edit as by hand, not `setText`: whoever follows `textEdited` must hear of it too.
        self.field.setSelection(start, len(self.typed))
        if text:
            self.field.insert(text)
        else:
            self.field.del_()

    def _select_again(self, end: int) -> None:
        if not self._selected:
            self.field.setCursorPosition(self._cursor)
        elif self._is_backward:
            self.field.setSelection(end, -len(self._selected))
        else:
            self.field.setSelection(self._start, len(self._selected))


class _EventClock:
    """Times of key events on the injected clock.

    The system stamps a key when it is pressed, on a clock of its own. Between keys that follow each
    other the stamps tell the gap, so that keys which piled up behind a busy screen do not look like
    a scanner; the first key after a pause is taken as pressed now. Never runs backwards.
    """

    def __init__(self, clock_ns: Callable[[], int]) -> None:
        self._clock_ns = clock_ns
        self._last_stamp_ns = 0
        self._last_ns = 0

    def at_ns(self, event: QKeyEvent) -> int:
        """Return when the key was pressed."""
        stamp_ns = event.timestamp() * _NS_PER_MS
        gap_ns = stamp_ns - self._last_stamp_ns
        follows = stamp_ns and self._last_stamp_ns and 0 <= gap_ns <= _PAUSE_NS
        at_ns = self._last_ns + gap_ns if follows else self._clock_ns()
        self._last_stamp_ns = stamp_ns
        self._last_ns = max(at_ns, self._last_ns)
        return self._last_ns


def _is_first_receiver(watched: QObject) -> bool:
    return isinstance(watched, QWidget) and watched is _receiver(watched.window())


def _receiver(window: QWidget) -> QWidget:
    # As Qt itself chooses. Not the application's focus widget: without a window manager, as on a
    # kiosk, keys arrive although no window counts as active.
    focused: QWidget | None = window.focusWidget()
    return window if focused is None else focused


def _types(event: QKeyEvent) -> bool:
    text = event.text()
    commanding = event.modifiers() & _COMMANDING
    if text in _SEPARATORS:
        return True
    return bool(text) and text.isprintable() and (not commanding or commanding == _ALT_GR)


def _takes_text(target: QWidget) -> bool:
    if isinstance(target, QLineEdit | QPlainTextEdit | QTextEdit):
        return not target.isReadOnly()
    return isinstance(target, QAbstractSpinBox)


def _copy(event: QKeyEvent) -> QKeyEvent:
    return QKeyEvent(
        event.type(), event.key(), event.modifiers(), event.text(), event.isAutoRepeat()
    )
