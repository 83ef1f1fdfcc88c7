"""The list of tasks: quick with hundreds, and still under the person who reads it."""

from __future__ import annotations

from datetime import tzinfo
from typing import Final

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from ui import theme
from ui.followups.row_painter import RowPainter
from ui.followups.rows import WorklistRows
from ui.followups.state import Row, TaskRow
from ui.followups.task_form import step_of

_LEFT_TO_PAGE: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)


class WorklistView(QListView):
    """Shows rows and says which one was chosen. Keys of the page pass through it."""

    task_chosen = Signal(str)
    step_requested = Signal(int)
    task_opened = Signal()

    def __init__(self, *, zone: tzinfo, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(self.tr("Follow-up tasks"))
        self._is_showing, self._is_fresh = False, True
        self._rows = WorklistRows(self)
        self.setModel(self._rows)
        self.setItemDelegate(RowPainter(zone, self))
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().setSingleStep(theme.px(theme.ROW))
        self.selectionModel().currentChanged.connect(self._on_current)
        self.doubleClicked.connect(lambda _: self.task_opened.emit())

    def rows(self) -> WorklistRows:
        """Return the model."""
        return self._rows

    def show_rows(self, rows: tuple[Row, ...], selected: str | None) -> None:
        """Show these rows with this task chosen. What stays, stays where it is on the screen."""
        self._is_showing = True
        self._is_fresh = self._is_fresh or self._rows.rowCount() == 0
        anchor = self._rows.place_of(selected)
        was_at = self.visualRect(self._rows.index(anchor)).y() if anchor >= 0 else None
        self._rows.take(rows)
        place = self._rows.place_of(selected)
        if place < 0:
            self.setCurrentIndex(QModelIndex())
            self.clearSelection()
        else:
            self._stay(place, was_at)
        self._is_showing = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the chosen task in sight."""
        super().resizeEvent(event)
        self._settle()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move by one through the page; leave letters and digits to it as well."""
        if by := step_of(event):
            self.step_requested.emit(by)
        elif event.text().strip() or event.key() in _LEFT_TO_PAGE:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _stay(self, place: int, was_at: int | None) -> None:
        index = self._rows.index(place)
        if was_at is not None and not self._is_fresh:
            moved = self.visualRect(index).y() - was_at
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + moved)
        if index != self.currentIndex() or not self.selectionModel().isSelected(index):
            if index != self.currentIndex():
                self._is_fresh = self._is_fresh and not self.currentIndex().isValid()
            self.setCurrentIndex(index)
        self._settle()

    def _settle(self) -> None:
        if self._is_fresh:
            self.scrollToTop()  # Until somebody has moved, the list begins at its beginning.
        self.scrollTo(self.currentIndex())

    def _on_current(self, current: QModelIndex) -> None:
        if self._is_showing or not current.isValid():
            return
        row = self._rows.row(current)
        if isinstance(row, TaskRow):
            self.task_chosen.emit(row.task.id)
