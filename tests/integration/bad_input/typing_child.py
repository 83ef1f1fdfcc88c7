"""Runs in a process of its own: a till at which somebody types words and saves none of them. Prints
"typed" once they are kept, and waits to be killed.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from terminal.app import Start, Terminal, application
from terminal.config import TerminalSettings, WedgeSettings
from tests.fakes import at_the_lock
from tests.integration.bad_input.data_folder import CODE
from tests.integration.bad_input.window import PACE
from ui.counter.sheets.kinds import SheetKind
from ui.lock.state import Step
from ui.scans import ScanRead
from ui.shortcuts import Action, PageId

PHONE: Final = "15400000021"
NAME: Final = "合成新客"
NOTE: Final = "饭后头晕，走路不稳"
HANDING: Final = "请下午接着问"
TASK_NOTE: Final = "家人接的电话"
QUESTION: Final = "二甲双胍能与柚子同食吗"
PRESSURE: Final = "147/93"
WORDS: Final = (PHONE, NAME, NOTE, HANDING, TASK_NOTE, QUESTION)
_PATIENCE_MS: Final = 30_000
_STEP_MS: Final = 20


def until(what: Callable[[], bool]) -> None:
    """Let the window work until it is so."""
    loop, looking = QEventLoop(), QTimer(interval=_STEP_MS)
    looking.timeout.connect(lambda: loop.quit() if what() else None)
    looking.start()
    QTimer.singleShot(_PATIENCE_MS, loop, lambda: loop.exit(1))
    if not what():
        assert 0 == loop.exec(), "it did not come"


def sign_in(till: Terminal) -> None:
    """Choose a PIN at the lock, or type the one that was chosen."""
    window = till.screens.window
    until(lambda: at_the_lock.shown(window).person is not None)
    if at_the_lock.shown(window).step is Step.CHOOSE:
        at_the_lock.type_pin(window)
        until(lambda: at_the_lock.shown(window).step is Step.REPEAT)
    at_the_lock.type_pin(window)
    until(lambda: not till.screens.guard.is_locked)


def field(till: Terminal, name: str) -> QLineEdit:
    """Return a field that is shown, by the end of its name."""
    found = [one for one in till.screens.window.findChildren(QLineEdit) if one.isVisible()]
    (one,) = (each for each in found if each.objectName().endswith(name))
    return one


def write(into: QLineEdit, words: str) -> None:
    """Write as an input method does."""
    event = QInputMethodEvent("", [])
    event.setCommitString(words)
    QApplication.sendEvent(into, event)


def type_words(till: Terminal) -> None:
    """Type some of everything, and leave it."""
    screens, window = till.screens, till.screens.window
    screens.on_scan(ScanRead("scan-1", CODE, None, "serial"))
    counter = screens._counter
    until(lambda: counter.customer == "c-1")
    write(field(till, ".note"), TASK_NOTE)
    for kind, words in ((SheetKind.NOTE, NOTE), (SheetKind.HAND, HANDING)):
        counter.enter(kind)
        write(_shown_field(till), words)
        counter.sheets.close()
    counter.enter(SheetKind.PRESSURE)
    write(_shown_field(till), PRESSURE)
    window.open_page(PageId.KNOWLEDGE)
    until(lambda: Action.ASK in window._offered[PageId.KNOWLEDGE])
    QTest.keyClick(window, Qt.Key.Key_A, Qt.KeyboardModifier.AltModifier)
    write(field(till, "knowledge.sheet.text"), QUESTION)
    window.open_page(PageId.MEMBERS)
    write(field(till, "enrol.sheet.phone"), PHONE)
    write(field(till, "enrol.sheet.name"), NAME)


def _shown_field(till: Terminal) -> QLineEdit:
    focus = QApplication.focusWidget()
    assert isinstance(focus, QLineEdit), focus
    return focus


def are_kept(till: Terminal) -> bool:
    """Tell whether all the words stand in the store."""
    sql = "SELECT group_concat(content) FROM begun"
    found = till.store.read(lambda uow: uow._db.execute(sql).fetchone()[0]).result()
    return all(one in (found or "") for one in WORDS)


def main(folder: Path) -> None:
    """Type, and wait."""
    settings = TerminalSettings(data_dir=folder, wedge=WedgeSettings(enabled=False))
    application(settings)
    till = Terminal(settings, Start(staff="staff-1"), pace=PACE)
    till.start()
    until(till.screens.window.isActiveWindow)
    sign_in(till)
    type_words(till)
    until(lambda: are_kept(till))
    print("typed", flush=True)
    QTimer.singleShot(_PATIENCE_MS, till, QApplication.quit)
    QApplication.exec()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
