"""What every world begins with: two stores, their people, and what is due."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any, Final, NamedTuple

from sync.protocol.enrol import StoreInfo
from terminal.domain.followup import task_id
from tests.hub_fixtures import START_MS

STORES = ("0018", "0022")
RULES = {"glucose": "glucose_fasting", "pressure": "blood_pressure", "refill": None}
TAGS = ("老顾客", "需回访", "VIP", "家属代购")


class Walker(NamedTuple):
    """Somebody with a file at one store who may turn up at the desk of the other: nothing but what
    is asked for there puts the file into another stream, and nobody changes name or phone.
    """

    id: str
    store: str
    name: str
    phone: str


WALKERS: Final = tuple(
    Walker(f"walk-{store}-{n}", store, f"来客{store}{n}", f"154{store}{n:04}")
    for store in STORES
    for n in range(3)
)
WRONG: Final = "wrong"
"""What the id of a request for a file begins with when name and phone are of no one file; one for a
walker's begins with the walker's id.
"""
NOBODYS_PHONE: Final = "15499999999"


def store_info(store: str) -> StoreInfo:
    """Return a store."""
    return StoreInfo(id=store, code=f"DX{store}", name="模拟店", time_zone="Asia/Shanghai")


def lines(rng: Random) -> list[str]:
    """Return what HQ loads: synthetic staff, catalogue, rules, customers and tasks."""
    rows: list[dict[str, Any]] = []
    rows += [_rule(name, reading) for name, reading in RULES.items()]
    rows += [
        {"k": "medicine", "id": f"med-{n}", "b": {"generic": f"药{n}", "price_fen": 100 * n}}
        for n in range(rng.randrange(1, 12))
    ]
    for store in STORES:
        rows.append(
            {
                "k": "staff", "id": f"staff-{store}", "stores": [store],
                "b": {"name": "店员", "role": "pharmacist", "active": True, "synthetic": True},
            }
        )  # fmt: skip
    for n in range(rng.randrange(3, 7)):
        stores = rng.sample(STORES, rng.choice([1, 1, 2]))
        rows += _customer(rng, f"cust-{n}", stores)
    for walker in WALKERS:
        rows += _customer(rng, walker.id, [walker.store], name=walker.name, phone=walker.phone)
    return [json.dumps(row, ensure_ascii=False) for row in rows]


def hq_change(rng: Random) -> list[str]:
    """Return one thing that HQ's other systems change some day."""
    price = {"generic": "药1", "price_fen": rng.randrange(10_000)}
    change = rng.choice(
        [
            {"k": "medicine", "id": "med-1", "b": price},
            {"k": "medicine", "id": f"med-{rng.randrange(50)}", "b": {"generic": "新药"}},
            {"k": "customer", "id": "cust-0", "b": {"name": "王兰", "tier": rng.choice("ABC")}},
            {"k": "customer", "id": "cust-1", "b": {"name": rng.choice(["王兰", "李梅"])}},
            {"k": "customer", "id": "cust-2", "b": {"name": "王兰", "tags": [rng.choice(TAGS)]}},
        ]
    )
    return [json.dumps({**change, "stores": []}, ensure_ascii=False)]


def _rule(name: str, reading: str | None) -> dict[str, Any]:
    content = {
        "type": "followup", "title": {"zh_CN": "回访"}, "ask": {"zh_CN": "近况如何"},
        "cycle_days": 30, "keys": [1, 2, 3, 4, 5, 6, 7, 8],
    }  # fmt: skip
    if reading is not None:
        content["reading"] = reading
    body = {
        "version": 1, "status": "live", "ring": "all", "valid_from": "2026-01-01",
        "content": content,
    }  # fmt: skip
    return {"k": "rule", "id": name, "b": body}


def _customer(
    rng: Random, customer: str, stores: list[str], *, name: str = "王兰", phone: str = ""
) -> list[dict[str, Any]]:
    phone = phone or f"154{rng.randrange(10**8):08}"
    body = {"name": name, "phones": [phone], "tags": rng.sample(TAGS, 2), "synthetic": True}
    rows = [{"k": "customer", "id": customer, "stores": stores, "b": body}]
    for rule in rng.sample(sorted(RULES), rng.randrange(1, 3)):
        due_on = datetime.fromtimestamp(START_MS / 1000, UTC) + timedelta(rng.randrange(-9, 3))
        task = {
            "rule": rule, "rule_version": 1, "customer": customer, "anchor": customer,
            "due_on": due_on.date().isoformat(),
        }  # fmt: skip
        rows.append({"k": "task", "id": task_id(rule, customer, customer), "b": task})
    return rows
