"""What stands in the sheet of a refill: which medicine, how much, and from when the fund pays."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from terminal.domain.problems import FieldProblem
from terminal.domain.refill_note import Way
from ui import theme
from ui.counter.sheets import words
from ui.counter.sheets.bodies import Choices
from ui.counter.sheets.state import MEDICINES_OFFERED, WAYS, RefillSheet
from ui.followups import words as task_words
from ui.followups.value_field import ValueField
from ui.theme import Role, Tone
from ui.widgets.icon import Icon
from ui.widgets.problem_label import ProblemLabel
from ui.widgets.text import Text

translate = QCoreApplication.translate


class RefillBody(QWidget):
    """Medicines to choose from, a field for packs and days, what that comes to, bought or asked."""

    picked = Signal(int)

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        keys = [("", f"Alt {n}") for n in range(1, MEDICINES_OFFERED + 1)]
        self._medicines = Choices(keys, name=f"{name}.medicine", parent=self)
        self._last = Text(name=f"{name}.last", role=Role.SECONDARY, wrap=True, parent=self)
        self._guard = QFrame(self)
        self._guard.setObjectName(f"{name}.guard")
        self._guard.setProperty("role", "notice")
        self._guard.setProperty("tone", Tone.WARN.value)
        icon = Icon("warn", name=f"{name}.guard.icon", tone=Tone.WARN, parent=self._guard)
        self._early = Text(
            name=f"{name}.guard.text",
            role=Role.STRONG,
            tone=Tone.WARN,
            wrap=True,
            parent=self._guard,
        )
        band = QHBoxLayout(self._guard)
        band.addWidget(icon)
        band.addWidget(self._early, 1)
        label = translate("Refill", "Packs, days")
        self.field = ValueField(name=f"{name}.value", label=label, parent=self)
        self._problem = ProblemLabel(name=f"{name}.problem", parent=self)
        self._entered = Text(name=f"{name}.entered", role=Role.TITLE, wrap=True, parent=self)
        ways = [("", f"Alt {digit}") for digit in WAYS]
        self._ways = Choices(ways, name=f"{name}.way", parent=self)
        for button, digit in zip(self._ways.buttons, WAYS, strict=True):
            button.setProperty("digit", digit)
        for choices in (self._medicines, self._ways):
            choices.picked.connect(self.picked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(theme.GAP))
        self._about = (self._medicines, self._guard, self.field, self._problem, self._ways)
        for part in (self._medicines, self._last, self._guard, self.field, self._problem):
            layout.addWidget(part)
        layout.addWidget(self._entered)
        layout.addWidget(self._ways)

    def show_sheet(self, sheet: RefillSheet) -> None:
        """Show what is being noted."""
        for place, button in enumerate(self._medicines.buttons):
            button.setVisible(place < len(sheet.medicines))
            if place < len(sheet.medicines):
                button.set_caption(sheet.medicines[place].title, f"Alt {place + 1}")
        self._medicines.show_chosen({sheet.chosen + 1})
        one, until = sheet.medicine, sheet.too_early_until
        for part in self._about:
            part.setVisible(one is not None)
        self._guard.setVisible(until is not None)
        self._early.setText("" if until is None else words.too_early(until, sheet.today))
        self._last.setText(words.last_fill(one, sheet.today))
        if self.field.text() != sheet.text:
            self.field.setText(sheet.text)
        amount = sheet.amount
        wrong = sheet.problem or (amount if isinstance(amount, FieldProblem) else None)
        self.field.set_tone(Tone.WARN if wrong else Tone.PLAIN)
        self._problem.show_problem("" if wrong is None else task_words.problem(wrong))
        said = "" if amount is None or isinstance(amount, FieldProblem) else words.amount(amount)
        self._entered.setText(said)
        self._entered.setVisible(bool(said))
        bought = Way.BOUGHT if until is None else Way.SELF_PAID
        for button, way in zip(self._ways.buttons, (bought, Way.ASKED), strict=True):
            button.set_caption(words.way(way), f"Alt {button.property('digit')}")
        self._ways.show_chosen({next(d for d, one in WAYS.items() if one is _plain(sheet.way))})


def _plain(way: Way) -> Way:
    return Way.BOUGHT if way is Way.SELF_PAID else way
