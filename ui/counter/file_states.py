"""What a card says of the file in pictures. All data is made up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from terminal.domain.card import EventItem, EventKind
from terminal.domain.card_file import (
    CardFile,
    KnowledgeItem,
    Label,
    LabelKind,
    Reach,
    Relative,
    Said,
)
from terminal.domain.consent import Purpose
from terminal.domain.customer import Mark
from terminal.domain.followup import OutcomeCode
from terminal.domain.observation import BLOOD_PRESSURE, GLUCOSE_FASTING, Reading
from terminal.domain.tag import TagOwner
from ui.followups.states import NOW, TODAY, reading

_GLUCOSE = (92, 87, 83, 90, 76, 81, 79, 84)
_PRESSURE = ((145, 90), (136, 84), (142, 88), (138, 86))


def labels() -> tuple[Label, ...]:
    """Return labels of every owner."""
    chen = {"zh_CN": "陈药师"}
    return (
        Label("t2dm", LabelKind.CONDITION, TagOwner.STAFF, chen, date(2024, 3, 5)),
        Label("htn", LabelKind.CONDITION, TagOwner.CUSTOMER, None, date(2024, 3, 5)),
        Label("chronic_care", LabelKind.TAG, TagOwner.RULE, {"zh_CN": "购药满 3 次"}),
        Label("chronic_insured", LabelKind.TAG, TagOwner.HQ, None, None, date(2026, 12, 31)),
    )


def knowledge() -> tuple[KnowledgeItem, ...]:
    """Return the answer of the drawing, and one more."""
    said = {
        "zh_CN": "可以适量。二甲双胍不经 CYP3A4 代谢，柚子不影响其血药浓度；注意果糖摄入。",
        "en": "In moderation. Metformin is not broken down by CYP3A4; mind the fructose.",
    }
    asked = {"zh_CN": "二甲双胍能否与柚子同食？", "en": "Metformin and pomelo?"}
    first = KnowledgeItem(
        "a-1", asked, said, "合成文献 2", "合成药学部", date(2026, 8, 1), date(2027, 8, 1)
    )
    return first, replace(first, article="a-2")


def dangerous() -> KnowledgeItem:
    """Return an answer that something in the file speaks against."""
    asked = {"zh_CN": "血压高能不能吃甘草片？", "en": "Liquorice with high blood pressure?"}
    said = {"zh_CN": "不宜：甘草可升高血压、降低血钾。", "en": "No: it raises blood pressure."}
    return replace(knowledge()[0], question=asked, answer=said, against=("htn",))


def readings(code: str) -> tuple[Reading, ...]:
    """Return how a reading went, oldest first."""
    values = [(one,) for one in _GLUCOSE] if code == GLUCOSE_FASTING else _PRESSURE
    return tuple(
        reading(code, *one, at=NOW - timedelta(days=79 + 14 * place)).reading
        for place, one in reversed(list(enumerate(reversed(values))))
    )


def a_file() -> CardFile:
    """Return the file of the customer of the drawing."""
    asked = TODAY - timedelta(days=200)
    return CardFile(
        labels=labels(),
        said=(
            Said(Purpose.HEALTH_FILE, is_given=True, on=asked),
            Said(Purpose.REMINDERS, is_given=True, on=asked),
            Said(Purpose.MARKETING, is_given=False, on=asked),
        ),
        reach=Reach("call", "morning"),
        household=(Relative("customer-9", "王*", 9, is_child=True, is_ward=True),),
        trends={code: readings(code) for code in (GLUCOSE_FASTING, BLOOD_PRESSURE)},
        knowledge=knowledge(),
        script={
            "zh_CN": "专属健康管理师；每月一次用药回顾",
            "en": "A health manager of their own; a monthly review",
        },
    )


def a_refused_file() -> CardFile:
    """Return a file of somebody who wants no health file."""
    file = a_file()
    said = Said(Purpose.HEALTH_FILE, is_given=False, on=TODAY - timedelta(days=3))
    return replace(file, said=(said, *file.said[1:]))


def a_long_file() -> CardFile:
    """Return a file in which nothing is short."""
    codes = ("t2dm", "htn", "hyperlipidemia", "chd", "ckd", "gout", "copd")
    tags = ("chronic_care", "chronic_insured", "家庭药师签约", "社区健康日", "糖尿病俱乐部")
    said = tuple(Said(one, is_given=False) for one in list(Purpose)[1:4])
    family = tuple(Relative(f"r-{n}", "尉***民", 60 + n) for n in range(5))
    return replace(
        a_file(),
        labels=(
            *(Label(one, LabelKind.CONDITION) for one in codes),
            *(Label(one, LabelKind.TAG) for one in tags),
            Label("二甲双胍常客", LabelKind.TAG, TagOwner.RULE, mark=Mark.LOCAL),
        ),
        said=said,
        reach=Reach("wecom", "evening", is_silent=True),
        household=family,
        knowledge=(dangerous(),),
    )


def mended_events() -> tuple[EventItem, ...]:
    """Return a timeline with a reading that was put right, and one that was withdrawn."""
    day, kind = timedelta(days=1), EventKind.READING
    low, high = reading(BLOOD_PRESSURE, 128, 82), reading(BLOOD_PRESSURE, 186, 112)
    glucose, wrong = reading(GLUCOSE_FASTING, 79), reading(GLUCOSE_FASTING, 97)
    return (
        EventItem(kind, TODAY, NOW, Mark.LOCAL, reading=low, before=(high,)),
        EventItem(kind, TODAY - day, NOW - day, Mark.ACCEPTED, reading=high, is_withdrawn=True),
        EventItem(
            EventKind.FOLLOWUP,
            TODAY - 26 * day,
            NOW - 26 * day,
            Mark.ACCEPTED,
            outcome=OutcomeCode.DONE,
            reading=glucose,
            before=(wrong,),
            note="已提醒饮食",
        ),
    )


def a_child() -> CardFile:
    """Return the file of a child nobody speaks for yet."""
    return CardFile(
        said=tuple(Said(one, None) for one in list(Purpose)[1:4]),
        household=(Relative("customer-1", "王*兰", 67),),
        needs_guardian=True,
    )
