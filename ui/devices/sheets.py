"""Inside the devices page: the question before a device goes, and the preview of a print."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.devices import words
from ui.devices.state import DevicesState, Sheet
from ui.printing.preview import Paper
from ui.theme import Role, Tone
from ui.widgets.button import Button, ButtonKind
from ui.widgets.card import Card
from ui.widgets.text import Text


class RemoveSheet(Card):
    """What happens when a device goes, said before it does."""

    confirmed = Signal()
    dismissed = Signal()

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name=name, parent=parent)
        self.fill()
        self._title = Text(name=f"{name}.title", role=Role.TITLE, wrap=True, parent=self)
        self._what = Text(
            self.tr(
                "This till stops reading it and forgets what set-up learned. Nothing recorded is"
                " affected. Set it up again at any time (N)."
            ),
            name=f"{name}.what",
            wrap=True,
            parent=self,
        )
        self.confirm = Button(self.tr("Remove"), name=f"{name}.confirm", key="⏎", parent=self)
        self.leave = Button(self.tr("Leave it"), name=f"{name}.leave", key="Esc", parent=self)
        self.confirm.clicked.connect(self.confirmed)
        self.leave.clicked.connect(self.dismissed)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.px(theme.GAP))
        buttons.addWidget(self.confirm)
        buttons.addWidget(self.leave)
        buttons.addStretch(1)
        inner = QVBoxLayout()
        inner.setContentsMargins(*(theme.px(theme.PAD),) * 4)
        inner.setSpacing(theme.px(12))
        inner.addWidget(self._title)
        inner.addWidget(self._what)
        inner.addLayout(buttons)
        inner.addStretch(1)
        self.body.addLayout(inner)
        self._is_open = False

    def show_state(self, state: DevicesState) -> None:
        """Ask about the chosen device."""
        was_open, self._is_open = self._is_open, state.sheet is Sheet.REMOVE
        if not self._is_open or state.device is None:
            return
        title = self.tr("Remove %1?").replace("%1", words.name(state.device))
        self._title.setText(title)
        self.setAccessibleName(title)
        self.confirm.setEnabled(not state.is_busy)
        if not was_open:
            self.confirm.setFocus()

    def parts_in_order(self) -> list[QWidget]:
        """Return what takes focus, in reading order."""
        return [self.confirm, self.leave]


class PrintSheet(Card):
    """The preview: what comes out, saved as PDF or printed."""

    saved = Signal()
    printed = Signal()
    dismissed = Signal()

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name=name, parent=parent)
        self.fill()
        self.setAccessibleName(self.tr("Preview"))
        self._paper = Paper(name=f"{name}.paper", label=self.tr("Preview"), parent=self)
        title = Text(self.tr("Set-up cards"), name=f"{name}.title", role=Role.TITLE, parent=self)
        self._what = Text(
            self.tr(
                "One A4 page, printed in its real size (100 %, “fit to page” off). Scan from the"
                " paper; cutting is not needed."
            ),
            name=f"{name}.what",
            wrap=True,
            parent=self,
        )
        self._said = Text(name=f"{name}.said", role=Role.STRONG, wrap=True, parent=self)
        self.save = Button(
            self.tr("Save as PDF"),
            name=f"{name}.save",
            key="⏎",
            kind=ButtonKind.PRIMARY,
            parent=self,
        )
        self.print = Button(self.tr("Print"), name=f"{name}.print", key="P", parent=self)
        self.leave = Button(self.tr("Close"), name=f"{name}.leave", key="Esc", parent=self)
        self.save.clicked.connect(self.saved)
        self.print.clicked.connect(self.printed)
        self.leave.clicked.connect(self.dismissed)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.px(theme.GAP))
        for button in (self.save, self.print, self.leave):
            buttons.addWidget(button)
        buttons.addStretch(1)
        side = QVBoxLayout()
        side.setSpacing(theme.px(12))
        for part in (title, self._what, self._said):
            side.addWidget(part)
        side.addLayout(buttons)
        side.addStretch(1)
        desk = QWidget(self)
        desk.setObjectName(f"{name}.desk")
        desk.setProperty("role", "ground")
        desk.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        around = QVBoxLayout(desk)
        around.setContentsMargins(*(theme.px(12),) * 4)
        around.addWidget(self._paper)
        inner = QHBoxLayout()
        inner.setContentsMargins(*(theme.px(theme.PAD),) * 4)
        inner.setSpacing(theme.px(theme.PAD))
        inner.addWidget(desk, 3)
        inner.addLayout(side, 2)
        self.body.addLayout(inner, 1)
        self._is_open = False

    def show_state(self, state: DevicesState) -> None:
        """Show what would be printed, and what became of it."""
        was_open, self._is_open = self._is_open, state.sheet is Sheet.PRINT
        if not self._is_open:
            return
        self._paper.show_sheet(state.papers[0] if state.papers else None)
        self.save.setEnabled(not state.is_busy)
        self.print.setEnabled(state.can_print)
        text, tone = self._words(state)
        self._said.setText(text)
        self._said.set_tone(tone)
        if not was_open:
            self.save.setFocus()

    def parts_in_order(self) -> list[QWidget]:
        """Return what takes focus, in reading order."""
        return [self.save, self.print, self.leave]

    def _words(self, state: DevicesState) -> tuple[str, Tone]:
        if state.is_busy:
            return self.tr("One moment…"), Tone.INFO
        if state.saved:
            return self.tr("Saved: %1").replace("%1", state.saved), Tone.OK
        if state.printed:
            return self.tr("Sent to the printer %1.").replace("%1", state.printed), Tone.OK
        if state.overview is not None and state.overview.printers is None:
            text = self.tr(
                "This computer has no print service (CUPS). Save the PDF and print it elsewhere."
            )
            return text, Tone.WARN
        if not state.printers:
            text = self.tr("No printer is set up. Save the PDF and print it elsewhere.")
            return text, Tone.WARN
        return self.tr("Printer: %1").replace("%1", state.printers[0]), Tone.MUTED
