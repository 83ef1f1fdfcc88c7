"""A customer gets a card and a family pharmacist at the counter, without HQ."""

from __future__ import annotations

from dataclasses import replace

from terminal.domain.consent import Purpose, latest
from terminal.domain.problems import Refusal
from terminal.domain.signup import in_force
from terminal.domain.staff import Role
from terminal.services import counter, signups, temporary_cards
from terminal.services.counter import CardFound
from terminal.services.signups import FAMILY_PHARMACIST, SignedUp
from terminal.services.temporary_cards import CardFacts
from tests.builders import SESSION, TestStore, a_customer
from tests.integration.services.conftest import Shop
from tests.integration.services.shop import CODE, TODAY, audited, ops
from ui.printing import codes, papers

CLERK = replace(SESSION, actor="staff-2", role=Role.CLERK)


def test_who_has_no_card_gets_a_number_of_this_store_that_a_scan_finds(till: TestStore) -> None:
    made = till.run(lambda uow: temporary_cards.card(uow, customer_id="c-2"), CLERK)
    assert isinstance(made, CardFacts)
    assert (True, 12, "99") == (made.is_temporary, len(made.number), made.number[:2])
    found = till.run(lambda uow: counter.resolve(uow, payload=made.number), SESSION)
    assert isinstance(found, CardFound)
    assert "c-2" == found.card.id
    again = till.run(lambda uow: temporary_cards.card(uow, customer_id="c-2"), SESSION)
    assert (made, 1) == (again, len(ops(till, "external_id")))
    assert made.number not in repr(made)


def test_a_card_of_this_store_fits_its_paper_and_hqs_number_stays_hqs(till: TestStore) -> None:
    made = till.run(lambda uow: temporary_cards.card(uow, customer_id="c-1"), SESSION)
    assert (CODE, False) == (made.number, made.is_temporary)
    assert [] == ops(till, "external_id")
    temporary = till.run(lambda uow: temporary_cards.card(uow, customer_id="c-2"), SESSION)
    printed = papers.MemberCard(temporary.number, temporary.number, temporary.masked_name)
    assert 1 == len(papers.member_sheets([printed], temporary.shop, is_single=True))
    assert codes.code_128(temporary.number)


def test_a_pharmacist_signs_up_for_a_year_and_takes_it_back(till: TestStore) -> None:
    made = till.run(lambda uow: signups.sign_up(uow, customer_id="c-1"), SESSION)
    assert isinstance(made, SignedUp)
    assert (TODAY, 365) == (made.on, (made.until_on - made.on).days)
    stands = till.read(lambda uow: in_force(uow.signups.of_customer("c-1"), uow.today))
    assert {FAMILY_PHARMACIST} == set(stands)
    said = till.read(lambda uow: latest(uow.consents.of_customer("c-1")))
    assert said[Purpose.SIGNUP].given
    again = till.run(lambda uow: signups.sign_up(uow, customer_id="c-1"), SESSION)
    assert Refusal("SIGNUP_STANDS") == again
    assert None is till.run(lambda uow: signups.undo(uow, signed=made), SESSION)
    assert {} == till.read(lambda uow: in_force(uow.signups.of_customer("c-1"), uow.today))
    once_more = till.run(lambda uow: signups.undo(uow, signed=made), SESSION)
    assert Refusal("SIGNUP_GONE") == once_more


def test_only_who_is_responsible_signs_up_and_a_child_needs_a_guardian(shop: Shop) -> None:
    till, _ = shop(("customer", "c-7", a_customer(7, birth_on="2019-01-01")))
    refused = till.run(lambda uow: signups.sign_up(uow, customer_id="c-1"), CLERK)
    assert Refusal("NOT_RESPONSIBLE") == refused
    child = till.run(lambda uow: signups.sign_up(uow, customer_id="c-7"), SESSION)
    assert Refusal("CONSENT_NEEDS_GUARDIAN") == child
    assert ([], []) == (ops(till, "signup"), audited(till))
