"""Runs a till as shipped, in this process, and tells on standard output when things happened.

    python -m tests.bench.rig.probe [--size WxH] [--complete] MODULE ARGUMENTS…

MODULE is `terminal` or `terminal.demo`. Lines are JSON with `event` and, in nanoseconds of the
machine's monotonic clock (one for all processes), when. Nothing is measured here that the program
does not do anyway: methods are watched, none is replaced. With --complete the first card's first
follow-up is completed by keyboard.
"""

from __future__ import annotations

import argparse
import json
import runpy
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from devices.base import DeviceHealth, DeviceState
from terminal.app import Terminal
from terminal.entrance import Entrance
from ui.bridge import Bridge
from ui.counter.presenter import CounterPresenter

KEY_EVERY_MS: Final = 400
VALUE: Final = "6.8"
_SPECIAL: Final = {"\r": Qt.Key.Key_Return}


def tell(event: str, **facts: Any) -> None:
    """Write one line now."""
    sys.stdout.write(json.dumps({"event": event, **facts}) + "\n")
    sys.stdout.flush()


def before(owner: type, name: str, hook: Callable[..., None]) -> None:
    """Let `hook` be called with the arguments of a method before it runs."""
    method = getattr(owner, name)

    def watched(*args: Any, **kwargs: Any) -> Any:
        hook(*args, **kwargs)
        return method(*args, **kwargs)

    setattr(owner, name, watched)


class AfterPaint(QObject):
    """Calls `then` once, when the repaint in which a widget is next painted is over.

    A widget's paint event comes in the midst of its window's repaint; what is queued then is
    delivered after the repaint has reached the screen.
    """

    _queued = Signal()

    def __init__(self, widget: QWidget, then: Callable[[], None]) -> None:
        super().__init__(widget)
        self._widget, self._then = widget, then
        self._queued.connect(self._over, Qt.ConnectionType.QueuedConnection)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self._widget.removeEventFilter(self)
            self._queued.emit()
        return super().eventFilter(watched, event)

    def _over(self) -> None:
        self._then()
        self.deleteLater()


class Probe(QObject):
    """Follows one scan at a time from the device's thread to the screen."""

    _name_painted = Signal(str)

    def __init__(self, size: tuple[int, int] | None, *, complete: bool) -> None:
        super().__init__()
        self._size, self._complete = size, complete
        self._scan: dict[str, int] = {}
        self._cpu_ns = 0
        self._awaited = {"scanner", "lock"}
        self._name_painted.connect(self._on_repainted, Qt.ConnectionType.QueuedConnection)
        before(Bridge, "post_scan", lambda *_: self._on_read())
        before(Bridge, "post_device", self._on_health)
        before(CounterPresenter, "take", lambda *_: self._note("found_ns"))
        before(Terminal, "start", self.attach)

    def attach(self, terminal: Terminal) -> None:
        """Watch a terminal that is about to start."""
        window, page = terminal.screens.window, terminal.screens.counter_page
        if self._size is not None:
            window.resize(*self._size)
        AfterPaint(window, partial(self._on_window, window))
        page.painted.connect(self._on_name)
        Entrance(terminal.screens.guard, terminal).opened.connect(self._on_open)
        terminal._bridge.store_changed.connect(self._on_store)

    def _on_read(self) -> None:
        self._note("read_ns")
        self._cpu_ns = time.process_time_ns()

    def _note(self, name: str) -> None:
        self._scan[name] = time.monotonic_ns()

    def _on_health(self, _bridge: Bridge, health: DeviceHealth) -> None:
        if health.state is DeviceState.READY:
            self._is_there("scanner")

    def _on_open(self) -> None:
        self._is_there("lock")

    def _is_there(self, part: str) -> None:
        """Tell that scans can come, once somebody is signed in and the scanner is ready."""
        if part in self._awaited:
            self._awaited.discard(part)
            if not self._awaited:
                tell("scanner")

    def _on_window(self, window: QWidget) -> None:
        size = [window.width(), window.height()]
        tell("window", ns=time.monotonic_ns(), cpu_ns=time.process_time_ns(), size=size)
        # A bare virtual screen has no window manager that would give the new window the keys.
        window.activateWindow()

    def _on_name(self, customer: str) -> None:
        self._note("name_ns")
        self._scan["cpu_ns"] = time.process_time_ns() - self._cpu_ns
        self._name_painted.emit(customer)

    def _on_repainted(self, customer: str) -> None:
        self._note("repaint_ns")
        scan, self._scan = self._scan, {}
        tell("card", customer=customer, **scan)
        if self._complete:
            self._complete = False
            keys = iter(f"\r{VALUE}\r")
            QTimer.singleShot(KEY_EVERY_MS, partial(self._press, keys))

    def _on_store(self, changes: Mapping[str, frozenset[str]]) -> None:
        if "outcome" in changes:
            tell("recorded", ns=time.monotonic_ns())

    def _press(self, keys: Any) -> None:
        """Type one character into whatever has the focus, and the next one later."""
        text = next(keys, None)
        target = QApplication.focusWidget()
        if text is None or target is None:
            return
        key = _SPECIAL.get(text, Qt.Key(ord(text)))
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text)
            QCoreApplication.postEvent(target, event)
        QTimer.singleShot(KEY_EVERY_MS, partial(self._press, keys))


def main(argv: Sequence[str]) -> None:
    """Watch, then be the program."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--size", default=None)
    parser.add_argument("--complete", action="store_true")
    parser.add_argument("module")
    parser.add_argument("rest", nargs=argparse.REMAINDER)
    options = parser.parse_args(argv)
    width, _, height = (options.size or "").partition("x")
    size = (int(width), int(height)) if options.size else None
    _probe = Probe(size, complete=options.complete)  # Lives as long as the program.
    sys.argv = [options.module, *options.rest]
    runpy.run_module(options.module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main(sys.argv[1:])
