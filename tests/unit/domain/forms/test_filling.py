"""Filling a form in: lines, drafts, readings in answers, and answers as facts."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from fhir.resources.R4B.questionnaireresponse import QuestionnaireResponse

from terminal.domain.forms import checking
from terminal.domain.forms.checking import read
from terminal.domain.forms.extracting import OWN, Extracted, extract
from terminal.domain.forms.filling import Filling, LineKind
from terminal.domain.forms.model import (
    Absent,
    Answered,
    Coding,
    Form,
    Item,
    ItemType,
    Quantity,
    Response,
    Value,
)
from terminal.domain.forms.piecing import worded
from terminal.domain.forms.response import from_fhir_json, from_items, to_fhir_json, to_items
from terminal.domain.forms.telling import told
from tests.unit.domain.forms.samples import bound, form, item, when

STAYS = "http://hl7.org/fhir/5.0/StructureDefinition/extension-Questionnaire.item.disabledDisplay"
AT = datetime(2025, 11, 21, 2, tzinfo=UTC)


def test_what_is_not_asked_is_hidden_or_stands_there_without_an_answer() -> None:
    met = {"enableWhen": [when("a", "=", answerBoolean=True)]}
    stays = [{"url": STAYS, "valueCode": "protected"}]
    found = form(
        item("a", "boolean"), item("b", "string", **met), item("c", "date", extension=stays, **met)
    )
    filling = Filling.begun(found)
    shown = [(one.item.link_id, one.can_answer) for one in filling.lines()]
    assert [("a", True), ("c", False)] == shown
    filling.toggle((("a", 0),), True)
    filling.answer((("b", 0),), "x")
    assert ["a", "b", "c"] == [one.item.link_id for one in filling.lines() if one.can_answer]
    filling.toggle((("a", 0),), False)
    assert (Answered("a", (False,)),) == filling.saved()
    filling.toggle((("a", 0),), True)
    assert Answered("b", ("x",)) in filling.saved()


def test_a_group_is_filled_in_again_and_the_last_time_taken_away() -> None:
    found = form(item("g", "group", repeats=True, item=[item("n", "string")]))
    filling = Filling.begun(found)
    filling.answer((("g", 0), ("n", 0)), "x")
    again = filling.add_turn((("g", 0),))
    assert again == (("g", 1),)
    kinds = [one.kind for one in filling.lines()]
    group, question = LineKind.GROUP, LineKind.QUESTION
    assert [group, question, group, question, LineKind.MORE] == kinds
    filling.drop_turn((("g", 1),))
    assert (Answered("g", items=(Answered("n", ("x",)),)),) == filling.saved()
    filling.drop_turn((("g", 0),))
    assert () == filling.saved()


def test_why_there_is_no_answer_goes_to_fhir_and_back() -> None:
    found = form(item("a", "integer", required=True))
    filling = Filling.begun(found)
    assert [checking.REQUIRED] == [one.code for one in filling.problems()]
    filling.leave_blank((("a", 0),), Absent.UNKNOWN)
    assert () == filling.problems()
    saved = filling.saved()
    assert saved == from_items(json.loads(json.dumps(to_items(saved))))
    text = to_fhir_json(found, saved, authored=AT)
    QuestionnaireResponse.model_validate_json(text)
    assert saved == from_fhir_json(text)


@pytest.mark.parametrize("given", [{}, {"item": "x"}, {"item": [{"linkId": 3}]}])
def test_a_draft_that_cannot_be_read_begins_anew(given: dict[str, Any]) -> None:
    filling = Filling.of_draft(form(item("a", "integer", initial=[{"valueInteger": 4}])), given)
    assert filling.saved() in ((), (Answered("a", (4,)),))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("72.5", ("72.5", "kg")),
        ("７２。５ KG", ("72.5", "kg")),
        ("500g", ("500", "g")),
        ("72 斤", None),
        ("kg", None),
    ],
)
def test_a_unit_may_follow_the_number(text: str, expected: tuple[str, str] | None) -> None:
    units = tuple(Quantity(Decimal(0), one, "http://u.org", one) for one in ("kg", "g"))
    found = read(Item(link_id="w", type=ItemType.QUANTITY, words={}, units=units), text)
    told_as = (str(found.value), found.unit) if isinstance(found, Quantity) else None
    assert expected == told_as


def measured(code: str, kind: str, value: Value, system: str = "http://loinc.org") -> Any:
    found = form(item("a", kind, code=[{"system": system, "code": code}]))
    return extract(found, (Answered("a", (value,)),))


@pytest.mark.parametrize(
    ("code", "value", "expected"),
    [
        ("14771-0", Decimal("7.94"), 79),
        ("1558-6", Decimal(126), 70),
        ("1558-6", Quantity(Decimal("7.0"), "mmol/L"), 70),
        ("14771-0", Quantity(Decimal(126), "", "http://unitsofmeasure.org", "mg/dL"), 70),
        ("14771-0", Quantity(Decimal(7), "furlong"), None),
        ("1558-6", Decimal("7.0"), None),
        ("8302-2", Decimal("7.0"), None),
    ],
)
def test_a_glucose_is_a_reading_when_its_unit_is_certain(
    code: str, value: Value, expected: int | None
) -> None:
    kind = "quantity" if isinstance(value, Quantity) else "decimal"
    wanted = (
        () if expected is None else (Extracted("glucose_fasting", {"glucose_mmol_e1": expected}),)
    )
    assert wanted == measured(code, kind, value)


def test_two_numbers_of_one_group_are_a_blood_pressure_and_one_alone_is_none() -> None:
    two = [
        item(name, "integer", code=[{"system": OWN, "code": name}])
        for name in ("systolic", "diastolic")
    ]
    found = form(item("g", "group", repeats=True, item=two))

    def turn(*values: int) -> Answered:
        pairs = zip(("systolic", "diastolic"), values, strict=False)
        return Answered("g", items=tuple(Answered(name, (value,)) for name, value in pairs))

    expected = Extracted("blood_pressure", {"systolic_mmhg": 128, "diastolic_mmhg": 82})
    assert (expected,) == extract(found, (turn(128, 82), turn(150), turn(82, 128)))


def test_answers_are_facts_by_link_id() -> None:
    options = [{"valueCoding": {"code": one}} for one in ("t2dm", "htn")]
    found = form(
        item("one", "choice", answerOption=options),
        item("many", "choice", repeats=True, answerOption=options),
        item("w", "quantity"),
        item("d", "date"),
        item("g", "group", repeats=True, item=[item("n", "string")]),
        item("h", "group", repeats=True, item=[item("m", "string")]),
    )
    answers = (
        Answered("one", (Coding("t2dm"),)),
        Answered("many", (Coding("htn"),)),
        Answered("w", (Quantity(Decimal("72.5"), "kg"),)),
        Answered("d", (date(2026, 1, 12),)),
        Answered("g", items=(Answered("n", ("x",)),)),
    )
    expected = {
        "one": "t2dm", "many": ["htn"], "w": 72.5, "d": "2026-01-12", "g": 1, "n": ["x"], "h": 0,
    }  # fmt: skip
    assert expected == told(found, answers)
    assert {"one": "t2dm", "n": "x"} == told(None, (answers[0], answers[4]))


def test_answers_without_their_form_are_shown_in_the_words_there_are() -> None:
    limits = [bound("maxValue", valueInteger=9)]
    other: Form = form(item("known", "integer", extension=limits))
    answers = (Answered("known", (12,)), Answered("gone", (True,)), Answered("why"))
    response = Response("r", "c", "f", 3, AT, "s", {})
    made = worded(response, answers, other)
    words = [one.words for one in made.items]
    assert [{"zh_CN": "Text of known"}, {"zh_CN": "gone"}, {"zh_CN": "why"}] == words
    values = [one.values for one in Filling(made, answers).lines()]
    assert [(12,), (True,), ()] == values
