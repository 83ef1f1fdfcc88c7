"""How far something long has come. It never moves without news."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QProgressBar, QWidget

_STEPS: Final = 1000


class Progress(QProgressBar):
    """A thin bar. The words with the numbers stand beside it."""

    def __init__(self, *, name: str, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setProperty("role", "progress")
        self.setTextVisible(False)
        self.setRange(0, _STEPS)

    def show_share(self, done: int, total: int) -> None:
        """Show `done` of `total`; nothing yet while the total is not known."""
        share = min(done, total) * _STEPS // total if total > 0 else 0
        if share != self.value():
            self.setValue(share)
