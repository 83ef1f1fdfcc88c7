"""A till as shipped with its real window, in this process, at which a script does a person's work.

HQ cannot be reached, as on a bad day. What the person did is counted where it reaches the window;
what the machine took is measured from the last thing the person did to what it led to.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final, TypeVar

import shiboken6
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from local_store.unit_of_work import UnitOfWork
from sync.agent.pace import PaceSettings
from terminal.app import Start, Terminal, application
from terminal.config import ScannerSettings, TerminalSettings, WedgeSettings
from tests.fakes import at_the_lock
from tests.jobs.hands import SCANNER, Hands, QtHands, XHands
from tests.jobs.shop import BADGES, PHARMACIST, Shop
from tests.jobs.watch import Watch
from ui.lock.state import Step
from ui.screens import Screens
from ui.shortcuts import PageId

T = TypeVar("T")

SIZE: Final = (1366, 768)
PATIENCE_MS: Final = 10_000
SCANS_MOST: Final = 4
BETWEEN_SCANS_MS: Final = 600
"""What it takes at least to aim a scanner that types and to pull its trigger once more."""
HELD_MS: Final = 80
"""How long a person's key is down, as in docs/scan-traces.md: none lets go as soon as a scanner,
whose keys are worth waiting for.
"""
_PACE: Final = PaceSettings(
    coalesce=10, backoff_min=60_000, backoff_max=60_000, early_every=60_000,
    poll_min=60_000, poll_max=60_000,
)  # fmt: skip
_NS_PER_MS: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Ways:
    """How the work is done: on an X server or without a display, whether scanners that type are
    looked for, whether an input method is on, and the pause after each key, as long as a person's.
    """

    on_x: bool = False
    wedge: bool = False
    gap_ms: int = 0


class JobError(AssertionError):
    """A job could not be done; the text says what did not come."""


@dataclass(slots=True)
class Spent:
    """What the machine took for what was asked of it, in ms: as somebody waits, and of processor's
    time. `decisions` and `talk_s` are the person's own, as the operator model counts them.
    """

    wall_ms: float = 0.0
    cpu_ms: float = 0.0
    decisions: int = 0
    talk_s: float = 0.0


@dataclass(slots=True)
class Till:
    """What a script has in front of it: hands, and eyes for what the window shows."""

    terminal: Terminal
    hands: Hands
    watch: Watch
    ways: Ways
    method_is_on: bool = False
    spent: Spent = field(default_factory=Spent)

    @property
    def screens(self) -> Screens:
        """Return the screens."""
        return self.terminal.screens

    @property
    def page(self) -> PageId | None:
        """Return the page that is shown."""
        return self.screens.window.current_page()

    def widget(self, page: PageId) -> Any:
        """Return the widget of a page."""
        return self.screens.window._pages[page].widget

    @property
    def actor(self) -> str:
        """Return who works here now."""
        session = self.terminal._session
        return "" if session is None else session.actor

    def focus_name(self) -> str:
        """Return the object name of what has the focus."""
        focus = QApplication.focusWidget()
        return "" if focus is None else focus.objectName()

    def words(self) -> str:
        """Return everything that can be read in the window now."""
        shown = self.screens.window.findChildren(QLabel)
        return "\n".join(one.text() for one in shown if one.isVisible())

    def read(self, work: Callable[[UnitOfWork], T]) -> T:
        """Return what is on file."""
        return self.terminal.store.read(work).result(timeout=30)

    # What a person does.

    def scan(self, code: str) -> None:
        """Scan a code, and once more where the window asks for it: a scanner that types and whose
        keys come late on a busy machine is not always told from a person.
        """
        for _ in range(SCANS_MOST):
            scans, again = self.watch.tally.scans, self.watch.tally.again
            self.show_code(code)
            if self.ways.on_x:
                self.until(partial(self._has_more_scans_than, scans), "a word about the scan")
            if self.watch.tally.again == again:
                return
            self.decide()
        raise JobError(f"a scan was asked for again and again: {self.watch.timing}")

    def show_code(self, code: str) -> None:
        """Let the scanner read what the program may take otherwise than as a scan."""
        if self.ways.on_x:
            self.pause(BETWEEN_SCANS_MS)
            self.watch.timing.begin()
        self._do(lambda: self.hands.scan(code))

    def press(self, *keys: str) -> None:
        """Press keys one after another."""
        for key in keys:
            before = self.watch.tally.interactions
            let_go = self._do(partial(self.hands.hold, key))
            if self.ways.on_x:
                self.until(partial(self._has_more_than, before), f"key {key}")
            held_ms = min(HELD_MS, self.ways.gap_ms)
            self.pause(held_ms)
            self._do(let_go)
            self.pause(self.ways.gap_ms - held_ms)

    def type(self, text: str) -> None:
        """Type a text, key by key."""
        self.press(*text)

    def say(self, letters: str, text: str) -> None:
        """Enter Chinese by an input method where it is on, else its letters as they are."""
        if not self.method_is_on:
            self.type(letters)
        else:
            self._do(lambda: self.hands.compose(letters, text))

    def spell(self, text: str) -> None:
        """Type letters as they are, where an input method would make Chinese of them: Shift, by
        itself, switches it to Latin letters and back, as people do it.
        """
        is_in_the_way = self.ways.on_x and self.method_is_on
        if is_in_the_way:
            self._do(self.hands.switch)
            self.pause(self.ways.gap_ms)
        self.type(text)
        if is_in_the_way:
            self._do(self.hands.switch)
            self.pause(self.ways.gap_ms)

    def decide(self, times: int = 1) -> None:
        """Look, and make up one's mind."""
        self.spent.decisions += times

    def talk(self, seconds: float) -> None:
        """Say what has to be said."""
        self.spent.talk_s += seconds

    # What a person waits for.

    def until(self, is_so: Callable[[], object], what: str) -> None:
        """Wait until something is so, looking at every turn of the loop. Raise JobError."""
        cpu, wall = time.process_time_ns(), time.monotonic_ns()
        if not is_so():
            self._wait(is_so, what)
        self.spent.wall_ms += (time.monotonic_ns() - wall) / _NS_PER_MS
        self.spent.cpu_ms += (time.process_time_ns() - cpu) / _NS_PER_MS

    def pause(self, milliseconds: int) -> None:
        """Let time pass."""
        if milliseconds:
            self.watch.leave_out()
            loop = QEventLoop()
            QTimer.singleShot(milliseconds, loop.quit)
            loop.exec()

    def settle(self) -> None:
        """Let everything that is under way come to its end: no store work, nothing to repaint."""
        self.terminal.store.run(lambda _: None).result(timeout=30)
        self.terminal.store.read(lambda _: None).result(timeout=30)
        self.pause(30)

    def come_forward(self) -> None:
        """Wait until the window has the keys again after one before it. No window manager helps."""
        window = self.screens.window
        self.until(lambda: QApplication.activeModalWidget() is None, "the window alone")
        self.until(window.isActiveWindow, "the window in front")

    def _has_more_scans_than(self, scans: int) -> bool:
        return self.watch.tally.scans > scans

    def _has_more_than(self, interactions: int) -> bool:
        return self.watch.tally.interactions > interactions

    def _do(self, deed: Callable[[], T]) -> T:
        cpu, wall = time.process_time_ns(), time.monotonic_ns()
        self.watch.leave_out()
        came = deed()
        self.watch.note_turn()
        self.spent.wall_ms += (time.monotonic_ns() - wall) / _NS_PER_MS
        self.spent.cpu_ms += (time.process_time_ns() - cpu) / _NS_PER_MS
        return came

    def _wait(self, is_so: Callable[[], object], what: str) -> None:
        loop, seen = QEventLoop(), list[bool]()

        def look() -> None:
            if not seen and is_so():
                seen.append(True)
                loop.quit()
            self.watch.leave_out()

        limit = QTimer()
        limit.setSingleShot(True)
        limit.timeout.connect(loop.quit)
        limit.start(PATIENCE_MS)
        self.watch.dispatcher.aboutToBlock.connect(look)
        self.watch.leave_out()
        loop.exec()
        self.watch.dispatcher.aboutToBlock.disconnect(look)
        if not seen and not is_so():
            scan = f"; last scan: {self.watch.timing}" if self.ways.on_x else ""
            raise JobError(f"{what} did not come; {self.page}, focus {self.focus_name()}{scan}")


def so(is_so: object, what: str) -> None:
    """Raise JobError unless something is so."""
    if not is_so:
        raise JobError(f"not so: {what}")


@contextmanager
def opened(shop: Shop, ways: Ways) -> Iterator[Till]:
    """Open a shop's till, and close it at the end."""
    with ExitStack() as end:
        windows: list[Terminal] = []
        hands = _hands(ways, windows)
        end.callback(hands.close)
        settings = _settings(shop, ways, hands)
        app = application(settings)
        terminal_box: list[Terminal] = []

        def source_of(code: int, time_ms: int) -> str | None:
            keys = terminal_box[0]._typing.keys if terminal_box else None
            return None if keys is None else keys.source_of(code, time_ms)

        watch = Watch(app, source_of if ways.on_x else None, SCANNER)
        watch.start()
        end.callback(watch.stop)
        terminal = Terminal(settings, Start(staff=PHARMACIST, is_synthetic=True), pace=_PACE)
        windows.append(terminal)
        terminal_box.append(terminal)
        end.callback(_close, terminal)
        till = Till(terminal, hands, watch, ways)
        terminal.start()
        watch.hear_native()
        _ready(till)
        yield till


def _hands(ways: Ways, windows: list[Terminal]) -> QtHands | XHands:
    def window() -> QWindow:
        return windows[0].screens.window.windowHandle()

    return XHands(ways.gap_ms) if ways.on_x else QtHands(window)


def _settings(shop: Shop, ways: Ways, hands: QtHands | XHands) -> TerminalSettings:
    scanners: tuple[ScannerSettings, ...] = ()
    if isinstance(hands, QtHands):
        options: dict[str, str | int | bool] = {"port": hands.port}
        scanners = (ScannerSettings(id=SCANNER, kind="serial", options=options),)
    return TerminalSettings(
        data_dir=shop.folder, scanners=scanners, wedge=WedgeSettings(enabled=ways.wedge)
    )


def _ready(till: Till) -> None:
    window = till.screens.window
    window.showNormal()  # Without a display the screen is smaller than a till's.
    window.resize(*SIZE)
    window.activateWindow()
    till.until(window.isVisible, "the window")
    if isinstance(till.hands, XHands):
        till.hands.focus(int(window.winId()))
    till.until(window.isActiveWindow, "the window in front")
    # Begun with the till, so that no job leaves a thread behind that was not there before.
    till.terminal._files._thread.submit(int).result()
    till.terminal._devices.submit(lambda _: None).result()
    _sign_in(till)
    till.scan(BADGES[1])  # Whoever has a PIN once changes places by badge alone.
    till.until(lambda: at_the_lock.shown(window).step is Step.CHOOSE, "the other's first PIN")
    _sign_in(till)
    till.scan(BADGES[0])
    till.until(lambda: till.actor == PHARMACIST, "the first again")
    till.until(lambda: not till.screens._followups.state.is_loading, "the list")
    till.until(lambda: till.read(lambda uow: uow.sync.state()).trouble is not None, "no HQ")
    if isinstance(till.hands, QtHands):
        till.until(lambda: SCANNER in till.words(), "the scanner")
    till.settle()


def _sign_in(till: Till) -> None:
    """Choose a PIN, as on the first day, and get in with it."""
    window = till.screens.window
    till.until(lambda: at_the_lock.shown(window).step is Step.CHOOSE, "who is asked for a PIN")
    till.type(at_the_lock.PIN)
    till.until(lambda: at_the_lock.shown(window).step is Step.REPEAT, "the PIN once more")
    till.type(at_the_lock.PIN)
    till.until(lambda: not till.screens.guard.is_locked, "the counter")


def _close(terminal: Terminal) -> None:
    terminal.stop()
    # A closed window would go on costing time whenever the look is changed.
    window: QWidget = terminal.screens.window
    shiboken6.delete(window)
    shiboken6.delete(terminal)
