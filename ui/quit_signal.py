"""Ctrl-C and a service manager's stop, heard while Qt waits for events."""

from __future__ import annotations

import signal
import socket
from collections.abc import Iterable
from types import FrameType

from PySide6.QtCore import QObject, QSocketNotifier, Signal


class QuitSignal(QObject):
    """Emits `requested` on the GUI thread when one of the signals arrives, inside a `with`.

    Python runs its handlers between byte codes: while Qt sleeps there are none, in the middle of
    painting it is no time to close a window, and before Qt's loop runs nobody can end it. So the
    wake-up socket tells, which Qt's loop reads. The handlers from before are put back at the end.
    """

    requested = Signal()

    def __init__(self, signals: Iterable[signal.Signals], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("quit_signal")
        self._signals = tuple(signals)
        self._before: dict[signal.Signals, object] = {}

    def __enter__(self) -> None:
        self._read, self._write = socket.socketpair()
        for end in (self._read, self._write):
            end.setblocking(False)
        self._notifier = QSocketNotifier(self._read.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._drain)
        self._wakeup_before = signal.set_wakeup_fd(self._write.fileno())
        for one in self._signals:
            self._before[one] = signal.signal(one, self._on_signal)

    def __exit__(self, *_: object) -> None:
        for one, handler in self._before.items():
            signal.signal(one, handler)  # type: ignore[arg-type]
        signal.set_wakeup_fd(self._wakeup_before)
        self._notifier.setEnabled(False)
        self._read.close()
        self._write.close()

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        """Be there: for a signal that has no handler nothing is written to the socket."""

    def _drain(self) -> None:
        if any(number in self._signals for number in self._read.recv(64)):
            self.requested.emit()
