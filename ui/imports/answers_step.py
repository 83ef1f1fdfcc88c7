"""Step 4: who may be the same, side by side, each with a key to answer."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from terminal.domain.imports.matching import MERGED
from terminal.domain.imports.model import Choice, Duplicate, Stand
from ui import theme
from ui.followups.flow import Flow
from ui.imports import answers, words
from ui.imports.compare import Compare
from ui.imports.state import LISTED, ImportState
from ui.theme import Role, Tone
from ui.widgets.button import Button, ButtonKind
from ui.widgets.card import Card, Line, empty
from ui.widgets.chip import Chip
from ui.widgets.table import Cell, Column, DataTable, Row
from ui.widgets.text import Text

SIDE_LEAST: Final = 300
SIDE_MOST: Final = 380
_HIGH: Final = MERGED
"""From this score on the suggestion is to join."""

_KEYS: Final = {Choice.MERGE: "J", Choice.NEW: "N", Choice.SKIP: "S"}
_STANDS: Final = {Stand.KEEP: "K", Stand.TAKE: "T"}


class QuestionsCard(Card):
    """The questions, with what is answered; at most as many as anybody scrolls through."""

    question_chosen = Signal(int)
    go_on_requested = Signal()

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name=name, parent=parent)
        self.fill()
        self.setAccessibleName(self.tr("Questions"))
        self._title = Text(name=f"{name}.title", role=Role.TITLE, wrap=True, parent=self)
        self._title.setMargin(theme.px(12))
        columns = (
            Column(self.tr("Row"), 0, 68),
            Column(self.tr("Who"), 1, 70),
            Column(self.tr("Alike"), 0, 62),
            Column(self.tr("Answer"), 1, 96),
        )
        self.table = DataTable(
            columns,
            name=f"{name}.table",
            label=self.tr("Questions"),
            click_takes=False,
            parent=self,
        )
        self.table.row_selected.connect(lambda row: self.question_chosen.emit(int(row)))
        self.table.row_activated.connect(lambda _: self.go_on_requested.emit())
        self.body.setContentsMargins(1, 0, 1, 1)
        self.body.addWidget(self._title)
        self.body.addWidget(Line(name=f"{name}.line", parent=self))
        self.body.addWidget(self.table, 1)

    def show_state(self, state: ImportState) -> None:
        """Show the questions around the one that is asked."""
        found = () if state.check is None else state.check.duplicates
        first = max(min(state.at - LISTED // 2, len(found) - LISTED), 0)
        shown = found[first : first + LISTED]
        rows = [self._row(place, one, state) for place, one in enumerate(shown, start=first)]
        self.table.set_rows(rows, selected=str(state.at))
        text = self.tr("%Ln not answered", "", state.left)
        total = self.tr("%Ln question(s)", "", len(found))
        self._title.setText(f"{total} · {text}" if state.left else self._all_answered(total))

    def _all_answered(self, total: str) -> str:
        return self.tr("%1, all answered").replace("%1", total)

    def _row(self, place: int, one: Duplicate, state: ImportState) -> Row:
        choice = state.decisions.choice(one)
        is_open = answers.is_open(one, state.decisions)
        text = words.choice(choice)
        answer = Cell(f"{text}?", Tone.MUTED) if is_open else Cell(text, Tone.BRAND, strong=True)
        cells = (
            Cell(words.number(one.row), Tone.MUTED),
            Cell(words.masked(one.here.name), strong=True),
            Cell(f"{one.score}%"),
            answer,
        )
        return Row(str(place), cells)


class AnswerCard(Card):
    """One question: both people, what speaks for it, and the answers."""

    chosen = Signal(object)
    settled = Signal(object)
    alike_toggled = Signal()
    reveal_pressed = Signal()
    reveal_released = Signal()

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name=name, parent=parent)
        self.fill()
        self.setAccessibleName(self.tr("Are these the same person?"))
        self._title = Text(name=f"{name}.title", role=Role.TITLE, wrap=True, parent=self)
        self._title.setText(self.tr("Are these the same person?"))
        self._score = Chip(name=f"{name}.score", parent=self)
        self._reasons = QWidget(self)
        self._reasons.setObjectName(f"{name}.reasons")
        self._flow = Flow(gap=theme.px(6), parent=self._reasons)
        self._compare = Compare(name=f"{name}.compare", parent=self)
        self._asked = Text(name=f"{name}.asked", role=Role.STRONG, wrap=True, parent=self)
        self.reveal = Button(
            self.tr("Hold: show in full"), name=f"{name}.reveal", key="V", parent=self
        )
        self.alike = Button(name=f"{name}.alike", kind=ButtonKind.CHOICE, parent=self)
        self.choices = {one: self._choice(one) for one in Choice}
        self.stands = {one: self._stand(one) for one in Stand}
        self.reveal.pressed.connect(self.reveal_pressed)
        self.reveal.released.connect(self.reveal_released)
        self.alike.clicked.connect(self.alike_toggled)
        self._codes: tuple[str, ...] = ()
        self._lay_out(name)

    def show_state(self, state: ImportState) -> None:
        """Show the question that is asked."""
        found = state.question
        if found is None or state.check is None:
            return
        self._score.setText(self.tr("alike %1%").replace("%1", str(found.score)))
        self._score.set_tone(Tone.BRAND if found.score >= _HIGH else Tone.WARN)
        self._show_reasons(found)
        self._compare.show_question(found, state)
        choice = state.decisions.choice(found)
        is_answered = found.row in state.decisions.duplicates
        for one, button in self.choices.items():
            is_primary = one is choice
            button.set_kind(ButtonKind.PRIMARY if is_primary else ButtonKind.SECONDARY)
            text = words.choice(one)
            ticked = self.tr("%1 (chosen)").replace("%1", text)
            button.set_caption(ticked if is_primary and is_answered else text, _KEYS[one])
        self._show_conflict(found, state)
        count = len(answers.alike(state.check, found, state.decisions))
        self.alike.set_caption(self.tr("Same for all %Ln alike", "", count), "A")
        self.alike.setChecked(state.is_alike)
        self.alike.setEnabled(count > 1 or state.is_alike)

    def parts_in_order(self) -> list[QWidget]:
        """Return what takes focus, in reading order."""
        return [self.reveal, *self.stands.values(), *self.choices.values(), self.alike]

    def _show_conflict(self, found: Duplicate, state: ImportState) -> None:
        asks = bool(found.differences) and state.decisions.choice(found) is Choice.MERGE
        name = answers.open_field(found, state.decisions)
        text = self.tr("Everything that differs is decided. J asks once more.")
        if name is not None:
            text = self.tr("“%1” differs: which one counts?").replace("%1", words.field(name))
        self._asked.setText(text)
        self._asked.set_tone(Tone.MUTED if name is None else Tone.WARN)
        for part in (self._asked, *self.stands.values()):
            part.setVisible(asks)
        for button in self.stands.values():
            button.setEnabled(name is not None)

    def _show_reasons(self, found: Duplicate) -> None:
        if found.reasons == self._codes:
            return
        self._codes = found.reasons
        empty(self._flow)
        for code in found.reasons:
            tone = Tone.WARN if words.speaks_against(code) else Tone.PLAIN
            chip = Chip(
                words.reason(code),
                name=f"{self.objectName()}.reason.{code.lower()}",
                tone=tone,
                parent=self._reasons,
            )
            self._flow.addWidget(chip)
            chip.show()

    def _choice(self, one: Choice) -> Button:
        button = Button(name=f"{self.objectName()}.{one.value}", parent=self)
        button.clicked.connect(lambda: self.chosen.emit(one))
        return button

    def _stand(self, one: Stand) -> Button:
        name = f"{self.objectName()}.{one.value}"
        button = Button(words.stand(one), name=name, key=_STANDS[one], parent=self)
        button.clicked.connect(lambda: self.settled.emit(one))
        return button

    def _lay_out(self, name: str) -> None:
        pad, gap = theme.px(theme.PAD), theme.px(theme.GAP)
        inside = QWidget(self)
        inside.setObjectName(f"{name}.inside")
        inner = QVBoxLayout(inside)
        inner.setContentsMargins(pad, theme.px(12), pad, theme.px(12))
        inner.setSpacing(theme.px(12))
        head = QHBoxLayout()
        head.setSpacing(gap)
        head.addWidget(self._title, 1)
        head.addWidget(self._score)
        head.addWidget(self.reveal)
        inner.addLayout(head)
        inner.addWidget(self._reasons)
        inner.addWidget(self._compare)
        inner.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setObjectName(f"{name}.scroll")
        scroll.setAccessibleName(self._title.text())
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        below = QVBoxLayout()
        below.setContentsMargins(pad, gap, pad, theme.px(12))
        below.setSpacing(gap)
        below.addWidget(self._asked)
        below.addWidget(self._buttons(f"{name}.stands", [*self.stands.values()]))
        below.addWidget(self._buttons(f"{name}.answers", [*self.choices.values(), self.alike]))
        self.body.addWidget(scroll, 1)
        self.body.addWidget(Line(name=f"{name}.line", parent=self))
        self.body.addLayout(below)

    def _buttons(self, name: str, buttons: list[Button]) -> QWidget:
        row = QWidget(self)
        row.setObjectName(name)
        flow = Flow(gap=theme.px(theme.GAP), parent=row)
        for button in buttons:
            flow.addWidget(button)
        return row


class AnswersStep(QWidget):
    """All questions on the left, the one that is asked on the right."""

    question_chosen = Signal(int)
    go_on_requested = Signal()
    chosen = Signal(object)
    settled = Signal(object)
    alike_toggled = Signal()
    reveal_pressed = Signal()
    reveal_released = Signal()

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.questions = QuestionsCard(name=f"{name}.questions", parent=self)
        self.questions.setMinimumWidth(theme.px(SIDE_LEAST))
        self.questions.setMaximumWidth(theme.px(SIDE_MOST))
        self.answer = AnswerCard(name=f"{name}.answer", parent=self)
        self.questions.question_chosen.connect(self.question_chosen)
        self.questions.go_on_requested.connect(self.go_on_requested)
        self.answer.chosen.connect(self.chosen)
        self.answer.settled.connect(self.settled)
        self.answer.alike_toggled.connect(self.alike_toggled)
        self.answer.reveal_pressed.connect(self.reveal_pressed)
        self.answer.reveal_released.connect(self.reveal_released)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(theme.GAP_CARDS))
        layout.addWidget(self.questions, 1)
        layout.addWidget(self.answer, 2)

    def show_state(self, state: ImportState) -> None:
        """Show the questions."""
        self.questions.show_state(state)
        self.answer.show_state(state)

    def focus_target(self, _state: ImportState) -> QWidget:
        """Return what has the focus: the list, so that keys are answers."""
        return self.questions.table

    def parts_in_order(self) -> list[QWidget]:
        """Return what takes focus, in reading order."""
        return [self.questions.table, *self.answer.parts_in_order()]
