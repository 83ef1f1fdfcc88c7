"""Words and figures of a customer's card, as a person reads them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
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
from terminal.domain.followup import OutcomeCode
from terminal.domain.refill_note import Amount, Way
from terminal.domain.tier import TierReason
from ui import i18n
from ui.counter.sheets import mending_words
from ui.counter.sheets import words as sheet_words
from ui.followups import words
from ui.theme import Tone

translate: Final = QCoreApplication.translate

_SURE_MOST: Final = 95
"""So many percent are said of a forecast at most: no model is sure of what somebody will do."""
INSURANCE_TAGS: Final = frozenset({"医保慢特病", "chronic_insured"})


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


def insured_from(item: MedicineItem, today: date) -> str:
    """Return from when the fund pays the next supply of a medicine: none while the first lasts.
    Nothing of one that it does not pay for.
    """
    earliest = None if item.refill is None else item.refill.earliest_on
    if earliest is None:
        return ""
    if earliest <= today:
        return translate("Refill", "now")
    return words.table_day(earliest)


def ran_out(medicines: Iterable[MedicineItem]) -> tuple[str, str, str]:
    """Return the medicine that ran out longest ago, since when, and how many more did."""
    gone = [one for one in medicines if one.days_left is not None and one.days_left < 0]
    if not gone:
        return "", "", ""
    worst = min(gone, key=lambda one: one.days_left or 0)
    since = translate("Medicine", "ran out %1 d ago").replace("%1", str(-(worst.days_left or 0)))
    more = translate("Medicine", "and %1 more").replace("%1", str(len(gone) - 1))
    return worst.title, since, more if len(gone) > 1 else ""


def break_risk(medicines: Iterable[MedicineItem], today: date) -> tuple[str, str]:
    """Return how likely the worst medicine is to be missed, and what that stands on; nothing while
    none is past the day it was due, because before that day nobody is late.
    """
    known = [one for one in medicines if one.refill is not None]
    late = [one for one in known if one.refill and one.refill.days_past(today) > 0]
    if not late:
        return "", ""
    worst = max(late, key=lambda one: (one.refill.risk if one.refill else 0.0, one.title))
    refill = worst.refill
    if refill is None:
        return "", ""
    if refill.risk * 100 > _SURE_MOST:
        risk = translate("Refill", "Break risk over %1 %").replace("%1", str(_SURE_MOST))
    else:
        percent = str(round(refill.risk * 100))
        risk = translate("Refill", "Break risk %1 %").replace("%1", percent)
    usual = ""
    if refill.usual_days is not None:
        usual = translate("Refill", "usually every %1 d").replace("%1", str(refill.usual_days))
    missed = ""
    if refill.missed:
        text = translate("Refill", "late %1 of %2 times")
        missed = text.replace("%1", str(refill.missed)).replace("%2", str(refill.counted))
    return risk, words.joined((usual, missed))


def tier_reason(tier: str | None, standing: TierReason | None) -> str:
    """Return why somebody is an A by the figures here, or how far it is."""
    if standing is None:
        return ""
    spent = words.yuan(standing.spent_fen, cents=False)
    if standing.is_a:
        text = spent if standing.by_spend else translate("Tier", "%1 visits")
        reason = text.replace("%1", str(standing.visits))
        return translate("Tier", "for %1 in 12 months").replace("%1", reason)
    if tier == "A":
        return translate("Tier", "by HQ")
    money = words.yuan(standing.missing_fen, cents=False)
    text = translate("Tier", "to A: %1 or %2 visits more")
    return text.replace("%1", money).replace("%2", str(standing.missing_visits))


def event(item: EventItem, today: date | None = None) -> str:
    """Return one line of the timeline, seen from a day."""
    reading = "" if item.reading is None else words.reading_text(item.reading)
    became = mending_words.was(item.before)
    if item.is_withdrawn:
        became = words.joined((became, translate("Timeline", "entered in error, withdrawn")))
    kind = "" if item.reading is None else words.reading_name(item.reading.reading.code)
    if item.kind is EventKind.PURCHASE:
        bought = translate("Timeline", "Bought %1 items").replace("%1", str(item.pieces))
        money = words.yuan(item.total_fen)
        parts = [f"{bought} {money}", pay_kind(item.pay_kind), item.staff_name or ""]
    elif item.kind is EventKind.FOLLOWUP:
        outcome = words.outcome(item.outcome or "")
        if item.due_on is not None and item.outcome == OutcomeCode.RESCHEDULED:
            outcome = translate("Timeline", "%1 to %2").replace("%1", outcome)
            outcome = outcome.replace("%2", words.table_day(item.due_on, today=today))
        heading = translate("Timeline", "Follow-up: %1").replace("%1", outcome)
        # What is no longer taken is told by what the task was about.
        about = i18n.pick(item.about) if item.outcome == OutcomeCode.STOPPED else ""
        parts = [heading, about, f"{kind} {reading}".strip(), became, item.note]
        parts.append(item.staff_name or "")
    elif item.kind is EventKind.REFILL:
        way = sheet_words.way(Way(item.outcome or Way.BOUGHT))
        amount = sheet_words.amount(Amount(item.pieces, item.days))
        parts = [translate("Timeline", "Refill"), way, item.note, amount]
    elif item.kind is EventKind.CAME:
        parts = [translate("Timeline", "Came to an event"), item.note]
    elif item.kind is EventKind.VISIT:
        effects = (sheet_words.side_effect(code) for code in item.side_effects)
        parts = [translate("Timeline", "Visit"), item.note, *effects]
    else:
        parts = [f"{kind} {reading}".strip(), became, item.note, item.staff_name or ""]
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


def _tags() -> dict[str, str]:
    # Chains write tags in their own words; these come with every installation.
    return {
        "chronic_care": translate("Tag", "Chronic care"),
        "chronic_insured": translate("Tag", "Chronic insurance"),
        "family_pharmacist": translate("Tag", "Family pharmacist"),
        "member_day": translate("Tag", "Regular"),
        "child": translate("Tag", "Child"),
        "慢病管理": translate("Tag", "Chronic care"),
        "医保慢特病": translate("Tag", "Chronic insurance"),
        "家庭药师签约": translate("Tag", "Family pharmacist"),
        "会员日常客": translate("Tag", "Regular"),
        "儿童": translate("Tag", "Child"),
    }
