"""What stands in the place of readings, medicines and purchases while reading is locked."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.theme import Role
from ui.widgets.card import Card
from ui.widgets.text import Text


class Locked(Card):
    """Says that something is kept back, so that nobody takes it for an empty file."""

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name=name, pad=True, parent=parent)
        title = self.tr("Readings, medicines and purchases are locked")
        self.setAccessibleName(title)
        self.body.addWidget(Text(title, name=f"{name}.title", role=Role.TITLE, wrap=True))
        what = Text(
            self.tr("They are on file and come back as soon as HQ has answered."),
            name=f"{name}.what",
            role=Role.SECONDARY,
            wrap=True,
        )
        self.body.addWidget(what)
        self.hide()
