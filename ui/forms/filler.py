"""A form under a person's hands: what each key does to it. No widgets and no store here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from terminal.domain.forms import checking
from terminal.domain.forms.enabling import Path
from terminal.domain.forms.filling import (
    AT,
    CORRECTS,
    Filling,
    Line,
    LineKind,
    choice_at,
    choices_of,
)
from terminal.domain.forms.model import Absent, Answered, Form, ItemType
from ui.forms.state import Filled, Place, has_choices, is_typed, place_of

SKIPPED: Final = (Absent.DECLINED, Absent.UNKNOWN)
"""Why there is no answer, in the order of the keys Alt+1 and Alt+2."""
_TEN: Final = 10


class Filler:
    """One form on screen. Every method leaves `shown` as the page is to show it."""

    def __init__(
        self,
        form: Form,
        draft: Mapping[str, Any] | None = None,
        *,
        newest: int | None = None,
        corrects: str | None = None,
    ) -> None:
        self.filling = Filling.begun(form) if draft is None else Filling.of_draft(form, draft)
        self._is_saving = False
        self.shown = Filled(form, newest=newest, corrects=corrects)
        self._read()
        self._go(self._first(draft))

    @property
    def is_blank(self) -> bool:
        """Tell whether there is nothing to keep: it is as it was opened."""
        line = self.shown.line
        is_typed = line is not None and self.shown.text != _text_of(line)
        return not (self.filling.has_changed or is_typed)

    def draft(self) -> dict[str, Any]:
        """Return everything as a draft keeps it, with what stands in the field."""
        shown, line = self.shown, self.shown.line
        kept = self.filling.to_draft(shown.at.path or None)
        if line is not None and shown.wants_text and shown.text != _text_of(line):
            others = [one for one in kept["texts"] if one["path"] != _steps(line.path)]
            kept["texts"] = [*others, {"path": _steps(line.path), "text": shown.text}]
        return kept if shown.corrects is None else {**kept, CORRECTS: shown.corrects}

    def saved(self) -> tuple[Answered, ...]:
        """Return the answers that count."""
        return self.filling.saved()

    def type(self, text: str) -> None:
        """Take what stands in the field now."""
        self.shown = replace(self.shown, text=text)

    def digit(self, digit: int) -> None:
        """Choose what a digit stands for; numbers of two digits wait for the second."""
        line = self.shown.line
        if line is None or not has_choices(line):
            return
        if line.kind is LineKind.MORE:
            self._turn(line, digit)
            return
        digits = self.shown.digits + str(digit)
        number, most = int(digits), choices_of(line.item)
        if number == 0 and line.item.type is ItemType.OPEN_CHOICE:
            self._show(is_typing=True, digits="")
        elif 1 <= number <= most and number * _TEN > most:
            self._choose(line, number)
        else:
            self._show(digits=digits if 1 <= number <= most else "")

    def pick(self, number: int) -> None:
        """Choose an answer by its number, counted from 1."""
        line = self.shown.line
        if line is None:
            return
        if line.kind is LineKind.MORE:
            self._turn(line, number)
        elif number == 0 and line.item.type is ItemType.OPEN_CHOICE:
            self._show(is_typing=True, digits="")
        elif 1 <= number <= choices_of(line.item):
            self._choose(line, number)

    def enter(self) -> bool:
        """Go on. Return whether the form is at its end and is to be saved."""
        line, shown = self.shown.line, self.shown
        if line is None:
            return True
        if shown.digits:
            self._choose(line, int(shown.digits))
            return False
        was_told = line.problem is not None and shown.text == _text_of(line)
        has_text = bool(shown.text.strip())
        self._take_text()
        now = self.shown.line
        is_wrong = now is not None and now.problem is not None
        if has_text and line.item.repeats and not is_wrong:
            return False  # One more can be typed; Enter on an empty field goes on.
        if not is_wrong or was_told or not has_text:
            self.step(1)
        return False

    def step(self, by: int) -> None:
        """Go to the next question (+1) or the one before (-1); at the ends stay."""
        self._take_text()
        places = [place_of(one) for one in self.shown.lines if one.can_answer] + [Place()]
        now = places.index(self.shown.at) if self.shown.at in places else len(places) - 1
        self._go(places[min(max(now + by, 0), len(places) - 1)])

    def go(self, place: Place) -> None:
        """Go to a place that was pointed at."""
        self._take_text()
        line = next((one for one in self.shown.lines if place_of(one) == place), None)
        if place.is_end or (line is not None and line.can_answer):
            self._go(place)

    def leave_blank(self, number: int) -> None:
        """Note why there is no answer, and go on."""
        line = self.shown.line
        if line is None or line.kind is not LineKind.QUESTION or not 1 <= number <= len(SKIPPED):
            return
        why = SKIPPED[number - 1]
        self.filling.leave_blank(line.path, None if line.absent is why else why)
        self._read()
        self._go(self.shown.at)
        if line.absent is not why:
            self.step(1)

    def back_in(self) -> None:
        """Take the last of several typed answers back into the empty field."""
        line = self.shown.line
        if line is None or self.shown.text or not line.values or not line.item.repeats:
            return
        *others, last = line.values
        self.filling.answer(line.path, *others)
        self._read()
        self.shown = replace(self.shown, text=checking.shown(last))

    def leave_field(self) -> bool:
        """Leave the field of an open choice. Return whether it was open."""
        was_open = self.shown.is_typing
        if was_open:
            self._take_text()
            self._show(is_typing=False)
        return was_open

    def can_save(self) -> bool:
        """Tell whether everything is answered; if not, go to what is left and say what."""
        self._take_text()
        self._is_saving = True
        self._read()
        problems = self.filling.problems()
        if problems:
            self._go(Place(problems[0].path))
        return not problems

    def tell(self, problems: tuple[checking.FormProblem, ...]) -> None:
        """Go to the first of the problems that the store found."""
        self._is_saving = True
        self._read()
        if self.filling.has(problems[0].path):
            self._go(Place(problems[0].path))

    def busy(self, *, is_busy: bool) -> None:
        """Note whether it is being saved."""
        self._show(is_busy=is_busy)

    def _turn(self, line: Line, digit: int) -> None:
        if digit == 1:
            new = self.filling.add_turn(line.path)
            self._read()
            if new is not None:
                self._go(self._inside(new))
        elif digit == 2:  # noqa: PLR2004 (the key)
            self.filling.drop_turn(line.path)
            self._read()
            last = next(
                one
                for one in reversed(self.shown.lines)
                if one.kind is LineKind.MORE
                and one.path[:-1] == line.path[:-1]
                and one.item is line.item
            )
            self._go(place_of(last))

    def _choose(self, line: Line, number: int) -> None:
        self.filling.toggle(line.path, choice_at(line.item, number))
        self._read()
        self._show(digits="", is_typing=False)
        now = self.shown.line
        if now is not None and now.values and not now.item.repeats:
            self.step(1)

    def _take_text(self) -> None:
        """Make an answer of what stands in the field; what is none stays there as it was typed."""
        line, text = self.shown.line, self.shown.text
        if line is None or not self.shown.wants_text:
            return
        if text == _text_of(line) and not line.text:
            return
        value = checking.read(line.item, text)
        kept = line.values if line.item.repeats else ()
        is_wrong = value is None or (
            line.item.repeats and checking.check_value(line.item, value) is not None
        )
        if not text.strip() and (line.item.repeats or self.shown.is_typing):
            self.filling.keep_text(line.path, "")
        elif not text.strip():
            self.filling.answer(line.path)
        elif is_wrong or value is None:
            self.filling.keep_text(line.path, text)
        else:
            self.filling.answer(line.path, *kept, value)
        self._read()
        now = next((one for one in self.shown.lines if one.path == line.path), None)
        self._show(text="" if now is None else _text_of(now))

    def _read(self) -> None:
        lines = self.filling.lines(even_missing=self._is_saving)
        asked = [one for one in lines if one.kind is LineKind.QUESTION and one.can_answer]
        answered = [one for one in asked if one.is_answered]
        self.shown = replace(
            self.shown,
            lines=lines,
            asked=len(asked),
            answered=len(answered),
            missing=sum(one.item.required and not one.is_answered for one in asked),
            wrong=sum(_is_wrong(one) for one in asked),
        )

    def _go(self, place: Place) -> None:
        self.shown = replace(self.shown, at=place, digits="", is_typing=False)
        line = self.shown.line
        self.shown = replace(self.shown, text="" if line is None else _text_of(line))

    def _first(self, draft: Mapping[str, Any] | None) -> Place:
        """Return where somebody left it, else the first question without an answer."""
        open_lines = [one for one in self.shown.lines if one.can_answer]
        left = tuple(tuple(step) for step in (draft or {}).get(AT) or ())
        for one in open_lines:
            if left and one.path == left and one.kind is LineKind.QUESTION:
                return place_of(one)
        questions = [one for one in open_lines if one.kind is LineKind.QUESTION]
        blank = [one for one in questions if not one.is_answered]
        return place_of((blank or questions)[0]) if questions else Place()

    def _inside(self, group: Path) -> Place:
        under = (
            one
            for one in self.shown.lines
            if one.can_answer and one.path[: len(group)] == group and one.path != group
        )
        first = next(under, None)
        return Place() if first is None else place_of(first)

    def _show(self, **changes: Any) -> None:
        self.shown = replace(self.shown, **changes)


def _is_wrong(line: Line) -> bool:
    return line.problem is not None and line.problem.code != checking.REQUIRED


def _text_of(line: Line) -> str:
    """Return what stands in the field of a line before anybody types."""
    if line.text or line.item.repeats or line.kind is not LineKind.QUESTION:
        return line.text
    if line.item.type is ItemType.OPEN_CHOICE:
        written = (one for one in line.values if isinstance(one, str))
        return next((one for one in written if checking.choice_of(line.item, one) is None), "")
    if not is_typed(line) or not line.values:
        return ""
    value = line.values[0]
    shown = checking.shown(value)
    unit = getattr(value, "unit", "")
    usual = line.item.units[0].unit if line.item.units else ""
    return f"{shown} {unit}" if unit and unit != usual else shown


def _steps(path: Path) -> list[list[Any]]:
    return [list(step) for step in path]
