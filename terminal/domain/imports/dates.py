"""Reads dates as stores wrote them: 2024-01-05, 2024年1月5日, 20240105, a spreadsheet's serial
number 45296, 01/05/24.

Whether 01/05 is May or January is for the column to say: some other date in it shows the order, or
such dates are not taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import Final

from terminal.domain.imports.values import DAMAGED, Read, clean

AMBIGUOUS: Final = "IMPORT_DATE_AMBIGUOUS"
UNREADABLE: Final = "IMPORT_DATE_UNREADABLE"
PARTIAL: Final = "IMPORT_DATE_PARTIAL"
FUTURE: Final = "IMPORT_DATE_FUTURE"
DEFAULT: Final = "IMPORT_DATE_DEFAULT"

_EPOCH: Final = date(1899, 12, 30)
"""Day 0 of a spreadsheet's serial numbers, as they count from March 1900 on."""
_OLDEST: Final = date(1900, 1, 2)
_TIME: Final = re.compile(r"[T ]+\d{1,2}[:点时]\d{1,2}.*$")
_CHINESE: Final = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})[日号]?", re.ASCII)
_YEAR_FIRST: Final = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", re.ASCII)
_YEAR_LAST: Final = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})", re.ASCII)
_COMPACT: Final = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})(?:\d{6})?", re.ASCII)
_SERIAL: Final = re.compile(r"(\d{5})(?:\.\d+)?", re.ASCII)
_NO_DAY: Final = re.compile(
    r"(?:19|20)\d{2}年?|(?:19|20)\d{2}[-/.年]\d{1,2}月?|(?:19|20)\d{2}(?:0[1-9]|1[0-2])",
    re.ASCII,
)
_POWER: Final = re.compile(r"\d(?:\.\d+)?[eE]\+?\d+", re.ASCII)
# What programs write where nothing was entered.
_NOTHING: Final = frozenset({"1900-01-00", "1900/1/0", "1899-12-30", "1899-12-31", "0000-00-00"})
_NO_BIRTHS: Final = frozenset({date(1900, 1, 1), date(1901, 1, 1), date(1753, 1, 1)})


class Order(Enum):
    """Which number of 01/05/24 is the month."""

    UNKNOWN = "unknown"
    MONTH_FIRST = "month_first"
    DAY_FIRST = "day_first"


@dataclass(frozen=True, slots=True)
class Style:
    """How a column's dates are to be read, on what day, and whether they are of births."""

    today: date
    order: Order = Order.UNKNOWN
    births: bool = False


def order_of(cells: Iterable[str]) -> Order:
    """Return which order a column shows: a number over 12 is a day. Both or neither: unknown."""
    first = second = False
    for cell in cells:
        found = _YEAR_LAST.fullmatch(_plain(cell))
        if found is not None:
            first |= int(found[1]) > 12  # noqa: PLR2004 (months of a year)
            second |= int(found[2]) > 12  # noqa: PLR2004
    if first == second:
        return Order.UNKNOWN
    return Order.DAY_FIRST if first else Order.MONTH_FIRST


def day(cell: str, style: Style) -> Read[date]:  # noqa: PLR0911 (a way to write it each)
    """Return the day a cell says."""
    text = _plain(cell)
    if not text:
        return Read()
    if text in _NOTHING:
        return Read(code=DEFAULT)
    for pattern in (_YEAR_FIRST, _CHINESE, _COMPACT):
        if found := pattern.fullmatch(text):
            return _made(int(found[1]), int(found[2]), int(found[3]), style)
    if found := _YEAR_LAST.fullmatch(text):
        return _year_last(int(found[1]), int(found[2]), found[3], style)
    if found := _SERIAL.fullmatch(text):
        return _sensible(_EPOCH + timedelta(days=int(found[1])), style)
    if _NO_DAY.fullmatch(text):
        return Read(code=PARTIAL)
    return Read(code=DAMAGED if _POWER.fullmatch(text) else UNREADABLE)


def _plain(cell: str) -> str:
    text = clean(cell)
    if text.isdigit():
        return text
    text = _TIME.sub("", text)
    return text.replace(" ", "").removesuffix(".0")


def _year_last(first: int, second: int, year: str, style: Style) -> Read[date]:
    if style.order is Order.UNKNOWN and first != second and max(first, second) <= 12:  # noqa: PLR2004
        return Read(code=AMBIGUOUS)
    is_day_first = style.order is Order.DAY_FIRST or (style.order is Order.UNKNOWN and first > 12)  # noqa: PLR2004
    month, of_month = (second, first) if is_day_first else (first, second)
    if len(year) == 4:  # noqa: PLR2004 (all digits of a year)
        return _made(int(year), month, of_month, style)
    recent, older = 2000 + int(year), 1900 + int(year)
    if recent > style.today.year:
        return _made(older, month, of_month, style) if style.births else Read(code=FUTURE)
    # Somebody born in 24 is a child or a hundred years old.
    return Read(code=AMBIGUOUS) if style.births else _made(recent, month, of_month, style)


def _made(year: int, month: int, of_month: int, style: Style) -> Read[date]:
    try:
        return _sensible(date(year, month, of_month), style)
    except ValueError:
        return Read(code=UNREADABLE)


def _sensible(found: date, style: Style) -> Read[date]:
    if found > style.today:
        return Read(code=FUTURE)
    if found < _OLDEST or (style.births and found in _NO_BIRTHS):
        return Read(code=DEFAULT)
    return Read(found)
