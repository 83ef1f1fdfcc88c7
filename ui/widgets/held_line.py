"""The line that says whose file a page holds its answers against, and the key to have it not."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui import theme
from ui.held_file import Held
from ui.theme import Role
from ui.widgets.button import Button
from ui.widgets.text import ElidedText


class HeldLine(QWidget):
    """Whose file it is stands there as long as a card is open: the next person at the counter may
    be somebody else, and the card is still the last one's.
    """

    turned = Signal()

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._said = ElidedText(name=f"{name}.said", role=Role.SECONDARY, parent=self)
        self.turn = Button(name=f"{name}.turn", parent=self)
        self.turn.clicked.connect(self.turned)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(theme.GAP))
        layout.addWidget(self._said, 1)
        layout.addWidget(self.turn)

    def show_held(self, held: Held) -> None:
        """Say whose file it is, or that it is nobody's."""
        if held.name is not None:
            text = self.tr("Held against %1").replace("%1", held.name)
        else:
            text = self.tr("Held against nobody")
        self._said.setText(text)
        self.turn.set_caption(self.word(held), "Alt X")
        self.turn.setVisible(held.can_turn)

    def word(self, held: Held) -> str:
        """Return what the key does now."""
        if held.is_apart:
            return self.tr("Hold against the open card")
        return self.tr("Somebody else")
