"""Beside the sheet: whom it may be already, and what to ask at once."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from terminal.services.enrolment import LISTED_MOST, Likely
from ui import theme
from ui.enrol import words
from ui.enrol.state import EnrolState
from ui.theme import Role, Tone
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.text import Text

translate: Final = QCoreApplication.translate


class LikelyRow(QWidget):
    """One of those on file, masked, with the key that opens the file."""

    opened = Signal(int)
    taken = Signal(int)

    def __init__(self, place: int, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._who = Text(name=f"{name}.who", role=Role.STRONG, wrap=True, parent=self)
        self._why = Text(name=f"{name}.why", role=Role.SECONDARY, wrap=True, parent=self)
        self.open = Button(
            translate("Enrol", "Open this file"),
            name=f"{name}.open",
            key=f"Alt {place}",
            parent=self,
        )
        self.guard = Button(
            translate("Enrol", "Is the guardian"),
            name=f"{name}.guardian",
            key=f"Alt {place + LISTED_MOST}",
            parent=self,
        )
        self.open.clicked.connect(lambda: self.opened.emit(place))
        self.guard.clicked.connect(lambda: self.taken.emit(place))
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.px(theme.GAP))
        buttons.addWidget(self.open)
        buttons.addWidget(self.guard)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, theme.px(theme.GAP))
        layout.setSpacing(theme.px(theme.GAP_TIGHT))
        layout.addWidget(self._who)
        layout.addWidget(self._why)
        layout.addLayout(buttons)

    def show_likely(self, one: Likely, *, may_guard: bool) -> None:
        """Show who it is and what speaks for it."""
        self._who.setText(words.who(one.hit))
        self._who.set_tone(words.weight(one))
        self._why.setText(words.reasons(one))
        self.guard.setVisible(may_guard)


class EnrolSide(Card):
    """At most three of those on file; without any, how to go on."""

    opened = Signal(int)
    taken = Signal(int)

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(translate("Enrol", "On file already?"), name=name, pad=True, parent=parent)
        self._told = Text(name=f"{name}.told", role=Role.SECONDARY, wrap=True, parent=self)
        self.rows = [
            LikelyRow(place, name=f"{name}.{place}", parent=self)
            for place in range(1, LISTED_MOST + 1)
        ]
        self._ask = Text(
            name=f"{name}.ask", role=Role.BODY, tone=Tone.BRAND, wrap=True, parent=self
        )
        self.body.addWidget(self._told)
        for row in self.rows:
            row.opened.connect(self.opened)
            row.taken.connect(self.taken)
            self.body.addWidget(row)
        self.body.addWidget(self._ask)
        self.body.addStretch(1)
        self.fill()

    def show_state(self, state: EnrolState) -> None:
        """Show who may be the one that is typed."""
        for place, row in enumerate(self.rows):
            row.setVisible(place < len(state.likely))
            if place < len(state.likely):
                one = state.likely[place]
                row.show_likely(one, may_guard=one in state.guardians)
        self._told.setText(_told(state))
        self._told.set_tone(Tone.WARN if state.has_sure else Tone.PLAIN)
        title = translate("Enrol", "On file already?")
        if state.done is not None:
            title = translate("Enrol", "Ask at once") if state.asks_on else ""
        if self.header is not None:
            self.header.set_title(title)
        asks = "\n".join(map(words.ask_on, state.asks_on))
        self._ask.setText(asks)
        self._ask.setVisible(bool(asks))

    def parts_in_order(self) -> list[QWidget]:
        """Return what takes focus, in reading order."""
        return [button for row in self.rows for button in (row.open, row.guard)]


def _told(state: EnrolState) -> str:
    if state.done is not None:
        return ""
    if state.has_sure:
        return translate("Enrol", "Very likely on file. Ask for the name before a second file.")
    if state.likely:
        return translate("Enrol", "Ask whether it is one of these. A shared phone may be a family.")
    if state.draft.phone.strip() or state.draft.name.strip():
        return translate("Enrol", "Nobody on file at this store looks like it.")
    return translate(
        "Enrol", "Type phone, name or day of birth: who looks alike is shown here, also offline."
    )
