"""An answer that is given to a customer: as it came out, or as the code their phone reads."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui import theme
from ui.followups.flow import Flow
from ui.knowledge import words
from ui.knowledge.state import KnowledgeState, Way
from ui.printing.came_out import came_out
from ui.printing.preview import Paper
from ui.theme import Role, Tone
from ui.widgets.button import Button, ButtonKind
from ui.widgets.card import Card
from ui.widgets.text import Text


class LeafletSide(Card):
    """What the open file says against it stands above, and then nothing has left yet."""

    confirmed = Signal()
    dismissed = Signal()

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("For the customer"), name=name, pad=True, parent=parent)
        self.fill()
        self._against = Text(
            name=f"{name}.against", role=Role.STRONG, tone=Tone.DANGER, wrap=True, parent=self
        )
        self._title = Text(name=f"{name}.title", role=Role.STRONG, wrap=True, parent=self)
        self._told = Text(name=f"{name}.told", role=Role.SECONDARY, wrap=True, parent=self)
        self._page = Paper(name=f"{name}.page", label=self.tr("For the customer"), parent=self)
        self.give = Button(name=f"{name}.give", kind=ButtonKind.PRIMARY, parent=self)
        self.leave = Button(self.tr("Done"), name=f"{name}.leave", key="Esc", parent=self)
        row = QWidget(self)
        row.setObjectName(f"{name}.buttons")
        flow = Flow(gap=theme.px(theme.GAP), parent=row)
        flow.addWidget(self.give)
        flow.addWidget(self.leave)
        for part in (self._against, self._title, self._told):
            self.body.addWidget(part)
        self.body.addWidget(self._page, 1)
        self.body.addWidget(row)
        self.give.clicked.connect(self.confirmed)
        self.leave.clicked.connect(self.dismissed)
        self._was_asking = False

    def show_state(self, state: KnowledgeState) -> None:
        """Show what is handed out, or ask whether it is to be all the same."""
        out, about = state.hand_out, None if state.desk is None else state.desk.about
        was_asking, self._was_asking = self._was_asking, out is not None and out.asks
        if out is None or state.article is None:
            self._page.show_sheet(None)
            return
        speaks = () if about is None else about.against(state.article)
        against = "" if about is None or not speaks else words.against(speaks, about.masked_name)
        self._against.setText(against)
        self._against.setVisible(bool(against))
        self._title.setText(words.title(state.article))
        self._told.setText(self._words(state))
        self._told.setVisible(bool(self._told.text()))
        self._page.show_sheet(out.sheet)
        caption = {
            Way.PAPER: self.tr("Print all the same"),
            Way.CODE: self.tr("Show the code all the same"),
        }[out.way]
        self.give.set_caption(caption, "⏎")
        self.give.setVisible(out.asks)
        self.give.setEnabled(not state.is_busy)
        self.leave.set_caption(self.tr("Leave it") if out.asks else self.tr("Done"), "Esc")
        if out.asks and not was_asking:
            self.give.setFocus()

    def parts_in_order(self) -> list[QWidget]:
        """Return what takes focus, in reading order."""
        return [self.give, self.leave]

    def _words(self, state: KnowledgeState) -> str:
        out = state.hand_out
        assert out is not None
        if out.asks:
            return self.tr("Nothing has been given out yet.")
        if out.way is Way.CODE:
            return self.tr("The customer's phone reads it off the screen; nothing is sent.")
        return self.tr("Printing.") if out.paper is None else came_out(out.paper)
