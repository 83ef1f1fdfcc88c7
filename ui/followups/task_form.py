"""One task to be worked: what to say, what to enter, what can come of it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from terminal.domain.card import Due
from terminal.domain.followup import OUTCOME_KEYS, OutcomeCode
from terminal.domain.observation import ReadingLevel
from ui import i18n, theme
from ui.counter.sheets import health_file
from ui.counter.sheets import words as sheet_words
from ui.followups import words
from ui.followups.desk import FormState
from ui.followups.flow import Flow
from ui.followups.result import TaskResult
from ui.followups.value_field import ValueField
from ui.keys.leaving import commit_composed
from ui.theme import Role, Tone
from ui.widgets.button import Button, ButtonKind
from ui.widgets.field import ChineseField, Field
from ui.widgets.problem_label import ProblemLabel
from ui.widgets.text import Text

VALUE_WIDTH = 144
ENTER = "⏎"
_TYPING = Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier
_FOCUS = frozenset({QEvent.Type.FocusIn, QEvent.Type.FocusOut})
_DIGITS = {code: digit for digit, code in OUTCOME_KEYS.items()}


class TaskForm(QFrame):
    """Title and due date, the question, the fields and a button for each outcome. Only the active
    form has fields and outcomes; the others wait quietly to be opened.
    """

    outcome_given = Signal(str, str)
    value_edited = Signal(str, str)
    note_edited = Signal(str, str)
    activated = Signal(str)
    left = Signal()
    step_requested = Signal(int)

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._form: FormState | None = None
        self._build_words(name)
        self._build_fields(name)
        self._build_buttons(name)
        layout = QVBoxLayout(self)
        pad = theme.px(theme.PAD)
        layout.setContentsMargins(pad, theme.px(12), pad, theme.px(12))
        layout.setSpacing(theme.px(theme.GAP))
        layout.addLayout(self._head)
        asked = QHBoxLayout()
        asked.setSpacing(theme.px(theme.GAP))
        asked.addWidget(self._ask, 1)
        asked.addWidget(self._open, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(asked)
        layout.addWidget(self._holder)
        layout.addWidget(self._last)
        layout.addWidget(self._refused)
        layout.addLayout(self._fields)
        layout.addWidget(self._problem)
        layout.addWidget(self._hint)
        layout.addLayout(self._buttons)
        layout.addWidget(self._result)
        self.hide()

    def form(self) -> FormState | None:
        """Return what is shown."""
        return self._form

    def show_state(self, form: FormState | None) -> None:
        """Show a task, or nothing."""
        if form == self._form:
            return
        self._form = form
        self.setVisible(form is not None)
        if form is None:
            return
        self._show_words(form)
        self._show_fields(form)
        self._show_problem(form)
        self._show_buttons(form)
        self._result.show_state(form)
        self.update()

    def can_type(self) -> bool:
        """Tell whether there is a value to type now."""
        return not self._value.isHidden() and not self.isHidden()

    def wants_number(self) -> bool:
        """Tell whether the task asks for a number and has none yet."""
        return self.can_type() and not self._value.text()

    def begin_value(self, text: str) -> None:
        """Go on in the value field with what was typed of a number outside it."""
        if self.can_type():
            self.start_typing()
            self._value.setText(text)
            self._on_value(text)

    def is_typing(self) -> bool:
        """Tell whether the person is in one of the fields."""
        return self._value.hasFocus() or self._note.hasFocus()

    def start_typing(self) -> None:
        """Put the cursor where the value goes."""
        field = self._value if self.can_type() else self._note
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        field.end(False)  # A draft goes on where it stopped; selected, the next key would wipe it.

    def first_focus(self) -> QWidget:
        """Return where the tabs of this form begin."""
        return self._value

    def parts_in_order(self) -> list[QWidget]:
        """Return what takes focus, in reading order."""
        return [self._value, self._note, *self._outcomes.values(), self._open]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys that mean something else in a field than typing."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._take_key(watched, event)
        if event.type() in _FOCUS and self._form is not None:
            self._show_buttons(self._form)
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Make this the active form."""
        super().mousePressEvent(event)
        self._on_open()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a bar beside the form the keys act on."""
        super().paintEvent(event)
        if self._form is not None and self._form.is_active and self._form.task.due is not Due.DONE:
            look, painter = theme.active(), QPainter(self)
            painter.fillRect(0, 0, look.px(3), self.height(), QColor(look.palette.brand_ink))
            painter.end()

    def _build_words(self, name: str) -> None:
        self._title = Text(name=f"{name}.title", role=Role.TITLE, wrap=True, parent=self)
        self._due = Text(name=f"{name}.due", role=Role.STRONG, parent=self)
        self._due.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
        self._ask = Text(name=f"{name}.ask", role=Role.SECONDARY, wrap=True, parent=self)
        self._holder = Text(name=f"{name}.holder", role=Role.STRONG, wrap=True, parent=self)
        self._last = Text(name=f"{name}.last", role=Role.SECONDARY, wrap=True, parent=self)
        self._refused = Text(
            health_file.in_task(),
            name=f"{name}.refused",
            role=Role.STRONG,
            tone=Tone.WARN,
            wrap=True,
            parent=self,
        )
        self._problem = ProblemLabel(name=f"{name}.problem", parent=self)
        self._hint = Text(name=f"{name}.hint", role=Role.STRONG, wrap=True, parent=self)
        self._result = TaskResult(name=f"{name}.result", parent=self)
        self._head = QHBoxLayout()
        self._head.setSpacing(theme.px(theme.GAP))
        self._head.addWidget(self._title, 1)
        self._head.addWidget(self._due)

    def _build_fields(self, name: str) -> None:
        self._value = ValueField(name=f"{name}.value", label=self.tr("Value"), parent=self)
        note = self.tr("Note")
        self._note: Field = ChineseField(name=f"{name}.note", label=note, parent=self)
        self._value.setFixedWidth(theme.px(VALUE_WIDTH))
        self._value.textEdited.connect(self._on_value)
        self._note.textEdited.connect(self._on_note)
        self._fields = QHBoxLayout()
        self._fields.setSpacing(theme.px(theme.GAP))
        self._fields.addWidget(self._value)
        self._fields.addWidget(self._note, 1)
        for field in (self._value, self._note):
            field.installEventFilter(self)
            field.is_left = True

    def _build_buttons(self, name: str) -> None:
        self._open = Button(self.tr("Open"), name=f"{name}.open", parent=self)
        self._open.clicked.connect(self._on_open)
        self._buttons = Flow(gap=theme.px(theme.GAP))
        self._outcomes: dict[OutcomeCode, Button] = {}
        for code in (OutcomeCode.DONE, *OUTCOME_KEYS.values()):
            kind = ButtonKind.PRIMARY if code is OutcomeCode.DONE else ButtonKind.SECONDARY
            button = Button(name=f"{name}.{code}", kind=kind, parent=self)
            button.setProperty("outcome", code.value)
            button.clicked.connect(self._on_outcome)
            self._buttons.addWidget(button)
            self._outcomes[code] = button

    def _show_words(self, form: FormState) -> None:
        task = form.task
        title = words.title(task)
        due, tone = words.due(task)
        self.setAccessibleName(f"{title}, {due}")
        self._title.setText(title)
        self._due.setText(due)
        self._due.set_tone(tone)
        self._ask.setText(i18n.pick(task.ask))
        self._ask.setVisible(bool(task.ask) and task.due is not Due.DONE)
        holder = "" if task.due is Due.DONE else words.handed_over(task)
        self._holder.setText(holder)
        self._holder.setVisible(bool(holder))
        last = [words.attempts(task.attempts)]
        if task.value is not None:
            last.insert(0, self.tr("Last time: %1").replace("%1", words.reading_text(task.value)))
        self._last.setText(" · ".join(filter(None, last)))
        self._last.setVisible(any(last) and task.due is not Due.DONE)

    def _show_fields(self, form: FormState) -> None:
        task = form.task
        works = form.is_active and task.due is not Due.DONE and not form.is_gone
        self._value.setVisible(works and form.wants_value)
        self._note.setVisible(works)
        self._refused.setVisible(works and form.wants_value and task.refuses_health)
        if task.reading is not None:
            reading = task.reading
            name, unit = words.reading_name(reading), words.entry_unit(reading)
            self._value.ask_for(name, unit, words.units_written(reading))
        # Equal unless another task came, so a cursor and a half-composed word stay as they are.
        for field, text in ((self._value, form.draft.value), (self._note, form.draft.note)):
            if field.text() != text:
                field.setText(text)
                field.home(False)  # Seen from its beginning, even when it is longer than the field.

    def _show_problem(self, form: FormState) -> None:
        shown = "" if form.problem is None else words.problem(form.problem)
        at_value = form.problem is not None and form.problem.name != "note"
        self._problem.show_problem(shown if form.is_active else "")
        self._value.set_tone(Tone.WARN if at_value else Tone.PLAIN)
        self._note.set_tone(Tone.WARN if shown and not at_value else Tone.PLAIN)
        hint = self._hint_of(form) if form.is_active and form.problem is None else ""
        self._hint.setText(hint)
        self._hint.set_tone(words.level_tone(form.level))
        self._hint.setVisible(bool(hint) and form.task.due is not Due.DONE)

    def _hint_of(self, form: FormState) -> str:
        """Return what a value means: always where it is told and not saved."""
        if form.level is ReadingLevel.DANGER:
            return self.tr("Red flag: check the figure, then refer.")
        return sheet_words.level(form.level) if form.task.refuses_health else ""

    def _show_buttons(self, form: FormState) -> None:
        self._open.setVisible(not form.is_active)
        offered = {OutcomeCode.DONE, *(OUTCOME_KEYS[digit] for digit in form.task.keys)}
        works = form.is_active and form.task.due is not Due.DONE and not form.is_gone
        for code, button in self._outcomes.items():
            button.setVisible(works and code in offered)
            # A digit is a figure where figures are typed; it was a glucose of 3.0 once.
            digit = "" if self.is_typing() else str(_DIGITS.get(code, ""))
            key = ENTER if code is OutcomeCode.DONE else digit
            button.set_caption(words.outcome(code), key)
            button.setEnabled(not form.is_busy)

    def _take_key(self, watched: QObject, event: QKeyEvent) -> bool:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self._give(OutcomeCode.DONE)
            return True
        if key == Qt.Key.Key_Escape:
            self.left.emit()
            return True
        field: Field = self._value if watched is self._value else self._note
        is_undo = event.matches(QKeySequence.StandardKey.Undo) and not field.isUndoAvailable()
        if is_undo or event.modifiers() & Qt.KeyboardModifier.AltModifier:
            # Qt would type the digit of Alt+1, and swallow an undo of nothing: both go on up.
            event.ignore()
            return True
        by = step_of(event)
        if by and (not event.text() or self._may_step(field, by)):
            self.step_requested.emit(by)
            return True
        return False

    def _may_step(self, field: Field, by: int) -> bool:
        # A note may hold any character; a pressure may be typed 128-82; a plus is in no value.
        return field is self._value and (by > 0 or not field.text())

    def _on_value(self, text: str) -> None:
        if self._form is not None:
            self.value_edited.emit(self._form.task.id, text)

    def _on_note(self, text: str) -> None:
        if self._form is not None:
            self.note_edited.emit(self._form.task.id, text)

    def _on_open(self) -> None:
        if self._form is not None and not self._form.is_active:
            self.activated.emit(self._form.task.id)

    def _on_outcome(self) -> None:
        self._give(OutcomeCode(self.sender().property("outcome")))

    def _give(self, code: OutcomeCode) -> None:
        # A word still being composed in the note belongs to it.
        commit_composed()
        if self._form is not None:
            self.outcome_given.emit(self._form.task.id, code.value)


def step_of(event: QKeyEvent) -> int:
    """Return +1 for the keys that mean next, -1 for those that mean back, otherwise 0."""
    if event.modifiers() & ~(
        Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier
    ):
        return 0
    steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Plus: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Minus: -1}
    return steps.get(Qt.Key(event.key()), 0)
