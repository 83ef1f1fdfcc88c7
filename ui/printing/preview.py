"""Printed pages on the screen."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui import theme
from ui.printing import paint
from ui.printing.layout import Sheet


class Paper(QLabel):
    """One page as it will come out, as large as there is room for."""

    def __init__(self, *, name: str, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self._sheet: Sheet | None = None
        self._drawn: tuple[Sheet, float] | None = None

    def show_sheet(self, sheet: Sheet | None) -> None:
        """Show a page, or none."""
        self._sheet = sheet
        if sheet is None:
            self._drawn = None
            self.clear()
        self._draw()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw in the new size."""
        super().resizeEvent(event)
        self._draw()

    def _draw(self) -> None:
        sheet = self._sheet
        if sheet is None or min(self.width(), self.height()) < theme.px(theme.PAD):
            return
        ratio = self.devicePixelRatioF()
        scale = ratio * min(self.width() / sheet.width, self.height() / sheet.height)
        if self._drawn == (sheet, scale):
            return
        self._drawn = (sheet, scale)
        pixels = QPixmap.fromImage(paint.picture(sheet, scale))
        pixels.setDevicePixelRatio(ratio)
        self.setPixmap(pixels)
