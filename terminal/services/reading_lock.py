"""What may still be seen when reading is locked: the masked name, the allergies, that a remark
speaks of one where none is on file, and as much of a task as it takes to record what came of it.

Reading locks when this till has not heard from HQ for the length of its lease, or when HQ takes it
out of service. Recording goes on, so that no work is lost.
"""

from __future__ import annotations

from dataclasses import replace

from local_store.unit_of_work import UnitOfWork
from terminal.domain.card import CustomerCard, CustomerHit, Hit, TaskItem, allergies_only
from terminal.domain.card_file import CardFile


def card(uow: UnitOfWork, full: CustomerCard) -> CustomerCard:
    """Return a card as it may be shown now."""
    if not uow.sync.is_reading_locked:
        return full
    bare = allergies_only(full.id, full.allergies, full.today, masked_name=full.masked_name)
    told = CardFile(notes_allergy=full.file.notes_allergy)
    return replace(bare, tasks=full.tasks, mark=full.mark, file=told, is_locked=True)


def hits(uow: UnitOfWork, full: tuple[Hit, ...]) -> tuple[Hit, ...]:
    """Return a choice of customers and medicines as it may be shown now."""
    if not uow.sync.is_reading_locked:
        return full
    return tuple(
        replace(one, sex=None, age=None, phone_tail="", tier=None)
        if isinstance(one, CustomerHit)
        else one
        for one in full
    )


def tasks(uow: UnitOfWork, full: dict[str, TaskItem]) -> dict[str, TaskItem]:
    """Return tasks as they may be shown now: when, whose, and what has to be entered; not what it
    is about, nor what was measured or noted.
    """
    if not uow.sync.is_reading_locked:
        return full
    return {
        one: replace(task, title={}, ask={}, phone_tail="", value=None, note="", handed_note="")
        for one, task in full.items()
    }
