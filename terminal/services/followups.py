"""The follow-up desk: what is due, what came of it, and what comes next."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, TypeAlias

from local_store.unit_of_work import UnitOfWork
from sync.protocol.ops import Fact, Set
from terminal.domain import followup, observation
from terminal.domain.begun import BegunKind
from terminal.domain.card import Due, ReadingItem, TaskItem, Worklist
from terminal.domain.customer import Customer, mask_name
from terminal.domain.followup import (
    UNDONE,
    Effect,
    FollowUpRule,
    Outcome,
    OutcomeCode,
    Task,
    TaskState,
)
from terminal.domain.observation import Reading, ReadingLevel
from terminal.domain.problems import FieldProblem, Refusal
from terminal.domain.staff import RESPONSIBLE, Role
from terminal.services import consents, followup_people, reading_lock, readings, restriction, saves
from terminal.services.restriction import RESTRICTED

LIST_LIMIT: Final = 1000
NOTE_LIMIT: Final = 500
NEAR_DAYS: Final = 7
Latest: TypeAlias = Callable[[str], Reading | None]
"""Tells somebody's last reading of a kind."""


@dataclass(frozen=True, slots=True)
class OutcomeEntry:
    """What the pharmacist entered: `items` are the reading's scaled integers, if one was taken."""

    code: OutcomeCode
    items: dict[str, int] | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Recorded:
    """An outcome on record. `level` is what its reading means; `next_due_on` when to ask again."""

    task: TaskItem
    outcome_id: str
    level: ReadingLevel
    next_due_on: date | None


def worklist(uow: UnitOfWork) -> Worklist:
    """Return what is overdue, due today, and done today, in the order to work."""
    due = uow.tasks.open_due(uow.today, LIST_LIMIT)
    overdue_count, today_count = uow.tasks.count_open(uow.today), uow.tasks.count_open_on(uow.today)
    told = uow.outcomes.standing_between(*uow.day_span(uow.today), LIST_LIMIT)
    accepted = set(_closing(outcome for outcome in told if outcome.accepted))
    done = [t for t in uow.tasks.many(_closing(told)).values() if t.state != TaskState.OPEN]
    items = _items(uow, [*due, *done])
    hidden = restriction.among(uow, [task.customer for task in due if task.id not in items])
    kept_back = [task.due_on < uow.today for task in due if task.customer in hidden]
    overdue_count -= sum(kept_back)
    today_count -= len(kept_back) - sum(kept_back)
    overdue = [items[t.id] for t in due if t.due_on < uow.today and t.id in items]
    today = [items[t.id] for t in due if t.due_on == uow.today and t.id in items]
    finished = sorted(
        (items[task.id] for task in done if task.id in items),
        key=lambda item: (item.done_at is not None and item.done_at.timestamp(), item.id),
        reverse=True,
    )
    return Worklist(
        tuple(overdue),
        tuple(today),
        tuple(finished),
        overdue_count=overdue_count,
        today_count=today_count,
        done_count=len(finished),
        done_accepted_count=sum(item.id in accepted for item in finished),
        truncated=overdue_count + today_count > len(due) - len(kept_back),
        reader=uow.session.actor,
    )


def open_items(uow: UnitOfWork, customer: Customer, latest: Latest) -> tuple[TaskItem, ...]:
    """Return a customer's open tasks that are due within a week or overdue, most overdue first.
    `latest` tells the customer's last reading of a kind.
    """
    until = uow.today + timedelta(days=NEAR_DAYS)
    tasks = [task for task in uow.tasks.open_of_customer(customer.id) if task.due_on <= until]
    items = _items(uow, tasks, {task.customer: customer for task in tasks}, latest)
    return tuple(sorted(items.values(), key=lambda item: (item.due_on, item.id)))


def record(
    uow: UnitOfWork, *, task_id: str, entry: OutcomeEntry
) -> Recorded | Refusal | list[FieldProblem]:
    """Record what came of a task, with its reading, and call for the next one.

    All of it is one group: HQ takes it whole. A value out of range is a problem to mend, and
    nothing was recorded. Of who refused a health file no reading is stored, and none is asked for.
    """
    if uow.session.role is Role.SYSTEM:
        return Refusal("NOT_SIGNED_IN")
    task = find(uow, task_id)
    if isinstance(task, Refusal):
        return task
    if task.state != TaskState.OPEN:
        return Refusal("TASK_NOT_OPEN")
    # A rule that HQ withdrew still says what its open tasks ask, but calls for nothing more.
    rule, in_force = uow.rules.get(task.rule), uow.rules.followups().get(task.rule)
    refuses = consents.refuses_health(uow, customer_id=task.customer)
    if refuses and entry.items is not None:
        return consents.HEALTH_REFUSED
    if problems := _problems(rule, entry, refuses=refuses):
        return problems
    reading_id, level = _record_reading(uow, task, rule, entry)
    outcome_id = _record_outcome(uow, task, entry, reading_id)
    next_on = _call_for_next(uow, task, in_force, entry, danger=level is ReadingLevel.DANGER)
    _replace_refused(uow, task.id)
    facts = {"outcome": str(entry.code)}
    uow.audit("followup.recorded", entity_kind="task", entity=task.id, facts=facts)
    return Recorded(item(uow, task), outcome_id, level, next_on)


def undo(uow: UnitOfWork, *, outcome_id: str) -> TaskItem | Refusal:
    """Take an outcome back by a compensating one: the task is open again, as it was due. The
    reading taken with it is taken back too, since a slip of the finger is why people undo.
    """
    if uow.session.role is Role.SYSTEM:
        return Refusal("NOT_SIGNED_IN")
    outcome = uow.outcomes.get(outcome_id)
    if outcome is None or outcome.code == UNDONE:
        return Refusal("OUTCOME_GONE")
    every = uow.outcomes.of_task(outcome.task)
    if any(other.undoes == outcome_id for other in every):
        return Refusal("OUTCOME_UNDONE")
    task = find(uow, outcome.task)
    if isinstance(task, Refusal):
        return task
    put_outcome(uow, task, code=UNDONE, undoes=outcome_id)
    due_on = followup.due_before(outcome, every)
    if due_on is not None and task.due_on == outcome.due_on:
        uow.put("task", task.id, Set({"due_on": due_on.isoformat()}))
    if outcome.observation is not None:
        readings.void(uow, outcome.observation)
    uow.audit("followup.undone", entity_kind="task", entity=task.id)
    return item(uow, task)


def item(uow: UnitOfWork, task: Task) -> TaskItem:
    """Return a task as lists show it now."""
    return _items(uow, [_again(uow, task)])[task.id]


def reading_item(reading: Reading) -> ReadingItem:
    """Return a reading with its meaning."""
    return ReadingItem(reading, observation.level(reading.code, reading.items))


def _replace_refused(uow: UnitOfWork, task_id: str) -> None:
    """Tell HQ that this takes the place of what it refused about the same task, so that neither
    waits for the other. Only those may who may decide about refused work.
    """
    if uow.session.role in RESPONSIBLE:
        for group in saves.refused_about(uow, task_id):
            uow.sync.resolve(group, "replaced")


def find(uow: UnitOfWork, task_id: str) -> Task | Refusal:
    """Return a task whose customer is here and may be worked with; HQ may be taking both away, one
    after the other.
    """
    task = uow.tasks.get(task_id)
    if task is None:
        return Refusal("TASK_GONE")
    customer = uow.customers.get(task.customer)
    if customer is None:
        return Refusal("CUSTOMER_NOT_HERE")
    return RESTRICTED if customer.restricted else task


def _problems(
    rule: FollowUpRule | None, entry: OutcomeEntry, *, refuses: bool
) -> list[FieldProblem]:
    if len(entry.note) > NOTE_LIMIT:
        return [FieldProblem("note", "NOTE_TOO_LONG", {"limit": str(NOTE_LIMIT)})]
    if rule is None or rule.reading is None:
        return []
    if entry.items is not None:
        return observation.check(rule.reading, entry.items)
    if entry.code is OutcomeCode.DONE and not refuses:
        names = observation.ITEMS.get(rule.reading, ())
        return [FieldProblem(name, "READING_MISSING") for name in names[:1]]
    return []


def _record_reading(
    uow: UnitOfWork, task: Task, rule: FollowUpRule | None, entry: OutcomeEntry
) -> tuple[str | None, ReadingLevel]:
    if rule is None or rule.reading is None or entry.items is None:
        return None, ReadingLevel.UNKNOWN
    reading_id = uow.new_id()
    fields = {
        "customer": task.customer,
        "code": rule.reading,
        "at": uow.now_ms,
        "items": dict(entry.items),
        "task": task.id,
        "by": uow.session.actor,
    }
    uow.put("observation", reading_id, Fact(fields))
    return reading_id, observation.level(rule.reading, entry.items)


def _record_outcome(
    uow: UnitOfWork, task: Task, entry: OutcomeEntry, reading_id: str | None
) -> str:
    due_on = followup.due_after(entry.code, due_on=task.due_on, today=uow.today)
    moved = {}
    if due_on is not None:
        moved = {"due_on": due_on.isoformat(), "due_was_on": task.due_on.isoformat()}
        uow.put("task", task.id, Set({"due_on": due_on.isoformat()}))
    told = {"note": entry.note.strip(), "observation": reading_id}
    return put_outcome(uow, task, code=entry.code, **moved, **told)


def put_outcome(uow: UnitOfWork, task: Task, **fields: str | None) -> str:
    """Write that something came of a task, and return its id."""
    outcome_id = uow.new_id()
    given = {name: str(value) for name, value in fields.items() if value}
    fixed = {"task": task.id, "customer": task.customer, "by": uow.session.actor}
    uow.put("outcome", outcome_id, Fact({**given, **fixed, "at": uow.now_ms}))
    if "undoes" not in given:
        uow.begun.drop(uow.session.actor, BegunKind.TASK, task.id)
    return outcome_id


def _call_for_next(
    uow: UnitOfWork, task: Task, rule: FollowUpRule | None, entry: OutcomeEntry, *, danger: bool
) -> date | None:
    if rule is None or entry.code not in followup.CONTINUES:
        return followup.due_after(entry.code, due_on=task.due_on, today=uow.today)
    due_on = followup.next_due(rule, done_on=uow.today, danger=danger)
    next_id = followup.task_id(rule.id, task.customer, task.id)
    fields: dict[str, str | int] = {"due_on": due_on.isoformat(), "rule_version": rule.version}
    if uow.tasks.get(next_id) is None:
        fields |= {"rule": rule.id, "customer": task.customer, "anchor": task.id}
    uow.put("task", next_id, Set(fields))
    return due_on


def _again(uow: UnitOfWork, task: Task) -> Task:
    found = uow.tasks.get(task.id)
    return task if found is None else found


def _closing(outcomes: Iterable[Outcome]) -> list[str]:
    return list({o.task: None for o in outcomes if followup.effect(o.code) is not Effect.KEEPS})


def _items(
    uow: UnitOfWork,
    tasks: list[Task],
    known: Mapping[str, Customer] | None = None,
    latest: Latest | None = None,
) -> dict[str, TaskItem]:
    """Return the tasks as lists show them; one whose customer is not here, or whose file may only
    be kept, is left out. `known` and `latest`: whose they are, and that one's last reading of a
    kind, from who has read it already.
    """
    rules = {rule_id: uow.rules.get(rule_id) for rule_id in {task.rule for task in tasks}}
    customers = known or uow.customers.many([task.customer for task in tasks])
    outcomes = uow.outcomes.of_tasks([task.id for task in tasks])
    standing = {task.id: followup.standing(outcomes.get(task.id, [])) for task in tasks}
    taken = [o.observation for told in standing.values() for o in told if o.observation]
    told = _Told(
        readings.standing(uow, taken),
        _last_readings(uow, tasks, rules, latest),
        followup_people.names(uow, tasks, standing),
        followup_people.refusing_health(uow, tasks, rules, customers),
        frozenset() if known else followup_people.unwanted(uow, customers.values()),
        uow.today,
    )
    items = {
        task.id: _item(task, rules[task.rule], customer, standing[task.id], told)
        for task in tasks
        if (customer := customers.get(task.customer)) is not None and not customer.restricted
    }
    return reading_lock.tasks(uow, items)


@dataclass(frozen=True, slots=True)
class _Told:
    """What items are told with: readings by id, the last one by kind and customer, names of staff
    by id, who refused a health file, and who is not to be called (not asked where one stands at
    the till).
    """

    readings: dict[str, Reading]
    last: dict[str, dict[str, Reading]]
    people: dict[str, str]
    refusing: frozenset[str]
    unwanted: frozenset[str]
    today: date


def _last_readings(
    uow: UnitOfWork,
    tasks: list[Task],
    rules: dict[str, FollowUpRule | None],
    latest: Latest | None,
) -> dict[str, dict[str, Reading]]:
    """Return what was measured before, for tasks that ask for a reading."""
    asking: dict[str, set[str]] = {}
    for task in tasks:
        rule = rules[task.rule]
        if rule is not None and rule.reading is not None and task.state == TaskState.OPEN:
            asking.setdefault(rule.reading, set()).add(task.customer)
    if latest is None:
        return {code: uow.observations.latest_of(who, code) for code, who in asking.items()}
    read = {code: latest(code) for code in asking}
    return {code: dict.fromkeys(asking[code], found) for code, found in read.items() if found}


def _item(
    task: Task,
    rule: FollowUpRule | None,
    customer: Customer,
    standing: list[Outcome],
    told: _Told,
) -> TaskItem:
    closing = [o for o in standing if followup.effect(o.code) is not Effect.KEEPS]
    last = next(reversed(closing or standing), None)
    handed = next((o for o in reversed(standing) if o.code == OutcomeCode.HANDED_OVER), None)
    reading = told.readings.get(last.observation or "") if last else None
    closed = task.state in (TaskState.DONE, TaskState.CANCELLED)
    if reading is None and not closed and rule is not None:
        reading = told.last.get(rule.reading or "", {}).get(task.customer)
    return TaskItem(
        id=task.id,
        customer=customer.id,
        masked_name=mask_name(customer.name),
        phone_tail=customer.phones[0][-4:] if customer.phones else "",
        rule=task.rule,
        title=rule.title if rule else {"zh_CN": task.rule, "en": task.rule},
        ask=rule.ask if rule else {},
        due_on=task.due_on,
        due=Due.DONE if closed else _due(task.due_on, told.today),
        days_overdue=max((told.today - task.due_on).days, 0),
        reading=rule.reading if rule else None,
        keys=rule.keys if rule else (),
        attempts=sum(o.code == OutcomeCode.NO_ANSWER for o in standing),
        outcome=last.code if last else None,
        outcome_id=last.id if last else None,
        done_at=last.at if last and closed else None,
        value=reading_item(reading) if reading else None,
        note=last.note if last else "",
        mark=last.mark if last else None,
        refusal=last.accepted_code if last and last.accepted is False else None,
        allergies=customer.allergies,
        assignee=task.assignee,
        assignee_name=told.people.get(task.assignee or "", ""),
        handed_by=told.people.get(handed.by, "") if handed else "",
        handed_note=handed.note if handed else "",
        refuses_health=customer.id in told.refusing,
        is_unwanted=customer.id in told.unwanted,
    )


def _due(due_on: date, today: date) -> Due:
    if due_on < today:
        return Due.OVERDUE
    return Due.TODAY if due_on == today else Due.LATER
