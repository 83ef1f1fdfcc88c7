"""What is asked, what is wrong with an answer, and how answers are kept."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from fhir.resources.R4B.questionnaireresponse import QuestionnaireResponse
from hypothesis import given
from hypothesis import strategies as st

from sync.protocol.canonical import canonical
from terminal.domain.forms import checking
from terminal.domain.forms.checking import begun, check, check_value, read, shown
from terminal.domain.forms.enabling import enabled, pruned
from terminal.domain.forms.model import (
    Answered,
    Coding,
    Form,
    Item,
    ItemType,
    Quantity,
    Value,
    walk,
)
from terminal.domain.forms.reading import form_from_json
from terminal.domain.forms.response import (
    ResponseUnreadableError,
    from_fhir_json,
    from_items,
    to_fhir_json,
    to_items,
)
from tests.unit.domain.forms.samples import EVERY_PART, bound, form, item, when

AT = datetime(2025, 11, 21, 2, tzinfo=UTC)
HEALTH = form_from_json("f", 1, json.dumps(EVERY_PART))


def links(found: Form, *answers: Answered) -> list[str]:
    return [path[-1][0] for path in sorted(enabled(found, answers), key=str)]


@pytest.mark.parametrize(
    ("condition", "value", "asked"),
    [
        (when("a", "=", answerInteger=3), 3, True),
        (when("a", "=", answerInteger=3), 4, False),
        (when("a", "=", answerInteger=3), None, False),
        (when("a", "!=", answerInteger=3), 4, True),
        (when("a", "!=", answerInteger=3), None, True),
        (when("a", ">", answerInteger=3), 4, True),
        (when("a", ">", answerInteger=3), 3, False),
        (when("a", "<=", answerInteger=3), 3, True),
        (when("a", "<", answerInteger=3), None, False),
        (when("a", "exists", answerBoolean=True), 0, True),
        (when("a", "exists", answerBoolean=False), 0, False),
        (when("a", "exists", answerBoolean=False), None, True),
    ],
)
def test_a_question_is_asked_when_its_condition_holds(
    condition: dict[str, Any], value: int | None, asked: bool
) -> None:
    found = form(item("a", "integer"), item("b", "string", enableWhen=[condition]))
    given_now = [] if value is None else [Answered("a", (value,))]
    assert asked == ("b" in links(found, *given_now))


def test_all_or_any_of_several_conditions() -> None:
    both = [when("a", "=", answerBoolean=True), when("b", "=", answerBoolean=True)]
    for behaviour, asked in (("all", False), ("any", True)):
        found = form(
            item("a", "boolean"),
            item("b", "boolean"),
            item("c", "string", enableWhen=both, enableBehavior=behaviour),
        )
        assert asked == ("c" in links(found, Answered("a", (True,)), Answered("b", (False,))))


def test_the_answer_to_a_question_that_is_no_longer_asked_does_not_count() -> None:
    found = form(
        item("a", "boolean"),
        item("b", "boolean", enableWhen=[when("a", "=", answerBoolean=True)]),
        item("c", "string", enableWhen=[when("b", "=", answerBoolean=True)]),
    )
    answers = [Answered("a", (False,)), Answered("b", (True,)), Answered("c", ("kept?",))]
    assert ["a"] == links(found, *answers)
    assert (Answered("a", (False,)),) == pruned(found, answers)


def test_in_a_group_that_repeats_a_condition_is_about_its_own_turn() -> None:
    turns = [
        Answered("medicine", items=(Answered("name", ("二甲双胍",)),)),
        Answered("medicine"),
    ]
    asked = enabled(HEALTH, turns)
    assert (("medicine", 0), ("why", 0)) in asked
    assert (("medicine", 1), ("why", 0)) not in asked


def test_conditions_in_a_circle_come_to_an_end() -> None:
    found = form(
        item("a", "boolean", enableWhen=[when("b", "!=", answerBoolean=True)]),
        item("b", "boolean", enableWhen=[when("a", "!=", answerBoolean=True)]),
    )
    assert isinstance(links(found, Answered("a", (True,)), Answered("b", (True,))), list)


def test_what_is_wrong_is_said_with_its_place() -> None:
    answers = [
        Answered("history", items=(Answered("smokes"), Answered("since", (date(2020, 1, 1),)))),
        Answered("sugar", (Decimal("6.55"),)),
        Answered("nobody asked", (1,)),
    ]
    found = [(one.path[-1][0], one.code) for one in check(HEALTH, answers)]
    assert [
        ("nobody asked", checking.UNKNOWN_ITEM),
        ("smokes", checking.REQUIRED),
        ("sugar", checking.TOO_FINE),
    ] == found


@pytest.mark.parametrize(
    ("one", "value", "code"),
    [
        (item("a", "integer", extension=[bound("minValue", valueInteger=2)]), 1, "FORM_TOO_LOW"),
        (item("a", "integer", extension=[bound("maxValue", valueInteger=2)]), 3, "FORM_TOO_HIGH"),
        (
            item("a", "date", extension=[bound("maxValue", valueDate="2025-01-01")]),
            date(2025, 1, 2),
            "FORM_TOO_HIGH",
        ),
        (item("a", "string", maxLength=2), "三个字", "FORM_TOO_LONG"),
        (item("a", "boolean"), 1, "FORM_WRONG_TYPE"),
        (item("a", "choice", answerOption=[{"valueString": "x"}]), "y", "FORM_NO_CHOICE"),
        (item("a", "open-choice", answerOption=[{"valueString": "x"}]), "y", None),
        (item("a", "choice", answerOption=[{"valueInteger": 1}]), 1, None),
    ],
)
def test_an_answer_is_held_against_its_question(
    one: dict[str, Any], value: Value, code: str | None
) -> None:
    wrong = check_value(form(one).items[0], value)
    assert code == (None if wrong is None else wrong[0])


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("integer", "１２", 12),
        ("integer", "12.0", 12),
        ("integer", "12.5", None),
        ("decimal", "6。8", Decimal("6.8")),
        ("decimal", "-0，5", Decimal("-0.5")),
        ("decimal", "6.8.1", None),
        ("decimal", "1e5", None),
        ("decimal", "9" * 40, None),
        ("date", "2025/1/3", date(2025, 1, 3)),
        ("date", "20250103", date(2025, 1, 3)),
        ("date", "２０２５年１月３日", date(2025, 1, 3)),
        ("date", "2025-02-30", None),
        ("text", "  头晕 ", "头晕"),
        ("string", "   ", None),
        ("boolean", "yes", None),
    ],
)
def test_typed_text_is_read_as_an_input_method_types_it(
    kind: str, text: str, value: Value | None
) -> None:
    assert value == read(form(item("a", kind)).items[0], text)


def test_a_new_response_begins_with_what_is_usual() -> None:
    assert (Answered("sugar", (Decimal("6.5"),)),) == begun(HEALTH)


def test_answers_of_before_are_read_by_their_names() -> None:
    assert (Answered("smokes", (True,)), Answered("years", (3,))) == from_items(
        {"smokes": True, "years": 3}
    )


_VALUES: dict[ItemType, st.SearchStrategy[Value]] = {
    ItemType.BOOLEAN: st.booleans(),
    ItemType.INTEGER: st.integers(-(10**9), 10**9),
    ItemType.DECIMAL: st.decimals(-(10**6), 10**6, places=2),
    ItemType.DATE: st.dates(),
    ItemType.STRING: st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1).filter(
        str.strip
    ),
    ItemType.CHOICE: st.sampled_from([Coding("t2dm", "http://s", "糖尿病"), Coding("htn")]),
    ItemType.QUANTITY: st.decimals(0, 500, places=1).map(lambda one: Quantity(one, "kg")),
}
_VALUES |= {ItemType.TEXT: _VALUES[ItemType.STRING], ItemType.OPEN_CHOICE: _VALUES[ItemType.STRING]}


@st.composite
def answered(draw: st.DrawFn, items: tuple[Item, ...] = HEALTH.items) -> tuple[Answered, ...]:
    made = []
    for one in items:
        if one.type is ItemType.DISPLAY or not draw(st.booleans()):
            continue
        values: tuple[Value, ...] = ()
        if one.is_asked:
            values = tuple(draw(st.lists(_VALUES[one.type], min_size=1, max_size=2)))
        under = draw(answered(one.items)) if one.items else ()
        if values or under:
            made.append(Answered(one.link_id, values, under))
    return tuple(made)


@given(answered())
def test_answers_come_back_as_they_were_kept_and_as_they_were_sent(
    answers: tuple[Answered, ...],
) -> None:
    kept = to_items(answers)
    assert answers == from_items(json.loads(canonical(kept)))
    sent = to_fhir_json(HEALTH, answers, authored=AT)
    assert answers == from_fhir_json(sent)
    if answers:
        QuestionnaireResponse.model_validate_json(sent)
    assert {one.link_id for one in walk(HEALTH.items)} >= {one.link_id for one in answers}


@given(answered())
def test_checking_and_pruning_take_any_answers(answers: tuple[Answered, ...]) -> None:
    check(HEALTH, answers)
    left = pruned(HEALTH, answers)
    assert left == pruned(HEALTH, left)


@given(st.decimals(-(10**6), 10**6, places=3))
def test_a_shown_number_is_read_back(number: Decimal) -> None:
    one = form(item("a", "decimal")).items[0]
    assert number == read(one, shown(number))


@given(st.text(max_size=200) | st.binary(max_size=50).map(repr))
def test_no_response_makes_the_reader_fall(text: str) -> None:
    wrapped = json.dumps({"resourceType": "QuestionnaireResponse", "item": [{"linkId": text}]})
    from_fhir_json(wrapped)
    for broken in (text, wrapped[:-3], wrapped.replace("linkId", "answer")):
        with pytest.raises(ResponseUnreadableError):
            from_fhir_json(broken)
