"""What HQ of the synthetic chain publishes beside rules: forms, answers, texts, switches."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Final

from terminal.sandbox import identity, questionnaire
from terminal.sandbox.seasons import lunar_new_years

Line = dict[str, Any]

HEALTH_FORM: Final = identity.record_id("form", "health")
SEASON_FORM: Final = identity.record_id("form", "season")
CHRONIC_FORM: Final = identity.record_id("form", "chronic")
_VERSION: Final = 1
_NEW_YEAR_DAYS: Final = 7
_REVIEW_DAYS: Final = 60
_VALID_DAYS: Final = 365


def _words(chinese: str, english: str) -> dict[str, str]:
    return {"zh_CN": chinese, "en": english}


_FORMS: Final[dict[str, Line]] = {
    HEALTH_FORM: {
        "title": _words("健康问卷（合成）", "Health questions (synthetic)"),
        "questions": [
            {"name": "smokes", "type": "flag", "ask": _words("是否吸烟？", "Do you smoke?")},
            {
                "name": "years",
                "type": "integer",
                "min": 0,
                "max": 80,
                "ask": _words("患慢性病几年？", "How many years of chronic illness?"),
            },
            {
                "name": "meals",
                "type": "choice",
                "choices": ["regular", "irregular"],
                "ask": _words("三餐是否规律？", "Are your meals regular?"),
            },
        ],
    },
    SEASON_FORM: {
        "title": _words("换季自测（合成）", "Season check (synthetic)"),
        "questions": [
            {"name": "sneezes", "type": "flag", "ask": _words("是否打喷嚏？", "Do you sneeze?")},
            {"name": "note", "type": "text", "ask": _words("还有什么？", "Anything else?")},
        ],
    },
}
# Title, question, answer, ingredients, conditions, what it must not be given with.
_ANSWERS: Final = (
    ("二甲双胍与柚子", "二甲双胍能否与柚子同食？",
     "可以适量，注意餐后血糖。", "metformin", "t2dm", ""),
    ("他汀与葡萄柚", "他汀能否与葡萄柚同食？",
     "辛伐他汀、洛伐他汀不宜同食，阿托伐他汀勿大量；瑞舒伐他汀、普伐他汀影响小。",
     "statin", "hyperlipidemia", ""),
    ("降压药何时服", "降压药早上还是晚上吃？",
     "按医嘱固定时间服用。", "", "htn", ""),
    ("漏服怎么办", "漏服一次怎么办？",
     "不要加倍，按说明书补服或跳过。", "", "", ""),
    ("阿司匹林与胃", "阿司匹林伤胃吗？",
     "肠溶片餐前服，有黑便请就医。", "aspirin", "chd", "阿司匹林"),
    ("痛风饮食", "痛风能吃海鲜吗？",
     "发作期不宜，缓解期限量。", "", "gout", "海鲜"),
    ("钙片与奶", "钙片能和牛奶一起吃吗？",
     "间隔两小时为好。", "calcium", "osteoporosis", ""),
    ("血压怎么量", "在家怎么量血压？",
     "静坐五分钟，同一时间，记两次。", "", "htn", ""),
    ("保健食品", "保健食品能代替药吗？",
     "本品不能代替药物。", "", "", ""),
    ("头孢与酒", "吃头孢能喝酒吗？",
     "用药期间与停药一周内不可饮酒。", "cephalosporin", "", "头孢菌素类"),
)  # fmt: skip
_CARDS: Final = ("慢病建档", "血糖仪使用", "联合用药提示", "顾客隐私", "退烧药选择", "吸入装置")
CARDS: Final = tuple(identity.record_id("article", "card", title) for title in _CARDS)
"""Ids of the cards that staff learn from."""
_TEMPLATES: Final = (
    ("refill", "sms", "您上次购买的药即将用完，需要为您预留吗？回复退订可不再接收。"),
    ("followup", "sms", "药师想了解您近期的情况，方便时请回店。回复退订可不再接收。"),
    ("event", "wecom", "本店健康日欢迎您来，免费测血压血糖。"),
    ("service", "print", "用法用量小卡"),
)
_SCRIPTS: Final = (
    ("A", "专属健康管理师；每月一次用药回顾", "A health manager of their own; a monthly review"),
    (
        "B",
        "每季度一次用药回顾；同意用药提醒的，快用完时提醒",
        "A review each quarter; if they agreed to reminders, one before a medicine ends",
    ),
    ("C", "说明会员权益，邀请参加健康日", "Told what members get, and invited to health days"),
)
_FLAGS: Final = (
    ("knowledge", True), ("events", True), ("leads", True), ("prediction", False),
    ("vaccines", False),
)  # fmt: skip
_TIERS: Final = {"a_spend_fen": 300_000, "a_visits_a_month": 4, "window_days": 365}


def lines(as_of: date) -> Iterator[Line]:
    """Yield all of it, in force since the year before `as_of`, without `sig`."""
    for form_id, content in _FORMS.items():
        yield _line("form", form_id, content, as_of)
    yield _line("form", CHRONIC_FORM, {"resource": questionnaire.resource()}, as_of)
    yield from _articles(as_of)
    for purpose, channel, text in _TEMPLATES:
        content = {"purpose": purpose, "channel": channel, "text": {"zh_CN": text}}
        yield _line("template", identity.record_id("template", purpose), content, as_of)
    for tier, chinese, english in _SCRIPTS:
        content = {"purpose": "script", "tier": tier, "text": _words(chinese, english)}
        yield _line("template", identity.record_id("template", "script", tier), content, as_of)
    for name, on in _FLAGS:
        content = {"name": name, "on": on}
        yield _line("flag", identity.record_id("flag", name), content, as_of)
    yield _line("tier_policy", identity.record_id("tier_policy", "abc"), _TIERS, as_of)
    calendar = {"title": _words("春节", "Spring Festival"), "days": _holidays(as_of)}
    yield _line("calendar", identity.record_id("calendar", "spring"), calendar, as_of)


def _articles(as_of: date) -> Iterator[Line]:
    for title, question, answer, ingredient, condition, against in _ANSWERS:
        content = {
            **_reviewed("answer", title, as_of),
            "question": {"zh_CN": question},
            "answer": {"zh_CN": answer},
            "ingredients": [ingredient] if ingredient else [],
            "conditions": [condition] if condition else [],
            "against": [against] if against else [],
        }
        yield _line("article", identity.record_id("article", title), content, as_of)
    diet = {
        **_reviewed("leaflet", "控糖食谱", as_of),
        "question": {"zh_CN": "控糖食谱"},
        "answer": {"zh_CN": "主食定量，粗细搭配；少油少糖；先菜后饭。"},
        "ingredients": [],
        "conditions": [],
    }
    yield _line("article", identity.record_id("article", "控糖食谱"), diet, as_of)
    for card_id, title in zip(CARDS, _CARDS, strict=True):
        content = {**_reviewed("card", title, as_of), "answer": {"zh_CN": f"{title}：三分钟要点。"}}
        yield _line("article", card_id, content, as_of)


def _reviewed(kind: str, title: str, as_of: date) -> Line:
    reviewed = as_of - timedelta(days=_REVIEW_DAYS)
    return {
        "kind": kind,
        "title": {"zh_CN": f"{title}（合成）"},
        "citation": "合成出处，不是真实文献",
        "reviewer": "合成药学部",
        "reviewed_on": reviewed.isoformat(),
        "expires_on": (reviewed + timedelta(days=_VALID_DAYS)).isoformat(),
        "keywords": [title],
    }


def _holidays(as_of: date) -> list[str]:
    days = [
        first + timedelta(days=n)
        for first in lunar_new_years()
        if abs(first.year - as_of.year) <= 1
        for n in range(-1, _NEW_YEAR_DAYS - 1)
    ]
    return [day.isoformat() for day in days]


def _line(kind: str, record_id: str, content: Line, as_of: date) -> Line:
    body = {
        "version": _VERSION,
        "status": "live",
        "ring": "all",
        "valid_from": date(as_of.year - 1, 1, 1).isoformat(),
        "content": content,
        "key_id": "content",
    }
    return {"k": kind, "id": record_id, "b": body}
