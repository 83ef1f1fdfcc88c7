"""What can lie over a page, in its named states, for pictures: the lock, the command bar and the
sheet of a word to HQ.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Final

from terminal.domain.problems import FieldProblem, Refusal
from terminal.domain.staff import Role, Staff
from terminal.services.pins import Person
from ui.command_bar.plug import attach
from ui.command_bar.view import CommandBar
from ui.counter.view import CounterPage
from ui.feedback import drawing
from ui.feedback.view import FeedbackPage
from ui.frame.bottom_bar import Place
from ui.lock.state import LockState, Step, Why
from ui.lock.view import LockPage
from ui.main_window import MainWindow
from ui.shortcuts import Action, PageId
from ui.widgets.field import ChineseField

_PEOPLE: Final = tuple(
    Person(Staff(f"s-{at}", name, role.value, f"B{at}", active=True), has_pin=has_pin)
    for at, (name, role, has_pin) in enumerate(
        (
            ("陈药师", Role.PHARMACIST, True),
            ("林店长", Role.MANAGER, True),
            ("赵营业员", Role.CLERK, True),
            ("孙实习药师", Role.CLERK, False),
        ),
        1,
    )
)
_LOCKED: Final = LockState(why=Why.SIGN_IN, people=_PEOPLE, is_known=True, turn=1)
_ASKED: Final = replace(_LOCKED, step=Step.PIN, person=_PEOPLE[0], was_here=True)
_LOCKS: Final[Mapping[str, LockState]] = {
    "lock_people": _LOCKED,
    "lock_pin": _ASKED,
    "lock_morning": replace(_ASKED, was_here=False),
    "lock_wrong": replace(_ASKED, problem=Refusal("PIN_WRONG")),
    "lock_wait": replace(_ASKED, problem=Refusal("PIN_WAIT", {"seconds": "30"})),
    "lock_badge": replace(_ASKED, step=Step.BADGE, person=_PEOPLE[3]),
    "lock_choose": replace(_ASKED, step=Step.CHOOSE, problem=Refusal("PIN_IN_ORDER")),
    "lock_managers": replace(_ASKED, step=Step.MANAGERS),
    "lock_proof": replace(_ASKED, why=Why.PROOF),
    "lock_nobody": LockState(why=Why.SIGN_IN, is_known=True, turn=1),
}


def _lock(state: LockState, window: MainWindow) -> None:
    page = LockPage(Place("示例 0018 店", 1, is_synthetic=True), parent=window)
    window.layers.cover(page)
    page.show_state(state)


def _commands(typed: str, window: MainWindow) -> None:
    (counter,) = window.findChildren(CounterPage)
    bar: CommandBar = attach(window, dict.fromkeys(PageId, counter), {})
    window.frame_action.emit(Action.COMMANDS)
    line = bar.findChild(ChineseField, "command_bar.line")
    assert isinstance(line, ChineseField)
    line.setText(typed)


def _word(problem: FieldProblem | None, window: MainWindow) -> None:
    page = FeedbackPage(window)
    page.open_with(drawing.draw(window.layers.pages, PageId.COUNTER.value))
    page.show_problem(problem)
    window.layers.cover(page)
    page.field.setFocus()


COVERS: Final[Mapping[str, Callable[[MainWindow], None]]] = {
    **{name: partial(_lock, state) for name, state in _LOCKS.items()},
    "commands": partial(_commands, ""),
    "commands_found": partial(_commands, "xy"),
    "commands_none": partial(_commands, "qqqq"),
    "feedback": partial(_word, None),
    "feedback_wrong": partial(_word, FieldProblem("words", "FEEDBACK_MISSING")),
}
"""What puts each over the full counter page of a window that is shown."""
