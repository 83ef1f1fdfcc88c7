"""Masking, age and what readings mean."""

from __future__ import annotations

from datetime import date

import pytest

from terminal.domain import observation
from terminal.domain.customer import age_on, mask_name, mask_phone
from terminal.domain.observation import BLOOD_PRESSURE, GLUCOSE_FASTING, ReadingLevel


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("王秀兰", "王*兰"),
        ("王兰", "王*"),
        ("欧阳小兰", "欧**兰"),
        ("阿依古丽·买买提明", "阿***明"),
        ("䶮", "*"),
        ("", "*"),
    ],
)
def test_a_name_is_masked_for_the_queue(name: str, masked: str) -> None:
    assert mask_name(name) == masked


def test_a_phone_keeps_its_ends_only() -> None:
    assert mask_phone("15400006021") == "154****6021"
    assert mask_phone("1234567") == "*******"


def test_age_counts_whole_years_and_refuses_the_absurd() -> None:
    assert age_on(date(1959, 11, 21), date(2026, 11, 21)) == 67
    assert age_on(date(1959, 11, 22), date(2026, 11, 21)) == 66
    assert age_on(date(2027, 1, 1), date(2026, 11, 21)) is None
    assert age_on(None, date(2026, 11, 21)) is None


@pytest.mark.parametrize(
    ("code", "items", "expected"),
    [
        (GLUCOSE_FASTING, {"glucose_mmol_e1": 68}, ReadingLevel.NORMAL),
        (GLUCOSE_FASTING, {"glucose_mmol_e1": 71}, ReadingLevel.HIGH),
        (GLUCOSE_FASTING, {"glucose_mmol_e1": 39}, ReadingLevel.DANGER),
        (GLUCOSE_FASTING, {"glucose_mmol_e1": 167}, ReadingLevel.DANGER),
        ("glucose_random", {"glucose_mmol_e1": 100}, ReadingLevel.NORMAL),
        (BLOOD_PRESSURE, {"systolic_mmhg": 138, "diastolic_mmhg": 86}, ReadingLevel.NORMAL),
        (BLOOD_PRESSURE, {"systolic_mmhg": 140, "diastolic_mmhg": 86}, ReadingLevel.HIGH),
        (BLOOD_PRESSURE, {"systolic_mmhg": 150, "diastolic_mmhg": 110}, ReadingLevel.DANGER),
        (BLOOD_PRESSURE, {"systolic_mmhg": 85, "diastolic_mmhg": 60}, ReadingLevel.LOW),
        ("weight", {"kg": 60}, ReadingLevel.UNKNOWN),
    ],
)
def test_a_reading_says_what_the_national_rules_say(
    code: str, items: dict[str, int], expected: ReadingLevel
) -> None:
    assert observation.level(code, items) is expected


def test_entry_limits_name_the_field_and_the_range() -> None:
    (problem,) = observation.check(GLUCOSE_FASTING, {"glucose_mmol_e1": 680})
    assert (problem.name, problem.code) == ("glucose_mmol_e1", "READING_RANGE")
    assert problem.facts == {"low": "1.7", "high": "55.4"}
    (problem,) = observation.check(GLUCOSE_FASTING, {})
    assert problem.code == "READING_MISSING"
    (problem,) = observation.check("weight", {"kg": 60})
    assert problem.code == "READING_UNKNOWN"


def test_systolic_below_diastolic_is_a_slip() -> None:
    items = {"systolic_mmhg": 80, "diastolic_mmhg": 120}
    (problem,) = observation.check(BLOOD_PRESSURE, items)
    assert problem.code == "READING_PRESSURE_ORDER"
    assert observation.check(BLOOD_PRESSURE, {"systolic_mmhg": 120, "diastolic_mmhg": 80}) == []
