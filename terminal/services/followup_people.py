"""Who the people of follow-ups are: those who have one, and what its customer does not want."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from local_store.unit_of_work import UnitOfWork
from terminal.domain.consent import Purpose
from terminal.domain.customer import Customer
from terminal.domain.followup import FollowUpRule, Outcome, OutcomeCode, Task
from terminal.services import consents


def names(
    uow: UnitOfWork, tasks: list[Task], standing: Mapping[str, list[Outcome]]
) -> dict[str, str]:
    """Return what those are called who have a task or handed one over."""
    ids = {task.assignee for task in tasks if task.assignee is not None}
    ids |= {o.by for told in standing.values() for o in told if o.code == OutcomeCode.HANDED_OVER}
    return uow.staff.names(ids) if ids else {}


def refusing_health(
    uow: UnitOfWork,
    tasks: list[Task],
    rules: dict[str, FollowUpRule | None],
    customers: Mapping[str, Customer],
) -> frozenset[str]:
    """Return who refused a health file, of those who are to be asked for a reading."""
    asking = {
        customers[task.customer].id
        for task in tasks
        if task.customer in customers and (rule := rules[task.rule]) is not None and rule.reading
    }
    return consents.refusing_health(uow, asking) if asking else frozenset()


def unwanted(uow: UnitOfWork, customers: Iterable[Customer]) -> frozenset[str]:
    """Return who wants no messages at all, or said no to reminders: nobody calls them."""
    every = list(customers)
    silent = frozenset(one.id for one in every if one.silent)
    others = {one.id for one in every} - silent
    return silent | consents.refusing(uow, others, Purpose.REMINDERS)
