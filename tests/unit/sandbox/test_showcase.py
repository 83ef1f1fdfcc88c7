"""The first customers of a demonstration look as they were drawn, on any day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

import pytest

from terminal.domain import followup, observation
from terminal.domain.customer import age_on, mask_name, mask_phone
from terminal.domain.followup import TaskState
from terminal.domain.observation import ReadingLevel
from terminal.domain.supply import fills_of, supplies
from terminal.domain.ticket import Ticket, TicketLine
from terminal.sandbox import identity
from terminal.sandbox.store import StorePlan, generate

Line = dict[str, Any]
DAYS = [date(2026, 11, 21), date(2026, 3, 1), date(2027, 2, 8), date(2028, 2, 29)]


def _of(lines: list[Line], customer: str) -> dict[str, list[Line]]:
    found: dict[str, list[Line]] = {}
    for line in lines:
        body = line.get("b", {})
        if line.get("id") == customer or body.get("customer") == customer:
            found.setdefault(line["k"], []).append(line)
    return found


@cache
def _store(as_of: date) -> list[Line]:
    return list(generate(StorePlan(seed=3, store="0018", customers=60, as_of=as_of)))


def _tickets(found: dict[str, list[Line]]) -> list[Ticket]:
    return [
        Ticket(
            line["id"],
            date.fromisoformat(line["b"]["business_day"]),
            datetime.fromtimestamp(line["b"]["sold_at"] / 1000, UTC),
            line["b"]["total_fen"],
            line["b"]["pay_kind"],
            line["b"]["staff_name"],
            tuple(
                TicketLine(
                    item["medicine"], item["name"], item["qty_e4"], item["price_fen"],
                    item.get("days_supply"), item["ds_source"],
                )
                for item in line["b"]["lines"]
            ),
        )
        for line in found["ticket"]
    ]  # fmt: skip


@pytest.mark.parametrize("as_of", DAYS)
def test_the_first_customers_file_is_the_drawn_one(as_of: date) -> None:
    lines = _store(as_of)
    customer = next(line for line in lines if line.get("k") == "customer")["b"]
    assert "王*兰" == mask_name(customer["name"])
    assert "154****6021" == mask_phone(customer["phones"][0])
    assert 67 == age_on(date.fromisoformat(customer["birth_on"]), as_of)
    assert ("female", "A") == (customer["sex"], customer["tier"])
    assert ["t2dm", "htn"] == customer["conditions"]
    assert ["慢病管理", "医保慢特病"] == customer["tags"]
    allergies = {a["substance"]: a["note"] for a in customer["allergies"]}
    assert {"青霉素类": "", "头孢克肟": "2024 年皮疹"} == allergies
    reason = {"spend_fen": 346_200, "visits": 31, "as_of_on": as_of.isoformat()}
    assert reason == customer["tier_reason"]


@pytest.mark.parametrize("as_of", DAYS)
def test_she_has_a_health_file_so_that_a_reading_can_be_shown_with_her(as_of: date) -> None:
    said = [line["b"] for line in _of(_store(as_of), identity.customer_id("0018", 1))["consent"]]
    assert {True} == {one["given"] for one in said if one["purpose"] == "health_file"}


@pytest.mark.parametrize("as_of", DAYS)
def test_her_medicines_run_out_as_drawn(as_of: date) -> None:
    lines = _store(as_of)
    found = _of(lines, identity.customer_id("0018", 1))
    known = [s for s in supplies(fills_of(_tickets(found))) if s.days_supply is not None]
    assert [
        ("盐酸二甲双胍片 0.5 g × 60", 10_000, 30, -9),
        ("阿卡波糖片 50 mg × 30", 20_000, 20, 2),
        ("苯磺酸氨氯地平片 5 mg × 28", 20_000, 56, 41),
    ] == [(s.name, s.qty_e4, s.days_supply, s.days_left(as_of)) for s in known]
    shelf = {
        line["b"]["medicine"]: line["b"]["qty_e4"] for line in lines if line.get("k") == "stock"
    }
    assert [240_000, 0, 610_000] == [shelf[s.medicine] for s in known]
    last = _tickets(found)[-1]
    assert (18_640, "insurance", "陈药师") == (last.total_fen, last.pay_kind, last.staff_name)
    assert 30_000 == sum(line.qty_e4 for line in last.lines)


@pytest.mark.parametrize("as_of", DAYS)
def test_her_last_readings_and_open_tasks_are_the_drawn_ones(as_of: date) -> None:
    found = _of(_store(as_of), identity.customer_id("0018", 1))
    readings = sorted((line["b"] for line in found["observation"]), key=lambda b: b["at"])
    latest = {body["code"]: body["items"] for body in readings}
    assert {"glucose_mmol_e1": 84} == latest["glucose_fasting"]
    assert {"systolic_mmhg": 138, "diastolic_mmhg": 86} == latest["blood_pressure"]
    level = observation.level("glucose_fasting", latest["glucose_fasting"])
    assert ReadingLevel.HIGH is level
    outcomes: dict[str, list[tuple[str, str, str | None]]] = {}
    for line in found["outcome"]:
        body = line["b"]
        one = (line["id"], body["code"], body.get("undoes"))
        outcomes.setdefault(body["task"], []).append(one)

    def state(task: str) -> TaskState:
        codes = followup.standing_codes(outcomes.get(task, []))
        return followup.state_of(codes, anchor_open=False)

    due = {
        line["b"]["rule"]: date.fromisoformat(line["b"]["due_on"]) - as_of
        for line in found["task"]
        if state(line["id"]) is TaskState.OPEN
    }
    assert {
        "followup-diabetes-14": timedelta(days=-2),
        "refill-glucose-30": timedelta(days=0),
        "followup-hypertension-30": timedelta(days=14),
    } == due


def test_the_second_has_a_very_long_name_and_the_third_an_empty_card() -> None:
    lines = _store(DAYS[0])
    codes = identity.showcase_codes("0018")
    owner = {
        line["b"]["code"]: line["b"]["customer"] for line in lines if line.get("k") == "member_code"
    }
    assert "320400187737" == codes[0]
    assert [identity.customer_id("0018", n) for n in (1, 2, 3)] == [owner[c] for c in codes]
    second, third = (_of(lines, owner[code]) for code in codes[1:])
    assert len(second["customer"][0]["b"]["name"]) >= 10
    assert second["ticket"]
    assert {"customer", "member_code"} == third.keys()
    bare = {"conditions", "allergies", "tags", "note"}
    assert not bare & third["customer"][0]["b"].keys()
