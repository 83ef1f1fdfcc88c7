"""The right side of the follow-up page: whom to call, and the form of the task."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from terminal.domain.card import Due
from ui import theme
from ui.followups.allergy_band import AllergyBand
from ui.followups.desk import FormState
from ui.followups.task_form import TaskForm
from ui.theme import Role, Tone
from ui.widgets.button import Button, ButtonKind
from ui.widgets.card import Card, Line
from ui.widgets.text import ElidedText, Text


class TaskDetail(Card):
    """The selected task; a quiet word when none is."""

    card_wanted = Signal()
    hand_wanted = Signal()

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name=name, parent=parent)
        self.setAccessibleName(self.tr("Selected task"))
        self._name = Text(name=f"{name}.name", role=Role.NAME, parent=self)
        self._line = ElidedText(name=f"{name}.line", tone=Tone.MUTED, parent=self)
        self._open = Button(
            self.tr("Customer card"),
            name=f"{name}.open",
            key="T",
            kind=ButtonKind.SECONDARY,
            parent=self,
        )
        self._hand = Button(self.tr("Hand over"), name=f"{name}.hand", key="H", parent=self)
        self._hand.clicked.connect(self.hand_wanted)
        self._allergies = AllergyBand(name=f"{name}.allergy", parent=self)
        self._unwanted = Text(
            self.tr("Wants no reminders: do not call or write; ask when they come."),
            name=f"{name}.unwanted",
            role=Role.STRONG,
            tone=Tone.WARN,
            wrap=True,
            parent=self,
        )
        self._rule = Line(name=f"{name}.rule", parent=self)
        self.form = TaskForm(name=f"{name}.form", parent=self)
        self._nothing = Text(name=f"{name}.nothing", role=Role.SECONDARY, parent=self)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._keys = Text(name=f"{name}.keys", role=Role.HINT, wrap=True, parent=self)
        self._open.clicked.connect(self.card_wanted)
        self._lay_out(name)
        self.show_state(None)

    def show_state(self, form: FormState | None, *, can_choose: bool = False) -> None:
        """Show a task, or the quiet word when there are some to choose from."""
        self._nothing.setText(self.tr("Choose a task in the list.") if can_choose else "")
        self._nothing.setVisible(form is None)
        self.form.show_state(form)
        self._hand.setVisible(False)
        shown = (self._name, self._line, self._open, self._allergies, self._rule, self._scroll)
        for part in (*shown, self._keys):
            part.setVisible(form is not None)
        self._unwanted.setVisible(form is not None and form.task.is_unwanted)
        if form is None:
            return
        task = form.task
        self._hand.setVisible(task.due is not Due.DONE and not form.is_gone)
        self._hand.setEnabled(not form.is_busy)
        self._name.setText(task.masked_name)
        self._allergies.show_allergies(task.allergies)
        tail = self.tr("phone …%1").replace("%1", task.phone_tail)
        self._line.setText(tail if task.phone_tail else "")
        self._keys.setText(self._keys_text(form))

    def parts_in_order(self) -> list[QWidget]:
        """Return what takes focus, in reading order."""
        return [self._open, *self.form.parts_in_order(), self._hand]

    def _keys_text(self, form: FormState) -> str:
        if form.task.due is Due.DONE:
            return self.tr("+ next · − back · Enter customer card")
        if form.wants_value:
            return self.tr("Enter value, Enter again done · + next · − back · Esc leaves the field")
        return self.tr("Enter done · + next · − back")

    def _lay_out(self, name: str) -> None:
        pad, gap = theme.px(theme.PAD), theme.px(theme.GAP)
        self.body.setAlignment(Qt.AlignmentFlag(0))  # It fills the height, the keys at the foot.
        head = QHBoxLayout()
        head.setContentsMargins(pad, theme.px(12), pad, theme.px(12))
        head.setSpacing(theme.px(12))
        head.addWidget(self._name)
        head.addWidget(self._line, 1, Qt.AlignmentFlag.AlignBottom)
        head.addWidget(self._open)
        band = QVBoxLayout()
        band.setContentsMargins(pad, 0, pad, theme.px(12))
        band.setSpacing(gap)
        band.addWidget(self._allergies)
        band.addWidget(self._unwanted)
        self._scroll = QScrollArea(self)
        self._scroll.setObjectName(f"{name}.scroll")
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget(self._scroll)
        inside.setObjectName(f"{name}.inside")
        inner = QVBoxLayout(inside)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.form)
        inner.addStretch(1)
        self._scroll.setWidget(inside)
        foot = QHBoxLayout()
        foot.setContentsMargins(pad, gap, pad, gap)
        foot.setSpacing(gap)
        foot.addWidget(self._keys, 1)
        foot.addWidget(self._hand)
        self.body.addLayout(head)
        self.body.addLayout(band)
        self.body.addWidget(self._rule)
        self.body.addWidget(self._scroll, 1)
        self.body.addWidget(self._nothing, 1)
        self.body.addLayout(foot)
