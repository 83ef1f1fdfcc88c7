"""Readings in answers: what a form measured becomes a reading like one taken at the counter.

Which item is a reading its `code` says, by LOINC or by the program's own codes. A value whose unit
is not certain is no reading: the answer stays, and nothing is guessed.

Source of the codes: LOINC; 18.016 mg/dL of glucose are 1 mmol/L.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from terminal.domain import observation
from terminal.domain.forms.enabling import Path, places
from terminal.domain.forms.model import Answered, Coding, Form, Quantity, Value
from terminal.domain.observation import (
    BLOOD_PRESSURE,
    DIASTOLIC,
    GLUCOSE,
    GLUCOSE_FASTING,
    GLUCOSE_RANDOM,
    SYSTOLIC,
)

OWN: Final = "urn:guitai:reading"
"""The system of the program's own codes."""
_LOINC: Final = "http://loinc.org"
_MMOL, _MG, _MMHG = "mmol/L", "mg/dL", "mm[Hg]"
_MG_PER_MMOL: Final = Decimal("18.016")

_KNOWN: Final[dict[tuple[str, str], tuple[str, str, str]]] = {
    (_LOINC, "8480-6"): (BLOOD_PRESSURE, SYSTOLIC, _MMHG),
    (_LOINC, "8462-4"): (BLOOD_PRESSURE, DIASTOLIC, _MMHG),
    (_LOINC, "1558-6"): (GLUCOSE_FASTING, GLUCOSE, _MG),
    (_LOINC, "14771-0"): (GLUCOSE_FASTING, GLUCOSE, _MMOL),
    (_LOINC, "2345-7"): (GLUCOSE_RANDOM, GLUCOSE, _MG),
    (_LOINC, "2339-0"): (GLUCOSE_RANDOM, GLUCOSE, _MG),
    (_LOINC, "14749-6"): (GLUCOSE_RANDOM, GLUCOSE, _MMOL),
    (_LOINC, "15074-8"): (GLUCOSE_RANDOM, GLUCOSE, _MMOL),
    (OWN, "systolic"): (BLOOD_PRESSURE, SYSTOLIC, _MMHG),
    (OWN, "diastolic"): (BLOOD_PRESSURE, DIASTOLIC, _MMHG),
    (OWN, GLUCOSE_FASTING): (GLUCOSE_FASTING, GLUCOSE, _MMOL),
    (OWN, GLUCOSE_RANDOM): (GLUCOSE_RANDOM, GLUCOSE, _MMOL),
}
"""What a code is: kind of reading, item, and the unit of a number that has none."""
_UNITS: Final = {
    "mmol/l": _MMOL,
    "mg/dl": _MG,
    "mm[hg]": _MMHG,
    "mmhg": _MMHG,
}


@dataclass(frozen=True, slots=True)
class Extracted:
    """A reading in answers; `items` are scaled integers by name."""

    code: str
    items: dict[str, int]


def extract(form: Form, answers: Iterable[Answered]) -> tuple[Extracted, ...]:
    """Return the readings in answers, in the order of reading. The two numbers of a blood pressure
    belong together when they stand in one group.
    """
    found: dict[tuple[Path, str], dict[str, int]] = {}
    for place in places(form, answers):
        for code in place.item.codes:
            if code.key in _KNOWN and len(place.answered.values) == 1:
                kind, name, unit = _KNOWN[code.key]
                number = _scaled(name, unit, place.answered.values[0])
                if number is not None:
                    found.setdefault((place.path[:-1], kind), {}).setdefault(name, number)
                break
    made = (Extracted(kind, items) for (_, kind), items in found.items())
    return tuple(one for one in made if not observation.check(one.code, one.items))


def _scaled(name: str, usual: str, value: Value) -> int | None:
    if isinstance(value, bool | str | Coding):
        return None
    number, unit = _number(value), usual
    if isinstance(value, Quantity) and (value.code or value.unit):
        unit = _UNITS.get((value.code or value.unit).lower(), "")
    if number is None:
        return None
    if name != GLUCOSE:
        is_whole = number == number.to_integral()
        return int(number) if unit == _MMHG and is_whole else None
    if unit == _MG:
        number /= _MG_PER_MMOL
    elif unit != _MMOL:
        return None
    return int((number * 10).quantize(Decimal(1), ROUND_HALF_UP))


def _number(value: Value) -> Decimal | None:
    if isinstance(value, Quantity):
        return value.value
    return Decimal(value) if isinstance(value, int | Decimal) else None
