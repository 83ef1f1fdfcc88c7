"""A running till with its real window, off screen, and what can be read on it."""

from __future__ import annotations

import os
import tty
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from resources.texts import Message, Messages
from sync.agent.pace import PaceSettings
from terminal.app import Start, Terminal
from terminal.config import ScannerSettings, TerminalSettings, WedgeSettings
from tests.fakes import at_the_lock
from tests.integration.bad_input.data_folder import CODE
from ui import i18n, theme
from ui.theme import Theme

PACE: Final = PaceSettings(
    coalesce=10, backoff_min=10, backoff_max=40, early_every=10, poll_min=20, poll_max=60
)
"""As shipped, only a hundred times faster."""
PATIENCE_MS: Final = 10_000


@dataclass(slots=True)
class Desk:
    """The window, the till behind it, and the far end of its scanner's line."""

    terminal: Terminal
    bot: QtBot
    line: int
    language: str

    @property
    def window(self) -> QWidget:
        """Return the window."""
        return self.terminal.screens.window

    def words(self) -> str:
        """Return everything that can be read in the window now, with tool tips."""
        shown = [one for one in self.window.findChildren(QWidget) if one.isVisible()]
        texts = [one.text() for one in shown if isinstance(one, QLabel)]
        return "\n".join([*texts, *(one.toolTip() for one in shown)])

    def until_said(self, *parts: str) -> None:
        """Wait until all of this stands on the screen."""
        self.bot.waitUntil(lambda: all(part in self.words() for part in parts), timeout=PATIENCE_MS)

    def until_told(self, *codes: str, **facts: str) -> None:
        """Wait until one of these codes is told in full: what happened, what to do, and itself."""
        said = [self.message(code, **facts) for code in codes]

        def is_told() -> bool:
            words = self.words()
            return any(all(p in words for p in (one.what, one.next, one.code)) for one in said)

        self.bot.waitUntil(is_told, timeout=PATIENCE_MS)

    def message(self, code: str, **facts: str) -> Message:
        """Return the text of a code in the till's language."""
        return Messages(self.language).of(code, facts)

    def send(self, data: bytes) -> None:
        """Let the scanner send bytes."""
        while data:
            data = data[os.write(self.line, data) :]

    def scan(self, code: str) -> None:
        """Let the scanner read a code."""
        self.send(code.encode() + b"\r")

    def open_card(self) -> None:
        """Scan the customer's card and wait for it to be painted."""
        with self.bot.waitSignal(self.terminal.screens.counter_page.painted, timeout=PATIENCE_MS):
            self.scan(CODE)

    def enter_value(self, text: str) -> None:
        """Type a value for the active task and press Enter."""
        self.type_value(text)
        self.press_enter()

    def type_value(self, text: str) -> None:
        """Type a value for the active task."""
        QTest.keyClicks(self.value_field(), text)

    def press_enter(self) -> None:
        """Press Enter in the field for the value."""
        QTest.keyClick(self.value_field(), Qt.Key.Key_Return)

    def unplug(self) -> None:
        """Pull the scanner's plug."""
        os.close(self.line)
        self.line = -1

    def value_field(self) -> QLineEdit:
        """Return the field for the value of the active task."""
        found = [
            one
            for one in self.window.findChildren(QLineEdit)
            if one.objectName().endswith(".value") and one.isVisible()
        ]
        assert 1 == len(found), [one.objectName() for one in found]
        return found[0]

    def run(self, work: Any) -> Any:
        """Do work on the store thread, and return what came of it."""
        return self.terminal.store.run(work).result(timeout=30)

    def count(self, table: str) -> int:
        """Return how many rows a table has."""
        sql = f"SELECT count(*) FROM {table}"
        read = self.terminal.store.read(lambda uow: uow._db.execute(sql).fetchone()[0])
        return int(read.result(timeout=30))


def wear(language: str) -> None:
    """Give the test's application the program's look and a language."""
    qapp = QApplication.instance()
    assert isinstance(qapp, QApplication)
    if theme.active() != Theme() or not qapp.styleSheet():
        theme.apply(qapp, Theme())
    i18n.install(qapp, language)


@contextmanager
def desk(folder: Path, bot: QtBot, *, language: str = "en") -> Iterator[Desk]:
    """Start the till of a data folder with a scanner on a pseudo-terminal; stop it at the end."""
    line, far_end = os.openpty()
    tty.setraw(far_end)
    scanner = ScannerSettings(id="scanner", kind="serial", options={"port": os.ttyname(far_end)})
    settings = TerminalSettings(
        data_dir=folder,
        language=language,  # type: ignore[arg-type]
        scanners=(scanner,),
        wedge=WedgeSettings(enabled=False),
    )
    wear(language)
    terminal = Terminal(settings, Start(staff="staff-1"), pace=PACE)
    made = Desk(terminal, bot, line, language)
    try:
        terminal.start()
        bot.waitExposed(made.window)
        at_the_lock.sign_in(terminal, bot)
        made.until_said("scanner", "合成药师")
        yield made
    finally:
        terminal.stop()
        os.close(far_end)
        if made.line >= 0:
            made.unplug()
        # A closed window would go on costing time whenever the look is changed.
        shiboken6.delete(terminal.screens.window)
        shiboken6.delete(terminal)
