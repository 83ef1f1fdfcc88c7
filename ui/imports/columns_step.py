"""Step 2: what each column holds. On the left the file's columns, on the right what there is to
choose from.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from terminal.domain.imports.model import Column as FileColumn
from terminal.domain.imports.model import Field
from ui import theme
from ui.imports import words
from ui.imports.state import FIELDS, MANY, ImportState
from ui.theme import Role, Tone
from ui.widgets.button import Button
from ui.widgets.card import Card, Line
from ui.widgets.problem_label import ProblemLabel
from ui.widgets.table import Cell, Column, DataTable, Row
from ui.widgets.text import ElidedText, Text

OUT: Final = "out"
"""The row of the list that means: do not import this column."""
SIDE_LEAST: Final = 280
SIDE_MOST: Final = 340


class ColumnsCard(Card):
    """The columns with what stands in them and what they are taken for."""

    column_chosen = Signal(int)
    go_on_requested = Signal()

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name=name, parent=parent)
        self.fill()
        self.setAccessibleName(self.tr("Columns of the file"))
        columns = (
            Column(self.tr("Column"), 2, 120),
            Column(self.tr("In the first rows"), 3, 180),
            Column(self.tr("Holds"), 2, 140),
        )
        self.table = DataTable(
            columns,
            name=f"{name}.table",
            label=self.tr("Columns of the file"),
            click_takes=False,
            parent=self,
        )
        self.table.row_selected.connect(lambda row: self.column_chosen.emit(int(row)))
        self.table.row_activated.connect(lambda _: self.go_on_requested.emit())
        self._problem = ProblemLabel(name=f"{name}.problem", parent=self)
        around = QVBoxLayout()
        pad = theme.px(theme.PAD)
        around.setContentsMargins(pad, theme.px(theme.GAP), pad, theme.px(theme.GAP))
        around.addWidget(self._problem)
        self.body.setContentsMargins(1, theme.px(theme.GAP_TIGHT), 1, 1)
        self.body.addWidget(self.table, 1)
        self.body.addLayout(around)

    def show_state(self, state: ImportState) -> None:
        """Show the columns under the mapping."""
        preview = state.preview
        found = () if preview is None else preview.columns
        rows = [self._row(place, one, state) for place, one in enumerate(found)]
        self.table.set_rows(rows, selected=str(state.column))
        self._problem.show_problem(self._what_is_wrong(state))

    def _row(self, place: int, column: FileColumn, state: ImportState) -> Row:
        held = state.columns.get(column.at)
        title = column.title or self.tr("Column %1").replace("%1", str(column.at + 1))
        holds = Cell(self.tr("Do not import"), Tone.MUTED)
        if held is not None:
            is_wrong = held in state.doubled
            holds = Cell(words.field(held), Tone.WARN if is_wrong else Tone.BRAND, strong=True)
        cells = (Cell(title, strong=True), Cell(words.samples(column, held), Tone.MUTED), holds)
        return Row(str(place), cells)

    def _what_is_wrong(self, state: ImportState) -> str:
        if state.missing:
            text = self.tr("No column holds: %1. Without it nothing can be taken over.")
            return text.replace("%1", ", ".join(words.field(one) for one in state.missing))
        if state.doubled:
            text = self.tr("Only one column may hold: %1. Leave the others out.")
            return text.replace("%1", ", ".join(words.field(one) for one in state.doubled))
        return ""


class FieldsCard(Card):
    """What a column can be taken for; what another one holds already says so."""

    field_taken = Signal(object)

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name=name, parent=parent)
        self.fill()
        self.setAccessibleName(self.tr("What the column holds"))
        self._title = ElidedText(name=f"{name}.title", role=Role.TITLE, parent=self)
        self.change = Button(self.tr("Change"), name=f"{name}.change", key="C", parent=self)
        self.out = Button(self.tr("Leave out"), name=f"{name}.out", key="0", parent=self)
        self.out.clicked.connect(lambda: self.field_taken.emit(None))
        columns = (Column("", 1, 150), Column("", 1, 80))
        self.table = DataTable(
            columns, name=f"{name}.table", label=self.tr("What the column holds"), parent=self
        )
        self.table.row_activated.connect(self._on_taken)
        head = QVBoxLayout()
        pad = theme.px(theme.PAD)
        head.setContentsMargins(pad, theme.px(10), pad, theme.px(10))
        head.setSpacing(theme.px(theme.GAP))
        head.addWidget(self._title)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.px(theme.GAP))
        buttons.addWidget(self.change)
        buttons.addWidget(self.out)
        buttons.addStretch(1)
        head.addLayout(buttons)
        self._hint = Text(name=f"{name}.hint", role=Role.HINT, wrap=True, parent=self)
        self._hint.setMargin(theme.px(theme.GAP))
        self.body.addLayout(head)
        self.body.addWidget(Line(name=f"{name}.line", parent=self))
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self._hint)

    def show_state(self, state: ImportState) -> None:
        """Show what the chosen column holds, and what it could."""
        preview = state.preview
        if preview is None or not preview.columns:
            return
        column = preview.columns[state.column]
        held = state.columns.get(column.at)
        title = column.title or self.tr("Column %1").replace("%1", str(column.at + 1))
        self._title.setText(self.tr("“%1” holds").replace("%1", title))
        rows = [Row(OUT, (Cell(self.tr("Do not import"), Tone.MUTED), Cell()))]
        rows += [self._row(one, held, state) for one in FIELDS]
        self.table.set_rows(rows, selected=OUT if held is None else held.value)
        choosing = self.tr("Up and down choose, Enter takes it, Esc leaves it as it is.")
        is_guess = held is not None and held is column.suggested and not column.is_sure
        guess = self.tr("Suggested by what stands in it, not by its title: please look.")
        theme.retone(self, tone="brand" if state.is_picking else "plain")
        self._hint.setText(choosing if state.is_picking else (guess if is_guess else ""))
        self._hint.setVisible(bool(self._hint.text()))

    def _row(self, one: Field, held: Field | None, state: ImportState) -> Row:
        is_used = one in state.columns.values()
        used = ""
        if is_used and one is not held:
            used = self.tr("also possible") if one in MANY else self.tr("in use")
        tone = Tone.MUTED if used and one not in MANY else Tone.PLAIN
        cells = (Cell(words.field(one), tone, strong=one is held), Cell(used, Tone.MUTED))
        return Row(one.value, cells)

    def _on_taken(self, row: str) -> None:
        self.field_taken.emit(None if row == OUT else Field(row))


class ColumnsStep(QWidget):
    """Both beside each other."""

    column_chosen = Signal(int)
    go_on_requested = Signal()
    pick_requested = Signal()
    field_taken = Signal(object)

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.columns = ColumnsCard(name=f"{name}.file", parent=self)
        self.fields = FieldsCard(name=f"{name}.fields", parent=self)
        self.fields.setMinimumWidth(theme.px(SIDE_LEAST))
        self.fields.setMaximumWidth(theme.px(SIDE_MOST))
        self.columns.column_chosen.connect(self.column_chosen)
        self.columns.go_on_requested.connect(self.go_on_requested)
        self.fields.change.clicked.connect(self.pick_requested)
        self.fields.field_taken.connect(self.field_taken)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(theme.GAP_CARDS))
        layout.addWidget(self.columns, 2)
        layout.addWidget(self.fields, 1)

    def show_state(self, state: ImportState) -> None:
        """Show the mapping."""
        self.columns.show_state(state)
        self.fields.show_state(state)
        # While something is under way the mapping is what it is.
        for part in (self.columns.table, self.fields.change, self.fields.out, self.fields.table):
            part.setEnabled(not state.is_busy)

    def focus_target(self, state: ImportState) -> QWidget:
        """Return what has the focus: the list while a field is being chosen."""
        return self.fields.table if state.is_picking else self.columns.table

    def parts_in_order(self) -> list[QWidget]:
        """Return what takes focus, in reading order."""
        return [self.columns.table, self.fields.change, self.fields.out, self.fields.table]
