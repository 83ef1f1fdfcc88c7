"""Long work before the counter opens: a window says what is done, and stays until it is."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Final

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from local_store.errors import NothingSavedError
from resources.texts import Messages
from terminal import cli, patience
from terminal.config import TerminalSettings, load
from ui.failure import WaitWindow

LOOK_MS: Final = 5
WAIT_S: Final = 20


@pytest.fixture
def settings(tmp_path: Path, qtbot: QtBot) -> TerminalSettings:
    return load(data_dir=tmp_path, language="en")


def waiting() -> WaitWindow | None:
    shown = (one for one in QApplication.topLevelWidgets() if isinstance(one, WaitWindow))
    return next((one for one in shown if one.isVisible()), None)


def words(window: WaitWindow) -> str:
    return " ".join(one.text() for one in window.findChildren(QLabel))


def test_a_window_says_what_is_done_stays_and_makes_room_for_the_counter(
    settings: TerminalSettings,
) -> None:
    seen: list[str] = []
    go_on = threading.Event()

    def look() -> None:
        if (window := waiting()) is None:
            return
        seen.append(words(window))
        window.close()
        assert window.isVisible(), "nobody stops it half-way"
        eyes.stop()
        go_on.set()

    eyes = QTimer(interval=LOOK_MS)
    eyes.timeout.connect(look)
    eyes.start()
    done = patience.while_shown(settings, cli.RESCUING, lambda: go_on.wait(WAIT_S))
    assert done is True
    assert Messages("en").of(cli.RESCUING).what in seen[0]
    assert waiting() is None


def test_what_the_work_raises_comes_out(settings: TerminalSettings) -> None:
    def fail() -> None:
        raise NothingSavedError

    with pytest.raises(NothingSavedError):
        patience.while_shown(settings, cli.RESCUING, fail)
    assert waiting() is None


def test_work_that_is_done_at_once_is_not_waited_for(settings: TerminalSettings) -> None:
    assert 1 == patience.while_shown(settings, cli.RESCUING, lambda: 1)
