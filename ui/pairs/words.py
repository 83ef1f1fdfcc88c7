"""What the page of pairs says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import QCoreApplication

from terminal.services.pairs import Decided, Pair, Side
from ui.counter.conditions import condition
from ui.counter.words import sex
from ui.enrol import words as enrol_words
from ui.followups import words as task_words

translate: Final = QCoreApplication.translate

NOTHING: Final = "—"


def rows(pair: Pair) -> Iterator[tuple[str, str, str, str]]:
    """Yield code, label and both sides of each line that is compared."""
    names = {
        "name": translate("Pairs", "Name"),
        "sex": translate("Pairs", "Sex"),
        "born": translate("Pairs", "Born"),
        "phone": translate("Pairs", "Phone ends in"),
        "card": translate("Pairs", "Card ends in"),
        "conditions": translate("Pairs", "Conditions"),
        "allergies": translate("Pairs", "Allergies"),
        "labels": translate("Pairs", "Labels"),
    }
    first, second = _said(pair.first), _said(pair.second)
    for code, label in names.items():
        yield code, label, first[code] or NOTHING, second[code] or NOTHING


def why(pair: Pair) -> str:
    """Return what speaks for and against."""
    reasons = task_words.joined(map(enrol_words.reason, pair.reasons))
    scored = translate("Enrol", "%1 of 100").replace("%1", str(pair.score))
    return task_words.joined((reasons, scored))


def decided(done: Decided) -> str:
    """Return what was just said."""
    names = f"{done.pair.first.masked_name} / {done.pair.second.masked_name}"
    if done.is_same:
        text = translate("Pairs", "%1: one person. HQ joins the files.")
    else:
        text = translate("Pairs", "%1: two people. Not asked again.")
    return text.replace("%1", names)


def _said(side: Side) -> dict[str, str]:
    years = "" if side.age is None else translate("Enrol", "%1 years").replace("%1", str(side.age))
    return {
        "name": side.masked_name,
        "sex": sex(side.sex),
        "born": task_words.joined((side.born, years)),
        "phone": side.phone_tail,
        "card": side.card_tail,
        "conditions": "、".join(map(condition, side.conditions)),
        "allergies": "、".join(side.allergies),
        "labels": "、".join(side.labels),
    }
