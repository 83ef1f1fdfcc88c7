"""What the fields of a save are called, and what their codes mean."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QCoreApplication

from terminal.domain.sync_centre import SaveField
from ui.compliance import desk_words, own_rows
from ui.counter import conditions
from ui.counter import words as counter_words
from ui.counter.sheets import words as sheet_words
from ui.followups import words
from ui.sync_centre import log_words

translate: Final = QCoreApplication.translate

_PLAIN: Final = frozenset({"channel", "how", "program", "source", "stage", "status", "system"})
_IDS: Final = frozenset({("lead", "owner"), ("tag", "source")})
"""Fields that are ids in these kinds and codes in others."""


def field(name: str) -> str:
    """Return what a field is called; one nobody knows goes by its code."""
    return {**_of_a_file(), **_of_the_desk(), **_of_the_log()}.get(name, name)


def coded(one: SaveField, found: str) -> str:
    """Return what a code stands for, or the text itself; a code nobody knows goes by itself."""
    telling: dict[str | tuple[str, str], Callable[[str], str]] = {
        "about": sheet_words.about,
        "action": log_words.entry,
        "code": partial(_code, one.kind),
        "conditions": conditions.condition,
        "keywords": sheet_words.side_effect,
        "purpose": own_rows.code,
        "sex": counter_words.sex,
        "side_effects": sheet_words.side_effect,
        "what": desk_words.right,
        ("consent", "purpose"): own_rows.purpose,
        ("contact", "result"): _result,
        ("tag", "owner"): own_rows.owner,
        **dict.fromkeys(_PLAIN, _plain),
    }
    if (one.kind, one.name) in _IDS:
        return ""
    told = telling.get((one.kind, one.name)) or telling.get(one.name)
    return found if told is None else told(found) or found


def _plain(found: str) -> str:
    names = {
        "assigned": translate("SaveCode", "given to somebody"),
        "barcode": translate("SaveCode", "code on the pack"),
        "call": translate("SaveCode", "call"),
        "card": translate("SaveCode", "member card"),
        "confirmed": translate("SaveCode", "wants it"),
        "contacted": translate("SaveCode", "contacted"),
        "done": translate("SaveCode", "answered"),
        "erp": translate("SaveCode", "ERP system"),
        "family_pharmacist": translate("SaveCode", "family pharmacist"),
        "file": translate("SaveCode", "an old table"),
        "import": translate("SaveCode", "import of old data"),
        "lead": translate("SaveCode", "lead"),
        "lost": translate("SaveCode", "lost"),
        "offered": translate("SaveCode", "offered"),
        "scan": translate("SaveCode", "scan"),
        "signed": translate("SaveCode", "signed up"),
        "staff": translate("SaveCode", "at the counter"),
        "time_window": translate("SaveCode", "by the time"),
    }
    return names.get(found) or log_words.entry(found) or own_rows.code(found)


def _result(found: str) -> str:
    return translate("SaveCode", "reached") if found == "reached" else words.outcome(found)


def _code(kind: str, found: str) -> str:
    if kind == "observation":
        names = {
            "asked": translate("Observation", "Asked, and there is none"),
            "conflict": translate("Observation", "Answer to a contradiction"),
            "refill": translate("Observation", "Refill"),
        }
        return names.get(found) or words.reading_name(found)
    if kind == "outcome":
        return log_words.entry(found) or words.outcome(found)
    return counter_words.tag(found) if kind == "tag" else own_rows.code(found)


def _of_a_file() -> dict[str, str]:
    return {
        "aliases": translate("Field", "Other names"),
        "allergies": translate("Field", "Allergies"),
        "birth_on": translate("Field", "Born"),
        "channel": translate("Field", "Way"),
        "conditions": translate("Field", "Conditions"),
        "given": translate("Field", "Agreed"),
        "hours": translate("Field", "Hours to be reached at"),
        "name": translate("Field", "Name"),
        "phone": translate("Field", "Phone"),
        "phones": translate("Field", "Phones"),
        "purpose": translate("Field", "For"),
        "sex": translate("Field", "Sex"),
        "silent": translate("Field", "Wants no messages"),
        "tags": translate("Field", "Tags"),
        "text_version": translate("Field", "Version of the text"),
        "withdrawn": translate("Field", "Taken back"),
    }


def _of_the_desk() -> dict[str, str]:
    return {
        "about": translate("Field", "About"),
        "active": translate("Field", "Is on"),
        "agreement_version": translate("Field", "Version of the text"),
        "business_day": translate("Field", "Day"),
        "card": translate("Field", "Learning card"),
        "closed_at": translate("Field", "Closed"),
        "done_at": translate("Field", "Answered"),
        "form_version": translate("Field", "Version of the form"),
        "keywords": translate("Field", "Mentioned"),
        "lines": translate("Field", "Bought"),
        "next_on": translate("Field", "Next step"),
        "order_no": translate("Field", "Order number"),
        "owner": translate("Field", "Kept by"),
        "program": translate("Field", "Programme"),
        "receipt_no": translate("Field", "Receipt number"),
        "result": translate("Field", "Result"),
        "score_e2": translate("Field", "Score"),
        "side_effects": translate("Field", "Side effects"),
        "since_at": translate("Field", "Since"),
        "source": translate("Field", "Came from"),
        "stage": translate("Field", "Step"),
        "status": translate("Field", "How it stands"),
        "system": translate("Field", "Other system"),
        "text": translate("Field", "In words"),
        "total_fen": translate("Field", "Total"),
        "until_on": translate("Field", "Until"),
        "urgent": translate("Field", "Urgent"),
        "value": translate("Field", "Value"),
        "what": translate("Field", "Asks for"),
    }


def _of_the_log() -> dict[str, str]:
    return {
        "action": translate("Field", "Action"),
        "at": translate("Field", "Time"),
        "code": translate("Field", "What"),
        "due_on": translate("Field", "Due"),
        "due_was_on": translate("Field", "Was due"),
        "entity_kind": translate("Field", "Concerns"),
        "facts": translate("Field", "Details"),
        "how": translate("Field", "How"),
        "items": translate("Field", "Value"),
        "note": translate("Field", "Note"),
        "reason": translate("Field", "Reason"),
    }
