"""Customers whose card was left with something typed on it: one chip each brings them back."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui import theme
from ui.counter.state import PARKED_SHOWN, Parked
from ui.theme import Role
from ui.widgets.button import Button
from ui.widgets.text import Text


class ParkedBar(QWidget):
    """Two chips at most. With none it takes no room."""

    customer_wanted = Signal(str)

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._parked: tuple[Parked, ...] = ()
        word = Text(self.tr("Not finished:"), name=f"{name}.word", role=Role.SECONDARY, parent=self)
        self._buttons = [
            Button(name=f"{name}.{place}", parent=self) for place in range(PARKED_SHOWN)
        ]
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(theme.GAP))
        layout.addWidget(word)
        for place, button in enumerate(self._buttons):
            button.setProperty("place", place)
            button.clicked.connect(self._on_clicked)
            layout.addWidget(button)
        layout.addStretch(1)
        self.hide()

    def show_parked(self, parked: tuple[Parked, ...]) -> None:
        """Show whom there is to come back to."""
        if parked == self._parked:
            return
        self._parked = parked
        self.setVisible(bool(parked))
        for place, button in enumerate(self._buttons):
            button.setVisible(place < len(parked))
            if place < len(parked):
                button.set_caption(parked[place].masked_name)

    def _on_clicked(self) -> None:
        place = int(self.sender().property("place"))
        if place < len(self._parked):
            self.customer_wanted.emit(self._parked[place].customer)
