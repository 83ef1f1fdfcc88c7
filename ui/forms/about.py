"""Beside the questions: who is asked, how far it is, what cannot be shown, and saving."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from terminal.services.forms import FormsDesk
from ui.counter.sheets import health_file
from ui.followups.allergy_band import AllergyBand
from ui.forms import words
from ui.forms.state import Filled, FormsState, Screen
from ui.theme import Role, Tone
from ui.widgets.button import Button, ButtonKind
from ui.widgets.card import Card
from ui.widgets.text import Text

_UNSHOWN: Final = 6


class AboutForm(Card):
    """A narrow card; its button saves, as Ctrl+S does."""

    save_wanted = Signal()

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(words.translate("Form", "Customer"), name=name, pad=True, parent=parent)
        self._allergies = AllergyBand(name=f"{name}.allergies", parent=self)
        self._refused = Text(
            health_file.on_forms(),
            name=f"{name}.refused",
            role=Role.STRONG,
            tone=Tone.WARN,
            wrap=True,
            parent=self,
        )
        self._version = Text(name=f"{name}.version", role=Role.SECONDARY, wrap=True, parent=self)
        self._progress = Text(name=f"{name}.progress", role=Role.STRONG, wrap=True, parent=self)
        self._left = Text(name=f"{name}.left", tone=Tone.WARN, wrap=True, parent=self)
        self._kept = Text(
            words.translate("Form", "What is answered is kept at this till until it is saved."),
            name=f"{name}.kept",
            role=Role.SECONDARY,
            wrap=True,
            parent=self,
        )
        self._unshown = Text(
            name=f"{name}.unshown", role=Role.STRONG, tone=Tone.WARN, wrap=True, parent=self
        )
        self._items = [
            Text(name=f"{name}.unshown.{n}", role=Role.SECONDARY, wrap=True, parent=self)
            for n in range(_UNSHOWN)
        ]
        self._save = Button(
            words.translate("Form", "Save"),
            name=f"{name}.save",
            key="Ctrl S",
            kind=ButtonKind.SECONDARY,
            parent=self,
        )
        self._save.clicked.connect(self.save_wanted)
        for part in (
            self._allergies,
            self._refused,
            self._version,
            self._progress,
            self._left,
            self._save,
            self._kept,
            self._unshown,
            *self._items,
        ):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.fill()

    def show_state(self, state: FormsState) -> None:
        """Show whom it is about, and how the form stands."""
        self._show_desk(state.desk)
        filled = state.filled
        is_filling = state.screen is Screen.FILL and filled is not None
        for part in (self._progress, self._save, self._kept):
            part.setVisible(is_filling)
        self._version.setVisible(filled is not None)
        self._show_unshown(filled)
        left = "" if filled is None or not is_filling else words.left(filled)
        self._left.setText(left)
        self._left.setVisible(bool(left))
        if filled is not None:
            self._version.setText(words.version(filled))
            self._progress.setText(words.progress(filled))
            self._save.setEnabled(not filled.is_busy)

    def parts_in_order(self) -> list[QWidget]:
        """Return what takes focus, in reading order."""
        return [self._save]

    def _show_desk(self, desk: FormsDesk | None) -> None:
        self._allergies.setVisible(desk is not None)
        self._refused.setVisible(desk is not None and desk.refuses_health)
        self.set_aside("" if desk is None else desk.masked_name)
        if desk is not None:
            self._allergies.show_allergies(desk.allergies)

    def _show_unshown(self, filled: Filled | None) -> None:
        left_out = [] if filled is None else words.unshown(filled)
        text = words.translate("Form", "%1 item(s) cannot be shown by this program:")
        self._unshown.setText(text.replace("%1", str(len(left_out))))
        self._unshown.setVisible(bool(left_out))
        for place, label in enumerate(self._items):
            is_last = place == _UNSHOWN - 1 and len(left_out) > _UNSHOWN
            label.setVisible(place < len(left_out))
            if place < len(left_out):
                label.setText("…" if is_last else left_out[place])
