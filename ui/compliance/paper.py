"""The inspection pack on paper: A4 across, nothing cut. Sizes in mm."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import tzinfo
from typing import Final

from PySide6.QtCore import QCoreApplication

from terminal.domain.inspection import InspectionPack
from ui.compliance import words
from ui.printing import paint
from ui.printing.layout import Box, Frame, Mark, Sheet, Words
from ui.printing.lines import lines

translate: Final = QCoreApplication.translate

WIDTH: Final = 297.0
HEIGHT: Final = 210.0
_MARGIN: Final = 8.0
_SIZE: Final = 2.4
_LINE: Final = 3.6
_PAD: Final = 0.8
_FOOT: Final = 6.0
_COLUMNS: Final = (
    *(20.0, 28.0, 24.0, 10.0, 23.0, 36.0, 14.0),
    *(13.0, 15.0, 25.0, 15.0, 22.0, 20.0, 16.0),
)
_MOST: Final = 25
"""Lines of a row on one page; a row with more goes on in another."""


def pdf(
    pack: InspectionPack, zone: tzinfo, told: Callable[[int, int], None] | None = None
) -> bytes:
    """Return the pack as a PDF. `told` hears how many pages of how many are done; work ends where
    it raises. A thread of its own may do it.
    """
    return paint.pdf(sheets(pack, zone), words.title(), told)


def sheets(pack: InspectionPack, zone: tzinfo) -> tuple[Sheet, ...]:
    """Return the pack's pages, the hash and the page's number at the foot of each."""
    marks: list[Mark] = []
    top = _head(pack, zone, marks)
    pages = []
    rows = [wrapped(row) for row in words.table(pack, zone)]
    top = _row(wrapped(words.headers()), top, marks, is_strong=True)
    for row in rows:
        for piece in _pieces(row):
            if top + _tall(piece) > HEIGHT - _MARGIN - _FOOT:
                pages.append(marks)
                marks = []
                top = _row(wrapped(words.headers()), _MARGIN, marks, is_strong=True)
            top = _row(piece, top, marks)
    pages.append(marks)
    return tuple(
        Sheet(WIDTH, HEIGHT, (*page, _foot(pack, place, len(pages))))
        for place, page in enumerate(pages, start=1)
    )


def wrapped(row: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """Return the cells of a row as lines that fit their columns."""
    return tuple(
        lines(text, (width - 2 * _PAD) / _SIZE) for text, width in zip(row, _COLUMNS, strict=True)
    )


def _pieces(row: Sequence[Sequence[str]]) -> Iterator[tuple[tuple[str, ...], ...]]:
    for start in range(0, max(map(len, row)), _MOST):
        yield tuple(tuple(cell[start : start + _MOST]) for cell in row)


def _tall(row: Sequence[Sequence[str]]) -> float:
    return max(map(len, row)) * _LINE + 2 * _PAD


def _row(
    row: Sequence[Sequence[str]], top: float, marks: list[Mark], *, is_strong: bool = False
) -> float:
    """Put a row on the page and return where the next one begins."""
    tall, left = _tall(row), _MARGIN
    for cell, width in zip(row, _COLUMNS, strict=True):
        marks.append(Frame(Box(left, top, width, tall)))
        for place, line in enumerate(cell):
            inside = Box(left + _PAD, top + _PAD + place * _LINE, width - _PAD, _LINE)
            marks.append(Words(inside, line, _SIZE, is_strong=is_strong))
        left += width
    return top + tall


def _head(pack: InspectionPack, zone: tzinfo, marks: list[Mark]) -> float:
    room = WIDTH - 2 * _MARGIN
    marks.append(Words(Box(_MARGIN, _MARGIN, room, 8), words.title(), 5.0, is_strong=True))
    top = _MARGIN + 9
    for name, value in words.heading(pack, zone):
        marks.append(Words(Box(_MARGIN, top, 45, 5), name, 3.0))
        marks.append(Words(Box(_MARGIN + 46, top, room - 46, 5), value, 3.0))
        top += 5
    return top + 3


def _foot(pack: InspectionPack, page: int, pages: int) -> Words:
    text = translate("Compliance", "SHA-256 %1 · page %2 of %3")
    for place, part in enumerate((pack.sha256, str(page), str(pages)), start=1):
        text = text.replace(f"%{place}", part)
    return Words(Box(_MARGIN, HEIGHT - _MARGIN - 4, WIDTH - 2 * _MARGIN, 5), text, 2.8)
