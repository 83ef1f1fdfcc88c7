"""A synthetic store as the hub's loader reads it: order, bodies, ids and codes."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date, datetime, timedelta, timezone
from typing import Any
from uuid import UUID

import pytest

from sync.protocol import canonical
from sync.protocol.config import CONFIG_KINDS
from sync.protocol.kinds import KINDS
from terminal.domain.identifiers import CodeKind, classify, has_check_digit
from terminal.sandbox import identity, names, output
from terminal.sandbox.store import StorePlan, generate

Line = dict[str, Any]
Records = dict[str, dict[str, Line]]


def _small(seed: int = 5, **changed: Any) -> StorePlan:
    values: dict[str, Any] = {
        "seed": seed,
        "store": "0042",
        "customers": 40,
        "as_of": date(2026, 3, 3),
    }
    return StorePlan(**values | changed)


def _bytes(plan: StorePlan) -> bytes:
    return b"".join(map(output.encode, generate(plan)))


def test_the_same_plan_gives_the_same_bytes_and_another_seed_others() -> None:
    assert _bytes(_small()) == _bytes(_small())
    assert _bytes(_small()) != _bytes(_small(6))


@pytest.mark.parametrize(("minutes", "day"), [(24 * 60, 3), (5 * 60 + 30, 3), (5 * 60 + 29, 2)])
def test_nothing_was_reported_later_than_it_is(minutes: int, day: int) -> None:
    made = json.loads(
        "[" + ",".join(one.decode() for one in _bytes(_small(minutes=minutes)).splitlines()) + "]"
    )
    shanghai = timezone(timedelta(hours=8))
    for kind in ("stock", "nearby_stock"):
        at = [one["b"]["as_of_at"] for one in made if one.get("k") == kind]
        last = datetime.fromtimestamp(max(at) / 1000, shanghai)
        assert last <= datetime(2026, 3, day, 5, 30, tzinfo=shanghai)
        assert last.day == day


def test_the_first_line_says_that_all_of_it_is_synthetic(lines: list[Line]) -> None:
    meta = lines[0]["meta"]
    assert {"meta"} == lines[0].keys()
    assert "合成数据" == meta["notice"]
    assert (18, "2026-11-21") == (meta["seed"], meta["as_of"])
    assert [{"id": "0018", "name": "示例 0018 店", "customers": 800}] == meta["stores"]
    assert all("meta" not in line for line in lines[1:])


def test_people_staff_and_medicines_are_marked_synthetic(records: Records) -> None:
    for kind in ("customer", "staff", "medicine"):
        assert {True} == {body["synthetic"] for body in records[kind].values()}


def test_every_body_is_known_to_the_protocol_and_canonical(lines: list[Line]) -> None:
    for line in lines[1:]:
        body = line["b"]
        canonical.check(body)
        if line["k"] in CONFIG_KINDS:
            assert "sig" not in body
            body = body | {"sig": "by the hub"}
        model = KINDS[line["k"]].body.model_validate(body)
        assert not model.model_extra
        assert None not in body.values()


def test_every_id_is_a_stable_uuid_and_used_once(lines: list[Line]) -> None:
    keys = Counter((line["k"], line["id"]) for line in lines[1:])
    assert 1 == max(keys.values())
    for kind, record_id in keys:
        if kind != "rule":
            assert 5 == UUID(record_id).version


def test_what_has_a_subject_follows_its_customer_and_names_no_store(lines: list[Line]) -> None:
    subject, seen = "", []
    for line in lines[1:]:
        kind = KINDS[line["k"]]
        if kind.subject == "id":
            subject = line["id"]
            seen.append(subject)
        elif kind.subject in line["b"]:
            assert subject == line["b"][kind.subject]
        belongs = kind.stream == "store" and line["b"].get(kind.subject or "") is None
        assert (["0018"] if belongs else None) == line.get("stores")
    assert 800 == len(set(seen)) == len(seen)


def test_references_lead_to_records_of_the_set(records: Records) -> None:
    everything = {record_id for kind in records.values() for record_id in kind}
    medicines, staff = records["medicine"], records["staff"]
    names_of_staff = {body["name"] for body in staff.values()}
    for ticket in records["ticket"].values():
        assert ticket["staff_name"] in names_of_staff
        assert all(line["medicine"] in medicines for line in ticket["lines"])
    for stock in records["stock"].values():
        assert stock["medicine"] in medicines
    for body in [*records["observation"].values(), *records["outcome"].values()]:
        assert body["by"] in staff
        assert body.get("task", "") in {"", *records["task"]}
    for task in records["task"].values():
        assert task["anchor"] in everything
        assert task["rule"] in records["rule"]


def test_codes_have_valid_check_digits_and_are_read_as_what_they_are(records: Records) -> None:
    codes = [body["code"] for body in records["member_code"].values()]
    assert len(codes) == len(set(codes))
    for record_id, body in records["member_code"].items():
        assert CodeKind.MEMBER is classify(body["code"]).kind
        assert identity.record_id("member_code", body["code"]) == record_id
    gtins = [gtin for body in records["medicine"].values() for gtin in body["gtins"]]
    assert len(gtins) == len(set(gtins))
    assert all(len(g) == 13 and g.startswith("69") and has_check_digit(g) for g in gtins)
    for body in records["staff"].values():
        assert CodeKind.UNKNOWN is classify(body["badge"]).kind


def test_every_customer_has_one_active_card(records: Records) -> None:
    active = Counter(
        body["customer"] for body in records["member_code"].values() if body["status"] == "active"
    )
    assert dict.fromkeys(records["customer"], 1) == active


def test_every_phone_lies_in_the_range_nobody_has(records: Records) -> None:
    phones = [p for body in records["customer"].values() for p in body.get("phones", ())]
    assert all(re.fullmatch(r"154\d{8}", phone) for phone in phones)
    assert len(set(phones)) > 700


def test_phones_of_different_customers_and_stores_never_meet() -> None:
    found = [identity.phone(18, store, n) for store in ("0001", "0127") for n in range(5000)]
    assert len(found) == len(set(found))
    assert identity.SHOWCASE_PHONE not in found


@pytest.mark.parametrize("number", [-1, 100_000])
def test_a_card_number_out_of_range_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match="number"):
        identity.member_code("0018", number)


def test_receipts_are_numbered_in_the_order_of_the_till(records: Records) -> None:
    tickets = records["ticket"]
    for record_id, body in tickets.items():
        day = body["business_day"]
        assert identity.ticket_id(body["store"], body["pos"], body["receipt_no"], day) == record_id
    by_till: dict[tuple[str, str], list[tuple[str, int]]] = {}
    for body in tickets.values():
        till = (body["business_day"], body["pos"])
        by_till.setdefault(till, []).append((body["receipt_no"], body["sold_at"]))
    for printed in by_till.values():
        times = [at for _, at in sorted(printed)]
        assert sorted(times) == times


def test_a_ticket_adds_up_and_its_days_of_supply_follow_from_the_dose(records: Records) -> None:
    for body in records["ticket"].values():
        paid = sum(line["qty_e4"] * line["price_fen"] for line in body["lines"])
        assert body["total_fen"] * 10_000 == paid
        for line in body["lines"]:
            assert ("days_supply" in line) == (line["ds_source"] != "none")
            if "days_supply" in line:
                units = line["qty_e4"] // 10_000 * line["units_per_pack"]
                assert units * 100 // line["daily_dose_e2"] == line["days_supply"]


def test_the_store_has_its_people_and_shelves(records: Records) -> None:
    staff = records["staff"]
    first = staff[identity.staff_id("0018", 1)]
    assert ("陈药师", "pharmacist") == (first["name"], first["role"])
    assert 3 <= len(staff) <= 5
    assert {"pharmacist", "clerk", "manager"} == {body["role"] for body in staff.values()}
    assert len(staff) == len({body["badge"] for body in staff.values()})
    boxes = [body["qty_e4"] // 10_000 for body in records["stock"].values()]
    assert 3000 == len(boxes)
    assert 0.05 < boxes.count(0) / len(boxes) < 0.11


def test_names_hold_rare_characters_and_middle_dots(records: Records) -> None:
    every = [body["name"] for body in records["customer"].values()]
    for character in names.RARE:
        assert any(character in name for name in every)
    assert sum("·" in name for name in every) >= 3
    assert max(map(len, every)) >= 10


@pytest.mark.parametrize("store", ["18", "00018", "abcd", "００１８"])
def test_a_store_number_has_four_digits(store: str) -> None:
    with pytest.raises(ValueError, match="store"):
        _small(store=store)


@pytest.mark.parametrize("customers", [0, 2, 5001])
def test_a_store_that_cannot_be_made_is_refused(customers: int) -> None:
    with pytest.raises(ValueError, match="customers"):
        _small(customers=customers)


@pytest.mark.parametrize("as_of", [date(2024, 2, 12), date(2026, 2, 18), date(2031, 1, 1)])
def test_any_day_will_do_even_in_the_spring_festival(as_of: date) -> None:
    for line in generate(_small(as_of=as_of, customers=120)):
        if line.get("k") == "ticket":
            assert line["b"]["business_day"] < as_of.isoformat()
