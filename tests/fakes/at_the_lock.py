"""Signing in as people do: at the lock, with a PIN."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from terminal.app import Terminal
from ui.lock.pin_field import PinField
from ui.lock.state import LockState, Step
from ui.lock.view import LockPage
from ui.main_window import MainWindow

PIN: Final = "204816"
PATIENCE_MS: Final = 20_000


def field(window: MainWindow) -> PinField:
    """Return the field for the PIN."""
    found = window.findChild(PinField, "lock.pin")
    assert found is not None
    return found


def page(window: MainWindow) -> LockPage:
    """Return the lock."""
    found = window.findChild(LockPage, "lock")
    assert found is not None
    return found


def shown(window: MainWindow) -> LockState:
    """Return what the lock shows."""
    return page(window)._state


def type_pin(window: MainWindow, pin: str = PIN) -> None:
    """Type a PIN and press Enter."""
    QTest.keyClicks(field(window), pin)
    QTest.keyClick(field(window), Qt.Key.Key_Return)


def sign_in(terminal: Terminal, bot: QtBot, pin: str = PIN) -> None:
    """Sign in whom the start named: with a PIN they have, or else with one they choose."""
    window = terminal.screens.window
    bot.waitUntil(lambda: shown(window).person is not None, timeout=PATIENCE_MS)
    if shown(window).step is Step.CHOOSE:
        type_pin(window, pin)
        bot.waitUntil(lambda: shown(window).step is Step.REPEAT, timeout=PATIENCE_MS)
    type_pin(window, pin)
    bot.waitUntil(lambda: not terminal.screens.guard.is_locked, timeout=PATIENCE_MS)
