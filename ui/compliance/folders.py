"""The system's own list of folders, beside the window and never in front of a scan."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

translate: Final = QCoreApplication.translate

PickFolder = Callable[[QWidget, str, Callable[[str], None]], None]
"""Lets a person choose a folder, beginning at one, and tells its path, or nothing when they think
better of it.
"""


def pick_folder(parent: QWidget, begin: str, then: Callable[[str], None]) -> None:
    """Show the list of folders. Returns at once."""
    dialog = QFileDialog(parent)
    dialog.setObjectName("compliance.folders")
    dialog.setWindowTitle(translate("Compliance", "Where files go"))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.setDirectory(begin)
    dialog.fileSelected.connect(then)
    # Without a window manager, as on a kiosk, nobody else gives the keys back.
    dialog.finished.connect(parent.window().activateWindow)
    dialog.open()
