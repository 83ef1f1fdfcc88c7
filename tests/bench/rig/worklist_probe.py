"""Runs a till as shipped with the follow-up page open, and times its list from question to paint.

    python -m tests.bench.rig.worklist_probe REPEATS ARGUMENTS OF python -m terminal

The list is first asked for when the window stands still: nothing of it was read or drawn before.
Then it is emptied and asked for again, REPEATS times. Each time is one line of JSON.
"""

from __future__ import annotations

import runpy
import sys
import time
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from terminal.app import Terminal
from terminal.entrance import Entrance
from tests.bench.rig.probe import AfterPaint, before, tell
from ui.followups.presenter import FollowUpsPresenter
from ui.followups.state import FollowUpsState
from ui.followups.view import FollowUpsPage
from ui.shortcuts import PageId

SIZE: Final = (1366, 768)
_SETTLE_MS: Final = 1_000
_PAUSE_MS: Final = 150


class ListProbe:
    """Holds the presenter's first question back until the window is quiet, and times it."""

    def __init__(self, repeats: int) -> None:
        self._left = repeats
        self._is_open = False
        self._started_ns = self._shown_ns = self._cpu_ns = 0
        self._ask = FollowUpsPresenter.start
        setattr(FollowUpsPresenter, self._ask.__name__, self._gate())
        before(FollowUpsPage, "show_state", self._on_state)
        before(Terminal, "start", self._attach)

    def _gate(self) -> Any:
        def start(presenter: FollowUpsPresenter) -> None:
            if self._is_open:
                self._ask(presenter)

        return start

    def _attach(self, terminal: Terminal) -> None:
        screens = terminal.screens
        self._presenter, self._page = screens._followups, screens.followups_page
        screens.window.resize(*SIZE)
        screens.window.open_page(PageId.FOLLOWUPS)
        Entrance(screens.guard, terminal).opened.connect(
            lambda: AfterPaint(screens.window, lambda: QTimer.singleShot(_SETTLE_MS, self._begin))
        )

    def _begin(self) -> None:
        self._is_open = True
        self._cpu_ns = time.process_time_ns()
        self._started_ns = time.monotonic_ns()
        self._ask(self._presenter)

    def _on_state(self, _page: FollowUpsPage, state: FollowUpsState) -> None:
        if state.rows and self._started_ns:
            self._shown_ns = time.monotonic_ns()
            started, self._started_ns = self._started_ns, 0
            viewport = self._page._lanes.list.viewport()
            AfterPaint(viewport, partial(self._on_painted, started, len(state.rows)))

    def _on_painted(self, started_ns: int, rows: int) -> None:
        taken = time.monotonic_ns() - started_ns
        cpu = time.process_time_ns() - self._cpu_ns
        read = self._shown_ns - started_ns
        tell("list", ms=taken / 1e6, read_ms=read / 1e6, cpu_ms=cpu / 1e6, rows=rows)
        self._left -= 1
        if self._left < 0:
            app = QApplication.instance()
            assert app is not None
            app.quit()
            return
        self._page.show_state(FollowUpsState())
        QTimer.singleShot(_PAUSE_MS, self._begin)


def main() -> None:
    """Watch, then be the program."""
    _probe = ListProbe(int(sys.argv[1]))  # Lives as long as the program.
    sys.argv = ["terminal", *sys.argv[2:]]
    runpy.run_module("terminal", run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
