"""Which follow-ups a store is in the middle of: who is enrolled, what is due, what came before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from random import Random
from typing import Any, Final

from terminal.domain.followup import OutcomeCode
from terminal.sandbox import followup_chains, identity, rules
from terminal.sandbox.followup_chains import Goal, Subject
from terminal.sandbox.people import Person
from terminal.sandbox.purchases import Visit
from terminal.sandbox.readings import Measured
from terminal.sandbox.seasons import Window, chance

PROGRAMME_DAYS: Final = 180
"""Days since the store began with follow-ups."""
_YOUNGEST_DAYS: Final = 30
_ENROLLED: Final = {
    rules.DIABETES: 0.95,
    rules.PRESSURE: 0.6,
    rules.LIPID_REFILL: 0.6,
    rules.GLUCOSE_REFILL: 0.3,
}
_ENDED: Final = 0.07
_ENDINGS: Final = (OutcomeCode.STOPPED, OutcomeCode.WRONG_NUMBER, OutcomeCode.REFUSED)
_FIRST_CALL: Final = 8 * 60 + 2
_USUAL_LATENESS: Final = 1 / 5
_LATEST: Final = 20
_REFERENCE: Final = 800
_DONE_TODAY, _DUE_TODAY, _OVERDUE = 2, 13, 12
_MANAGED: Final = "慢病管理"


@dataclass(frozen=True, slots=True)
class Case:
    """A customer's history as follow-ups need it: tickets with a daily medicine, by condition."""

    person: Person
    refills: dict[str, list[tuple[int, str]]]


@dataclass(frozen=True, slots=True)
class Desk:
    """Who follows up, when, and in which store."""

    seed: int
    store: str
    window: Window
    staff: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Enrolment:
    case: Case
    rule_id: str
    since: int


def case(person: Person, visits: Iterable[Visit]) -> Case:
    """Return what follow-ups need of a person's purchases."""
    refills: dict[str, list[tuple[int, str]]] = {}
    for visit in visits:
        for condition in {line.product.condition for line in visit.lines if line.fill is not None}:
            if condition is not None:
                refills.setdefault(condition, []).append((visit.day, visit.id))
    return Case(person, refills)


def histories(
    desk: Desk, cases: Iterable[Case]
) -> dict[str, list[tuple[str, str, dict[str, Any]]]]:
    """Return the records of every enrolled customer's follow-ups by customer id, and tag them."""
    rng = Random(f"{desk.seed}|{desk.store}|followups")
    known = list(cases)
    enrolled = [found for one in known for found in _enrolments(rng, desk, one)]
    # Weighted order: a rule of a shorter cycle puts more of its customers on any one day.
    enrolled.sort(key=lambda e: rng.expovariate(1 / rules.RULES[e.rule_id].cycle_days))
    found: dict[str, list[tuple[str, str, dict[str, Any]]]] = {}
    goals = _goals(rng, desk.window, len(known))
    for one in enrolled:
        person = one.case.person
        if rules.RULES[one.rule_id].reading is not None and _MANAGED not in person.tags:
            person.tags.insert(0, _MANAGED)
        goal = next(goals, None) or _later(rng, desk.window, one)
        goal = Goal(goal.due, goal.done_today, goal.ended, one.since)
        found.setdefault(person.id, []).extend(_history(rng, desk, one, goal))
    return found


def _enrolments(rng: Random, desk: Desk, one: Case) -> Iterator[_Enrolment]:
    today = desk.window.today
    for rule_id, share in _ENROLLED.items():
        rule = rules.RULES[rule_id]
        if rule.condition not in one.person.conditions or not chance(rng, share):
            continue
        # A cycle after joining at the earliest, so that what called for the first task came later.
        known_since = one.person.joined + rule.cycle_days + 1
        since = max(today - rng.randrange(_YOUNGEST_DAYS, PROGRAMME_DAYS), known_since)
        if rule.reading is None:
            bought = one.refills.get(rule.condition, ())
            if not bought:
                continue
            since = max(since, bought[0][0])
        if since <= today - _YOUNGEST_DAYS:
            yield _Enrolment(one, rule_id, since)


def _goals(rng: Random, window: Window, size: int) -> Iterator[Goal]:
    """Yield the goals that make today's list: some done this morning, some due, some overdue."""
    share = size / _REFERENCE
    for index in range(round(_DONE_TODAY * share)):
        yield Goal(-1, done_today=_FIRST_CALL + 7 * index)
    for _ in range(round((_DUE_TODAY + rng.randint(-1, 1)) * share)):
        yield Goal(window.today)
    for _ in range(round((_OVERDUE + rng.randint(-3, 4)) * share)):
        late = min(1 + int(rng.expovariate(_USUAL_LATENESS)), _LATEST)
        yield Goal(window.today - late)


def _later(rng: Random, window: Window, one: _Enrolment) -> Goal:
    if chance(rng, _ENDED):
        ended_on = rng.randrange(one.since, window.today)
        return Goal(ended_on, ended=rng.choice(_ENDINGS))
    return Goal(window.today + rng.randrange(1, rules.RULES[one.rule_id].cycle_days))


def _history(
    rng: Random, desk: Desk, one: _Enrolment, goal: Goal
) -> Iterator[tuple[str, str, dict[str, Any]]]:
    rule, person, window = rules.RULES[one.rule_id], one.case.person, desk.window
    bought = one.case.refills.get(rule.condition or "", [])
    subject = Subject(person, rule, tuple(day for day, _ in bought), desk.staff, window)
    if goal.done_today is not None:
        goal = Goal(window.today + rule.cycle_days, goal.done_today, None, goal.enrolled)
    steps, day, items = followup_chains.plan(rng, subject, goal)
    if items is None or rule.reading is None:
        first_due = steps[0].due
        anchor = [ticket for on, ticket in bought if on <= first_due][-1]
    else:
        anchor = identity.record_id("reading", rule.id, person.id)
        minute = rng.randrange(followup_chains.CALL_FROM, followup_chains.CALL_UNTIL)
        by = rng.choice(desk.staff)
        at = window.at(day, minute)
        yield (
            "observation",
            anchor,
            Measured(anchor, rule.reading, at, day, items, by).body(person.id),
        )
    yield from followup_chains.write(subject, anchor, steps)
