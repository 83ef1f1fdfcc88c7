"""What HQ's own systems load: signed, in streams, and only once."""

from __future__ import annotations

from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from sync.hub.errors import InputError
from sync.hub.hub import Hub
from sync.protocol import chain, config
from tests.hub_fixtures import OTHER_STORE, FakeTime, count, load_lines, new_till

PERSON = {
    "k": "customer", "id": "c-1", "stores": ["0018"],
    "b": {"name": "测试甲", "phones": ["15400000001"], "tier": "gold", "synthetic": True},
}  # fmt: skip
CARD = {
    "k": "member_code", "id": "m-1", "b": {"customer": "c-1", "code": "88", "status": "active"},
}  # fmt: skip
CLERK = {"k": "staff", "id": "f-1", "b": {"name": "测试员", "role": "clerk", "active": True}}
RULE = {
    "k": "rule", "id": "r-1",
    "b": {
        "version": 1, "status": "live", "ring": "all", "valid_from": "2026-01-01", "content": {},
    },
}  # fmt: skip


def test_records_reach_the_tills_they_are_for(hub: Hub) -> None:
    own, other = new_till(hub), new_till(hub, OTHER_STORE.id)
    done = load_lines(hub, PERSON, CARD, {**CLERK, "stores": ["0018", "0022"]}, RULE)
    assert (4, 4, 0) == (done.read, sum(done.changed.values()), done.linked)
    own.read_all()
    other.read_all()
    assert {"g": [("rule", "r-1")]} == {"g": list(other.rows["g"])}
    assert [("staff", "f-1")] == list(other.records("s:0022"))
    assert {("customer", "c-1"), ("member_code", "m-1"), ("staff", "f-1")} == set(
        own.records("s:0018")
    )
    assert PERSON["b"] == own.body("customer", "c-1")


def test_loading_the_same_again_changes_nothing(hub: Hub, fake_time: FakeTime) -> None:
    till = new_till(hub)
    load_lines(hub, PERSON, CARD, RULE)
    before = till.read_all().pages
    fake_time.ms += 1_000
    done = load_lines(hub, PERSON, CARD, RULE)
    assert (3, {}) == (done.read, done.changed)
    assert [page.ck for page in before] == [page.ck for page in till.read_all().pages]


def test_what_a_till_wrote_survives_the_same_file_and_yields_to_a_new_one(
    hub: Hub, fake_time: FakeTime
) -> None:
    till = new_till(hub)
    load_lines(hub, PERSON)
    till.read_all()
    till.sync(till.save(("customer", "c-1", {"set": {"name": "测试乙", "note": "n"}}), base=1))
    load_lines(hub, PERSON)
    till.read_all()
    assert "测试乙" == (till.body("customer", "c-1") or {})["name"]
    changed = {**PERSON, "b": {"name": "测试丙", "phones": ["15400000002"]}}
    fake_time.ms += 1
    load_lines(hub, changed)
    till.read_all()
    expected = {
        "name": "测试丙", "note": "n", "tier": "gold", "synthetic": True,
        "phones": ["15400000001", "15400000002"],
    }  # fmt: skip
    assert expected == till.body("customer", "c-1")


def test_a_rule_is_signed_with_the_content_key(hub: Hub) -> None:
    till = new_till(hub)
    load_lines(hub, RULE)
    till.read_all()
    body = till.body("rule", "r-1") or {}
    key = Ed25519PublicKey.from_public_bytes(chain.from_text(hub.keys.trust.content))
    config.verify("rule", "r-1", body, key)
    assert "content" == body["key_id"]


def test_a_store_added_later_gets_the_customer_with_its_records(hub: Hub) -> None:
    other = new_till(hub, OTHER_STORE.id)
    load_lines(hub, PERSON, CARD)
    done = load_lines(hub, {**PERSON, "stores": ["0018", "0022"]})
    assert 1 == done.linked
    other.read_all()
    assert {("customer", "c-1"), ("member_code", "m-1")} == set(other.records("s:0022"))
    assert 0 == load_lines(hub, {**PERSON, "stores": ["0018", "0022"]}).linked


def test_a_line_twice_in_a_batch_is_the_later_one(hub: Hub) -> None:
    till = new_till(hub)
    load_lines(hub, PERSON, {**PERSON, "b": {"name": "测试丁"}})
    till.read_all()
    assert "测试丁" == (till.body("customer", "c-1") or {})["name"]
    assert 2 == till.rows["s:0018"]["customer", "c-1"]["rev"]


def test_more_than_a_batch_is_loaded_whole(hub: Hub) -> None:
    till = new_till(hub)
    people = [{**PERSON, "id": f"c-{n}", "b": {"name": "测试"}} for n in range(5_001)]
    assert 5_001 == load_lines(hub, *people).changed["customer"]
    till.read_all(rows=2_000)
    assert 5_001 == len(till.records("s:0018"))
    assert till.recount("s:0018") == till.marks["s:0018"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "line 2: no canonical JSON"),
        ('{"k": "customer"}', "line 2: needs k, id and b"),
        ({**PERSON, "k": "parcel"}, "line 2: this kind or id cannot be loaded"),
        ({**PERSON, "k": "audit"}, "line 2: this kind or id cannot be loaded"),
        ({**PERSON, "id": ""}, "line 2: this kind or id cannot be loaded"),
        ({**PERSON, "id": "c-2", "stores": []}, "line 2: customer needs stores"),
        ({**PERSON, "b": {"name": 1}}, "line 2: customer with a bad field name"),
        ({**PERSON, "b": {"name": "a\x00"}}, "line 2: no canonical JSON"),
        ({**PERSON, "b": {"name": "a", "height": 1.8}}, "line 2: no canonical JSON"),
        (
            {**CARD, "b": {"customer": "c-9", "code": "8", "status": "x"}},
            "line 2: member_code names an unknown customer",
        ),
    ],
)
def test_a_bad_line_is_named_without_its_content_and_nothing_of_its_batch_stays(
    hub: Hub, line: Any, said: str
) -> None:
    with pytest.raises(InputError) as caught:
        load_lines(hub, PERSON, line)
    assert said == str(caught.value)
    assert 1 == count(hub, "record")  # Who works there.
