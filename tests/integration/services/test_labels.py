"""Labels put on and taken off by hand, on the real store."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest

from terminal.domain.consent import Purpose
from terminal.domain.problems import Refusal
from terminal.domain.staff import Role, Session
from terminal.domain.tag import tag_id
from terminal.services import consents, labels
from terminal.services.customer_card import card_of
from terminal.services.labels import Choice, Turned
from tests import desk_builders as desk
from tests.builders import TestStore, a_customer
from tests.integration.services.conftest import Shop

RULES = "医保慢特病"


def a_label(customer: str, code: str, owner: str, **more: Any) -> tuple[str, str, dict[str, Any]]:
    body = desk.a_tag(customer=customer, code=code, owner=owner, active=True, **more)
    return "tag", tag_id(customer, code, owner), body


@pytest.fixture
def till(shop: Shop) -> TestStore:
    made, _ = shop(
        ("customer", "c-1", a_customer(1, tags=["老街坊"])),
        ("customer", "c-2", a_customer(2, tags=[])),
        ("customer", "c-3", a_customer(3, tags=[], restricted=True)),
        a_label("c-1", RULES, "rule", source=None, reason=None),
        a_label("c-2", "night_shift", "staff", source=None, reason="夜班"),
    )
    return made


def offered(till: TestStore, customer: str = "c-1") -> dict[str, Choice]:
    found = till.run(partial(labels.choices, customer_id=customer))
    assert not isinstance(found, Refusal)
    return {one.word: one for one in found}


def turn(till: TestStore, word: str, customer: str = "c-1") -> Turned | Refusal:
    one = offered(till, customer)[word]
    work = partial(labels.turn, customer_id=customer, code=one.code, word=word, is_on=not one.is_on)
    done: Turned | Refusal = till.run(work)
    return done


def shown(till: TestStore, customer: str = "c-1") -> list[tuple[str, str]]:
    def look(uow: Any) -> list[tuple[str, str]]:
        found = uow.customers.get(customer)
        file = card_of(uow, found).file
        return [(one.code, one.owner) for one in file.labels if one.kind == "tag"]

    found: list[tuple[str, str]] = till.read(look)
    return found


def test_what_is_on_comes_first_then_what_new_files_and_this_store_use(till: TestStore) -> None:
    found = offered(till)
    words = list(found)
    assert {"老街坊", RULES} == set(words[:2])
    assert {"慢病用药", "孕妇", "夜班"} <= set(words[2:])
    assert ("yeban", "yb") == found["夜班"].letters[1:]
    ours = {one.word: one.is_ours for one in found.values()}
    assert (False, False, True) == (ours["老街坊"], ours[RULES], ours["夜班"])


def test_a_label_is_put_on_taken_off_and_each_is_taken_back(till: TestStore) -> None:
    before = shown(till)
    put = turn(till, "夜班")
    assert isinstance(put, Turned)
    assert put.is_on
    assert {("夜班", "staff")} == set(shown(till)) - set(before)
    assert tag_id("c-1", "night_shift", "staff") == put.record
    off = turn(till, "夜班")
    assert isinstance(off, Turned)
    assert (False, before) == (off.is_on, shown(till))
    assert None is till.run(partial(labels.undo, turned=off))
    assert ("夜班", "staff") in shown(till)
    assert None is till.run(partial(labels.undo, turned=put))
    assert before == shown(till)
    again = turn(till, "夜班")
    assert isinstance(again, Turned)
    assert ("夜班", "staff") in shown(till)
    done = [row[0] for row in till.read(lambda uow: uow._db.execute("SELECT action FROM audit"))]
    assert ["label.on", "label.off", "label.undone"] == [
        one for one in dict.fromkeys(done) if one.startswith("label.")
    ]


def test_what_a_rule_put_on_is_not_taken_off_by_hand(till: TestStore) -> None:
    for word in (RULES, "老街坊"):
        assert Refusal("LABEL_NOT_STAFFS", {"label": word}) == turn(till, word)
    work = partial(labels.turn, customer_id="c-2", code="night_shift", word="夜班", is_on=True)
    assert Refusal("LABEL_IS_ON", {"label": "夜班"}) == till.run(work)


def test_who_refused_a_health_file_gets_no_new_label_and_loses_old_ones(till: TestStore) -> None:
    no = {Purpose.HEALTH_FILE: False}
    till.run(partial(consents.say, customer_id="c-2", words=no, text_version=consents.SPOKEN))
    assert consents.HEALTH_REFUSED == turn(till, "孕妇", "c-2")
    assert isinstance(turn(till, "夜班", "c-2"), Turned)
    assert [] == shown(till, "c-2")


def test_nobody_signed_in_and_a_kept_file_are_refused(till: TestStore) -> None:
    nobody = Session("system", Role.SYSTEM, "testdev1", "0018")
    look = partial(labels.choices, customer_id="c-1")
    assert Refusal("NOT_SIGNED_IN") == till.run(look, nobody)
    assert isinstance(till.run(partial(labels.choices, customer_id="c-3")), Refusal)
    assert Refusal("CUSTOMER_NOT_HERE") == till.run(partial(labels.choices, customer_id="c-9"))
