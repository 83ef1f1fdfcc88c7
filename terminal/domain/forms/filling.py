"""A form as it is being filled in: what was answered where, what is asked now, what is wrong.

Nothing typed is lost: a text that is no answer stays at its place, also in a draft, and what is no
longer asked for keeps its answer until the form is saved.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Any, Final

from terminal.domain.forms import checking
from terminal.domain.forms.checking import FormProblem
from terminal.domain.forms.enabling import Path, enabled, pruned
from terminal.domain.forms.model import (
    CHOOSING,
    Absent,
    Answered,
    Form,
    Item,
    ItemType,
    Value,
)
from terminal.domain.forms.response import ResponseUnreadableError, from_items, to_items

_TURNS_MOST: Final = 50
TEXTS: Final = "texts"
AT: Final = "at"
CORRECTS: Final = "corrects"
"""Of a draft that corrects saved answers: which."""
_NOTHING: Final = Answered("")


class LineKind(Enum):
    """What a line of the screen is. MORE asks whether a group that repeats is filled in again."""

    TEXT = "text"
    GROUP = "group"
    QUESTION = "question"
    MORE = "more"


@dataclass(frozen=True, slots=True)
class Line:
    """One line, in the order of reading. `number` counts the questions as they are asked."""

    path: Path
    kind: LineKind
    item: Item
    depth: int
    number: str = ""
    values: tuple[Value, ...] = ()
    absent: Absent | None = None
    text: str = ""
    is_enabled: bool = True
    problem: FormProblem | None = None
    turns: int = 1

    @property
    def can_answer(self) -> bool:
        """Tell whether it is asked, and can be answered here."""
        is_open = self.kind is LineKind.MORE or self.kind is LineKind.QUESTION
        return is_open and self.is_enabled and not self.item.read_only

    @property
    def is_answered(self) -> bool:
        """Tell whether there is an answer, or a reason why there is none."""
        return bool(self.values) or self.absent is not None


@dataclass(slots=True)
class _Node:
    """What stands at one place."""

    values: tuple[Value, ...] = ()
    absent: Absent | None = None
    text: str = ""
    turns: dict[str, list[_Node]] = field(default_factory=dict)


class Filling:
    """One form being filled in, for one customer. Not for sharing between threads."""

    def __init__(self, form: Form, answers: Iterable[Answered] = ()) -> None:
        self.form = form
        self._root = _Node()
        self._top = {item.link_id: item for item in form.items}
        self._lay(self._root, form.items, tuple(answers))
        self.has_changed = False

    @classmethod
    def begun(cls, form: Form) -> Filling:
        """Return a new one, with what the form says is usual."""
        return cls(form, checking.begun(form))

    @classmethod
    def of_draft(cls, form: Form, content: Mapping[str, Any]) -> Filling:
        """Return a draft as it was left. What of it cannot be read is left out."""
        try:
            made = cls(form, from_items(content))
        except ResponseUnreadableError:
            made = cls.begun(form)
        at = content.get(AT)
        for one in content.get(TEXTS) or ():
            path = tuple((str(link), int(turn)) for link, turn in one["path"])
            if made.has(path):
                made._put_back(path, str(one["text"]), is_here=one["path"] == at)  # noqa: SLF001
        return made

    def to_draft(self, at: Path | None = None) -> dict[str, Any]:
        """Return it as a draft keeps it, with the place somebody was at."""
        texts = [
            {"path": [list(step) for step in path], "text": node.text}
            for path, node in self._every()
            if node.text
        ]
        place = None if at is None else [list(step) for step in at]
        return {**to_items(self.answers()), TEXTS: texts, AT: place}

    def answers(self) -> tuple[Answered, ...]:
        """Return everything that was answered, also to what is not asked any more."""
        return self._answered(self._root, self.form.items)

    def saved(self) -> tuple[Answered, ...]:
        """Return the answers that count: those to what is asked."""
        return pruned(self.form, self.answers())

    def has(self, path: Path) -> bool:
        """Tell whether there is such a place now."""
        node, items = self._root, self.form.items
        for link, turn in path:
            item = next((one for one in items if one.link_id == link), None)
            nodes = node.turns.get(link, ())
            if item is None or not 0 <= turn < len(nodes):
                return False
            node, items = nodes[turn], item.items
        return bool(path)

    def lines(self, *, even_missing: bool = False) -> tuple[Line, ...]:
        """Return what is on the screen, in the order of reading: what is not asked is left out, or
        stands there without an answer if the form wants that. That an answer is missing is a
        problem once somebody wants to save.
        """
        asked = enabled(self.form, self.answers())
        told = (one for one in self.problems() if even_missing or one.code != checking.REQUIRED)
        problems = {one.path: one for one in told}
        found: list[Line] = []
        self._lines(self._root, self.form.items, _Above((), 0), _Seen(asked, problems, found))
        return tuple(_numbered(found))

    def problems(self) -> tuple[FormProblem, ...]:
        """Return everything that is wrong with what is asked, in the order of reading."""
        given = self.answers()
        asked = enabled(self.form, given)
        unread = {
            path: FormProblem(path, checking.WRONG_TYPE, {})
            for path, node in self._every()
            if node.text and path in asked and checking.read(self.item(path), node.text) is None
        }
        found = [one for one in checking.check(self.form, given) if one.path not in unread]
        order = {path: n for n, (path, _) in enumerate(self._every())}
        return tuple(sorted([*found, *unread.values()], key=lambda one: order.get(one.path, 0)))

    # What a person does

    def answer(self, path: Path, *values: Value) -> None:
        """Put answers to a question in the place of those before."""
        node = self._node(path)
        node.values, node.absent, node.text = tuple(values), None, ""
        self.has_changed = True

    def toggle(self, path: Path, value: Value) -> None:
        """Choose an answer, or not any more. Of a question with one answer it is the only one."""
        node, item = self._node(path), self.item(path)
        others = tuple(one for one in node.values if not _same(one, value))
        if len(others) < len(node.values):
            self.answer(path, *others)
        else:
            self.answer(path, *(others if item.repeats else ()), value)

    def keep_text(self, path: Path, text: str) -> None:
        """Keep a text that is no answer yet. It stands in the place of a single answer."""
        node = self._node(path)
        if text and not self.item(path).repeats:
            node.values = ()
        if text:
            node.absent = None
        self.has_changed = self.has_changed or node.text != text
        node.text = text

    def leave_blank(self, path: Path, why: Absent | None) -> None:
        """Note that there is no answer, and why; None: it is left open."""
        self.answer(path)
        self._node(path).absent = why

    def add_turn(self, path: Path) -> Path | None:
        """Fill a group that repeats in once more, and return where; None when it is too often."""
        *above, (link, _) = path
        nodes = self._parent(path).turns[link]
        if len(nodes) >= _TURNS_MOST:
            return None
        node = _Node()
        self._lay(node, self.item(path).items, ())
        nodes.append(node)
        self.has_changed = True
        return (*above, (link, len(nodes) - 1))

    def drop_turn(self, path: Path) -> None:
        """Take the last time away that a group was filled in; the first is only emptied."""
        link = path[-1][0]
        nodes = self._parent(path).turns[link]
        nodes.pop()
        if not nodes:
            nodes.append(_Node())
            self._lay(nodes[0], self.item(path).items, ())
        self.has_changed = True

    def item(self, path: Path) -> Item:
        """Return the item at a place."""
        items, found = self.form.items, None
        for link, _ in path:
            found = next(one for one in items if one.link_id == link)
            items = found.items
        assert found is not None
        return found

    # Inside

    def _put_back(self, path: Path, text: str, *, is_here: bool) -> None:
        """Put back what was typed; an answer that somebody typed and went on from is one."""
        node, item = self._node(path), self.item(path)
        value = None if is_here else checking.read(item, text)
        if value is not None and not item.repeats:
            node.values = (value,)
        else:
            node.text = text

    def _lay(self, node: _Node, items: Iterable[Item], answers: tuple[Answered, ...]) -> None:
        for item in items:
            given = [one for one in answers if one.link_id == item.link_id]
            can_repeat = item.repeats and item.type is ItemType.GROUP
            turns = given[: _TURNS_MOST if can_repeat else 1] or [_NOTHING]
            node.turns[item.link_id] = []
            for one in turns:
                values = one.values if item.is_asked else ()
                below = _Node(values, one.absent)
                self._lay(below, item.items, one.items)
                node.turns[item.link_id].append(below)

    def _answered(self, node: _Node, items: Iterable[Item]) -> tuple[Answered, ...]:
        return tuple(
            Answered(item.link_id, one.values, self._answered(one, item.items), one.absent)
            for item in items
            for one in node.turns[item.link_id]
        )

    def _nodes(
        self, node: _Node, items: Iterable[Item], above: Path
    ) -> Iterator[tuple[Path, _Node]]:
        for item in items:
            for turn, one in enumerate(node.turns[item.link_id]):
                path = (*above, (item.link_id, turn))
                yield path, one
                yield from self._nodes(one, item.items, path)

    def _every(self) -> Iterator[tuple[Path, _Node]]:
        return self._nodes(self._root, self.form.items, ())

    def _node(self, path: Path) -> _Node:
        node = self._root
        for link, turn in path:
            node = node.turns[link][turn]
        return node

    def _parent(self, path: Path) -> _Node:
        return self._node(path[:-1])

    def _lines(self, node: _Node, items: Iterable[Item], above: _Above, seen: _Seen) -> None:
        for item in items:
            turns = node.turns[item.link_id]
            path: Path = ()
            for turn, one in enumerate(turns):
                path = (*above.path, (item.link_id, turn))
                is_enabled = path in seen.asked
                if not is_enabled and not item.stays:
                    continue
                line = Line(
                    path,
                    _kind(item),
                    item,
                    above.depth,
                    item.prefix,
                    one.values,
                    one.absent,
                    one.text,
                    is_enabled,
                    seen.problems.get(path),
                    len(turns),
                )
                seen.found.append(line)
                self._lines(one, item.items, _Above(path, above.depth + 1), seen)
            can_repeat = item.repeats and item.type is ItemType.GROUP
            if can_repeat and path in seen.asked:
                more = Line(path, LineKind.MORE, item, above.depth + 1, turns=len(turns))
                seen.found.append(more)


@dataclass(frozen=True, slots=True)
class _Above:
    path: Path
    depth: int


@dataclass(frozen=True, slots=True)
class _Seen:
    asked: frozenset[Path]
    problems: Mapping[Path, FormProblem]
    found: list[Line]


def _kind(item: Item) -> LineKind:
    if item.type is ItemType.GROUP:
        return LineKind.GROUP
    return LineKind.QUESTION if item.is_asked else LineKind.TEXT


def _numbered(lines: Iterable[Line]) -> Iterator[Line]:
    number = 0
    for line in lines:
        if line.kind is LineKind.QUESTION:
            number += 1
            yield line if line.number else replace(line, number=str(number))
        else:
            yield line


def _same(one: Value, other: Value) -> bool:
    keys = [getattr(value, "key", value) for value in (one, other)]
    return type(one) is type(other) and keys[0] == keys[1]


def choices_of(item: Item) -> int:
    """Return how many answers a digit can give: those listed, or yes and no."""
    if item.type is ItemType.BOOLEAN:
        return 2
    return len(item.choices) if item.type in CHOOSING else 0


def choice_at(item: Item, place: int) -> Value:
    """Return the answer that stands at a place, counted from 1."""
    return place == 1 if item.type is ItemType.BOOLEAN else item.choices[place - 1].value
