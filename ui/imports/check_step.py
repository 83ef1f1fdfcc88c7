"""Step 3: what will become of the rows, and what is wrong with some of them."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from terminal.domain.imports.model import Check, Field, Problem, Severity
from ui import i18n, theme
from ui.counter.figures import Figure
from ui.followups.words import sentences
from ui.imports import answers, words
from ui.imports.state import GROUPS, LISTED, ImportState
from ui.theme import Role, Tone
from ui.widgets.button import Button, ButtonKind
from ui.widgets.card import Card, Line, empty
from ui.widgets.table import Cell, Column, DataTable, Row
from ui.widgets.text import Text

_CODES: Final = 5
"""So many kinds of problems are counted beside the list; more would be a list of their own."""
SIDE_LEAST: Final = 280
SIDE_MOST: Final = 340


class OutlookCard(Card):
    """Four figures: what is new, what joins somebody known, what has to be asked, what is left
    out.
    """

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name=name, parent=parent)
        self.fill()
        self.setAccessibleName(self.tr("What will become of the rows"))
        keys = ("new", "joins", "asks", "unreadable")
        self._figures = {key: Figure(name=f"{name}.{key}", parent=self) for key in keys}
        row = QHBoxLayout()
        row.setSpacing(0)
        for place, figure in enumerate(self._figures.values()):
            if place:
                row.addWidget(Line(name=f"{name}.line.{place}", upright=True, parent=self))
            row.addWidget(figure, 1)
        self.body.addLayout(row)

    def show_state(self, state: ImportState) -> None:
        """Show the figures."""
        if state.check is None:
            return
        found = answers.outlook(state.check, state.decisions)
        asks, lost = found.asks, found.unreadable
        people, rows = self.tr("people"), self.tr("rows")
        figures = (
            ("new", self.tr("New files"), found.new, people, Tone.PLAIN),
            ("joins", self.tr("Join a known customer"), found.joins, rows, Tone.PLAIN),
            ("asks", self.tr("Need an answer"), asks, rows, Tone.INFO if asks else Tone.PLAIN),
            ("unreadable", self.tr("Cannot be taken over"), lost, rows, _warned(lost)),
        )
        for key, label, count, unit, tone in figures:
            self._figures[key].show_figure(label, words.number(count), unit, tone)


class ProblemsCard(Card):
    """Three lists of problems, row by row, each with the reason in words."""

    group_chosen = Signal(object)
    go_on_requested = Signal()

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name=name, parent=parent)
        self.fill()
        self.setAccessibleName(self.tr("Problems"))
        self._tabs = {one: self._tab(place, one) for place, one in enumerate(GROUPS)}
        bar = QHBoxLayout()
        pad, gap = theme.px(12), theme.px(theme.GAP)
        bar.setContentsMargins(pad, gap, pad, gap)
        bar.setSpacing(theme.px(6))
        for tab in self._tabs.values():
            bar.addWidget(tab)
        bar.addStretch(1)
        columns = (
            Column(self.tr("Row"), 0, 84),
            Column(self.tr("Field"), 1, 96),
            Column(self.tr("In the table"), 2, 120),
            Column(self.tr("What is wrong"), 4, 240),
        )
        self.table = DataTable(
            columns,
            name=f"{name}.table",
            label=self.tr("Problems"),
            click_takes=False,
            parent=self,
        )
        self.table.row_activated.connect(lambda _: self.go_on_requested.emit())
        self._none = Text(name=f"{name}.none", role=Role.SECONDARY, wrap=True, parent=self)
        self._none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._none.setMargin(theme.px(theme.PAD))
        self._about = Text(name=f"{name}.about", role=Role.SECONDARY, wrap=True, parent=self)
        self._more = Text(name=f"{name}.more", role=Role.HINT, wrap=True, parent=self)
        for part in (self._about, self._more):
            part.setContentsMargins(pad, theme.px(theme.GAP_TIGHT), pad, theme.px(theme.GAP_TIGHT))
        self._found: tuple[Problem, ...] = ()
        self.table.row_selected.connect(lambda row: self._tell(self._found[int(row)]))
        self._stack = QStackedLayout()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._none)
        self.body.addLayout(bar)
        self.body.addWidget(Line(name=f"{name}.line", parent=self))
        self.body.addLayout(self._stack, 1)
        self._rule = Line(name=f"{name}.rule", parent=self)
        self.body.addWidget(self._rule)
        self.body.addWidget(self._about)
        self.body.addWidget(self._more)

    def show_state(self, state: ImportState) -> None:
        """Show the counts, and the problems of the chosen list."""
        for place, (group, tab) in enumerate(self._tabs.items(), start=1):
            count = words.number(state.count_of(group))
            tab.set_caption(f"{words.group(group)} {count}", f"Alt {place}")
            tab.setChecked(group is state.group)
        found = state.problems
        shown = self._found = found[:LISTED]
        rows = [self._row(place, one) for place, one in enumerate(shown)]
        at = self.table.current_id()
        self.table.set_rows(rows, selected=at if at is not None and int(at) < len(rows) else "0")
        for part in (self._rule, self._about):
            part.setVisible(bool(rows))
        if rows:
            self._tell(shown[int(self.table.current_id() or 0)])
        self._stack.setCurrentIndex(0 if rows else 1)
        self._none.setText(self._nothing(state.group))
        rest = len(found) - len(shown)
        self._more.setText(self.tr("%Ln more are in the report (E).", "", rest))
        self._more.setVisible(rest > 0)

    def is_empty(self) -> bool:
        """Tell whether the chosen list is empty."""
        return self._stack.currentIndex() == 1

    def parts_in_order(self) -> list[QWidget]:
        """Return what takes focus, in reading order."""
        return [*self._tabs.values(), self.table]

    def _tab(self, place: int, group: Severity) -> Button:
        name = f"{self.objectName()}.group.{group.value}"
        tab = Button(name=name, kind=ButtonKind.CHOICE, parent=self)
        tab.setProperty("place", place)
        tab.clicked.connect(self._on_tab)
        return tab

    def _row(self, place: int, one: Problem) -> Row:
        tone = words.GROUP_TONES[one.severity]
        name = "" if one.field is None else words.field(one.field)
        cells = (
            Cell(words.number(one.row), Tone.MUTED),
            Cell(name, strong=True),
            Cell(words.said(one) or "–", Tone.PLAIN if one.said else Tone.MUTED),
            Cell(words.problem(one), tone),
        )
        return Row(str(place), cells)

    def _tell(self, one: Problem) -> None:
        """Say in full what is wrong with a row, and what to do: a line of the list may be cut."""
        text = i18n.message(one.code, one.facts)
        row = self.tr("Row %1: %2").replace("%1", words.number(one.row))
        said = sentences((text.what, text.kept, text.next))
        self._about.setText(row.replace("%2", said))

    def _nothing(self, group: Severity) -> str:
        return {
            Severity.ROW: self.tr("Every row can be taken over."),
            Severity.MISSING: self.tr("No row lacks anything."),
            Severity.QUESTION: self.tr("Nothing in the rows contradicts itself."),
        }[group]

    def _on_tab(self) -> None:
        self.group_chosen.emit(GROUPS[int(self.sender().property("place"))])


class SummaryCard(Card):
    """How often each problem was found, and which fields are missing most."""

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name=name, pad=True, parent=parent)
        self.fill()
        self.setAccessibleName(self.tr("Problems by kind"))
        title = Text(self.tr("Problems by kind"), name=f"{name}.title", role=Role.TITLE)
        self._rows = Text(name=f"{name}.rows", role=Role.SECONDARY, wrap=True, parent=self)
        self._lists = {key: self._list(f"{name}.{key}") for key in ("codes", "fields")}
        self._missing = Text(name=f"{name}.missing", role=Role.STRONG, parent=self)
        self._missing.setText(self.tr("Missing fields"))
        self.body.addWidget(title)
        self.body.addWidget(self._rows)
        self.body.addWidget(self._lists["codes"])
        self.body.addWidget(self._missing)
        self.body.addWidget(self._lists["fields"])
        self.body.addStretch(1)
        self._shown: Check | None = None

    def show_state(self, state: ImportState) -> None:
        """Count what was found; the same check again changes nothing."""
        check = state.check
        if check is None or check is self._shown:
            return
        self._shown = check
        rows = self.tr("%1 of %2 rows can be taken over.").replace("%2", words.number(check.rows))
        self._rows.setText(rows.replace("%1", words.number(check.good)))
        codes = tuple(check.codes.items())[:_CODES]
        self._fill("codes", [(_first(i18n.message(code).what), n) for code, n in codes])
        gone = _missing_fields(check)
        self._fill("fields", [(words.field(one), n) for one, n in gone])
        self._missing.setVisible(bool(gone))

    def _list(self, name: str) -> QWidget:
        inside = QWidget(self)
        inside.setObjectName(name)
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(12))
        grid.setVerticalSpacing(theme.px(theme.GAP_TIGHT))
        grid.setColumnStretch(0, 1)
        return inside

    def _fill(self, key: str, counted: list[tuple[str, int]]) -> None:
        inside = self._lists[key]
        grid = inside.layout()
        assert isinstance(grid, QGridLayout)
        empty(grid)
        for row, (text, count) in enumerate(counted):
            name = f"{inside.objectName()}.{row}"
            label = Text(text, name=name, wrap=True, parent=inside)
            figure = Text(words.number(count), name=f"{name}.count", role=Role.STRONG)
            grid.addWidget(label, row, 0)
            grid.addWidget(figure, row, 1, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
            for part in (label, figure):
                part.show()  # At once, not when Qt gets to it: one frame, not two.


class CheckStep(QWidget):
    """Figures on top, problems below, counts beside them."""

    group_chosen = Signal(object)
    go_on_requested = Signal()

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._outlook = OutlookCard(name=f"{name}.outlook", parent=self)
        self.problems = ProblemsCard(name=f"{name}.problems", parent=self)
        self._summary = SummaryCard(name=f"{name}.summary", parent=self)
        self._summary.setMinimumWidth(theme.px(SIDE_LEAST))
        self._summary.setMaximumWidth(theme.px(SIDE_MOST))
        self.problems.group_chosen.connect(self.group_chosen)
        self.problems.go_on_requested.connect(self.go_on_requested)
        gap = theme.px(theme.GAP_CARDS)
        below = QHBoxLayout()
        below.setSpacing(gap)
        below.addWidget(self.problems, 2)
        below.addWidget(self._summary, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(gap)
        layout.addWidget(self._outlook)
        layout.addLayout(below, 1)

    def show_state(self, state: ImportState) -> None:
        """Show what was found."""
        self._outlook.show_state(state)
        self.problems.show_state(state)
        self._summary.show_state(state)

    def focus_target(self, _state: ImportState) -> QWidget | None:
        """Return what has the focus; nothing while there is no problem to look at."""
        return None if self.problems.is_empty() else self.problems.table

    def parts_in_order(self) -> list[QWidget]:
        """Return what takes focus, in reading order."""
        return self.problems.parts_in_order()


def _first(text: str) -> str:
    """Return the first sentence: the list beside it says the rest, row by row."""
    for end in ("。", ". "):
        if end in text:
            return text[: text.index(end)] + end.strip()
    return text


def _missing_fields(check: Check) -> list[tuple[Field, int]]:
    """Return how many rows lack each field, the most frequent first."""
    counts: dict[Field, int] = {}
    for one in check.problems:
        if one.severity is Severity.MISSING and one.field is not None:
            counts[one.field] = counts.get(one.field, 0) + 1
    return sorted(counts.items(), key=lambda item: (-item[1], item[0].value))[:_CODES]


def _warned(count: int) -> Tone:
    return Tone.WARN if count else Tone.PLAIN
