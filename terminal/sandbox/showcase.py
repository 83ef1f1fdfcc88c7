"""The first customers of a demonstration: a rich card, a very long name, and an empty card.

The rich one is drawn by hand, in days before `as_of`, so that she looks the same on any day the
demonstration is given: two conditions, two allergies, one medicine run out, one running low with
none on the shelf, one plentiful, a follow-up overdue and a reminder due today.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any, Final

from terminal.domain.followup import OutcomeCode
from terminal.domain.observation import (
    BLOOD_PRESSURE,
    DIASTOLIC,
    GLUCOSE,
    GLUCOSE_FASTING,
    SYSTOLIC,
)
from terminal.sandbox import catalogue as products
from terminal.sandbox import followup_chains, identity, names, rules
from terminal.sandbox.followup_chains import Step, Subject
from terminal.sandbox.people import Person, Town, Traits, habits, traits
from terminal.sandbox.purchases import Line, Visit
from terminal.sandbox.readings import Measured
from terminal.sandbox.refills import Fill
from terminal.sandbox.seasons import Window

COUNT: Final = 3
STOCK: Final = {products.METFORMIN: 24, products.ACARBOSE: 0, products.AMLODIPINE: 61}
"""Boxes of her medicines on the shelf."""

# Days before `as_of`, the last purchase first. Every fill comes when the one before is used up, so
# that no stock is carried over; the year has 31 visits.
_METFORMIN: Final = (
    39, 71, 102, 134, 166, 198, 230, 262, 294, 326, 357, 389, 421, 453, 485, 517,
)  # fmt: skip
_ACARBOSE: Final = (
    18, 39, 60, 81, 102, 123, 145, 166, 187, 209, 230, 251, 272, 294, 315, 336, 357,
    378, 399, 420, 441, 462, 483, 504, 525, 546,
)  # fmt: skip
_AMLODIPINE: Final = (15, 72, 129, 187, 244, 302, 359, 416, 473, 530)
_STRIPS: Final = (15, 129, 244, 359)
_COLDS: Final = (205, 312)
_PRESSURE_METER: Final = 88
_VITAMINS: Final = 312

_GLUCOSE: Final = (84, 79, 88, 81, 76, 90, 83, 87, 92, 85, 89)
_GLUCOSE_NOTES: Final = ("已提醒饮食", "已提醒饮食", "漏服 2 次，已提醒", "", "", "已建议复诊调药")
_PRESSURES: Final = ((138, 86), (142, 88), (136, 84), (145, 90), (139, 85))
_BEGAN_DAYS: Final = 2000


def people(town: Town) -> list[Person]:
    """Return the showcase customers, numbered 1, 2 and 3."""
    rng = Random(f"{town.seed}|{town.store}|showcase")
    today = town.as_of.toordinal()
    codes = identity.showcase_codes(town.store)
    steady = Traits(True, 0.06, 1.0, 0.0, 2, hunter=False, elsewhere=0.0)
    rich = Person(
        number=1, id=identity.customer_id(town.store, 1), name="王秀兰", sex="female",
        birth=today - round(67.4 * 365.25), joined=today - _BEGAN_DAYS,
        phones=[identity.SHOWCASE_PHONE], conditions=["t2dm", "htn"], traits=steady,
        codes=[codes[0]], tags=["慢病管理", "医保慢特病"],
        allergies=[
            {"substance": "青霉素类", "note": ""},
            {"substance": "头孢克肟", "note": "2024 年皮疹"},
        ],
        agrees=True,
    )  # fmt: skip
    long_name = Person(
        number=2, id=identity.customer_id(town.store, 2), name=names.LONG_NAME, sex="male",
        birth=today - round(58.2 * 365.25), joined=today - _BEGAN_DAYS,
        phones=[identity.phone(town.seed, town.store, 2)], conditions=["htn", "hyperlipidemia"],
        traits=traits(rng), codes=[codes[1]],
        habits=habits(rng, town.catalogue, ["htn", "hyperlipidemia"]), visits_a_year=9.0,
    )  # fmt: skip
    empty = Person(
        number=3, id=identity.customer_id(town.store, 3), name="李慧", sex="female",
        birth=today - round(29.6 * 365.25), joined=today - 1,
        phones=[identity.phone(town.seed, town.store, 3)], conditions=[], traits=traits(rng),
        codes=[codes[2]],
    )  # fmt: skip
    return [rich, long_name, empty]


def visits(town: Town, window: Window, staff_names: tuple[str, ...]) -> list[Visit]:
    """Return the rich card's purchases, oldest first; 31 visits and 3,462 yuan in the last year."""
    days: dict[int, list[Line]] = {}
    for offsets, title, boxes in (
        (_METFORMIN, products.METFORMIN, 1),
        (_ACARBOSE, products.ACARBOSE, 2),
        (_AMLODIPINE, products.AMLODIPINE, 2),
    ):
        product = town.catalogue.by_title[title]
        supply = product.pack_days * boxes
        for offset in offsets:
            day = window.today - offset
            fill = Fill(day, product, boxes, product.daily_e2, supply, "rx")
            days.setdefault(offset, []).append(Line(product, boxes, product.price_fen, fill))
    extras = [(offset, products.STRIPS) for offset in _STRIPS]
    extras += [(offset, products.COLD_GRANULES) for offset in _COLDS]
    extras += [(_VITAMINS, products.VITAMIN_C), (_PRESSURE_METER, products.PRESSURE_METER)]
    for offset, title in extras:
        product = town.catalogue.by_title[title]
        days.setdefault(offset, []).append(Line(product, 1, product.price_fen))
    return [
        Visit(
            window.today - offset,
            9 * 60 + 10 + offset * 7 % 90,
            "01",
            "insurance" if any(line.fill is not None for line in days[offset]) else "wechat",
            staff_names[n % 2],
            days[offset],
        )
        for n, offset in reversed(list(enumerate(sorted(days))))
    ]


def readings(window: Window, staff: tuple[str, ...], customer: str) -> Iterator[Measured]:
    """Yield what was measured in the shop before the follow-ups began."""
    for offset, code, items in (
        (173, GLUCOSE_FASTING, {GLUCOSE: 93}),
        (166, BLOOD_PRESSURE, {SYSTOLIC: 148, DIASTOLIC: 92}),
    ):
        day = window.today - offset
        reading_id = identity.record_id("reading", customer, code, "first")
        yield Measured(reading_id, code, window.at(day, 590), day, items, staff[0])


def followups(
    person: Person, window: Window, staff: tuple[str, ...], sold: list[Visit]
) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield her follow-ups: diabetes overdue by two days, a refill reminder due today."""
    first = {m.code: m.id for m in readings(window, staff, person.id)}
    for rule_id, steps in (
        (rules.DIABETES, _diabetes(window, staff)),
        (rules.PRESSURE, _pressure(window, staff)),
        (rules.GLUCOSE_REFILL, _refill(window, staff)),
    ):
        rule = rules.RULES[rule_id]
        if rule.reading is not None:
            anchor = first[rule.reading]
        else:
            anchor = next(v.id for v in reversed(sold) if v.day <= steps[0].due and _metformin(v))
        subject = Subject(person, rule, (), staff, window)
        yield from followup_chains.write(subject, anchor, steps)


def _metformin(visit: Visit) -> bool:
    return any(line.product.title == products.METFORMIN for line in visit.lines)


def _diabetes(window: Window, staff: tuple[str, ...]) -> list[Step]:
    done = window.today - 16
    steps = [Step(done + 14)]
    for n, glucose in enumerate(_GLUCOSE):
        late = n % 3 == 2  # noqa: PLR2004 (every third one was a day late)
        due = done - late
        attempts = ((OutcomeCode.NO_ANSWER, due),) if late else ()
        note, by = _GLUCOSE_NOTES[n % len(_GLUCOSE_NOTES)], staff[(n + 1) % 2]
        minute, items = 600 + 17 * n, {GLUCOSE: glucose}
        steps.append(Step(due, attempts, done, minute, OutcomeCode.DONE, items, note, by))
        done = due - 14
    return steps[::-1]


def _pressure(window: Window, staff: tuple[str, ...]) -> list[Step]:
    done = window.today - 16
    steps = [Step(done + 30)]
    for n, (systolic, diastolic) in enumerate(_PRESSURES):
        items = {SYSTOLIC: systolic, DIASTOLIC: diastolic}
        steps.append(Step(done, (), done, 604 + 11 * n, OutcomeCode.DONE, items, "", staff[1]))
        done -= 30
    return steps[::-1]


def _refill(window: Window, staff: tuple[str, ...]) -> list[Step]:
    today = window.today
    steps = []
    for n, offset in enumerate((102, 71, 39)):
        done = today - offset
        due = today - (134, 102, 71)[n] + 30
        steps.append(Step(due, (), done, 560 + n, OutcomeCode.REFILLED, None, "", staff[0]))
    last = Step(
        today - 9, ((OutcomeCode.RESCHEDULED, today - 3),), minute=640, note="", by=staff[0]
    )
    return [*steps, last]
