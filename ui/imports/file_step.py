"""Step 1: which file, and how it was understood."""

from __future__ import annotations

from datetime import tzinfo
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from terminal.domain.imports.model import BatchEntry, BatchState, Preview
from terminal.domain.problems import Refusal
from ui import i18n, theme
from ui.followups import words as task_words
from ui.followups.flow import Flow
from ui.imports import words
from ui.imports.state import ENCODINGS, ImportState
from ui.theme import Role
from ui.widgets.button import Button, ButtonKind
from ui.widgets.card import Card, empty
from ui.widgets.field import ChineseField
from ui.widgets.problem_label import ProblemLabel
from ui.widgets.text import Text

_KEYS = 6
"""So many sheets have a key; the others are reached with Tab, or a click."""


class DropZone(QFrame):
    """Takes a file that is dropped on it, its path, or leads to the system's list of files."""

    path_given = Signal(str)
    browse_requested = Signal()

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("role", "well")
        self.setAcceptDrops(True)
        title = Text(name=f"{name}.title", role=Role.TITLE, wrap=True, parent=self)
        title.setText(self.tr("Drop an Excel or CSV file here"))
        hint = Text(name=f"{name}.hint", role=Role.SECONDARY, wrap=True, parent=self)
        hint.setText(self.tr(".xlsx, .csv or .txt. The file itself is never changed or copied."))
        self.path = ChineseField(
            name=f"{name}.path", label=self.tr("Path of the file"), parent=self
        )
        self.browse = Button(
            self.tr("Choose a file"),
            name=f"{name}.browse",
            key="O",
            kind=ButtonKind.PRIMARY,
            parent=self,
        )
        self.path.returnPressed.connect(lambda: self.path_given.emit(self.path.text()))
        self.browse.clicked.connect(self.browse_requested)
        row = QHBoxLayout()
        row.setSpacing(theme.px(theme.GAP))
        row.addWidget(self.path, 1)
        row.addWidget(self.browse)
        layout = QVBoxLayout(self)
        pad = theme.px(theme.PAD)
        layout.setContentsMargins(pad, pad, pad, pad)
        layout.setSpacing(theme.px(theme.GAP))
        layout.addStretch(1)
        for part in (title, hint):
            layout.addWidget(part)
        layout.addLayout(row)
        layout.addStretch(2)

    def show_state(self, state: ImportState) -> None:
        """Take files, or wait."""
        can_open = state.blocked is None and not state.is_busy
        self.path.setEnabled(can_open)
        self.browse.setEnabled(can_open)
        self.setAcceptDrops(can_open)
        has_file = state.preview is not None
        self.browse.set_caption(
            self.tr("Choose another file") if has_file else self.tr("Choose a file"), "O"
        )
        # Once a file is open the next step is what invites.
        self.browse.set_kind(ButtonKind.SECONDARY if has_file else ButtonKind.PRIMARY)
        if self.path.text() != state.path and not self.path.hasFocus():
            self.path.setText(state.path)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one file from this machine."""
        urls = event.mimeData().urls()
        if len(urls) == 1 and urls[0].isLocalFile():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open what was dropped."""
        event.acceptProposedAction()
        self.path_given.emit(str(Path(event.mimeData().urls()[0].toLocalFile())))


class FileCard(Card):
    """The way to a file; below it what was found in it, and how to have it read otherwise."""

    path_given = Signal(str)
    browse_requested = Signal()
    read_as = Signal(int)

    def __init__(self, *, zone: tzinfo, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name=name, pad=True, parent=parent)
        self.fill()
        self.setAccessibleName(self.tr("File"))
        self._zone = zone
        self._blocked = ProblemLabel(name=f"{name}.blocked", parent=self)
        self._cut_short = ProblemLabel(name=f"{name}.cut_short", parent=self)
        self.drop = DropZone(name=f"{name}.drop", parent=self)
        self._facts = QWidget(self)
        self._facts.setObjectName(f"{name}.facts")
        self._grid = QGridLayout(self._facts)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.px(12))
        self._grid.setVerticalSpacing(theme.px(theme.GAP))
        self._grid.setColumnStretch(1, 1)
        self._values = {
            key: self._fact(row, key, label) for row, (key, label) in enumerate(self._labels())
        }
        self._ways = QWidget(self)
        self._ways.setObjectName(f"{name}.ways")
        self._ways_title = Text(name=f"{name}.ways.title", role=Role.SECONDARY, parent=self)
        self._flow = Flow(gap=theme.px(6), parent=self._ways)
        self._before = ProblemLabel(name=f"{name}.before", parent=self)
        self._offered: tuple[str, ...] = ()
        self._buttons: list[Button] = []
        self.drop.path_given.connect(self.path_given)
        self.drop.browse_requested.connect(self.browse_requested)
        for part in (self._blocked, self._cut_short, self.drop, self._before):
            self.body.addWidget(part)
        for below in (self._facts, self._ways_title, self._ways):
            self.body.addWidget(below)
        self.body.addStretch(0)

    def show_state(self, state: ImportState) -> None:
        """Show the way to a file, and what was found in it."""
        self._blocked.show_problem("" if state.blocked is None else _said(state.blocked))
        self._cut_short.show_problem(self._about_cut_short(state))
        self.drop.show_state(state)
        preview = state.preview
        # With nothing else to show, all of the card takes what is dropped.
        self.body.setStretchFactor(self.drop, int(preview is None))
        self.body.setStretch(self.body.count() - 1, int(preview is not None))
        for part in (self._facts, self._ways, self._ways_title):
            part.setVisible(preview is not None)
        self._before.show_problem("" if preview is None else self._about_before(preview, state))
        if preview is None:
            return
        self._show_facts(preview, state)
        self._show_ways(preview, state)

    def parts_in_order(self) -> list[QWidget]:
        """Return what takes focus, in reading order."""
        return [self.drop.path, self.drop.browse]

    def _labels(self) -> tuple[tuple[str, str], ...]:
        return (
            ("file", self.tr("File")),
            ("kind", self.tr("Read as")),
            ("rows", self.tr("Rows")),
            ("titles", self.tr("Columns")),
        )

    def _fact(self, row: int, key: str, label: str) -> Text:
        name = f"{self.objectName()}.{key}"
        head = Text(label, name=f"{name}.label", role=Role.SECONDARY, parent=self)
        value = Text(name=name, wrap=True, parent=self)
        self._grid.addWidget(head, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(value, row, 1)
        return value

    def _show_facts(self, preview: Preview, state: ImportState) -> None:
        how = preview.sheet if preview.sheets else words.encoding(preview.encoding)
        rows = self.tr("%Ln row(s)", "", preview.total)
        head = self.tr("no line of titles was found")
        if preview.header_row:
            head = self.tr("titles in line %1").replace("%1", str(preview.header_row))
        titles = " · ".join(one.title or f"#{one.at + 1}" for one in preview.columns)
        facts = {
            "file": state.file_name,
            "kind": task_words.joined((words.kind(preview.kind), how)),
            "rows": task_words.joined((rows, head)),
            "titles": titles,
        }
        for key, text in facts.items():
            self._values[key].setText(text)

    def _show_ways(self, preview: Preview, state: ImportState) -> None:
        offered = preview.sheets or ENCODINGS
        chosen = preview.sheet if preview.sheets else preview.encoding
        title = self.tr("Sheet") if preview.sheets else self.tr("Odd signs? Read it as")
        self._ways_title.setText(title)
        has_any = len(offered) > 1
        self._ways_title.setVisible(has_any)
        self._ways.setVisible(has_any)
        if offered != self._offered:
            self._offered = offered
            empty(self._flow)
            is_text = not preview.sheets
            self._buttons = [self._way(*each, is_text=is_text) for each in enumerate(offered)]
            for button in self._buttons:
                self._flow.addWidget(button)
                button.show()  # Once it has its place, so that it is laid out there.
            for first, second in pairwise([self.drop.browse, *self._buttons]):
                QWidget.setTabOrder(first, second)
        for place, one in enumerate(offered):
            self._buttons[place].setChecked(one == chosen)
            self._buttons[place].setEnabled(not state.is_busy)

    def _way(self, place: int, text: str, *, is_text: bool) -> Button:
        name = f"{self.objectName()}.way.{place}"
        button = Button(
            words.encoding(text) if is_text else text,
            name=name,
            key=f"Alt {place + 1}" if place < _KEYS else "",
            kind=ButtonKind.CHOICE,
            parent=self._ways,
        )
        button.setProperty("place", place)
        button.clicked.connect(self._on_way)
        return button

    def _on_way(self) -> None:
        self.read_as.emit(int(self.sender().property("place")))

    def _about_before(self, preview: Preview, state: ImportState) -> str:
        before = preview.before
        if before is None or before.state is BatchState.UNDONE:
            return ""
        at = words.when(before.at, state.now, self._zone)
        if before.state is not BatchState.RUNNING:
            text = self.tr(
                "This very content was imported before (%1). To import it again, take that import"
                " back first."
            )
            return text.replace("%1", at)
        return self._goes_on(before, at)

    def _goes_on(self, before: BatchEntry, at: str) -> str:
        text = self.tr(
            "This file's import of %1 was cut short at row %2 of %3. It goes on there with"
            " the same columns and answers, and nothing is done twice."
        )
        rows = words.number(before.reached), words.number(before.rows)
        return text.replace("%1", at).replace("%2", rows[0]).replace("%3", rows[1])

    def _about_cut_short(self, state: ImportState) -> str:
        found = state.cut_short
        if found is None or state.preview is not None:
            return ""
        at = words.when(found.at, state.now, self._zone)
        if found.state is BatchState.UNDOING:
            text = self.tr(
                "Taking the import of %1 back was cut short. Choose it on the right and take it"
                " back once more: it goes on where it stood."
            )
            return text.replace("%1", at)
        text = self.tr(
            "The import of %1 was cut short at row %2 of %3. What was done is saved. Choose the"
            " same file to go on, or take the import back."
        )
        rows = words.number(found.reached), words.number(found.rows)
        return text.replace("%1", at).replace("%2", rows[0]).replace("%3", rows[1])


def _said(refusal: Refusal) -> str:
    text = i18n.message(refusal.code, refusal.facts)
    return task_words.sentences((text.what, text.next))
