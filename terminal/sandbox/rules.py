"""The chain's rules for follow-ups, contradictions and labels, as HQ would write them; the hub
signs them when it loads them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from terminal.domain.followup import FollowUpRule, rule_from_content
from terminal.domain.observation import BLOOD_PRESSURE, GLUCOSE_FASTING
from terminal.sandbox import identity

DIABETES: Final = "followup-diabetes-14"
PRESSURE: Final = "followup-hypertension-30"
LIPID_REFILL: Final = "refill-lipid-28"
GLUCOSE_REFILL: Final = "refill-glucose-30"
NO_MEDICINE: Final = "conflict-diabetes-no-medicine"
REGULAR: Final = "label-metformin-3"
DIET: Final = "label-diet-7"
DIET_LEAFLET: Final = identity.record_id("article", "控糖食谱")

VERSION: Final = 1

_CONTENTS: Final[dict[str, dict[str, Any]]] = {
    DIABETES: {
        "type": "followup",
        "title": {"zh_CN": "糖尿病 14 天随访", "en": "Diabetes follow-up, every 14 days"},
        "ask": {
            "zh_CN": "近两周空腹血糖？有无低血糖、漏服？",
            "en": "Fasting glucose in the last two weeks? Any lows, any missed doses?",
        },
        "condition": "t2dm",
        "cycle_days": 14,
        "reading": GLUCOSE_FASTING,
        "keys": [2, 3, 4, 6, 7],
    },
    PRESSURE: {
        "type": "followup",
        "title": {"zh_CN": "高血压 30 天随访", "en": "Blood pressure follow-up, every 30 days"},
        "ask": {
            "zh_CN": "近期血压？有无头晕、漏服？",
            "en": "Recent blood pressure? Any dizziness, any missed doses?",
        },
        "condition": "htn",
        "cycle_days": 30,
        "reading": BLOOD_PRESSURE,
        "keys": [2, 3, 4, 6, 7],
    },
    LIPID_REFILL: {
        "type": "followup",
        "title": {"zh_CN": "降脂药续购提醒", "en": "Lipid medicine refill reminder"},
        "ask": {
            "zh_CN": "您上次购买的降脂药即将用完，需要为您预留吗？",
            "en": "Your lipid medicine is about to run out. Shall we put some aside?",
        },
        "condition": "hyperlipidemia",
        "cycle_days": 28,
        "keys": [1, 2, 3, 5, 7],
    },
    GLUCOSE_REFILL: {
        "type": "followup",
        "title": {"zh_CN": "降糖药续购提醒", "en": "Glucose medicine refill reminder"},
        "ask": {
            "zh_CN": "您上次购买的降糖药即将用完，需要为您预留吗？",
            "en": "Your glucose medicine is about to run out. Shall we put some aside?",
        },
        "condition": "t2dm",
        "cycle_days": 30,
        "keys": [1, 2, 3, 5, 7],
    },
}

_CONFLICTS: Final[dict[str, dict[str, Any]]] = {
    NO_MEDICINE: {
        "type": "conflict",
        "when": "('t2dm' in conditions || 't1dm' in conditions) && size(taken) == 0",
        "ask": {
            "zh_CN": "档案有糖尿病史，但没有在用药。是什么情况？",
            "en": "Diabetes is on file and no medicine in use. How is it?",
        },
        "replies": [
            {"code": "none_yet", "words": {"zh_CN": "尚未用药", "en": "No medicine yet"}},
            {
                "code": "elsewhere",
                "words": {"zh_CN": "在别处购药", "en": "Bought elsewhere"},
                "again_days": 180,
            },
            {
                "code": "will_ask",
                "words": {"zh_CN": "下次再问", "en": "Ask next time"},
                "again_days": 14,
            },
            {"code": "mistake", "words": {"zh_CN": "误勾选", "en": "Entered by mistake"}},
        ],
        "fields": ["conditions", "medicines"],
    },
}

_LABELS: Final[dict[str, dict[str, Any]]] = {
    REGULAR: {
        "type": "label",
        "title": {"zh_CN": "购药满 3 次且用二甲双胍", "en": "Bought three times, metformin too"},
        "when": "purchases >= 3 && 'metformin' in bought",
        "tag": "二甲双胍常客",
    },
    DIET: {
        "type": "label",
        "title": {
            "zh_CN": "空腹血糖 > 7.0 发控糖食谱",
            "en": "Fasting glucose > 7.0: leaflet",
        },
        "when": "'t2dm' in conditions && readings.glucose_fasting > 7.0",
        "leaflet": DIET_LEAFLET,
    },
}

RULES: Final[dict[str, FollowUpRule]] = {
    rule_id: rule_from_content(rule_id, VERSION, content) for rule_id, content in _CONTENTS.items()
}
"""The rules for follow-ups as the domain reads them, by id."""


def bodies(as_of: date) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield id and body of every rule, in force since the year before `as_of`, without `sig`."""
    for rule_id, content in {**_CONTENTS, **_CONFLICTS, **_LABELS}.items():
        yield (
            rule_id,
            {
                "version": VERSION,
                "status": "live",
                "ring": "all",
                "valid_from": date(as_of.year - 1, 1, 1).isoformat(),
                "content": content,
                "key_id": "content",
            },
        )
