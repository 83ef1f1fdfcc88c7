"""Files that HQ joined, at the till: one card with what stands in either, and a no of either."""

from __future__ import annotations

from datetime import date

from terminal.domain.consent import Purpose, latest
from terminal.domain.customer import UNNAMED, Allergy, Customer, united
from terminal.services import consents, counter
from terminal.services.counter import CardFound
from tests.builders import SESSION, TestStore, a_customer, a_stamp, load
from tests.integration.services.conftest import Shop

PENICILLIN = {"substance": "合成青霉素", "note": ""}
SULFA = {"substance": "合成磺胺", "note": "皮疹"}
STAYS = a_customer(8, name="合成留档", phones=["15400000008"], allergies=[SULFA], sex=None)
GONE = a_customer(
    7,
    name="合成旧档",
    phones=["15400000007"],
    allergies=[PENICILLIN, SULFA],
    conditions=["t2dm"],
    sex="m",
    silent=True,
    canonical_id="c-8",
)


def word(till: TestStore, customer: str) -> dict[str, bool]:
    said = till.read(lambda uow: latest(uow.consents.of_customer(customer)))
    return {purpose: one.given for purpose, one in said.items()}


def say(till: TestStore, customer: str, *, given: bool) -> None:
    """Somebody says yes or no to reminders, an hour after what was done before."""
    till.clock.advance(ms=3_600_000)
    said = till.run(
        lambda uow: consents.say(
            uow,
            customer_id=customer,
            words={Purpose.REMINDERS: given},
            text_version=consents.SPOKEN,
        ),
        SESSION,
    )
    assert isinstance(said, tuple)


def test_a_card_of_joined_files_shows_what_stands_in_either(shop: Shop) -> None:
    till, _ = shop(("customer", "c-7", GONE), ("customer", "c-8", STAYS))
    for asked in ("c-7", "c-8"):
        found = till.read(lambda uow, one=asked: uow.customers.get(one))
        assert ("c-8", "合成留档", "m") == (found.id, found.name, found.sex)
        assert {Allergy("合成青霉素"), Allergy("合成磺胺", "皮疹")} == set(found.allergies)
        assert {"15400000008", "15400000007"} == set(found.phones)
        assert "t2dm" in found.conditions
        assert ("合成旧档",) == found.aliases
        assert found.silent, "who wants no messages gets none"
    card = till.run(lambda uow: counter.card(uow, customer_id="c-7"), SESSION)
    assert isinstance(card, CardFound)
    assert {"合成青霉素", "合成磺胺"} == {one.substance for one in card.card.allergies}


def test_files_that_hq_takes_apart_are_two_again(shop: Shop) -> None:
    till, own = shop(("customer", "c-7", GONE), ("customer", "c-8", STAYS))
    own.change("customer", "c-7", {**GONE, "canonical_id": None})
    load(till, own)
    found = till.read(lambda uow: uow.customers.many(["c-7", "c-8"]))
    assert ["c-7", "c-8"] == [found[one].id for one in ("c-7", "c-8")]
    assert (Allergy("合成磺胺", "皮疹"),) == found["c-8"].allergies
    assert not found["c-8"].silent


def test_a_no_in_either_file_holds_until_the_person_is_asked_again(shop: Shop) -> None:
    apart = {**GONE, "canonical_id": None}
    till, own = shop(("customer", "c-8", STAYS), ("customer", "c-7", apart))
    say(till, "c-7", given=False)
    say(till, "c-8", given=True)
    assert {"reminders": True} == word(till, "c-8")
    till.clock.advance(ms=3_600_000)
    own.change("customer", "c-7", GONE, stamp=a_stamp(till.clock.now_ms()))
    load(till, own)
    assert {"reminders": False} == word(till, "c-8")
    both = till.read(lambda uow: uow.consents.of_people(["c-8", "c-9"]))
    assert {"c-8": 2} == {one: len(words) for one, words in both.items()}
    say(till, "c-8", given=True)
    assert {"reminders": True} == word(till, "c-8")


def test_what_one_file_says_alone_stands_as_before(shop: Shop) -> None:
    till, _ = shop(("customer", "c-8", STAYS), ("customer", "c-7", GONE))
    say(till, "c-8", given=False)
    say(till, "c-8", given=True)
    assert {"reminders": True} == word(till, "c-8")


def test_uniting_loses_nothing_and_a_no_wins() -> None:
    stays = Customer("a", UNNAMED, allergies=(Allergy("合成甲"),), household="h-1")
    other = Customer(
        "b", "合成乙名", birth_on=date(1958, 1, 3), allergies=(Allergy("合成乙"),),
        household="h-2", restricted=True, aliases=("合成曾用",),
    )  # fmt: skip
    wrong = Customer("c", "合成误建", allergies=(Allergy("合成丙"),), withdrawn=True)
    made = united(stays, [other, wrong])
    assert ("a", "合成乙名", ("合成曾用",)) == (made.id, made.name, made.aliases)
    assert (Allergy("合成甲"), Allergy("合成乙")) == made.allergies
    assert (date(1958, 1, 3), "h-1", True) == (made.birth_on, made.household, made.restricted)
    assert stays == united(stays, [])
