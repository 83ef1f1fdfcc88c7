"""A customer fills a form in on their own phone, the page's own script runs here, and what it shows
is scanned back without any network.
"""

from __future__ import annotations

import json
from typing import Any, Final

import pytest
from PySide6.QtWidgets import QApplication

from terminal.domain import self_fill as rules
from terminal.domain.consent import Purpose, latest
from terminal.domain.problems import Refusal
from terminal.domain.self_fill import Piece, Question
from terminal.services import self_fill
from terminal.services.self_fill import Accepted, Handed, Waiting
from tests.builders import SESSION, TestStore
from tests.fakes.phone import Phone
from tests.integration.services.shop import audited, everything, ops

QUESTIONS: Final = (
    Question("name", "姓名", "text"),
    Question("conditions", "慢病", "many", (("htn", "高血压"), ("t2dm", "2 型糖尿病"))),
    Question("health", "同意吗？", "one", (("yes", "同意"), ("no", "不同意"))),
)
SAID: Final = {
    "name": "合成顾客 1 号改",
    "birth": "1958-01-03",
    "sex": "f",
    "conditions": ["htn"],
    "allergies": "青霉素、无，虾",
    "health": "yes",
}


@pytest.fixture(scope="module")
def phone(qapp: QApplication) -> Phone:
    # The whole kind of application: a test that follows in the same process may need windows.
    assert qapp is not None
    return Phone()


def hand_out(till: TestStore, customer: str = "c-1") -> Handed:
    made = till.run(
        lambda uow: self_fill.hand_out(
            uow, customer_id=customer, questions=QUESTIONS, language="zh_CN"
        ),
        SESSION,
    )
    assert isinstance(made, Handed)
    return made


def pieces_of(codes: list[str]) -> list[Piece]:
    found = [rules.piece(one) for one in codes]
    assert None not in found
    return [one for one in found if one is not None]


def scan(till: TestStore, codes: list[str]) -> Any:
    pieces = pieces_of(codes)
    return till.run(lambda uow: self_fill.arrive(uow, pieces=pieces), SESSION)


def test_the_form_travels_in_the_part_of_the_address_that_is_never_sent(
    till: TestStore, phone: Phone
) -> None:
    made = hand_out(till)
    address, _, fragment = made.url.partition("#")
    assert address.endswith("/fill")
    form = json.loads(phone.run(f"JSON.stringify(readForm({fragment!r}))").toString())
    assert (1, "zh_CN", "姓名") == (form["v"], form["l"], form["q"][0][1])
    assert made.url not in repr(made)


def test_what_the_phone_shows_is_read_back_and_taken_over_with_one_key(
    till: TestStore, phone: Phone
) -> None:
    codes = phone.fill(hand_out(till).url, SAID)
    assert codes is not None
    came = scan(till, [phone.shown(one).lower() for one in codes])
    assert isinstance(came, Waiting)
    assert {"c-1"} == {came.customer}
    conflicts = {one.code for one in came.lines if one.is_conflict}
    stands = dict.fromkeys(conflicts, self_fill.TAKE)
    assert "name" in conflicts
    refused = till.run(lambda uow: self_fill.accept(uow, record=came.id, stands={}), SESSION)
    assert Refusal("SELF_FILL_ASKS") == refused
    done = till.run(lambda uow: self_fill.accept(uow, record=came.id, stands=stands), SESSION)
    assert isinstance(done, Accepted)
    one = till.read(lambda uow: uow.customers.get("c-1"))
    assert ("合成顾客 1 号改", "1958-01-03", "f") == (one.name, one.birth_on.isoformat(), one.sex)
    assert {"青霉素", "虾"} <= {each.substance for each in one.allergies}
    assert "htn" in one.conditions
    said = till.read(lambda uow: latest(uow.consents.of_customer("c-1")))[Purpose.HEALTH_FILE]
    assert (True, "qr") == (said.given, said.how)
    assert () == till.read(self_fill.inbox)


def test_undo_gives_the_file_back_as_it_was_and_the_answer_waits_again(
    till: TestStore, phone: Phone
) -> None:
    before = till.read(lambda uow: uow.customers.get("c-1"))
    came = scan(till, phone.fill(hand_out(till).url, SAID) or [])
    stands = {one.code: self_fill.TAKE for one in came.lines if one.is_conflict}
    done = till.run(lambda uow: self_fill.accept(uow, record=came.id, stands=stands), SESSION)
    assert None is till.run(lambda uow: self_fill.undo(uow, accepted=done), SESSION)
    after = till.read(lambda uow: uow.customers.get("c-1"))
    assert (before.name, before.birth_on, before.allergies, before.conditions) == (
        after.name,
        after.birth_on,
        after.allergies,
        after.conditions,
    )
    assert [came.id] == [one.id for one in till.read(self_fill.inbox)]


def test_without_a_yes_no_health_data_gets_into_the_file(till: TestStore, phone: Phone) -> None:
    held = till.read(lambda uow: uow.customers.get("c-2"))
    for health in ("no", ""):
        answers = {"conditions": ["t2dm"], "allergies": "头孢", "health": health}
        came = scan(till, phone.fill(hand_out(till, "c-2").url, answers) or [])
        till.run(lambda uow, came=came: self_fill.accept(uow, record=came.id, stands={}), SESSION)
    one = till.read(lambda uow: uow.customers.get("c-2"))
    assert (held.conditions, held.allergies) == (one.conditions, one.allergies)
    assert "头孢" not in "".join(map(str, ops(till)))


def test_a_secret_counts_once_and_for_its_own_hand_out_only(till: TestStore, phone: Phone) -> None:
    first, second = hand_out(till), hand_out(till, "c-2")
    codes = phone.fill(first.url, SAID) or []
    came = scan(till, codes)
    assert came == scan(till, codes), "the same codes again are the same answer"
    till.run(lambda uow: self_fill.put_away(uow, record=came.id), SESSION)
    assert Refusal("SELF_FILL_UNKNOWN") == scan(till, codes)
    (mine,) = pieces_of(codes)
    other = Piece(second.id, mine.at, mine.of, mine.data)
    refused = till.run(lambda uow: self_fill.arrive(uow, pieces=[other]), SESSION)
    assert Refusal("SELF_FILL_DAMAGED") == refused


def test_much_text_takes_two_codes_in_any_order_and_more_is_not_made(
    till: TestStore, phone: Phone
) -> None:
    long = {**SAID, "allergies": "、".join(f"药{n:02d}" for n in range(18)), "note": "长" * 60}
    codes = phone.fill(hand_out(till).url, long) or []
    assert 2 == len(codes)
    assert isinstance(scan(till, codes[::-1]), Waiting)
    assert None is phone.fill(hand_out(till).url, {"note": "长" * 400})


@pytest.mark.parametrize("place", [0, 3, 6, 17, 30, -1])
def test_a_code_that_was_changed_is_no_answer(till: TestStore, phone: Phone, place: int) -> None:
    (code, *_) = phone.fill(hand_out(till).url, SAID) or []
    other = "B" if code[place] != "B" else "C"
    at = place % len(code)
    changed = rules.piece(code[:at] + other + code[at + 1 :])
    if changed is not None:
        found = till.run(lambda uow: self_fill.arrive(uow, pieces=[changed]), SESSION)
        assert isinstance(found, Refusal)
    assert () == till.read(self_fill.inbox)


def test_nothing_of_an_answer_gets_into_the_log_of_deeds(till: TestStore, phone: Phone) -> None:
    came = scan(till, phone.fill(hand_out(till).url, SAID) or [])
    till.run(lambda uow: self_fill.put_away(uow, record=came.id), SESSION)
    assert ["self_fill.handed", "self_fill.came", "self_fill.put_away"] == [
        action for action, _ in audited(till)
    ]
    assert "青霉素、虾" not in everything(till)
