"""The one thing that a file lacks, and who speaks for a child, on the real store."""

from __future__ import annotations

from typing import Any

import pytest

from sync.protocol.cycle import DeviceState
from terminal.domain.card import CustomerCard
from terminal.domain.consent import Purpose
from terminal.domain.customer import Allergy
from terminal.domain.missing import Missing, MissingField
from terminal.domain.problems import Refusal
from terminal.services import consents, counter, file_fields
from terminal.services.counter import CardFound
from terminal.services.file_fields import Filled, Given
from tests import desk_builders as desk
from tests.builders import TestStore, a_customer, a_medicine, a_ticket
from tests.integration.services.conftest import Shop
from tests.integration.services.shop import Record, at, audited, on

BARE: dict[str, Any] = {
    "conditions": [],
    "allergies": [],
    "birth_on": None,
    "sex": None,
    "tags": [],
}


def person(**changes: Any) -> Record:
    body = {name: one for name, one in a_customer(8, **(BARE | changes)).items() if one is not None}
    return "customer", "c-8", body


def card(till: TestStore) -> CustomerCard:
    found = till.run(lambda uow: counter.card(uow, customer_id="c-8"))
    assert isinstance(found, CardFound)
    return found.card


def lacking(till: TestStore) -> list[str]:
    return [one.key for one in card(till).file.missing]


def fill(till: TestStore, field: Missing, given: Given, about: str = "") -> Any:
    asked = MissingField(field, about)
    return till.run(lambda uow: file_fields.fill(uow, customer_id="c-8", field=asked, given=given))


def filled(till: TestStore, field: Missing, given: Given, about: str = "") -> Filled:
    made = fill(till, field, given, about)
    assert isinstance(made, Filled)
    return made


def undo(till: TestStore, made: Filled) -> Refusal | None:
    left: Refusal | None = till.run(
        lambda uow: file_fields.undo(uow, customer_id="c-8", filled=made)
    )
    return left


def test_what_can_hurt_is_asked_for_before_what_is_only_useful(shop: Shop) -> None:
    sale = a_ticket("c-8", business_day=on(-5), sold_at=at(-5))
    till, _ = shop(person(), ("ticket", "t-8", sale))
    assert ["allergies", "health_file", "condition diabetes", "birth", "sex"] == lacking(till)


def test_who_agreed_to_be_reminded_is_asked_how_to_be_reached(shop: Shop) -> None:
    till, _ = shop(person(phones=[]), ("consent", "k-1", desk.a_consent("c-8")))
    assert ["allergies", "birth", "phone", "sex", "channel"] == lacking(till)


@pytest.mark.parametrize(
    ("field", "given", "name", "value"),
    [
        (Missing.BIRTH, Given("１９５８年3月9日"), "age", 67),
        (Missing.BIRTH, Given("19580309"), "age", 67),
        (Missing.SEX, Given(choice=1), "sex", "female"),
        (Missing.ALLERGIES, Given("青霉素 皮疹"), "allergies", (Allergy("青霉素", "皮疹"),)),
    ],
)
def test_an_answer_stands_in_the_file_and_undo_takes_it_out(
    shop: Shop, field: Missing, given: Given, name: str, value: object
) -> None:
    till, _ = shop(person())
    before = getattr(card(till), name)
    made = filled(till, field, given)
    assert value == getattr(card(till), name)
    assert str(field) not in lacking(till)
    assert ("file.filled", "c-8") in audited(till)
    assert None is undo(till, made)
    assert before == getattr(card(till), name)
    assert str(field) in lacking(till)


def test_a_phone_and_a_way_to_be_reached_are_taken_down(shop: Shop) -> None:
    till, _ = shop(person(phones=[]), ("consent", "k-1", desk.a_consent("c-8")))
    filled(till, Missing.PHONE, Given("+86 154-0000-0088"))
    filled(till, Missing.CHANNEL, Given(choice=3))
    assert ("0088", "wecom") == (card(till).phone_tail, card(till).file.reach.channel)


def test_none_known_is_an_answer_that_the_card_tells_and_nobody_asks_for_again(
    shop: Shop,
) -> None:
    till, _ = shop(person())
    made = filled(till, Missing.ALLERGIES, Given(choice=1))
    assert "allergies" not in lacking(till)
    assert card(till).file.has_no_allergies
    assert () == card(till).events
    assert None is undo(till, made)
    assert "allergies" in lacking(till)
    assert not card(till).file.has_no_allergies


@pytest.mark.parametrize(
    ("note", "allergies", "warns"),
    [
        ("青霉素过敏；血压高", [], True),
        ("青霉素过敏", [{"substance": "青霉素", "note": ""}], False),
        ("否认药物过敏", [], False),
        ("下午来", [], False),
    ],
)
def test_what_an_old_table_remarked_is_read_on_the_card(
    shop: Shop, note: str, allergies: list[dict[str, str]], warns: bool
) -> None:
    till, _ = shop(person(note=note, allergies=allergies))
    file = card(till).file
    assert (note, warns) == (file.note, file.notes_allergy)


@pytest.mark.parametrize(("note", "warns"), [("青霉素过敏；血压高", True), ("血压高", False)])
def test_while_reading_is_locked_a_remark_that_speaks_of_an_allergy_is_told_without_its_words(
    shop: Shop, note: str, *, warns: bool
) -> None:
    till, _ = shop(person(note=note, allergies=[]))
    till.run(lambda uow: uow.sync.note_hub_state(DeviceState.DRAINING))
    found = card(till)
    assert (True, "", warns) == (found.is_locked, found.file.note, found.file.notes_allergy)


def test_of_a_file_that_is_only_kept_a_remark_that_speaks_of_an_allergy_is_told_too(
    shop: Shop,
) -> None:
    till, _ = shop(person(note="青霉素过敏", allergies=[], restricted=True))
    found = card(till)
    assert found.is_restricted
    assert ("", True) == (found.file.note, found.file.notes_allergy)


def test_a_condition_comes_with_whose_word_it_is_or_is_denied(shop: Shop) -> None:
    sale = a_ticket("c-8", business_day=on(-5), sold_at=at(-5))
    till, _ = shop(person(), ("ticket", "t-8", sale), ("medicine", "m-1", a_medicine()))
    made = filled(till, Missing.CONDITION, Given(choice=1), "diabetes")
    (label,) = card(till).file.labels
    assert ("diabetes", "staff") == (label.code, label.owner)
    assert None is undo(till, made)
    assert () == card(till).file.labels
    filled(till, Missing.CONDITION, Given(choice=2), "diabetes")
    assert () == card(till).file.labels
    assert "condition diabetes" not in lacking(till)


@pytest.mark.parametrize(
    ("field", "given", "code"),
    [
        (Missing.BIRTH, Given("下周"), "FIELD_BIRTH"),
        (Missing.BIRTH, Given("1958-02-30"), "FIELD_BIRTH"),
        (Missing.BIRTH, Given("2099-01-01"), "FIELD_BIRTH"),
        (Missing.PHONE, Given("1234"), "FIELD_PHONE"),
        (Missing.ALLERGIES, Given(" "), "FIELD_ALLERGY"),
        (Missing.SEX, Given(choice=3), "FIELD_CHOICE"),
        (Missing.CONDITION, Given(), "FIELD_CHOICE"),
        (Missing.HEALTH_FILE, Given(choice=1), "FIELD_CHOICE"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_written(
    shop: Shop, field: Missing, given: Given, code: str
) -> None:
    till, _ = shop(person())
    (problem,) = fill(till, field, given)
    assert code == problem.code
    assert [] == audited(till)


def test_a_file_that_may_only_be_kept_is_not_filled(shop: Shop) -> None:
    till, _ = shop(person(restricted=True))
    assert Refusal("CUSTOMER_RESTRICTED") == fill(till, Missing.SEX, Given(choice=1))


def a_family(shop: Shop) -> TestStore:
    home = {"household": "h-1"}
    return shop(
        person(birth_on=on(-365 * 9), **home),
        ("customer", "c-9", a_customer(9, birth_on="1980-01-01", **home)),
        ("customer", "c-10", a_customer(10, birth_on=on(-365 * 7), **home)),
    )[0]


def say(till: TestStore, guardian: str | None) -> Any:
    words = {Purpose.REMINDERS: True}
    return till.run(
        lambda uow: consents.say(
            uow, customer_id="c-8", words=words, text_version="t", guardian=guardian
        )
    )


def test_a_guardian_chosen_with_a_consent_stands_in_the_childs_file(shop: Shop) -> None:
    till = a_family(shop)
    assert ["c-9"] == [one.customer for one in card(till).file.guardians]
    assert Refusal("CONSENT_NEEDS_GUARDIAN") == say(till, None)
    said = say(till, "c-9")
    file = card(till).file
    assert (False, ()) == (file.needs_guardian, file.guardians)
    assert {"c-9"} == {one.guardian for one in file.said if one.is_given}
    till.run(lambda uow: consents.undo(uow, customer_id="c-8", consent_ids=said))
    assert card(till).file.needs_guardian


@pytest.mark.parametrize("guardian", ["c-8", "c-10", "c-404"])
def test_neither_the_child_nor_another_child_nor_a_stranger_speaks(
    shop: Shop, guardian: str
) -> None:
    till = a_family(shop)
    assert Refusal("CONSENT_NEEDS_GUARDIAN") == say(till, guardian)
    assert [] == audited(till)
