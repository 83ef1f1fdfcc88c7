"""What is typed for a task: read as numbers, kept as drafts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terminal.domain.observation import (
    BLOOD_PRESSURE,
    DIASTOLIC,
    GLUCOSE,
    GLUCOSE_FASTING,
    SYSTOLIC,
    ReadingLevel,
)
from terminal.domain.problems import FieldProblem
from ui.followups.entry import (
    NOTE,
    VALUE,
    Draft,
    Drafts,
    level_of,
    read_value,
    shown_problem,
    wants_value,
)


@pytest.mark.parametrize("typed", ["6.8", "6。8", "６.８", "6,8", " 6.8 ", "６。８"])
def test_a_glucose_value_is_read_however_the_input_method_wrote_it(typed: str) -> None:
    assert {GLUCOSE: 68} == read_value(GLUCOSE_FASTING, typed)


@pytest.mark.parametrize("typed", ["128/82", "128、82", "128 82", "128-82", "１２８／８２"])
def test_a_pressure_is_read_with_whatever_stands_between_its_numbers(typed: str) -> None:
    assert {SYSTOLIC: 128, DIASTOLIC: 82} == read_value(BLOOD_PRESSURE, typed)


@pytest.mark.parametrize("typed", ["", "   "])
def test_nothing_typed_is_no_value_and_no_problem(typed: str) -> None:
    assert read_value(GLUCOSE_FASTING, typed) is None


def test_what_is_no_number_is_a_problem_at_the_value() -> None:
    problem = read_value(BLOOD_PRESSURE, "128")

    assert FieldProblem(VALUE, "READING_UNREADABLE", {"reading": BLOOD_PRESSURE}) == problem


def test_a_value_out_of_range_says_the_range_and_which_half_it_is_about() -> None:
    problem = read_value(BLOOD_PRESSURE, "128/20")

    facts = {"low": "40", "high": "180", "item": DIASTOLIC}
    assert FieldProblem(VALUE, "READING_RANGE", facts) == problem


def test_a_reading_of_a_newer_program_asks_for_no_value() -> None:
    assert not wants_value("peak_flow")
    assert read_value("peak_flow", "12") is None


def test_a_task_without_a_reading_asks_for_no_value() -> None:
    assert not wants_value(None)
    assert read_value(None, "12") is None


@pytest.mark.parametrize(
    ("typed", "level"),
    [
        ("1", None),  # Below what is taken, so it means nothing yet.
        ("17", ReadingLevel.DANGER),
        ("17.", ReadingLevel.DANGER),
        ("3.9", ReadingLevel.DANGER),
        ("6.8", ReadingLevel.NORMAL),
        ("8.4", ReadingLevel.HIGH),
        ("abc", None),
    ],
)
def test_a_value_means_something_while_it_is_typed(typed: str, level: ReadingLevel | None) -> None:
    assert level == level_of(GLUCOSE_FASTING, typed)


@given(st.text(max_size=40))
def test_no_typed_text_breaks_the_reading_of_values(text: str) -> None:
    for code in (GLUCOSE_FASTING, BLOOD_PRESSURE, None, "peak_flow"):
        value = read_value(code, text)
        assert value is None or isinstance(value, dict | FieldProblem)


def test_a_problem_of_the_service_is_shown_at_the_field_people_see() -> None:
    shown = shown_problem([FieldProblem(GLUCOSE, "READING_RANGE", {"low": "1.7", "high": "55.4"})])

    assert (VALUE, GLUCOSE) == (shown.name, shown.facts["item"])


def test_a_problem_of_the_note_stays_at_the_note() -> None:
    problem = FieldProblem(NOTE, "NOTE_TOO_LONG", {"limit": "500"})

    assert problem == shown_problem([problem])


def test_drafts_keep_value_and_note_apart_by_task() -> None:
    drafts = Drafts()

    drafts.edit("a", VALUE, "6.")
    drafts.edit("a", NOTE, "later")
    drafts.edit("b", NOTE, "away")

    assert Draft("6.", "later") == drafts.of("a")
    assert Draft("", "away") == drafts.of("b")


def test_a_draft_that_was_emptied_is_nothing_to_lose() -> None:
    drafts = Drafts()
    drafts.edit("a", VALUE, "6.8")

    drafts.edit("a", VALUE, "")

    assert frozenset() == drafts.waiting()
    assert Draft() == drafts.of("a")


def test_only_drafts_with_something_in_them_wait() -> None:
    drafts = Drafts()
    drafts.edit("a", VALUE, "  ")
    drafts.edit("b", NOTE, "x")

    assert frozenset({"b"}) == drafts.waiting()
