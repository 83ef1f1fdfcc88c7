"""The slip with which somebody is asked to hold a medicine."""

from __future__ import annotations

from datetime import tzinfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.followups import words as task_words
from ui.stock import words
from ui.stock.state import StockState
from ui.theme import Role
from ui.widgets.button import Button, ButtonKind
from ui.widgets.card import Card
from ui.widgets.text import Text


class SlipSheet(Card):
    """Which store, which number, what to ask for: holding is done by phone, nothing is sent."""

    dismissed = Signal()

    def __init__(self, *, zone: tzinfo, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name=name, parent=parent)
        self.fill()
        self._zone = zone
        title = self.tr("Hold by phone")
        self.setAccessibleName(title)
        self._what = Text(name=f"{name}.what", role=Role.TITLE, wrap=True, parent=self)
        self._store = Text(name=f"{name}.store", role=Role.STRONG, wrap=True, parent=self)
        self._phone = Text(name=f"{name}.phone", role=Role.FIGURE, parent=self)
        self._known = Text(name=f"{name}.known", role=Role.SECONDARY, wrap=True, parent=self)
        said = self.tr(
            "Call before the customer leaves: the figure is not live, and only the other store's"
            " word holds it. Nothing is sent and nothing is noted here."
        )
        note = Text(said, name=f"{name}.note", wrap=True, parent=self)
        self.leave = Button(
            self.tr("Close"), name=f"{name}.leave", key="Esc", kind=ButtonKind.PRIMARY, parent=self
        )
        self.leave.clicked.connect(self.dismissed)
        inner = QVBoxLayout()
        inner.setContentsMargins(*(theme.px(theme.PAD),) * 4)
        inner.setSpacing(theme.px(12))
        inner.addWidget(Text(title, name=f"{name}.title", role=Role.SECONDARY, parent=self))
        for part in (self._what, self._store, self._phone, self._known, note):
            inner.addWidget(part)
        buttons = QHBoxLayout()
        buttons.addWidget(self.leave)
        buttons.addStretch(1)
        inner.addLayout(buttons)
        inner.addStretch(1)
        self.body.addLayout(inner)

    def show_state(self, state: StockState) -> None:
        """Show what to ask for, and whom."""
        answer, store = state.shown, state.store
        if answer is None or store is None:
            return
        self._what.setText(answer.medicine.title)
        self._store.setText(task_words.joined((store.name, words.way(store))))
        self._phone.setText(words.phone(store.phone))
        known = self.tr("Had %1, as of %2, %3 sure")
        parts = (
            words.packs(store.level)[0],
            words.age(store.level, answer.now, self._zone)[0],
            words.sure(store.level)[0],
        )
        for place, part in enumerate(parts, start=1):
            known = known.replace(f"%{place}", part)
        self._known.setText(known)
