"""What the synthetic store holds beside sales and follow-ups: every kind, in amounts that fit."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from typing import Any

import pytest

from sync.protocol.kinds import KINDS
from terminal.domain.event import attendance_id
from terminal.domain.forms.content import form_from_content
from terminal.domain.identifiers import CodeKind, classify
from terminal.domain.knowledge import article_from_content, learning_id
from terminal.domain.lead import Stage
from terminal.domain.tag import tag_id
from terminal.sandbox.seasons import ZONE
from terminal.sandbox.store import StorePlan, generate

Line = dict[str, Any]
Records = dict[str, dict[str, Line]]
FROM_THE_DESK_ONLY = {"audit", "resolution", "link"}
OF_HQS_KEYS = {"member_key", "revoked_code"}
"""What only whoever has HQ's keys can make."""
DEEDS = {"consent", "visit", "response", "contact", "lead", "lead_stage", "complaint", "question"}
DEEDS |= {"learning", "signup", "attendance", "external_id", "request"}
FEW = ["consent", "visit", "response", "contact", "slot", "lead", "signup", "tag", "attendance"]


def test_every_kind_that_a_till_reads_is_in_the_set(records: Records) -> None:
    assert KINDS.keys() - FROM_THE_DESK_ONLY - OF_HQS_KEYS == records.keys()


@pytest.mark.parametrize(
    ("kind", "least", "most"),
    [
        ("consent", 2.0, 4.0),
        ("tag", 0.4, 1.0),
        ("visit", 0.4, 1.2),
        ("response", 0.2, 0.4),
        ("contact", 0.5, 2.0),
        ("slot", 0.02, 0.12),
        ("lead", 0.08, 0.15),
        ("household", 0.01, 0.05),
        ("complaint", 0.003, 0.02),
        ("request", 0.001, 0.02),
    ],
)
def test_amounts_for_each_customer_are_those_of_a_shop(
    records: Records, kind: str, least: float, most: float
) -> None:
    assert least < len(records[kind]) / len(records["customer"]) < most


def test_ids_that_two_tills_must_agree_on_follow_from_what_they_are_of(records: Records) -> None:
    for key, tag in records["tag"].items():
        assert tag_id(tag["customer"], tag["code"], tag["owner"]) == key
    for key, one in records["attendance"].items():
        assert attendance_id(one["event"], one["customer"], one["code"]) == key
    for key, one in records["learning"].items():
        on = datetime.fromtimestamp(one["at"] / 1000, ZONE).date()
        assert learning_id(one["staff"], one["card"], on) == key


def test_what_names_a_record_names_one_of_the_set(records: Records) -> None:
    customers, staff = records["customer"], records["staff"]
    for customer in customers.values():
        assert customer.get("household", "") in {"", *records["household"]}
        assert customer.get("guardian", "") in {"", *customers}
    for kind in FEW:
        for body in records[kind].values():
            assert body.get("by", next(iter(staff))) in staff
            assert kind == "lead" or body["customer"] in customers
    for stage in records["lead_stage"].values():
        assert stage["lead"] in records["lead"]
        assert stage["stage"] in set(Stage)
    for one in records["response"].values():
        assert one["form"] in records["form"]
    for one in records["learning"].values():
        assert one["card"] in records["article"]
    for one in records["attendance"].values():
        assert one["event"] in records["event"]
    for one in records["external_id"].values():
        assert one["entity"] in records[one["entity_kind"]]
    for one in records["nearby_stock"].values():
        assert one["medicine"] in records["medicine"]
        assert one["store"] in {near["near"] for near in records["neighbour"].values()}


def test_forms_and_articles_can_be_used_and_responses_answer_them(records: Records) -> None:
    forms = {
        key: form_from_content(key, 1, body["content"]) for key, body in records["form"].items()
    }
    for key, body in records["article"].items():
        assert article_from_content(key, 1, body["content"]).is_current(date(2026, 11, 21))
    for response in records["response"].values():
        names = {one.link_id for one in forms[response["form"]].items}
        assert response["items"].keys() <= names


def test_children_have_guardians_who_are_grown_up(records: Records) -> None:
    customers = records["customer"]
    guarded = [one for one in customers.values() if "guardian" in one]
    assert guarded
    for child in guarded:
        adult = customers[child["guardian"]]
        assert adult["birth_on"] < "2012-11-22" <= child["birth_on"]
        assert adult["household"] == child["household"]


def test_nothing_was_done_after_the_day_of_the_set(records: Records) -> None:
    end = datetime(2026, 11, 21, tzinfo=ZONE).timestamp() * 1000
    for kind, found in records.items():
        if kind in DEEDS:
            assert max(body["at"] for body in found.values()) < end, kind


def test_what_a_doctor_prescribed_was_sold_with_batch_trace_code_and_prescription(
    records: Records,
) -> None:
    rx = {key for key, body in records["medicine"].items() if body["rx"] == "rx"}
    sold = [
        (line, ticket["business_day"])
        for ticket in records["ticket"].values()
        for line in ticket["lines"]
    ]
    assert Counter(line["medicine"] in rx for line, _ in sold) == Counter(
        {"batch_no", "expires_on", "trace_codes", "rx_no"} <= line.keys() for line, _ in sold
    )
    assert all(day < line["expires_on"] for line, day in sold if "expires_on" in line)
    codes = [code for line, _ in sold for code in line.get("trace_codes", ())]
    assert {CodeKind.TRACE} == {classify(code).kind for code in codes}
    assert len(codes) == len(set(codes)), "a package is sold once"


def test_products_that_stand_for_one_another_share_ingredient_and_strength(
    records: Records,
) -> None:
    groups: dict[str, set[tuple[str, str]]] = {}
    for body in records["medicine"].values():
        if "substitute_group" in body:
            found = groups.setdefault(body["substitute_group"], set())
            found.add((body["ingredient"], body["strength"]))
    assert {1} == {len(one) for one in groups.values()}
    assert len(groups) > 50


def test_the_smallest_store_has_all_that_does_not_come_by_chance() -> None:
    plan = StorePlan(seed=5, store="0042", customers=3, as_of=date(2026, 3, 3))
    kinds = Counter(line["k"] for line in generate(plan) if "k" in line)
    assert {"event", "lead", "lead_stage", "neighbour", "nearby_stock"} <= kinds.keys()


def test_nothing_sends_a_pharmacist_to_a_pharmacist_or_promises_what_was_refused(
    records: Records,
) -> None:
    answers = [one["content"].get("answer", {}) for one in records["article"].values()]
    assert not [said for said in answers if "药师" in said.get("zh_CN", "")]
    told = [one["content"] for one in records["template"].values()]
    scripts = [one["text"]["zh_CN"] for one in told if one["purpose"] == "script"]
    assert [script for script in scripts if "提醒" in script]
    assert all("同意用药提醒的" in script for script in scripts if "提醒" in script)
