"""Several tasks that go to another at once: all open ones of a customer, or of a colleague. One
deed, with one reason, that is taken back as one.

Each task is a save of its own: were HQ to refuse one, the others stand, and no number of tasks is
too large. At this till all of them are handed over, or none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from local_store.group_writer import Group, Write
from local_store.unit_of_work import UnitOfWork
from sync.protocol.ops import Fact, Set
from terminal.domain import followup
from terminal.domain.begun import BegunKind
from terminal.domain.card import TaskItem
from terminal.domain.followup import UNDONE, Outcome, OutcomeCode, Task, TaskState
from terminal.domain.problems import FieldProblem, Refusal
from terminal.domain.staff import Role
from terminal.services import followups, handing_over
from terminal.services.handing_over import Colleague


class Scope(StrEnum):
    """What is handed over with the task at hand."""

    CUSTOMER = "customer"
    COLLEAGUE = "colleague"


@dataclass(frozen=True, slots=True)
class Pile:
    """Open tasks that can go at once. `name` is the colleague's whose they are; `titles` are by
    language, each once; `overdue` and `today` count those that are due.
    """

    scope: Scope
    tasks: tuple[str, ...]
    name: str = ""
    titles: tuple[Mapping[str, str], ...] = ()
    overdue: int = 0
    today: int = 0


@dataclass(frozen=True, slots=True)
class Choices:
    """Who can have a task, and what can go with it."""

    people: tuple[Colleague, ...]
    piles: tuple[Pile, ...] = ()


@dataclass(frozen=True, slots=True)
class Given:
    """One task that went: by which outcome, and whose it was, None: anybody's."""

    task: str
    outcome: str
    was: str | None


@dataclass(frozen=True, slots=True)
class HandedOver:
    """Tasks that went, and the one at hand as it is now."""

    task: TaskItem
    given: tuple[Given, ...]


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What was taken back, and how many stay where they went on to since."""

    task: TaskItem
    left: int = 0


def choices(uow: UnitOfWork, *, task_id: str) -> Choices | Refusal:
    """Return who can have a task and what can go with it: of its customer's, and of whoever has it,
    when that is more than the task alone.
    """
    task = followups.find(uow, task_id)
    if isinstance(task, Refusal):
        return task
    customer = uow.customers.get(task.customer)
    theirs = [] if customer is None else uow.tasks.open_of_customer(customer.id)
    piles = [_pile(uow, Scope.CUSTOMER, theirs)]
    if task.assignee is not None:
        held = uow.tasks.open_of_assignee(task.assignee)
        name = uow.staff.names([task.assignee]).get(task.assignee, "")
        piles.append(_pile(uow, Scope.COLLEAGUE, held, name))
    several = tuple(one for one in piles if len(one.tasks) > 1)
    return Choices(handing_over.colleagues(uow), several)


def hand_over(
    uow: UnitOfWork, *, task_id: str, tasks: Sequence[str], to: str | None, note: str = ""
) -> HandedOver | Refusal | list[FieldProblem]:
    """Leave these tasks to somebody of this store, to anybody of it with None, each with the same
    words. What was finished meanwhile, is theirs already or may not be worked stays as it is.
    `task_id` is the one at hand.
    """
    at_hand = _at_hand(uow, task_id)
    if isinstance(at_hand, Refusal):
        return at_hand
    if len(note) > followups.NOTE_LIMIT:
        return [FieldProblem("note", "NOTE_TOO_LONG", {"limit": str(followups.NOTE_LIMIT)})]
    if to is not None and to not in {one.id for one in uow.staff.active()}:
        return Refusal("COLLEAGUE_GONE")
    still_open = _workable(uow, tasks)
    going = [one for one in still_open if one.assignee != to]
    if not going:
        return Refusal("HANDED_ALREADY" if still_open else "TASK_NOT_OPEN")
    given = tuple(Given(one.id, uow.new_id(), one.assignee) for one in going)
    words = {"code": str(OutcomeCode.HANDED_OVER)} | (
        {"note": note.strip()} if note.strip() else {}
    )
    uow.put_groups(
        [
            _save(uow, task, to, {"id": one.outcome, **words}, "followup.handed_over")
            for one, task in zip(given, going, strict=True)
        ]
    )
    uow.begun.drop(uow.session.actor, BegunKind.TASK, at_hand.id)
    uow.begun.drop(uow.session.actor, BegunKind.HANDING, at_hand.customer)
    return HandedOver(followups.item(uow, at_hand), given)


def take_back(uow: UnitOfWork, *, task_id: str, given: Sequence[Given]) -> TakenBack | Refusal:
    """Undo a handing over: each task is again whose it was, unless it went on to another since or
    may not be worked any more. What another till took back already is left alone.
    """
    at_hand = _at_hand(uow, task_id)
    if isinstance(at_hand, Refusal):
        return at_hand
    here = {one.id: one for one in _here(uow, [one.task for one in given])}
    told = uow.outcomes.of_tasks(here)
    groups, left = list[Group](), 0
    for one in given:
        standing = followup.standing(told.get(one.task, []))
        ours = next((each for each in standing if each.id == one.outcome), None)
        if one.task not in here or (ours is not None and _went_on(standing, ours)):
            left += 1
        elif ours is not None:
            told_back = {"id": uow.new_id(), "code": UNDONE, "undoes": one.outcome}
            groups.append(_save(uow, here[one.task], one.was, told_back, "followup.undone"))
    if not groups:
        gone = Refusal("HANDED_ON_SINCE", {"left": str(left)})
        return gone if left else Refusal("OUTCOME_UNDONE")
    uow.put_groups(groups)
    return TakenBack(followups.item(uow, at_hand), left)


def undo(uow: UnitOfWork, *, task_id: str, given: Sequence[Given]) -> Refusal | None:
    """Take a handing over back, and say what of it stays where it went on to since."""
    done = take_back(uow, task_id=task_id, given=given)
    if isinstance(done, Refusal):
        return done
    return Refusal("HANDED_ON_SINCE", {"left": str(done.left)}) if done.left else None


def _at_hand(uow: UnitOfWork, task_id: str) -> Task | Refusal:
    if uow.session.role is Role.SYSTEM:
        return Refusal("NOT_SIGNED_IN")
    return followups.find(uow, task_id)


def _pile(uow: UnitOfWork, scope: Scope, tasks: Sequence[Task], name: str = "") -> Pile:
    found = _workable(uow, [one.id for one in tasks])
    # While reading is locked a title would tell of an illness.
    shown = [] if uow.sync.is_reading_locked else found
    rules = [uow.rules.get(rule) for rule in dict.fromkeys(one.rule for one in shown)]
    return Pile(
        scope,
        tuple(one.id for one in found),
        name,
        tuple(one.title for one in rules if one is not None),
        overdue=sum(one.due_on < uow.today for one in found),
        today=sum(one.due_on == uow.today for one in found),
    )


def _workable(uow: UnitOfWork, ids: Sequence[str]) -> list[Task]:
    return [one for one in _here(uow, ids) if one.state == TaskState.OPEN]


def _here(uow: UnitOfWork, ids: Sequence[str]) -> list[Task]:
    """Return the tasks whose customers are here and may be worked with, in this order."""
    tasks = uow.tasks.many(ids)
    customers = uow.customers.many([one.customer for one in tasks.values()])
    return [
        tasks[one]
        for one in dict.fromkeys(ids)
        if one in tasks
        and (customer := customers.get(tasks[one].customer)) is not None
        and not customer.restricted
    ]


def _went_on(standing: Sequence[Outcome], ours: Outcome) -> bool:
    return any(
        one.code == OutcomeCode.HANDED_OVER and (one.at, one.id) > (ours.at, ours.id)
        for one in standing
    )


def _save(
    uow: UnitOfWork, task: Task, to: str | None, told: Mapping[str, str], action: str
) -> Group:
    """Return what makes a task somebody's and says why: HQ takes it whole."""
    outcome = {name: value for name, value in told.items() if name != "id"}
    outcome |= {"task": task.id, "customer": task.customer, "by": uow.session.actor}
    audit = {"action": action, "at": uow.now_ms, "entity_kind": "task", "entity": task.id}
    return (
        Write("task", task.id, Set({"assignee": to})),
        Write("outcome", told["id"], Fact({**outcome, "at": uow.now_ms})),
        Write("audit", uow.new_id(), Fact({**audit, "facts": {"to": to or ""}})),
    )
