"""Contradictions in a file are asked about, once, with answers that settle them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from terminal.domain.conflicts import (
    ConflictRule,
    Facts,
    Replied,
    conflict_from_content,
    find,
)
from terminal.domain.errors import PolicyInvalidError

AT = datetime(2025, 11, 21, 2, tzinfo=UTC)
TODAY = date(2025, 11, 21)
CONTENT: dict[str, Any] = {
    "type": "conflict",
    "when": "'t2dm' in conditions && size(taken) == 0",
    "ask": {"zh_CN": "勾选了糖尿病史，用药为空？", "en": "Diabetes, and no medicine?"},
    "replies": [
        {"code": "none_yet", "words": {"zh_CN": "尚未用药"}},
        {"code": "will_ask", "words": {"zh_CN": "下次再问"}, "again_days": 14},
        {"code": "mistake", "words": {"zh_CN": "误勾选"}},
    ],
    "fields": ["conditions", "medicines"],
}
DIABETIC = Facts(conditions=frozenset({"t2dm"}))


def rule(when: str = CONTENT["when"]) -> ConflictRule:
    return conflict_from_content("r", 1, {**CONTENT, "when": when})


def asked(facts: Facts, *replied: Replied, on: date = TODAY, when: str = CONTENT["when"]) -> int:
    return len(find([rule(when)], facts, replied, on))


def test_diabetes_without_medicine_is_asked_about() -> None:
    assert 1 == asked(DIABETIC)
    assert 0 == asked(Facts(conditions=frozenset({"t2dm"}), taken=frozenset({"metformin"})))
    assert 0 == asked(Facts())


def test_an_answer_settles_it_for_these_facts_only() -> None:
    (conflict,) = find([rule()], DIABETIC, [], TODAY)
    answer = Replied("r", "none_yet", conflict.key, AT)
    assert 0 == asked(DIABETIC, answer)
    more = Facts(conditions=frozenset({"t2dm", "htn"}))
    assert 1 == asked(more, answer)
    assert 0 == asked(Facts(age=68, conditions=frozenset({"t2dm"})), answer)


def test_an_answer_that_puts_it_off_is_over_after_its_days() -> None:
    (conflict,) = find([rule()], DIABETIC, [], TODAY)
    later = Replied("r", "will_ask", conflict.key, AT)
    assert 0 == asked(DIABETIC, later, on=TODAY + timedelta(days=13))
    assert 1 == asked(DIABETIC, later, on=TODAY + timedelta(days=14))
    settled = Replied("r", "none_yet", conflict.key, AT + timedelta(hours=1))
    assert 0 == asked(DIABETIC, settled, later, on=TODAY + timedelta(days=99))


@pytest.mark.parametrize(
    ("when", "facts", "count"),
    [
        ("readings.glucose_fasting > 7.0", Facts(readings={"glucose_fasting": 8.4}), 1),
        ("readings.glucose_fasting > 7.0", Facts(readings={"systolic": 138.0}), 0),
        ("age >= 0 && age < 14 && 'htn' in conditions", DIABETIC, 0),
        ("conditions.exists(c, c in allergies)", DIABETIC, 0),
        (
            "answers['pregnant'] == true && sex == 'm'",
            Facts(sex="m", answers={"pregnant": True}),
            1,
        ),
        ("age + 1", DIABETIC, 0),
        ("tags[9] == 'x'", DIABETIC, 0),
    ],
)
def test_rules_are_expressions_over_the_file(when: str, facts: Facts, count: int) -> None:
    assert count == asked(facts, when=when)


@pytest.mark.parametrize(
    "change",
    [
        {"type": "followup"},
        {"when": "conditions +* 1"},
        {"when": "1 < 2"},
        {"when": "name == 'x'"},
        {"when": "x" * 3_000},
        {"when": 7},
        {"ask": {}},
        {"replies": []},
        {"replies": [{"code": "a b", "words": {"en": "x"}}]},
        {"replies": [{"code": "a", "words": {"en": "x"}, "again_days": 0}]},
        {"replies": [{"code": "a", "words": {"en": "x"}}] * 2},
        {"fields": "conditions"},
    ],
)
def test_a_rule_that_cannot_be_asked_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(PolicyInvalidError):
        conflict_from_content("r", 1, {**CONTENT, **change})
