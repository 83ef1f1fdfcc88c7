"""Words of the import page. Codes and values come in, translated text goes out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, tzinfo
from typing import Final

from PySide6.QtCore import QCoreApplication, QLocale

from terminal.domain.customer import mask_name, mask_phone
from terminal.domain.identifiers import DROPPED, classify
from terminal.domain.imports.matching import OTHER_BIRTH, OTHER_NAME, OTHER_SEX
from terminal.domain.imports.model import (
    BatchEntry,
    BatchState,
    Choice,
    Column,
    Field,
    Problem,
    Severity,
    Stage,
    Stand,
)
from terminal.services import tables
from ui import i18n, times
from ui.imports.state import Step
from ui.theme import Tone

translate: Final = QCoreApplication.translate

STATE_TONES: Final = {
    BatchState.RUNNING: Tone.WARN,
    BatchState.DONE: Tone.OK,
    BatchState.UNDOING: Tone.WARN,
    BatchState.UNDONE: Tone.MUTED,
}
GROUP_TONES: Final = {
    Severity.ROW: Tone.WARN,
    Severity.MISSING: Tone.PLAIN,
    Severity.QUESTION: Tone.INFO,
}

_NAMES: Final = frozenset({Field.NAME, Field.FORMER_NAME})
_DIGITS: Final = re.compile(r"\d[\d \-()]{5,}\d")
_NO_DIGIT: Final = re.compile(r"\D")
_PHONE_LEAST: Final = 7
_DATE: Final = re.compile(
    r"(?:19|20)\d\d[-/.年]?(?:0?[1-9]|1[0-2])[-/.月]?(?:0?[1-9]|[12]\d|3[01])日?(?: .*)?"
)
_OPEN: Final = frozenset(
    {
        *(Field.BIRTH_ON, Field.SOLD_ON, Field.MEASURED_ON, Field.MEDICINE_CODE),
        *(Field.RECEIPT_NO, Field.QUANTITY, Field.AMOUNT, Field.DAYS_SUPPLY),
    }
)
"""What long figures tell of nobody in."""
_HIDDEN: Final = "••••"
_AGAINST: Final = frozenset({OTHER_NAME, OTHER_BIRTH, OTHER_SEX})
_SAMPLES: Final = 3
_SAID_MOST: Final = 40
_WORDED: Final = _NAMES | {
    *(Field.CONDITIONS, Field.ALLERGIES, Field.TAGS, Field.NOTE),
    *(Field.MEDICINE, Field.QUANTITY, Field.AMOUNT, Field.DAYS_SUPPLY),
}
"""Fields in which Chinese words are no names, or are masked already."""
_HAN: Final = re.compile("[\u4e00-\u9fff]{2,}")
_GAPS: Final = re.compile(r"[\s'-]+")


def number(count: int) -> str:
    """Return a number with its separators."""
    return QLocale().toString(count)


def step(which: Step) -> str:
    """Return what a step is called."""
    return {
        Step.FILE: translate("ImportStep", "File"),
        Step.COLUMNS: translate("ImportStep", "Columns"),
        Step.CHECK: translate("ImportStep", "Check"),
        Step.ANSWERS: translate("ImportStep", "Questions"),
        Step.RUN: translate("ImportStep", "Take over"),
    }[which]


def stage(which: Stage) -> str:
    """Return what is being done."""
    return {
        Stage.READING: translate("ImportStage", "Reading the file"),
        Stage.CHECKING: translate("ImportStage", "Checking every row"),
        Stage.WRITING: translate("ImportStage", "Taking rows over"),
        Stage.UNDOING: translate("ImportStage", "Taking the import back"),
    }[which]


def field(which: Field) -> str:
    """Return what a field is called."""
    return _fields()[which]


def group(which: Severity) -> str:
    """Return what a list of problems is called."""
    return {
        Severity.ROW: translate("ImportGroup", "Not taken over"),
        Severity.MISSING: translate("ImportGroup", "Missing"),
        Severity.QUESTION: translate("ImportGroup", "To be asked"),
    }[which]


def choice(which: Choice) -> str:
    """Return what becomes of a row."""
    return {
        Choice.MERGE: translate("ImportChoice", "Join"),
        Choice.NEW: translate("ImportChoice", "New"),
        Choice.SKIP: translate("ImportChoice", "Skip"),
    }[which]


def stand(which: Stand) -> str:
    """Return what becomes of a field that differs."""
    return {
        Stand.KEEP: translate("ImportChoice", "Keep what is on file"),
        Stand.TAKE: translate("ImportChoice", "Take the row's"),
    }[which]


def state(entry: BatchEntry) -> tuple[str, Tone]:
    """Return where an import stands, and in which colour."""
    text = {
        BatchState.RUNNING: translate("ImportState", "Cut short"),
        BatchState.DONE: translate("ImportState", "Done"),
        BatchState.UNDOING: translate("ImportState", "Half taken back"),
        BatchState.UNDONE: translate("ImportState", "Taken back"),
    }[entry.state]
    return text, STATE_TONES[entry.state]


def reason(code: str) -> str:
    """Return what speaks for or against two people being the same."""
    return i18n.message(code).what.rstrip(".。")


def speaks_against(code: str) -> bool:
    """Tell whether a reason is one against two people being the same."""
    return code in _AGAINST


def masked(name: str) -> str:
    """Return a name as a queue may see it."""
    return mask_name(name)


def problem(found: Problem) -> str:
    """Return what is wrong with a row, in words."""
    return i18n.message(found.code, found.facts).what


def said(found: Problem) -> str:
    """Return what stands in the row there, masked as samples are and no longer than a line holds.
    What is an ID card, a payment or an insurance code is not shown, whatever column it is in.
    """
    text = " ".join(found.said.split())
    if not text:
        return ""
    if found.field is Field.ID_CARD or classify(_GAPS.sub("", text)).kind in DROPPED:
        return _HIDDEN
    shown = _sample(text, found.field)
    if found.field not in _WORDED:
        # Rows whose cells moved by a column have a name where nobody expects one.
        shown = _HAN.sub(lambda one: mask_name(one[0]), shown)
    return shown if len(shown) <= _SAID_MOST else f"{shown[: _SAID_MOST - 1]}…"


def kind(name: str) -> str:
    """Return what kind of file it is."""
    if name == "xlsx":
        return translate("ImportFile", "Excel workbook")
    return translate("ImportFile", "Text table (CSV)")


def encoding(name: str) -> str:
    """Return what an encoding is called by those who have to choose one."""
    return {
        tables.MIXED: translate("ImportFile", "UTF-8 and GBK mixed"),
        "gb18030": translate("ImportFile", "GBK (GB18030)"),
    }.get(name, name.upper())


def when(at: datetime, now: datetime | None, zone: tzinfo) -> str:
    """Return when an import was."""
    return times.day_and_clock(at, zone) if now is None else times.moment(at, now, zone)


def value(name: Field, text: str, *, is_revealed: bool) -> str:
    """Return what stands in a field, masked where it tells who somebody is."""
    if is_revealed:
        return sex(text) if name is Field.SEX else text
    if name in _NAMES:
        return mask_name(text) if text else ""
    if name is Field.PHONE:
        return " ".join(mask_phone(one) for one in text.split())
    if name is Field.SEX:
        return sex(text)
    return text


def sex(text: str) -> str:
    """Return a sex as people read it; what is no code stands as it is."""
    female, male = translate("ImportValue", "female"), translate("ImportValue", "male")
    return {"f": female, "female": female, "m": male, "male": male}.get(text.lower(), text)


def samples(column: Column, held: Field | None) -> str:
    """Return what stands in the first rows of a column. Names, and figures long enough to be a
    phone or a number of somebody, are masked whatever the column is taken for.
    """
    known = held or column.suggested
    if known is Field.ID_CARD:
        return _HIDDEN
    shown = [_sample(one.strip(), known) for one in column.samples if one.strip()]
    return " · ".join(shown[:_SAMPLES])


def seconds(left_s: int) -> str:
    """Return how long something will take, as roughly as anybody wants to know it."""
    minutes = -(-left_s // 60)
    if left_s < 90:  # noqa: PLR2004 (a minute and a half)
        rounded = max(-(-left_s // 5) * 5, 5)
        return translate("ImportTime", "about %1 s left").replace("%1", number(rounded))
    return translate("ImportTime", "about %1 min left").replace("%1", number(minutes))


def _sample(text: str, held: Field | None) -> str:
    if held in _NAMES:
        return mask_name(text)
    if held in _OPEN or _DATE.fullmatch(text):
        return text
    return _DIGITS.sub(_masked_digits, text)


def _masked_digits(found: re.Match[str]) -> str:
    digits = _NO_DIGIT.sub("", found[0])
    return mask_phone(digits) if len(digits) >= _PHONE_LEAST else found[0]


def _fields() -> Mapping[Field, str]:
    return {
        Field.NAME: translate("ImportField", "Name"),
        Field.FORMER_NAME: translate("ImportField", "Former name"),
        Field.SEX: translate("ImportField", "Sex"),
        Field.BIRTH_ON: translate("ImportField", "Born"),
        Field.PHONE: translate("ImportField", "Phone"),
        Field.CARD: translate("ImportField", "Member card"),
        Field.CONDITIONS: translate("ImportField", "Conditions"),
        Field.ALLERGIES: translate("ImportField", "Allergies"),
        Field.TAGS: translate("ImportField", "Labels"),
        Field.NOTE: translate("ImportField", "Note"),
        Field.SILENT: translate("ImportField", "Wants no messages"),
        Field.SOLD_ON: translate("ImportField", "Bought on"),
        Field.RECEIPT_NO: translate("ImportField", "Receipt number"),
        Field.MEDICINE: translate("ImportField", "Medicine"),
        Field.MEDICINE_CODE: translate("ImportField", "Medicine code"),
        Field.QUANTITY: translate("ImportField", "Packs"),
        Field.AMOUNT: translate("ImportField", "Amount paid"),
        Field.DAYS_SUPPLY: translate("ImportField", "Days of supply"),
        Field.MEASURED_ON: translate("ImportField", "Measured on"),
        Field.GLUCOSE: translate("ImportField", "Glucose"),
        Field.PRESSURE: translate("ImportField", "Blood pressure"),
        Field.ID_CARD: translate("ImportField", "Identity card (left out)"),
    }
