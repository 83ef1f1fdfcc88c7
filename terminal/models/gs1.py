"""Reads GS1 messages: what the bar code on a package says of it.

The application identifiers, their lengths and letters are those of the biip library; where one
element ends and the next begins is decided here, because a library that takes as much as fits makes
one lot of a lot and a serial whose separator was lost on the way.

Source: GS1 General Specifications: 3.2 (identifiers), 7.8.6 (separators), 7.12 (years in two
digits), 3.4.6 (day 00 is the last of the month).
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from terminal.domain.identifiers import FNC1, LENGTH_MAX, has_check_digit
from terminal.domain.medicine import Pack

BROKEN: Final = "GS1_BROKEN"
"""What stands at some place is no element."""
RUN_TOGETHER: Final = "GS1_RUN_TOGETHER"
"""The separator between two elements was lost, or may have been."""
BAD_DATE: Final = "GS1_DATE"
BAD_CHECK: Final = "GS1_CHECK_DIGIT"
TWICE: Final = "GS1_TWICE"
"""One identifier with two values: codes of two packages."""

_GTIN, _LOT, _SERIAL, _MADE, _EXPIRES = "01", "10", "21", "11", "17"
_FOLLOWERS: Final = (_LOT, _SERIAL, _MADE, _EXPIRES)
_DATES: Final = frozenset({_MADE, "12", "13", "15", "16", _EXPIRES})
_BRACKETS: Final = re.compile(r"\((\d{2,4})\)", re.ASCII)
_SHOWN_SEPARATORS: Final = re.compile(r"<GS>|\{GS\}|␝|<FNC1>|\{FNC1\}", re.IGNORECASE)
"""How readers and clipboards spell the separator where they cannot send it."""
_DAY: Final = re.compile(r"\d{6}", re.ASCII)
_CENTURY: Final = 100
_MESSAGE_MAX: Final = 512
"""Characters of a message; the largest GS1 symbol in use holds fewer."""


@dataclass(slots=True)
class _Found:
    elements: list[tuple[str, str]] = field(default_factory=list)
    problem: str | None = None
    last_is_open: bool = False
    """The last element ends where the message ends and could have been shorter."""
    had_separator: bool = False

    def value(self, identifier: str) -> str | None:
        return next((value for name, value in self.elements if name == identifier), None)


def read(message: str, *, today: date) -> Pack:
    """Return what a GS1 message says. `message` is without its symbology's mark (as `classify`
    gives it) or as printed below the code, with brackets. Nothing is raised: what is wrong is in
    `problem`, and no value that a lost separator may have made is returned.
    """
    text = _SHOWN_SEPARATORS.sub(FNC1, message[:LENGTH_MAX]).strip(f"{FNC1} ")
    if len(text) > _MESSAGE_MAX or not text:
        return Pack(problem=BROKEN)
    found = _printed(text) if text.startswith("(") else _scanned(text)
    return _pack(found, today)


def day_of(text: str, *, today: date) -> date | None:
    """Return the day that six digits YYMMDD mean, None when there was none such. Day 00 is the last
    of the month; a year lies from 49 years before to 50 years after today's.
    """
    if not _DAY.fullmatch(text):
        return None
    year, month, day = (int(text[at : at + 2]) for at in (0, 2, 4))
    year += today.year - today.year % _CENTURY
    if year - today.year > _CENTURY // 2:
        year -= _CENTURY
    elif year - today.year < -(_CENTURY // 2 - 1):
        year += _CENTURY
    try:
        return date(year, month, day or calendar.monthrange(year, month)[1])
    except ValueError:
        return None


def _scanned(text: str) -> _Found:
    """Read a message element by element. One of variable length ends at a separator or at the end:
    what follows it without one shows that a separator was lost.
    """
    found = _Found(had_separator=FNC1 in text)
    segments = [one for one in text.split(FNC1) if one]
    for place, segment in enumerate(segments):
        rest = segment
        while rest:
            element = _element(rest, is_whole=False)
            if element is None:
                found.problem = BROKEN
                return found
            name, value, is_open = element
            rest = rest[len(name) + len(value) :]
            if is_open and rest:
                found.problem = RUN_TOGETHER
                return found
            found.elements.append((name, value))
            found.last_is_open = is_open and place == len(segments) - 1
    return found


def _printed(text: str) -> _Found:
    """Read the form below the code, in which every identifier stands in brackets."""
    parts = _BRACKETS.split(text)
    found = _Found(had_separator=True)
    if parts[0].strip():
        found.problem = BROKEN
        return found
    for name, value in zip(parts[1::2], parts[2::2], strict=True):
        element = _element(name + value.strip(f"{FNC1} "), is_whole=True)
        if element is None or element[0] != name:  # "(100)A" is no lot 0A.
            found.problem = BROKEN
            return found
        found.elements.append(element[:2])
    return found


def _element(text: str, *, is_whole: bool) -> tuple[str, str, bool] | None:
    """Return the identifier, the value and whether the value may have any length, of the element
    that `text` begins with (or is, as a whole).
    """
    # Its tables take a tenth of a second to load: not when a till starts.
    from biip import ParseConfig, ParseError
    from biip.gs1_element_strings import GS1ElementString

    config = ParseConfig(gs1_element_strings_verify_date=False)
    take = GS1ElementString.parse if is_whole else GS1ElementString.extract
    try:
        element = take(text, config=config)
    except (ParseError, ValueError, IndexError, ArithmeticError):
        return None  # Its readers of amounts and times trust the digits they are given.
    value = "".join(element.pattern_groups)
    if not value or not text.startswith(element.ai.ai + value):
        return None
    return element.ai.ai, value, element.ai.separator_required


def _pack(found: _Found, today: date) -> Pack:
    problem = found.problem or _disagreement(found.elements)
    gtin = found.value(_GTIN)
    if gtin is not None and not has_check_digit(gtin):
        return Pack(problem=BAD_CHECK, elements=tuple(found.elements))
    if problem == TWICE:
        return Pack(problem=TWICE, elements=tuple(found.elements))
    days = {name: day_of(value, today=today) for name, value in found.elements if name in _DATES}
    if problem is None and None in days.values():
        problem = BAD_DATE
    lot, serial, suspect = found.value(_LOT), found.value(_SERIAL), None
    if problem in (BROKEN, RUN_TOGETHER):
        # The element before the place that makes no sense may have taken a part of it.
        lot = serial = None
    elif problem is None and (suspect := _run_together(found, today)) is not None:
        problem = RUN_TOGETHER
        last = found.elements[-1][0]
        lot = None if last == _LOT else lot
        serial = None if last == _SERIAL else serial
    return Pack(
        gtin=gtin,
        lot=lot,
        serial=serial,
        expires_on=days.get(_EXPIRES),
        made_on=days.get(_MADE),
        problem=problem,
        suspect=suspect,
        elements=tuple(found.elements),
    )


def _disagreement(elements: Iterable[tuple[str, str]]) -> str | None:
    seen: dict[str, str] = {}
    for name, value in elements:
        if seen.setdefault(name, value) != value:
            return TWICE
    return None


def _run_together(found: _Found, today: date) -> str | None:
    """Return the last value when it may hold another element that lost its separator: a message
    without any in which a lot goes on with an identifier that stands nowhere else, and with a
    value that fits it. "20260210" may be that lot, or the lot 202602 of... nobody can tell.
    """
    if not found.last_is_open or found.had_separator or not found.elements:
        return None
    last, value = found.elements[-1]
    if last not in (_LOT, _SERIAL):
        return None
    present = {name for name, _ in found.elements}
    for at in range(1, len(value) - 2):
        name = value[at : at + 2]
        if name in _FOLLOWERS and name not in present and _fits(name, value[at + 2 :], today):
            return value
    return None


def _fits(name: str, value: str, today: date) -> bool:
    if name not in _DATES:
        return bool(value)
    day = day_of(value[:6], today=today)
    return day is not None and abs(day.year - today.year) <= 10  # noqa: PLR2004 (a shelf life)
