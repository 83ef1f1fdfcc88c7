"""Words of the sync centre. Codes and values come in, translated text goes out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, tzinfo
from typing import Final

from PySide6.QtCore import QCoreApplication, QLocale

from terminal.domain import observation
from terminal.domain.reading_trail import ERROR, RESTORED
from terminal.domain.sync_centre import Pile, Save, SaveField
from ui import i18n, times
from ui.followups import words
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
    return _fields().get(one.name, one.name)


def value(one: SaveField, zone: tzinfo) -> str:
    """Return a value as a person reads it; nothing for what only programs read."""
    found = one.value
    if one.name == "at" and isinstance(found, int):
        return times.day_and_clock(datetime.fromtimestamp(found / 1000, UTC), zone)
    if isinstance(found, str):
        return _text(one, found)
    if isinstance(found, Mapping) and one.name == "items":
        return _items(found)
    if isinstance(found, Mapping) and one.kind == "audit":
        outcome = found.get("outcome")
        return words.outcome(str(outcome)) if outcome else ""
    return _plain(found)


def _text(one: SaveField, found: str) -> str:
    if one.name in ("due_on", "due_was_on", "birth_on"):
        return _day(found)
    if one.name in ("action", "entity_kind", "how"):
        return _codes().get(found) or kind(found)
    if one.name == "code" and one.kind == "outcome":
        return _codes().get(found) or words.outcome(found)
    if one.name == "code" and one.kind == "observation":
        return words.reading_name(found)
    if one.name == "note" and one.kind == "observation":
        return _codes().get(found, found)
    return found


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


def _codes() -> dict[str, str]:
    return {
        "customer.opened": translate("LogEntry", "Customer card opened"),
        "customer.revealed": translate("LogEntry", "Name and phone shown"),
        "dropped": translate("LogEntry", "Given up"),
        ERROR: translate("LogEntry", "Entered in error"),
        RESTORED: translate("LogEntry", "As it was before"),
        "followup.recorded": translate("LogEntry", "Follow-up recorded"),
        "followup.undone": translate("LogEntry", "Follow-up undone"),
        "import.begun": translate("LogEntry", "Import of old data begun"),
        "import.checked": translate("LogEntry", "Old data compared with the files"),
        "import.done": translate("LogEntry", "Import of old data complete"),
        "import.undo_begun": translate("LogEntry", "Taking an import back begun"),
        "import.undone": translate("LogEntry", "Import of old data taken back"),
        "reading.corrected": translate("LogEntry", "Reading put right"),
        "reading.recorded": translate("LogEntry", "Reading recorded"),
        "reading.restored": translate("LogEntry", "Reading as it was before"),
        "reading.undone": translate("LogEntry", "Reading undone"),
        "reading.withdrawn": translate("LogEntry", "Reading withdrawn"),
        "replaced": translate("LogEntry", "Corrected"),
        "save.given_up": translate("LogEntry", "Save given up"),
        "save.opened": translate("LogEntry", "Content of a save looked at"),
        "staff.signed_in": translate("LogEntry", "Signed in"),
        "store.damaged": translate("LogEntry", "Damaged records found"),
        "undone": translate("LogEntry", "Undone"),
        "work.exported": translate("LogEntry", "Unsent work exported"),
    }


def _fields() -> dict[str, str]:
    return {
        "action": translate("Field", "Action"),
        "allergies": translate("Field", "Allergies"),
        "at": translate("Field", "Time"),
        "birth_on": translate("Field", "Born"),
        "code": translate("Field", "What"),
        "conditions": translate("Field", "Conditions"),
        "due_on": translate("Field", "Due"),
        "due_was_on": translate("Field", "Was due"),
        "entity_kind": translate("Field", "Concerns"),
        "facts": translate("Field", "Details"),
        "how": translate("Field", "Decision"),
        "items": translate("Field", "Value"),
        "name": translate("Field", "Name"),
        "note": translate("Field", "Note"),
        "phone": translate("Field", "Phone"),
        "phones": translate("Field", "Phones"),
        "reason": translate("Field", "Reason"),
        "rule": translate("Field", "Rule"),
        "sex": translate("Field", "Sex"),
        "tags": translate("Field", "Tags"),
    }
