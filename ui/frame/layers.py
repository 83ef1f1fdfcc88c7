"""The window's content and what may cover it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui import theme
from ui.frame.training_banner import TrainingBanner


class Layers(QStackedWidget):
    """One of two is there at a time: the pages with their frame, or a cover over all of it.

    What is covered is hidden, not only painted over: no key, wheel, drop, tab or screen reader
    finds it, and the field that had the focus has it again when the cover goes.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("main_window.layers")

    def lay_out(
        self, rail: QWidget, parts: Sequence[tuple[QWidget, int]], *, is_training: bool
    ) -> None:
        """Put the rail beside the other parts, which get their shares of the height. A training
        till says so above them, and its rail has another colour.
        """
        column = QVBoxLayout()
        column.setSpacing(0)
        if is_training:
            theme.retone(rail, training="yes")
            column.addWidget(TrainingBanner(name="main_window.training", parent=self))
        for part, share in parts:
            column.addWidget(part, share)
        whole = QWidget(self)
        whole.setObjectName("main_window.whole")
        layout = QHBoxLayout(whole)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(rail)
        layout.addLayout(column, 1)
        self.addWidget(whole)

    @property
    def pages(self) -> QWidget:
        """Return what holds the pages and their frame: what lies over them is covered with them."""
        pages = self.widget(0)
        assert pages is not None, "nothing was laid out"
        return pages

    @property
    def is_covered(self) -> bool:
        """Tell whether something covers the pages."""
        return self.currentIndex() > 0

    def shows(self, cover: QWidget) -> bool:
        """Tell whether this is what covers the pages."""
        return self.currentWidget() is cover

    def cover(self, cover: QWidget) -> None:
        """Put a cover over the pages."""
        if self.indexOf(cover) < 0:
            self.addWidget(cover)
        self.setCurrentWidget(cover)

    def uncover(self) -> None:
        """Show the pages again."""
        self.setCurrentIndex(0)
