"""Where in the five steps one is, and what is under way: never a screen that stands still."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from terminal.domain.imports.model import Stage
from ui import theme
from ui.followups.words import joined
from ui.imports import words
from ui.imports.state import STEPS, ImportState
from ui.theme import Role, Tone
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.progress import Progress
from ui.widgets.text import ElidedText, Text


class StepsBar(Card):
    """The steps in a row, with the file's name on the right."""

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name=name, parent=parent)
        self.fill()
        self._steps = {
            step: Text(name=f"{name}.{step.value}", tone=Tone.MUTED, parent=self) for step in STEPS
        }
        self._file = ElidedText(name=f"{name}.file", role=Role.SECONDARY, parent=self)
        inner = QHBoxLayout()
        pad = theme.px(theme.PAD)
        inner.setContentsMargins(pad, theme.px(10), pad, theme.px(10))
        inner.setSpacing(theme.px(12))
        title = Text(self.tr("Import old data"), name=f"{name}.title", role=Role.TITLE, parent=self)
        inner.addWidget(title)
        for place, step in enumerate(self._steps.values()):
            if place:
                arrow = Text("›", name=f"{name}.arrow.{place}", tone=Tone.MUTED, parent=self)
                inner.addWidget(arrow)
            inner.addWidget(step)
        self._file.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        inner.addWidget(self._file, 1)
        self.body.addLayout(inner)

    def show_state(self, state: ImportState) -> None:
        """Show where one is."""
        at = STEPS.index(state.step)
        for place, (step, text) in enumerate(self._steps.items()):
            sign = "✓" if place < at else str(place + 1)
            text.setText(f"{sign} {words.step(step)}")
            text.set_role(Role.STRONG if place == at else Role.BODY)
            text.set_tone(Tone.BRAND if place == at else Tone.MUTED)
        self._file.setText(state.file_name)
        here = self.tr("Step %1 of 5: %2").replace("%1", str(at + 1))
        self.setAccessibleName(here.replace("%2", words.step(state.step)))


class WorkCard(Card):
    """What is being done, how far it is, how fast, and how to end it. There only while it runs."""

    stop_requested = Signal()

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name=name, parent=parent)
        self.fill()
        self._what = Text(name=f"{name}.what", role=Role.STRONG, wrap=True, parent=self)
        self._bar = Progress(name=f"{name}.bar", label=self.tr("Progress"), parent=self)
        self.stop = Button(self.tr("Stop"), name=f"{name}.stop", key="X", parent=self)
        self.stop.clicked.connect(self.stop_requested)
        texts = QVBoxLayout()
        texts.setSpacing(theme.px(theme.GAP))
        texts.addWidget(self._what)
        texts.addWidget(self._bar)
        inner = QHBoxLayout()
        pad = theme.px(theme.PAD)
        inner.setContentsMargins(pad, theme.px(12), pad, theme.px(12))
        inner.setSpacing(theme.px(12))
        inner.addLayout(texts, 1)
        inner.addWidget(self.stop)
        self.body.addLayout(inner)

    def show_state(self, state: ImportState) -> None:
        """Show how far it is."""
        self.setVisible(state.is_busy)
        if state.stage is None:
            self._bar.show_share(0, 0)
            return
        self.stop.setVisible(state.stage is not Stage.READING)
        self.stop.setEnabled(state.can_stop)
        if state.is_stopping:
            self._what.setText(self.tr("Stopping at the next safe place…"))
        else:
            self._what.setText(joined((words.stage(state.stage), *self._figures(state))))
        done = state.progress
        self._bar.show_share(*((0, 0) if done is None else (done.done, done.total)))
        self.setAccessibleName(self._what.text())

    def _figures(self, state: ImportState) -> tuple[str, ...]:
        done = state.progress
        if done is None:
            return ()
        rows = self.tr("%Ln row(s)", "", done.done)
        if done.total > 0:
            rows = self.tr("%1 of %2 rows").replace("%1", words.number(done.done))
            rows = rows.replace("%2", words.number(done.total))
        rate = left = ""
        if state.rate:
            rate = self.tr("%1 a second").replace("%1", words.number(state.rate))
        if state.left_s is not None:
            left = words.seconds(state.left_s)
        return rows, rate, left
