"""What stands in the sheet for somebody else who buys: the name, and which paper they showed."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import theme
from ui.counter.sheets import words
from ui.counter.sheets.bodies import Choices
from ui.counter.sheets.state import ID_KINDS, ProxySheet
from ui.followups import words as task_words
from ui.theme import Role, Tone
from ui.widgets.field import ChineseField
from ui.widgets.problem_label import ProblemLabel
from ui.widgets.text import Text

translate = QCoreApplication.translate


class ProxyBody(QWidget):
    """One line for the name, the papers to choose from, and what Enter says."""

    picked = Signal(int)

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        label = translate("Sheet", "Name of the buyer")
        self.field = ChineseField(name=f"{name}.text", label=label, parent=self)
        self._problem = ProblemLabel(name=f"{name}.problem", parent=self)
        shown = translate("Sheet", "The buyer showed")
        self._shown = Text(shown, name=f"{name}.shown", role=Role.SECONDARY, parent=self)
        self._kinds = Choices(
            [(words.id_kind(one), f"Alt {place}") for place, one in enumerate(ID_KINDS, 1)],
            name=f"{name}.kinds",
            parent=self,
        )
        self._kinds.picked.connect(self.picked)
        what = translate(
            "Sheet",
            "Look at both papers: the buyer's and the customer's. Enter says that both were seen."
            " It goes with the purchase of now. No number of a paper is kept.",
        )
        self._what = Text(what, name=f"{name}.what", role=Role.SECONDARY, wrap=True, parent=self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(theme.GAP))
        for part in (self.field, self._problem, self._shown, self._kinds, self._what):
            layout.addWidget(part)

    def show_sheet(self, sheet: ProxySheet) -> None:
        """Show what was typed and chosen."""
        if self.field.text() != sheet.text:
            self.field.setText(sheet.text)
        self.field.set_tone(Tone.WARN if sheet.problem else Tone.PLAIN)
        self._problem.show_problem(
            "" if sheet.problem is None else task_words.problem(sheet.problem)
        )
        self._kinds.show_chosen({ID_KINDS.index(sheet.id_kind) + 1})
