"""Who is to have a task, or all of a customer's or a colleague's with it: a digit says it, and that
hands it over.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from terminal.domain.card import TaskItem
from terminal.services.handing_many import Pile, Scope
from ui import i18n, theme
from ui.followups import words
from ui.followups.flow import Flow
from ui.followups.state import ANYBODY, PEOPLE, FollowUpsState
from ui.theme import Role
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.text import Text


class HandSheet(Card):
    """Colleagues with their digits, after them anybody in the store."""

    chosen = Signal(int)
    widened = Signal()
    dismissed = Signal()

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Hand over"), name=name, parent=parent)
        self.fill()
        self._about = Text(name=f"{name}.about", role=Role.STRONG, wrap=True, parent=self)
        self._all = Button(name=f"{name}.all", key="H", parent=self)
        self._what = Text(name=f"{name}.what", role=Role.SECONDARY, wrap=True, parent=self)
        self._note = Text(name=f"{name}.note", role=Role.SECONDARY, wrap=True, parent=self)
        self._people = [
            Button(name=f"{name}.{digit}", parent=self) for digit in range(1, PEOPLE + 1)
        ]
        anybody = self.tr("Anybody in the store")
        self._anybody = Button(anybody, name=f"{name}.anybody", key=str(ANYBODY), parent=self)
        self._more = Text(name=f"{name}.more", role=Role.HINT, parent=self)
        self._leave = Button(self.tr("Leave it"), name=f"{name}.leave", key="Esc", parent=self)
        column = QVBoxLayout()
        pad = theme.px(theme.PAD)
        column.setContentsMargins(pad, theme.px(12), pad, theme.px(12))
        column.setSpacing(theme.px(theme.GAP))
        row = QWidget(self)
        row.setObjectName(f"{name}.people")
        people = Flow(gap=theme.px(theme.GAP), parent=row)
        for button in (*self._people, self._anybody):
            people.addWidget(button)
        for part in (self._about, self._what, self._all, self._note, row, self._more):
            column.addWidget(part)
        column.addStretch(1)
        column.addWidget(self._leave)
        self.body.addLayout(column)
        for digit, button in enumerate(self._people, start=1):
            button.setProperty("digit", digit)
            button.clicked.connect(self._on_person)
        self._all.clicked.connect(self.widened)
        self._anybody.clicked.connect(lambda: self.chosen.emit(ANYBODY))
        self._leave.clicked.connect(self.dismissed)

    def show_state(self, state: FollowUpsState) -> None:
        """Show who can have it, and which words go with it."""
        handing, form = state.handing, state.form
        if handing is None or form is None:
            return
        task, pile, following = form.task, handing.pile, handing.following
        self._about.setText(self._named(task, pile))
        self._what.setText("" if pile is None else self._contents(pile))
        self._what.setVisible(pile is not None)
        instead = self.tr("Only this one")
        if following is not None:
            instead = self.tr("Instead: %1").replace("%1", self._named(task, following))
        self._all.set_caption(instead, "H")
        self._all.setVisible(bool(handing.piles))
        note = form.draft.note.strip()
        told = self.tr("With it goes: %1").replace("%1", note)
        without = self.tr("What is typed as a note before goes with it.")
        self._note.setText(told if note else without)
        for place, button in enumerate(self._people):
            button.setVisible(place < len(handing.shown))
            if place < len(handing.shown):
                one = handing.shown[place]
                mine = self.tr("%1 (keep it for me)").replace("%1", one.name)
                button.set_caption(mine if one.is_me else one.name, str(place + 1))
        more = len(handing.people) > PEOPLE
        self._more.setText(self.tr("+ shows more people") if more else "")
        self._more.setVisible(more)

    def parts_in_order(self) -> list[QWidget]:
        """Return what takes focus, in reading order."""
        return [self._all, *self._people, self._anybody, self._leave]

    def _named(self, task: TaskItem, pile: Pile | None) -> str:
        if pile is None:
            return words.joined((task.masked_name, words.title(task)))
        every = self.tr("all %n open follow-up(s)", "", len(pile.tasks))
        whose = pile.name if pile.scope is Scope.COLLEAGUE else task.masked_name
        return words.joined((whose, every))

    def _contents(self, pile: Pile) -> str:
        """Say which these are: a customer's by their names, a colleague's by when due."""
        if pile.scope is Scope.CUSTOMER:
            return words.joined(map(i18n.pick, pile.titles))
        later = len(pile.tasks) - pile.overdue - pile.today
        said = (
            (self.tr("%n overdue", "", pile.overdue), pile.overdue),
            (self.tr("%n due today", "", pile.today), pile.today),
            (self.tr("%n later", "", later), later),
        )
        return words.joined(text for text, count in said if count)

    def _on_person(self) -> None:
        self.chosen.emit(int(self.sender().property("digit")))
