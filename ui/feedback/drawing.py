"""Draws a window from its layout and the program's own words: never from its pixels.

A text is shown only where its widget holds fixed words (a heading, a button, a key, a hint) and the
text is one of the program's. Everything else is a grey bar of one length, whatever stands there.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTableView,
    QWidget,
)

from terminal.services.feedback import SHAPES_MAX, Shape, Sketch
from ui import i18n
from ui.feedback.own_words import own_words
from ui.widgets.chip import KeyCap

_FIXED: Final = (".title", ".word", ".label", ".header", ".hint")
_PANELS: Final = frozenset({"card", "rail", "notice", "status", "well", "top_bar", "bottom_bar"})
_BAR: Final = 64
_ROW_LEAST: Final = 12
_KEY_MOST: Final = 9


def draw(root: QWidget, page: str) -> Sketch:
    """Return what of a window can be seen, without anybody in it."""
    words = own_words(i18n.language())
    shapes: list[Shape] = []
    for widget in root.findChildren(QWidget):
        if widget.isVisible() and not widget.visibleRegion().isEmpty():
            shapes += _shapes(widget, root, words)
    return Sketch(page, root.width(), root.height(), tuple(shapes[:SHAPES_MAX]))


def _shapes(widget: QWidget, root: QWidget, words: frozenset[str]) -> list[Shape]:
    match widget:
        case QTableView():
            headings = _headings(widget, root, words)
            found = [_box("panel", widget, root), *headings, *_rows(widget, root)]
        case QHeaderView():
            found = []  # Its table draws its words.
        case QAbstractItemView():
            found = [_box("panel", widget, root), *_rows(widget, root)]
        case QLineEdit():
            found = [_box("field", widget, root)]
        case QAbstractButton():
            found = [_box("button", widget, root, _own(widget.accessibleName(), words))]
        case KeyCap():
            text = widget.text()
            found = [_box("text", widget, root, text if len(text) <= _KEY_MOST else "")]
        case QLabel():
            found = _label(widget, root, words)
        case _:
            is_panel = isinstance(widget, QFrame) and widget.property("role") in _PANELS
            found = [_box("panel", widget, root)] if is_panel else []
    return found


def _label(label: QLabel, root: QWidget, words: frozenset[str]) -> list[Shape]:
    if not label.text().strip():
        return []
    is_fixed = label.objectName().endswith(_FIXED)
    text = _own(label.text(), words) if is_fixed else ""
    if text:
        return [_box("text", label, root, text)]
    at = label.mapTo(root, QPoint(0, 0))
    width = min(_BAR, label.width())
    return [("bar", at.x(), at.y(), width, label.height(), "")]


def _headings(table: QTableView, root: QWidget, words: frozenset[str]) -> list[Shape]:
    header, model = table.horizontalHeader(), table.model()
    if header.isHidden():
        return []
    at = header.mapTo(root, QPoint(0, 0))
    found: list[Shape] = []
    for column in range(model.columnCount()):
        text = _own(str(model.headerData(column, header.orientation())), words)
        x = at.x() + header.sectionViewportPosition(column)
        found.append(("text", x, at.y(), header.sectionSize(column), header.height(), text))
    return found


def _rows(view: QAbstractItemView, root: QWidget) -> list[Shape]:
    at = view.viewport().mapTo(root, QPoint(0, 0))
    found: list[Shape] = []
    model = view.model()
    for row in range(model.rowCount()):
        rect = view.visualRect(model.index(row, 0))
        if rect.height() < _ROW_LEAST or rect.top() > view.viewport().height():
            break
        found.append(("bar", at.x() + rect.x(), at.y() + rect.y(), 3 * _BAR, rect.height(), ""))
    return found


def _own(text: str, words: frozenset[str]) -> str:
    return text if text in words else ""


def _box(kind: str, widget: QWidget, root: QWidget, text: str = "") -> Shape:
    at = widget.mapTo(root, QPoint(0, 0))
    return kind, at.x(), at.y(), widget.width(), widget.height(), text
