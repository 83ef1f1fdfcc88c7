"""The three lists of saves that HQ has not taken: counts that are tabs, above one table."""

from __future__ import annotations

from datetime import tzinfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from terminal.domain.sync_centre import Pile, Save
from ui import theme, times
from ui.sync_centre import words
from ui.sync_centre.state import PILES, SyncCentreState
from ui.theme import Role, Tone
from ui.widgets.button import Button, ButtonKind
from ui.widgets.card import Card, Line
from ui.widgets.stack import Stack
from ui.widgets.table import Cell, Column, DataTable, Row
from ui.widgets.text import Text


class SavesCard(Card):
    """Tabs, table, and what it means that there is nothing."""

    pile_chosen = Signal(object)

    def __init__(self, *, zone: tzinfo, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name=name, parent=parent)
        self.fill()
        self.setAccessibleName(self.tr("Saves"))
        self._zone = zone
        self._tabs = {one: self._tab(place, one) for place, one in enumerate(PILES)}
        bar = QHBoxLayout()
        pad, gap = theme.px(12), theme.px(theme.GAP)
        bar.setContentsMargins(pad, gap, pad, gap)
        bar.setSpacing(theme.px(6))
        for tab in self._tabs.values():
            bar.addWidget(tab)
        bar.addStretch(1)
        columns = (
            Column(self.tr("When"), 0, 132),
            Column(self.tr("What"), 2, 150),
            Column(self.tr("Who"), 1, 76),
            Column(self.tr("Why"), 3, 150),
        )
        self.table = DataTable(
            columns,
            name="sync.table",
            label=self.tr("Saves"),
            click_takes=False,
            parent=self,
        )
        self._title = Text(name="sync.none.title", role=Role.TITLE, wrap=True, parent=self)
        self._next = Text(name="sync.none.next", role=Role.SECONDARY, wrap=True, parent=self)
        self._more = Text(name="sync.more", role=Role.HINT, wrap=True, parent=self)
        self._more.setMargin(gap)
        self._stack = Stack()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._nothing())
        self.body.addLayout(bar)
        self.body.addWidget(Line(name="sync.saves.line", parent=self))
        self.body.addLayout(self._stack, 1)
        self.body.addWidget(self._more)

    def show_state(self, state: SyncCentreState) -> None:
        """Show counts, the saves of the chosen pile, or what it means that there are none."""
        page, shown = state.page, state.pile
        for place, (pile, tab) in enumerate(self._tabs.items(), start=1):
            count = "—" if page is None else words.number(page.count_of(pile))
            tab.set_caption(f"{words.pile(pile)} {count}", f"Alt {place}")
            tab.setChecked(pile is shown)
        saves = () if page is None else page.saves_of(shown)
        self.table.set_rows([self._row(save, state) for save in saves], selected=state.selected)
        self._stack.setCurrentIndex(0 if saves else 1)
        title, following = self._empty_words(state)
        self._title.setText(title)
        self._next.setText(following)
        rest = 0 if page is None else page.count_of(shown) - len(saves)
        self._more.setText(self.tr("%n newer save(s) are not listed.", "", max(rest, 0)))
        self._more.setVisible(rest > 0 and bool(saves))

    def is_empty(self) -> bool:
        """Tell whether there is no save to choose."""
        return self._stack.currentIndex() == 1

    def parts_in_order(self) -> list[QWidget]:
        """Return what takes focus, in reading order."""
        return [*self._tabs.values(), self.table]

    def _tab(self, place: int, pile: Pile) -> Button:
        tab = Button(name=f"sync.pile.{pile}", kind=ButtonKind.CHOICE, parent=self)
        tab.setProperty("place", place)
        tab.clicked.connect(self._on_tab)
        return tab

    def _row(self, save: Save, state: SyncCentreState) -> Row:
        assert state.page is not None
        entry, trouble = save.entry, state.page.centre.state.trouble
        cells = (
            Cell(times.moment(entry.at, state.page.now, self._zone), Tone.MUTED),
            Cell(words.about(save), strong=True),
            Cell(words.actor(save)),
            Cell(words.reason(save, trouble), words.TONES[Pile(entry.state)]),
        )
        return Row(entry.group, cells)

    def _empty_words(self, state: SyncCentreState) -> tuple[str, str]:
        if state.page is None:
            return self.tr("Reading the lists…"), ""
        if state.pile is Pile.UNSENT:
            return (
                self.tr("Nothing waits to be sent."),
                self.tr("What is saved at this till from now on appears here until HQ has it."),
            )
        if state.pile is Pile.HELD:
            return (
                self.tr("Nothing waits at HQ."),
                self.tr(
                    "A save waits there for another one to come first, or for HQ to be updated."
                ),
            )
        return (
            self.tr("HQ accepted everything."),
            self.tr("If it does not accept a save, that save appears here, with the reason."),
        )

    def _nothing(self) -> QWidget:
        empty = QWidget(self)
        empty.setObjectName("sync.none")
        layout = QVBoxLayout(empty)
        pad = theme.px(theme.PAD)
        layout.setContentsMargins(pad, pad, pad, pad)
        layout.addStretch(1)
        for part in (self._title, self._next):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(part)
        layout.addStretch(2)
        return empty

    def _on_tab(self) -> None:
        self.pile_chosen.emit(PILES[int(self.sender().property("place"))])
