"""The right side of the printed forms: how one comes out, masked."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import i18n, theme
from ui.compliance import form_paper
from ui.compliance.files_bar import FilesBar
from ui.compliance.state import ComplianceState
from ui.printing.preview import Paper
from ui.theme import Role, Tone
from ui.widgets.button import Button, ButtonKind
from ui.widgets.card import Card
from ui.widgets.text import Text


class FormSide(Card):
    """The first page on the screen; the file holds all, with names in full."""

    pdf_requested = Signal()
    folder_requested = Signal()

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name=name, parent=parent)
        self.fill()
        self.setAccessibleName(self.tr("The form"))
        self._title = Text(name=f"{name}.title", role=Role.TITLE, wrap=True, parent=self)
        self._about = Text(name=f"{name}.about", role=Role.SECONDARY, wrap=True, parent=self)
        self._own = Text(
            self.tr(
                "This form came with the program. Ask the insurance office whether it takes it."
            ),
            name=f"{name}.own",
            tone=Tone.WARN,
            wrap=True,
            parent=self,
        )
        self._paper = Paper(name=f"{name}.paper", label=self.tr("The first page"), parent=self)
        self._files = FilesBar(name=f"{name}.files", parent=self)
        self.pdf = Button(
            self.tr("Save PDF"), name=f"{name}.pdf", key="P", kind=ButtonKind.PRIMARY, parent=self
        )
        self.folder = Button(self.tr("Folder"), name=f"{name}.choose", key="F", parent=self)
        self.pdf.clicked.connect(self.pdf_requested)
        self.folder.clicked.connect(self.folder_requested)
        inner = QVBoxLayout()
        inner.setContentsMargins(*(theme.px(12),) * 4)
        inner.setSpacing(theme.px(6))
        for part in (self._title, self._about, self._own):
            inner.addWidget(part)
        inner.addWidget(self._paper, 1)
        inner.addWidget(self._files)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.px(theme.GAP))
        buttons.addWidget(self.pdf)
        buttons.addWidget(self.folder)
        buttons.addStretch(1)
        inner.addLayout(buttons)
        self.body.addLayout(inner)

    def show_state(self, state: ComplianceState) -> None:
        """Show the form that is chosen, filled, or what is missing for that."""
        form, filled, who = state.forms.form, state.forms.filled, state.pack.who
        self._own.setVisible(form is not None and form.is_own)
        self.pdf.setEnabled(filled is not None and state.saving is None)
        self._files.show_state(state)
        self._title.setText("" if form is None else i18n.pick(form.title))
        if filled is not None:
            pages = form_paper.sheets(filled)
            self._paper.show_sheet(pages[0])
            text = self.tr("Masked here; the file has the name in full. %n page(s)", "", len(pages))
            self._about.setText(text)
        elif who is None:
            self._about.setText(
                self.tr("Choose the customer first: open the card, or choose on Alt+1.")
            )
        else:
            self._about.setText("")
        if filled is None:
            self._paper.show_sheet(None)

    def parts_in_order(self) -> list[QWidget]:
        """Return what takes focus, in reading order."""
        return [self.pdf, self.folder]
