"""A file is begun at the counter with a phone and a key or two, and whom it may be is said."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from terminal.domain.consent import Purpose, latest
from terminal.domain.customer import UNNAMED
from terminal.domain.enrolment import Draft
from terminal.domain.problems import FieldProblem, Refusal
from terminal.domain.staff import Role
from terminal.services import counter, enrolment
from terminal.services.counter import CardFound
from terminal.services.enrolment import Enrolled, Likely
from tests.builders import SESSION, TestStore, a_customer
from tests.integration.services.conftest import Shop
from tests.integration.services.shop import HOUSEHOLD, audited, groups, ops

PHONE = "15400007788"


def begin(till: TestStore, draft: Draft) -> Any:
    return till.run(lambda uow: enrolment.enrol(uow, draft=draft), SESSION)


def who(till: TestStore, **typed: Any) -> tuple[Likely, ...]:
    draft = Draft(**typed)
    found: tuple[Likely, ...] = till.read(lambda uow: enrolment.likely(uow, draft=draft))
    return found


def test_a_phone_and_what_is_bought_make_a_file_that_the_next_search_finds(till: TestStore) -> None:
    made = begin(till, Draft(phone="１５４ 0000-7788", kind="buys_chronic"))
    assert isinstance(made, Enrolled)
    assert (UNNAMED, ("慢病用药",)) == (made.masked_name, made.labels)
    found = till.run(lambda uow: counter.look_up(uow, text="7788"), SESSION)
    assert isinstance(found, CardFound)
    assert made.customer == found.card.id
    assert [["customer", "customer", "tag", "audit"]] == groups(till)[:1]


def test_everything_that_was_said_is_one_save(till: TestStore) -> None:
    draft = Draft(
        phone=PHONE,
        name="合成新客",
        birth="1960。3。1",
        kind="buys_chronic",
        templates=frozenset({"pregnant", "elder"}),
        words={Purpose.HEALTH_FILE: True, Purpose.MARKETING: False},
    )
    made = begin(till, draft)
    assert isinstance(made, Enrolled)
    assert 1 == len(groups(till))
    one = till.read(lambda uow: uow.customers.get(made.customer))
    assert ("合成新客", "f", "1960-03-01") == (one.name, one.sex, one.birth_on.isoformat())
    assert {"慢病用药", "孕妇", "老人"} == set(one.tags)
    said = till.read(lambda uow: latest(uow.consents.of_customer(made.customer)))
    assert {Purpose.HEALTH_FILE: True, Purpose.MARKETING: False} == {
        purpose: word.given for purpose, word in said.items()
    }
    codes = till.read(lambda uow: {one.code for one in uow.tags.of_customer(made.customer)})
    assert {"buys_chronic", "pregnant", "elder"} == codes


def test_a_clerk_enrols_too_and_nobody_does_who_is_not_signed_in(till: TestStore) -> None:
    draft = Draft(phone=PHONE, kind="buys_other")
    refused = till.run(lambda uow: enrolment.enrol(uow, draft=draft), None)
    assert Refusal("NOT_SIGNED_IN") == refused
    clerk = replace(SESSION, actor="staff-2", role=Role.CLERK)
    assert isinstance(till.run(lambda uow: enrolment.enrol(uow, draft=draft), clerk), Enrolled)


@pytest.mark.parametrize(
    ("draft", "problems"),
    [
        (Draft(), {("phone", "ENROL_NOBODY"), ("kind", "ENROL_KIND_MISSING")}),
        (Draft(phone="1540000", kind="buys_other"), {("phone", "ENROL_PHONE_UNREADABLE")}),
        (Draft(phone=PHONE, birth="13月", kind="buys_care"), {("birth", "ENROL_BIRTH_UNREADABLE")}),
        (Draft(name="？？", kind="buys_care", phone=PHONE), {("name", "ENROL_NAME_UNREADABLE")}),
        (
            Draft(
                phone=PHONE,
                kind="buys_acute",
                templates=frozenset({"child"}),
                words={Purpose.REMINDERS: True},
            ),
            {("guardian", "CONSENT_NEEDS_GUARDIAN")},
        ),
    ],
)
def test_what_cannot_be_saved_is_said_field_by_field_and_nothing_is_saved(
    till: TestStore, draft: Draft, problems: set[tuple[str, str]]
) -> None:
    found = begin(till, draft)
    assert isinstance(found, tuple)
    assert all(isinstance(one, FieldProblem) for one in found)
    assert problems == {(one.name, one.code) for one in found}
    assert [] == ops(till)


def test_for_a_child_the_guardian_speaks_and_stands_in_the_file(till: TestStore) -> None:
    draft = Draft(
        phone=HOUSEHOLD,
        name="合成小朋友",
        birth="2019-05-01",
        kind="buys_acute",
        templates=frozenset({"child"}),
        words={Purpose.HEALTH_FILE: True},
        guardian="c-2",
    )
    made = begin(till, draft)
    assert isinstance(made, Enrolled)
    assert "c-2" == till.read(lambda uow: uow.customers.get(made.customer)).guardian
    (said,) = till.read(lambda uow: uow.consents.of_customer(made.customer))
    assert "c-2" == said.guardian


def test_undo_withdraws_the_file_and_what_was_said_by_further_saves(till: TestStore) -> None:
    words = {Purpose.HEALTH_FILE: True}
    made = begin(till, Draft(phone=PHONE, kind="buys_chronic", words=words))
    before = len(ops(till))
    assert None is till.run(lambda uow: enrolment.undo(uow, enrolled=made), SESSION)
    assert before < len(ops(till))
    found = till.run(lambda uow: counter.look_up(uow, text=PHONE), SESSION)
    assert isinstance(found, Refusal)
    stood = till.read(lambda uow: latest(uow.consents.of_customer(made.customer)))
    assert {} == {one: word for one, word in stood.items() if word.given}
    again = till.run(lambda uow: enrolment.undo(uow, enrolled=made), SESSION)
    assert Refusal("CUSTOMER_NOT_HERE") == again


def test_whoever_has_the_phone_is_shown_masked_and_without_a_name_it_is_as_good_as_sure(
    shop: Shop,
) -> None:
    till, _ = shop(("customer", "c-7", a_customer(7, name="王秀兰", phones=[PHONE])))
    (found,) = who(till, phone="154 0000 7788")
    assert ("c-7", "王*兰", "7788") == (found.hit.id, found.hit.masked_name, found.hit.phone_tail)
    assert found.is_sure
    (other,) = who(till, phone=PHONE, name="李建国")
    assert not other.is_sure
    assert ("IMPORT_SAME_PHONE", "IMPORT_OTHER_NAME") == other.reasons


def test_a_name_that_sounds_the_same_is_found_by_characters_pinyin_and_initials(shop: Shop) -> None:
    till, _ = shop(("customer", "c-7", a_customer(7, name="王秀兰", birth_on="1958-01-03")))
    for name, score in (("王秀兰", 35), ("王秀蓝", 20), ("wangxiulan", 20), ("wxl", 20)):
        (found,) = who(till, name=name)
        assert (name, "c-7", score) == (name, found.hit.id, found.score)
    (sure,) = who(till, name="王秀兰", birth="19580103")
    assert (75, True) == (sure.score, sure.is_sure)
    assert not who(till, name="王秀蓝", birth="1999-01-01")


def test_a_tail_finds_and_a_number_on_its_way_does_not(shop: Shop) -> None:
    till, _ = shop(("customer", "c-7", a_customer(7, phones=["15400001540"])))
    (found,) = who(till, phone="01540")
    assert ("c-7", ("phone_tail",)) == (found.hit.id, found.reasons)
    assert () == who(till, phone="1540")


def test_files_that_may_only_be_kept_or_were_withdrawn_are_not_shown(shop: Shop) -> None:
    till, _ = shop(
        ("customer", "c-7", a_customer(7, phones=[PHONE], restricted=True)),
        ("customer", "c-8", a_customer(8, phones=[PHONE], withdrawn=True)),
    )
    assert () == who(till, phone=PHONE)


def test_looking_for_likely_ones_is_not_opening_and_no_phone_gets_into_the_audit(
    till: TestStore,
) -> None:
    who(till, phone=HOUSEHOLD)
    assert [] == audited(till)
    begin(till, Draft(phone=PHONE, kind="buys_other"))
    assert ["customer.enrolled"] == [action for action, _ in audited(till)]
    assert PHONE not in "".join(str(one) for one in ops(till, "audit"))
