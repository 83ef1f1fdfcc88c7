"""A column that scrolls when it has more than fits, and looks like no frame at all."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget


class _Inside(QWidget):
    def heightForWidth(self, width: int) -> int:
        """Scroll only when the least height of all does not fit: lists shrink before that."""
        layout = self.layout()
        return 0 if layout is None else layout.minimumHeightForWidth(width)


class Scroll(QScrollArea):
    """Upright only; it takes no focus, since what stands in it does. `column` takes the content."""

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"{name}.scroll")
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = _Inside(self)
        inside.setObjectName(f"{name}.inside")
        self.column = QVBoxLayout(inside)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.setWidget(inside)
