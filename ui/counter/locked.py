"""What stands in the place of readings, medicines and purchases while they may not be shown."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QWidget

from terminal.domain.card import CustomerCard
from ui import i18n
from ui.followups import words
from ui.theme import Role
from ui.widgets.card import Card
from ui.widgets.text import Text

RESTRICTED: Final = "CUSTOMER_RESTRICTED"


class Locked(Card):
    """Says that something is kept back and why, so that nobody takes it for an empty file."""

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name=name, pad=True, parent=parent)
        self._title = Text("", name=f"{name}.title", role=Role.TITLE, wrap=True)
        self._what = Text("", name=f"{name}.what", role=Role.SECONDARY, wrap=True)
        self.body.addWidget(self._title)
        self.body.addWidget(self._what)
        self.hide()

    def show_card(self, card: CustomerCard) -> None:
        """Say why a card is all but empty."""
        title = self.tr("Readings, medicines and purchases are locked")
        what = self.tr("They are on file and come back as soon as HQ has answered.")
        if card.is_restricted:
            said = i18n.message(RESTRICTED)
            title, what = said.what, words.sentences((said.kept, said.next))
        self._title.setText(title)
        self._what.setText(what)
        self.setAccessibleName(title)
        self.setVisible(card.is_locked)
