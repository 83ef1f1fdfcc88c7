"""Fields as the key filter sees them: a text, a selection, and a way to write it back.

Places count as Qt counts them, in UTF-16 units, so texts are held with one character per unit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol, TypeAlias

from PySide6.QtCore import QObject
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QCompleter,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

from ui.keys.words import Meaning

MEANING: Final = "keyMeaning"
"""The dynamic property by which a field says what it expects; a Meaning's value."""

_BMP_LAST: Final = "\uffff"


@dataclass(frozen=True, slots=True)
class State:
    """A field's text, and its selection from the end that stays to the end that moves."""

    text: str
    anchor: int
    cursor: int

    @property
    def start(self) -> int:
        """Return where what is typed next goes."""
        return min(self.anchor, self.cursor)

    @property
    def end(self) -> int:
        """Return where what it replaces ends."""
        return max(self.anchor, self.cursor)


@dataclass(frozen=True, slots=True)
class Edit:
    """What changed in a text: at a place, this much was taken away, and this put there."""

    start: int
    removed: str
    inserted: str


class TextField(Protocol):
    """A field that takes text."""

    @property
    def widget(self) -> QWidget:
        """The widget that holds the text."""

    def state(self) -> State:
        """Return what it holds now."""

    def write(self, state: State, edits: Sequence[Edit]) -> None:
        """Bring it to a state, by these edits of what it holds now. What was before cannot be
        undone any more: Qt has no way to forget a part, and a code must not come back.
        """


class LineField:
    """A line."""

    def __init__(self, widget: QLineEdit) -> None:
        self.widget = widget

    def state(self) -> State:
        """Return what it holds now."""
        cursor = self.widget.cursorPosition()
        anchor = cursor
        if self.widget.hasSelectedText():
            start, end = self.widget.selectionStart(), self.widget.selectionEnd()
            anchor = end if cursor == start else start
        return State(_units(self.widget.text()), anchor, cursor)

    def write(self, state: State, edits: Sequence[Edit]) -> None:  # noqa: ARG002 (as a whole)
        """Bring it to a state, as by hand: who follows `textEdited` hears of it."""
        text = _whole(state.text)
        was_modified = self.widget.isModified()
        _hide_completions(self.widget)
        self.widget.setText(text)
        self.widget.setModified(was_modified)
        if state.anchor == state.cursor:
            self.widget.setCursorPosition(state.cursor)
        else:
            self.widget.setSelection(state.anchor, state.cursor - state.anchor)
        self.widget.textEdited.emit(text)


class PageField:
    """A field of many lines."""

    def __init__(self, widget: QPlainTextEdit | QTextEdit) -> None:
        self.widget = widget

    def state(self) -> State:
        """Return what it holds now."""
        cursor = self.widget.textCursor()
        text = _units(self.widget.toPlainText())
        return State(text, cursor.anchor(), cursor.position())

    def write(self, state: State, edits: Sequence[Edit]) -> None:
        """Bring it to a state, formats and places of the rest untouched."""
        cursor = QTextCursor(self.widget.document())
        cursor.beginEditBlock()
        for edit in edits:
            cursor.setPosition(edit.start)
            cursor.setPosition(edit.start + len(edit.removed), QTextCursor.MoveMode.KeepAnchor)
            cursor.insertText(_whole(edit.inserted))
        cursor.endEditBlock()
        self.widget.document().clearUndoRedoStacks()
        cursor.setPosition(state.anchor)
        cursor.setPosition(state.cursor, QTextCursor.MoveMode.KeepAnchor)
        self.widget.setTextCursor(cursor)


AnyField: TypeAlias = LineField | PageField


def field_of(target: QObject) -> AnyField | None:
    """Return the field that keys sent to a widget are typed into, None when there is none."""
    if not isinstance(target, QWidget) or not isValid(target):
        return None
    if isinstance(target, QPlainTextEdit | QTextEdit):
        return None if target.isReadOnly() else PageField(target)
    line = _line_of(target)
    if line is None and target.isWindow():
        # The list of a field's completions has its keys, and hands on what is text.
        line = _line_of(target.focusProxy())
    return None if line is None or line.isReadOnly() else LineField(line)


def cell_of(target: QWidget) -> AnyField | None:
    """Return the field of the cell that is open in a table, None when none is."""
    if not isinstance(target, QAbstractItemView):
        return None
    now: QWidget | None = target.window().focusWidget()
    return None if now is None or not target.isAncestorOf(now) else field_of(now)


def meaning_of(target: QWidget) -> Meaning:
    """Return what a widget expects: what it or the nearest around it says, else what it is."""
    widget: QWidget | None = target
    while widget is not None:
        said = widget.property(MEANING)
        if isinstance(said, str):
            return Meaning(said)
        if isinstance(widget, QAbstractItemView):
            return Meaning.TABLE
        widget = None if widget.isWindow() else widget.parentWidget()
    if field_of(target) is None:
        return Meaning.NONE
    return Meaning.NUMBER if isinstance(target, QAbstractSpinBox) else Meaning.NOTE


def edit_between(before: State, after: str) -> Edit | None:
    """Return what was changed in a text, None when nothing was. Among the ways to see it, the one
    that happened at the selection is taken: in a run of equal digits there are several.
    """
    if before.text == after:
        return None
    head, tail = before.text[: before.start], before.text[before.end :]
    grown = len(after) - len(head) - len(tail)
    if grown >= 0 and after.startswith(head) and after.endswith(tail):
        removed = before.text[before.start : before.end]
        return Edit(before.start, removed, after[before.start : before.start + grown])
    shorter = min(len(before.text), len(after))
    start = 0
    while start < shorter and before.text[start] == after[start]:
        start += 1
    same = 0
    while same < shorter - start and before.text[-1 - same] == after[-1 - same]:
        same += 1
    return Edit(
        start, before.text[start : len(before.text) - same], after[start : len(after) - same]
    )


def _line_of(widget: QWidget | None) -> QLineEdit | None:
    if isinstance(widget, QLineEdit):
        return widget
    if isinstance(widget, QComboBox):
        return widget.lineEdit() if widget.isEditable() else None
    if isinstance(widget, QAbstractSpinBox):
        return widget.findChild(QLineEdit)
    return None


def _hide_completions(widget: QLineEdit) -> None:
    completer: QCompleter | None = widget.completer()
    popup = None if completer is None else completer.popup()
    if popup is not None and popup.isVisible():
        popup.hide()


def _units(text: str) -> str:
    if not text or max(text) <= _BMP_LAST:
        return text
    data = text.encode("utf-16-le", "surrogatepass")
    return "".join(chr(data[at] | data[at + 1] << 8) for at in range(0, len(data), 2))


def _whole(units: str) -> str:
    return units.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
