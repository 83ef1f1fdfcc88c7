"""Words of the stock page."""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo
from typing import Final

from PySide6.QtCore import QCoreApplication

from terminal.domain.medicine import Medicine, StockLevel
from terminal.domain.stock import Decides, Near
from terminal.services.stock import Against, Other
from ui import i18n, times
from ui.counter import conditions
from ui.followups import words
from ui.stock.state import Tab
from ui.theme import Tone

translate: Final = QCoreApplication.translate

_OLD: Final = timedelta(hours=24)
"""A figure older than this is not to be trusted without asking."""
_SURE: Final = 50


def tab(which: Tab) -> str:
    """Return what a list is called."""
    return {
        Tab.FOUND: translate("Stock", "Is there any?"),
        Tab.SHORT: translate("Stock", "Short this week"),
    }[which]


def packs(level: StockLevel | None) -> tuple[str, Tone]:
    """Return how many packs were left, and in which colour; never a number nobody knows."""
    if level is None:
        return translate("Stock", "not known"), Tone.MUTED
    if level.qty_e4 <= 0:
        return translate("Stock", "none"), Tone.WARN
    text = translate("Medicine", "%1 packs").replace("%1", words.amount(level.qty_e4))
    return text, Tone.OK


def too_few(level: StockLevel | None) -> tuple[str, Tone]:
    """Return how many packs were left where that is not enough."""
    text, tone = packs(level)
    return text, Tone.WARN if tone is Tone.OK else tone


def age(level: StockLevel | None, now: datetime, zone: tzinfo) -> tuple[str, Tone]:
    """Return of when a figure is, with its day whichever that is: a time alone is read as today's.
    An old one is in the colour of a warning.
    """
    if level is None:
        return "", Tone.MUTED
    local, today = level.as_of.astimezone(zone), now.astimezone(zone).date()
    said = f"{words.table_day(local.date(), today=today)} {local:%H:%M}"
    if local.date() == today:
        said = translate("Stock", "today %1").replace("%1", f"{local:%H:%M}")
    return said, Tone.WARN if now - level.as_of > _OLD else Tone.MUTED


def sure(level: StockLevel | None) -> tuple[str, Tone]:
    """Return how far a figure can be relied on, as HQ rates it."""
    if level is None or level.confidence_e2 is None:
        return words.UNKNOWN, Tone.MUTED
    tone = Tone.WARN if level.confidence_e2 < _SURE else Tone.PLAIN
    return f"{level.confidence_e2} %", tone


def shelf(level: StockLevel | None, now: datetime, zone: tzinfo) -> tuple[str, Tone]:
    """Return the line of this store's own shelf, with the figure's age and how sure it is."""
    said, tone = packs(level)
    text = translate("Stock", "Here: %1").replace("%1", said)
    if level is None:
        return text, tone
    as_of = translate("Stock", "as of %1, %2 ago").replace("%1", age(level, now, zone)[0])
    as_of = as_of.replace("%2", times.span(now - level.as_of))
    rated = sure(level)[0] if level.confidence_e2 is not None else ""
    certain = translate("Stock", "%1 sure of the figure").replace("%1", rated) if rated else ""
    return words.joined((text, as_of, certain)), tone


def hold(store: Near | None) -> str:
    """Return what the key to have it held does: where, once there is a store to ask."""
    if store is None or not store.has_it:
        return translate("Stock", "Have it held")
    return translate("Stock", "Have it held: %1").replace("%1", store.name)


def way(store: Near) -> str:
    """Return how long it takes to get there."""
    if store.minutes is None:
        return words.UNKNOWN
    return translate("Stock", "%1 min").replace("%1", str(store.minutes))


def phone(digits: str | None) -> str:
    """Return a store's number in groups, as it is dialled."""
    if not digits:
        return words.UNKNOWN
    is_mobile = len(digits) == 11 and digits.isdigit()  # noqa: PLR2004 (154 0000 0019)
    return f"{digits[:3]} {digits[3:7]} {digits[7:]}" if is_mobile else digits


def decides(other: Other) -> tuple[str, Tone]:
    """Return who decides on another product; that it is the same only of another pack of it."""
    if other.against:
        return translate("Stock", "not for this customer"), Tone.DANGER
    if other.decides is Decides.SAME:
        return translate("Stock", "the same, another pack size"), Tone.PLAIN
    if other.decides is Decides.CUSTOMER:
        return translate("Stock", "other choice, the customer decides"), Tone.PLAIN
    return translate("Stock", "needs the doctor's word"), Tone.WARN


def against(found: Against, name: str) -> str:
    """Return what in a customer's file speaks against a medicine."""
    reasons = [conditions.condition(one) for one in found.codes]
    reasons += [i18n.pick(one) for one in found.asks]
    said = translate("Stock", "Not for %1 without asking the doctor: %2")
    return said.replace("%1", name).replace("%2", words.joined(tuple(reasons)))


def nothing_against(name: str) -> str:
    """Return what is said where nothing in a customer's file speaks against a medicine."""
    said = translate(
        "Stock",
        "Nothing in the file of %1 speaks against it, by the allergies noted and HQ's rules."
        " What nobody noted is not there.",
    )
    return said.replace("%1", name)


def insurance(medicine: Medicine) -> str:
    """Return the class of 医保 a medicine is in; nothing when it is in none."""
    classes = {
        "a": translate("Stock", "insurance class A"),
        "b": translate("Stock", "insurance class B"),
    }
    return classes.get(medicine.insurance or "", "")


def about(medicine: Medicine) -> str:
    """Return the line under a medicine's name: price and insurance class."""
    price = "" if medicine.price_fen is None else words.yuan(medicine.price_fen)
    return words.joined((price, insurance(medicine)))
