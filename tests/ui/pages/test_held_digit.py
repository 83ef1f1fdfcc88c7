"""A number typed without Enter before it must not record an outcome."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.followups.held_digit import HOLD_MS, HeldDigit


class Hand:
    """A widget with the focus, what was heard, and fingers."""

    def __init__(self, hold_ms: int) -> None:
        self.widget = QWidget()
        self.widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.held = HeldDigit(hold_ms, self.widget)
        self.heard: list[tuple[str, int | str]] = []
        self.held.decided.connect(lambda digit: self.heard.append(("outcome", digit)))
        self.held.grew.connect(lambda text: self.heard.append(("number", text)))

    def press(self, text: str, key: Qt.Key = Qt.Key.Key_unknown) -> bool:
        """Press a key on what has the focus; tell whether the digit's keeper took it."""
        event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, text)
        return self.held.eventFilter(self.widget, event)


@pytest.fixture
def hand(qtbot: QtBot) -> Hand:
    made = Hand(HOLD_MS)
    qtbot.addWidget(made.widget)
    made.widget.show()
    made.widget.setFocus()
    return made


@pytest.mark.parametrize("point", [".", "。", "．", "/", "8"])
def test_a_digit_that_goes_on_is_the_beginning_of_a_number(hand: Hand, point: str) -> None:
    hand.held.hold(6)
    assert hand.press(point)
    assert [("number", f"6{point}")] == hand.heard


def test_a_second_outcome_key_is_the_second_digit_of_a_number(hand: Hand) -> None:
    hand.held.hold(1)
    hand.held.hold(2)
    assert [("number", "12")] == hand.heard


def test_enter_shows_the_number_and_records_nothing(hand: Hand) -> None:
    hand.held.hold(7)
    assert hand.press("\r", Qt.Key.Key_Return)
    assert [("number", "7")] == hand.heard


def test_a_digit_alone_is_an_outcome_once_the_moment_is_over(hand: Hand, qtbot: QtBot) -> None:
    with qtbot.waitSignal(hand.held.decided, timeout=HOLD_MS * 10):
        hand.held.hold(3)
        assert [] == hand.heard
    assert [("outcome", 3)] == hand.heard


def test_another_command_settles_the_digit_first_and_goes_its_own_way(hand: Hand) -> None:
    hand.held.hold(3)
    assert not hand.press("+", Qt.Key.Key_Plus)
    assert [("outcome", 3)] == hand.heard
    assert not hand.press("4")


def test_without_a_moment_to_wait_a_digit_is_an_outcome_at_once(qtbot: QtBot) -> None:
    made = Hand(0)
    qtbot.addWidget(made.widget)
    made.held.hold(3)
    assert [("outcome", 3)] == made.heard
