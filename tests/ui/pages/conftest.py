"""A window with the real pages, in English, in the standard look."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.fakes.compliance_desk import ComplianceDesk
from tests.fakes.pages_in_window import PagesInWindow
from ui import i18n, theme
from ui.theme import Theme


@pytest.fixture
def look(qapp: QApplication) -> Iterator[QApplication]:
    """The program's look and language; the language goes back to what it was."""
    before = QLocale()
    if theme.active() != Theme() or not qapp.styleSheet():
        theme.apply(qapp, Theme())
    i18n.install(qapp, "en")
    yield qapp
    QLocale.setDefault(before)


@pytest.fixture
def pages(look: QApplication, qtbot: QtBot) -> Iterator[PagesInWindow]:
    """Both pages in the window, shown, with the counter in front."""
    made = PagesInWindow()
    qtbot.addWidget(made.window)
    made.window.resize(1366, 768)
    with qtbot.waitExposed(made.window):
        made.window.show()
    made.window.activateWindow()
    qtbot.waitUntil(made.window.isActiveWindow)
    yield made
    made.window.close()


@pytest.fixture
def compliance(look: QApplication, qtbot: QtBot) -> Iterator[ComplianceDesk]:
    """The compliance page in the window, not yet gone to."""
    made = ComplianceDesk()
    qtbot.addWidget(made.window)
    made.window.resize(1366, 768)
    with qtbot.waitExposed(made.window):
        made.window.show()
    made.window.activateWindow()
    qtbot.waitUntil(made.window.isActiveWindow)
    yield made
    made.window.close()
