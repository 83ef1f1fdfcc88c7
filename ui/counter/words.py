"""Words and figures of a customer's card, as a person reads them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QCoreApplication

from terminal.domain.card import (
    CustomerCard,
    CustomerHit,
    EventItem,
    EventKind,
    MedicineHit,
    MedicineItem,
)
from ui.followups import words
from ui.theme import Tone

translate: Final = QCoreApplication.translate

INSURANCE_TAGS: Final = frozenset({"医保慢特病"})


def sex(code: str | None) -> str:
    """Return a sex in one word; nothing when it is not on file."""
    names = {"female": translate("Customer", "F"), "male": translate("Customer", "M")}
    return names.get({"f": "female", "m": "male"}.get(code or "", code or ""), "")


def age(years: int | None) -> str:
    """Return an age; nothing when it is not on file."""
    return "" if years is None else translate("Customer", "%1 y").replace("%1", str(years))


def tail(digits: str) -> str:
    """Return the end of a phone number with its word."""
    return translate("Customer", "phone …%1").replace("%1", digits) if digits else ""


def member_code(code: str | None) -> str:
    """Return a card number in groups of four: 3204 0018 7731."""
    if not code:
        return ""
    grouped = " ".join(code[at : at + 4] for at in range(0, len(code), 4))
    return translate("Customer", "card %1").replace("%1", grouped)


def about(card: CustomerCard) -> str:
    """Return the line under a customer's name."""
    parts = sex(card.sex), age(card.age), tail(card.phone_tail), member_code(card.member_code)
    return words.joined(parts)


def about_hit(hit: CustomerHit) -> str:
    """Return the line beside a hit's name."""
    return words.joined((sex(hit.sex), age(hit.age), tail(hit.phone_tail)))


def about_medicine(hit: MedicineHit) -> str:
    """Return the line beside a medicine that was found."""
    kind = translate("Medicine", "medicine")
    if hit.stock_e4 is None:
        return kind
    packs = translate("Medicine", "%1 packs").replace("%1", words.amount(hit.stock_e4))
    return words.joined((kind, packs))


def found_by(code: str | None) -> str:
    """Return by what something was found; nothing for a reason of a later version."""
    return _reasons().get(code or "", "")


def condition(code: str) -> str:
    """Return what a condition is called; one HQ added since goes by its own name."""
    return _conditions().get(code, code)


def tag(code: str) -> str:
    """Return what a tag is called; one HQ or a person wrote goes by its own name."""
    return _tags().get(code, code)


def run_out(item: MedicineItem) -> tuple[str, Tone]:
    """Return when a medicine runs out by its daily use, and in which colour."""
    if item.run_out_on is None or item.days_left is None:
        return words.UNKNOWN, Tone.MUTED
    if item.days_left < 0:
        text = translate("Medicine", "%1 d ago").replace("%1", str(-item.days_left))
        return text, Tone.WARN
    if item.days_left == 0:
        return translate("Medicine", "today"), Tone.WARN
    return words.table_day(item.run_out_on), Tone.PLAIN


def ran_out(medicines: Iterable[MedicineItem]) -> tuple[str, str, str]:
    """Return the medicine that ran out longest ago, since when, and how many more did."""
    gone = [one for one in medicines if one.days_left is not None and one.days_left < 0]
    if not gone:
        return "", "", ""
    worst = min(gone, key=lambda one: one.days_left or 0)
    since = translate("Medicine", "ran out %1 d ago").replace("%1", str(-(worst.days_left or 0)))
    more = translate("Medicine", "and %1 more").replace("%1", str(len(gone) - 1))
    return worst.title, since, more if len(gone) > 1 else ""


def event(item: EventItem) -> str:
    """Return one line of the timeline."""
    reading = "" if item.reading is None else words.reading_text(item.reading)
    kind = "" if item.reading is None else words.reading_name(item.reading.reading.code)
    if item.kind is EventKind.PURCHASE:
        bought = translate("Timeline", "Bought %1 items").replace("%1", str(item.pieces))
        money = words.yuan(item.total_fen)
        parts = [f"{bought} {money}", pay_kind(item.pay_kind), item.staff_name or ""]
    elif item.kind is EventKind.FOLLOWUP:
        outcome = words.outcome(item.outcome or "")
        heading = translate("Timeline", "Follow-up: %1").replace("%1", outcome)
        parts = [heading, f"{kind} {reading}".strip(), item.note, item.staff_name or ""]
    else:
        parts = [f"{kind} {reading}".strip(), item.note, item.staff_name or ""]
    return words.joined(parts)


def pay_kind(code: str | None) -> str:
    """Return how a purchase was paid; an unknown way goes by its own name."""
    names = {
        "cash": translate("Payment", "cash"),
        "insurance": translate("Payment", "insurance account"),
        "wechat": translate("Payment", "WeChat Pay"),
        "alipay": translate("Payment", "Alipay"),
        "card": translate("Payment", "bank card"),
    }
    return names.get(code or "", code or "")


def _reasons() -> dict[str, str]:
    return {
        "member_code": translate("FoundBy", "card"),
        "phone": translate("FoundBy", "phone"),
        "name": translate("FoundBy", "name"),
        "former_name": translate("FoundBy", "former name"),
        "pinyin": translate("FoundBy", "pinyin"),
        "initials": translate("FoundBy", "initials"),
        "gtin": translate("FoundBy", "bar code"),
        "approval_no": translate("FoundBy", "approval number"),
        "generic": translate("FoundBy", "generic name"),
        "trade": translate("FoundBy", "trade name"),
    }


def _conditions() -> dict[str, str]:
    return {
        "t2dm": translate("Condition", "Type 2 diabetes"),
        "t1dm": translate("Condition", "Type 1 diabetes"),
        "htn": translate("Condition", "Hypertension"),
        "hyperlipidemia": translate("Condition", "High blood lipids"),
        "chd": translate("Condition", "Coronary disease"),
        "stroke": translate("Condition", "Stroke"),
        "copd": translate("Condition", "COPD"),
        "asthma": translate("Condition", "Asthma"),
        "gout": translate("Condition", "Gout"),
        "ckd": translate("Condition", "Kidney disease"),
        "bph": translate("Condition", "Enlarged prostate"),
        "hypothyroidism": translate("Condition", "Underactive thyroid"),
        "osteoporosis": translate("Condition", "Osteoporosis"),
    }


def _tags() -> dict[str, str]:
    # Chains write tags in their own words; these come with every installation.
    return {
        "慢病管理": translate("Tag", "Chronic care"),
        "医保慢特病": translate("Tag", "Chronic insurance"),
        "家庭药师签约": translate("Tag", "Family pharmacist"),
        "会员日常客": translate("Tag", "Regular"),
        "儿童": translate("Tag", "Child"),
    }
