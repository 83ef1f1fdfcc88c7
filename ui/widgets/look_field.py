"""A field that looks for what is typed at every key, also while an input method composes it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QWidget

from ui.keys.fields import MEANING
from ui.keys.words import Meaning
from ui.widgets.field import ChineseField

_BETWEEN: Final = str.maketrans("", "", " '\N{RIGHT SINGLE QUOTATION MARK}")
"""What input methods put between the syllables they show."""


class LookField(ChineseField):
    """A line for names in Chinese, their pinyin and initials, and codes. `looked` tells what to
    look for: with an input method on, initials are found before it has made a word of them.
    """

    looked = Signal(str)

    def __init__(
        self, *, name: str, label: str, hint: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(name=name, label=label, hint=hint, parent=parent)
        # A number that comes fast is a code: nobody's name has digits.
        self.setProperty(MEANING, Meaning.NAME.value)
        self._composed = ""
        self.textEdited.connect(self._look)

    @property
    def is_composing(self) -> bool:
        """Tell whether an input method has something that is no text of the field's yet."""
        return bool(self._composed)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Look for what is being composed."""
        before, self._composed = self._composed, event.preeditString()
        super().inputMethodEvent(event)
        if self._composed != before and not event.commitString():
            self._look()

    def _look(self) -> None:
        self.looked.emit(self.text() + self._composed.translate(_BETWEEN))
