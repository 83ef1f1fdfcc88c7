"""The people of the set beside the store's own: the chain's other customers, of whom little is on
file here, and a few of whom everything is. All of them are made up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Any, Final

from terminal.domain.contact import week_of
from terminal.domain.event import Presence, attendance_id
from terminal.domain.followup import task_id
from terminal.domain.identifiers import MEMBER_PREFIX, check_digit
from terminal.domain.observation import (
    BLOOD_PRESSURE,
    DIASTOLIC,
    GLUCOSE,
    GLUCOSE_FASTING,
    SYSTOLIC,
)
from terminal.domain.tag import tag_id
from terminal.sandbox import names, rules
from terminal.sandbox.policies import HEALTH_FORM
from tests.bench.store_rig.sizes import DAY_MS, HISTORY_DAYS, STAFF, TODAY, an_id, at_ms
from tests.builders import STORE

Record = tuple[str, str, dict[str, Any]]
_SHARED_PHONES: Final = 0.06
_PURPOSES: Final = ("service", "reminders", "marketing")
_TAGS: Final = ("chronic_care", "chronic_insured", "member_day", "child", "family_pharmacist")
_CONDITIONS: Final = ("t2dm", "htn", "hyperlipidemia", "gout", "copd")
_PROGRAM: Final = "family_pharmacist"
_TEXT_VERSION: Final = "2025-03"

FULL_MEDICINES: Final = 9
FULL_TASKS: Final = 6
_FULL_VISITS: Final = 54
_FULL_READINGS: Final = 24


@dataclass(frozen=True, slots=True)
class Product:
    """What a ticket says of a medicine."""

    id: str
    title: str


def card_code(number: int) -> str:
    """Return a card number that no store's own customer has."""
    digits = f"{MEMBER_PREFIX}9{number:08d}"
    return digits + check_digit(digits)


def phone(number: int) -> str:
    """Return a phone; those of neighbours in the list have tails as different as any."""
    return f"154{number * 7_919 % 100_000_000:08d}"


def customer(rng: Random, number: int) -> dict[str, Any]:
    """Return the file of one of the chain's other customers."""
    born = rng.randrange(1935, 2015)
    sex = rng.choice(("female", "male"))
    shared = number and rng.random() < _SHARED_PHONES
    body: dict[str, Any] = {
        "name": names.person(rng, sex=sex, born=born),
        "sex": sex,
        "birth_on": f"{born}-{rng.randrange(1, 13):02d}-15",
        "phones": [phone(rng.randrange(number) if shared else number)],
        "home_store": f"{rng.randrange(1, 128):04d}",
        "tier": rng.choice("ABCCC"),
        "synthetic": True,
    }
    if rng.random() < 0.38:
        body["conditions"] = [rng.choice(_CONDITIONS)]
    if rng.random() < 0.08:
        body["allergies"] = [{"note": "皮疹", "substance": "青霉素类"}]
    if rng.random() < 0.3:
        body |= {"channel": rng.choice(("call", "sms", "wecom")), "hours": "morning"}
    if rng.random() < 0.01:
        body["aliases"] = [body["name"][0] + "小" + body["name"][-1]]
    return body


def around(rng: Random, one: str, number: int) -> Iterator[Record]:
    """Yield what is on file of one of the chain's other customers, but for purchases."""
    card = {"customer": one, "code": card_code(number), "status": "active"}
    yield "member_code", an_id(rng), {**card, "issued_on": "2024-05-01"}
    if rng.random() < 0.9:
        for purpose in _PURPOSES:
            yield "consent", an_id(rng), _consent(rng, one, purpose)
    if rng.random() < 0.5:
        code = rng.choice(_TAGS)
        yield "tag", tag_id(one, code, "rule"), _tag(rng, one, code, "rule")
    if rng.random() < 0.2:
        yield from _done(rng, one, 14 + rng.randrange(HISTORY_DAYS))
    for kind, share, make in _AT_THE_DESK:
        if rng.random() < share:
            yield kind, an_id(rng), make(rng, one)


def ticket(
    rng: Random, one: str, number: int, products: Sequence[Product], *, age: int
) -> dict[str, Any]:
    """Return a sale `age` days ago, of a line per product."""
    lines = [
        {
            "medicine": each.id,
            "name": each.title,
            "qty_e4": 10_000,
            "price_fen": 1880,
            "units_per_pack": 30,
            "daily_dose_e2": 100,
            "days_supply": 30,
            "ds_source": "label",
            "batch_no": f"B{rng.randrange(9999):04d}",
            "expires_on": "2027-06-30",
        }
        for each in products
    ]
    return {
        "store": STORE,
        "pos": "1",
        "receipt_no": f"R{number:06d}",
        "business_day": (TODAY - timedelta(days=age)).isoformat(),
        "sold_at": at_ms(rng, age),
        "source": "erp",
        "customer": one,
        "pay_kind": rng.choice(("insurance", "wechat", "cash")),
        "staff_name": "陈药师",
        "total_fen": 1880 * len(lines),
        "lines": lines,
        "order_no": f"SO{number:07d}",
    }


def full(rng: Random, number: int, products: Sequence[Product]) -> tuple[str, list[Record]]:
    """Return somebody of whom everything is on file: FULL_MEDICINES in use, bought over and over
    for 18 months, FULL_TASKS open tasks of the coming days, as many done ones, readings, and all
    that is noted at the desk; a second file of theirs was joined.
    """
    one, other = an_id(rng), an_id(rng)
    home, event = an_id(rng), an_id(rng)
    body = customer(rng, number) | {
        "phones": [phone(number), phone(number + 50_000_000)],
        "conditions": ["t2dm", "htn", "hyperlipidemia"],
        "allergies": [
            {"note": "2024 年皮疹", "substance": "青霉素类"},
            {"note": "腹泻", "substance": "头孢克肟"},
        ],
        "tags": ["慢病管理", "医保慢特病", "会员日常客"],
        "aliases": ["合成旧名"],
        "household": home,
        "note": "合成备注",
    }
    joined = customer(rng, number) | {"canonical_id": one}
    found: list[Record] = [("customer", one, body), ("customer", other, joined)]
    found += around(rng, one, number)
    found += around(rng, other, number + 50_000_000)
    found.append(("household", home, {"customer": one, "note": "合用一个电话（合成）"}))
    mine = rng.sample(products, FULL_MEDICINES)
    for visit in range(_FULL_VISITS):
        age = visit * 10 + rng.randrange(3) + 1
        sold = ticket(rng, one, 900_000 + number, mine[visit % 3 :: 3], age=age)
        found.append(("ticket", an_id(rng), sold))
    for age in range(1, _FULL_READINGS * 7, 7):
        found.append(("observation", an_id(rng), _glucose(rng, one, age)))
        found.append(("observation", an_id(rng), _pressure(rng, one, age)))
    for place in range(FULL_TASKS):
        found.append(_open(rng, one, due=place + 1))
        found += _done(rng, one, 14 * place + 20)
    for code in _TAGS:
        found.append(("tag", tag_id(one, code, "staff"), _tag(rng, one, code, "staff")))
    found += [("consent", an_id(rng), _consent(rng, one, purpose)) for purpose in _PURPOSES]
    found += [("contact", an_id(rng), _contact(rng, one)) for _ in range(12)]
    found += [("visit", an_id(rng), _visit(rng, one)) for _ in range(12)]
    found += [("response", an_id(rng), _response(rng, one)) for _ in range(4)]
    found.append(("signup", an_id(rng), _signup(rng, one)))
    found += _wishes(rng, one, event)
    return one, found


def _consent(rng: Random, one: str, purpose: str) -> dict[str, Any]:
    told = {"text_version": _TEXT_VERSION, "how": "spoken", "by": rng.choice(STAFF)}
    given = rng.random() < 0.7
    at = at_ms(rng, rng.randrange(1, HISTORY_DAYS))
    return {"customer": one, "purpose": purpose, "given": given, "at": at, **told}


def _tag(rng: Random, one: str, code: str, owner: str) -> dict[str, Any]:
    since = at_ms(rng, rng.randrange(1, 180))
    return {"customer": one, "code": code, "owner": owner, "active": True, "since_at": since}


def _glucose(rng: Random, one: str, age: int) -> dict[str, Any]:
    items = {GLUCOSE: rng.randrange(50, 110)}
    told = {"at": at_ms(rng, age), "by": rng.choice(STAFF)}
    return {"customer": one, "code": GLUCOSE_FASTING, "items": items, **told}


def _pressure(rng: Random, one: str, age: int) -> dict[str, Any]:
    items = {SYSTOLIC: rng.randrange(110, 170), DIASTOLIC: rng.randrange(60, 105)}
    told = {"at": at_ms(rng, age), "by": rng.choice(STAFF)}
    return {"customer": one, "code": BLOOD_PRESSURE, "items": items, **told}


def _open(rng: Random, one: str, *, due: int) -> Record:
    rule = rng.choice((rules.DIABETES, rules.PRESSURE))
    anchor = an_id(rng)
    due_on = (TODAY + timedelta(days=due)).isoformat()
    body = {"rule": rule, "rule_version": 1, "customer": one, "anchor": anchor, "due_on": due_on}
    return "task", task_id(rule, one, anchor), body


def _done(rng: Random, one: str, age: int) -> Iterator[Record]:
    kind, task, body = _open(rng, one, due=-age)
    yield kind, task, body
    outcome = {"task": task, "customer": one, "code": "done", "accepted": True}
    told = {"at": at_ms(rng, age - 1), "by": rng.choice(STAFF), "note": "已随访"}
    yield "outcome", an_id(rng), outcome | told


def _contact(rng: Random, one: str) -> dict[str, Any]:
    told = {"at": at_ms(rng, rng.randrange(1, 180)), "by": rng.choice(STAFF)}
    why = {"channel": rng.choice(("call", "sms", "wecom")), "purpose": "refill", "urgent": False}
    return {"customer": one, "result": "reached", "accepted": True, **why, **told}


def _visit(rng: Random, one: str) -> dict[str, Any]:
    told = {"at": at_ms(rng, rng.randrange(1, HISTORY_DAYS)), "by": rng.choice(STAFF)}
    said = {"note": "问降压药能否晚上吃，已说明", "keywords": ["blood_pressure"]}
    return {"customer": one, "channel": "counter", **said, **told}


def _response(rng: Random, one: str) -> dict[str, Any]:
    told = {"at": at_ms(rng, rng.randrange(1, HISTORY_DAYS)), "by": rng.choice(STAFF)}
    answers = {"smokes": rng.random() < 0.2, "meals": "regular", "years": rng.randrange(20)}
    return {"customer": one, "form": HEALTH_FORM, "form_version": 1, "items": answers, **told}


def _link(rng: Random, one: str) -> dict[str, Any]:
    told = {"at": at_ms(rng, rng.randrange(1, 180)), "by": rng.choice(STAFF)}
    what = {"entity_kind": "customer", "entity": one, "system": "wecom", "how": "scan"}
    return {"customer": one, "value": f"WX{rng.getrandbits(40):010x}", **what, **told}


def _signup(rng: Random, one: str) -> dict[str, Any]:
    told = {"at": at_ms(rng, rng.randrange(1, 180)), "by": STAFF[0]}
    what = {"program": _PROGRAM, "pharmacist": STAFF[0], "agreement_version": _TEXT_VERSION}
    return {"customer": one, "accepted": True, "until_on": "2026-12-31", **what, **told}


def _wishes(rng: Random, one: str, event: str) -> Iterator[Record]:
    told = {"at": at_ms(rng, 20), "by": STAFF[0]}
    said = {"about": "waiting", "text": "（合成）等候较久", "status": "open"}
    yield "complaint", an_id(rng), {"store": STORE, "customer": one, **said, **told}
    asked = {"store": STORE, "customer": one, "text": "（合成）此药能与中药同服吗？"}
    yield "question", an_id(rng), asked | told
    wish = {"customer": one, "what": "copy", "due_on": "2025-12-05", "status": "open"}
    yield "request", an_id(rng), wish | told
    came = {"event": event, "customer": one, "code": str(Presence.CAME), "accepted": True}
    yield "attendance", attendance_id(event, one, Presence.CAME), came | told
    week = week_of(TODAY)
    until = at_ms(rng, 0) + 3 * DAY_MS
    lease = {"customer": one, "week_on": week.isoformat(), "device": "testdev1"}
    yield "slot", an_id(rng), lease | {"until_at": until, "used": False}
    lead = an_id(rng)
    found = {"store": STORE, "source": "counter", "customer": one, "owner": STAFF[0]}
    yield "lead", lead, found | told
    yield "lead_stage", an_id(rng), {"lead": lead, "stage": "assigned", "customer": one, **told}


def _measured(rng: Random, one: str) -> dict[str, Any]:
    return _glucose(rng, one, rng.randrange(HISTORY_DAYS))


_AT_THE_DESK: Final[tuple[tuple[str, float, Callable[[Random, str], dict[str, Any]]], ...]] = (
    ("observation", 0.5, _measured),
    ("contact", 0.3, _contact),
    ("visit", 0.2, _visit),
    ("response", 0.2, _response),
    ("external_id", 0.15, _link),
    ("signup", 0.05, _signup),
)
"""How many of the chain's other customers have one, by kind."""
