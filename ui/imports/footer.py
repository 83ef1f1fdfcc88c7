"""The one row of buttons under every step: back on the left, on the right what comes next."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from terminal.domain.imports.model import BatchState
from ui import i18n, theme
from ui.followups.words import sentences
from ui.imports.state import ImportState, Step
from ui.theme import Role, Tone
from ui.widgets.button import Button, ButtonKind
from ui.widgets.text import Text


class Footer(QWidget):
    """Says in words what the next step does, before it is done."""

    go_on_requested = Signal()
    back_requested = Signal()
    report_requested = Signal()
    undo_requested = Signal()

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.back = Button(name=f"{name}.back", key="Esc", parent=self)
        self._hint = Text(name=f"{name}.hint", role=Role.SECONDARY, wrap=True, parent=self)
        self.undo = Button(
            self.tr("Take the whole import back"), name=f"{name}.undo", key="Ctrl Z", parent=self
        )
        self.report = Button(self.tr("Save report"), name=f"{name}.report", key="E", parent=self)
        self.go_on = Button(name=f"{name}.go_on", kind=ButtonKind.PRIMARY, parent=self)
        self.back.clicked.connect(self.back_requested)
        self.undo.clicked.connect(self.undo_requested)
        self.report.clicked.connect(self.report_requested)
        self.go_on.clicked.connect(self.go_on_requested)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(theme.GAP))
        layout.addWidget(self.back)
        layout.addWidget(self._hint, 1)
        for button in (self.undo, self.report, self.go_on):
            layout.addWidget(button)

    def show_state(self, state: ImportState) -> None:
        """Offer what can be done now. A question has its own buttons."""
        if state.undoing is not None:
            self.hide()
            return
        at_result = state.step is Step.RUN
        busy = state.is_busy
        self.back.set_caption(self.tr("Back"), "Esc")
        self.back.setVisible(state.step not in (Step.FILE, Step.RUN) and not busy)
        self.undo.setVisible(at_result and state.undoable is not None)
        has_report = state.check is not None and state.step in (Step.CHECK, Step.RUN)
        self.report.setVisible(has_report and not busy)
        text = self._next(state)
        self.go_on.set_caption(text, "⏎")
        self.go_on.setVisible(bool(text))
        self.go_on.setEnabled(state.can_go_on())
        hint, tone = self._said(state)
        self._hint.setText(hint)
        self._hint.set_tone(tone)
        # Nothing to offer takes no room.
        self.setVisible(bool(hint) or any(not one.isHidden() for one in self.parts_in_order()))

    def parts_in_order(self) -> list[QWidget]:
        """Return what takes focus, in reading order."""
        return [self.back, self.undo, self.report, self.go_on]

    def _next(self, state: ImportState) -> str:
        if state.step is Step.FILE:
            return self._with_file(state)
        if state.step is Step.COLUMNS:
            return self.tr("Check all rows")
        if state.step is Step.RUN:
            return self._after(state)
        check = state.check
        if check is not None and state.step is Step.CHECK and state.has_questions:
            return self.tr("Look at %Ln question(s)", "", len(check.duplicates))
        return "" if check is None else self.tr("Take over %Ln row(s)", "", check.good)

    def _with_file(self, state: ImportState) -> str:
        if state.goes_on:
            return self.tr("Go on with this import")
        return "" if state.preview is None else self.tr("Assign the columns")

    def _after(self, state: ImportState) -> str:
        if state.result is None:
            return ""
        if state.result.state in (BatchState.RUNNING, BatchState.UNDOING):
            return self.tr("Go on")
        return self.tr("Import another file")

    def _said(self, state: ImportState) -> tuple[str, Tone]:
        if state.is_busy:
            return "", Tone.MUTED
        if state.blocked is not None and state.step is not Step.FILE:
            why = i18n.message(state.blocked.code, state.blocked.facts)
            return sentences((why.what, why.next)), Tone.WARN
        if state.step is Step.CHECK and state.check is not None and not state.check.good:
            return self.tr("No row can be taken over. Go back and assign the columns."), Tone.WARN
        if state.step is Step.ANSWERS and state.left:
            text = self.tr(
                "%Ln question(s) not answered: they go as suggested, and what is on file stays.",
                "",
                state.left,
            )
            return text, Tone.MUTED
        if state.step is Step.COLUMNS:
            return self.tr("Nothing is written before the last step."), Tone.MUTED
        return "", Tone.MUTED
