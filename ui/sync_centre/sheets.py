"""Questions the sync centre asks, inside the page: before a save is given up, and before health
data go into a file.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.followups import words as task_words
from ui.sync_centre import words
from ui.sync_centre.state import PILES, Sheet, SyncCentreState
from ui.theme import Role, Tone
from ui.widgets.button import Button, ButtonKind
from ui.widgets.card import Card
from ui.widgets.field import ChineseField
from ui.widgets.problem_label import ProblemLabel
from ui.widgets.text import Text


class QuestionSheet(Card):
    """What will happen, said before it does; Enter does it, Esc leaves it."""

    reason_edited = Signal(str)
    confirmed = Signal()
    dismissed = Signal()

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name=name, parent=parent)
        self.fill()
        self._title = Text(name=f"{name}.title", role=Role.TITLE, wrap=True, parent=self)
        self._about = Text(name=f"{name}.about", role=Role.STRONG, wrap=True, parent=self)
        self._what = Text(name=f"{name}.what", wrap=True, parent=self)
        self._warning = Text(name=f"{name}.warning", tone=Tone.WARN, wrap=True, parent=self)
        self.reason = ChineseField(
            name=f"{name}.reason", label=self.tr("Reason, for HQ and the record"), parent=self
        )
        self._problem = ProblemLabel(name=f"{name}.problem", parent=self)
        self.confirm = Button(name=f"{name}.confirm", key="⏎", parent=self)
        self.leave = Button(self.tr("Leave it"), name=f"{name}.leave", key="Esc", parent=self)
        self.reason.textEdited.connect(self.reason_edited)
        self.reason.returnPressed.connect(self.confirmed)
        self.confirm.clicked.connect(self.confirmed)
        self.leave.clicked.connect(self.dismissed)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.px(theme.GAP))
        buttons.addWidget(self.confirm)
        buttons.addWidget(self.leave)
        buttons.addStretch(1)
        inner = QVBoxLayout()
        inner.setContentsMargins(*(theme.px(theme.PAD),) * 4)
        inner.setSpacing(theme.px(12))
        for part in (self._title, self._about, self._what, self._warning, self.reason):
            inner.addWidget(part)
        inner.addWidget(self._problem)
        inner.addLayout(buttons)
        inner.addStretch(1)
        self.body.addLayout(inner)
        self._sheet: Sheet | None = None

    def show_state(self, state: SyncCentreState) -> None:
        """Ask what the state asks."""
        is_new, self._sheet = self._sheet is not state.sheet, state.sheet
        if state.sheet is None:
            return
        gives_up = state.sheet is Sheet.GIVE_UP
        self.reason.setVisible(gives_up)
        self._about.setVisible(gives_up)
        problem = "" if state.problem is None else task_words.problem(state.problem)
        self._problem.show_problem(problem)
        self.reason.set_tone(Tone.WARN if problem else Tone.PLAIN)
        if self.reason.text() != state.reason:
            self.reason.setText(state.reason)
        self.confirm.setEnabled(not state.is_busy)
        # What cannot be undone is never the button that invites.
        self.confirm.set_kind(ButtonKind.SECONDARY if gives_up else ButtonKind.PRIMARY)
        if gives_up:
            self._ask_to_give_up(state)
        else:
            self._ask_to_export(state)
        self.setAccessibleName(self._title.text())
        if is_new:
            (self.reason if gives_up else self.confirm).setFocus()

    def parts_in_order(self) -> list[QWidget]:
        """Return what takes focus, in reading order."""
        return [self.reason, self.confirm, self.leave]

    def _ask_to_give_up(self, state: SyncCentreState) -> None:
        save = state.save
        self._title.setText(self.tr("Give this save up?"))
        self._about.setText("" if save is None else words.about(save))
        self._what.setText(
            self.tr(
                "HQ stops waiting for it and it never takes effect. What was entered stays on"
                " record here and at HQ, with your name and the reason."
            )
        )
        self._warning.setText(self.tr("This cannot be undone."))
        self.confirm.set_caption(self.tr("Give up"), "⏎")

    def _ask_to_export(self, state: SyncCentreState) -> None:
        page = state.page
        count = 0 if page is None else sum(page.count_of(pile) for pile in PILES)
        self._title.setText(self.tr("Export unsent work to a file?"))
        self._what.setText(
            self.tr(
                "%n save(s) are copied into one file on this till, in case this machine breaks."
                " They stay here too, and go on being sent.",
                "",
                count,
            )
        )
        self._warning.setText(
            self.tr(
                "The file is sealed: HQ alone can read it. Hand it to IT, who take it in at HQ."
                " Who made it is on record."
            )
        )
        self.confirm.set_caption(self.tr("Export"), "⏎")
