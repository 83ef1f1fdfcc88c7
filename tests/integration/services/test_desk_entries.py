"""Readings, notes, complaints and consents at the counter: one group each, undone by another."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from sync.protocol import config
from terminal.domain import reading_entry
from terminal.domain.consent import Purpose
from terminal.domain.observation import ReadingLevel
from terminal.domain.problems import FieldProblem, Refusal
from terminal.domain.reading_entry import ReadingEntry
from terminal.services import conflicts, consents, counter, readings, visits
from terminal.services.counter import CardFound
from terminal.services.readings import Taken
from terminal.services.visits import Noted
from tests.builders import CONTENT_KEY, TestStore, a_customer, a_rule
from tests.integration.services.conftest import Shop
from tests.integration.services.shop import TODAY, a_due, groups, on, rows
from tests.integration.services.test_counter_card import a_sale

WORDS = {"dizzy": ["头晕"], "weak": ["乏力"]}


def taken(till: TestStore, code: str, items: dict[str, int], customer: str = "c-1") -> Taken:
    found = till.run(lambda uow: readings.record(uow, customer_id=customer, code=code, items=items))
    assert isinstance(found, Taken), found
    return found


def card(till: TestStore, customer: str = "c-1") -> Any:
    found = till.read(lambda uow: counter.refresh(uow, customer_id=customer))
    assert isinstance(found, CardFound)
    return found.card


@pytest.mark.parametrize(
    ("code", "text", "items", "from_mg"),
    [
        ("blood_pressure", "128 82", {"systolic_mmhg": 128, "diastolic_mmhg": 82}, None),
        ("blood_pressure", "１２８、８２", {"systolic_mmhg": 128, "diastolic_mmhg": 82}, None),
        ("glucose_fasting", "6。8", {"glucose_mmol_e1": 68}, None),
        ("glucose_fasting", "122", {"glucose_mmol_e1": 68}, 122),
        ("glucose_random", "50mg/dL", {"glucose_mmol_e1": 28}, 50),
        ("glucose_random", "55.4 mmol/L", {"glucose_mmol_e1": 554}, None),
    ],
)
def test_readings_are_read_as_they_are_typed(
    code: str, text: str, items: dict[str, int], from_mg: int | None
) -> None:
    assert ReadingEntry(code, items, from_mg) == reading_entry.read(code, text)


@pytest.mark.parametrize(
    ("code", "text", "problem"),
    [
        ("blood_pressure", "82 128", "READING_PRESSURE_ORDER"),
        ("blood_pressure", "128", "READING_MISSING"),
        ("glucose_fasting", "", "READING_MISSING"),
        ("glucose_fasting", "1.2", "READING_RANGE"),
        ("glucose_fasting", "1500", "READING_RANGE"),
    ],
)
def test_what_cannot_be_a_reading_is_said(code: str, text: str, problem: str) -> None:
    found = reading_entry.read(code, text)
    assert isinstance(found, list)
    assert problem == found[0].code


def test_a_reading_shows_on_the_card_and_can_be_taken_back(till: TestStore) -> None:
    made = taken(till, "blood_pressure", {"systolic_mmhg": 128, "diastolic_mmhg": 82})
    assert (ReadingLevel.NORMAL, None) == (made.level, made.recontact_on)
    assert [["observation", "audit"]] == groups(till)
    assert 128 == card(till).pressure.reading.items["systolic_mmhg"]
    assert None is till.run(lambda uow: readings.undo(uow, reading_id=made.reading))
    assert None is card(till).pressure
    again = till.run(lambda uow: readings.undo(uow, reading_id="nothing"))
    assert Refusal("READING_GONE") == again


def test_a_reading_that_needs_a_doctor_calls_for_a_contact_within_two_weeks(
    till: TestStore,
) -> None:
    made = taken(till, "glucose_fasting", {"glucose_mmol_e1": 170})
    due = TODAY + timedelta(days=14)
    assert (ReadingLevel.DANGER, due) == (made.level, made.recontact_on)
    sql = "SELECT rule, due_on, state FROM task WHERE customer = 'c-1'"
    assert [("diabetes-14", due.isoformat(), "open")] == rows(till, sql)
    till.run(lambda uow: readings.undo(uow, reading_id=made.reading))
    assert [("diabetes-14", due.isoformat(), "cancelled")] == rows(till, sql)


def test_a_contact_that_is_due_anyway_is_not_doubled_but_not_later_than_two_weeks(
    shop: Shop,
) -> None:
    till = shop(("task", "k-1", a_due(days=60)))[0]
    taken(till, "glucose_fasting", {"glucose_mmol_e1": 35})
    assert [(on(14),)] == rows(till, "SELECT due_on FROM task WHERE customer = 'c-1'")


def test_a_reading_out_of_range_is_not_recorded(till: TestStore) -> None:
    found = till.run(
        lambda uow: readings.record(
            uow, customer_id="c-1", code="glucose_fasting", items={"glucose_mmol_e1": 3}
        )
    )
    assert isinstance(found, list)
    assert [] == groups(till)


def test_a_note_keeps_what_is_said_and_not_what_is_denied(till: TestStore) -> None:
    made = till.run(
        lambda uow: visits.note(
            uow, customer_id="c-1", text=" 头晕，无乏力 ", side_effects=["rash"], words=WORDS
        )
    )
    assert isinstance(made, Noted)
    (kept,) = till.read(lambda uow: uow.visits.of_customer("c-1", 9))
    assert ("头晕，无乏力", ("rash",), ("dizzy",)) == (kept.note, kept.side_effects, kept.keywords)
    undone = till.run(lambda uow: visits.undo_note(uow, customer_id="c-1", visit_id=made.visit))
    assert None is undone
    assert [] == till.read(lambda uow: uow.visits.of_customer("c-1", 9))


@pytest.mark.parametrize(("text", "code"), [("  ", "NOTE_MISSING"), ("长" * 501, "NOTE_TOO_LONG")])
def test_a_note_has_something_to_say_and_is_a_line(till: TestStore, text: str, code: str) -> None:
    found = till.run(lambda uow: visits.note(uow, customer_id="c-1", text=text))
    assert isinstance(found, list)
    assert code == found[0].code


def test_a_complaint_needs_no_customer(till: TestStore) -> None:
    made = till.run(lambda uow: visits.complain(uow, about="waiting"))
    assert isinstance(made, str)
    assert [("waiting", "open", None)] == rows(
        till, "SELECT about, status, customer FROM complaint"
    )
    till.run(lambda uow: visits.withdraw_complaint(uow, complaint_id=made))
    assert [("closed",)] == rows(till, "SELECT status FROM complaint")
    wrong = till.run(lambda uow: visits.complain(uow, about="weather"))
    assert [FieldProblem("about", "COMPLAINT_ABOUT_MISSING")] == wrong


def given(till: TestStore, customer: str = "c-1") -> list[bool]:
    found = till.read(lambda uow: consents.stands(uow, customer_id=customer))
    return [one.is_given for one in found]


def say(till: TestStore, customer: str = "c-1", **words: bool) -> Any:
    said = {Purpose(name): value for name, value in words.items()}
    return till.run(
        lambda uow: consents.say(uow, customer_id=customer, words=said, text_version="2025-1")
    )


def test_each_purpose_has_a_word_of_its_own_and_a_mistake_is_undone(till: TestStore) -> None:
    assert [False, False, False] == given(till)
    say(till, health_file=True, reminders=True)
    assert [True, True, False] == given(till)
    made = say(till, reminders=False)
    assert [True, False, False] == given(till)
    undone = till.run(lambda uow: consents.undo(uow, customer_id="c-1", consent_ids=made))
    assert None is undone
    assert [True, True, False] == given(till)


def test_under_14_a_guardian_says_yes(shop: Shop) -> None:
    child = a_customer(7, birth_on="2018-01-01")
    till = shop(("customer", "c-7", child))[0]
    assert Refusal("CONSENT_NEEDS_GUARDIAN") == say(till, "c-7", health_file=True)
    assert isinstance(say(till, "c-7", marketing=False), tuple)
    said = till.run(
        lambda uow: consents.say(
            uow,
            customer_id="c-7",
            words={Purpose.HEALTH_FILE: True},
            text_version="2025-1",
            guardian="c-1",
        )
    )
    assert isinstance(said, tuple)
    assert [True, False, False] == given(till, "c-7")


def test_a_file_that_may_only_be_kept_takes_nothing(shop: Shop) -> None:
    till = shop(("customer", "c-8", a_customer(8, restricted=True)))[0]
    code = "CUSTOMER_RESTRICTED"
    for work in (
        lambda uow: readings.record(uow, customer_id="c-8", code="x", items={}),
        lambda uow: visits.note(uow, customer_id="c-8", text="x"),
        lambda uow: visits.complain(uow, about="other", customer_id="c-8"),
        lambda uow: consents.say(uow, customer_id="c-8", words={}, text_version="1"),
    ):
        assert code == till.run(work).code
    assert [] == groups(till)


NO_MEDICINE = {
    "type": "conflict",
    "when": "'t2dm' in conditions && size(taken) == 0",
    "ask": {"zh_CN": "有糖尿病史，没有在用药？"},
    "replies": [
        {"code": "none_yet", "words": {"zh_CN": "尚未用药"}},
        {"code": "will_ask", "words": {"zh_CN": "下次再问"}, "again_days": 14},
    ],
}


def diabetic(shop: Shop) -> TestStore:
    """Return a till where the file of c-1 contradicts itself."""
    asked = ("rule", "no-medicine", a_rule("no-medicine", content=NO_MEDICINE))
    return shop(asked, ("customer", "c-1", a_customer(1, conditions=["t2dm"])))[0]


def answer(till: TestStore, code: str) -> Any:
    (asked,) = card(till).conflicts
    return till.run(
        lambda uow: conflicts.reply(
            uow, customer_id="c-1", rule_id=asked.rule, key=asked.key, code=code
        )
    )


def test_a_contradiction_is_asked_until_it_is_answered_and_again_after_an_undo(shop: Shop) -> None:
    till = diabetic(shop)
    assert ["no-medicine"] == [one.rule for one in card(till).conflicts]
    made = answer(till, "none_yet")
    assert isinstance(made, str)
    assert ((), ()) == (card(till).conflicts, card(till).events)
    assert [["observation", "audit"]] == groups(till)
    assert None is till.run(lambda uow: conflicts.undo(uow, answer_id=made))
    assert 1 == len(card(till).conflicts)
    gone = till.run(lambda uow: conflicts.undo(uow, answer_id="nothing"))
    assert Refusal("CONFLICT_GONE") == gone


def test_an_answer_nobody_offered_is_refused(shop: Shop) -> None:
    assert Refusal("CONFLICT_GONE") == answer(diabetic(shop), "perhaps")


def test_a_note_stands_on_the_timeline(till: TestStore) -> None:
    till.run(lambda uow: visits.note(uow, customer_id="c-1", text="漏服", side_effects=["rash"]))
    (event,) = card(till).events
    assert ("visit", "漏服", ("rash",)) == (event.kind, event.note, event.side_effects)


def test_the_card_says_what_the_tier_stands_on_and_when_the_next_pack_is_due(shop: Shop) -> None:
    content = {"a_spend_fen": 300_000, "a_visits_a_month": 4, "window_days": 365}
    body = {
        "version": 1,
        "status": "live",
        "ring": "all",
        "valid_from": "2025-01-01",
        "content": content,
        "key_id": "c1",
    }
    policy = ("tier_policy", "abc", config.sign("tier_policy", "abc", body, CONTENT_KEY))
    till = shop(policy, a_sale(1, -40), a_sale(2, -10))[0]
    found = card(till)
    assert found.standing is not None
    assert (2, False) == (found.standing.visits, found.standing.is_a)
    assert 299_999 < found.standing.missing_fen + found.standing.spent_fen
    (item,) = found.medicines
    assert item.refill is not None
    assert item.run_out_on == item.refill.due_on
