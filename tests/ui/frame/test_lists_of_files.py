"""A list of files or folders is a window of its own: once it goes, the till's has the keys."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from ui.compliance.folders import pick_folder
from ui.imports.files import pick_file


@pytest.mark.qt_log_ignore("This plugin does not support")  # A second window.
@pytest.mark.parametrize(
    "show",
    [
        lambda page, _: pick_file(page, lambda _: None),
        lambda page, folder: pick_folder(page, str(folder), lambda _: None),
    ],
    ids=["files", "folders"],
)
def test_the_window_has_the_keys_again_with_no_window_manager_to_give_them(
    qtbot: QtBot, tmp_path: Path, show: Callable[[QWidget, Path], None]
) -> None:
    window = QWidget()
    page = QWidget(window)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    show(page, tmp_path)
    dialog = page.findChild(QFileDialog)
    assert dialog is not None
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.reject()
    qtbot.waitUntil(window.isActiveWindow)
