"""The worklist as Qt's model: lane headings and tasks in one column, changed row by row."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.followups import words
from ui.followups.state import LaneRow, Row, TaskRow

Index = QModelIndex | QPersistentModelIndex
_ROOT: Final = QModelIndex()


def key_of(row: Row) -> str:
    """Return what a row is known by from one state to the next. A task that changes its lane is
    another row.
    """
    return f"{row.lane}:{row.task.id}" if isinstance(row, TaskRow) else row.lane


class WorklistRows(QAbstractListModel):
    """Rows, taken over by difference, so that a view keeps its place."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    def row(self, index: Index) -> Row:
        """Return one row."""
        return self._rows[index.row()]

    def place_of(self, task_id: str | None) -> int:
        """Return where a task stands, -1 when it is not here."""
        found = (
            at
            for at, row in enumerate(self._rows)
            if isinstance(row, TaskRow) and row.task.id == task_id
        )
        return next(found, -1)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a row's words; the delegate asks for the row itself."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        row = self._rows[index.row()]
        if isinstance(row, LaneRow):
            return f"{words.lane(row.lane)} {row.count}"
        task = row.task
        return ", ".join((task.masked_name, words.title(task), words.due(task)[0]))

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let people choose tasks, not headings."""
        if isinstance(self._rows[index.row()], LaneRow):
            return Qt.ItemFlag.NoItemFlags
        flag = Qt.ItemFlag
        return flag.ItemIsEnabled | flag.ItemIsSelectable | flag.ItemNeverHasChildren

    def take(self, rows: tuple[Row, ...]) -> None:
        """Show these rows instead: what went is removed, what came is put in, the rest stays."""
        if rows == tuple(self._rows):
            return
        old, new = [key_of(row) for row in self._rows], [key_of(row) for row in rows]
        if not self._merge(old, new, rows):
            self.beginResetModel()
            self._rows = list(rows)
            self.endResetModel()
            return
        for at, row in enumerate(rows):
            if self._rows[at] != row:
                self._rows[at] = row
                self.dataChanged.emit(self.index(at), self.index(at))

    def _merge(self, old: list[str], new: list[str], rows: tuple[Row, ...]) -> bool:
        """Remove and insert until the keys are the new ones. Return False, with nothing changed,
        when rows that stay would have to swap places.
        """
        kept, wanted = set(new), set(old)
        if [key for key in old if key in kept] != [key for key in new if key in wanted]:
            return False
        for first, last in reversed(_runs(old, kept)):
            self.beginRemoveRows(_ROOT, first, last)
            del self._rows[first : last + 1]
            self.endRemoveRows()
        for first, last in _runs(new, wanted):
            self.beginInsertRows(_ROOT, first, last)
            self._rows[first:first] = rows[first : last + 1]
            self.endInsertRows()
        return True


def _runs(keys: list[str], known: set[str]) -> list[tuple[int, int]]:
    """Return first and last place of each stretch of keys that are not known."""
    runs: list[tuple[int, int]] = []
    for at, key in enumerate(keys):
        if key in known:
            continue
        if runs and runs[-1][1] == at - 1:
            runs[-1] = (runs[-1][0], at)
        else:
            runs.append((at, at))
    return runs
