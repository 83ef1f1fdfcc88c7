"""Readings: their limits at entry, and what they mean.

Entry limits are those of Simple (simple.org), referral limits those of China's national rules for
primary care of diabetes and hypertension: glucose ≥ 16.7 or ≤ 3.9 mmol/L, blood pressure ≥ 180
and/or ≥ 110 mmHg: refer at once and contact again within two weeks.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from terminal.domain.customer import Mark
from terminal.domain.problems import FieldProblem

GLUCOSE_FASTING: Final = "glucose_fasting"
GLUCOSE_RANDOM: Final = "glucose_random"
BLOOD_PRESSURE: Final = "blood_pressure"

GLUCOSE: Final = "glucose_mmol_e1"
SYSTOLIC: Final = "systolic_mmhg"
DIASTOLIC: Final = "diastolic_mmhg"

ITEMS: Final = {
    GLUCOSE_FASTING: (GLUCOSE,),
    GLUCOSE_RANDOM: (GLUCOSE,),
    BLOOD_PRESSURE: (SYSTOLIC, DIASTOLIC),
}
"""The items of each kind of reading, in the order people say them."""

LIMITS: Final = {GLUCOSE: (17, 554), SYSTOLIC: (70, 300), DIASTOLIC: (40, 180)}
"""Least and greatest value taken at entry, in the item's own scaled unit."""


class ReadingLevel(StrEnum):
    """What a reading says at a glance. DANGER needs a doctor now."""

    NORMAL = "normal"
    HIGH = "high"
    LOW = "low"
    DANGER = "danger"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of a customer; `items` are scaled integers by name. What is told and not measured
    (a symptom, a side effect) has its code in `value`.
    """

    id: str
    customer: str
    code: str
    at: datetime
    items: dict[str, int]
    supersedes: str | None = None
    mark: Mark = Mark.ACCEPTED
    value: str | None = None
    note: str = ""


def check(code: str, items: dict[str, int]) -> list[FieldProblem]:
    """Return what is wrong with a reading about to be recorded; empty when it can be taken."""
    names = ITEMS.get(code)
    if names is None:
        return [FieldProblem("code", "READING_UNKNOWN")]
    problems = []
    for name in names:
        low, high = LIMITS[name]
        if name not in items:
            problems.append(FieldProblem(name, "READING_MISSING"))
        elif not low <= items[name] <= high:
            facts = {"low": _shown(name, low), "high": _shown(name, high)}
            problems.append(FieldProblem(name, "READING_RANGE", facts))
    if not problems and code == BLOOD_PRESSURE and items[SYSTOLIC] <= items[DIASTOLIC]:
        problems.append(FieldProblem(SYSTOLIC, "READING_PRESSURE_ORDER"))
    return problems


def level(code: str, items: dict[str, int]) -> ReadingLevel:
    """Return what a reading means."""
    if code in (GLUCOSE_FASTING, GLUCOSE_RANDOM) and GLUCOSE in items:
        return _glucose_level(code, items[GLUCOSE])
    if code == BLOOD_PRESSURE and SYSTOLIC in items and DIASTOLIC in items:
        return _pressure_level(items[SYSTOLIC], items[DIASTOLIC])
    return ReadingLevel.UNKNOWN


def _glucose_level(code: str, mmol_e1: int) -> ReadingLevel:
    if mmol_e1 >= 167 or mmol_e1 <= 39:  # noqa: PLR2004 (the rule's own limits)
        return ReadingLevel.DANGER
    upper = 70 if code == GLUCOSE_FASTING else 111
    return ReadingLevel.HIGH if mmol_e1 > upper else ReadingLevel.NORMAL


def _pressure_level(systolic: int, diastolic: int) -> ReadingLevel:
    if systolic >= 180 or diastolic >= 110:  # noqa: PLR2004 (the rule's own limits)
        return ReadingLevel.DANGER
    if systolic >= 140 or diastolic >= 90:  # noqa: PLR2004
        return ReadingLevel.HIGH
    if systolic < 90 or diastolic < 60:  # noqa: PLR2004
        return ReadingLevel.LOW
    return ReadingLevel.NORMAL


def _shown(name: str, value: int) -> str:
    return f"{value / 10:.1f}" if name.endswith("_e1") else str(value)
