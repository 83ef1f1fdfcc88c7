"""Bodies of what is recorded at the desk beside sales and follow-ups, valid by default: override
what the test is about, and give None for what it should lack.
"""

from __future__ import annotations

from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sync.protocol import chain, config, member_code
from tests.builders import CONTENT_KEY, ROOT_KEY, START_MS, STORE, a_line

BY: Final = "staff-1"
MEMBER_KEY_2: Final = Ed25519PrivateKey.from_private_bytes(b"second member key".ljust(32, b"."))
_AT_BY: Final = {"at": START_MS, "by": BY}


def a_consent(customer: str, **changes: Any) -> dict[str, Any]:
    """Return the body of a consent to be reminded."""
    body = {
        "customer": customer,
        "purpose": "reminders",
        "given": True,
        "text_version": "2025-03",
        "how": "spoken",
        **_AT_BY,
    }
    return _changed(body, changes)


def a_tag(customer: str, **changes: Any) -> dict[str, Any]:
    """Return the body of a label that staff put on a customer."""
    body = {
        "customer": customer,
        "code": "member_day",
        "owner": "staff",
        "active": True,
        "source": BY,
        "since_at": START_MS,
    }
    return _changed(body, changes)


def a_household(customer: str, **changes: Any) -> dict[str, Any]:
    """Return the body of a household."""
    return _changed({"customer": customer, "name": "合成一家"}, changes)


def a_visit(customer: str, **changes: Any) -> dict[str, Any]:
    """Return the body of a visit with a note."""
    body = {
        "customer": customer,
        "channel": "counter",
        "note": "晨起头晕，建议复诊",
        "side_effects": ["dizzy"],
        "keywords": ["blood_pressure"],
        **_AT_BY,
    }
    return _changed(body, changes)


def a_response(customer: str, **changes: Any) -> dict[str, Any]:
    """Return the body of answers to a form."""
    body = {
        "customer": customer,
        "form": "health-1",
        "form_version": 1,
        "items": {"smokes": False, "years": 4},
        "source": "staff",
        **_AT_BY,
    }
    return _changed(body, changes)


def a_contact(customer: str, **changes: Any) -> dict[str, Any]:
    """Return the body of a call about a refill."""
    body = {
        "customer": customer,
        "channel": "call",
        "purpose": "refill",
        "urgent": False,
        "result": "reached",
        **_AT_BY,
    }
    return _changed(body, changes)


def a_slot(customer: str, **changes: Any) -> dict[str, Any]:
    """Return the body of a leased share of the week's contacts."""
    body = {
        "customer": customer,
        "week_on": "2025-11-17",
        "device": "testdev1",
        "until_at": START_MS + 86_400_000,
        "used": False,
    }
    return _changed(body, changes)


def a_lead(**changes: Any) -> dict[str, Any]:
    """Return the body of somebody who is no customer yet."""
    body = {
        "store": STORE,
        "source": "event",
        "name": "合成线索",
        "phone": "15400000777",
        "owner": BY,
        "next_on": "2025-11-24",
        **_AT_BY,
    }
    return _changed(body, changes)


def a_lead_stage(lead: str, **changes: Any) -> dict[str, Any]:
    """Return the body of a step of a lead."""
    return _changed({"lead": lead, "stage": "contacted", **_AT_BY}, changes)


def a_complaint(**changes: Any) -> dict[str, Any]:
    """Return the body of a complaint that is open."""
    body = {"store": STORE, "about": "waiting", "text": "等了很久", "status": "open", **_AT_BY}
    return _changed(body, changes)


def a_question(**changes: Any) -> dict[str, Any]:
    """Return the body of a question to HQ."""
    return _changed({"store": STORE, "text": "二甲双胍能否与柚子同食？", **_AT_BY}, changes)


def a_learning(**changes: Any) -> dict[str, Any]:
    """Return the body of a card that somebody worked through."""
    body = {"store": STORE, "staff": BY, "card": "card-1", "score_e2": 90, **_AT_BY}
    return _changed(body, changes)


def a_signup(customer: str, **changes: Any) -> dict[str, Any]:
    """Return the body of a sign-up with a pharmacist."""
    body = {
        "customer": customer,
        "program": "family_pharmacist",
        "pharmacist": BY,
        "agreement_version": "2025-01",
        "until_on": "2026-11-20",
        **_AT_BY,
    }
    return _changed(body, changes)


def an_event(**changes: Any) -> dict[str, Any]:
    """Return the body of a health day."""
    body = {
        "store": STORE,
        "title": "合成健康日",
        "starts_at": START_MS,
        "ends_at": START_MS + 4 * 3_600_000,
        "place": "店内",
        "capacity": 40,
        "conditions": ["t2dm"],
    }
    return _changed(body, changes)


def an_attendance(event: str, customer: str, **changes: Any) -> dict[str, Any]:
    """Return the body of somebody's coming to an event."""
    return _changed({"event": event, "customer": customer, "code": "came", **_AT_BY}, changes)


def an_external_id(**changes: Any) -> dict[str, Any]:
    """Return the body of what the ERP calls a ticket."""
    body = {
        "entity_kind": "ticket",
        "entity": "t-1",
        "system": "erp",
        "value": "SO-20251121-0007",
        "how": "scan",
        "confidence_e2": 100,
        **_AT_BY,
    }
    return _changed(body, changes)


def a_past_sale(customer: str, **changes: Any) -> dict[str, Any]:
    """Return the body of a purchase that an old table tells of."""
    body = {
        "customer": customer,
        "business_day": "2025-11-01",
        "total_fen": 1880,
        "lines": [a_line()],
        "source": "file",
        **_AT_BY,
    }
    return _changed(body, changes)


def a_member_key(**changes: Any) -> dict[str, Any]:
    """Return the body of HQ's second key of member codes, with the root's word on it."""
    return _changed(member_key_body(2, MEMBER_KEY_2), changes)


def member_key_body(number: int, key: Ed25519PrivateKey, status: str = "active") -> dict[str, Any]:
    """Return the body of a key of member codes that ROOT_KEY vouches for."""
    public = chain.to_text(key.public_key().public_bytes_raw())
    proof = member_code.prove_key(number, public, status, root=ROOT_KEY)
    return {"number": number, "public": public, "status": status, "proof": proof}


def a_revoked_code(**changes: Any) -> dict[str, Any]:
    """Return the body of a card that was lost."""
    return _changed({"status": "revoked", "at": START_MS, "reason": "lost"}, changes)


def a_request(customer: str, **changes: Any) -> dict[str, Any]:
    """Return the body of a request for a copy of one's data."""
    body = {
        "customer": customer,
        "what": "copy",
        "due_on": "2025-12-06",
        "status": "open",
        **_AT_BY,
    }
    return _changed(body, changes)


def a_neighbour(**changes: Any) -> dict[str, Any]:
    """Return the body of the nearest other store."""
    body = {
        "store": STORE,
        "near": "0019",
        "name": "示例 0019 店",
        "rank": 1,
        "phone": "15400000019",
        "distance_m": 800,
        "minutes": 12,
    }
    return _changed(body, changes)


def a_nearby_stock(medicine: str, **changes: Any) -> dict[str, Any]:
    """Return the body of what the nearest other store has."""
    body = {
        "store": "0019",
        "medicine": medicine,
        "qty_e4": 30_000,
        "as_of_at": START_MS,
        "confidence_e2": 80,
        "eta_min": 12,
        "source": "erp",
    }
    return _changed(body, changes)


def a_config(kind: str, record_id: str, content: Any = None, **changes: Any) -> dict[str, Any]:
    """Return the signed envelope of some configuration."""
    body = {
        "version": 1,
        "status": "live",
        "ring": "all",
        "valid_from": "2025-01-01",
        "content": content or CONTENTS[kind],
        "key_id": "c1",
    }
    return config.sign(kind, record_id, _changed(body, changes), CONTENT_KEY)


CONTENTS: Final[dict[str, dict[str, Any]]] = {
    "form": {
        "title": {"zh_CN": "健康问卷", "en": "Health questions"},
        "questions": [
            {"name": "smokes", "type": "flag", "ask": {"zh_CN": "是否吸烟？", "en": "Smoking?"}},
            {
                "name": "years",
                "type": "integer",
                "min": 0,
                "max": 90,
                "ask": {"zh_CN": "患病几年？", "en": "Years since diagnosis?"},
            },
        ],
    },
    "flag": {"name": "knowledge", "on": True},
    "calendar": {"title": {"zh_CN": "节假日", "en": "Holidays"}, "days": ["2026-02-17"]},
    "template": {
        "channel": "sms",
        "purpose": "refill",
        "text": {"zh_CN": "您的用药即将用完", "en": "Your medicine is about to run out"},
    },
    "tier_policy": {"a_spend_fen": 300_000, "a_visits_a_month": 4, "window_days": 365},
    "article": {
        "kind": "answer",
        "title": {"zh_CN": "二甲双胍与柚子"},
        "question": {"zh_CN": "二甲双胍能否与柚子同食？"},
        "answer": {"zh_CN": "可以适量食用，注意血糖。"},
        "citation": "合成出处",
        "reviewer": "合成药师",
        "reviewed_on": "2025-10-01",
        "expires_on": "2026-10-01",
        "keywords": ["metformin", "pomelo"],
        "ingredients": ["metformin"],
        "conditions": ["t2dm"],
        "against": [],
    },
}
"""A content of each kind of configuration but rules."""


def desk_samples(customer: str) -> dict[str, dict[str, Any]]:
    """Return a valid body of every kind made here, about one customer where it has one."""
    configs = {kind: a_config(kind, f"{kind}-1") for kind in CONTENTS}
    return {
        "consent": a_consent(customer),
        "tag": a_tag(customer),
        "household": a_household(customer),
        "visit": a_visit(customer),
        "response": a_response(customer),
        "contact": a_contact(customer),
        "slot": a_slot(customer),
        "lead": a_lead(customer=customer),
        "lead_stage": a_lead_stage("lead-1", customer=customer),
        "complaint": a_complaint(customer=customer),
        "question": a_question(customer=customer),
        "learning": a_learning(),
        "signup": a_signup(customer),
        "event": an_event(),
        "attendance": an_attendance("event-1", customer),
        "external_id": an_external_id(customer=customer),
        "request": a_request(customer),
        "neighbour": a_neighbour(),
        "nearby_stock": a_nearby_stock("m-1"),
        "past_sale": a_past_sale(customer),
        "member_key": a_member_key(),
        "revoked_code": a_revoked_code(),
        **configs,
    }


def _changed(body: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in (body | changes).items() if value is not None}
