"""Refills of daily medicines: the stock at home is simulated, the intervals follow from it.

Nobody decides on an interval. People buy boxes, take most of what they should, come some days
before the last one is empty, look for a member day or their weekday, sometimes buy elsewhere,
sometimes stay away, and some stop. The spikes and the long tail of real intervals come out by
themselves, and the latent truth can be kept beside what a till would see.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from math import exp
from random import Random
from typing import Final

from terminal.sandbox.catalogue import Product
from terminal.sandbox.people import Habit, Person
from terminal.sandbox.seasons import (
    MEMBER_DAYS,
    Window,
    chance,
    closed_until,
    is_stocking_up,
    weekday,
)

WARM_UP_DAYS: Final = 200
"""Days simulated before the window, so that it opens on people in mid-course."""

_HABIT_KEPT: Final = 0.85
_STOCK_UP: Final = 0.35
_STOCK_MOST: Final = 120
_JOIN_DAYS: Final = 6
_JOIN_SHARE: Final = 0.6
_DOSE_CHANGE: Final = 0.015
_DOSES: Final = (0.5, 1.5, 2.0)
_WEEKDAY_KEPT: Final = 0.35
_MEMBER_DAY_KEPT: Final = 0.6
_MEMBER_DAY_REACH: Final = 5
_SHORTEST: Final = 3
_DAYS_UNKNOWN: Final = 0.02


@dataclass(frozen=True, slots=True)
class Fill:
    """Boxes of a medicine bought on a day. `days` is None when the days of supply are unknown;
    `dose_e2` is what the person takes, which may differ from the label.
    """

    day: int
    product: Product
    boxes: int
    dose_e2: int
    days: int | None
    source: str


@dataclass(slots=True)
class Course:
    """The hidden state of one medicine of one person: the truth a model tries to guess."""

    habit: Habit
    next: int
    last: int
    stock: float = 0.0
    dose: float = 1.0
    dropped: int | None = None
    fills: int = 0
    elsewhere: int = 0
    seen: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Refilling:
    """A person's courses at the end of the window, and every fill inside it."""

    courses: tuple[Course, ...]
    fills: tuple[Fill, ...]


def simulate(rng: Random, person: Person, window: Window) -> Refilling:
    """Return what this person bought of their daily medicines in the window."""
    first = max(person.joined, window.start - WARM_UP_DAYS)
    courses = tuple(_course(rng, person, habit, first) for habit in person.habits)
    fills: list[Fill] = []
    before = first - 1
    while (day := min((c.next for c in courses if c.dropped is None), default=None)) is not None:
        visit = max(_visit_day(rng, person, day), before + 1)
        if visit >= window.today:
            break
        before = visit
        for course in courses:
            if _comes_along(rng, course, day, visit):
                fill = _refill(rng, person, course, visit)
                if fill is not None and visit >= window.start:
                    course.seen.append(visit)
                    fills.append(fill)
    return Refilling(courses, tuple(fills))


def truth(person: Person, refilling: Refilling, window: Window) -> Iterator[dict[str, object]]:
    """Yield the latent truth of a person's courses, for judging models; never to be loaded."""
    who = person.traits
    for course in refilling.courses:
        yield {
            "customer": person.id,
            "medicine": course.habit.product.id,
            "condition": course.habit.product.condition,
            "regular": who.regular,
            "cv": who.cv,
            "adherence": round(who.adherence, 4),
            "lead_days": round(who.lead, 2),
            "hunter": who.hunter,
            "elsewhere": round(who.elsewhere, 4),
            "boxes": course.habit.boxes,
            "pack_days": course.habit.product.pack_days,
            "dose": course.dose,
            "fills": [window.iso(day) for day in course.seen],
            "bought_elsewhere": course.elsewhere,
            "dropped_on": None if course.dropped is None else window.iso(course.dropped),
            "next_on": None if course.dropped is not None else window.iso(course.next),
        }


def _course(rng: Random, person: Person, habit: Habit, first: int) -> Course:
    days = habit.boxes * habit.product.pack_days / max(person.traits.adherence, 0.2)
    start = first + int(rng.random() * days)
    return Course(habit, start, start)


def _comes_along(rng: Random, course: Course, day: int, visit: int) -> bool:
    """Tell whether a medicine is bought on this visit: due by then, or due soon and taken along."""
    if course.dropped is not None:
        return False
    if course.next <= max(day, visit):
        return True
    return course.next <= visit + _JOIN_DAYS and chance(rng, _JOIN_SHARE)


def _refill(rng: Random, person: Person, course: Course, day: int) -> Fill | None:
    """Buy boxes, plan the next time, and return what this shop's till saw of it, if anything."""
    habit, who = course.habit, person.traits
    used = (day - course.last) * who.adherence * course.dose
    boxes = _boxes(rng, habit, day)
    full_days = boxes * habit.product.pack_days
    course.stock = min(max(course.stock - used, 0.0) + full_days, max(_STOCK_MOST, full_days))
    course.last = day
    course.fills += 1
    if chance(rng, _DOSE_CHANGE):
        course.dose = min(max(course.dose * rng.choice(_DOSES), 0.5), 2.0)
    if chance(rng, 0.012 if who.regular else 0.04):
        course.dropped = day
    course.next = day + _interval(rng, person, course)
    if chance(rng, who.elsewhere):
        course.elsewhere += 1
        return None
    dose_e2 = max(round(habit.product.daily_e2 * course.dose), 1)
    days: int | None = boxes * habit.product.units * 100 // dose_e2
    source = "staff" if course.dose != 1.0 else rng.choices(("rx", "label", "staff"), (6, 3, 1))[0]
    if chance(rng, _DAYS_UNKNOWN):
        days, source = None, "none"
    return Fill(day, habit.product, boxes, dose_e2, days, source)


def _interval(rng: Random, person: Person, course: Course) -> int:
    who = person.traits
    lasts = course.stock / (max(who.adherence, 0.2) * course.dose)
    days = (lasts - who.lead) * exp(rng.gauss(0, who.cv))
    if chance(rng, 0.004 if who.regular else 0.02):
        days += rng.gammavariate(1.6, 30)
    return max(round(days), _SHORTEST)


def _boxes(rng: Random, habit: Habit, day: int) -> int:
    boxes = habit.boxes
    if not chance(rng, _HABIT_KEPT):
        boxes = min(max(boxes + rng.choice((-1, 1)), 1), habit.most)
    if is_stocking_up(day) and chance(rng, _STOCK_UP):
        boxes += 1
    return boxes


def _visit_day(rng: Random, person: Person, day: int) -> int:
    """Return the day somebody really comes: a member day nearby, the usual weekday."""
    if person.traits.hunter and chance(rng, _MEMBER_DAY_KEPT):
        day = _member_day_near(day)
    elif chance(rng, _WEEKDAY_KEPT):
        day += (person.traits.weekday - weekday(day) + 3) % 7 - 3
    if (opens := closed_until(day)) is not None:
        day = opens + int(rng.random() * 5)
    return day


def _member_day_near(day: int) -> int:
    for distance in range(_MEMBER_DAY_REACH + 1):
        for candidate in (day - distance, day + distance):
            if date.fromordinal(candidate).day in MEMBER_DAYS:
                return candidate
    return day
