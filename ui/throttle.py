"""Something that is asked for far more often than anybody can look."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


class Throttle(QObject):
    """Does it at once when asked, and then not before the interval is over: once more, if it was
    asked for meanwhile.
    """

    def __init__(
        self, do: Callable[[], None], interval_ms: int, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("throttle")
        self._do = do
        self._is_wanted = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(interval_ms)
        self._timer.timeout.connect(self._on_timeout)

    def ask(self) -> None:
        """Do it, now or when the interval is over."""
        if self._timer.isActive():
            self._is_wanted = True
            return
        self._timer.start()
        self._do()

    def stop(self) -> None:
        """Do nothing more."""
        self._timer.stop()
        self._is_wanted = False

    def _on_timeout(self) -> None:
        if self._is_wanted:
            self._is_wanted = False
            self.ask()
