"""HQ's rules held against everybody of this store: which labels and leaflets they call for, what
does not fit in which file, who is to be followed up and is not. So a new rule finds those it is
about in what was bought and answered before it came.

It only reads, in small portions, so that whoever reads or writes comes between two of them. What a
till finds is provisional until HQ, which reckons by the same rules, has written it; nothing of it
is stored.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from local_store.unit_of_work import UnitOfWork
from terminal.domain import label_rules
from terminal.domain.customer import Customer
from terminal.services import conflicts
from terminal.services.seen import look

PORTION: Final = 10
"""So many customers are looked at in one go: a fraction of a second on a slow till."""


class RuleKind(StrEnum):
    """What a rule is for."""

    LABEL = "label"
    CONFLICT = "conflict"
    FOLLOWUP = "followup"


@dataclass(frozen=True, slots=True)
class SweptRule:
    """A rule in force, with the version and the words it goes by."""

    id: str
    version: int
    kind: RuleKind
    title: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Portion:
    """Customers that were looked at: how many, the last one's id (None when none are left), and
    who of them each rule is about.
    """

    looked_at: int
    last: str | None
    found: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class SweepPlan:
    """What is to be done: the rules in force here today, and how many customers there are."""

    rules: tuple[SweptRule, ...]
    customers: int


def plan(uow: UnitOfWork) -> SweepPlan:
    """Return what is to be done. While reading is locked or the store is being loaded, nothing."""
    if uow.sync.is_reading_locked or uow.sync.state().loading:
        return SweepPlan((), 0)
    rules = [
        SweptRule(one.id, one.version, RuleKind.LABEL, one.title) for one in uow.rules.labels()
    ]
    rules += [
        SweptRule(one.id, one.version, RuleKind.CONFLICT, one.ask) for one in uow.rules.conflicts()
    ]
    rules += [
        SweptRule(one.id, one.version, RuleKind.FOLLOWUP, one.title)
        for one in uow.rules.followups().values()
        if one.condition is not None
    ]
    return SweepPlan(tuple(rules), uow.customers.count())


def portion(uow: UnitOfWork, *, after: str = "", size: int = PORTION) -> Portion:
    """Hold the rules against the next customers, in the order of their ids."""
    customers = uow.customers.after(after, size)
    found: dict[str, list[str]] = {}
    if not uow.sync.is_reading_locked:
        labels, followups = uow.rules.labels(), uow.rules.followups().values()
        for customer in customers:
            if customer.restricted or customer.withdrawn:
                continue
            seen = look(uow, customer)
            facts = conflicts.facts(uow, customer, seen)
            about = [one.id for one in label_rules.called_for(labels, facts)]
            about += [one.rule for one in conflicts.find(uow, customer, seen, facts)]
            due = [one.id for one in followups if one.condition in facts.conditions]
            about += _unasked(uow, customer, due) if due else ()
            for rule in about:
                found.setdefault(rule, []).append(customer.id)
    last = customers[-1].id if len(customers) == size else None
    return Portion(len(customers), last, {rule: tuple(who) for rule, who in found.items()})


def _unasked(uow: UnitOfWork, customer: Customer, rules: Iterable[str]) -> list[str]:
    """Return the rules after which somebody is to be followed up and no task is open."""
    asked = {task.rule for task in uow.tasks.open_of_customer(customer.id)}
    return [rule for rule in rules if rule not in asked]
