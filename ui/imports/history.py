"""The imports that were: what came of each, and the way to take a whole one back."""

from __future__ import annotations

from datetime import tzinfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from terminal.domain.imports.model import BatchEntry, BatchState
from ui import theme
from ui.followups.words import joined
from ui.imports import words
from ui.imports.state import ImportState
from ui.theme import Role
from ui.widgets.button import Button
from ui.widgets.card import Card, Line
from ui.widgets.table import Cell, Column, DataTable, Row
from ui.widgets.text import Text


class HistoryCard(Card):
    """Newest first; the chosen one in words below."""

    import_chosen = Signal(str)
    undo_requested = Signal()

    def __init__(self, *, zone: tzinfo, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name=name, parent=parent)
        self.fill()
        self.setAccessibleName(self.tr("Imports so far"))
        self._zone = zone
        title = Text(self.tr("Imports so far"), name=f"{name}.title", role=Role.TITLE, parent=self)
        title.setContentsMargins(theme.px(theme.PAD), theme.px(10), 0, theme.px(10))
        columns = (
            Column(self.tr("When"), 2, 128),
            Column(self.tr("Rows"), 1, 76),
            Column(self.tr("State"), 1, 100),
        )
        self.table = DataTable(
            columns,
            name=f"{name}.table",
            label=self.tr("Imports so far"),
            click_takes=False,
            parent=self,
        )
        self._none = Text(name=f"{name}.none", role=Role.SECONDARY, wrap=True, parent=self)
        self._none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._none.setMargin(theme.px(theme.PAD))
        self._stack = QStackedLayout()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._none)
        self._about = Text(name=f"{name}.about", wrap=True, parent=self)
        self._who = Text(name=f"{name}.who", role=Role.SECONDARY, wrap=True, parent=self)
        self.undo = Button(self.tr("Take it back"), name=f"{name}.undo", key="Ctrl Z", parent=self)
        self.table.row_selected.connect(self.import_chosen)
        self.undo.clicked.connect(self.undo_requested)
        self._below = QWidget(self)
        self._below.setObjectName(f"{name}.below")
        inner = QVBoxLayout(self._below)
        pad = theme.px(theme.PAD)
        inner.setContentsMargins(pad, theme.px(12), pad, theme.px(12))
        inner.setSpacing(theme.px(theme.GAP))
        for part in (self._about, self._who, self.undo):
            inner.addWidget(part)
        self.body.addWidget(title)
        self.body.addWidget(Line(name=f"{name}.line", parent=self))
        self.body.addLayout(self._stack, 1)
        self.body.addWidget(self._below)

    def show_state(self, state: ImportState) -> None:
        """Show the history, or what it means that there is none."""
        rows = [self._row(one, state) for one in state.history]
        self.table.set_rows(rows, selected=state.chosen)
        self._stack.setCurrentIndex(0 if rows else 1)
        nothing = self.tr(
            "No table was imported at this till yet. Whatever is imported appears here and can be"
            " taken back as a whole."
        )
        self._none.setText(nothing if state.is_read else self.tr("Reading the imports so far…"))
        entry = state.entry(state.chosen)
        self._below.setVisible(entry is not None)
        if entry is None:
            return
        self._about.setText(self.outcome(entry))
        by = self.tr("By %1").replace("%1", state.names.get(entry.by, self.tr("the program")))
        content = self.tr("file content %1").replace("%1", entry.file)
        self._who.setText(joined((by, content)))
        self.undo.setVisible(state.undoable is not None)

    def is_empty(self) -> bool:
        """Tell whether there is no import to choose."""
        return self._stack.currentIndex() == 1

    def parts_in_order(self) -> list[QWidget]:
        """Return what takes focus, in reading order."""
        return [self.table, self.undo]

    def outcome(self, entry: BatchEntry) -> str:
        """Return what came of an import, in one line of figures."""
        kept = ""
        if entry.state in (BatchState.UNDOING, BatchState.UNDONE) and entry.kept:
            kept = self.tr("%Ln file(s) stayed: somebody worked with them since", "", entry.kept)
        stopped = ""
        if entry.state is BatchState.RUNNING:
            stopped = self.tr("stopped at row %1").replace("%1", words.number(entry.reached))
        counts = (
            stopped,
            self.tr("%Ln new", "", entry.new) if entry.new else "",
            self.tr("%Ln joined", "", entry.merged) if entry.merged else "",
            self.tr("%Ln skipped", "", entry.skipped) if entry.skipped else "",
            self.tr("%Ln not taken over", "", entry.failed) if entry.failed else "",
            kept,
        )
        return joined(counts) or self.tr("Nothing was written")

    def _row(self, entry: BatchEntry, state: ImportState) -> Row:
        said, tone = words.state(entry)
        cells = (
            Cell(words.when(entry.at, state.now, self._zone)),
            Cell(words.number(entry.rows)),
            Cell(said, tone, strong=True),
        )
        return Row(entry.id, cells)
