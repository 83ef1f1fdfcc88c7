"""Answers whose form is not here: what was said is shown all the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from terminal.domain.forms.model import Answered, Form, Item, ItemType, Response, Value, Words
from terminal.domain.forms.values import type_of

_TYPES: Final = {
    "Boolean": ItemType.BOOLEAN,
    "Integer": ItemType.INTEGER,
    "Decimal": ItemType.DECIMAL,
    "Date": ItemType.DATE,
    "String": ItemType.STRING,
    "Coding": ItemType.CHOICE,
    "Quantity": ItemType.QUANTITY,
}


def worded(response: Response, answers: Iterable[Answered], other: Form | None) -> Form:
    """Return a form made of the answers themselves, in the words of another version as far as that
    has the same questions.
    """
    words = {} if other is None else {one.link_id: one.words for one in other.all_items()}
    title: Words = {"zh_CN": response.form} if other is None else other.title
    items = _items(tuple(answers), words)
    return Form(response.form, response.form_version, title, items)


def _items(answers: tuple[Answered, ...], words: Mapping[str, Words]) -> tuple[Item, ...]:
    found: dict[str, list[Answered]] = {}
    for one in answers:
        found.setdefault(one.link_id, []).append(one)
    return tuple(_item(link, given, words) for link, given in found.items())


def _item(link: str, given: list[Answered], words: Mapping[str, Words]) -> Item:
    values = [value for one in given for value in one.values]
    is_group = not values and not any(one.absent for one in given)
    return Item(
        link_id=link,
        type=ItemType.GROUP if is_group else _type(values),
        words=words.get(link) or {"zh_CN": link},
        repeats=len(given) > 1 or len(values) > 1,
        items=_items(tuple(below for one in given for below in one.items), words),
    )


def _type(values: list[Value]) -> ItemType:
    return _TYPES[type_of(values[0])] if values else ItemType.STRING
