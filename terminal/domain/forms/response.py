"""Responses as they are kept and as FHIR R4B has them (QuestionnaireResponse).

What is kept is the same tree, but with decimals as texts: an op's body knows no fractions, and
`6.80` has to stay `6.80`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from terminal.domain.errors import DomainError
from terminal.domain.forms.model import Absent, Answered, Form, Item, Quantity, Value, said
from terminal.domain.forms.values import ValueUnreadableError, one_of, to_fhir, type_of

_DEEPEST: Final = 40
_ABSENT: Final = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"


class ResponseUnreadableError(DomainError):
    """What should be a response is none; nothing of it was taken."""

    code = "RESPONSE_UNREADABLE"


def to_items(answers: Iterable[Answered]) -> dict[str, Any]:
    """Return answers as an op keeps them."""
    return {"item": [_kept(one) for one in answers]}


def from_items(items: Mapping[str, Any]) -> tuple[Answered, ...]:
    """Return answers from how an op keeps them, also from the flat ones of 0.3 and before, by the
    names of questions. Raise ResponseUnreadableError.
    """
    try:
        if isinstance(items.get("item"), list):
            return _answers(items["item"], _unkept, 0)
        return tuple(Answered(name, _flat(value)) for name, value in items.items())
    except (LookupError, ValueError, InvalidOperation, TypeError, AttributeError) as error:
        raise ResponseUnreadableError(type(error).__name__) from None


def to_fhir_json(form: Form, answers: Iterable[Answered], *, authored: datetime) -> str:
    """Return a completed QuestionnaireResponse as JSON text, decimals with their digits. It says
    nothing of who was asked: that is added where it may leave the till.
    """
    by_link = {item.link_id: item for item in form.all_items()}
    resource: dict[str, Any] = {"resourceType": "QuestionnaireResponse"}
    if form.url:
        resource["questionnaire"] = form.url
    resource |= {"status": "completed", "authored": authored.isoformat(timespec="seconds")}
    resource["item"] = [_fhir(one, by_link) for one in answers]
    return _dumped(resource)


def from_fhir_json(text: str) -> tuple[Answered, ...]:
    """Return the answers of a QuestionnaireResponse. Raise ResponseUnreadableError."""
    try:
        found = json.loads(text, parse_float=Decimal)
        if not isinstance(found, dict) or found.get("resourceType") != "QuestionnaireResponse":
            raise ResponseUnreadableError("resourceType")
        return _answers(found.get("item", []), lambda one: one_of(one, "value"), 0)
    except (LookupError, ValueError, TypeError, AttributeError, RecursionError) as error:
        raise ResponseUnreadableError(type(error).__name__) from None


def _kept(answered: Answered) -> dict[str, Any]:
    def value(one: Value) -> dict[str, Any]:
        content = to_fhir(one)
        if isinstance(one, Decimal):
            content = str(one)
        elif isinstance(one, Quantity):
            content = {**content, "value": str(one.value)}
        return {f"value{type_of(one)}": content}

    return _tree(answered, value, _kept)


def _fhir(answered: Answered, by_link: Mapping[str, Item]) -> dict[str, Any]:
    made = _tree(
        answered,
        lambda one: {f"value{type_of(one)}": to_fhir(one)},
        lambda one: _fhir(one, by_link),
    )
    item = by_link.get(answered.link_id)
    if item is not None and item.words:
        made = {"linkId": made.pop("linkId"), "text": said(item.words, "zh_CN"), **made}
    return made


def _tree(
    answered: Answered,
    value: Callable[[Value], dict[str, Any]],
    under: Callable[[Answered], dict[str, Any]],
) -> dict[str, Any]:
    made: dict[str, Any] = {"linkId": answered.link_id}
    if answered.absent is not None:
        made["extension"] = [{"url": _ABSENT, "valueCode": answered.absent.value}]
    items = [under(one) for one in answered.items]
    if answered.values:
        # Questions under a question stand under its (first) answer.
        answer = [value(one) for one in answered.values]
        if items:
            answer[0]["item"] = items
        made["answer"] = answer
    elif items:
        made["item"] = items
    return made


def _answers(
    found: Any, value: Callable[[Mapping[str, Any]], Value], depth: int
) -> tuple[Answered, ...]:
    if not isinstance(found, list) or depth > _DEEPEST:
        raise ValueUnreadableError("item")
    made = []
    for one in found:
        link_id = one["linkId"]
        if not isinstance(link_id, str):
            raise ValueUnreadableError("linkId")
        answer: Sequence[Mapping[str, Any]] = one.get("answer", [])
        below = [*one.get("item", [])]
        for given in answer:
            below += given.get("item", [])
        values = tuple(value(_only_value(given)) for given in answer)
        under = _answers(below, value, depth + 1)
        made.append(Answered(link_id, values, under, None if values else _absent(one)))
    return tuple(made)


def _absent(found: Mapping[str, Any]) -> Absent | None:
    for one in found.get("extension", []):
        if one.get("url") == _ABSENT and one.get("valueCode") in set(Absent):
            return Absent(one["valueCode"])
    return None


def _only_value(given: Mapping[str, Any]) -> Mapping[str, Any]:
    return {name: content for name, content in given.items() if name.startswith("value")}


def _unkept(found: Mapping[str, Any]) -> Value:
    name, content = next(iter(found.items()), ("", None))
    if name == "valueDecimal" and isinstance(content, str):
        return Decimal(content)
    if name == "valueQuantity" and isinstance(content, dict):
        return one_of({name: {**content, "value": Decimal(content["value"])}}, "value")
    return one_of(found, "value")


def _flat(found: Any) -> tuple[Value, ...]:
    if isinstance(found, bool | int | str):
        return (found,)
    raise ValueUnreadableError("value")


def _dumped(resource: Mapping[str, Any]) -> str:
    """Write JSON in which a Decimal is a number with its own digits, which `json` cannot."""
    marks: list[str] = []

    def default(one: object) -> str:
        assert isinstance(one, Decimal)
        marks.append(format(one, "f"))
        return f"\x00{len(marks) - 1}\x00"

    text = json.dumps(resource, ensure_ascii=False, default=default)
    for number, digits in enumerate(marks):
        text = text.replace(f'"\\u0000{number}\\u0000"', digits)
    return text
