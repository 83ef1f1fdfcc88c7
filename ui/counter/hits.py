"""Several customers or medicines fit: one key picks."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from terminal.domain.card import CustomerHit, Hit
from ui import theme
from ui.counter import words
from ui.theme import Role, Tone
from ui.widgets.card import Card
from ui.widgets.table import Cell, Column, DataTable, Row
from ui.widgets.text import Text

translate: Final = QCoreApplication.translate

WIDTH: Final = 720


class Hits(Card):
    """A numbered list; 1 to 9 pick, so do Enter and a click."""

    picked = Signal(int)

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(translate("Hits", "Which one?"), name=name, parent=parent)
        columns = (
            Column(self.tr("Key"), share=0, least=64),
            Column(self.tr("Name"), share=3, least=180),
            Column(self.tr("About"), share=3, least=180),
            Column(self.tr("Tier"), share=0, least=56),
            Column(self.tr("Found by"), share=1, least=110),
        )
        self.table = DataTable(
            columns,
            name=f"{name}.table",
            label=self.tr("Customers and medicines that fit"),
            fit=True,
            parent=self,
        )
        self.table.row_activated.connect(lambda row: self.picked.emit(int(row)))
        self._hint = Text(name=f"{name}.hint", role=Role.HINT, wrap=True, parent=self)
        self._hint.setMargin(theme.px(theme.PAD))
        self.body.addWidget(self.table)
        self.body.addWidget(self._hint)
        self.setFixedWidth(theme.px(WIDTH))
        self._shown: tuple[Hit, ...] = ()

    def show_hits(self, hits: tuple[Hit, ...]) -> None:
        """Show the customers and medicines to choose from."""
        if hits == self._shown:
            return
        self._shown = hits
        rows = [Row(str(place), _cells(place, hit)) for place, hit in enumerate(hits, start=1)]
        self.table.set_rows(rows, selected="1")
        self.set_aside(self.tr("%1 found").replace("%1", str(len(hits))))
        self._hint.setText(self._what_to_do(hits))

    def _what_to_do(self, hits: tuple[Hit, ...]) -> str:
        # A box has no name to be asked for; who has it nearby is told by another page.
        people = sum(isinstance(one, CustomerHit) for one in hits)
        if people == len(hits):
            return self.tr("Ask for the name, then press its number. Esc goes back.")
        if people == 0:
            return self.tr(
                "Press its number. Which stores nearby have it, and what may stand in, is on F5."
            )
        return self.tr("Press its number; a customer is asked for the name. Esc goes back.")


def _cells(place: int, hit: Hit) -> tuple[Cell, ...]:
    key = Cell(str(place), Tone.BRAND, strong=True)
    found = Cell(words.found_by(hit.found), Tone.MUTED)
    if isinstance(hit, CustomerHit):
        about = Cell(words.about_hit(hit))
        return key, Cell(hit.masked_name, strong=True), about, Cell(hit.tier or ""), found
    return key, Cell(hit.title, strong=True), Cell(words.about_medicine(hit)), Cell(), found
