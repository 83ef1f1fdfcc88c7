"""Readings: what a pharmacist would measure, person by person, with a seeded body behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from random import Random
from typing import Any, Final

from terminal.domain.observation import (
    BLOOD_PRESSURE,
    DIASTOLIC,
    GLUCOSE,
    GLUCOSE_FASTING,
    GLUCOSE_RANDOM,
    SYSTOLIC,
)
from terminal.sandbox import identity
from terminal.sandbox.people import Person
from terminal.sandbox.purchases import Visit
from terminal.sandbox.seasons import Window, chance

_AT_THE_TILL: Final = 0.14
_AFTER_A_MEAL: Final = 0.25
_SWING: Final = 0.012
"""How often a reading is far off a person's usual: a missed dose, a feast, an infection."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A reading. `task` is set when it was taken in a follow-up."""

    id: str
    code: str
    at: int
    day: int
    items: dict[str, int]
    by: str
    task: str | None = None

    def body(self, customer: str) -> dict[str, Any]:
        """Return the record of the reading."""
        body: dict[str, Any] = {
            "customer": customer,
            "code": self.code,
            "at": self.at,
            "items": self.items,
            "by": self.by,
        }
        if self.task is not None:
            body["task"] = self.task
        return body


def measure(rng: Random, person: Person, code: str) -> dict[str, int]:
    """Return the items of one reading of a person: near their usual, now and then far off."""
    swing = chance(rng, _SWING)
    if code == BLOOD_PRESSURE:
        systolic = rng.gauss(137 + 9 * person.shift + (38 if swing else 0), 8)
        diastolic = rng.gauss(83 + 5 * person.shift + (18 if swing else 0), 5)
        low = min(max(round(diastolic), 45), 130)
        return {SYSTOLIC: min(max(round(systolic), low + 15), 220), DIASTOLIC: low}
    usual = max(7.3 + 1.2 * person.shift, 5.9) + (1.9 if code == GLUCOSE_RANDOM else 0.0)
    value = rng.gauss(usual, 0.8)
    if swing:
        value = rng.uniform(16.7, 21) if chance(rng, 0.6) else rng.uniform(3.0, 3.9)
    return {GLUCOSE: min(max(round(value * 10), 28), 250)}


def at_the_till(
    rng: Random, person: Person, visits: Iterable[Visit], window: Window, staff: tuple[str, ...]
) -> Iterator[Measured]:
    """Yield readings taken while people with hypertension or diabetes were in the shop."""
    codes = reading_codes(person)
    for visit in visits if codes else ():
        if not chance(rng, _AT_THE_TILL):
            continue
        code = rng.choice(codes)
        if code == GLUCOSE_FASTING and chance(rng, _AFTER_A_MEAL):
            code = GLUCOSE_RANDOM
        yield Measured(
            identity.record_id("reading", visit.id, code),
            code,
            window.at(visit.day, visit.minute, 40),
            visit.day,
            measure(rng, person, code),
            rng.choice(staff),
        )


def reading_codes(person: Person) -> list[str]:
    """Return the kinds of reading that somebody's conditions call for."""
    wanted = {"htn": BLOOD_PRESSURE, "t2dm": GLUCOSE_FASTING}
    return [code for condition, code in wanted.items() if condition in person.conditions]
