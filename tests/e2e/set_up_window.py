"""The devices page in the till's own window: `python -m tests.e2e.set_up_window FOLDER`.

Window, key filter, arbiter, tap, set-up and devices are joined as `terminal.app` joins them; there
is no store and no HQ. A line of JSON on stdin is answered by one: {"state": 0}, {"shot": PATH},
{"quit": 0}.
"""

from __future__ import annotations

import json
import os
import sys
import time
from concurrent.futures import Future
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QSocketNotifier
from PySide6.QtWidgets import QApplication

from terminal import app
from terminal.config import TerminalSettings
from terminal.device_desk import TillDevices
from terminal.typing_desk import TypingDesk
from tests.fakes.scripted_runner import ScriptedRunner
from ui.frame.bottom_bar import Place
from ui.key_filter import KeyFilter, Receivers
from ui.main_window import MainWindow
from ui.plug import Around
from ui.scans import ScanRead
from ui.sounds import Silence
from ui.widgets.text import Text


def _false(_work: object) -> Future[bool]:
    done: Future[bool] = Future()
    done.set_result(False)
    return done


def _nothing(*_: object) -> None:
    """Do nothing."""


class Shown(QObject):
    """The window, and whoever answers questions about it."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        settings = TerminalSettings(data_dir=folder, language="en")
        application = app.application(settings)
        self.devices = TillDevices(settings, _false, on_scan=_nothing, on_health=_nothing)
        self.typing = TypingDesk(
            self.devices.known(), self.devices.separator(), self._now, is_enabled=True
        )
        self.window = MainWindow(Place())
        self.crashes: list[str] = []
        self.scans: list[tuple[str, str]] = []
        self.part = self.devices.plug(self.typing, Silence(), self._crashed)(self._around())
        view = self.part.view
        view.offered.connect(lambda actions: self.window.offer(self.part.page_id, actions))
        self.window.add_page(self.part.page_id, self.part.widget, view.perform, view.key_words)
        self.window.offer(self.part.page_id, view.offered_actions())
        assert self.typing.keys is not None
        receivers = Receivers(on_scan=self._on_scan, on_again=_nothing)
        self.keys = KeyFilter(
            self.typing.keys, receivers, clock_ns=time.monotonic_ns, parent=self.window
        )
        self.window.resize(1366, 768)
        self.window.show()
        self.keys.install(application)
        self.typing.start()
        self.devices.start()
        self.part.shown(True)
        self.window.take_commands()
        self._asked = b""
        self._input = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read, self)
        self._input.activated.connect(self._on_input)

    def stop(self) -> None:
        """End everything, as the till does."""
        app_now = QApplication.instance()
        assert isinstance(app_now, QApplication)
        self.keys.remove(app_now)
        self.part.stopped()
        self.typing.stop()
        self.devices.stop()

    def _around(self) -> Around:
        return Around(
            runner=lambda _crashed: ScriptedRunner(),
            reader=lambda _crashed: ScriptedRunner(),
            parent=self.window,
            zone=timezone(timedelta(hours=8)),
            now=self._now,
            open_card=_nothing,
            open_page=_nothing,
            refuse=_nothing,
            notice=_nothing,
            ask=_nothing,
            withdraw=_nothing,
            count=_nothing,
            customer=lambda: None,
            prove=_nothing,
        )

    def _now(self) -> datetime:
        return datetime.now(UTC)

    def _crashed(self, error: BaseException) -> None:
        self.crashes.append(repr(error))

    def _on_scan(self, read: ScanRead) -> None:
        if not self.part.seen(read):
            self.scans.append((read.device, read.payload))

    def _on_input(self) -> None:
        data = os.read(sys.stdin.fileno(), 65536)
        if not data:
            QApplication.quit()
        *lines, self._asked = (self._asked + data).split(b"\n")
        for line in lines:
            self._do(json.loads(line))

    def _do(self, order: dict[str, Any]) -> None:
        if "quit" in order:
            QApplication.quit()
            return
        if "shot" in order:
            self.window.grab().save(order["shot"])
        shown = [one for one in self.window.findChildren(Text) if one.isVisible()]
        texts = {one.objectName(): one.text() for one in shown}
        tell({"texts": texts, "scans": self.scans, "crashes": self.crashes})


def tell(facts: dict[str, Any]) -> None:
    """Write one line to whoever asked."""
    print(json.dumps(facts), flush=True)


def main() -> int:
    """Show the window until told to end."""
    application = QApplication(sys.argv[:1])
    shown = Shown(Path(sys.argv[1]))
    tell({"window": int(shown.window.winId())})
    try:
        return application.exec()
    finally:
        shown.stop()


if __name__ == "__main__":
    sys.exit(main())
