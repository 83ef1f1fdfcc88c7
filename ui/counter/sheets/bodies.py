"""What stands in the sheets that are typed into."""

from __future__ import annotations

from datetime import tzinfo

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from terminal.domain.observation import BLOOD_PRESSURE
from ui import theme
from ui.counter.sheets import mending_words, note_mending_words, words
from ui.counter.sheets.kinds import SheetKind
from ui.counter.sheets.past_list import PastList
from ui.counter.sheets.state import KINDS_OF_GLUCOSE, SIDE_EFFECTS, NoteSheet, ReadingSheet
from ui.followups import words as task_words
from ui.followups.flow import Flow
from ui.followups.value_field import ValueField
from ui.theme import Role, Tone
from ui.widgets.button import Button, ButtonKind
from ui.widgets.field import ChineseField
from ui.widgets.problem_label import ProblemLabel
from ui.widgets.text import Text

translate = QCoreApplication.translate


class Choices(QWidget):
    """Buttons that are on or off, each with its key."""

    picked = Signal(int)

    def __init__(
        self, captions: list[tuple[str, str]], *, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.buttons: list[Button] = []
        flow = Flow(gap=theme.px(theme.GAP), parent=self)
        for place, (text, key) in enumerate(captions):
            button = Button(
                text, name=f"{name}.{place}", key=key, kind=ButtonKind.CHOICE, parent=self
            )
            button.setProperty("digit", place + 1)
            button.clicked.connect(self._on_clicked)
            flow.addWidget(button)
            self.buttons.append(button)

    def show_chosen(self, chosen: set[int]) -> None:
        """Show which are on, counted from 1."""
        for button in self.buttons:
            button.setChecked(int(button.property("digit")) in chosen)

    def _on_clicked(self) -> None:
        self.picked.emit(int(self.sender().property("digit")))


class ReadingBody(QWidget):
    """One field, what was understood, and for a glucose whether it was taken fasting."""

    picked = Signal(int)

    def __init__(self, *, zone: tzinfo, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._zone = zone
        self._old = Text(name=f"{name}.old", role=Role.STRONG, wrap=True, parent=self)
        self._hint = Text(name=f"{name}.hint", role=Role.SECONDARY, wrap=True, parent=self)
        self.field = ValueField(
            name=f"{name}.value", label=translate("Sheet", "Value"), parent=self
        )
        self._kinds = Choices(
            [(words.glucose_kind(code), f"Alt {n}") for n, code in enumerate(KINDS_OF_GLUCOSE, 1)],
            name=f"{name}.kind",
            parent=self,
        )
        self._kinds.picked.connect(self.picked)
        self._entered = Text(name=f"{name}.entered", role=Role.TITLE, wrap=True, parent=self)
        self._level = Text(name=f"{name}.level", role=Role.STRONG, wrap=True, parent=self)
        self._problem = ProblemLabel(name=f"{name}.problem", parent=self)
        self.past = PastList(mending_words.about(), name=f"{name}.past", parent=self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(theme.GAP))
        for part in (
            self._old,
            self._kinds,
            self._hint,
            self.field,
            self._problem,
            self._entered,
            self._level,
            self.past,
        ):
            layout.addWidget(part)

    def show_sheet(self, sheet: ReadingSheet, *, is_refused: bool = False) -> None:
        """Show what was typed and what it means, and the readings before it. `is_refused`: the
        customer wants no health file.
        """
        old = mending_words.old(sheet.mending, self._zone)
        self._old.setText(old)
        self._old.setVisible(bool(old))
        is_typed = not sheet.mending.is_withdrawing
        self._hint.setText(words.hint(sheet.code))
        self._hint.setVisible(is_typed)
        self.field.setVisible(is_typed)
        self._kinds.setVisible(sheet.kind is SheetKind.GLUCOSE and is_typed)
        self.past.show_past(mending_words.past(sheet.mending, self._zone, is_refused=is_refused))
        if sheet.code != BLOOD_PRESSURE:
            self._kinds.show_chosen({KINDS_OF_GLUCOSE.index(sheet.code) + 1})
        name, unit = task_words.reading_name(sheet.code), task_words.entry_unit(sheet.code)
        self.field.ask_for(name, unit, task_words.units_written(sheet.code))
        if self.field.text() != sheet.text:
            self.field.setText(sheet.text)
        self.field.set_tone(Tone.WARN if sheet.problem else Tone.PLAIN)
        self._problem.show_problem(
            "" if sheet.problem is None else task_words.problem(sheet.problem)
        )
        entry = sheet.entry
        self._entered.setText("" if entry is None else words.entered(entry))
        self._level.setText(words.level(sheet.level))
        for part in (self._entered, self._level):
            part.set_tone(task_words.level_tone(sheet.level))
            part.setVisible(entry is not None and is_typed)


class NoteBody(QWidget):
    """One line, chips for side effects, the words that were recognised, and the last notes."""

    picked = Signal(int)

    def __init__(self, *, zone: tzinfo, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._zone = zone
        self._old = Text(name=f"{name}.old", role=Role.STRONG, wrap=True, parent=self)
        self.field = ChineseField(
            name=f"{name}.text", label=translate("Sheet", "What was said, in one line"), parent=self
        )
        self._problem = ProblemLabel(name=f"{name}.problem", parent=self)
        self._mentions = Text(
            name=f"{name}.mentions", role=Role.STRONG, tone=Tone.INFO, wrap=True, parent=self
        )
        said = translate("Sheet", "Side effects")
        self._said = Text(said, name=f"{name}.said", role=Role.SECONDARY, parent=self)
        self._effects = Choices(
            [(words.side_effect(code), f"Alt {n}") for n, code in enumerate(SIDE_EFFECTS, 1)],
            name=f"{name}.effects",
            parent=self,
        )
        self._effects.picked.connect(self.picked)
        self.past = PastList(note_mending_words.about(), name=f"{name}.past", parent=self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(theme.GAP))
        for part in (
            self._old,
            self.field,
            self._problem,
            self._mentions,
            self._said,
            self._effects,
            self.past,
        ):
            layout.addWidget(part)

    def show_sheet(self, sheet: NoteSheet, *, is_refused: bool = False) -> None:
        """Show what was typed and chosen. `is_refused`: nothing about their health is stored, so
        nothing of it is offered or read out of the words.
        """
        mending, is_written = sheet.mending, not sheet.mending.is_withdrawing
        old = note_mending_words.old(mending, self._zone, words.side_effect)
        self._old.setText(old)
        self._old.setVisible(bool(old))
        self.past.show_past(
            note_mending_words.past(mending, self._zone, words.side_effect, is_refused=is_refused)
        )
        self.field.setVisible(is_written)
        for part in (self._said, self._effects):
            part.setVisible(is_written and not is_refused)
        if self.field.text() != sheet.text:
            self.field.setText(sheet.text)
        self.field.set_tone(Tone.WARN if sheet.problem else Tone.PLAIN)
        self._problem.show_problem(
            "" if sheet.problem is None else task_words.problem(sheet.problem)
        )
        is_heard = is_written and not is_refused
        said = words.mentions(sheet.mentions) if is_heard else ""
        self._mentions.setText(said)
        self._mentions.setVisible(bool(said))
        self._effects.show_chosen(
            {place for place, code in enumerate(SIDE_EFFECTS, 1) if code in sheet.effects}
        )
