"""Two files that are one person's: what staff say, what HQ decides, and what tills then see."""

from __future__ import annotations

from typing import Any

import pytest

from sync.hub import links
from sync.hub.errors import InputError
from sync.hub.hub import Hub
from sync.hub.persons import Persons
from sync.hub.records import Key
from tests.hub_fixtures import OTHER_STORE, FakeTime, ScriptedTill, load_lines, new_till

ALLERGIC = {"substance": "合成青霉素", "note": ""}
FIRST = {
    "k": "customer", "id": "c-1", "stores": ["0018"],
    "b": {"name": "测试甲", "phones": ["15400000001"], "allergies": [ALLERGIC]},
}  # fmt: skip
SECOND: dict[str, Any] = {
    "k": "customer", "id": "c-2", "stores": ["0022"],
    "b": {"name": "测试乙", "phones": ["15400000001"]},
}  # fmt: skip
THIRD = {"k": "customer", "id": "c-3", "stores": ["0023"], "b": {"name": "测试丙"}}
CARD = {
    "k": "member_code", "id": "m-1", "b": {"customer": "c-1", "code": "88", "status": "active"},
}  # fmt: skip
MINUTE_MS = 60_000
FAMILY = {"phones": ["15400000001"], "birth_on": "1960-05-05"}


@pytest.fixture
def tills(hub: Hub) -> tuple[ScriptedTill, ScriptedTill]:
    first, second = new_till(hub), new_till(hub, OTHER_STORE.id)
    load_lines(hub, FIRST, SECOND, THIRD, CARD)
    return first, second


@pytest.fixture
def persons(hub: Hub) -> Persons:
    return Persons(hub.storage, hub.outside)


def word(till: ScriptedTill, record: str, *, same: bool = True, **more: Any) -> None:
    body = {
        "entity_kind": "customer", "entity": "c-1", "system": "same_person", "value": "c-2",
        "how": "staff", "confidence_e2": 100 if same else 0, "customer": "c-1",
        "at": till.hub.outside.now_ms(), "by": "staff-1", **more,
    }  # fmt: skip
    till.sync(till.save(("external_id", record, {"fact": body})))


def seen(till: ScriptedTill) -> dict[str, str | None]:
    """Return the files that a till has, and which each leads to."""
    till.read_all()
    found = till.records(f"s:{till.store}")
    there = sorted(one for kind, one in found if kind == "customer")
    return {one: (till.body("customer", one) or {}).get("canonical_id") for one in there}


def pairs(persons: Persons, **how: bool) -> list[tuple[str, str, bool]]:
    return [(one.first.key.id, one.second.key.id, one.is_open) for one in persons.listed(**how)]


def whole(*tills: ScriptedTill) -> None:
    """Every till's rows add up to what HQ says of its stream."""
    for till in tills:
        answer = till.read_all()
        for page in answer.pages:
            assert page.ck is None or till.recount(page.s) == (page.ck.n, page.ck.sum)


def test_what_staff_say_is_listed_with_both_sides_until_hq_decides(
    tills: tuple[ScriptedTill, ScriptedTill], persons: Persons, fake_time: FakeTime
) -> None:
    first, _ = tills
    first.read_all()
    word(first, "x-0", same=False, value="c-3")
    word(first, "x-1")
    (pair,) = persons.listed()
    assert (("0018",), ("0022",)) == (pair.first.stores, pair.second.stores)
    assert [("staff-1", True)] == [(one.by, one.is_same) for one in pair.words]
    assert [ALLERGIC] == pair.first.body["allergies"]
    fake_time.ms += MINUTE_MS
    assert persons.join("c-1", "c-2", by="hq-1")
    assert [] == pairs(persons)
    assert ("c-1", "c-2", False) in pairs(persons, open_only=False)


def test_what_staff_took_back_is_asked_of_nobody(
    tills: tuple[ScriptedTill, ScriptedTill], persons: Persons
) -> None:
    first, _ = tills
    first.read_all()
    word(first, "x-1")
    word(first, "x-2", undoes="x-1")
    assert [] == pairs(persons, open_only=False)


def test_joined_files_are_seen_as_a_whole_by_every_store_of_either(
    tills: tuple[ScriptedTill, ScriptedTill], persons: Persons
) -> None:
    first, second = tills
    assert ({"c-1": None}, {"c-2": None}) == (seen(first), seen(second))
    assert persons.join("c-1", "c-2")
    assert {"c-1": "c-2", "c-2": None} == seen(first) == seen(second)
    assert "88" == (second.body("member_code", "m-1") or {})["code"]
    assert [ALLERGIC] == (second.body("customer", "c-1") or {})["allergies"]
    whole(first, second)


def test_joining_again_changes_nothing(
    hub: Hub, tills: tuple[ScriptedTill, ScriptedTill], persons: Persons
) -> None:
    assert persons.join("c-1", "c-2")
    before = [page.ck for till in tills for page in till.read_all().pages]
    assert not persons.join("c-1", "c-2")
    assert not persons.join("c-2", "c-1"), "they are one already"
    assert before == [page.ck for till in tills for page in till.read_all().pages]


def test_what_each_side_enters_afterwards_stands_under_its_own_file(
    tills: tuple[ScriptedTill, ScriptedTill], persons: Persons
) -> None:
    first, second = tills
    seen(first)
    away = first.save(("customer", "c-1", {"add": [{"f": "conditions", "v": "t2dm"}]}))
    assert persons.join("c-1", "c-2")
    first.sync(away)
    assert {"c-1": "c-2", "c-2": None} == seen(second)
    assert ["t2dm"] == (second.body("customer", "c-1") or {})["conditions"]


def test_taking_it_back_leaves_every_store_what_it_had(
    tills: tuple[ScriptedTill, ScriptedTill], persons: Persons, fake_time: FakeTime
) -> None:
    first, second = tills
    first.read_all()
    word(first, "x-1")
    before = first.body("customer", "c-1")
    persons.join("c-1", "c-2")
    assert {"c-1": "c-2", "c-2": None} == seen(first)
    fake_time.ms += MINUTE_MS
    persons.undo("c-2", "c-1")
    assert ({"c-1": None}, {"c-2": None}) == (seen(first), seen(second))
    assert before == first.body("customer", "c-1")
    whole(first, second)
    assert [("c-1", "c-2", True)] == pairs(persons), "what the staff said still stands"
    with pytest.raises(InputError, match="decided nothing"):
        persons.undo("c-1", "c-2")


def test_a_store_that_saw_both_before_goes_on_seeing_both(
    hub: Hub, tills: tuple[ScriptedTill, ScriptedTill], persons: Persons
) -> None:
    first, second = tills
    hub.storage.run(lambda tx: links.link(tx, Key("0022", "customer", "c-2"), "s:0018"))
    persons.join("c-1", "c-2")
    persons.undo("c-1", "c-2")
    assert ({"c-1": None, "c-2": None}, {"c-2": None}) == (seen(first), seen(second))


def test_a_third_file_joins_the_one_that_stayed_and_all_are_seen_everywhere(
    hub: Hub, tills: tuple[ScriptedTill, ScriptedTill], persons: Persons, fake_time: FakeTime
) -> None:
    first, second = tills
    persons.join("c-1", "c-2")
    fake_time.ms += MINUTE_MS
    with pytest.raises(InputError, match="c-1 is joined to c-2"):
        persons.join("c-1", "c-3")
    assert persons.join("c-3", "c-1")
    assert {"c-1": "c-2", "c-2": None, "c-3": "c-2"} == seen(first) == seen(second)
    with pytest.raises(InputError, match="c-3 was joined to c-2 since"):
        persons.undo("c-1", "c-2")
    persons.undo("c-3", "c-2")
    persons.undo("c-1", "c-2")
    assert ({"c-1": None}, {"c-2": None}) == (seen(first), seen(second))


def test_two_people_is_a_word_too_and_is_reopened_by_whoever_says_otherwise_later(
    tills: tuple[ScriptedTill, ScriptedTill], persons: Persons, fake_time: FakeTime
) -> None:
    first, second = tills
    seen(first)
    word(first, "x-1")
    fake_time.ms += MINUTE_MS
    assert persons.part("c-1", "c-2")
    assert not persons.part("c-2", "c-1")
    assert [] == pairs(persons)
    first.read_all()
    said = [one for kind, one in first.records("s:0018") if kind == "external_id"]
    hqs = [first.body("external_id", one) or {} for one in said]
    assert {("staff", 100), ("hq", 0)} == {(b["how"], b["confidence_e2"]) for b in hqs}
    assert {"c-2": None} == seen(second)
    fake_time.ms += MINUTE_MS
    word(first, "x-2")
    assert [("c-1", "c-2", True)] == pairs(persons)


def test_no_till_can_speak_for_hq_or_take_back_what_it_said(
    tills: tuple[ScriptedTill, ScriptedTill], persons: Persons, fake_time: FakeTime
) -> None:
    first, second = tills
    seen(first)
    word(first, "x-1", how="hq", linked=[["c-2", "s:0022"], ["c-1", "s:0018"]])
    assert [("c-1", "c-2", True)] == pairs(persons)
    with pytest.raises(InputError, match="decided nothing"):
        persons.undo("c-1", "c-2")
    persons.join("c-1", "c-2")
    first.read_all()
    (said,) = [w for w in persons.show("c-1", "c-2").words if w.is_hqs]
    fake_time.ms += MINUTE_MS
    word(first, "x-2", undoes=said.key.id)
    assert said in persons.show("c-1", "c-2").words
    persons.undo("c-1", "c-2")
    assert ({"c-1": None}, {"c-2": None}) == (seen(first), seen(second))


@pytest.mark.parametrize("field", ["restricted", "withdrawn"])
def test_a_file_that_may_not_be_used_is_joined_to_none(
    hub: Hub, tills: tuple[ScriptedTill, ScriptedTill], persons: Persons, field: str
) -> None:
    load_lines(hub, {**SECOND, "b": {**SECOND["b"], field: True}})
    with pytest.raises(InputError, match="may not be used"):
        persons.join("c-1", "c-2")
    assert {"c-1": None} == seen(tills[0])


def test_what_cannot_be_joined_is_said(
    tills: tuple[ScriptedTill, ScriptedTill], persons: Persons
) -> None:
    with pytest.raises(InputError, match="no customer c-9"):
        persons.join("c-1", "c-9")
    with pytest.raises(InputError, match="two files"):
        persons.join("c-1", "c-1")
    persons.join("c-1", "c-2")
    with pytest.raises(InputError, match="undo that first"):
        persons.part("c-1", "c-2")


def test_hq_finds_what_no_till_can_see_and_forgets_what_was_decided(
    hub: Hub, tills: tuple[ScriptedTill, ScriptedTill], persons: Persons
) -> None:
    shared = {"phones": ["15400000001"], "birth_on": "1958-01-03"}
    again = {**SECOND, "b": {"name": "测试甲", **shared}}
    wife = {"k": "customer", "id": "c-4", "stores": ["0018"], "b": {"name": "测试丁", **FAMILY}}
    load_lines(hub, again, wife)
    (found,) = persons.likely()
    assert ("c-1", "c-2", 70) == (found.first.key.id, found.second.key.id, found.score)
    assert ("IMPORT_SAME_NAME", "IMPORT_SAME_PHONE") == found.reasons
    assert [] == pairs(persons), "what HQ finds is nobody's word"
    load_lines(hub, {**THIRD, "b": {"name": "测试甲", "birth_on": "1958-01-03"}})
    assert [("c-2", "c-3", 75), ("c-1", "c-2", 70)] == [
        (one.first.key.id, one.second.key.id, one.score) for one in persons.likely()
    ]
    persons.part("c-2", "c-3")
    persons.join("c-1", "c-2")
    assert [] == persons.likely()
    persons.undo("c-1", "c-2")
    load_lines(hub, {**again, "b": {**again["b"], "withdrawn": True}})
    assert [] == persons.likely(), "a file made by mistake is nobody's"
