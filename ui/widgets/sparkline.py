"""A small line of how a value went. Its figures are told in words beside it, for screen readers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme
from ui.theme import Tone

WIDTH: Final = 72
LEAST: Final = 28
HEIGHT: Final = 26
_ENOUGH: Final = 2
_FLAT: Final = 0.15
"""A span smaller than this part of the values is drawn as if it were so large: a tenth more or less
is no mountain.
"""


class Sparkline(QWidget):
    """One line for each series, oldest on the left; the last point has the tone of its meaning.
    With fewer than two values there is no line, and no room is taken.
    """

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._series: tuple[tuple[float, ...], ...] = ()
        self._tone = Tone.PLAIN
        self.hide()

    def show_series(self, series: Sequence[Sequence[float]], tone: Tone, said: str) -> None:
        """Draw these values; `said` tells them in words."""
        self._series = tuple(tuple(one) for one in series)
        self._tone = tone
        self.setAccessibleName(said)
        self.setToolTip(said)
        self.setVisible(any(len(one) >= _ENOUGH for one in self._series))
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for a small corner."""
        return QSize(theme.px(WIDTH), theme.px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Do with less where the window is narrow."""
        return QSize(theme.px(LEAST), theme.px(HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the lines, then where they end."""
        values = [value for one in self._series for value in one]
        if not values:
            return
        look, painter = theme.active(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = look.px(4)
        box = QRectF(self.rect()).adjusted(edge, edge, -edge, -edge)
        middle = (max(values) + min(values)) / 2
        span = max(max(values) - min(values), abs(middle) * _FLAT) or 1.0
        for one in self._series:
            points = _points(one, box, middle, span)
            painter.setPen(QPen(look.color(Tone.MUTED), look.px(3) / 2))
            painter.drawPolyline(QPolygonF(points))
            painter.setPen(QPen(look.color(self._tone), look.px(1)))
            painter.setBrush(look.color(self._tone))
            painter.drawEllipse(points[-1], look.px(5) / 2, look.px(5) / 2)
        painter.end()


def _points(values: Sequence[float], box: QRectF, middle: float, span: float) -> list[QPointF]:
    across, up = box.width() / max(len(values) - 1, 1), box.height() / span
    low = box.center().y()
    return [
        QPointF(box.left() + place * across, low - (value - middle) * up)
        for place, value in enumerate(values)
    ]
