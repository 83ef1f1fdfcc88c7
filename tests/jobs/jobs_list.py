"""Jobs of the list of follow-ups that concern more than one of them."""

from __future__ import annotations

from functools import partial
from typing import Any

from terminal.domain.card import Due
from terminal.domain.followup import OutcomeCode, Task, TaskState
from terminal.services.handing_many import Pile, Scope
from tests.jobs.shop import Person
from tests.jobs.till import JobError, Till, so


def hand_over_all(till: Till, _one: Person) -> None:
    """Whoever has follow-ups is away: all of theirs are anybody's, with two keys more than one of
    them; and with one they are theirs again. Begins on the list.
    """
    desk = till.screens._followups
    first, to = _give_one(till, desk)
    _give_one(till, desk)
    for _ in range(60):
        if desk.state.selected == first:
            break
        before = desk.state.selected
        till.press("-")
        till.until(partial(_is_elsewhere, desk, before), "the one before")
    till.decide()
    till.press("H")
    till.until(lambda: desk.state.handing, "what can go")
    while (pile := _pile(desk)) is None or pile.scope is not Scope.COLLEAGUE:
        asked = desk.state.handing
        till.press("H")
        till.until(partial(_asks_otherwise, desk, asked), "more of it")
    so({first} < set(pile.tasks), "both are theirs")
    till.decide()
    till.press("9")
    till.until(lambda: _given(desk) == set(pile.tasks), "all of them with anybody")
    so({(None, TaskState.OPEN)} == _stand(till, pile), "they wait for anybody")
    till.press("Ctrl+Z")
    till.until(lambda: not _given(desk) and desk.state.desk.busy is None, "the deed taken back")
    so({(to, TaskState.OPEN)} == _stand(till, pile), "they are theirs again")


def _give_one(till: Till, desk: Any) -> tuple[str, str]:
    """Hand the open task to the first colleague, and return both."""
    form = desk.state.form
    if form is None or form.task.due is Due.DONE:
        raise JobError("no follow-up is due")
    till.press("H")
    till.until(lambda: desk.state.handing, "who can have it")
    to = desk.state.handing.shown[0].id
    till.press("1")
    till.until(lambda: _is_handed(desk, form.task.id), "the task with a colleague")
    return form.task.id, to


def _is_handed(desk: Any, task: str) -> bool:
    # What an earlier job can be taken back by may still stand there.
    undo = desk.state.desk.undo
    return undo is not None and undo.code is OutcomeCode.HANDED_OVER and bool(undo.task.id == task)


def _is_elsewhere(desk: Any, before: str | None) -> bool:
    return bool(desk.state.selected != before)


def _asks_otherwise(desk: Any, before: Any) -> bool:
    return bool(desk.state.handing != before)


def _pile(desk: Any) -> Pile | None:
    found: Pile | None = desk.state.handing.pile
    return found


def _given(desk: Any) -> set[str]:
    undo = desk.state.desk.undo
    return set() if undo is None else {one.task for one in undo.given}


def _stand(till: Till, pile: Pile) -> set[tuple[str | None, str]]:
    tasks: dict[str, Task] = till.read(lambda uow: uow.tasks.many(pile.tasks))
    return {(one.assignee, one.state) for one in tasks.values()}
