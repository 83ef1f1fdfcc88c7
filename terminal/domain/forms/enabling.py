"""Which items of a form are to be asked, given what was answered so far.

Source: FHIR R4B Questionnaire.item.enableWhen. A question that is not asked has no answer, whatever
was typed into it before, and what is under it is not asked either. Where a question stands several
times, in a group that repeats, a condition is about the nearest: in its own group, else further up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final, TypeAlias

from terminal.domain.forms.model import (
    Answered,
    Coding,
    Condition,
    Form,
    Item,
    ItemType,
    Operator,
    Quantity,
    Value,
)

Path: TypeAlias = tuple[tuple[str, int], ...]
"""Where an item stands: link id and number of its turn, from the outermost group inwards."""

_ROUNDS: Final = 50
"""Conditions may lean on each other; a chain longer than this, or a circle, is cut here."""


@dataclass(frozen=True, slots=True)
class Place:
    """An item at its place, with what was answered there."""

    path: Path
    item: Item
    answered: Answered


def places(form: Form, answers: Iterable[Answered]) -> Iterator[Place]:
    """Yield every item at every place it stands, asked or not, in the order of reading. A group
    that nobody has begun stands once.
    """
    yield from _places(form.items, tuple(answers), ())


def enabled(form: Form, answers: Iterable[Answered]) -> frozenset[Path]:
    """Return the places of the items that are to be asked or shown."""
    every = tuple(places(form, answers))
    asked = frozenset(place.path for place in every)
    for _ in range(_ROUNDS):
        now = _asked(every, asked)
        if now == asked:
            break
        asked = now
    return asked


def pruned(form: Form, answers: Iterable[Answered]) -> tuple[Answered, ...]:
    """Return the answers without those to what is not asked, and without empty ones."""
    kept = tuple(answers)
    return _pruned(form.items, kept, (), enabled(form, kept))


def _places(items: Iterable[Item], answers: tuple[Answered, ...], above: Path) -> Iterator[Place]:
    for item in items:
        of_item = [one for one in answers if one.link_id == item.link_id]
        for turn, answered in enumerate(of_item or [Answered(item.link_id)]):
            path = (*above, (item.link_id, turn))
            yield Place(path, item, answered)
            yield from _places(item.items, answered.items, path)


def _asked(every: tuple[Place, ...], before: frozenset[Path]) -> frozenset[Path]:
    answered: dict[str, list[Place]] = {}
    for place in every:
        if place.path in before:
            answered.setdefault(place.item.link_id, []).append(place)
    asked: set[Path] = set()
    for place in every:
        is_under = len(place.path) == 1 or place.path[:-1] in asked
        if is_under and _is_met(place, answered):
            asked.add(place.path)
    return frozenset(asked)


def _is_met(place: Place, answered: dict[str, list[Place]]) -> bool:
    conditions = place.item.conditions
    if not conditions:
        return True
    met = (_holds(one, _nearest(place.path, answered.get(one.question, []))) for one in conditions)
    return all(met) if place.item.all_conditions else any(met)


def _nearest(path: Path, candidates: list[Place]) -> tuple[Value, ...]:
    for depth in range(len(path) - 1, -1, -1):
        near = [one for one in candidates if one.path[:depth] == path[:depth]]
        if near:
            return near[0].answered.values
    return ()


def _holds(condition: Condition, values: tuple[Value, ...]) -> bool:
    if condition.operator is Operator.EXISTS:
        return bool(values) is condition.value
    if condition.operator is Operator.NOT_EQUAL:
        return not any(_same(value, condition.value) for value in values)
    if condition.operator is Operator.EQUAL:
        return any(_same(value, condition.value) for value in values)
    compare = _COMPARE[condition.operator]
    pairs = (_pair(value, condition.value) for value in values)
    return any(pair is not None and compare(*pair) for pair in pairs)


_COMPARE: Final[dict[Operator, Callable[[Any, Any], bool]]] = {
    Operator.MORE: lambda one, other: one > other,
    Operator.LESS: lambda one, other: one < other,
    Operator.AT_LEAST: lambda one, other: one >= other,
    Operator.AT_MOST: lambda one, other: one <= other,
}


def _same(value: Value, other: Value) -> bool:
    if isinstance(value, Coding) and isinstance(other, Coding):
        # A condition often leaves the system out; the codes of one question are of one.
        return value.code == other.code and other.system in ("", value.system)
    if isinstance(value, bool) or isinstance(other, bool):
        return value is other
    pair = _pair(value, other)
    return value == other if pair is None else pair[0] == pair[1]


def _pair(value: Value, other: Value) -> tuple[Any, Any] | None:
    """Return two values that have an order, None when they have none."""
    if isinstance(value, Quantity) and isinstance(other, Quantity):
        is_same_unit = (value.code or value.unit) == (other.code or other.unit)
        return (value.value, other.value) if is_same_unit else None
    numbers = (int, Decimal)
    if isinstance(value, numbers) and isinstance(other, numbers):
        return Decimal(value), Decimal(other)
    is_ordered = type(value) is type(other) and not isinstance(value, str | Coding)
    return (value, other) if is_ordered else None


def _pruned(
    items: Iterable[Item], answers: tuple[Answered, ...], above: Path, asked: frozenset[Path]
) -> tuple[Answered, ...]:
    kept = []
    for item in items:
        of_item = [one for one in answers if one.link_id == item.link_id]
        for turn, answered in enumerate(of_item):
            path = (*above, (item.link_id, turn))
            if path not in asked or item.type is ItemType.DISPLAY:
                continue
            values = answered.values if item.is_asked else ()
            under = _pruned(item.items, answered.items, path, asked)
            absent = answered.absent if item.is_asked and not values else None
            one = Answered(item.link_id, values, under, absent)
            if not one.is_empty:
                kept.append(one)
    return tuple(kept)
