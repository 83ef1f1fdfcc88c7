"""The right column of a card: what to do now, most overdue first."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from terminal.domain.card import ConflictItem
from terminal.domain.missing import MissingField
from ui import theme
from ui.counter.missing_part import MissingPart
from ui.counter.question import Question
from ui.counter.related import Related
from ui.followups.desk import FormState
from ui.followups.task_form import TaskForm
from ui.theme import Role
from ui.widgets.card import Card, Line
from ui.widgets.scroll import Scroll
from ui.widgets.text import Text

translate: Final = QCoreApplication.translate

_ANY: Final = 16_777_215
"""Qt's word for no greatest height."""
_SHARING: Final = frozenset({QEvent.Type.LayoutRequest, QEvent.Type.Resize})
MOST: Final = 3
"""So many things to do now are shown: more are no help to somebody who is being waited for."""


class TasksPanel(Card):
    """One form per task. It holds the focus while keys are commands, and shows it."""

    value_edited = Signal(str, str)
    note_edited = Signal(str, str)
    outcome_given = Signal(str, str)
    activated = Signal(str)
    step_requested = Signal(int)
    left = Signal()

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(translate("TasksPanel", "To do now"), name=name, parent=parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._forms: list[tuple[TaskForm, Line]] = []
        self._name = name
        self._nothing = Text(name=f"{name}.nothing", role=Role.SECONDARY, wrap=True, parent=self)
        self._nothing.setMargin(theme.px(theme.PAD))
        self._scroll = Scroll(name=name, parent=self)
        self._inner = self._scroll.column
        self.question = Question(name=f"{name}.question", parent=self)
        self._question_line = Line(name=f"{name}.question.line", parent=self)
        self.missing = MissingPart(name=f"{name}.missing", parent=self)
        self._inner.addWidget(self._nothing)
        self._inner.addStretch(1)
        top = QVBoxLayout()
        top.setSpacing(0)
        top.addWidget(self.question)
        top.addWidget(self._question_line)
        self.body.addLayout(top)
        outer = QVBoxLayout()
        edge = theme.px(2)
        outer.setContentsMargins(edge, 0, edge, edge)
        outer.addWidget(self._scroll, 1)
        # Below what scrolls, so that no line about something else pushes it out of sight.
        outer.addWidget(self.missing)
        outer.addStretch(0)
        self.body.addLayout(outer, 1)
        self.related = Related(name=f"{name}.related", parent=self)
        self.body.addWidget(self.related)
        self.fill()
        for _ in range(MOST):
            self._add_form()
        inside = self._scroll.widget()
        assert inside is not None
        inside.installEventFilter(self)

    def show_state(
        self,
        forms: tuple[FormState, ...],
        conflicts: tuple[ConflictItem, ...] = (),
        missing: MissingField | None = None,
    ) -> None:
        """Show three things to do at most: what does not fit in the file, then tasks, the one the
        keys act on among them, then what the file lacks. Forms are made once and used again.
        """
        self.question.show_conflicts(conflicts)
        self._question_line.setVisible(bool(conflicts))
        room = MOST - bool(conflicts)
        shown = _window(forms, room)
        for place, (form, line) in enumerate(self._forms):
            has = place < len(shown)
            form.show_state(shown[place] if has else None)
            line.setVisible(has)
        self.missing.show_missing(missing if len(shown) < room else None)
        self._nothing.setText(self.tr("Nothing to do for this customer now."))
        has_missing = missing is not None and len(shown) < room
        self._nothing.setVisible(not forms and not conflicts and not has_missing)
        blocks = len(forms) + bool(conflicts) + has_missing
        count = self.tr("%1 open").replace("%1", str(blocks))
        if len(shown) < len(forms):
            count = self.tr("%1 of %2, + for the next").replace("%1", str(len(shown)))
            count = count.replace("%2", str(len(forms)))
        self.set_aside(count if blocks else "")

    def active(self) -> TaskForm | None:
        """Return the form the keys act on."""
        return next((form for form, _ in self._forms if _is_active(form)), None)

    def has_focus_inside(self, focused: QWidget | None) -> bool:
        """Tell whether a field or button of some form has the focus."""
        return focused is not None and focused is not self and self.isAncestorOf(focused)

    def show_active(self) -> None:
        """Scroll the active form into view."""
        if (form := self.active()) is not None:
            self._scroll.ensureWidgetVisible(form, 0, 0)

    def parts_in_order(self) -> list[QWidget]:
        """Return what takes focus, in reading order."""
        parts: list[QWidget] = [self]
        for form, _ in self._forms:
            parts += form.parts_in_order()
        return [*parts, self.missing.fill, self.missing.later]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a ring while the keys are commands."""
        super().paintEvent(event)
        if self.hasFocus():
            look, painter = theme.active(), QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(look.palette.brand_ink), 2))
            radius = look.px(10)
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), radius, radius)
            painter.end()

    def event(self, event: QEvent) -> bool:
        """Share the height out anew when there is more or less of it, or of what it is for."""
        done = super().event(event)
        if event.type() in _SHARING:
            self._share_height()
        return done

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hear when the tasks need another height."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._share_height()
        return super().eventFilter(watched, event)

    def _share_height(self) -> None:
        """Let the tasks be no higher than they are, and what the file lacks stand right below them;
        where that has no room, knowledge gives its own up before the tasks scroll.
        """
        tasks = self._inner.minimumHeightForWidth(self._scroll.viewport().width())
        if self.missing.isHidden():
            self._scroll.setMaximumHeight(_ANY)
            self.related.set_brief(is_brief=False)
            return
        self._scroll.setMaximumHeight(max(tasks, 1))
        missing = self.missing.heightForWidth(self.missing.width())
        top = self._scroll.mapTo(self, QPoint()).y()
        full = self.related.full_height(self.width())
        self.related.set_brief(is_brief=top + tasks + missing + full > self.height())

    def _add_form(self) -> None:
        place = len(self._forms)
        form = TaskForm(name=f"{self._name}.{place}", parent=self)
        line = Line(name=f"{self._name}.{place}.line", parent=self)
        self._inner.insertWidget(2 * place, form)
        self._inner.insertWidget(2 * place + 1, line)
        form.value_edited.connect(self.value_edited)
        form.note_edited.connect(self.note_edited)
        form.outcome_given.connect(self.outcome_given)
        form.activated.connect(self.activated)
        form.step_requested.connect(self.step_requested)
        form.left.connect(self.left)
        if self._forms:
            last = self._forms[-1][0].parts_in_order()[-1]
            for part in form.parts_in_order():
                QWidget.setTabOrder(last, part)
                last = part
        self._forms.append((form, line))


def _window(forms: tuple[FormState, ...], room: int) -> tuple[FormState, ...]:
    """Return the forms there is room for: the first ones, or as many as lead up to the active."""
    active = next((place for place, form in enumerate(forms) if form.is_active), 0)
    first = max(active - room + 1, 0)
    return forms[first : first + room]


def _is_active(form: TaskForm) -> bool:
    shown = form.form()
    return shown is not None and shown.is_active
