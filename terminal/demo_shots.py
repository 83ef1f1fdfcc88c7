"""Pictures of the demonstration: the same window and store, rendered without a display."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEventLoop, QTimer, SignalInstance

from terminal import app, log_setup, machine
from terminal.app import Start, Terminal
from terminal.config import TerminalSettings
from terminal.entrance import Entrance
from ui.scans import ScanRead
from ui.shortcuts import PageId

SIZE: Final = (1366, 768)
_WAIT_MS: Final = 60_000


def render(settings: TerminalSettings, start: Start, codes: Sequence[str], folder: Path) -> int:
    """Open the window, scan each code, and save what is shown as PNG files. Return 0, or 1 when a
    picture did not come in time.
    """
    log_setup.set_up(settings.data_dir / "logs", settings.log_level)
    app.application(settings)
    folder.mkdir(parents=True, exist_ok=True)
    terminal = Terminal(settings, start)
    window = terminal.screens.window
    window.resize(*SIZE)
    terminal.start()
    try:
        if not _loaded(terminal) or not _signed_in(terminal):
            return 1
        _save(terminal, folder / "counter-idle.png")
        for number, code in enumerate(codes, start=1):
            read = ScanRead(machine.scan_id(), code, None, "demo")
            painted = terminal.screens.counter_page.painted
            if not _until(painted, partial(terminal.screens.on_scan, read)):
                return 1
            _save(terminal, folder / f"counter-{number}.png")
        window.open_page(PageId.FOLLOWUPS)
        _save(terminal, folder / "followups.png")
        window.open_page(PageId.SYNC)
        _save(terminal, folder / "sync.png")
    finally:
        terminal.stop()
    return 0


def _loaded(terminal: Terminal) -> bool:
    """Wait until the till holds what HQ has for it."""

    def is_loaded() -> bool:
        state = terminal.store.read(lambda uow: uow.sync.state()).result()
        return state.heard_at is not None and not state.loading

    loop = QEventLoop()

    def look() -> None:
        if is_loaded():
            loop.quit()

    poll = QTimer()
    poll.timeout.connect(look)
    poll.start(100)
    QTimer.singleShot(_WAIT_MS, loop.quit)
    loop.exec()
    return is_loaded()


def _signed_in(terminal: Terminal) -> bool:
    """Sign in as the start's person. Where they chose a PIN of their own, no picture is taken."""
    entrance = Entrance(terminal.screens.guard, terminal)
    loop = QEventLoop()
    for done in (entrance.opened, entrance.refused):
        done.connect(loop.quit)
    QTimer.singleShot(_WAIT_MS, loop.quit)
    loop.exec()
    return terminal.screens.guard.state.why is None


def _until(happened: SignalInstance, act: Callable[[], None]) -> bool:
    loop = QEventLoop()
    seen: list[bool] = []

    def on_seen(_: object) -> None:
        seen.append(True)
        loop.quit()

    happened.connect(on_seen)
    QTimer.singleShot(_WAIT_MS, loop.quit)
    act()
    loop.exec()
    happened.disconnect(on_seen)
    return bool(seen)


def _save(terminal: Terminal, path: Path) -> None:
    # One more turn of the loop, so that what was just asked for is on the picture.
    loop = QEventLoop()
    QTimer.singleShot(300, loop.quit)
    loop.exec()
    terminal.screens.window.grab().save(str(path))
    print(path)
