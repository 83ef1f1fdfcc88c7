"""Words and figures of tasks, as a person reads them. Codes come in, translated text goes out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, tzinfo
from typing import Final

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QTime

from terminal.domain import observation
from terminal.domain.card import Due, ReadingItem, TaskItem
from terminal.domain.customer import Mark
from terminal.domain.followup import OutcomeCode
from terminal.domain.observation import ReadingLevel
from terminal.domain.problems import FieldProblem
from ui import i18n
from ui.followups.state import Lane
from ui.theme import Tone

translate: Final = QCoreApplication.translate

UNKNOWN: Final = "—"


_GLUCOSE_MIDDLE_E1: Final = 70
"""Glucose is dangerous on both sides of this, and far from it."""

_LEVEL_TONES: Final = {
    ReadingLevel.HIGH: Tone.WARN,
    ReadingLevel.LOW: Tone.WARN,
    ReadingLevel.DANGER: Tone.DANGER,
}


def outcome(code: str) -> str:
    """Return what an outcome is called; one of a newer program is called other."""
    try:
        return _outcomes()[OutcomeCode(code)]
    except ValueError:
        return _outcomes()[OutcomeCode.OTHER]


def lane(which: Lane) -> str:
    """Return what a lane is called."""
    return _lanes()[which]


def mark(which: Mark) -> str:
    """Return the words of one of the three marks."""
    return _marks()[which]


def reading_name(code: str) -> str:
    """Return what a kind of reading is called; an unknown kind goes by its code."""
    return _readings().get(code, code)


def reading_unit(code: str) -> str:
    """Return the unit people read with a value; blood pressure goes without."""
    return "mmol/L" if code in (observation.GLUCOSE_FASTING, observation.GLUCOSE_RANDOM) else ""


def entry_unit(code: str) -> str:
    """Return the unit a reading is typed in, pressure too."""
    return "mmHg" if code == observation.BLOOD_PRESSURE else reading_unit(code)


def units_written(code: str) -> tuple[str, ...]:
    """Return the units that may be typed after a reading's figure."""
    return () if code == observation.BLOOD_PRESSURE else ("mg/dL", "mmol/L")


def reading_value(item: ReadingItem) -> str:
    """Return the figures of a reading: 8.4, 138/86."""
    items = item.reading.items
    if observation.GLUCOSE in items:
        return decimal(items[observation.GLUCOSE], 1)
    if observation.SYSTOLIC in items and observation.DIASTOLIC in items:
        return f"{items[observation.SYSTOLIC]}/{items[observation.DIASTOLIC]}"
    return " ".join(str(value) for value in items.values())


def reading_arrow(item: ReadingItem) -> str:
    """Return ↑ or ↓ when a reading is out of the ordinary."""
    if item.level is ReadingLevel.LOW:
        return "↓"
    if item.level is ReadingLevel.DANGER:
        glucose = item.reading.items.get(observation.GLUCOSE)
        return "↓" if glucose is not None and glucose < _GLUCOSE_MIDDLE_E1 else "↑"
    return "↑" if item.level is ReadingLevel.HIGH else ""


def reading_text(item: ReadingItem) -> str:
    """Return a reading in one line: 8.4 mmol/L ↑."""
    parts = reading_value(item), reading_unit(item.reading.code), reading_arrow(item)
    return " ".join(filter(None, parts))


def level_tone(level: ReadingLevel | None) -> Tone:
    """Return the colour of a level: red is for what needs a doctor, and nothing else."""
    return Tone.PLAIN if level is None else _LEVEL_TONES.get(level, Tone.PLAIN)


def due(task: TaskItem) -> tuple[str, Tone]:
    """Return when a task is due, and in which colour."""
    if task.due is Due.OVERDUE:
        text = translate("Due", "%1 d overdue").replace("%1", str(task.days_overdue))
        return text, Tone.WARN
    if task.due is Due.TODAY:
        return translate("Due", "Due today"), Tone.PLAIN
    if task.due is Due.DONE:
        return outcome(task.outcome or OutcomeCode.OTHER), Tone.MUTED
    return translate("Due", "Due %1").replace("%1", day(task.due_on)), Tone.MUTED


def title(task: TaskItem) -> str:
    """Return what a task is called; while reading is locked that would tell of an illness."""
    return i18n.pick(task.title) or translate("Due", "Follow-up")


def holder(task: TaskItem) -> str:
    """Return whose task it is; nothing while it is anybody's."""
    if task.assignee is None:
        return ""
    return translate("Due", "For %1").replace("%1", task.assignee_name or UNKNOWN)


def handed_over(task: TaskItem) -> str:
    """Return whose task it is, who handed it over and with what words, empty where nobody did."""
    whose = holder(task)
    if not task.handed_by:
        return whose
    by = translate("Due", "handed over by %1").replace("%1", task.handed_by)
    said = joined((whose or translate("Due", "For anybody in the store"), by))
    return f"{said}: {task.handed_note}" if task.handed_note else said


def attempts(count: int) -> str:
    """Return how often nobody answered; nothing when that never happened."""
    return translate("Due", "Not reached: %1×").replace("%1", str(count)) if count else ""


def problem(found: FieldProblem) -> str:
    """Return what is wrong with what was typed, and how to go on."""
    text = i18n.message(found.code, found.facts)
    item = _halves().get(found.facts.get("item", ""), "")
    return sentences((f"{item}: {text.what}" if item else text.what, text.next))


def sentences(parts: Iterable[str]) -> str:
    """Return sentences one after the other; Chinese ones stand without a space between."""
    joined_up = ""
    for part in filter(None, parts):
        gap = "" if not joined_up or joined_up.endswith(("。", "！", "？")) else " "
        joined_up += gap + part
    return joined_up


def decimal(scaled: int, places: int) -> str:
    """Return a scaled integer with its decimals: 84 with one place is 8.4."""
    return QLocale().toString(scaled / 10**places, "f", places)


def amount(qty_e4: int) -> str:
    """Return a quantity × 10,000 without idle zeros: 10000 is 1, 15000 is 1.5."""
    whole, rest = divmod(qty_e4, 10_000)
    if rest == 0:
        return QLocale().toString(whole)
    return QLocale().toString(qty_e4 / 10_000, "f", 2).rstrip("0")


def day(on: date, *, today: date | None = None) -> str:
    """Return a day, with its year when that is not today's."""
    same_year = today is None or on.year == today.year
    form = translate("Date", "d MMM") if same_year else translate("Date", "d MMM yyyy")
    return QLocale().toString(QDate(on.year, on.month, on.day), form)


def table_day(on: date, *, today: date | None = None) -> str:
    """Return a day as it stands in columns: short, and of one width where the language has it."""
    same_year = today is None or on.year == today.year
    form = translate("TableDate", "d MMM") if same_year else translate("TableDate", "d MMM yyyy")
    return QLocale().toString(QDate(on.year, on.month, on.day), form)


def clock(at: datetime, zone: tzinfo) -> str:
    """Return the time of day at the store."""
    local = at.astimezone(zone)
    return QLocale().toString(QTime(local.hour, local.minute), "HH:mm")


def advice(item: ReadingItem) -> str:
    """Return what to tell a customer whose reading needs a doctor."""
    if item.reading.code == observation.BLOOD_PRESSURE:
        return translate(
            "Advice",
            "“Your blood pressure is far from the usual range. Please sit down; we measure again in"
            " five minutes. If it stays so, please see a doctor today and not later. With chest"
            " pain, a severe headache or weakness on one side we call an ambulance.”",
        )
    if item.reading.items.get(observation.GLUCOSE, 0) < 100:  # noqa: PLR2004 (10.0 mmol/L: which side)
        return translate(
            "Advice",
            "“Your glucose is too low. Please sit down and take 15 g of sugar now; we measure again"
            " in 15 minutes. Please see a doctor today; do not drive until it is up again.”",
        )
    return translate(
        "Advice",
        "“Your glucose is very high. Please see a doctor today and not later, and take your"
        " medicines along. With vomiting, deep breath or drowsiness we call an ambulance.”",
    )


def joined(parts: Iterable[str]) -> str:
    """Return parts in one line, empty ones left out."""
    return " · ".join(filter(None, parts))


def yuan(fen: int, *, cents: bool = True) -> str:
    """Return money: ¥186.40, or ¥3,462 without cents."""
    return "¥" + QLocale().toString(fen / 100, "f", 2 if cents else 0)


def stock(
    qty_e4: int | None,
    as_of: datetime | None,
    today: date | None,
    zone: tzinfo,
    *,
    is_in_table: bool = False,
) -> str:
    """Return what is on the shelf, with its day when the figure is not today's."""
    if qty_e4 is None:
        return UNKNOWN
    text = translate("Medicine", "%1 packs").replace("%1", amount(qty_e4))
    if as_of is None or (on := as_of.astimezone(zone).date()) == today:
        return text
    say = table_day if is_in_table else day
    old = translate("Medicine", "on %1").replace("%1", say(on, today=today))
    return joined((text, old))


def stock_tone(qty_e4: int | None) -> Tone:
    """Return the colour of a stock: none left is a warning, not known is quiet."""
    if qty_e4 is None:
        return Tone.MUTED
    return Tone.PLAIN if qty_e4 > 0 else Tone.WARN


def _outcomes() -> dict[OutcomeCode, str]:
    return {
        OutcomeCode.DONE: translate("Outcome", "Done"),
        OutcomeCode.REFILLED: translate("Outcome", "Refilled"),
        OutcomeCode.RESCHEDULED: translate("Outcome", "Later"),
        OutcomeCode.NO_ANSWER: translate("Outcome", "No answer"),
        OutcomeCode.REFUSED: translate("Outcome", "Refused"),
        OutcomeCode.STOPPED: translate("Outcome", "No longer takes it"),
        OutcomeCode.REFERRED: translate("Outcome", "Referred"),
        OutcomeCode.WRONG_NUMBER: translate("Outcome", "Wrong number"),
        OutcomeCode.OTHER: translate("Outcome", "Other"),
        OutcomeCode.HANDED_OVER: translate("Outcome", "Handed over"),
    }


def _lanes() -> dict[Lane, str]:
    return {
        Lane.OVERDUE: translate("Lane", "Overdue"),
        Lane.TODAY: translate("Lane", "Due today"),
        Lane.DONE: translate("Lane", "Done today"),
        Lane.MINE: translate("Lane", "Mine"),
    }


def _marks() -> dict[Mark, str]:
    return {
        Mark.LOCAL: translate("Mark", "This till only"),
        Mark.RECEIVED: translate("Mark", "Received by HQ"),
        Mark.ACCEPTED: translate("Mark", "Accepted by HQ"),
    }


def _readings() -> dict[str, str]:
    return {
        observation.GLUCOSE_FASTING: translate("Reading", "Fasting glucose"),
        observation.GLUCOSE_RANDOM: translate("Reading", "Random glucose"),
        observation.BLOOD_PRESSURE: translate("Reading", "Blood pressure"),
    }


def _halves() -> dict[str, str]:
    return {
        observation.SYSTOLIC: translate("Reading", "The upper pressure"),
        observation.DIASTOLIC: translate("Reading", "The lower pressure"),
    }
