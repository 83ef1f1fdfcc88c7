"""What is wrong with answers, and how a typed text becomes one.

The till asks at each edit, and HQ again when a response comes in, with the version of the form it
was filled under. A problem is a code with facts; what was typed stays.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final

from terminal.domain.forms.enabling import Path, enabled, places
from terminal.domain.forms.model import (
    Answered,
    Choice,
    Coding,
    Form,
    Item,
    ItemType,
    Quantity,
    Value,
)
from terminal.domain.forms.values import fits

REQUIRED: Final = "FORM_REQUIRED"
WRONG_TYPE: Final = "FORM_WRONG_TYPE"
TOO_LOW: Final = "FORM_TOO_LOW"
TOO_HIGH: Final = "FORM_TOO_HIGH"
TOO_LONG: Final = "FORM_TOO_LONG"
TOO_FINE: Final = "FORM_TOO_FINE"
NO_CHOICE: Final = "FORM_NO_CHOICE"
ONE_ONLY: Final = "FORM_ONE_ONLY"
UNKNOWN_ITEM: Final = "FORM_UNKNOWN_ITEM"

_NUMBER_SIGNS: Final = str.maketrans("０１２３４５６７８９－＋。．，,、·", "0123456789-+......")
_DATE_SIGNS: Final = str.maketrans(
    "０１２３４５６７８９－／．。/.年月", "0123456789--------", "日 "
)
_AMOUNT: Final = re.compile(r"([\s\d０-９－＋．。，,、·.+-]*)(.*)", re.DOTALL)
"""A number, and the unit that somebody typed after it."""
_DIGITS: Final = 15
"""The most digits of a number; more is no answer of a person."""
_COMPACT_DAY: Final = 8


@dataclass(frozen=True, slots=True)
class FormProblem:
    """What is wrong at a place; `facts` fill the message of `code`."""

    path: Path
    code: str
    facts: Mapping[str, str]


def check(form: Form, answers: Iterable[Answered]) -> tuple[FormProblem, ...]:
    """Return everything that is wrong with answers, in the order of reading. Items that are not
    asked are not looked at.
    """
    given = tuple(answers)
    asked = enabled(form, given)
    found: list[FormProblem] = _unknown(form.items, given, ())
    for place in places(form, given):
        if place.path in asked:
            turns = place.path[-1][1]
            for code, facts in _problems(place.item, place.answered, turns):
                found.append(FormProblem(place.path, code, facts))
    return tuple(found)


def check_value(item: Item, value: Value) -> tuple[str, Mapping[str, str]] | None:
    """Return what is wrong with one answer to an item, as a code and its facts."""
    if not fits(value, item.type):
        return WRONG_TYPE, {}
    is_free = item.type is ItemType.OPEN_CHOICE and isinstance(value, str)
    if item.choices and not is_free and choice_of(item, value) is None:
        return NO_CHOICE, {}
    if isinstance(value, str) and item.max_length is not None and len(value) > item.max_length:
        return TOO_LONG, {"most": str(item.max_length)}
    return _measure_problem(item, _measure(value))


def _measure_problem(
    item: Item, measure: Decimal | date | None
) -> tuple[str, Mapping[str, str]] | None:
    if item.low is not None and _is_less(measure, _measure(item.low)):
        return TOO_LOW, {"low": shown(item.low)}
    if item.high is not None and _is_less(_measure(item.high), measure):
        return TOO_HIGH, {"high": shown(item.high)}
    if item.places is not None and _places_of(measure) > item.places:
        return TOO_FINE, {"places": str(item.places)}
    return None


def choice_of(item: Item, value: Value) -> Choice | None:
    """Return the choice of an item that a value is, None when it is none of them."""
    for choice in item.choices:
        if isinstance(value, Coding) and isinstance(choice.value, Coding):
            if value.key == choice.value.key:
                return choice
        elif type(value) is type(choice.value) and value == choice.value:
            return choice
    return None


def read(item: Item, text: str) -> Value | None:
    """Return what a typed text answers to an item, None when it is no answer to it. Numbers and
    days are read as an input method types them: `6。8`, `２０２５年１月３日`.
    """
    plain = text.strip()
    reader = _READERS.get(item.type)
    return reader(item, plain) if plain and reader is not None else None


def _read_whole(_item: Item, text: str) -> int | None:
    number = _number(text)
    return int(number) if number is not None and number == number.to_integral() else None


def _read_amount(item: Item, text: str) -> Quantity | None:
    split = _AMOUNT.fullmatch(text)
    number = None if split is None else _number(split[1])
    if split is None or number is None:
        return None
    said = split[2].strip().lower()
    if not said:
        return replace(item.units[0], value=number) if item.units else Quantity(number)
    for unit in item.units:
        if said in (unit.unit.lower(), unit.code.lower()):
            return replace(unit, value=number)
    return None if item.units else Quantity(number, split[2].strip())


_READERS: Final[dict[ItemType, Callable[[Item, str], Value | None]]] = {
    ItemType.INTEGER: _read_whole,
    ItemType.DECIMAL: lambda _item, text: _number(text),
    ItemType.DATE: lambda _item, text: _day(text),
    ItemType.QUANTITY: _read_amount,
    ItemType.STRING: lambda _item, text: text,
    ItemType.TEXT: lambda _item, text: text,
    ItemType.OPEN_CHOICE: lambda _item, text: text,
}


def shown(value: Value) -> str:
    """Return a value as a field shows it; `read` gives it back."""
    match value:
        case Coding():
            return value.display or value.code
        case Quantity(number) | (Decimal() as number):
            return format(number, "f")
        case date():
            return value.isoformat()
        case _:
            return str(value)


def begun(form: Form) -> tuple[Answered, ...]:
    """Return the answers a new response starts with: what the form says is usual."""
    return _begun(form.items)


def _begun(items: Iterable[Item]) -> tuple[Answered, ...]:
    made = (Answered(item.link_id, item.initial, _begun(item.items)) for item in items)
    return tuple(one for one in made if not one.is_empty)


def _problems(item: Item, answered: Answered, turn: int) -> Iterable[tuple[str, Mapping[str, str]]]:
    if turn and not (item.repeats and item.type is ItemType.GROUP):
        yield ONE_ONLY, {}
    if item.is_asked and item.required and not answered.values and answered.absent is None:
        yield REQUIRED, {}
    if len(answered.values) > 1 and not item.repeats:
        yield ONE_ONLY, {}
    if not item.is_asked and answered.values:
        yield WRONG_TYPE, {}
        return
    for value in answered.values:
        if (wrong := check_value(item, value)) is not None:
            yield wrong


def _unknown(
    items: tuple[Item, ...], answers: Iterable[Answered], above: Path
) -> list[FormProblem]:
    by_link = {item.link_id: item for item in items}
    found: list[FormProblem] = []
    for answered in answers:
        path = (*above, (answered.link_id, 0))
        item = by_link.get(answered.link_id)
        if item is None:
            found.append(FormProblem(path, UNKNOWN_ITEM, {"item": answered.link_id}))
        else:
            found += _unknown(item.items, answered.items, path)
    return found


def _measure(value: Value) -> Decimal | date | None:
    match value:
        case bool() | str() | Coding():
            return None
        case int() | Decimal():
            return Decimal(value)
        case Quantity():
            return value.value
        case _:
            return value


def _is_less(one: Decimal | date | None, other: Decimal | date | None) -> bool:
    if isinstance(one, Decimal) and isinstance(other, Decimal):
        return one < other
    return isinstance(one, date) and isinstance(other, date) and one < other


def _places_of(number: Decimal | date | None) -> int:
    if not isinstance(number, Decimal):
        return 0
    exponent = number.as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0


def _number(text: str) -> Decimal | None:
    plain = text.translate(_NUMBER_SIGNS).strip()
    if len(plain) > _DIGITS + 2 or not set(plain) <= set("0123456789.+-"):
        return None
    try:
        return Decimal(plain)
    except InvalidOperation:
        return None


def _day(text: str) -> date | None:
    plain = text.translate(_DATE_SIGNS)
    if plain.isdecimal() and plain.isascii() and len(plain) == _COMPACT_DAY:
        plain = f"{plain[:4]}-{plain[4:6]}-{plain[6:]}"
    parts = plain.split("-")
    try:
        year, month, day = (int(part) for part in parts)
        return date(year, month, day)
    except ValueError:
        return None
