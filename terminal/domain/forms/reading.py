"""Read a FHIR R4B Questionnaire. What this program cannot show is named, and the rest is kept.

An item is left out, with everything under it, when showing it without the part that is not known
could change what an answer means: an unknown type, choices that are somewhere else, an unknown
modifier, a condition that cannot be evaluated. Unknown extensions are no reason, as FHIR has it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

from terminal.domain.errors import PolicyInvalidError
from terminal.domain.forms.model import (
    ASKED,
    CHOOSING,
    Choice,
    Coding,
    Condition,
    Form,
    Item,
    ItemType,
    Operator,
    Quantity,
    Unshown,
    Value,
    said,
    walk,
)
from terminal.domain.forms.values import ValueUnreadableError, coding, fits, one_of

_EXTENSION: Final = "http://hl7.org/fhir/StructureDefinition/"
_STAYS: Final = (
    "http://hl7.org/fhir/5.0/StructureDefinition/extension-Questionnaire.item.disabledDisplay"
)
"""How R4B says what R5 has in `disabledDisplay`: hidden, or protected."""
_DEEPEST: Final = 20
_MOST_ITEMS: Final = 2_000
_LANGUAGES: Final = {"zh": "zh_CN", "zh-CN": "zh_CN", "zh-Hans": "zh_CN", "en": "en"}
_ORDERED: Final = frozenset({Operator.MORE, Operator.LESS, Operator.AT_LEAST, Operator.AT_MOST})


class _UnshownError(Exception):
    """An item cannot be shown; `reason` names the part that is not known."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def form_from_json(record_id: str, version: int, text: str) -> Form:
    """Return the form in a Questionnaire's JSON text. Raise PolicyInvalidError if it is none."""
    try:
        found = json.loads(text, parse_float=Decimal, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise PolicyInvalidError(record_id, "json") from None
    return form_from_fhir(record_id, version, found)


def form_from_fhir(record_id: str, version: int, found: Any) -> Form:
    """Return the form in a Questionnaire read with decimals as Decimal. Raise PolicyInvalidError
    when it is no questionnaire or nothing of it can be shown.
    """
    match found:
        case {"resourceType": "Questionnaire", "item": [_, *_] as items}:
            pass
        case _:
            raise PolicyInvalidError(record_id, "Questionnaire")
    reader = _Reader(found)
    read = reader.items(items, 0)
    shown = reader.without_dangling(read)
    if not any(item.is_asked for item in walk(shown)):
        raise PolicyInvalidError(record_id, "item")
    title = reader.words(found, "title") or {"zh_CN": str(found.get("name") or record_id)}
    url = found.get("url")
    return Form(
        record_id, version, title, shown, tuple(reader.unshown), url if isinstance(url, str) else ""
    )


def _no_constant(_name: str) -> None:
    raise ValueError("no number")


class _Reader:
    """Reads the items of one resource, and notes those it leaves out."""

    def __init__(self, resource: Mapping[str, Any]) -> None:
        self.unshown: list[Unshown] = []
        self._language = _language(resource.get("language"))
        self._sets = _contained_sets(resource.get("contained"))
        self._seen: set[str] = set()

    def items(self, found: Any, depth: int) -> tuple[Item, ...]:
        if not isinstance(found, list):
            return ()
        read = (self._item_or_none(one, depth) for one in found)
        return tuple(item for item in read if item is not None)

    def without_dangling(self, items: tuple[Item, ...]) -> tuple[Item, ...]:
        """Leave out items whose conditions ask about what is not in the form, until none is left:
        whether they are to be asked cannot be known.
        """
        while True:
            known = {item.link_id for item in walk(items) if item.is_asked}
            kept = self._kept(items, known)
            if kept == items:
                return items
            items = kept

    def words(self, found: Mapping[str, Any], name: str) -> dict[str, str]:
        """Return a text with its translations, by language."""
        words: dict[str, str] = {}
        if isinstance(text := found.get(name), str) and text.strip():
            words[self._language] = text
        beside = found.get(f"_{name}")
        for extension in _extensions(beside, "translation"):
            inside = _maps(extension.get("extension"))
            parts = {str(one.get("url")): one for one in inside}
            content = parts.get("content", {})
            said_in = parts.get("lang", {}).get("valueCode")
            text = content.get("valueString", content.get("valueMarkdown"))
            if isinstance(text, str) and text.strip():
                words[_language(said_in)] = text
        return words

    def _kept(self, items: tuple[Item, ...], known: set[str]) -> tuple[Item, ...]:
        kept = []
        for item in items:
            if lost := next((c.question for c in item.conditions if c.question not in known), None):
                text = said(item.words, "zh_CN")
                self.unshown.append(Unshown(item.link_id, text, f"enableWhen {lost}"))
                continue
            under = self._kept(item.items, known)
            kept.append(item if under == item.items else replace(item, items=under))
        return tuple(kept)

    def _item_or_none(self, found: Any, depth: int) -> Item | None:
        if not isinstance(found, dict):
            self.unshown.append(Unshown("", "", "item"))
            return None
        try:
            return self._item(found, depth)
        except (_UnshownError, ValueUnreadableError) as error:
            reason = getattr(error, "reason", str(error))
            link, text = (str(found.get(name) or "") for name in ("linkId", "text"))
            self.unshown.append(Unshown(link, text, reason))
            return None

    def _item(self, found: Mapping[str, Any], depth: int) -> Item:
        link_id, name = found.get("linkId"), found.get("type")
        if not isinstance(link_id, str) or not link_id or link_id in self._seen:
            raise _UnshownError("linkId")
        if depth >= _DEEPEST or len(self._seen) >= _MOST_ITEMS:
            raise _UnshownError("size")
        if not isinstance(name, str) or name not in set(ItemType):
            raise _UnshownError(f"type {name}")
        if found.get("modifierExtension"):
            raise _UnshownError("modifierExtension")
        item_type = ItemType(name)
        self._seen.add(link_id)
        conditions = tuple(_condition(one) for one in _maps(found.get("enableWhen")))
        low, high = _bound(found, "minValue"), _bound(found, "maxValue")
        return Item(
            link_id=link_id,
            type=item_type,
            words=self.words(found, "text"),
            prefix=_text(found, "prefix"),
            required=found.get("required") is True,
            repeats=found.get("repeats") is True and item_type is not ItemType.DISPLAY,
            read_only=found.get("readOnly") is True,
            conditions=conditions,
            all_conditions=_behaviour(found, conditions),
            stays=_stays(found),
            initial=self._initial(found, item_type),
            low=low,
            high=high,
            max_length=_count(found.get("maxLength")),
            places=_count(_extension(found, "maxDecimalPlaces").get("valueInteger")),
            choices=self._choices(found, item_type),
            units=_units(found),
            codes=tuple(coding(one) for one in _maps(found.get("code"))),
            items=self.items(found.get("item"), depth + 1),
        )

    def _initial(self, found: Mapping[str, Any], item_type: ItemType) -> tuple[Value, ...]:
        values = [one_of(one, "value") for one in _maps(found.get("initial"))]
        options = _maps(found.get("answerOption"))
        values += [one_of(one, "value") for one in options if one.get("initialSelected") is True]
        if values and item_type not in ASKED:
            raise _UnshownError("initial")
        if any(not _suits(value, item_type) for value in values):
            raise _UnshownError("initial")
        return tuple(values)

    def _choices(self, found: Mapping[str, Any], item_type: ItemType) -> tuple[Choice, ...]:
        if item_type not in CHOOSING:
            if found.get("answerValueSet") or found.get("answerOption"):
                raise _UnshownError("answerOption")
            return ()
        if reference := found.get("answerValueSet"):
            name = reference[1:] if isinstance(reference, str) and reference[:1] == "#" else None
            if name is None or name not in self._sets:
                raise _UnshownError(f"answerValueSet {reference}")
            return tuple(self._concept(*one) for one in self._sets[name])
        choices = tuple(self._option(one) for one in _maps(found.get("answerOption")))
        if not choices and item_type is ItemType.CHOICE:
            raise _UnshownError("answerOption")
        return choices

    def _option(self, found: Mapping[str, Any]) -> Choice:
        if found.get("modifierExtension"):
            raise _UnshownError("modifierExtension")
        value = one_of(found, "value")
        if isinstance(value, Coding):
            return self._concept("", found["valueCoding"])
        return Choice(value, {self._language: str(value)})

    def _concept(self, system: str, found: Mapping[str, Any]) -> Choice:
        value = coding({"system": system, **found} if system else found)
        words = self.words(found, "display")
        return Choice(value, words or {self._language: value.code})


def _suits(value: Value, item_type: ItemType) -> bool:
    # A whole number is a decimal too, when it is written without a point.
    return fits(value, item_type) or (
        item_type is ItemType.DECIMAL and isinstance(value, int) and not isinstance(value, bool)
    )


def _condition(found: Mapping[str, Any]) -> Condition:
    question, operator = found.get("question"), found.get("operator")
    if not isinstance(question, str) or str(operator) not in set(Operator):
        raise _UnshownError("enableWhen")
    value = one_of(found, "answer")
    is_flag = isinstance(value, bool)
    if operator == Operator.EXISTS and not is_flag:
        raise _UnshownError("enableWhen")
    if operator in _ORDERED and (is_flag or isinstance(value, str | Coding)):
        raise _UnshownError("enableWhen")
    return Condition(question, Operator(str(operator)), value)


def _behaviour(found: Mapping[str, Any], conditions: Sequence[Condition]) -> bool:
    behaviour = found.get("enableBehavior")
    if behaviour not in (None, "all", "any") or (behaviour is None and len(conditions) > 1):
        # FHIR demands it of several conditions (que-12); to guess could hide a question.
        raise _UnshownError("enableBehavior")
    return behaviour != "any"


def _stays(found: Mapping[str, Any]) -> bool:
    inside = (one for one in _maps(found.get("extension")) if one.get("url") == _STAYS)
    return any(one.get("valueCode") == "protected" for one in inside)


def _bound(found: Mapping[str, Any], name: str) -> Value | None:
    extension = _extension(found, name)
    return one_of(extension, "value") if extension else None


def _units(found: Mapping[str, Any]) -> tuple[Quantity, ...]:
    codings = [
        extension.get("valueCoding")
        for name in ("questionnaire-unit", "questionnaire-unitOption")
        for extension in _extensions(found, name)
    ]
    read = (coding(one) for one in codings)
    return tuple(
        Quantity(Decimal(0), one.display or one.code, one.system, one.code) for one in read
    )


def _contained_sets(found: Any) -> dict[str, list[tuple[str, Mapping[str, Any]]]]:
    """Return the value sets that list their concepts, by id. Others are as good as elsewhere."""
    sets = {}
    for one in _maps(found):
        if one.get("resourceType") == "ValueSet" and isinstance(one.get("id"), str):
            concepts = _expansion(one) or _composition(one)
            if concepts:
                sets[one["id"]] = concepts
    return sets


def _expansion(found: Mapping[str, Any]) -> list[tuple[str, Mapping[str, Any]]]:
    expansion = found.get("expansion")
    inside = _maps(expansion.get("contains")) if isinstance(expansion, dict) else []
    if any(one.get("abstract") or one.get("contains") or not one.get("code") for one in inside):
        return []
    return [("", one) for one in inside]


def _composition(found: Mapping[str, Any]) -> list[tuple[str, Mapping[str, Any]]]:
    compose = found.get("compose")
    if not isinstance(compose, dict) or compose.get("exclude"):
        return []
    concepts: list[tuple[str, Mapping[str, Any]]] = []
    for include in _maps(compose.get("include")):
        listed = _maps(include.get("concept"))
        if not listed or include.get("filter") or include.get("valueSet"):
            return []
        concepts += [(str(include.get("system") or ""), one) for one in listed]
    return concepts


def _extensions(found: Any, name: str) -> list[Mapping[str, Any]]:
    inside = _maps(found.get("extension")) if isinstance(found, dict) else []
    return [one for one in inside if one.get("url") == _EXTENSION + name]


def _extension(found: Any, name: str) -> Mapping[str, Any]:
    return next(iter(_extensions(found, name)), {})


def _maps(found: Any) -> list[Mapping[str, Any]]:
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _text(found: Mapping[str, Any], name: str) -> str:
    value = found.get(name)
    return value if isinstance(value, str) else ""


def _count(found: Any) -> int | None:
    is_count = isinstance(found, int) and not isinstance(found, bool) and found >= 0
    return found if is_count else None


def _language(found: Any) -> str:
    return _LANGUAGES.get(found, found.replace("-", "_")) if isinstance(found, str) else "zh_CN"
