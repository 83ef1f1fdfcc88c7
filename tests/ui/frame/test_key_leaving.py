"""What a person composes and sees in a field stays there when they leave it, although the input
method throws it away then; once, and not when they threw it away themselves.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.frame.test_key_composing import PERSON_MS, Bench, scan
from ui.keys import leaving

F2, ESC, BACKSPACE, SPACE, CTRL, K = 68, 9, 22, 65, 37, 45
HELD_CTRL = 4


@pytest.fixture
def bench(qtbot: QtBot, qapp: QApplication) -> Iterator[Bench]:
    made = Bench()
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(made.isActiveWindow)
    made.filter.install(qapp)
    yield made
    made.filter.remove(qapp)


@pytest.fixture(params=["line", "page"])
def field(request: pytest.FixtureRequest, bench: Bench) -> QWidget:
    found: QWidget = getattr(bench, request.param)
    bench.put(found, "头痛", 2, 2)
    bench.type("fare", PERSON_MS)
    bench.says("发热")
    return found


def press(bench: Bench, code: int, held: int = 0) -> None:
    bench.wait_ms(PERSON_MS)
    bench.key(code, held, 55)


@pytest.mark.usefixtures("field")
def test_what_is_shown_again_after_it_was_said_to_be_gone_is_not_lost_with_a_scan(
    bench: Bench,
) -> None:
    bench.says("")  # Late: of what was composed before.
    bench.says("发热")
    bench.wait_ms(500)
    scan(bench)
    assert "头痛fare" == bench.state().text


@pytest.mark.usefixtures("field")
@pytest.mark.parametrize(("code", "held"), [(F2, 0), (K, HELD_CTRL)], ids=["F2", "Ctrl+K"])
def test_what_is_composed_when_a_command_leads_away_is_in_the_field(
    bench: Bench, code: int, held: int
) -> None:
    press(bench, code, held)
    bench.says("")
    assert "头痛发热" == bench.state().text


@pytest.mark.usefixtures("field")
def test_what_is_composed_when_the_program_takes_a_field_as_it_is_is_in_it(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Method:
        """An input method that throws away what it is asked for."""

        def commit(self) -> None:
            bench.says("")

    monkeypatch.setattr(QGuiApplication, "inputMethod", Method)
    leaving.commit_composed()
    assert "头痛发热" == bench.state().text


@pytest.mark.usefixtures("field")
@pytest.mark.parametrize("code", [ESC, BACKSPACE])
def test_what_a_person_throws_away_is_gone(bench: Bench, code: int) -> None:
    press(bench, code)
    bench.says("")
    assert "头痛" == bench.state().text


@pytest.mark.usefixtures("field")
def test_a_text_that_comes_after_what_is_shown_of_it_has_gone_is_there_once(bench: Bench) -> None:
    press(bench, SPACE)
    bench.says("")
    bench.says("", "发热")
    assert "头痛发热" == bench.state().text


@pytest.mark.usefixtures("field")
def test_a_text_that_comes_after_all_is_not_there_twice(bench: Bench) -> None:
    press(bench, F2)
    bench.says("")
    bench.wait_ms(50)
    bench.says("", "发热")
    assert "头痛发热" == bench.state().text
    bench.type("fare", PERSON_MS)
    bench.says("发热")
    press(bench, SPACE)
    bench.says("", "发热")
    assert "头痛发热发热" == bench.state().text, "what is composed after that counts"


def test_nothing_is_put_into_a_field_that_nothing_was_composed_in(
    bench: Bench, field: QWidget
) -> None:
    bench.says("", "发热")
    press(bench, F2)
    bench.says("")
    QCoreApplication.sendEvent(field, QInputMethodEvent())
    assert "头痛发热" == bench.state().text
