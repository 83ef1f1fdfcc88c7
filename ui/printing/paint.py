"""Sheets painted: as a picture for the screen, and as PDF with the font inside.

One painter for both, so that what is looked at is what comes out. Qt embeds the letters that are
used of whatever font the system has, also of a CFF collection such as Noto Sans CJK.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from typing import Final

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QPen,
)
from PySide6.QtWidgets import QApplication

from ui import theme
from ui.printing.layout import Bars, Box, Frame, Matrix, Sheet, Words

MM_PER_INCH: Final = 25.4
PDF_DPI: Final = 1200
_SMALLEST: Final = 0.6
"""Of the size asked for; text that needs less is cut instead of shrinking on."""


def pdf(
    sheets: Sequence[Sheet], title: str, told: Callable[[int, int], None] | None = None
) -> bytes:
    """Return the sheets as one PDF, a page each, in its exact size (the page's edge is rounded to
    a point, 0.35 mm, by the format's writer; what is on it is not). `told` hears how many pages of
    how many are done, and ends the work by raising. Any one thread may do it.
    """
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(title)
    writer.setCreator("Guitai")
    writer.setResolution(PDF_DPI)
    writer.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Millimeter)
    _set_size(writer, sheets[0])
    painter = QPainter(writer)
    try:
        for place, sheet in enumerate(sheets):
            if place:
                _set_size(writer, sheet)
                writer.newPage()
            _paint(painter, sheet, PDF_DPI / MM_PER_INCH)
            if told is not None:
                told(place + 1, len(sheets))
    finally:
        painter.end()
    buffer.close()
    return bytes(buffer.data().data())


def picture(sheet: Sheet, dots_per_mm: float) -> QImage:
    """Return a sheet as a picture, black on white."""
    size = (round(sheet.width * dots_per_mm), round(sheet.height * dots_per_mm))
    image = QImage(*size, QImage.Format.Format_RGB32)
    image.fill(QColor(theme.PAPER_WHITE))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    _paint(painter, sheet, dots_per_mm)
    painter.end()
    return image


def _set_size(writer: QPdfWriter, sheet: Sheet) -> None:
    size = QSizeF(sheet.width, sheet.height)
    match = QPageSize.SizeMatchPolicy.ExactMatch
    writer.setPageSize(QPageSize(size, QPageSize.Unit.Millimeter, "", match))


def _paint(painter: QPainter, sheet: Sheet, scale: float) -> None:
    for mark in sheet.marks:
        match mark:
            case Words():
                _words(painter, mark, scale)
            case Bars():
                _runs(painter, mark.bars, mark.box, mark.module, scale)
            case Matrix():
                for place, row in enumerate(mark.rows):
                    y = mark.box.y + place * mark.module
                    line = Box(mark.box.x, y, mark.box.width, mark.module)
                    _runs(painter, row, line, mark.module, scale)
            case Frame():
                painter.setPen(QPen(QColor(theme.CUTTING_LINE), 0.1 * scale))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(_rect(mark.box, scale))


def _runs(painter: QPainter, modules: str, line: Box, module: float, scale: float) -> None:
    """Fill the black runs of a row: neighbours as one, so that no hair shows between them."""
    at = line.x
    for value, run in groupby(modules):
        width = len(list(run)) * module
        if value == "1":
            box = Box(at, line.y, width, line.height)
            painter.fillRect(_rect(box, scale), QColor(theme.INK_ON_PAPER))
        at += width


def _words(painter: QPainter, words: Words, scale: float) -> None:
    rect = _rect(words.box, scale)
    across = Qt.AlignmentFlag.AlignHCenter if words.is_centred else Qt.AlignmentFlag.AlignLeft
    flags = int(across) | int(Qt.AlignmentFlag.AlignTop) | int(Qt.TextFlag.TextWordWrap)
    with _saved(painter):
        painter.setPen(QColor(theme.INK_ON_PAPER))
        size = words.size
        while True:
            font = QFont(QApplication.font())
            font.setPixelSize(max(round(size * scale), 1))
            font.setBold(words.is_strong)
            painter.setFont(font)
            needed = QFontMetricsF(font, painter.device()).boundingRect(rect, flags, words.text)
            if rect.contains(needed) or size <= words.size * _SMALLEST:
                break
            size *= 0.95
        painter.setClipRect(rect)
        painter.drawText(rect, flags, words.text)


def _rect(box: Box, scale: float) -> QRectF:
    return QRectF(box.x * scale, box.y * scale, box.width * scale, box.height * scale)


@contextmanager
def _saved(painter: QPainter) -> Iterator[None]:
    painter.save()
    try:
        yield
    finally:
        painter.restore()
