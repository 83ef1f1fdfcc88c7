"""The field a reading is typed into. The unit stands in it, so that nobody has to guess."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from ui import theme
from ui.theme import Role
from ui.widgets.field import FigureField
from ui.widgets.text import Text


class ValueField(FigureField):
    """Empty, it says what is asked for; filled, it says in which unit."""

    def __init__(self, *, name: str, label: str, parent: QWidget | None = None) -> None:
        super().__init__(name=name, label=label, parent=parent)
        self._unit = Text(name=f"{name}.unit", role=Role.SECONDARY, parent=self)
        self._unit.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._unit.hide()
        self.textChanged.connect(self._show_unit)

    def ask_for(self, reading: str, unit: str, written: Iterable[str] | None = ()) -> None:
        """Ask for a kind of reading in a unit; one of those `written` may be typed after the
        figure, None for any.
        """
        self.take_units(written)
        self.setAccessibleName(reading)
        self.setAccessibleDescription(unit)
        self.setPlaceholderText(reading)
        if self._unit.text() != unit:
            self._unit.setText(unit)
            self._place_unit()
        self._show_unit(self.text())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the unit at the right end."""
        super().resizeEvent(event)
        self._place_unit()

    def _place_unit(self) -> None:
        size = self._unit.sizeHint()
        x = self.width() - size.width() - theme.px(12)
        self._unit.setGeometry(x, (self.height() - size.height()) // 2, size.width(), size.height())

    def _show_unit(self, text: str) -> None:
        is_shown = bool(text) and bool(self._unit.text())
        self._unit.setVisible(is_shown)
        right = self._unit.sizeHint().width() + theme.px(theme.GAP_TIGHT) if is_shown else 0
        self.setTextMargins(0, 0, right, 0)
