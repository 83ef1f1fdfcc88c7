"""Two files that look like one person's are shown beside each other; what is said goes to HQ."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from terminal.domain.customer import UNNAMED
from terminal.domain.problems import Refusal
from terminal.domain.staff import Role
from terminal.services import pairs
from terminal.services.pairs import Decided, Pair
from tests.builders import SESSION, TestStore, a_customer
from tests.integration.services.conftest import Shop
from tests.integration.services.shop import HOUSEHOLD, audited, ops
from ui.pairs.states import FIRST

PHONE = "15400007788"
WANG = a_customer(7, name="王秀兰", phones=[PHONE], birth_on="1958-01-03")
AGAIN = a_customer(8, name="王秀蓝", phones=[PHONE], birth_on="1958-01-03")
CLERK = replace(SESSION, actor="staff-2", role=Role.CLERK)


def listed(till: TestStore) -> tuple[Pair, ...]:
    found = till.read(pairs.suggestions)
    assert isinstance(found, tuple)
    return tuple(one for one in found if one.first.customer == "c-7")


def say(till: TestStore, pair: Pair, *, is_same: bool) -> Any:
    return till.run(lambda uow: pairs.decide(uow, pair=pair, is_same=is_same), SESSION)


def test_one_person_twice_is_shown_masked_with_reasons_and_a_household_is_not(shop: Shop) -> None:
    wife = a_customer(9, name="林美玲", phones=[PHONE], birth_on="1960-05-05")
    people = (("customer", "c-7", WANG), ("customer", "c-8", AGAIN), ("customer", "c-9", wife))
    till, _ = shop(*people)
    (pair,) = listed(till)
    assert ("c-7", "c-8", 95) == (pair.first.customer, pair.second.customer, pair.score)
    assert ("王*兰", "7788") == (pair.first.masked_name, pair.first.phone_tail)
    assert {"IMPORT_NAME_SOUNDS", "IMPORT_SAME_PHONE", "IMPORT_SAME_BIRTH"} == set(pair.reasons)
    assert HOUSEHOLD not in repr(pair)
    assert [] == audited(till)


def test_the_same_name_and_birth_without_a_phone_in_common_is_a_pair(shop: Shop) -> None:
    other = {**WANG, "phones": ["15400001111"]}
    till, _ = shop(("customer", "c-7", WANG), ("customer", "c-8", other))
    assert [75] == [one.score for one in listed(till)]


def test_what_is_said_goes_to_hq_is_not_asked_again_and_is_taken_back(shop: Shop) -> None:
    till, _ = shop(("customer", "c-7", WANG), ("customer", "c-8", AGAIN))
    (pair,) = listed(till)
    made = say(till, pair, is_same=True)
    assert isinstance(made, Decided)
    (fact,) = [op["fact"] for op in ops(till, "external_id")]
    assert ("same_person", "c-7", "c-8", 100) == (
        fact["system"],
        fact["entity"],
        fact["value"],
        fact["confidence_e2"],
    )
    assert () == listed(till)
    assert None is till.run(lambda uow: pairs.undo(uow, decided=made), SESSION)
    assert [pair] == list(listed(till))
    again = till.run(lambda uow: pairs.undo(uow, decided=made), SESSION)
    assert Refusal("PAIR_GONE") == again
    assert isinstance(say(till, pair, is_same=False), Decided)
    assert () == listed(till)


def test_only_who_is_responsible_decides(shop: Shop) -> None:
    till, _ = shop(("customer", "c-7", WANG), ("customer", "c-8", AGAIN))
    (pair,) = listed(till)
    refused = till.run(lambda uow: pairs.decide(uow, pair=pair, is_same=True), CLERK)
    assert Refusal("NOT_RESPONSIBLE") == refused
    assert [] == ops(till)


def test_files_that_hq_joined_are_no_pair(shop: Shop) -> None:
    joined = {**AGAIN, "canonical_id": "c-7"}
    till, _ = shop(("customer", "c-7", WANG), ("customer", "c-8", joined))
    assert () == listed(till)
    assert Refusal("PAIR_GONE") == say(till, FIRST, is_same=True)


def test_a_file_begun_without_a_name_is_held_against_its_phone(shop: Shop) -> None:
    unnamed = a_customer(8, name=UNNAMED, phones=[PHONE], birth_on=None)
    till, _ = shop(("customer", "c-7", WANG), ("customer", "c-8", unnamed))
    (pair,) = listed(till)
    assert ("IMPORT_SAME_PHONE",) == pair.reasons
