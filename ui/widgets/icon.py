"""Small pictures in the colour of a tone."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QEvent, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QLabel, QWidget

from resources.lookup import read_text
from ui import theme
from ui.theme import Tone


class Icon(QLabel):
    """One drawing of `resources/icons`, such as "warn", in the colour of its tone."""

    def __init__(
        self,
        icon: str,
        *,
        name: str,
        tone: Tone = Tone.PLAIN,
        size: int = theme.ICON,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._svg = read_text("icons", f"{icon}.svg")
        self._tone = tone
        self._side = theme.px(size)
        self.setFixedSize(self._side, self._side)
        self._draw()

    def set_tone(self, tone: Tone) -> None:
        """Draw it in another colour."""
        if tone is not self._tone:
            self._tone = tone
            self._draw()

    def changeEvent(self, event: QEvent) -> None:
        """Follow light and dark."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._draw()

    def _draw(self) -> None:
        ink = theme.active().color(self._tone).name()
        svg = self._svg.replace("currentColor", ink).encode()
        ratio = self.devicePixelRatioF()
        pixels = QPixmap(round(self._side * ratio), round(self._side * ratio))
        pixels.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixels)
        QSvgRenderer(QByteArray(svg)).render(painter, QRectF(pixels.rect()))
        painter.end()
        pixels.setDevicePixelRatio(ratio)
        self.setPixmap(pixels)
