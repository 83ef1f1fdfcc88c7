"""Does long work before there is a counter, while a window says what is going on."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from PySide6.QtCore import QEventLoop, QObject, Qt, Signal

from terminal import app
from terminal.config import TerminalSettings
from ui.failure import WaitWindow

T = TypeVar("T")


class _End(QObject):
    """Passes the end of the work on to the thread of the screen."""

    came = Signal()


def while_shown(settings: TerminalSettings, code: str, work: Callable[[], T]) -> T:
    """Return what work on a thread of its own comes to, with the text of `code` on the screen until
    then. Raise what it raises.
    """
    app.application(settings)
    window, waiting, end = WaitWindow(code), QEventLoop(), _End()
    end.came.connect(waiting.quit, Qt.ConnectionType.QueuedConnection)
    window.show()
    with ThreadPoolExecutor(1, "before-the-counter") as beside:
        done = beside.submit(work)
        done.add_done_callback(lambda _: end.came.emit())
        waiting.exec()
    window.hide()  # Not closed: the last window that is closed ends the program.
    window.deleteLater()
    return done.result()
