"""Rows of text, as on the card and in the worklist: quick with thousands, driven by keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ui import theme
from ui.theme import Role, Tone

Index = QModelIndex | QPersistentModelIndex
_ROOT: Final = QModelIndex()


@dataclass(frozen=True, slots=True)
class Column:
    """A column. `share` parts of the free width go to it, at least `least` px (at 100 %)."""

    title: str
    share: int = 1
    least: int = 80


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell's text."""

    text: str = ""
    tone: Tone = Tone.PLAIN
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One row. `id` comes back with the signals."""

    id: str
    cells: tuple[Cell, ...]


class _Rows(QAbstractTableModel):
    def __init__(self, columns: Sequence[Column], parent: QWidget) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self.rows: tuple[Row, ...] = ()

    def replace(self, rows: tuple[Row, ...]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._columns)

    def cell(self, index: Index) -> Cell:
        cells = self.rows[index.row()].cells
        return cells[index.column()] if index.column() < len(cells) else Cell()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        shown = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        return self.cell(index).text if role in shown else None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None


class _Painter(QStyledItemDelegate):
    """Draws a cell in its tone, a hairline under it, and a bar beside the current row, which also
    tells whether the keys go there.
    """

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        assert isinstance(model, _Rows)
        cell, look = model.cell(index), theme.active()
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        if selected:
            painter.fillRect(rect, option.palette.highlight())
        painter.setPen(QPen(look.palette.line))
        if index.row() < model.rowCount() - 1:
            painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        left = look.px(theme.PAD if index.column() == 0 else theme.GAP)
        if selected and index.column() == 0:
            painter.fillRect(rect.x(), rect.y(), look.px(3), rect.height(), self._bar())
        painter.setFont(look.font(Role.STRONG if cell.strong else Role.BODY))
        painter.setPen(look.color(cell.tone))
        inner = rect.adjusted(left, 0, -look.px(theme.GAP_TIGHT), 0)
        metrics = painter.fontMetrics()
        text = metrics.elidedText(cell.text, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignVCenter), text)
        painter.restore()

    def _bar(self) -> str:
        """Return the colour of the bar: the brand's where the keys go."""
        table, palette = self.parent(), theme.active().palette
        has_focus = isinstance(table, QWidget) and table.hasFocus()
        return palette.brand_ink if has_focus else palette.input_border


class DataTable(QTableView):
    """A table of rows. Up and Down move, Enter takes, a click does both (with `click_takes` off it
    only moves).

    With `fit` it is exactly as high as its rows and never scrolls; use it for short tables only.
    `selectable` off makes it a plain list to read.
    """

    row_selected = Signal(str)
    row_activated = Signal(str)

    def __init__(  # noqa: PLR0913 (looks and habits, all by keyword)
        self,
        columns: Sequence[Column],
        *,
        name: str,
        label: str,
        fit: bool = False,
        selectable: bool = True,
        click_takes: bool = True,
        marks_first: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(label)
        self._columns, self._fit, self._marks_first = tuple(columns), fit, marks_first
        self._rows = _Rows(columns, self)
        self.setModel(self._rows)
        self.setItemDelegate(_Painter(self))
        self._set_up_view(selectable=selectable)
        self._set_up_headers()
        self.selectionModel().currentRowChanged.connect(self._on_current)
        if click_takes:
            self.clicked.connect(self._on_clicked)

    def rows(self) -> tuple[Row, ...]:
        """Return what is shown."""
        return self._rows.rows

    def set_rows(self, rows: Sequence[Row], *, selected: str | None = None) -> None:
        """Show these rows, with the row of this id selected. Nothing is emitted."""
        blocked = self.selectionModel().blockSignals(True)
        if tuple(rows) != self._rows.rows:
            count = len(self._rows.rows)
            self._rows.replace(tuple(rows))
            if len(rows) != count:
                self.updateGeometry()  # The layout keeps what it was told, also while it is hidden.
        self._unmark()
        for place, row in enumerate(self._rows.rows):
            if row.id == selected:
                self.setCurrentIndex(self._rows.index(place, 0))
                self.selectRow(place)
                break
        self.selectionModel().blockSignals(blocked)
        self.viewport().update()
        if self._fit:
            self.setFixedHeight(self._whole_height())

    def current_id(self) -> str | None:
        """Return the id of the selected row."""
        place = self.currentIndex().row()
        return self._rows.rows[place].id if 0 <= place < len(self._rows.rows) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the current row on Enter; leave letters and digits to the page's keys."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if (row := self.current_id()) is not None:
                self.row_activated.emit(row)
            return
        if event.text().isprintable() and event.text():
            event.ignore()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Mark a row, so that whoever came here with Tab sees where they are; not where a row is
        somebody's whom nobody asked for.
        """
        if not self._marks_first and not self.selectionModel().hasSelection():
            blocked = self.selectionModel().blockSignals(True)
            super().focusInEvent(event)
            self._unmark()
            self.selectionModel().blockSignals(blocked)
            return
        super().focusInEvent(event)
        if self._rows.rows and not self.selectionModel().hasSelection():
            self.set_rows(self._rows.rows, selected=self._rows.rows[0].id)

    def _unmark(self) -> None:
        self.clearSelection()
        if not self._marks_first:  # A click on the row that was current would choose nothing.
            self.setCurrentIndex(QModelIndex())

    def sizeHint(self) -> QSize:
        """Ask for the height of the rows there are."""
        return QSize(super().sizeHint().width(), self._whole_height())

    def resizeEvent(self, event: Any) -> None:
        """Share the width out."""
        super().resizeEvent(event)
        self._share_width()

    def _set_up_view(self, *, selectable: bool) -> None:
        mode = QAbstractItemView.SelectionMode
        self.setSelectionMode(mode.SingleSelection if selectable else mode.NoSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if selectable else Qt.FocusPolicy.NoFocus)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        if self._fit:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def _set_up_headers(self) -> None:
        across, down = self.horizontalHeader(), self.verticalHeader()
        across.setObjectName(f"{self.objectName()}.header")
        across.setVisible(any(column.title for column in self._columns))
        across.setHighlightSections(False)
        across.setSectionsClickable(False)
        across.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        across.setFixedHeight(theme.px(theme.ROW - 1))
        across.setMinimumSectionSize(1)
        down.hide()
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setDefaultSectionSize(theme.px(theme.ROW))

    def _whole_height(self) -> int:
        head = 0 if self.horizontalHeader().isHidden() else theme.px(theme.ROW - 1)
        return head + len(self._rows.rows) * theme.px(theme.ROW) + 2 * self.frameWidth()

    def _share_width(self) -> None:
        free = self.viewport().width() - sum(theme.px(one.least) for one in self._columns)
        shares = sum(one.share for one in self._columns) or 1
        left = self.viewport().width()
        for place, column in enumerate(self._columns):
            extra = max(free, 0) * column.share // shares
            last = place == len(self._columns) - 1
            width = max(left, 1) if last else theme.px(column.least) + extra
            self.setColumnWidth(place, width)
            left -= width

    def _on_current(self, current: QModelIndex) -> None:
        if current.isValid():
            self.row_selected.emit(self._rows.rows[current.row()].id)

    def _on_clicked(self, index: QModelIndex) -> None:
        self.row_activated.emit(self._rows.rows[index.row()].id)
