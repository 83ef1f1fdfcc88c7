"""Step 5: what is being done, and what came of it."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from terminal.domain.imports.model import BatchEntry, BatchState, Stage
from ui import theme
from ui.counter.figures import Figure
from ui.imports import words
from ui.imports.state import ImportState
from ui.theme import Role, Tone
from ui.widgets.card import Card, Line
from ui.widgets.icon import Icon
from ui.widgets.text import Text


class RunStep(Card):
    """One sentence on top, then why nothing can be lost, then the figures."""

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name=name, parent=parent)
        self.fill()
        self._icon = Icon("warn", name=f"{name}.icon", tone=Tone.WARN, size=20, parent=self)
        self._what = Text(name=f"{name}.what", role=Role.FIGURE, wrap=True, parent=self)
        self._safe = Text(name=f"{name}.safe", tone=Tone.MUTED, wrap=True, parent=self)
        self._kept = Text(name=f"{name}.kept", wrap=True, parent=self)
        self._results = QWidget(self)
        self._results.setObjectName(f"{name}.results")
        keys = ("new", "merged", "skipped", "failed")
        self._figures = {key: Figure(name=f"{name}.{key}", parent=self) for key in keys}
        row = QHBoxLayout(self._results)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for place, figure in enumerate(self._figures.values()):
            if place:
                row.addWidget(Line(name=f"{name}.line.{place}", upright=True, parent=self))
            row.addWidget(figure, 1)
        self._line = Line(name=f"{name}.line", parent=self)
        pad = theme.px(theme.PAD)
        head = QHBoxLayout()
        head.setSpacing(theme.px(12))
        head.addWidget(self._icon)
        head.addWidget(self._what, 1)
        texts = QVBoxLayout()
        texts.setContentsMargins(pad, pad, pad, pad)
        texts.setSpacing(theme.px(theme.GAP))
        texts.addLayout(head)
        texts.addWidget(self._safe)
        texts.addWidget(self._kept)
        self.body.addLayout(texts)
        self.body.addWidget(self._line)
        self.body.addWidget(self._results)
        self.body.addStretch(1)

    def show_state(self, state: ImportState) -> None:
        """Show what is being done, or what came of it."""
        result = None if state.is_busy else state.result
        # Figures of what was taken back would be about nothing that is there.
        is_there = result is not None and result.state is not BatchState.UNDONE
        for part in (self._line, self._results):
            part.setVisible(is_there)
        self._kept.setVisible(result is not None and bool(result.kept))
        self._icon.setVisible(result is not None and result.state in _CUT)
        if result is None:
            self._say(*self._under_way(state.stage), Tone.PLAIN)
            return
        what, safe = self._came_of_it(result)
        self._say(what, safe, Tone.WARN if result.state in _CUT else Tone.OK)
        self._kept.setText(
            self.tr(
                "%Ln file(s) stayed: somebody worked with them since, so they belong to the desk"
                " now.",
                "",
                result.kept,
            )
        )
        self._show_figures(result)

    def _say(self, what: str, safe: str, tone: Tone) -> None:
        self._what.setText(what)
        self._what.set_tone(tone)
        self._safe.setText(safe)
        self.setAccessibleName(what)

    def _under_way(self, stage: Stage | None) -> tuple[str, str]:
        if stage is Stage.UNDOING:
            return (
                self.tr("The import is being taken back."),
                self.tr(
                    "Files it made are withdrawn, fields it changed get back what they held. What"
                    " somebody worked with since stays. The counter can be used meanwhile."
                ),
            )
        return (
            self.tr("The rows are being taken over."),
            self.tr(
                "Every slice is saved at once and queued for HQ. The counter can be used"
                " meanwhile, and this page may be left. If the program ends, it goes on with the"
                " same file where it stood."
            ),
        )

    def _came_of_it(self, result: BatchEntry) -> tuple[str, str]:
        undo = self.tr("It can be taken back as a whole, here and in the list of imports.")
        if result.state is BatchState.DONE:
            return self.tr(
                "%Ln row(s) were looked at. The import is complete.", "", result.rows
            ), undo
        rows = words.number(result.reached), words.number(result.rows)
        if result.state is BatchState.RUNNING:
            text = self.tr("Stopped at row %1 of %2. What was done is saved.")
            return (
                text.replace("%1", rows[0]).replace("%2", rows[1]),
                self.tr("Go on where it stands, or take back what was done."),
            )
        if result.state is BatchState.UNDOING:
            return (
                self.tr("Stopped: part of the import is taken back."),
                self.tr("Go on to take back the rest. Until then the rest stays in use."),
            )
        return (
            self.tr("The import is taken back."),
            self.tr("The same file can be imported again."),
        )

    def _show_figures(self, result: BatchEntry) -> None:
        people, rows = self.tr("people"), self.tr("rows")
        lost = Tone.WARN if result.failed else Tone.PLAIN
        figures = (
            ("new", self.tr("New files"), result.new, people, Tone.PLAIN),
            ("merged", self.tr("Joined to known customers"), result.merged, rows, Tone.PLAIN),
            ("skipped", self.tr("Skipped on your word"), result.skipped, rows, Tone.PLAIN),
            ("failed", self.tr("Not taken over"), result.failed, rows, lost),
        )
        for key, label, count, unit, tone in figures:
            self._figures[key].show_figure(label, words.number(count), unit, tone)


_CUT = frozenset({BatchState.RUNNING, BatchState.UNDOING})
