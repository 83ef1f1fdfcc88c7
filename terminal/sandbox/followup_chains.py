"""Chains of follow-ups: each task anchored on the one before, with what came of it.

A chain is planned backwards from where it stands today, so that a store opens with as many tasks
due and overdue as a demonstration needs, and is then written forwards. Dates move by the same
domain functions that a till uses.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any, Final

from terminal.domain import observation
from terminal.domain.followup import (
    FollowUpRule,
    OutcomeCode,
    due_after,
    next_due,
    task_id,
)
from terminal.domain.observation import ReadingLevel
from terminal.sandbox import identity
from terminal.sandbox.people import Person
from terminal.sandbox.readings import Measured, measure
from terminal.sandbox.seasons import Window, chance

CALL_FROM, CALL_UNTIL = 9 * 60, 18 * 60
_DELAYS: Final = (0, 0, 0, 0, 0, 0, 1, 1, 2, 3, 5, 9)
_ATTEMPT: Final = 0.2
_BOUGHT_NEAR: Final = 7
_POSTPONED: Final = 0.3
_NOTES: Final = {
    ReadingLevel.HIGH: ("已提醒饮食", "漏服 2 次，已提醒", "近期聚餐多", "已建议复诊调药", ""),
    ReadingLevel.DANGER: ("已转社区医院", "已电话家属，今日就诊"),
    ReadingLevel.NORMAL: ("", "", "", "按时服药", "散步半小时"),
    ReadingLevel.LOW: ("无不适", ""),
    ReadingLevel.UNKNOWN: ("", "", "家里还有", "周末来取"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One task of a chain. `due` is when it was first due; `attempts` are outcomes that kept it
    open; `done` is None while it is open. Days are ordinals.
    """

    due: int
    attempts: tuple[tuple[OutcomeCode, int], ...] = ()
    done: int | None = None
    minute: int = 0
    code: OutcomeCode = OutcomeCode.DONE
    items: dict[str, int] | None = None
    note: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Goal:
    """Where a chain stands today: an open task due on `due`, or one that ended it."""

    due: int
    done_today: int | None = None
    """The minute at which its previous task was done today, if it was."""
    ended: OutcomeCode | None = None
    enrolled: int = 0


@dataclass(frozen=True, slots=True)
class Subject:
    """The person a chain is about, under one rule, as far as planning needs it."""

    person: Person
    rule: FollowUpRule
    refill_days: tuple[int, ...]
    staff: tuple[str, ...]
    window: Window


def plan(
    rng: Random, subject: Subject, goal: Goal
) -> tuple[list[Step], int, dict[str, int] | None]:
    """Return a chain's steps, oldest first, with the day of the fact that called for the first one
    and the reading taken then, if the rule measures.
    """
    steps = [_last_step(rng, subject, goal)]
    latest = subject.window.today - (goal.done_today is None)
    while True:
        items, done = _before(rng, subject, steps[-1].due, latest)
        if done < goal.enrolled:
            return steps[::-1], done, items
        minute = _calling_minute(rng)
        if goal.done_today is not None and len(steps) == 1:
            minute = goal.done_today
        steps.append(_done_step(rng, subject, (done, minute, items), goal.enrolled))


def write(
    subject: Subject, anchor: str, steps: list[Step]
) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield kind, id and body of a chain's tasks, readings and outcomes, oldest first."""
    for step in steps:
        task = task_id(subject.rule.id, subject.person.id, anchor)
        outcomes = list(_outcomes(subject, task, step))
        due = step.due
        for kind, _, body in outcomes:
            if kind == "outcome" and "due_on" in body:
                due = date.fromisoformat(body["due_on"]).toordinal()
        yield (
            "task",
            task,
            {
                "rule": subject.rule.id,
                "rule_version": subject.rule.version,
                "customer": subject.person.id,
                "anchor": anchor,
                "due_on": subject.window.iso(due),
            },
        )
        yield from outcomes
        anchor = task


def _last_step(rng: Random, subject: Subject, goal: Goal) -> Step:
    if goal.ended is not None:
        return Step(
            goal.due, done=goal.due, minute=_calling_minute(rng), code=goal.ended,
            by=rng.choice(subject.staff),
        )  # fmt: skip
    if goal.done_today is None and chance(rng, _ATTEMPT):
        code, back = OutcomeCode.NO_ANSWER, 1
        if chance(rng, _POSTPONED):
            code, back = OutcomeCode.RESCHEDULED, 3
        day = goal.due - back
        if day < subject.window.today:
            return Step(
                day, ((code, day),), minute=_calling_minute(rng), by=rng.choice(subject.staff)
            )
    return Step(goal.due)


def _before(
    rng: Random, subject: Subject, due: int, latest: int
) -> tuple[dict[str, int] | None, int]:
    """Return the reading of the task before the one due on `due`, and the day it was done: a
    reading that needs a doctor shortens the cycle.
    """
    while True:
        items, danger = None, False
        if subject.rule.reading is not None:
            items = measure(rng, subject.person, subject.rule.reading)
            danger = observation.level(subject.rule.reading, items) is ReadingLevel.DANGER
        start = date.fromordinal(due)
        done = due - (next_due(subject.rule, done_on=start, danger=danger).toordinal() - due)
        if done <= latest:
            return items, done


def _done_step(
    rng: Random,
    subject: Subject,
    found: tuple[int, int, dict[str, int] | None],
    enrolled: int,
) -> Step:
    done, minute, items = found
    delay = min(rng.choice(_DELAYS), done - enrolled)
    attempts: tuple[tuple[OutcomeCode, int], ...] = ()
    if delay and chance(rng, 0.5):
        attempts = ((OutcomeCode.NO_ANSWER, done - 1),)
    code, level = OutcomeCode.DONE, ReadingLevel.UNKNOWN
    if items is not None and subject.rule.reading is not None:
        level = observation.level(subject.rule.reading, items)
        code = OutcomeCode.REFERRED if level is ReadingLevel.DANGER else OutcomeCode.DONE
    elif any(abs(day - done) <= _BOUGHT_NEAR for day in subject.refill_days):
        code = OutcomeCode.REFILLED
    note = "" if code is OutcomeCode.REFILLED else rng.choice(_NOTES[level])
    staff = rng.choice(subject.staff)
    return Step(done - delay, attempts, done, minute, code, items, note, staff)


def _outcomes(subject: Subject, task: str, step: Step) -> Iterator[tuple[str, str, dict[str, Any]]]:
    customer, window = subject.person.id, subject.window
    due = date.fromordinal(step.due)
    for code, day in step.attempts:
        was, moved = due, due_after(code, due_on=due, today=date.fromordinal(day))
        due = was if moved is None else moved
        body = {
            "task": task, "customer": customer, "code": str(code),
            "at": window.at(day, step.minute, 12), "by": step.by,
            "due_on": due.isoformat(), "due_was_on": was.isoformat(), "accepted": True,
        }  # fmt: skip
        yield "outcome", identity.record_id("outcome", task, code, window.iso(day)), body
    if step.done is None:
        return
    at = window.at(step.done, step.minute, 5)
    body = {
        "task": task, "customer": customer, "code": str(step.code), "at": at, "by": step.by,
        "accepted": True,
    }  # fmt: skip
    if step.items is not None and subject.rule.reading is not None:
        reading = Measured(
            identity.record_id("reading", task), subject.rule.reading, at, step.done, step.items,
            step.by, task,
        )  # fmt: skip
        yield "observation", reading.id, reading.body(customer)
        body["observation"] = reading.id
    if step.note:
        body["note"] = step.note
    yield "outcome", identity.record_id("outcome", task, step.code, window.iso(step.done)), body


def _calling_minute(rng: Random) -> int:
    return rng.randrange(CALL_FROM, CALL_UNTIL)
