"""What a training till says above everything, so that nobody takes it for the real one."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui import theme
from ui.widgets.text import Text


class TrainingBanner(Text):
    """Stands on every page and on the lock, and cannot be put away."""

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name=name, parent=parent)
        self.setText(self.tr("Training: everybody here is made up, and nothing is sent to HQ"))
        theme.retone(self, role="training")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
