"""Answers as facts that rules may ask about, by link id.

A choice is told by its code, an amount by its number, a day as 2026-01-12. What can have several
answers, because it repeats or stands in a group that does, is a list even when there is one; of a
group that repeats it is told how often it was filled in. What has no answer is not among the facts.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from terminal.domain.forms.model import Answered, Coding, Form, Item, ItemType, Quantity, Value

Single: TypeAlias = bool | int | float | str
Told: TypeAlias = Single | list[Single]


def told(form: Form | None, answers: Iterable[Answered]) -> dict[str, Told]:
    """Return answers as facts. Without the form only what has several answers is a list."""
    found: dict[str, Told] = {}
    given = tuple(answers)
    if form is None:
        _bare(given, found)
    else:
        _of_items(form.items, given, found, is_many=False)
    return found


def _of_items(
    items: Iterable[Item], answers: tuple[Answered, ...], found: dict[str, Told], *, is_many: bool
) -> None:
    for item in items:
        given = [one for one in answers if one.link_id == item.link_id]
        can_repeat = item.repeats and item.type is ItemType.GROUP
        if can_repeat:
            found[item.link_id] = sum(not one.is_empty for one in given)
        values = [_single(value) for one in given for value in one.values]
        if values:
            found[item.link_id] = values if is_many or item.repeats else values[0]
        below = tuple(under for one in given for under in one.items)
        _of_items(item.items, below, found, is_many=is_many or can_repeat)


def _bare(answers: Iterable[Answered], found: dict[str, Told]) -> None:
    for one in answers:
        values = [_single(value) for value in one.values]
        if values:
            found[one.link_id] = values if len(values) > 1 else values[0]
        _bare(one.items, found)


def _single(value: Value) -> Single:
    match value:
        case Coding():
            return value.code
        case Quantity():
            return float(value.value)
        case Decimal():
            return float(value)
        case date():
            return value.isoformat()
        case _:
            return value
