"""Rules of what is recorded at the desk: labels, contacts, leads, sign-ups, knowledge."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import permutations
from typing import Any

import pytest

from terminal.domain.contact import Contact, Slot, free_slot, spent, week_of
from terminal.domain.errors import PolicyInvalidError
from terminal.domain.event import attendance_id
from terminal.domain.forms.content import form_from_content
from terminal.domain.forms.model import ItemType
from terminal.domain.knowledge import article_from_content, learning_id
from terminal.domain.lead import LeadStep, Stage, furthest
from terminal.domain.request import RightsRequest
from terminal.domain.signup import Signup, in_force
from terminal.domain.tag import Tag, tag_id
from tests.desk_builders import CONTENTS

NOW = datetime(2025, 11, 21, 2, tzinfo=UTC)
TODAY = date(2025, 11, 21)


def test_a_label_holds_to_its_last_day() -> None:
    tag = Tag("t", "c", "child", "staff", True, until_on=TODAY)
    assert [True, False] == [tag.holds(TODAY), tag.holds(TODAY + timedelta(days=1))]
    assert not replace(tag, active=False).holds(TODAY)
    assert replace(tag, until_on=None).holds(TODAY)


def test_two_tills_make_one_label_one_presence_one_learned_card() -> None:
    assert tag_id("c", "child", "staff") == tag_id("c", "child", "staff")
    assert 3 == len({tag_id("c", "child", owner) for owner in ("staff", "rule", "model")})
    assert attendance_id("e", "c", "came") != attendance_id("e", "c", "invited")
    days = [date(2025, 11, 1), date(2025, 11, 30), date(2025, 12, 1)]
    assert 2 == len({learning_id("s", "card", day) for day in days})


def _contact(record: str, **more: Any) -> Contact:
    return replace(Contact(record, "c", NOW, "s", "call", "refill"), **more)


def test_a_week_begins_on_monday() -> None:
    assert date(2025, 11, 17) == week_of(TODAY) == week_of(date(2025, 11, 23))


def test_what_is_urgent_or_asked_for_does_not_count_against_the_week() -> None:
    every = [_contact("a"), _contact("b", urgent=True), _contact("d", purpose="service")]
    assert 1 == spent(every)


def test_a_till_uses_only_slots_leased_to_it_that_are_free() -> None:
    later = NOW + timedelta(hours=1)
    mine = Slot("s2", "c", week_of(TODAY), "me", later)
    others = [
        replace(mine, id="s1", device="you"),
        replace(mine, id="s3", used=True),
        replace(mine, id="s4", until=NOW),
        replace(mine, id="s5", until=later + timedelta(hours=1)),
    ]
    slots = [*others, mine]
    assert mine == free_slot(slots, [], device="me", now=NOW)
    after = free_slot(slots, [_contact("a", slot="s2")], device="me", now=NOW)
    assert others[3] == after
    full = [_contact("a"), _contact("b")]
    assert None is free_slot(slots, full, device="me", now=NOW)
    assert None is free_slot([], [], device="me", now=NOW)


def test_a_lead_stands_at_the_furthest_stage_it_reached_since_it_first_did() -> None:
    steps = [
        LeadStep("a", "l", Stage.OFFERED, NOW, "s"),
        LeadStep("b", "l", Stage.CONTACTED, NOW + timedelta(1), "s"),
        LeadStep("d", "l", Stage.OFFERED, NOW + timedelta(2), "s"),
        LeadStep("e", "l", "of_a_newer_program", NOW + timedelta(3), "s"),
    ]
    for order in permutations(steps):
        assert steps[0] == furthest(order)
    assert None is furthest([])


def _signup(record: str, **more: Any) -> Signup:
    made = Signup(record, "c", "family", "s", NOW, "s", "1", until_on=TODAY)
    return replace(made, **more)


def test_of_two_signups_the_first_holds_until_it_ends_or_is_undone() -> None:
    first, second = _signup("a"), _signup("b", at=NOW + timedelta(1), until_on=None)
    assert {"family": first} == in_force([second, first], TODAY)
    assert {"family": second} == in_force([second, first], TODAY + timedelta(1))
    end = _signup("x", at=NOW + timedelta(2), undoes="a")
    assert {"family": second} == in_force([first, second, end], TODAY)
    assert {} == in_force([], TODAY)


def test_a_request_counts_its_days_down_and_beyond() -> None:
    request = RightsRequest("r", "c", "copy", NOW, "s", TODAY, "open")
    assert [1, 0, -1] == [request.days_left(TODAY + timedelta(days)) for days in (-1, 0, 1)]


def test_a_form_is_read_with_its_questions() -> None:
    choice = {"name": "meal", "type": "choice", "choices": ["rice", "noodles"], "ask": {"en": "?"}}
    text = {"name": "note", "type": "text", "required": True, "ask": {"en": "?"}}
    content = CONTENTS["form"]
    form = form_from_content(
        "f", 2, {**content, "questions": [*content["questions"], choice, text]}
    )
    assert ("f", 2, content["title"]) == (form.id, form.version, form.title)
    smokes, years, meal, note = form.items
    assert (ItemType.BOOLEAN, None, None) == (smokes.type, smokes.low, smokes.high)
    assert (ItemType.INTEGER, 0, 90) == (years.type, years.low, years.high)
    assert (["rice", "noodles"], False) == ([one.value for one in meal.choices], meal.required)
    assert note.required


@pytest.mark.parametrize(
    "change",
    [
        {"title": {}},
        {"title": "plain"},
        {"questions": []},
        {"questions": None},
        {"questions": ["x"]},
        {"questions": [{"name": "", "type": "flag", "ask": {"en": "?"}}]},
        {"questions": [{"name": "a", "type": "colour", "ask": {"en": "?"}}]},
        {"questions": [{"name": "a", "type": "flag", "ask": {}}]},
        {"questions": [{"name": "a", "type": "choice", "ask": {"en": "?"}}]},
        {"questions": [{"name": "a", "type": "choice", "choices": [1], "ask": {"en": "?"}}]},
        {"questions": [{"name": "a", "type": "flag", "choices": ["x"], "ask": {"en": "?"}}]},
        {"questions": [{"name": "a", "type": "integer", "min": "0", "ask": {"en": "?"}}]},
        {"questions": [{"name": "a", "type": "flag", "ask": {"en": "?"}}] * 2},
    ],
)
def test_a_form_that_cannot_be_asked_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(PolicyInvalidError):
        form_from_content("f", 1, {**CONTENTS["form"], **change})


def test_an_article_is_shown_until_the_day_it_expires() -> None:
    article = article_from_content("a", 1, CONTENTS["article"])
    assert ("合成出处", "合成药师") == (article.citation, article.reviewer)
    assert (("metformin",), ()) == (article.ingredients, article.against)
    days = [date(2026, 9, 30), date(2026, 10, 1)]
    assert [True, False] == [article.is_current(day) for day in days]
    bare = article_from_content("a", 1, {**CONTENTS["article"], "question": None})
    assert article.title == bare.question


@pytest.mark.parametrize(
    "change",
    [
        {"reviewer": ""},
        {"citation": None},
        {"expires_on": "soon"},
        {"reviewed_on": None},
        {"kind": "rumour"},
        {"answer": {}},
        {"title": None},
        {"against": "x"},
        {"keywords": [1]},
    ],
)
def test_an_answer_without_source_reviewer_or_expiry_is_none(change: dict[str, Any]) -> None:
    with pytest.raises(PolicyInvalidError):
        article_from_content("a", 1, {**CONTENTS["article"], **change})
