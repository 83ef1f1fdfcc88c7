"""The three marks drawn as shapes, so that they differ without colour: an open ring (this till
only), a half-filled one (received by HQ), a filled one with a tick (accepted by HQ).
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from terminal.domain.customer import Mark
from ui import theme
from ui.followups import words
from ui.theme import Role, Tone

SIDE: Final = 11
_TONES: Final = {Mark.LOCAL: Tone.MUTED, Mark.RECEIVED: Tone.INFO, Mark.ACCEPTED: Tone.BRAND}


def draw_sign(painter: QPainter, box: QRect, mark: Mark) -> None:
    """Draw the shape of a mark in the middle of a box."""
    look = theme.active()
    side = look.px(SIDE)
    ring = QRectF(0, 0, side - 2, side - 2)
    ring.moveCenter(QPointF(box.center()) + QPointF(0.5, 0.5))
    ink = look.color(_TONES[mark])
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(ink, look.px(3) / 2))
    painter.setBrush(ink if mark is Mark.ACCEPTED else Qt.BrushStyle.NoBrush)
    painter.drawEllipse(ring)
    if mark is Mark.RECEIVED:
        painter.setBrush(ink)
        painter.drawChord(ring, 90 * 16, 180 * 16)
    if mark is Mark.ACCEPTED:
        painter.setPen(QPen(QColor(look.palette.paper), look.px(3) / 2))
        middle, step = ring.center(), ring.width() / 4
        low = middle + QPointF(-step * 0.25, step * 0.9)
        painter.drawLine(middle + QPointF(-step * 1.1, 0), low)
        painter.drawLine(low, middle + QPointF(step * 1.2, -step * 0.9))
    painter.restore()


def draw_mark(painter: QPainter, box: QRect, mark: Mark) -> int:
    """Draw shape and words at the right end of a box; return the width they took."""
    look = theme.active()
    painter.save()
    painter.setFont(look.font(Role.SECONDARY))
    painter.setPen(QColor(look.palette.ink_2))
    text = words.mark(mark)
    wide = painter.fontMetrics().horizontalAdvance(text)
    align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
    painter.drawText(box, int(align), text)
    sign = look.px(SIDE)
    taken = wide + look.px(5) + sign
    draw_sign(painter, QRect(box.right() - taken + 1, box.y(), sign, box.height()), mark)
    painter.restore()
    return taken


class MarkSign(QWidget):
    """Shape and words of one record's mark."""

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._mark: Mark | None = None
        self.hide()

    def show_mark(self, mark: Mark | None) -> None:
        """Show a mark, or nothing."""
        if mark is not self._mark:
            self._mark = mark
            self.setAccessibleName("" if mark is None else words.mark(mark))
            self.updateGeometry()
            self.update()
        self.setVisible(mark is not None)

    def sizeHint(self) -> QSize:
        """Ask for room for shape and words."""
        look = theme.active()
        text = "" if self._mark is None else words.mark(self._mark)
        self.setFont(look.font(Role.SECONDARY))
        wide = self.fontMetrics().horizontalAdvance(text)
        return QSize(wide + look.px(5) + look.px(SIDE), look.px(20))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        if self._mark is not None:
            painter = QPainter(self)
            draw_mark(painter, self.rect(), self._mark)
            painter.end()
