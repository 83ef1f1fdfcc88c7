"""The right side before a pack is made: whose purchases, and why they are looked at."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import theme
from ui.compliance import words
from ui.compliance.state import WHYS, PackState
from ui.counter.sheets.bodies import Choices
from ui.followups import words as task_words
from ui.theme import Role, Tone
from ui.widgets.card import Card
from ui.widgets.problem_label import ProblemLabel
from ui.widgets.text import Text


class ChooseSide(Card):
    """Somebody's masked name, and three reasons: each makes the pack."""

    reason_given = Signal(int)

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name=name, parent=parent)
        self.fill()
        self.setAccessibleName(self.tr("Whose purchases"))
        self._title = Text(name=f"{name}.title", role=Role.TITLE, wrap=True, parent=self)
        self._about = Text(name=f"{name}.about", role=Role.SECONDARY, wrap=True, parent=self)
        self._kept = Text(
            self.tr("This file may only be kept and shown to inspectors."),
            name=f"{name}.kept",
            tone=Tone.WARN,
            wrap=True,
            parent=self,
        )
        self._ask = Text(
            self.tr("Why is it looked at? The digit makes the pack."),
            name=f"{name}.ask",
            role=Role.STRONG,
            parent=self,
        )
        self._why = Choices(
            [(words.why(one), str(place)) for place, one in enumerate(WHYS, 1)],
            name=f"{name}.why",
            parent=self,
        )
        self._problem = ProblemLabel(name=f"{name}.problem", parent=self)
        said = self.tr(
            "18 months of purchases with what was said around them. Who looks, and why, is noted."
        )
        self._noted = Text(said, name=f"{name}.noted", role=Role.SECONDARY, wrap=True, parent=self)
        self._making = Text(
            self.tr("Making the pack…"), name=f"{name}.making", tone=Tone.BRAND, parent=self
        )
        self._why.picked.connect(self.reason_given)
        inner = QVBoxLayout()
        inner.setContentsMargins(*(theme.px(theme.PAD),) * 4)
        inner.setSpacing(theme.px(12))
        for part in (
            self._title,
            self._about,
            self._kept,
            self._ask,
            self._why,
            self._problem,
            self._making,
            self._noted,
        ):
            inner.addWidget(part)
        inner.addStretch(1)
        self.body.addLayout(inner)

    def show_state(self, state: PackState) -> None:
        """Show who is chosen, or how to choose."""
        who = state.who
        self._making.setVisible(state.is_making)
        for part in (self._ask, self._why, self._noted):
            part.setVisible(who is not None)
        self._kept.setVisible(who is not None and who.is_restricted)
        lacks = self.tr("Say why it is looked at: 1, 2 or 3.") if state.lacks_why else ""
        self._problem.show_problem(lacks)
        self._why.show_chosen(set() if state.why is None else {WHYS.index(state.why) + 1})
        if who is not None:
            self._title.setText(who.masked_name)
            here = self.tr("the card is open, or was scanned") if who.is_present else ""
            self._about.setText(task_words.joined((words.about(who), here)))
            for button in self._why.buttons:
                button.setEnabled(state.can_make)
        elif state.finds_nobody:
            self._title.setText(self.tr("Nobody fits"))
            self._about.setText(
                self.tr("Try the tail of the phone, or pinyin initials, or scan the member card.")
            )
        else:
            self._title.setText(self.tr("Whose purchases?"))
            self._about.setText(
                self.tr("Scan the member card, or type a name's pinyin or the phone's tail.")
            )

    def parts_in_order(self) -> list[QWidget]:
        """Return what takes focus, in reading order."""
        return [*self._why.buttons]
