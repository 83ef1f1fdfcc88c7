"""What reaches the window, and what the program spends on it: counted by an event filter over the
whole application and at the turns of its event loop, never by the script that does a job.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any, Final

from PySide6.QtCore import QAbstractEventDispatcher, QEvent, QObject, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QMouseEvent, QWindow
from PySide6.QtWidgets import QApplication

from tests.jobs.timing import Timing
from ui.devices.set_up_presenter import SetUpPresenter
from ui.keys.native import NativeKey, NativeKeys
from ui.keys.words import SpecialKey
from ui.scan_router import ScanRouter
from ui.screens import Screens

_HELD: Final = frozenset(
    {Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr}
)
_HELD_SPECIAL: Final = frozenset({SpecialKey.SHIFT, SpecialKey.CONTROL, SpecialKey.ALT})
_DIGIT_CODES: Final = frozenset({*range(10, 20), *range(79, 91)} - {82, 86})
_NS_PER_MS: Final = 1_000_000


@dataclass(slots=True)
class Tally:
    """What a person did. A key with Alt or Ctrl held is one interaction; a scan is one, also one
    that the program could not read whole and asked for `again`.
    """

    scans: int = 0
    digits: int = 0
    keys: int = 0
    clicks: int = 0
    again: int = 0

    @property
    def interactions(self) -> int:
        """Return how many there were."""
        return self.scans + self.digits + self.keys + self.clicks


@dataclass(slots=True)
class Turns:
    """What each turn of the event loop took from its first event to its end, in ms: on the
    processor by this thread, and on the wall.
    """

    cpu_ms: list[float] = field(default_factory=list, repr=False)
    wall_ms: list[float] = field(default_factory=list, repr=False)


class Watch(QObject):
    """Counts from `start` to `stop`. Where the platform shows native keys they are counted, before
    an input method has them, and not those of the keyboard named `scanner`.
    """

    def __init__(self, app: QApplication, source_of: Any = None, scanner: str = "") -> None:
        super().__init__()
        self.setObjectName("watch")
        self.tally, self.turns, self.timing = Tally(), Turns(), Timing()
        self._app, self._source_of, self._scanner = app, source_of, scanner
        self._native = NativeKeys(self._on_native) if source_of is not None else None
        self._cpu_ns, self._wall_ns = time.thread_time_ns(), 0
        self._on_scan, self._unread = Screens.on_scan, ScanRouter.unread
        self._on_card = SetUpPresenter._on_keys
        dispatcher = QAbstractEventDispatcher.instance()
        assert dispatcher is not None
        self.dispatcher = dispatcher

    def start(self) -> None:
        """Begin to count. Before the screens are built: they hold on to where scans come in."""
        on_scan, unread, on_card, watch = self._on_scan, self._unread, self._on_card, self

        def counted(screens: Screens, read: Any) -> None:
            watch.tally.scans += 1
            on_scan(screens, read)

        def asked(router: ScanRouter, say: Any, code: str) -> None:
            watch.tally.scans += 1
            watch.tally.again += 1
            unread(router, say, code)

        def card(presenter: SetUpPresenter, run: Any) -> None:
            watch.tally.scans += 1  # A scanner that is being set up types no scan yet.
            on_card(presenter, run)

        setattr(SetUpPresenter, "_on_keys", card)  # noqa: B010 (as the two below)
        setattr(Screens, "on_scan", counted)  # noqa: B010 (mypy: no method is assigned to)
        setattr(ScanRouter, "unread", asked)  # noqa: B010
        self._app.installEventFilter(self)
        self.dispatcher.aboutToBlock.connect(self.note_turn)

    def hear_native(self) -> None:
        """See native keys before the program does, which keeps some from whoever comes later. Once
        the program has begun to look at them itself.
        """
        if self._native is not None:
            self._app.installNativeEventFilter(self._native)

    def stop(self) -> None:
        """Count no more."""
        setattr(SetUpPresenter, "_on_keys", self._on_card)  # noqa: B010
        setattr(Screens, "on_scan", self._on_scan)  # noqa: B010
        setattr(ScanRouter, "unread", self._unread)  # noqa: B010
        self._app.removeEventFilter(self)
        if self._native is not None:
            self._app.removeNativeEventFilter(self._native)
        self.dispatcher.aboutToBlock.disconnect(self.note_turn)

    def reset(self) -> None:
        """Begin to count what a person does anew."""
        self.tally = Tally()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Count what comes to a window, once, before any widget has it."""
        if not self._wall_ns:
            self._wall_ns = time.monotonic_ns()
        if isinstance(event, QKeyEvent):
            if self._native is None and isinstance(watched, QWindow):
                self._on_key(event)
        elif isinstance(event, QMouseEvent):
            if event.type() == QEvent.Type.MouseButtonPress and isinstance(watched, QWindow):
                self.tally.clicks += 1
        elif isinstance(event, QInputMethodEvent) and self._native is None:
            self.tally.keys += 1  # A key that an input method had first.
        return False

    def _on_key(self, event: QKeyEvent) -> None:
        if event.type() != QEvent.Type.KeyPress or event.isAutoRepeat() or event.key() in _HELD:
            return
        if Qt.Key.Key_0 <= event.key() <= Qt.Key.Key_9:
            self.tally.digits += 1
        else:
            self.tally.keys += 1

    def _on_native(self, key: NativeKey) -> bool:
        source = self._source_of(key.code, key.time_ms)
        if source is not None and self._scanner in source:
            self.timing.add(key.time_ms, time.monotonic_ns())
        elif key.is_press and key.special not in _HELD_SPECIAL:
            is_digit = key.code in _DIGIT_CODES
            self.tally.digits += is_digit
            self.tally.keys += not is_digit
        return False

    def note_turn(self) -> None:
        """Note what the turn that ends here took, and begin another: what comes next is not the
        script's own.
        """
        if self._wall_ns:
            self.turns.cpu_ms.append((time.thread_time_ns() - self._cpu_ns) / _NS_PER_MS)
            self.turns.wall_ms.append((time.monotonic_ns() - self._wall_ns) / _NS_PER_MS)
        self.leave_out()

    def leave_out(self) -> None:
        """Leave out what was done since the last turn: the script did it."""
        self._cpu_ns, self._wall_ns = time.thread_time_ns(), 0
