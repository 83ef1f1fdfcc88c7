"""What was typed for a task: kept until it is recorded, and read as numbers. No widgets here.

Drafts outlive scans and page switches, so that nothing typed is lost when somebody else steps up
to the counter.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final

from terminal.domain import observation
from terminal.domain.card import ReadingItem, TaskItem
from terminal.domain.followup import OutcomeCode
from terminal.domain.numbers import read_decimal_e1, read_pair
from terminal.domain.observation import Reading, ReadingLevel
from terminal.domain.problems import FieldProblem

VALUE: Final = "value"
NOTE: Final = "note"

REACHED_NOBODY: Final = frozenset({OutcomeCode.NO_ANSWER, OutcomeCode.WRONG_NUMBER})
"""Outcomes without a conversation: a value cannot have come of them, a typed one stays a draft."""
KEEPS_VALUE: Final = REACHED_NOBODY | {OutcomeCode.HANDED_OVER}


@dataclass(frozen=True, slots=True)
class Draft:
    """The unsaved texts of one task."""

    value: str = ""
    note: str = ""

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to lose."""
        return not self.value.strip() and not self.note.strip()


def _no_clock() -> datetime:
    return datetime.fromtimestamp(0, UTC)


class Drafts:
    """Unsaved texts by task. One instance serves all pages. `now` is an aware clock, None where
    nobody asks since when something waits.
    """

    def __init__(self, now: Callable[[], datetime] | None = None) -> None:
        self.now = now or _no_clock
        self._by_task: dict[str, Draft] = {}

    def of(self, task_id: str) -> Draft:
        """Return what was typed for a task; an empty draft when nothing was."""
        return self._by_task.get(task_id, Draft())

    def has(self, task_id: str) -> bool:
        """Tell whether there is something to lose of a task. Asked for every row of a list."""
        draft = self._by_task.get(task_id)
        return draft is not None and not draft.is_empty

    def edit(self, task_id: str, field: str, text: str) -> None:
        """Keep the text of one field (VALUE or NOTE) of a task."""
        before = self.of(task_id)
        after = replace(before, value=text) if field == VALUE else replace(before, note=text)
        self.keep(task_id, after)

    def keep(self, task_id: str, draft: Draft) -> None:
        """Keep a whole draft; an empty one is forgotten."""
        if draft == Draft():
            self._by_task.pop(task_id, None)
        else:
            self._by_task[task_id] = draft

    def park(self) -> Callable[[], None]:
        """Put away what one person typed; what is returned brings it back."""
        kept, self._by_task = self._by_task, {}
        return lambda: self._by_task.update(kept | self._by_task)

    def notes(self) -> Mapping[str, str]:
        """Return the words that were typed, by task."""
        return {task: one.note for task, one in self._by_task.items() if one.note.strip()}

    def waiting(self) -> frozenset[str]:
        """Return the tasks with something to lose."""
        return frozenset(task for task, draft in self._by_task.items() if not draft.is_empty)


def _glucose(text: str) -> dict[str, int] | None:
    number = read_decimal_e1(text)
    return None if number is None else {observation.GLUCOSE: number}


def _pressure(text: str) -> dict[str, int] | None:
    pair = read_pair(text)
    if pair is None:
        return None
    return {observation.SYSTOLIC: pair[0], observation.DIASTOLIC: pair[1]}


_READERS: Final[dict[str, Callable[[str], dict[str, int] | None]]] = {
    observation.GLUCOSE_FASTING: _glucose,
    observation.GLUCOSE_RANDOM: _glucose,
    observation.BLOOD_PRESSURE: _pressure,
}


def wants_value(reading: str | None) -> bool:
    """Tell whether a task asks for a reading this program can take. A kind of reading that a newer
    program knows is asked about, but cannot be typed here.
    """
    return reading in _READERS


def read_value(reading: str | None, text: str) -> dict[str, int] | FieldProblem | None:
    """Return the items in a typed value, None when nothing was typed, or why it cannot be taken.
    The problem's name is always VALUE, because people see one field.
    """
    if reading is None or reading not in _READERS or not text.strip():
        return None
    items = _READERS[reading](text)
    if items is None:
        return FieldProblem(VALUE, "READING_UNREADABLE", {"reading": reading})
    problems = observation.check(reading, items)
    return _at_value(problems[0]) if problems else items


def level_of(reading: str | None, text: str) -> ReadingLevel | None:
    """Return what a value means while it is being typed, None as long as it means nothing."""
    items = read_value(reading, text)
    if reading is None or not isinstance(items, dict):
        return None
    return observation.level(reading, items)


def told_only(task: TaskItem, draft: Draft, now: datetime) -> ReadingItem | None:
    """Return a reading that was typed of somebody who refused a health file, with its meaning: it
    is told and never saved. None when there is none.
    """
    items = read_value(task.reading, draft.value)
    if not task.refuses_health or task.reading is None or not isinstance(items, dict):
        return None
    reading = Reading("", task.customer, task.reading, now, items)
    return ReadingItem(reading, observation.level(task.reading, items))


def shown_problem(problems: list[FieldProblem]) -> FieldProblem:
    """Return the first problem of a refused entry, at the field where it is mended."""
    first = problems[0]
    return first if first.name == NOTE else _at_value(first)


def _at_value(problem: FieldProblem) -> FieldProblem:
    named = {**problem.facts, "item": problem.name}
    return FieldProblem(VALUE, problem.code, named)
