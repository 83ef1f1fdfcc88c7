"""Questionnaires are read as FHIR R4B has them; what cannot be shown is named."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from fhir.resources.R4B.questionnaire import Questionnaire
from hypothesis import given
from hypothesis import strategies as st

from terminal.domain.errors import PolicyInvalidError
from terminal.domain.forms.model import Coding, Form, Item, ItemType
from terminal.domain.forms.reading import form_from_fhir, form_from_json
from tests.unit.domain.forms.samples import EVERY_PART, EXTENSION, form, item, resource, when


def every_part() -> Form:
    return form_from_json("f", 3, json.dumps(EVERY_PART))


def of(found: Form, link_id: str) -> Item:
    return next(one for one in found.all_items() if one.link_id == link_id)


def test_the_sample_is_a_questionnaire_as_others_read_it() -> None:
    assert "healthy" != Questionnaire.model_validate_json(json.dumps(EVERY_PART)).title


def test_every_part_of_the_subset_is_read() -> None:
    found = every_part()
    assert () == found.unshown
    assert {"zh_CN": "健康问卷", "en": "Health questions"} == found.title
    assert set(ItemType) == {one.type for one in found.all_items()}
    years = of(found, "years")
    assert (0, 80, "smokes") == (years.low, years.high, years.conditions[0].question)
    codes = [one.value for one in of(found, "illness").choices]
    system = "http://example.org/illness"
    assert [Coding("t2dm", system, "2型糖尿病"), Coding("htn", system, "高血压")] == codes
    sugar = of(found, "sugar")
    assert ((Decimal("6.5"),), 1, "1558-6") == (sugar.initial, sugar.places, sugar.codes[0].code)
    assert "kg" == of(found, "weight").units[0].unit
    assert (20, True) == (of(found, "illness-note").max_length, of(found, "medicine").repeats)


@pytest.mark.parametrize(
    ("outside", "reason"),
    [
        (item("x", "attachment"), "type attachment"),
        (item("x", "reference"), "type reference"),
        (item("x", "choice"), "answerOption"),
        (item("x", "choice", answerValueSet="http://e.org/vs"), "answerValueSet http://e.org/vs"),
        (item("x", "choice", answerValueSet="#none"), "answerValueSet #none"),
        (item("x", "string", modifierExtension=[{"url": "u"}]), "modifierExtension"),
        (item("a", "string"), "linkId"),
        (item("x", "string", enableWhen=[when("a", "=", answerTime="10:00")]), "answerTime"),
        (item("x", "string", enableWhen=[when("gone", "=", answerInteger=1)]), "enableWhen gone"),
        (item("x", "string", enableWhen=[when("a", ">", answerString="b")]), "enableWhen"),
        (item("x", "date", initial=[{"valueDate": "2025-02"}]), "date"),
        (item("x", "boolean", initial=[{"valueInteger": 1}]), "initial"),
    ],
)
def test_an_item_outside_the_subset_is_named_and_the_rest_is_kept(
    outside: dict[str, Any], reason: str
) -> None:
    outside = {**outside, "item": [item("below", "string")]}
    found = form(item("a", "string"), outside, item("z", "integer"))
    assert ["a", "z"] == [one.link_id for one in found.all_items()]
    assert [reason] == [one.reason for one in found.unshown]


def test_several_conditions_without_a_behaviour_are_not_guessed() -> None:
    both = [when("a", "=", answerInteger=1), when("a", "=", answerInteger=2)]
    found = form(item("a", "integer"), item("x", "string", enableWhen=both))
    assert ["enableBehavior"] == [one.reason for one in found.unshown]
    found = form(item("a", "integer"), item("x", "string", enableWhen=both, enableBehavior="any"))
    assert () == found.unshown


def test_what_leans_on_an_item_that_is_not_shown_is_not_shown_either() -> None:
    found = form(
        item("a", "string"),
        item("gone", "attachment"),
        item("b", "string", enableWhen=[when("gone", "exists", answerBoolean=True)]),
        item("c", "string", enableWhen=[when("b", "exists", answerBoolean=True)]),
    )
    assert ["a"] == [one.link_id for one in found.all_items()]
    assert ["gone", "b", "c"] == [one.link_id for one in found.unshown]


def test_unknown_extensions_are_no_reason_to_leave_an_item_out() -> None:
    unknown = {"url": EXTENSION + "questionnaire-itemControl", "valueString": "slider"}
    assert () == form(item("a", "integer", extension=[unknown])).unshown


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        json.dumps({"resourceType": "Patient", "item": [item("a", "string")]}),
        json.dumps(resource()),
        json.dumps(resource(item("a", "display"))),
        '{"resourceType": "Questionnaire", "item": [NaN]}',
        "[" * 100_000,
    ],
)
def test_what_is_no_questionnaire_is_refused(text: str) -> None:
    with pytest.raises(PolicyInvalidError):
        form_from_json("f", 1, text)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.decimals(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=12,
)
_KEYS = st.sampled_from(
    [
        "text",
        "type",
        "required",
        "repeats",
        "enableWhen",
        "enableBehavior",
        "initial",
        "maxLength",
        "answerOption",
        "answerValueSet",
        "extension",
        "code",
        "item",
        "linkId",
        "prefix",
        "_text",
    ]
)


@given(st.lists(st.dictionaries(_KEYS, _JSON), max_size=4), _JSON)
def test_nothing_that_comes_as_a_questionnaire_makes_the_reader_fall(
    items: list[Any], contained: Any
) -> None:
    found = resource(item("a", "string"), *items, contained=contained)
    found["item"] += [{**item(f"x{number}", "choice"), **one} for number, one in enumerate(items)]
    assert "a" == form_from_fhir("f", 1, found).items[0].link_id
