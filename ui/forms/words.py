"""What the page of questionnaires says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import QCoreApplication

from terminal.domain.forms import checking
from terminal.domain.forms.checking import FormProblem
from terminal.domain.forms.filling import Line, LineKind
from terminal.domain.forms.model import (
    CHOOSING,
    Absent,
    Item,
    ItemType,
    Quantity,
    Value,
)
from terminal.services.forms import SavedForm
from ui import i18n
from ui.followups import words as task_words
from ui.forms.state import Filled

translate: Final = QCoreApplication.translate
_SHORT: Final = 9
"""So many choices are named in a line that nobody is at."""


def asked(line: Line) -> str:
    """Return the words of a line, its link id where a form has none."""
    if line.kind is LineKind.MORE:
        text = translate("Form", "Another entry for “%1”?")
        return text.replace("%1", i18n.pick(line.item.words) or line.item.link_id)
    said = i18n.pick(line.item.words) or line.item.link_id
    if line.kind is LineKind.GROUP and line.turns > 1:
        return f"{said} {line.path[-1][1] + 1}"
    return said


def yes_no() -> tuple[str, str]:
    """Return the words of a question that is answered with yes or no."""
    return translate("Form", "Yes"), translate("Form", "No")


def choices(item: Item) -> list[str]:
    """Return the words of the answers that digits give."""
    if item.type is ItemType.BOOLEAN:
        return list(yes_no())
    return [i18n.pick(one.words) for one in item.choices] if item.type in CHOOSING else []


def value(item: Item, given: Value) -> str:
    """Return an answer in words."""
    if isinstance(given, bool):
        return yes_no()[0 if given else 1]
    if (choice := checking.choice_of(item, given)) is not None:
        return i18n.pick(choice.words)
    shown = checking.shown(given)
    return f"{shown} {given.unit}".strip() if isinstance(given, Quantity) else shown


def answer(line: Line) -> str:
    """Return what was answered, or why there is no answer; empty when nobody has come to it."""
    if line.absent is not None:
        return skipped(line.absent)
    said = task_words.joined(value(line.item, one) for one in line.values)
    if not line.text:
        return said
    open_text = translate("Form", "typed: %1").replace("%1", line.text)
    return task_words.joined((said, open_text))


def skipped(why: Absent) -> str:
    """Return why there is no answer."""
    if why is Absent.DECLINED:
        return translate("Form", "Would rather not say")
    return translate("Form", "Does not know")


def possible(item: Item) -> str:
    """Return what can be answered, for a line that nobody is at."""
    named = choices(item)
    if not named:
        return ""
    gap = "\N{EM SPACE}"
    shown = gap.join(f"{n} {one}" for n, one in enumerate(named[:_SHORT], 1))
    return shown if len(named) <= _SHORT else f"{shown}{gap}…"


def hint(line: Line) -> str:
    """Return what is expected of an answer and how it is typed."""
    if line.kind is LineKind.MORE:
        return translate("Form", "Enter goes on")
    return task_words.joined(_hints(line.item))


def _hints(item: Item) -> Iterator[str]:
    if item.required:
        yield translate("Form", "has to be answered")
    if item.repeats and item.type in CHOOSING:
        yield translate("Form", "several answers; Enter goes on")
    elif item.repeats:
        yield translate("Form", "several answers: Enter after each; Enter alone goes on")
    if item.type is ItemType.DATE:
        yield translate("Form", "date: 20260112 or 2026-1-12")
    if item.type is ItemType.INTEGER:
        yield translate("Form", "whole number")
    yield _bounds(item)
    if item.max_length is not None:
        text = translate("Form", "%1 characters at most")
        yield text.replace("%1", str(item.max_length))
    if len(item.units) > 1:
        units = " / ".join(one.unit for one in item.units)
        yield translate("Form", "unit after the number: %1").replace("%1", units)
    if item.type is ItemType.OPEN_CHOICE:
        yield translate("Form", "0: write something else")


def _bounds(item: Item) -> str:
    low, high = (None if one is None else checking.shown(one) for one in (item.low, item.high))
    if low is not None and high is not None:
        return f"{low}–{high}"
    if low is not None:
        return translate("Form", "%1 or more").replace("%1", low)
    return "" if high is None else translate("Form", "%1 or less").replace("%1", high)


def problem(found: FormProblem, line: Line) -> str:
    """Return what is wrong as a question with its ways on."""
    if found.code == checking.WRONG_TYPE and line.item.type is ItemType.DATE:
        return translate("Form", "Not a date. Which day is meant, such as 20260112?")
    if found.code == checking.WRONG_TYPE and line.item.units:
        units = ", ".join(one.unit for one in line.item.units)
        text = translate("Form", "Not an amount. How much, in %1?")
        return text.replace("%1", units)
    questions = {
        checking.WRONG_TYPE: translate("Form", "Not a number. Which number is meant?"),
        checking.REQUIRED: translate("Form", "No answer yet. What is it, or Alt+1, Alt+2?"),
        checking.TOO_LOW: translate("Form", "Less than %1. Is that right, or what is it?"),
        checking.TOO_HIGH: translate("Form", "More than %1. Is that right, or what is it?"),
        checking.TOO_LONG: translate("Form", "Longer than %1 characters. How to say it shorter?"),
        checking.TOO_FINE: translate("Form", "More than %1 decimals. What is it, rounded?"),
    }
    if found.code not in questions:
        return i18n.message(found.code, found.facts).what
    return questions[found.code].replace("%1", next(iter(found.facts.values()), ""))


def unit(item: Item) -> str:
    """Return the unit that stands in the field."""
    return item.units[0].unit if item.units else ""


def units_written(item: Item) -> tuple[str, ...] | None:
    """Return the units that may be typed after an answer's figure, None for any."""
    if item.type is ItemType.QUANTITY and not item.units:
        return None
    return tuple(said for one in item.units for said in (one.unit, one.code) if said)


def progress(filled: Filled) -> str:
    """Return how far a form is."""
    text = translate("Form", "%1 of %2 answered")
    return text.replace("%1", str(filled.answered)).replace("%2", str(filled.asked))


def left(filled: Filled) -> str:
    """Return what stands in the way of saving, empty when nothing does."""
    parts = []
    if filled.missing:
        text = translate("Form", "%1 still have to be answered")
        parts.append(text.replace("%1", str(filled.missing)))
    if filled.wrong:
        text = translate("Form", "%1 to look at again")
        parts.append(text.replace("%1", str(filled.wrong)))
    return task_words.joined(parts)


def version(filled: Filled) -> str:
    """Return under which version it is filled in, or was."""
    said = translate("Form", "version %1").replace("%1", str(filled.form.version))
    if filled.corrects is not None:
        text = translate("Form", "corrects saved answers, in the form they were given to")
        return task_words.joined((said, text))
    if filled.newest is not None:
        text = translate("Form", "HQ has version %1 by now; this draft goes on as it was begun")
        return task_words.joined((said, text.replace("%1", str(filled.newest))))
    if not filled.is_own_version:
        text = translate("Form", "this version is not at this till; in the words of another")
        return task_words.joined((said, text))
    return said


def unshown(filled: Filled) -> list[str]:
    """Return each item that cannot be shown, and why."""
    return [task_words.joined((one.text or one.link_id, one.reason)) for one in filled.form.unshown]


def saved(name: str, title: str, deed: SavedForm) -> str:
    """Return what was saved, and whether a reading in it needs a doctor."""
    text = translate("Form", "Saved: %1").replace("%1", title)
    more = [
        f"{task_words.reading_name(one.item.reading.code)} {task_words.reading_text(one.item)}"
        for one in deed.taken
    ]
    return task_words.joined((text, *more, name))


def danger(deed: SavedForm) -> str:
    """Return what to say when a reading needs a doctor."""
    told = (
        f"{task_words.reading_name(one.item.reading.code)} {task_words.reading_text(one.item)}"
        for one in deed.dangers
    )
    text = translate("Form", "Needs a doctor now: %1. Refer the customer today.")
    return text.replace("%1", task_words.joined(told))


def advice(deed: SavedForm) -> str:
    """Return what to tell the customer of each reading that needs a doctor."""
    return "\n".join(dict.fromkeys(task_words.advice(one.item) for one in deed.dangers))
