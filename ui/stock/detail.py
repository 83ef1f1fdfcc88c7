"""The right side of the stock page: a medicine here, nearby, instead, or who is short of it."""

from __future__ import annotations

from datetime import tzinfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from terminal.domain.stock import Shortage
from terminal.services.stock import StockAnswer
from ui import theme
from ui.followups import words as task_words
from ui.stock import words
from ui.stock.state import StockState, Tab
from ui.theme import Role, Tone
from ui.widgets.button import Button, ButtonKind
from ui.widgets.card import Card, Line
from ui.widgets.table import Cell, Column, DataTable, Row
from ui.widgets.text import Text


class StockDetail(Card):
    """What is told the customer: is it here, who has it, what else there is."""

    hold_requested = Signal()
    store_picked = Signal(str)
    looked_up = Signal(str)

    def __init__(self, *, zone: tzinfo, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name=name, parent=parent)
        self.fill()
        self.setAccessibleName(self.tr("What is said of it"))
        self._zone = zone
        self._title = Text(name=f"{name}.title", role=Role.TITLE, wrap=True, parent=self)
        self._about = Text(name=f"{name}.about", role=Role.SECONDARY, wrap=True, parent=self)
        self._against = Text(name=f"{name}.against", role=Role.STRONG, wrap=True, parent=self)
        self._against.set_tone(Tone.DANGER)
        self._shelf = Text(name=f"{name}.shelf", role=Role.STRONG, wrap=True, parent=self)
        self._near = Text(self.tr("Stores nearby"), name=f"{name}.near", parent=self)
        self._instead = Text(self.tr("Instead"), name=f"{name}.instead", parent=self)
        self.stores = DataTable(
            (
                Column(self.tr("Store"), 1, 100),
                Column(self.tr("Had"), 0, 72),
                Column(self.tr("As of"), 0, 98),
                Column(self.tr("Sure of it"), 0, 86),
                Column(self.tr("Way"), 0, 60),
                Column(self.tr("Phone"), 0, 116),
            ),
            name=f"{name}.stores",
            label=self.tr("Stores nearby"),
            click_takes=False,
            parent=self,
        )
        self.others = DataTable(
            (
                Column(self.tr("Medicine"), 2, 180),
                Column(self.tr("Here"), 0, 80),
                Column(self.tr("Who decides"), 1, 190),
            ),
            name=f"{name}.others",
            label=self.tr("Instead"),
            click_takes=False,
            parent=self,
        )
        self.people = DataTable(
            (
                Column(self.tr("Customer"), 1, 120),
                Column(self.tr("Runs out"), 0, 110),
                Column(self.tr("Bought last"), 0, 110),
            ),
            name=f"{name}.people",
            label=self.tr("Whose own runs out"),
            selectable=False,
            parent=self,
        )
        self.hold = Button(
            words.hold(None),
            name=f"{name}.hold",
            key="R",
            kind=ButtonKind.PRIMARY,
            parent=self,
        )
        self.hold.clicked.connect(self.hold_requested)
        self.stores.row_selected.connect(self.store_picked)
        self.stores.row_activated.connect(lambda _: self.hold_requested.emit())
        self.others.row_activated.connect(self.looked_up)
        self._lay_out()

    def show_state(self, state: StockState) -> None:
        """Show what was chosen, or what there is to do."""
        answer, shortage = state.shown, state.shortage
        self.hold.setVisible(answer is not None)
        self.hold.setEnabled(state.can_hold)
        self.hold.set_caption(words.hold(state.store), "R")
        for part in (self._near, self.stores):
            part.setVisible(answer is not None and bool(answer.stores))
        for part in (self._instead, self.others):
            part.setVisible(answer is not None and bool(answer.others))
        self.people.setVisible(shortage is not None)
        self._against.hide()
        if answer is not None:
            self._show_answer(answer, state)
        elif shortage is not None:
            self._show_shortage(shortage)
        else:
            self._show_nothing(state)
        for text in (self._about, self._shelf):
            text.setVisible(bool(text.text()))

    def parts_in_order(self) -> list[QWidget]:
        """Return what takes focus, in reading order."""
        return [self.stores, self.others, self.hold]

    def _show_answer(self, answer: StockAnswer, state: StockState) -> None:
        self._title.setText(answer.medicine.title)
        lines = [words.about(answer.medicine)]
        if answer.about is not None and not answer.against:
            lines.append(words.nothing_against(answer.about))
        if not answer.stores:
            lines.append(self.tr("HQ has named no store nearby yet."))
        elif not any(one.has_it for one in answer.stores):
            lines.append(self.tr("No store nearby is known to have it: there is none to hold it."))
        if not answer.others:
            lines.append(self.tr("HQ has named nothing that may stand in for it."))
        self._about.setText("\n".join(filter(None, lines)))
        text, tone = words.shelf(answer.level, answer.now, self._zone)
        self._shelf.setText(text)
        self._shelf.set_tone(tone)
        if answer.against and answer.about is not None:
            self._against.setText(words.against(answer.against, answer.about))
            self._against.show()
        picked = None if state.store is None else state.store.store
        self.stores.set_rows(self._store_rows(answer), selected=picked)
        self.others.set_rows(_other_rows(answer))

    def _store_rows(self, answer: StockAnswer) -> list[Row]:
        rows = []
        for one in answer.stores:
            cells = (
                Cell(one.name),
                Cell(*words.packs(one.level)),
                Cell(*words.age(one.level, answer.now, self._zone)),
                Cell(*words.sure(one.level)),
                Cell(words.way(one)),
                Cell(words.phone(one.phone)),
            )
            rows.append(Row(one.store, cells))
        return rows

    def _show_shortage(self, short: Shortage) -> None:
        self._title.setText(short.title)
        count = self.tr("%1 chronic customers run out of it within 7 days")
        self._about.setText(count.replace("%1", str(len(short.people))))
        text = self.tr("Here: %1 · they bought %2 packs last time")
        wanted = task_words.amount(short.wanted_e4)
        said, tone = words.too_few(short.level)
        self._shelf.setText(text.replace("%1", said).replace("%2", wanted))
        self._shelf.set_tone(tone)
        rows = []
        for one in short.people:
            packs = self.tr("%1 packs").replace("%1", task_words.amount(one.qty_e4))
            cells = (Cell(one.masked_name), Cell(task_words.table_day(one.on)), Cell(packs))
            rows.append(Row(one.customer, cells))
        self.people.set_rows(rows)

    def _show_nothing(self, state: StockState) -> None:
        title, text = "", ""
        if state.tab is Tab.SHORT and state.is_looking:
            title = self.tr("Going through this week…")
        elif state.tab is Tab.SHORT and state.short is not None:
            title = self.tr("Nothing is short this week")
            text = self.tr("For everybody whose medicine runs out within 7 days there is enough.")
        elif state.tab is Tab.SHORT:
            title = self.tr("This week was not gone through")
            text = self.tr("It is gone through anew whenever this list is opened.")
        elif state.finds_nothing:
            title = self.tr("No such medicine")
            text = self.tr("Try fewer letters, another name, or scan the package.")
        elif state.waits_for is not None:
            title = state.waits_for
            text = self.tr("Looking it up…")
        elif not state.hits:
            title = self.tr("Do you have …?")
            text = self.tr("Scan a package, or type four pinyin initials and press Enter.")
        self._title.setText(title)
        self._about.setText(text)
        self._shelf.setText("")

    def _lay_out(self) -> None:
        pad, gap = theme.px(theme.PAD), theme.px(theme.GAP)
        top = QVBoxLayout()
        top.setContentsMargins(pad, pad, pad, theme.px(12))
        top.setSpacing(gap)
        for part in (self._title, self._about, self._against, self._shelf):
            top.addWidget(part)
        self.body.addLayout(top)
        self.body.addWidget(Line(name=f"{self.objectName()}.line", parent=self))
        for head, table in ((self._near, self.stores), (self._instead, self.others)):
            head.set_role(Role.STRONG)
            row = QHBoxLayout()
            row.setContentsMargins(pad, gap, pad, 0)
            row.addWidget(head)
            self.body.addLayout(row)
            self.body.addWidget(table)
        # Each is as high as its rows are, and scrolls only where there is no room left for all.
        self.body.addWidget(self.people)
        self.body.addStretch(1)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(pad, gap, pad, theme.px(12))
        buttons.addWidget(self.hold)
        buttons.addStretch(1)
        self.body.addLayout(buttons)


def _other_rows(answer: StockAnswer) -> list[Row]:
    rows = []
    for one in answer.others:
        text, tone = words.decides(one)
        is_against = bool(one.against)
        name_tone = Tone.DANGER if is_against else Tone.PLAIN
        insured = words.insurance(one.medicine)
        title = task_words.joined((one.medicine.title, insured))
        cells = (
            Cell(title, name_tone, strong=is_against),
            Cell(*words.packs(one.level)),
            Cell(text, tone),
        )
        rows.append(Row(one.medicine.id, cells))
    return rows
