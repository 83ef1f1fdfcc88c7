"""Which cards are parked and which task is next, as plain functions of what is shown."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from terminal.domain.card import CustomerCard, Due, TaskItem
from ui.counter.state import PARKED_SHOWN, Parked

DUE: Final = (Due.OVERDUE, Due.TODAY)


def with_first(
    parked: tuple[Parked, ...], first: Parked | None, arriving: str | None
) -> tuple[Parked, ...]:
    """Return the parked cards with one more in front, and without whoever arrives."""
    kept: dict[str, Parked] = {}
    for one in (first, *parked):
        if one is not None and one.customer != arriving:
            kept.setdefault(one.customer, one)
    return tuple(kept.values())[:PARKED_SHOWN]


def next_due(card: CustomerCard | None, after: str) -> str | None:
    """Return the next task to work. One that was just put off waits until somebody opens it."""
    tasks = () if card is None else card.tasks
    at = next((i for i, one in enumerate(tasks) if one.id == after), 0)
    others = [*tasks[at + 1 :], *tasks[:at]]
    return next((one.id for one in others if one.due in DUE), None)


def with_task(card: CustomerCard, task: TaskItem) -> CustomerCard:
    """Return a card with a task as it stands now."""
    others = [one for one in card.tasks if one.id != task.id]
    kept = others if task.due is Due.DONE else [*others, task]
    tasks = sorted(kept, key=lambda one: (one.due_on, one.id))
    return replace(card, tasks=tuple(tasks))
