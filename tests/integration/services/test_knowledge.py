"""The knowledge desk on the real store: answers held against a file, questions, learning."""

from __future__ import annotations

from typing import Any

import pytest

from terminal.domain.knowledge import Learned
from terminal.domain.problems import Refusal
from terminal.services import knowledge, leaflets
from terminal.services.leaflets import Leaflet
from tests import desk_builders as desk
from tests.builders import TestStore, a_customer, a_medicine, a_ticket
from tests.integration.services.conftest import Shop
from tests.integration.services.shop import DAY_MS, at, on, rows

ANSWER = {**desk.CONTENTS["article"], "against": ["ckd", "青霉素类"], "conditions": ["t2dm"]}
CARD = {**desk.CONTENTS["article"], "kind": "card"}


@pytest.fixture
def till(shop: Shop) -> TestStore:
    """A till with an answer, a card, and somebody with a bad kidney."""
    person = a_customer(8, conditions=["t2dm", "ckd"])
    return shop(
        ("customer", "c-8", person),
        ("article", "a-1", desk.a_config("article", "a-1", ANSWER)),
        ("article", "a-2", desk.a_config("article", "a-2", CARD)),
    )[0]


def read(till: TestStore, customer: str | None = None) -> knowledge.KnowledgeDesk:
    found = till.read(lambda uow: knowledge.desk(uow, customer_id=customer))
    assert isinstance(found, knowledge.KnowledgeDesk)
    return found


def test_an_answer_is_held_against_the_file_at_the_counter(till: TestStore) -> None:
    found = read(till, "c-8")
    (answer,) = found.index.articles
    assert found.about is not None
    assert ("ckd",) == found.about.against(answer)
    assert found.about.concerns(answer)
    other = read(till, "c-2").about
    assert other is not None
    assert () == other.against(answer)
    assert None is read(till).about


def test_what_somebody_has_at_home_is_named_by_ingredient(shop: Shop) -> None:
    sale = a_ticket("c-8", business_day=on(-5), sold_at=at(-5))
    medicine = a_medicine(substitute_group="metformin|0.5 g")
    records = ("customer", "c-8", a_customer(8)), ("medicine", "m-1", medicine)
    till, _ = shop(*records, ("ticket", "t-8", sale))
    about = read(till, "c-8").about
    assert about is not None
    assert {"metformin": (medicine["generic"],)} == about.at_home


def test_a_question_goes_to_hq(till: TestStore) -> None:
    made = till.run(lambda uow: knowledge.ask(uow, text=" 胰岛素怎么保存？ ", customer_id="c-8"))
    assert isinstance(made, str)
    (asked,) = read(till).questions
    assert ("胰岛素怎么保存？", "c-8", None) == (asked.text, asked.customer, asked.answer)
    for text, code in (("  ", "QUESTION_MISSING"), ("问" * 501, "NOTE_TOO_LONG")):
        wrong = till.run(lambda uow, text=text: knowledge.ask(uow, text=text))
        assert isinstance(wrong, list)
        assert code == wrong[0].code


def test_a_card_counts_once_a_month(till: TestStore) -> None:
    first: Any = till.run(lambda uow: knowledge.learn(uow, card_id="a-2"))
    again: Any = till.run(lambda uow: knowledge.learn(uow, card_id="a-2"))
    assert isinstance(first, Learned)
    assert first == again
    assert [(1,)] == rows(till, "SELECT count(*) FROM learning")
    assert {"a-2"} == set(read(till).learned)
    for gone in ("a-1", "nothing"):
        refused = till.run(lambda uow, gone=gone: knowledge.learn(uow, card_id=gone))
        assert Refusal("CARD_GONE") == refused


def test_what_was_not_known_is_noted_once_a_day_and_does_not_count(till: TestStore) -> None:
    def say(*, is_known: bool) -> Learned:
        made = till.run(lambda uow: knowledge.learn(uow, card_id="a-2", is_known=is_known))
        assert isinstance(made, Learned)
        return made

    first, again = say(is_known=False), say(is_known=False)
    assert (first, False, 0) == (again, again.is_known, again.score_e2)
    assert ([], ["a-2"]) == (list(read(till).learned), list(read(till).not_known))
    till.clock.advance(ms=DAY_MS)
    assert ([], []) == (list(read(till).not_known), list(read(till).learned)), "of yesterday"
    assert first.id != say(is_known=False).id
    known = say(is_known=True)
    assert (True, 100) == (known.is_known, known.score_e2)
    assert (["a-2"], []) == (list(read(till).learned), list(read(till).not_known))
    assert [(3,)] == rows(till, "SELECT count(*) FROM learning")


def hand_out(till: TestStore, article: str) -> Leaflet | Refusal:
    made = till.run(lambda uow: leaflets.leaflet(uow, article_id=article))
    assert isinstance(made, Leaflet | Refusal)
    return made


def test_an_answer_is_handed_out_in_the_stores_name_and_noted_without_a_customer(
    till: TestStore,
) -> None:
    made = hand_out(till, "a-1")
    assert isinstance(made, Leaflet)
    assert ("a-1", True) == (made.article.id, bool(made.shop))
    noted = rows(till, "SELECT entity_kind, entity FROM audit WHERE action LIKE 'leaflet.%'")
    assert [("article", "a-1")] == noted


def test_cards_and_answers_whose_time_is_over_do_not_leave(shop: Shop) -> None:
    over = {**ANSWER, "expires_on": "2025-01-01"}
    till = shop(
        ("article", "a-2", desk.a_config("article", "a-2", CARD)),
        ("article", "a-3", desk.a_config("article", "a-3", over)),
    )[0]
    for gone in ("a-2", "a-3", "nothing"):
        assert Refusal("ANSWER_GONE") == hand_out(till, gone)


def test_the_leaflet_that_a_rule_calls_for_is_told_with_the_open_file(shop: Shop) -> None:
    rule = {
        "type": "label",
        "title": {"zh_CN": "糖尿病发单页"},
        "when": "'t2dm' in conditions",
        "leaflet": "a-4",
    }
    leaflet = {**desk.CONTENTS["article"], "kind": "leaflet"}
    till = shop(
        ("customer", "c-8", a_customer(8, conditions=["t2dm"])),
        ("article", "a-4", desk.a_config("article", "a-4", leaflet)),
        ("rule", "r-4", desk.a_config("rule", "r-4", rule)),
    )[0]
    assert frozenset({"a-4"}) == read(till, "c-8").called_for
    assert frozenset() == read(till).called_for
