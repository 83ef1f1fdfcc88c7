"""The medicines a customer is on, and how long they last."""

from __future__ import annotations

from datetime import tzinfo
from typing import Final

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from terminal.domain.card import CustomerCard, MedicineItem
from ui import theme
from ui.counter import words as counter_words
from ui.followups import words
from ui.theme import Role, Tone
from ui.widgets.card import Card
from ui.widgets.table import Cell, Column, DataTable, Row
from ui.widgets.text import Text

translate: Final = QCoreApplication.translate

LEAST, SHOWN = 1, 6
"""Rows that are always shown, and rows shown before the table scrolls when there is room."""


class Medicines(Card):
    """A short table: what, when bought, how many days it lasts, when it runs out, from when the
    fund pays the next, what is here.
    """

    def __init__(self, *, zone: tzinfo, name: str, parent: QWidget | None = None) -> None:
        super().__init__(
            translate("Medicines", "In use"),
            name=name,
            aside=translate("Medicines", "Days by the daily dose"),
            parent=parent,
        )
        self._zone = zone
        self._nothing = Text(
            self.tr("No purchase with known days of supply."),
            name=f"{name}.nothing",
            role=Role.SECONDARY,
            parent=self,
        )
        self._nothing.setMargin(theme.px(theme.PAD))
        self._table = DataTable(
            self._columns(),
            name=f"{name}.table",
            label=self.tr("Medicines in use"),
            selectable=False,
            parent=self,
        )
        self.body.addWidget(self._table)
        self.body.addWidget(self._nothing)
        self._shown: tuple[MedicineItem, ...] | None = None

    def show_card(self, card: CustomerCard) -> None:
        """Show a customer's medicines."""
        self.set_aside(_aside(card))
        if card.medicines == self._shown:
            return
        self._shown = card.medicines
        self._table.set_rows([self._row(item, card) for item in card.medicines])
        rows = len(card.medicines)
        self._table.setMinimumHeight(_height(min(rows, LEAST)))
        self._table.setMaximumHeight(_height(min(rows, SHOWN)))
        self._table.setVisible(bool(card.medicines))
        self._nothing.setVisible(not card.medicines)

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column(self.tr("Medicine"), share=7, least=150),
            Column(self.tr("Last bought"), share=1, least=92),
            Column(self.tr("Days"), share=1, least=64),
            Column(self.tr("Runs out"), share=1, least=74),
            Column(self.tr("Insured"), share=1, least=84),
            Column(self.tr("Stock here"), share=3, least=80),
        )

    def _row(self, item: MedicineItem, card: CustomerCard) -> Row:
        day = words.table_day(item.last_on, today=card.today)
        # By the counter; no ticket has said so yet. How much stands in what was done lately: with
        # it the word would be cut.
        noted = translate("Medicines", "%1 noted").replace("%1", day)
        bought = noted if item.is_noted else f"{day} × {words.amount(item.packs_e4)}"
        days = words.UNKNOWN if item.days_supply is None else str(item.days_supply)
        out, tone = counter_words.run_out(item)
        stock = words.stock(
            item.stock_e4, item.stock_as_of, card.today, self._zone, is_in_table=True
        )
        return Row(
            item.medicine,
            (
                Cell(item.title),
                Cell(bought),
                Cell(days, Tone.MUTED if item.days_supply is None else Tone.PLAIN),
                Cell(out, tone, strong=tone is Tone.WARN),
                Cell(counter_words.insured_from(item, card.today)),
                Cell(stock, words.stock_tone(item.stock_e4)),
            ),
        )


def _aside(card: CustomerCard) -> str:
    days = translate("Medicines", "Days by the daily dose")
    if card.is_restricted or not card.medicines:
        return days
    return words.joined((translate("Medicines", "First row as last time: Alt R"), days))


def _height(rows: int) -> int:
    return theme.px(theme.ROW - 1) + rows * theme.px(theme.ROW)
