"""The import page in the real window over a real encrypted store, with the keys a person presses.

Every name and phone is made up: phones begin with 154, a range nobody has.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from terminal.domain.imports.model import BatchEntry
from terminal.domain.staff import Session
from terminal.import_seat import ImportSeat
from tests.builders import SESSION, TestStore
from tests.fakes.pages_in_window import ZONE
from ui.frame.bottom_bar import Place
from ui.imports import wiring
from ui.imports.jobs import Jobs
from ui.imports.presenter import ImportNews, ImportParts, ImportPresenter
from ui.imports.state import ImportState, Step
from ui.imports.view import ImportPage
from ui.main_window import MainWindow
from ui.shortcuts import PageId
from ui.tasks import Tasks, crash_code

PLAIN: Final = Qt.KeyboardModifier.NoModifier
CTRL: Final = Qt.KeyboardModifier.ControlModifier
ALT: Final = Qt.KeyboardModifier.AltModifier
HEAD: Final = ("姓名", "手机", "出生日期", "性别", "积分")
WAIT_MS: Final = 20_000


def row(n: int, **changes: str) -> tuple[str, ...]:
    """Return a row about somebody nobody knows."""
    values = {
        "name": f"合成旧客{n}",
        "phone": f"154{70_000_000 + n}",
        "born": "1961-04-05",
        "sex": "女",
        "points": str(n),
    }
    return tuple((values | changes).values())


def write(path: Path, rows: Iterable[tuple[str, ...]], encoding: str = "utf-8-sig") -> Path:
    """Write a table as shops export it, and return its path."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows([HEAD, *rows])
    path.write_bytes(text.getvalue().encode(encoding))
    return path


class ImportTable:
    """What the composition root puts together, around one store; `session` is who is signed in."""

    def __init__(self, made: TestStore, qtbot: QtBot, reports: Path) -> None:
        self.made, self._qtbot, self._reports = made, qtbot, reports
        self.session: Session | None = SESSION
        self.file = ""
        self.crashes: list[BaseException] = []
        self.unfinished: list[BatchEntry | None] = []
        self.ended: list[BatchEntry] = []
        self.window = MainWindow(Place())
        self.page = ImportPage(zone=ZONE, pick=self._pick)
        self._seat = ImportSeat(made.store, lambda: self.session)
        self._tasks = Tasks(lambda work: made.store.run(work, self.session), self._on_crash)
        self._jobs = Jobs(self._seat.submit, self._on_crash)
        parts = ImportParts(
            run=self._tasks,
            jobs=self._jobs,
            now=lambda: datetime.fromtimestamp(made.clock.ms / 1000, UTC),
            report_path=lambda: self._reports / "report.csv",
        )
        news = ImportNews(unfinished=self.unfinished.append, ended=self.ended.append)
        self.presenter = ImportPresenter(self.page, parts, news)
        wiring.connect(self.page, self.presenter, self._jobs, lambda then: then())
        self.window.add_page(PageId.MEMBERS, self.page, self.page.perform, self.page.key_words)
        self.page.offered.connect(partial(self.window.offer, PageId.MEMBERS))
        self.window.offer(PageId.MEMBERS, self.page.offered_actions())
        qtbot.addWidget(self.window)

    @property
    def state(self) -> ImportState:
        """Return what is shown."""
        return self.presenter.state

    def open(self) -> None:
        """Show the page and wait until it knows who is here and what was imported."""
        self.window.resize(1280, 800)
        with self._qtbot.waitExposed(self.window):
            self.window.show()
        self.window.activateWindow()
        self._qtbot.waitUntil(self.window.isActiveWindow)
        self.presenter.show(is_shown=True)
        self.until(lambda: self.state.is_read)
        self.window.take_commands()

    def close(self) -> None:
        """End as the program does: what runs is told to stop, and waited for."""
        self._tasks.close()
        self._jobs.close()
        self._seat.close()
        self.window.close()

    def until(self, is_so: Callable[[], bool]) -> None:
        """Wait until something is so."""
        self._qtbot.waitUntil(is_so, timeout=WAIT_MS)

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
        """Press a key wherever the focus is."""
        QTest.keyClick(self.focused(), key, modifiers)

    def focused(self) -> QWidget:
        """Return what has the focus."""
        return QApplication.focusWidget() or self.window

    def choose(self, path: Path) -> None:
        """Choose a file by its key, and wait until it was read."""
        self.file = str(path)
        self.press(Qt.Key.Key_O)
        self.until(lambda: not self.state.is_busy)

    def go_on(self, step: Step) -> None:
        """Press Enter, and wait until the next step is there."""
        self.press(Qt.Key.Key_Return)
        self.until(lambda: self.state.step is step and not self.state.is_busy)

    def check(self, path: Path) -> None:
        """Go from the file to what was found in it."""
        self.choose(path)
        self.go_on(Step.COLUMNS)
        self.go_on(Step.CHECK)

    def texts(self) -> str:
        """Return every text that can be seen, in tables too."""
        labels = [one.text() for one in self.page.findChildren(QLabel) if one.isVisible()]
        tables: list[Any] = [
            one for one in self.page.findChildren(QWidget) if hasattr(one, "set_rows")
        ]
        cells = [
            cell.text
            for table in tables
            if table.isVisible()
            for each in table.rows()
            for cell in each.cells
        ]
        return "\n".join(labels + cells)

    def people(self) -> int:
        """Return how many files there are that were not withdrawn."""
        found = self.made.run(lambda uow: len(uow.imports.people(0, 10_000, lambda *_: True)[0]))
        return int(found)

    def _pick(self, _parent: QWidget, then: Callable[[str], None]) -> None:
        then(self.file)

    def _on_crash(self, error: BaseException) -> None:
        self.crashes.append(error)
        self.presenter.on_crash(crash_code(error))
