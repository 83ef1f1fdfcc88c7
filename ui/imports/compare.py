"""Two people side by side: what the row says, what is on file, and where they differ."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from terminal.domain.imports.model import Duplicate, Field, Stand
from ui import theme
from ui.imports import answers, words
from ui.imports.answers import Line
from ui.imports.state import ImportState
from ui.theme import Role, Tone
from ui.widgets.card import empty
from ui.widgets.text import Text

SAME: Final = ""
DIFFERS: Final = "≠"
CHOSEN: Final = "✓ "


class Compare(QWidget):
    """A grid of field, row and file. A sign stands between what differs, so that no colour has to
    be seen; a tick stands before what will count.
    """

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.px(12))
        self._grid.setVerticalSpacing(theme.px(10))
        for column, share in enumerate((0, 3, 0, 3)):
            self._grid.setColumnStretch(column, share)
        self._shown: object = None

    def show_question(self, found: Duplicate, state: ImportState) -> None:
        """Show both people."""
        lines = answers.lines(found, state.decisions)
        asked = answers.open_field(found, state.decisions)
        shown = (found.row, found.there, lines, asked, state.is_revealed)
        if shown == self._shown:
            return
        self._shown = shown
        empty(self._grid)
        here = self.tr("In the file, row %1").replace("%1", words.number(found.row))
        there = self.tr("On file at this store")
        if found.there.customer is None:
            earlier = words.number(found.there.row or 0)
            there = self.tr("Earlier in the file, row %1").replace("%1", earlier)
        self._put(0, 1, Text(here, name=self._name("here"), role=Role.STRONG, wrap=True))
        self._put(0, 3, Text(there, name=self._name("there"), role=Role.STRONG, wrap=True))
        for row, line in enumerate(lines, start=1):
            self._show_line(row, line, state, is_asked=line.field is asked)

    def _show_line(self, row: int, line: Line, state: ImportState, *, is_asked: bool) -> None:
        name = line.field.value
        label = Text(words.field(line.field), name=self._name(f"{name}.label"))
        label.set_role(Role.STRONG if is_asked else Role.SECONDARY)
        label.set_tone(Tone.BRAND if is_asked else Tone.PLAIN)
        self._put(row, 0, label)
        self._put(row, 1, self._value(line, line.here, Stand.TAKE, state))
        sign = Text(DIFFERS if line.differs else SAME, name=self._name(f"{name}.sign"))
        sign.set_role(Role.STRONG)
        sign.set_tone(Tone.WARN)
        if line.differs:
            sign.setAccessibleName(self.tr("differs"))
        self._put(row, 2, sign)
        self._put(row, 3, self._value(line, line.there, Stand.KEEP, state))

    def _value(self, line: Line, text: str, stand: Stand, state: ImportState) -> Text:
        side = "here" if stand is Stand.TAKE else "there"
        shown = words.value(line.field, text, is_revealed=state.is_revealed) or "—"
        counts = line.is_decided and line.stand is stand
        value = Text(name=self._name(f"{line.field.value}.{side}"), wrap=True)
        value.setText(f"{CHOSEN}{shown}" if counts else shown)
        value.set_role(Role.STRONG if line.differs else Role.BODY)
        if line.differs:
            chosen = Tone.BRAND if counts else Tone.MUTED
            value.set_tone(chosen if line.is_decided else Tone.WARN)
        if line.field is Field.NAME:
            value.set_role(Role.TITLE)
        return value

    def _put(self, row: int, column: int, label: Text) -> None:
        self._grid.addWidget(label, row, column, Qt.AlignmentFlag.AlignTop)
        label.show()  # At once, not when Qt gets to it: one frame, not two.

    def _name(self, part: str) -> str:
        return f"{self.objectName()}.{part}"
