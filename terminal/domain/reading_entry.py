"""Readings as they are typed at the counter: `128 82`, `6。8`, `122 mg`.

A glucose in mg/dL is converted and it is said: 1 mmol/L is 18.016 mg/dL (molar mass of glucose,
180.16 g/mol). A bare number above what can be a glucose in mmol/L is one in mg/dL.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from terminal.domain import observation
from terminal.domain.numbers import read_decimal_e1, read_pair
from terminal.domain.observation import BLOOD_PRESSURE, DIASTOLIC, GLUCOSE, LIMITS, SYSTOLIC
from terminal.domain.problems import FieldProblem

_MG_PER_MMOL: Final = Decimal("18.016")
_UNIT: Final = re.compile(r"(?:mg(?:/?dl)?|毫克)\s*$", re.IGNORECASE)
_MMOL: Final = re.compile(r"(?:mmol(?:/?l)?|毫摩尔?)\s*$", re.IGNORECASE)
_MG_MOST: Final = 1_000


@dataclass(frozen=True, slots=True)
class ReadingEntry:
    """A typed reading: `items` in scaled integers by name. `from_mg` is the number that was typed
    in mg/dL and converted, None when nothing was.
    """

    code: str
    items: dict[str, int]
    from_mg: int | None = None


def read(code: str, text: str) -> ReadingEntry | list[FieldProblem]:
    """Return what was typed as a reading of a kind that can be taken, or what is wrong with it."""
    entry = _pressure(text) if code == BLOOD_PRESSURE else _glucose(code, text)
    if entry is None:
        names = observation.ITEMS.get(code, (code,))
        return [FieldProblem(names[0], "READING_MISSING")]
    return observation.check(code, entry.items) or entry


def _pressure(text: str) -> ReadingEntry | None:
    pair = read_pair(text)
    if pair is None:
        return None
    return ReadingEntry(BLOOD_PRESSURE, {SYSTOLIC: pair[0], DIASTOLIC: pair[1]})


def _glucose(code: str, text: str) -> ReadingEntry | None:
    is_mg = _UNIT.search(text) is not None
    is_mmol = _MMOL.search(text) is not None
    number = read_decimal_e1(_MMOL.sub("", _UNIT.sub("", text)))
    if number is None:
        return None
    if not is_mmol and (is_mg or LIMITS[GLUCOSE][1] < number <= _MG_MOST * 10):
        mmol = (Decimal(number) / _MG_PER_MMOL).quantize(Decimal(1), ROUND_HALF_UP)
        return ReadingEntry(code, {GLUCOSE: int(mmol)}, from_mg=round(number / 10))
    return ReadingEntry(code, {GLUCOSE: number})
