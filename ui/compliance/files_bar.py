"""Where files go, and how far the one under way is."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import theme
from ui.compliance import words
from ui.compliance.state import ComplianceState
from ui.theme import Role
from ui.widgets.progress import Progress
from ui.widgets.text import ElidedText, Text


class FilesBar(QWidget):
    """A line, and a bar while a file is made."""

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._saving = Text(name=f"{name}.saving", role=Role.STRONG, parent=self)
        self._progress = Progress(name=f"{name}.progress", label=self.tr("The file"), parent=self)
        self._folder = ElidedText(name=f"{name}.folder", role=Role.SECONDARY, parent=self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(6))
        for part in (self._saving, self._progress, self._folder):
            layout.addWidget(part)

    def show_state(self, state: ComplianceState) -> None:
        """Show where files go, and how far one is."""
        is_saving = state.saving is not None
        self._saving.setVisible(is_saving)
        self._progress.setVisible(is_saving)
        if state.saving is not None:
            self._saving.setText(words.saving(state.saving))
            self._progress.show_share(state.saving.done, state.saving.total)
        self._folder.setText(self.tr("Files go to %1").replace("%1", state.folder))
