"""The question somebody is at: its words, its answers on digits, its field, what is wrong."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from terminal.domain.forms.filling import Line, LineKind
from terminal.domain.forms.model import CHOOSING, ItemType
from ui import theme
from ui.counter.sheets.bodies import Choices
from ui.followups.value_field import ValueField
from ui.forms import words
from ui.forms.filler import SKIPPED
from ui.forms.state import Filled, has_choices, is_typed
from ui.keys.leaving import commit_composed
from ui.theme import Role, Tone
from ui.widgets.button import Button, ButtonKind
from ui.widgets.field import ChineseField, Field
from ui.widgets.problem_label import ProblemLabel
from ui.widgets.text import Text

_NUMBERS: Final = frozenset({ItemType.DECIMAL, ItemType.INTEGER, ItemType.DATE, ItemType.QUANTITY})


class QuestionEditor(QFrame):
    """One question. Digits are answers while the panel has the focus; a field takes typing."""

    picked = Signal(int)
    edited = Signal(str)
    confirmed = Signal()
    stepped = Signal(int)
    skipped = Signal(int)
    emptied = Signal()
    save_wanted = Signal()

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("role", "notice")
        self.setProperty("tone", Tone.BRAND.value)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._filled: Filled | None = None
        self._made_for: object = None
        self._choices: Choices | None = None
        self._number = Text(name=f"{name}.number", role=Role.SECONDARY, parent=self)
        self._asked = Text(name=f"{name}.asked", role=Role.TITLE, wrap=True, parent=self)
        self._hint = Text(name=f"{name}.hint", role=Role.SECONDARY, tone=Tone.MUTED, wrap=True,
                          parent=self)  # fmt: skip
        self._given = Text(name=f"{name}.given", role=Role.STRONG, tone=Tone.BRAND, wrap=True,
                           parent=self)  # fmt: skip
        self.number_field = ValueField(name=f"{name}.value", label=self.tr("Answer"), parent=self)
        self.text_field = ChineseField(name=f"{name}.text", label=self.tr("Answer"), parent=self)
        self._problem = ProblemLabel(name=f"{name}.problem", parent=self)
        self._skips = [
            Button(
                words.skipped(why),
                name=f"{name}.skip.{n}",
                key=f"Alt {n}",
                kind=ButtonKind.CHOICE,
                parent=self,
            )
            for n, why in enumerate(SKIPPED, 1)
        ]
        self.save = Button(
            self.tr("Save"), name=f"{name}.save", key="⏎", kind=ButtonKind.PRIMARY, parent=self
        )
        self._connect()
        self._lay_out()

    def show_filled(self, filled: Filled | None) -> None:
        """Show the question somebody is at, or the end of the form."""
        self._filled = filled
        if filled is None:
            return
        line = filled.line
        self._number.setText("" if line is None else line.number)
        self._show_words(filled, line)
        self._show_choices(filled, line)
        self._show_field(filled, line)
        is_question = line is not None and line.kind is LineKind.QUESTION
        self._problem.show_problem(
            words.problem(line.problem, line) if line is not None and line.problem else ""
        )
        for why, button in zip(SKIPPED, self._skips, strict=True):
            button.setVisible(is_question)
            button.setChecked(line is not None and line.absent is why)
        self.save.setVisible(line is None)
        self.save.setEnabled(not filled.is_busy)

    def height_for(self, width: int) -> int:
        """Return the height at a width."""
        self._column.activate()
        if self._column.hasHeightForWidth():
            return self._column.totalHeightForWidth(width)
        return self._column.totalSizeHint().height()

    def focus_widget(self) -> QWidget:
        """Return where typing goes; the panel itself where digits answer."""
        filled = self._filled
        if filled is None or not filled.wants_text or filled.line is None:
            return self
        return self._field_of(filled.line)

    def parts_in_order(self) -> list[QWidget]:
        """Return what takes focus, in reading order."""
        return [self, self.number_field, self.text_field, *self._skips, self.save]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys that mean something else in a field than typing."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._take_key(watched, event)
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with the arrows; what else means something is in the table of keys."""
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if (by := steps.get(Qt.Key(event.key()))) is not None:
            self.stepped.emit(by)
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a ring while digits are answers."""
        super().paintEvent(event)
        if self.hasFocus():
            look, painter = theme.active(), QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(look.palette.brand_ink), 2))
            radius = look.px(7)
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), radius, radius)
            painter.end()

    def _take_key(self, watched: QObject, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                commit_composed()  # A word still being composed belongs to it.
                self.confirmed.emit()
            return True
        if key in steps:
            self.stepped.emit(steps[key])
            return True
        assert isinstance(watched, Field)
        if key == Qt.Key.Key_Backspace and not watched.text():
            self.emptied.emit()
            return True
        undoes = event.matches(QKeySequence.StandardKey.Undo) and not watched.isUndoAvailable()
        commanding = Qt.KeyboardModifier.AltModifier
        if undoes or event.modifiers() & commanding:
            # Qt would type the digit of Alt+1, and swallow an undo of nothing: both go on up.
            event.ignore()
            return True
        return False

    def _show_words(self, filled: Filled, line: Line | None) -> None:
        if line is None:
            left = words.left(filled)
            asked = self.tr("That was the last question.")
            hint = left or words.progress(filled)
        else:
            asked, hint = words.asked(line), words.hint(line)
        if filled.digits:
            hint = f"{filled.digits}_"
        self._asked.setText(asked)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self.setAccessibleName(asked)
        self.setAccessibleDescription(hint)

    def _show_choices(self, filled: Filled, line: Line | None) -> None:
        captions = _captions(line)
        made_for = None if line is None else (line.path, line.kind, tuple(captions))
        if made_for != self._made_for:
            self._made_for = made_for
            self._make_choices(captions)
        if self._choices is not None and line is not None:
            self._choices.show_chosen(_chosen(line))
        self._choices_are_busy(is_busy=filled.is_busy)

    def _choices_are_busy(self, *, is_busy: bool) -> None:
        if self._choices is not None:
            self._choices.setEnabled(not is_busy)

    def _make_choices(self, captions: list[tuple[str, str]]) -> None:
        if self._choices is not None:
            self._choices.hide()
            self._choices.deleteLater()
            self._choices = None
        if captions:
            self._choices = Choices(captions, name=f"{self.objectName()}.choices", parent=self)
            for button in self._choices.buttons:
                # A click must not take the keys away from the question.
                button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
                if button.accessibleDescription() == "0":
                    button.setProperty("digit", 0)
            self._choices.picked.connect(self.picked)
            self._middle.insertWidget(0, self._choices)
            self._choices.show()

    def _show_field(self, filled: Filled, line: Line | None) -> None:
        shown = None if line is None or not filled.wants_text else self._field_of(line)
        for field in (self.number_field, self.text_field):
            field.setVisible(field is shown)
        self._given.setVisible(False)
        if line is None or shown is None:
            return
        asked = words.asked(line)
        if shown is self.number_field:
            written = words.units_written(line.item)
            self.number_field.ask_for(asked, words.unit(line.item), written)
            self.number_field.setPlaceholderText(words.unit(line.item))
        else:
            shown.setAccessibleName(asked)
            shown.setPlaceholderText("")
        if shown.text() != filled.text:
            shown.setText(filled.text)
        shown.set_tone(Tone.WARN if line.problem else Tone.PLAIN)
        if line.item.repeats and line.values:
            self._given.setText(words.answer(replace(line, text="")))
            self._given.setVisible(True)

    def _field_of(self, line: Line) -> Field:
        return self.number_field if line.item.type in _NUMBERS else self.text_field

    def _connect(self) -> None:
        for field in (self.number_field, self.text_field):
            field.textEdited.connect(self.edited)
            field.installEventFilter(self)
        for n, button in enumerate(self._skips, 1):
            button.clicked.connect(lambda _=False, n=n: self.skipped.emit(n))
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.save.clicked.connect(self.save_wanted)

    def _lay_out(self) -> None:
        pad, gap = theme.px(12), theme.px(theme.GAP)
        self._number.setFixedWidth(theme.px(28))
        top = QHBoxLayout()
        top.setSpacing(gap)
        top.addWidget(self._number, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self._asked, 1)
        self._middle = QVBoxLayout()
        self._middle.setSpacing(gap)
        skips = QHBoxLayout()
        skips.setSpacing(gap)
        for button in (*self._skips, self.save):
            skips.addWidget(button)
        skips.addStretch(1)
        layout = self._column = QVBoxLayout(self)
        layout.setContentsMargins(pad, pad, pad, pad)
        layout.setSpacing(theme.px(6))
        layout.addLayout(top)
        layout.addWidget(self._hint)
        layout.addLayout(self._middle)
        layout.addWidget(self._given)
        layout.addWidget(self.number_field)
        layout.addWidget(self.text_field)
        layout.addWidget(self._problem)
        layout.addLayout(skips)


def _captions(line: Line | None) -> list[tuple[str, str]]:
    if line is None or not has_choices(line):
        return []
    if line.kind is LineKind.MORE:
        yes, _ = words.yes_no()
        again = words.translate("Form", "Take the last one away")
        return [(yes, "1"), (again, "2")]
    captions = [(text, str(n)) for n, text in enumerate(words.choices(line.item), 1)]
    if line.item.type is ItemType.OPEN_CHOICE:
        captions.append((words.translate("Form", "Something else"), "0"))
    return captions


def _chosen(line: Line) -> set[int]:
    if line.kind is LineKind.MORE or is_typed(line):
        return set()
    if line.item.type is ItemType.BOOLEAN:
        return {1 if one is True else 2 for one in line.values}
    chosen = set()
    for one in line.values:
        found = next((n for n, c in enumerate(line.item.choices, 1) if _is(c.value, one)), 0)
        chosen.add(found)
    return chosen if line.item.type in CHOOSING else set()


def _is(one: object, other: object) -> bool:
    return type(one) is type(other) and getattr(one, "key", one) == getattr(other, "key", other)
