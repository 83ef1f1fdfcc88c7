"""The right column of a card: what to do now, most overdue first."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from ui import theme
from ui.followups.desk import FormState
from ui.followups.task_form import TaskForm
from ui.theme import Role
from ui.widgets.card import Card, Line
from ui.widgets.text import Text

translate: Final = QCoreApplication.translate


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
        self._scroll = QScrollArea(self)
        self._scroll.setObjectName(f"{name}.scroll")
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget(self._scroll)
        inside.setObjectName(f"{name}.inside")
        self._inner = QVBoxLayout(inside)
        self._inner.setContentsMargins(0, 0, 0, 0)
        self._inner.setSpacing(0)
        self._inner.addWidget(self._nothing)
        self._inner.addStretch(1)
        self._scroll.setWidget(inside)
        outer = QVBoxLayout()
        edge = theme.px(2)
        outer.setContentsMargins(edge, 0, edge, edge)
        outer.addWidget(self._scroll)
        self.body.addLayout(outer)
        for _ in range(3):
            self._add_form()

    def show_state(self, forms: tuple[FormState, ...]) -> None:
        """Show a customer's tasks. Forms are made once and used again."""
        while len(self._forms) < len(forms):
            self._add_form()
        for place, (form, line) in enumerate(self._forms):
            has = place < len(forms)
            form.show_state(forms[place] if has else None)
            line.setVisible(has)
        self._nothing.setText(self.tr("Nothing to do for this customer now."))
        self._nothing.setVisible(not forms)
        count = self.tr("%1 open").replace("%1", str(len(forms)))
        self.set_aside(count if forms else "")

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
        return parts

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


def _is_active(form: TaskForm) -> bool:
    shown = form.form()
    return shown is not None and shown.is_active
