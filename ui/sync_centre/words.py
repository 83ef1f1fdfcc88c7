"""Words of the sync centre. Codes and values come in, translated text goes out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, tzinfo
from typing import Final

from PySide6.QtCore import QCoreApplication, QLocale

from terminal.domain import observation
from terminal.domain.sync_centre import Pile, Save, SaveField
from ui import i18n, times
from ui.followups import words
from ui.sync_centre import field_words, log_words
from ui.theme import Tone

translate: Final = QCoreApplication.translate

TONES: Final = {Pile.UNSENT: Tone.PLAIN, Pile.HELD: Tone.INFO, Pile.REFUSED: Tone.WARN}

_UNDECIDED: Final = "DECISION_REFUSED"
_TOLD_FIRST: Final = (
    "outcome",
    "observation",
    "customer",
    "link",
    "task",
    "resolution",
    "audit",
)
"""What a save is called by, when it holds several kinds of record."""


def number(count: int) -> str:
    """Return a number with its separators."""
    return QLocale().toString(count)


def pile(which: Pile) -> str:
    """Return what a pile is called."""
    return {
        Pile.UNSENT: translate("Pile", "Not sent"),
        Pile.HELD: translate("Pile", "Waiting at HQ"),
        Pile.REFUSED: translate("Pile", "Not accepted by HQ"),
    }[which]


def kind(name: str) -> str:
    """Return what a kind of record is called; one nobody knows goes by its code."""
    return _kinds().get(name, name)


def what(save: Save) -> str:
    """Return what was saved, in words: 随访结果."""
    held = {one for one, _ in save.entry.items}
    first = next((one for one in _TOLD_FIRST if one in held), None)
    return kind(first or next(iter(sorted(held)), "audit"))


def about(save: Save) -> str:
    """Return what was saved and whose it is: 王*兰 · 随访结果."""
    return words.joined((save.masked_name, what(save)))


def actor(save: Save) -> str:
    """Return who saved it."""
    return save.actor or translate("Save", "the program")


def reason(save: Save, trouble: str | None) -> str:
    """Return in one sentence why a save is where it is."""
    if save.is_decided:
        return translate("Save", "Decided here; HQ has to confirm it.")
    if save.entry.decision:
        parts = (_UNDECIDED, save.entry.decision)
        return words.sentences(tuple(i18n.message(code).what for code in parts))
    if save.entry.code:
        return i18n.message(save.entry.code).what
    if save.entry.state == Pile.UNSENT:
        return i18n.message(trouble).what if trouble else translate("Save", "On its way to HQ.")
    return translate("Save", "HQ gave no reason.")


def advice(save: Save, trouble: str | None) -> str:
    """Return what was kept, and what to do about a save."""
    if save.is_decided:
        return translate("Save", "There is nothing to do.")
    if save.entry.decision:
        text = i18n.message(_UNDECIDED)
    elif save.entry.code:
        text = i18n.message(save.entry.code)
    elif save.entry.state == Pile.UNSENT and trouble:
        text = i18n.message(trouble)
    else:
        kept = translate("Save", "It is stored on this till and is sent by itself.")
        return words.sentences((kept, translate("Save", "There is nothing to do.")))
    return words.sentences((text.kept, text.next))


def stream(name: str) -> str:
    """Return what a stream of records is called."""
    if name == "g":
        return translate("Stream", "Catalogue and rules")
    return translate("Stream", "This store's files")


def field(one: SaveField) -> str:
    """Return what a field is called; one nobody knows goes by its code."""
    if (one.kind, one.name) == ("resolution", "how"):
        return translate("Field", "Decision")
    return field_words.field(one.name)


def value(one: SaveField, zone: tzinfo) -> str:
    """Return a value as a person reads it; nothing for what only programs read."""
    found = one.value
    if isinstance(found, str):
        return _text(one, found)
    if isinstance(found, int):
        return _number(one, found, zone)
    if isinstance(found, Mapping) and one.name == "items":
        return _answers(found) if one.kind == "response" else _items(found)
    if isinstance(found, Mapping) and one.kind == "audit":
        outcome = found.get("outcome")
        return words.outcome(str(outcome)) if outcome else ""
    return _list(one, found) if isinstance(found, list | tuple) else _plain(found)


def _number(one: SaveField, found: int, zone: tzinfo) -> str:
    if one.name == "at" or one.name.endswith("_at"):
        return times.day_and_clock(datetime.fromtimestamp(found / 1000, UTC), zone)
    return words.yuan(found) if one.name == "total_fen" else _plain(found)


def _list(one: SaveField, found: Sequence[object]) -> str:
    if one.name == "lines":
        return translate("Save", "%1 medicine(s)").replace("%1", number(len(found)))
    told = (_text(one, each) if isinstance(each, str) else _plain(each) for each in found)
    return ", ".join(told) or words.UNKNOWN


def _text(one: SaveField, found: str) -> str:
    if one.name == "business_day" or one.name.endswith("_on"):
        return _day(found)
    if one.name == "entity_kind":
        return kind(found)
    if one.name == "note" and one.kind == "observation":
        return log_words.entry(found) or found
    return field_words.coded(one, found)


def _answers(items: Mapping[str, object]) -> str:
    """Return how many questions were answered: their words are in the form."""
    return translate("Save", "%1 answer(s)").replace("%1", number(_count(items)))


def _count(items: object) -> int:
    if isinstance(items, list | tuple):
        return sum(map(_count, items))
    if not isinstance(items, Mapping):
        return 0
    return bool(items.get("answer")) + _count(items.get("item"))


def _items(items: Mapping[str, object]) -> str:
    glucose = items.get(observation.GLUCOSE)
    if isinstance(glucose, int):
        return f"{words.decimal(glucose, 1)} mmol/L"
    upper, lower = items.get(observation.SYSTOLIC), items.get(observation.DIASTOLIC)
    if upper is not None and lower is not None:
        return f"{upper}/{lower} mmHg"
    return _plain(items)


def _plain(found: object) -> str:
    if isinstance(found, bool):
        return translate("Save", "yes") if found else translate("Save", "no")
    if isinstance(found, Mapping):
        return " ".join(f"{name}: {_plain(one)}" for name, one in found.items()) or words.UNKNOWN
    if isinstance(found, list | tuple):
        return ", ".join(_plain(one) for one in found) or words.UNKNOWN
    return words.UNKNOWN if found is None else str(found)


def _day(text: str) -> str:
    try:
        return words.day(date.fromisoformat(text))
    except ValueError:
        return text


def _kinds() -> dict[str, str]:
    return {
        "article": translate("Kind", "Article"),
        "attendance": translate("Kind", "Attendance"),
        "audit": translate("Kind", "Log entry"),
        "feedback": translate("Kind", "Word to HQ"),
        "calendar": translate("Kind", "Calendar"),
        "complaint": translate("Kind", "Complaint"),
        "consent": translate("Kind", "Consent"),
        "contact": translate("Kind", "Contact"),
        "customer": translate("Kind", "Customer file"),
        "event": translate("Kind", "Event"),
        "external_id": translate("Kind", "Number in another system"),
        "flag": translate("Kind", "Switch"),
        "form": translate("Kind", "Form"),
        "household": translate("Kind", "Household"),
        "lead": translate("Kind", "Lead"),
        "lead_stage": translate("Kind", "Step of a lead"),
        "learning": translate("Kind", "Learning record"),
        "link": translate("Kind", "Request for a file"),
        "medicine": translate("Kind", "Medicine"),
        "member_code": translate("Kind", "Member card"),
        "member_key": translate("Kind", "Key of member codes"),
        "nearby_stock": translate("Kind", "Stock nearby"),
        "neighbour": translate("Kind", "Store nearby"),
        "observation": translate("Kind", "Reading"),
        "outcome": translate("Kind", "Follow-up result"),
        "past_sale": translate("Kind", "Earlier purchase"),
        "question": translate("Kind", "Question to HQ"),
        "request": translate("Kind", "Request about own data"),
        "resolution": translate("Kind", "Decision on a save"),
        "response": translate("Kind", "Answers to a form"),
        "revoked_code": translate("Kind", "Revoked member code"),
        "rule": translate("Kind", "Rule"),
        "signup": translate("Kind", "Sign-up"),
        "slot": translate("Kind", "Contact slot"),
        "staff": translate("Kind", "Staff"),
        "stock": translate("Kind", "Stock"),
        "tag": translate("Kind", "Label"),
        "task": translate("Kind", "Follow-up task"),
        "template": translate("Kind", "Template"),
        "ticket": translate("Kind", "Purchase"),
        "tier_policy": translate("Kind", "Tier policy"),
        "visit": translate("Kind", "Visit note"),
    }
