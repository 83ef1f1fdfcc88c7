"""What stands in the sheet that hands a customer's follow-ups over: why, and to whom."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import i18n, theme
from ui.counter.sheets.bodies import Choices
from ui.counter.sheets.state import ANYBODY, HandSheet
from ui.followups import words as task_words
from ui.theme import Role, Tone
from ui.widgets.field import ChineseField
from ui.widgets.problem_label import ProblemLabel
from ui.widgets.text import Text

translate = QCoreApplication.translate


class HandBody(QWidget):
    """Which follow-ups go, one line for the reason, and the colleagues to choose from."""

    picked = Signal(int)

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._count = Text(name=f"{name}.count", role=Role.STRONG, wrap=True, parent=self)
        self._titles = Text(name=f"{name}.titles", role=Role.SECONDARY, wrap=True, parent=self)
        label = translate("Sheet", "Why, in one line (goes along)")
        self.field = ChineseField(name=f"{name}.text", label=label, parent=self)
        keys = [("", f"Alt {digit}") for digit in range(1, ANYBODY + 1)]
        self._people = Choices(keys, name=f"{name}.people", parent=self)
        self._people.picked.connect(self.picked)
        self._problem = ProblemLabel(name=f"{name}.problem", parent=self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(theme.GAP))
        for part in (self._count, self._titles, self.field, self._people, self._problem):
            layout.addWidget(part)

    def show_sheet(self, sheet: HandSheet) -> None:
        """Show what goes, what was typed and who was chosen."""
        every = self.tr("%n open follow-up(s)", "", len(sheet.tasks))
        self._count.setText(every if sheet.tasks else "")
        titles = task_words.joined(map(i18n.pick, sheet.titles))
        self._titles.setText(titles)
        self._titles.setVisible(bool(titles))
        if self.field.text() != sheet.text:
            self.field.setText(sheet.text)
        anybody = translate("Sheet", "Anybody in the store")
        for digit, button in enumerate(self._people.buttons, start=1):
            is_there = digit == ANYBODY or digit <= len(sheet.people)
            button.setVisible(is_there and bool(sheet.people))
            if is_there:
                name = anybody if digit == ANYBODY else sheet.people[digit - 1].name
                button.set_caption(name, f"Alt {digit}")
        self._people.show_chosen({sheet.chosen} - {0})
        is_wrong = sheet.problem is not None
        self.field.set_tone(Tone.WARN if is_wrong and sheet.chosen else Tone.PLAIN)
        said = "" if sheet.problem is None else task_words.problem(sheet.problem)
        self._problem.show_problem(said)
