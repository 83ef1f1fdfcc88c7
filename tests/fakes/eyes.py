"""What can be seen and reached on a page: text that is cut, contrast, names, the way of Tab."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QColor, QImage, QPalette
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QLabel, QLineEdit, QWidget

from ui.widgets.text import ElidedText

_SPEECHLESS = frozenset({QAccessible.Role.NoRole, QAccessible.Role.Client})


def visible(page: QWidget) -> list[QWidget]:
    """Return what is shown of a page."""
    return [one for one in page.findChildren(QWidget) if one.isVisibleTo(page)]


def is_cut(label: QLabel) -> bool:
    """Tell whether a label has less room than its text needs."""
    if not label.text() or isinstance(label, ElidedText):
        return False
    if label.wordWrap():
        return label.height() < label.heightForWidth(label.width())
    return label.width() < label.sizeHint().width() or label.height() < label.sizeHint().height()


def clipped(page: QWidget) -> list[str]:
    """Return the texts that do not fit, by object name."""
    shown = visible(page)
    labels = [one for one in shown if isinstance(one, QLabel)]
    buttons = [one for one in shown if isinstance(one, QAbstractButton)]
    cut = [one.objectName() for one in labels if is_cut(one)]
    return cut + [one.objectName() for one in buttons if one.width() < one.sizeHint().width()]


def stops(page: QWidget) -> list[QWidget]:
    """Return what Tab stops at within a page, in its order."""
    found: list[QWidget] = []
    widget = page.nextInFocusChain()
    while widget is not None and widget is not page:
        takes = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        if takes and page.isAncestorOf(widget) and widget.isVisibleTo(page) and widget.isEnabled():
            found.append(widget)
        widget = widget.nextInFocusChain()
    return found


def unsaid(page: QWidget) -> list[str]:
    """Return what takes the focus and has no name or no role for who cannot see it."""
    found = []
    for widget in stops(page):
        spoken = QAccessible.queryAccessibleInterface(widget)
        name = spoken.text(QAccessible.Text.Name)
        # A part that scrolls has no role of its own in Qt; what it shows has.
        is_mute = spoken.role() in _SPEECHLESS
        if not name.strip() or (is_mute and not isinstance(widget, QAbstractScrollArea)):
            found.append(widget.objectName())
    return found


def steps_back(page: QWidget) -> list[str]:
    """Return the steps of Tab that go up within a column, against reading."""
    found = []
    for one, other in pairwise(stops(page)):
        first, second = _rect(one, page), _rect(other, page)
        is_above = second.bottom() < first.top()
        is_same_column = first.left() <= second.right() and second.left() <= first.right()
        if is_above and is_same_column:
            found.append(f"{one.objectName()} > {other.objectName()}")
    return found


def faint(window: QWidget, least: float = 4.5) -> list[str]:
    """Return the labels whose colour is too near to what is painted behind them (WCAG 2.1)."""
    image = window.grab().toImage()
    found = []
    for label in window.findChildren(QLabel):
        if not label.isVisibleTo(window) or not label.text() or not label.isEnabled():
            continue
        ground = _ground(image, _rect(label, window))
        ink = label.palette().color(QPalette.ColorRole.WindowText)
        if ground is not None and contrast(ink, ground) < least:
            found.append(f"{label.objectName()} {ink.name()} on {ground.name()}")
    return found


def without_ring(page: QWidget, away: QWidget) -> list[str]:
    """Return what looks the same with the focus and without it, when it is `away`."""
    found = []
    for widget in stops(page):
        if isinstance(widget, QLineEdit):
            widget.deselect()
        away.setFocus()
        before = widget.grab().toImage()
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        if widget.hasFocus() and before == widget.grab().toImage():
            found.append(widget.objectName())
    return found


def contrast(one: QColor, other: QColor) -> float:
    """Return the contrast of two colours by WCAG 2.1."""
    bright, dark = sorted((_light_of(one), _light_of(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def _light_of(colour: QColor) -> float:
    parts = (_linear(part) for part in (colour.redF(), colour.greenF(), colour.blueF()))
    red, green, blue = parts
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.03928 else math.pow((part + 0.055) / 1.055, 2.4)


def _rect(widget: QWidget, within: QWidget) -> QRect:
    return QRect(widget.mapTo(within, QPoint(0, 0)), widget.size())


def _ground(image: QImage, rect: QRect) -> QColor | None:
    """Return the commonest colour of a label's place."""
    ratio = image.devicePixelRatio()
    inside = rect.intersected(QRect(QPoint(0, 0), image.deviceIndependentSize().toSize()))
    if inside.width() < 3 or inside.height() < 3:
        return None
    seen = Counter(image.pixel(int(x * ratio), int(y * ratio)) for x, y in _spots(inside))
    return QColor(seen.most_common(1)[0][0])


def _spots(rect: QRect) -> Iterator[tuple[int, int]]:
    for row in range(1, 8):
        y = rect.top() + rect.height() * row // 8
        for column in range(1, 8):
            yield rect.left() + rect.width() * column // 8, y
