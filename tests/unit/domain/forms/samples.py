"""Questionnaires for tests: one of every part of the subset, and the builder of small ones."""

from __future__ import annotations

import json
from typing import Any, Final

from terminal.domain.forms.model import Form
from terminal.domain.forms.reading import form_from_json

EXTENSION: Final = "http://hl7.org/fhir/StructureDefinition/"


def item(link_id: str, kind: str, **more: Any) -> dict[str, Any]:
    """Return an item of a Questionnaire."""
    return {"linkId": link_id, "type": kind, "text": f"Text of {link_id}", **more}


def resource(*items: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return a Questionnaire with these items."""
    return {"resourceType": "Questionnaire", "status": "active", "item": list(items), **more}


def form(*items: dict[str, Any], **more: Any) -> Form:
    """Return the form in a Questionnaire with these items."""
    return form_from_json("f", 1, json.dumps(resource(*items, **more)))


def bound(name: str, **value: Any) -> dict[str, Any]:
    """Return the extension for a bound, such as minValue with valueInteger."""
    return {"url": EXTENSION + name, **value}


def when(question: str, operator: str, **answer: Any) -> dict[str, Any]:
    """Return one enableWhen."""
    return {"question": question, "operator": operator, **answer}


EVERY_PART: Final = resource(
    item("intro", "display"),
    item(
        "history",
        "group",
        item=[
            item("smokes", "boolean", required=True),
            item(
                "years",
                "integer",
                enableWhen=[when("smokes", "=", answerBoolean=True)],
                extension=[bound("minValue", valueInteger=0), bound("maxValue", valueInteger=80)],
            ),
            item("since", "date"),
            item(
                "illness",
                "choice",
                repeats=True,
                answerValueSet="#illnesses",
                item=[item("illness-note", "string", maxLength=20)],
            ),
        ],
    ),
    item(
        "sugar",
        "decimal",
        initial=[{"valueDecimal": 6.5}],
        extension=[bound("maxDecimalPlaces", valueInteger=1)],
        code=[{"system": "http://loinc.org", "code": "1558-6"}],
    ),
    item(
        "weight",
        "quantity",
        extension=[
            bound("questionnaire-unit", valueCoding={"code": "kg", "system": "http://u.org"})
        ],
    ),
    item("diet", "open-choice", answerOption=[{"valueString": "清淡"}, {"valueString": "咸"}]),
    item(
        "medicine",
        "group",
        repeats=True,
        item=[
            item("name", "string"),
            item("why", "text", enableWhen=[when("name", "exists", answerBoolean=True)]),
        ],
    ),
    language="zh-CN",
    title="健康问卷",
    _title={
        "extension": [
            {
                "url": EXTENSION + "translation",
                "extension": [
                    {"url": "lang", "valueCode": "en"},
                    {"url": "content", "valueString": "Health questions"},
                ],
            }
        ]
    },
    url="http://example.org/Questionnaire/health",
    contained=[
        {
            "resourceType": "ValueSet",
            "id": "illnesses",
            "status": "active",
            "compose": {
                "include": [
                    {
                        "system": "http://example.org/illness",
                        "concept": [
                            {"code": "t2dm", "display": "2型糖尿病"},
                            {"code": "htn", "display": "高血压"},
                        ],
                    }
                ]
            },
        }
    ],
)
