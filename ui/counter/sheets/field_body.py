"""What stands in the sheet of the one thing that a file lacks."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import theme
from ui.counter.sheets import words
from ui.counter.sheets.bodies import Choices
from ui.counter.sheets.state import CHOICES_OF, FieldSheet
from ui.followups import words as task_words
from ui.theme import Role, Tone
from ui.widgets.field import ChineseField
from ui.widgets.problem_label import ProblemLabel
from ui.widgets.text import Text

translate = QCoreApplication.translate


class FieldBody(QWidget):
    """Why it is asked, one field, and answers that take one key."""

    picked = Signal(int)

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._why = Text(name=f"{name}.why", role=Role.SECONDARY, wrap=True, parent=self)
        label = translate("Missing", "Answer")
        self.field = ChineseField(name=f"{name}.text", label=label, parent=self)
        self._problem = ProblemLabel(name=f"{name}.problem", parent=self)
        keys = [("", f"Alt {n}") for n in range(1, max(CHOICES_OF.values()) + 1)]
        self._choices = Choices(keys, name=f"{name}.choice", parent=self)
        self._choices.picked.connect(self.picked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(theme.GAP))
        for part in (self._why, self.field, self._problem, self._choices):
            layout.addWidget(part)

    def show_sheet(self, sheet: FieldSheet) -> None:
        """Show what is asked and what was typed."""
        self._why.setText(words.why_missing(sheet.field))
        self.field.setVisible(sheet.is_typed)
        self.field.setPlaceholderText(words.missing_hint(sheet.field))
        if self.field.text() != sheet.text:
            self.field.setText(sheet.text)
        self.field.set_tone(Tone.WARN if sheet.problem else Tone.PLAIN)
        self._problem.show_problem(
            "" if sheet.problem is None else task_words.problem(sheet.problem)
        )
        captions = words.missing_choices(sheet.field)
        self._choices.setVisible(bool(captions))
        self._choices.show_chosen(set())
        for place, button in enumerate(self._choices.buttons):
            button.setVisible(place < len(captions))
            if place < len(captions):
                key = f"Alt {place + 1}" if sheet.is_typed else str(place + 1)
                button.set_caption(captions[place], key)
                button.setEnabled(not sheet.is_busy)
