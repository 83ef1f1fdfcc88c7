"""The one bridge from device, store and sync threads to the GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal, Slot

_QUEUED: Final = Qt.ConnectionType.QueuedConnection


class Bridge(QObject):
    """Repeats, on the GUI thread, what other threads tell it.

    The `post_…` methods may be called from any thread and return at once; the signals are only
    ever emitted on the GUI thread, so plain functions may be connected to them. A signal between
    threads must not be emitted by a short-lived object: this one lives as long as the program.
    """

    scan_received = Signal(object)
    device_changed = Signal(object)
    store_changed = Signal(object)
    trouble_arose = Signal(object)

    _posted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("bridge")
        self._is_open = True
        self._posted.connect(self._deliver, _QUEUED)

    def post_scan(self, scan: object) -> None:
        """Hand over a scan or a device's problem with one."""
        self._post(partial(self.scan_received.emit, scan))

    def post_device(self, health: object) -> None:
        """Hand over how a device is doing."""
        self._post(partial(self.device_changed.emit, health))

    def post_store(self, changes: object) -> None:
        """Hand over what a committed transaction touched: ids by kind."""
        self._post(partial(self.store_changed.emit, changes))

    def post_trouble(self, code: object) -> None:
        """Hand over the code of something that went wrong behind the screens."""
        self._post(partial(self.trouble_arose.emit, code))

    def close(self) -> None:
        """Repeat nothing more: the screens are going away."""
        self._is_open = False

    def _post(self, repeat: Callable[[], None]) -> None:
        if self._is_open:
            self._posted.emit(repeat)

    @Slot(object)
    def _deliver(self, repeat: Callable[[], None]) -> None:
        if self._is_open:
            repeat()
