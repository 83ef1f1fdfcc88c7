"""The sheet of a new file: three fields, and questions that digits answer."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from terminal.domain.consent import Purpose
from terminal.domain.enrolment import KINDS, TEMPLATES
from terminal.services.consents import ASKED
from ui import theme
from ui.counter.sheets import words as sheet_words
from ui.counter.sheets.bodies import Choices
from ui.enrol import words
from ui.enrol.state import NO_TO_ALL, EnrolState, Group
from ui.enrol.unfinished import Unfinished
from ui.followups import words as task_words
from ui.keys.leaving import commit_composed
from ui.shortcuts import SAYING
from ui.theme import Role, Tone
from ui.widgets.button import Button, ButtonKind
from ui.widgets.card import Card, Line
from ui.widgets.field import ChineseField, Field, FigureField
from ui.widgets.problem_label import ProblemLabel
from ui.widgets.text import Text

translate: Final = QCoreApplication.translate
_FOCUS: Final = (QEvent.Type.FocusIn, QEvent.Type.FocusOut)


class EnrolSheet(Card):
    """Enter goes on, then saves. While a field has the focus digits are text; here they say what is
    bought and who it is. Yes and no have letters with Alt, and a digit never says them.
    """

    edited = Signal(str, str)
    confirmed = Signal()
    put_aside = Signal()

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        title = translate("Enrol", "New customer")
        aside = translate("Enrol", "A phone and what is bought are enough; the rest comes later.")
        super().__init__(title, name=name, aside=aside, parent=parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._make_fields(name)
        self._unfinished = Unfinished(name=f"{name}.unfinished", parent=self)
        self._state = EnrolState()
        self._problems = {
            one: ProblemLabel(name=f"{name}.{one}.problem", parent=self)
            for one in ("phone", "name", "birth", "kind", "guardian")
        }
        self._kinds = self._choices(f"{name}.kinds", [one.code for one in KINDS], 1)
        self._groups = self._choices(
            f"{name}.groups", [one.code for one in TEMPLATES], len(KINDS) + 1
        )
        self._guardian = Text(
            name=f"{name}.guardian", role=Role.STRONG, tone=Tone.BRAND, wrap=True, parent=self
        )
        self._answers = [self._yes_no(f"{name}.{one}", one) for one in ASKED]
        self._none = Button(
            translate("Consent", "No to everything"),
            name=f"{name}.none",
            key=_key(NO_TO_ALL),
            parent=self,
        )
        self.save = Button(
            translate("Enrol", "Save"),
            name=f"{name}.save",
            key="⏎",
            kind=ButtonKind.PRIMARY,
            parent=self,
        )
        aside = translate("Enrol", "Put the draft aside")
        self.aside = Button(aside, name=f"{name}.aside", key="0", parent=self)
        self._sure = Text(
            name=f"{name}.sure", role=Role.STRONG, tone=Tone.WARN, wrap=True, parent=self
        )
        self._lay_out(name)
        self._connect()

    def _make_fields(self, name: str) -> None:
        self.phone = FigureField(
            name=f"{name}.phone",
            label=translate("Enrol", "Phone"),
            hint=translate("Enrol", "Phone, 11 digits"),
            parent=self,
        )
        self.name = ChineseField(
            name=f"{name}.name",
            label=translate("Enrol", "Name"),
            hint=translate("Enrol", "Name (may wait)"),
            parent=self,
        )
        self.birth = FigureField(
            name=f"{name}.birth",
            label=translate("Enrol", "Born"),
            hint=translate("Enrol", "Born: 1958-1-3"),
            parent=self,
        )
        self._fields: dict[str, Field] = {
            "phone": self.phone,
            "name": self.name,
            "birth": self.birth,
        }

    def show_state(self, state: EnrolState) -> None:
        """Show what was typed and answered."""
        self._state = state
        for one, field in self._fields.items():
            text = getattr(state.draft, one)
            if field.text() != text:
                field.setText(text)
            field.set_tone(Tone.WARN if state.problem(one) else Tone.PLAIN)
        for one, label in self._problems.items():
            found = state.problem(one)
            label.show_problem("" if found is None else task_words.problem(found))
        self._show_answers(state)
        guardian = state.draft.guardian_name
        said = translate("Enrol", "Guardian who speaks: %1").replace("%1", guardian)
        self._guardian.setText(said if guardian else "")
        self._guardian.setVisible(bool(guardian))
        self._sure.setText(
            translate("Enrol", "Seems to be on file already. Enter again begins a second file.")
        )
        self._sure.setVisible(state.is_asked)
        self.save.setEnabled(not state.is_busy)
        self.aside.setVisible(state.can_put_aside)
        self._show_unfinished()

    def is_typing(self) -> bool:
        """Tell whether one of the fields has the keys."""
        return any(field.hasFocus() for field in self._fields.values())

    def parts_in_order(self) -> list[QWidget]:
        """Return what takes focus, in reading order."""
        return [
            self.phone,
            self.name,
            self.birth,
            self,
            *self._kinds.buttons,
            *self._groups.buttons,
            *(button for one in self._answers for button in one.buttons),
            self._none,
            self.save,
            self.aside,
        ]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys that mean something else in a field than typing."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._take_key(watched, event)
        if event.type() in _FOCUS:
            self._show_unfinished()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Backspace go back to the phone, to mend it."""
        if event.key() == Qt.Key.Key_Backspace:
            self.phone.setFocus(Qt.FocusReason.BacktabFocusReason)
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a ring while the keys are answers."""
        super().paintEvent(event)
        if self.hasFocus():
            look, painter = theme.active(), QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(look.palette.brand_ink), 2))
            radius = look.px(10)
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), radius, radius)
            painter.end()

    def _take_key(self, watched: QObject, event: QKeyEvent) -> bool:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                commit_composed()  # A word still being composed belongs to it.
                self._leave_field()
            return True
        undoes = event.matches(QKeySequence.StandardKey.Undo)
        is_done = undoes and isinstance(watched, Field) and not watched.isUndoAvailable()
        if is_done or event.modifiers() & Qt.KeyboardModifier.AltModifier:
            # Qt would type the digit of Alt+1, and swallow an undo of nothing: both go on up.
            event.ignore()
            return True
        return False

    def _show_unfinished(self) -> None:
        is_typing = self.is_typing()
        self._unfinished.show_state(self._state, is_typing=is_typing)
        saves = not is_typing and not self._state.enter_goes_on
        self.save.set_caption(self.save.accessibleName(), "⏎" if saves else "")

    def _leave_field(self) -> None:
        """Go on to the answers. A second Enter there saves: one in a field never does."""
        self.setFocus(Qt.FocusReason.TabFocusReason)

    def _show_answers(self, state: EnrolState) -> None:
        draft = state.draft
        kinds = [one.code for one in KINDS]
        self._kinds.show_chosen({kinds.index(draft.kind) + 1} if draft.kind in kinds else set())
        groups = enumerate(TEMPLATES, 1)
        self._groups.show_chosen({n for n, one in groups if one.code in draft.templates})
        for place, purpose in enumerate(ASKED):
            said = draft.words.get(purpose)
            self._answers[place].show_chosen(set() if said is None else {1 if said else 2})

    def _choices(self, name: str, codes: list[str], first: int) -> Choices:
        captions = [(words.label(code), str(key)) for key, code in enumerate(codes, first)]
        return Choices(captions, name=name, parent=self)

    def _yes_no(self, name: str, purpose: Purpose) -> Choices:
        texts = translate("Consent", "Yes"), translate("Consent", "No")
        first = 2 * ASKED.index(purpose)
        captions = [(text, _key(first + n)) for n, text in enumerate(texts, 1)]
        made = Choices(captions, name=name, parent=self)
        for button, text in zip(made.buttons, texts, strict=True):
            button.setAccessibleName(f"{words.purpose(purpose)}: {text}")
        return made

    def _connect(self) -> None:
        for one, field in self._fields.items():
            field.textEdited.connect(lambda text, name=one: self.edited.emit(name, text))
            field.installEventFilter(self)
            field.enter_word, field.is_left = translate("Enrol", "On to the answers"), True
        self._kinds.picked.connect(lambda place: self._on_clicked(Group.KIND, place))
        self._groups.picked.connect(lambda place: self._on_clicked(Group.KIND, place + len(KINDS)))
        for at, answers in enumerate(self._answers):
            answers.picked.connect(
                lambda place, first=2 * at: self._on_clicked(Group.CONSENT, first + place)
            )
        self._none.clicked.connect(lambda: self._on_clicked(Group.CONSENT, NO_TO_ALL))
        self.save.clicked.connect(self.confirmed)
        self.aside.clicked.connect(self.put_aside)

    clicked = Signal(object, int)

    def _on_clicked(self, group: Group, digit: int) -> None:
        self.clicked.emit(group, digit)

    def _lay_out(self, name: str) -> None:
        self.fill()
        pad, edge = theme.px(theme.PAD), theme.px(2)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(pad - edge, theme.px(theme.GAP_TIGHT), pad, theme.px(10))
        buttons.setSpacing(theme.px(theme.GAP))
        buttons.addWidget(self.save)
        buttons.addWidget(self._none)
        buttons.addStretch(1)
        buttons.addWidget(self.aside)
        outer = QVBoxLayout()
        outer.setContentsMargins(edge, 0, edge, edge)  # The ring is drawn beside them.
        outer.setSpacing(0)
        outer.addWidget(self._scrolled(name, pad - edge), 1)
        line = QHBoxLayout()
        line.setContentsMargins(pad - edge, theme.px(theme.GAP_TIGHT), pad, 0)
        line.addWidget(self._unfinished)
        outer.addLayout(line)
        outer.addLayout(buttons)
        self.body.addLayout(outer)

    def _scrolled(self, name: str, pad: int) -> QScrollArea:
        scroll = QScrollArea(self)
        scroll.setObjectName(f"{name}.scroll")
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget(scroll)
        inside.setObjectName(f"{name}.inside")
        column = QVBoxLayout(inside)
        column.setContentsMargins(pad, theme.px(10), pad, theme.px(theme.GAP))
        column.setSpacing(theme.px(theme.GAP))
        fields = QHBoxLayout()
        fields.setSpacing(theme.px(theme.GAP))
        for one, share in (("phone", 4), ("name", 3), ("birth", 3)):
            cell = QVBoxLayout()
            cell.setSpacing(theme.px(theme.GAP_TIGHT))
            cell.addWidget(self._fields[one])
            cell.addWidget(self._problems[one])
            cell.addStretch(1)
            fields.addLayout(cell, share)
        column.addLayout(fields)
        for title, parts in (
            (translate("Enrol", "What is bought"), (self._kinds, self._problems["kind"])),
            (translate("Enrol", "Who it is (may be left out)"), (self._groups,)),
        ):
            base = parts[0].objectName()
            column.addWidget(Text(title, name=f"{base}.title", role=Role.SECONDARY, parent=self))
            for part in parts:
                column.addWidget(part)
        column.addWidget(self._guardian)
        column.addWidget(Line(name=f"{name}.break", parent=self))
        column.addWidget(self._problems["guardian"])
        column.addLayout(self._consents(name))
        column.addStretch(1)
        column.addWidget(self._sure)
        scroll.setWidget(inside)
        return scroll

    def _consents(self, name: str) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(theme.PAD))
        grid.setVerticalSpacing(theme.px(10))
        grid.setColumnStretch(0, 1)
        for place, purpose in enumerate(ASKED):
            base = f"{name}.{purpose}"
            cell = QVBoxLayout()
            cell.setSpacing(0)
            title = words.purpose(purpose)
            cell.addWidget(Text(title, name=f"{base}.title", role=Role.STRONG, parent=self))
            spoken = sheet_words.spoken(purpose)
            cell.addWidget(Text(spoken, name=f"{base}.spoken", wrap=True, parent=self))
            grid.addLayout(cell, place, 0)
            answers = self._answers[place]
            answers.setFixedWidth(theme.px(232))
            grid.addWidget(answers, place, 1, Qt.AlignmentFlag.AlignTop)
        return grid


def _key(place: int) -> str:
    """Return the key that says yes or no, as buttons write it."""
    return SAYING[place - 1].replace("+", " ")
