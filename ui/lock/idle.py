"""Tells when nobody has touched the till for a while."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QInputEvent, QWindow

_TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)


class IdleWatch(QObject):
    """Watches what reaches the window from outside: keys, mouse, wheel and touch. Time is counted
    by a clock that nobody can set, and that goes on while the machine sleeps.
    """

    idle = Signal()

    def __init__(
        self, idle_ms: int, elapsed_ms: Callable[[], int], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("idle_watch")
        self._idle_ms, self._elapsed_ms = idle_ms, elapsed_ms
        self._touched = elapsed_ms()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._look)

    def watch(self, window: QWindow | None) -> None:
        """Begin to watch a window, which must be shown."""
        if window is not None:
            window.installEventFilter(self)
        self._timer.start(self._idle_ms)

    def stop(self) -> None:
        """Tell nothing more."""
        self._timer.stop()

    def touch(self) -> None:
        """Somebody is here."""
        self._touched = self._elapsed_ms()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002 (as Qt has it)
        """Note a touch; keep nothing back."""
        if isinstance(event, QInputEvent) and event.type() in _TOUCHES:
            self.touch()
        return False

    def _look(self) -> None:
        left = self._idle_ms - (self._elapsed_ms() - self._touched)
        if left <= 0:
            self.idle.emit()
            left = self._idle_ms
        self._timer.start(max(left, 1))
