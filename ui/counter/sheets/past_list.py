"""The last entries under the field of a new one, and which of them is put right."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from terminal.services.reading_corrections import OFFERED
from ui import theme
from ui.counter.sheets import mending_words as words
from ui.counter.sheets.past import PastShown
from ui.followups.flow import Flow
from ui.theme import Role, Tone
from ui.widgets.button import Button
from ui.widgets.text import Text


class PastList(QWidget):
    """What it says, moment, who entered it and where, newest first; below it what can be done."""

    turned = Signal()
    withdrawing = Signal()

    def __init__(self, about: str, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._about = Text(about, name=f"{name}.about", role=Role.SECONDARY, parent=self)
        self._rows = [
            Text(name=f"{name}.{place}", wrap=True, parent=self) for place in range(OFFERED)
        ]
        self._say = Text(name=f"{name}.say", role=Role.SECONDARY, wrap=True, parent=self)
        self._turn = Button(name=f"{name}.turn", key="Alt C", parent=self)
        self._withdraw = Button(name=f"{name}.withdraw", key="Alt D", parent=self)
        self._turn.clicked.connect(self.turned)
        self._withdraw.clicked.connect(self.withdrawing)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.px(theme.GAP), 0, 0)
        layout.setSpacing(theme.px(theme.GAP_TIGHT))
        for part in (self._about, *self._rows, self._say):
            layout.addWidget(part)
        keys = QWidget(self)
        keys.setObjectName(f"{name}.keys")
        buttons = Flow(gap=theme.px(theme.GAP), parent=keys)
        for button in (self._turn, self._withdraw):
            buttons.addWidget(button)
        layout.addWidget(keys)

    def show_past(self, past: PastShown) -> None:
        """Show the last ones, nothing while there are none."""
        self.setVisible(bool(past.rows))
        for place, row in enumerate(self._rows, start=1):
            row.setVisible(place <= len(past.rows))
            if place <= len(past.rows):
                is_chosen = place == past.chosen
                row.setText(past.rows[place - 1])
                quiet = bool(past.chosen) and not is_chosen
                row.set_tone(Tone.MUTED if quiet else Tone.INFO if is_chosen else Tone.PLAIN)
        self._say.setText(past.say)
        self._say.setVisible(bool(past.say))
        self._turn.set_caption(past.turn, "Alt C")
        self._withdraw.set_caption(words.withdraw(), "Alt D")
        self._withdraw.setVisible(past.can_withdraw)
