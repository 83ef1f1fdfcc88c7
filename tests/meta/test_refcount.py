"""Qt's bindings give back every reference they take."""

from __future__ import annotations

import gc
import sys

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QTableWidget
from pytestqt.qtbot import QtBot

if sys.version_info < (3, 12):  # From 3.12 on None is immortal and its count says nothing.

    def test_qt_calls_do_not_use_up_the_references_to_none(qtbot: QtBot) -> None:
        """PySide6 6.12.0 lost one per call, and Python 3.11 then aborts within hours."""
        table = QTableWidget(2, 2)
        qtbot.addWidget(table)
        thing = QObject()
        gc.collect()  # Else what earlier tests left may be let go of between the two counts.
        before = sys.getrefcount(None)
        for _ in range(1_000):
            thing.setObjectName("counter.search")
            table.item(0, 0)
        lost = before - sys.getrefcount(None)
        assert lost < 100
