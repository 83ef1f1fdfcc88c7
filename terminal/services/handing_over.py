"""Tasks that go from one of the store to another: whose one is, is a field of it, and that it was
handed over an outcome, which keeps it open.
"""

from __future__ import annotations

from dataclasses import dataclass

from local_store.unit_of_work import UnitOfWork
from sync.protocol.ops import Set
from terminal.domain import followup
from terminal.domain.card import TaskItem
from terminal.domain.followup import OutcomeCode, TaskState
from terminal.domain.observation import ReadingLevel
from terminal.domain.problems import FieldProblem, Refusal
from terminal.domain.staff import Role
from terminal.services import followups
from terminal.services.followups import Recorded


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who can be given a task; `is_me`: whoever works here now."""

    id: str
    name: str
    role: str
    is_me: bool = False


def colleagues(uow: UnitOfWork) -> tuple[Colleague, ...]:
    """Return who works in this store, whoever is here now last."""
    me = uow.session.actor
    people = [Colleague(one.id, one.name, one.role, one.id == me) for one in uow.staff.active()]
    return tuple(sorted(people, key=lambda one: one.is_me))


def hand_over(
    uow: UnitOfWork, *, task_id: str, to: str | None, note: str = ""
) -> Recorded | Refusal | list[FieldProblem]:
    """Leave an open task to somebody of this store, to anybody of it with None, with a few words if
    any are given. That it was handed over is a fact, whose task it is a field: one group.
    """
    if uow.session.role is Role.SYSTEM:
        return Refusal("NOT_SIGNED_IN")
    task = followups.find(uow, task_id)
    if isinstance(task, Refusal):
        return task
    if task.state != TaskState.OPEN:
        return Refusal("TASK_NOT_OPEN")
    if len(note) > followups.NOTE_LIMIT:
        return [FieldProblem("note", "NOTE_TOO_LONG", {"limit": str(followups.NOTE_LIMIT)})]
    if to is not None and to not in {one.id for one in uow.staff.active()}:
        return Refusal("COLLEAGUE_GONE")
    uow.put("task", task.id, Set({"assignee": to}))
    outcome_id = followups.put_outcome(uow, task, code=OutcomeCode.HANDED_OVER, note=note.strip())
    uow.audit("followup.handed_over", entity_kind="task", entity=task.id, facts={"to": to or ""})
    return Recorded(followups.item(uow, task), outcome_id, ReadingLevel.UNKNOWN, None)


def take_back(uow: UnitOfWork, *, outcome_id: str, assignee: str | None) -> TaskItem | Refusal:
    """Undo a handing over: the task is again whose it was, unless it went on to another since."""
    given = uow.outcomes.get(outcome_id)
    undone = followups.undo(uow, outcome_id=outcome_id)
    if isinstance(undone, Refusal) or given is None:
        return undone
    for other in followup.standing(uow.outcomes.of_task(given.task)):
        if other.code == OutcomeCode.HANDED_OVER and (other.at, other.id) > (given.at, given.id):
            return undone
    uow.put("task", given.task, Set({"assignee": assignee}))
    task = followups.find(uow, given.task)
    return task if isinstance(task, Refusal) else followups.item(uow, task)
