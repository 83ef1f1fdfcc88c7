"""Jobs that concern more than one follow-up."""

from __future__ import annotations

from functools import partial
from typing import Any

from local_store.unit_of_work import UnitOfWork
from terminal.domain.card import Due
from terminal.domain.followup import OutcomeCode, Task, TaskState
from terminal.services import customer_card
from terminal.services.handing_many import Pile, Scope
from tests.jobs.shop import Person
from tests.jobs.steps import identify
from tests.jobs.till import JobError, Till, so
from ui.counter.sheets.state import HandSheet


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
    so({(None, TaskState.OPEN)} == _stand(till, pile.tasks), "they wait for anybody")
    till.press("Ctrl+Z")
    till.until(lambda: not _given(desk) and desk.state.desk.busy is None, "the deed taken back")
    so({(to, TaskState.OPEN)} == _stand(till, pile.tasks), "they are theirs again")


def hand_over_card(till: Till, one: Person) -> None:
    """All open follow-ups of whoever's card is open go to a colleague, with a reason."""
    identify(till, one)
    counter = till.screens._counter
    till.decide()
    till.press("H")
    till.until(lambda: getattr(counter.state.sheet, "tasks", ()), "what goes")
    till.until(lambda: till.focus_name() == "counter.sheet.hand.text", "the reason")
    sheet = counter.state.sheet
    assert isinstance(sheet, HandSheet)
    till.say("xiujia", "休假")
    till.until(lambda: getattr(counter.state.sheet, "text", ""), "the reason in the field")
    # Another job may have given some of them to somebody.
    held = {whose for whose, _ in _stand(till, sheet.tasks)}
    place, to = next((at, who) for at, who in enumerate(sheet.people, 1) if held != {who.id})
    till.press(f"Alt+{place}", "Enter")
    till.until(lambda: _is_deed(till, one), "the follow-ups with a colleague")
    so({(to.id, TaskState.OPEN)} == _stand(till, sheet.tasks), "they are theirs and wait")


def has_follow_ups(uow: UnitOfWork, one: Person) -> bool:
    """Tell whether there is anything to be handed over."""
    customer = uow.customers.get(one.id)
    return customer is not None and bool(customer_card.card_of(uow, customer).tasks)


def _is_deed(till: Till, one: Person) -> bool:
    undo = till.screens._counter.state.deed
    return undo is not None and isinstance(undo.sheet, HandSheet) and undo.sheet.customer == one.id


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


def _stand(till: Till, ids: tuple[str, ...]) -> set[tuple[str | None, str]]:
    tasks: dict[str, Task] = till.read(lambda uow: uow.tasks.many(ids))
    return {(one.assignee, one.state) for one in tasks.values()}
