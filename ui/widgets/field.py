"""Fields to type in.

A keyboard scanner types too, and a Chinese input method would eat its letters. Switching the
input method off takes two things, measured with ibus-libpinyin: the attribute alone does not.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui import theme
from ui.keys.fields import MEANING
from ui.keys.words import Meaning
from ui.theme import Tone

_CTRL: Final = Qt.KeyboardModifier.ControlModifier
_COMMANDING: Final = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier
"""Both together are AltGr, which writes letters."""


class Field(QLineEdit):
    """A line to type in. `label` is its name for a screen reader, `hint` stands in it while empty.

    Fields do no validating of their own: a number typed under an input method looks odd and is
    still right, so one tolerant parser reads it later.

    `enter_word` says what Enter does in it, None where that is what it does on the page, and
    `is_left` that Esc leaves it first.
    """

    enter_word: str | None = None
    is_left = False

    def __init__(
        self, *, name: str, label: str, hint: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setPlaceholderText(hint or label)
        self.setFixedHeight(theme.active().control)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)

    def set_tone(self, tone: Tone) -> None:
        """WARN while what stands in it cannot be taken, PLAIN otherwise."""
        theme.retone(self, tone=tone.value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let keys with Alt go on to the page, for which they count always: Qt would type them. So
        would it delete to the end of the line for Ctrl+K, in places.
        """
        commanding = event.modifiers() & _COMMANDING
        is_bar = commanding == _CTRL and event.key() == Qt.Key.Key_K
        if commanding == Qt.KeyboardModifier.AltModifier or is_bar:
            event.ignore()
            return
        super().keyPressEvent(event)


class ChineseField(Field):
    """A line for names and notes: the input method is on."""


class PlainField(Field):
    """A line for figures and codes: the input method is off, so no scan is eaten by it."""

    def __init__(
        self, *, name: str, label: str, hint: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(name=name, label=label, hint=hint, parent=parent)
        self.setProperty(MEANING, Meaning.NUMBER.value)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)

    def inputMethodQuery(self, query: Qt.InputMethodQuery, argument: Any = None) -> Any:
        """Answer that this field takes no input method."""
        if query == Qt.InputMethodQuery.ImEnabled:
            return False
        if argument is None:
            return super().inputMethodQuery(query)
        return super().inputMethodQuery(query, argument)


class FigureField(PlainField):
    """A line for figures: a letter that is typed does nothing, so that whoever types on after a key
    of the page had opened it leaves none behind. Any other sign stays for the reader of numbers, a
    `6。8` too, and so does what is pasted.
    """

    def __init__(
        self, *, name: str, label: str, hint: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(name=name, label=label, hint=hint, parent=parent)
        self._units: tuple[str, ...] | None = ()

    def take_units(self, units: Iterable[str] | None) -> None:
        """Let one of these be typed after a figure, in any case; None for any word there."""
        self._units = None if units is None else tuple(one.casefold() for one in units)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do nothing for a letter. A scanner has been heard by then: its judge is asked first."""
        if event.modifiers() & _COMMANDING or self._takes(event.text()):
            super().keyPressEvent(event)
        else:
            event.accept()  # Unwanted here, and no command of the page either.

    def _takes(self, typed: str) -> bool:
        if not any(sign.isalpha() for sign in typed):
            return True
        at = self.selectionStart() if self.hasSelectedText() else self.cursorPosition()
        before = self.text()[:at]
        figures = max((place for place, sign in enumerate(before, 1) if sign.isdigit()), default=0)
        if not figures or self._units is None:
            return bool(figures)
        word = (before[figures:] + typed).strip().casefold()
        return any(one.startswith(word) for one in self._units)
