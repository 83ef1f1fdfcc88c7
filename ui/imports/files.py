"""The system's own list of files, beside the window and never in front of a scan."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

translate: Final = QCoreApplication.translate

Pick = Callable[[QWidget, Callable[[str], None]], None]
"""Lets a person choose a file, and tells its path, or nothing when they think better of it."""


def pick_file(parent: QWidget, then: Callable[[str], None]) -> None:
    """Show the list of tables that can be read. Returns at once."""
    dialog = QFileDialog(parent)
    dialog.setObjectName("members.files")
    dialog.setWindowTitle(translate("ImportFile", "Choose an old table"))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    tables = translate("ImportFile", "Tables (*.xlsx *.xlsm *.csv *.txt *.tsv)")
    dialog.setNameFilters([tables, translate("ImportFile", "All files (*)")])
    dialog.fileSelected.connect(then)
    # Without a window manager, as on a kiosk, nobody else gives the keys back.
    dialog.finished.connect(parent.window().activateWindow)
    dialog.open()
