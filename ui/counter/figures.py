"""Four figures of a customer: two readings, spending, visits."""

from __future__ import annotations

from datetime import tzinfo

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from terminal.domain.card import CustomerCard, ReadingItem
from terminal.domain.observation import BLOOD_PRESSURE, GLUCOSE_FASTING
from ui import theme
from ui.counter import file_words
from ui.followups import words
from ui.theme import Role, Tone
from ui.widgets.card import Line
from ui.widgets.sparkline import Sparkline
from ui.widgets.text import ElidedText, Text

SHARES = (5, 5, 4, 4)
"""Of the width: readings have a line beside them. The same for everybody, so that nothing jumps."""


class Figure(QWidget):
    """A label above, a figure with its unit below, and how it went beside them."""

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._label = ElidedText(name=f"{name}.label", role=Role.SECONDARY, parent=self)
        self._value = Text(name=f"{name}.value", role=Role.FIGURE, parent=self)
        self._unit = Text(name=f"{name}.unit", role=Role.SECONDARY, parent=self)
        self.trend = Sparkline(name=f"{name}.trend", parent=self)
        layout = QVBoxLayout(self)
        pad = theme.px(18)
        layout.setContentsMargins(pad, theme.px(10), theme.px(theme.GAP_TIGHT), theme.px(10))
        layout.setSpacing(theme.px(2))
        layout.addWidget(self._label)
        row = QHBoxLayout()
        row.setSpacing(theme.px(5))
        row.addWidget(self._value)
        row.addWidget(self._unit)
        row.addStretch(1)
        row.addWidget(self.trend)
        layout.addLayout(row)

    def show_figure(self, label: str, value: str, unit: str = "", tone: Tone = Tone.PLAIN) -> None:
        """Show a figure; the colour is that of its meaning."""
        self._label.setText(label)
        self._value.setText(value)
        self._value.set_tone(tone)
        self._unit.setText(unit)
        self._unit.set_tone(Tone.MUTED if tone is Tone.PLAIN else tone)
        self.setAccessibleName(f"{label}: {value} {unit}".strip())


class Figures(QWidget):
    """The row of four, divided by hairlines."""

    def __init__(self, *, zone: tzinfo, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._zone = zone
        self._glucose = Figure(name=f"{name}.glucose", parent=self)
        self._pressure = Figure(name=f"{name}.pressure", parent=self)
        self._spent = Figure(name=f"{name}.spent", parent=self)
        self._visits = Figure(name=f"{name}.visits", parent=self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for place, figure in enumerate((self._glucose, self._pressure, self._spent, self._visits)):
            if place:
                layout.addWidget(Line(name=f"{name}.line.{place}", upright=True, parent=self))
            layout.addWidget(figure, SHARES[place])

    def show_card(self, card: CustomerCard) -> None:
        """Show a customer's figures."""
        self._reading(self._glucose, card, card.glucose, GLUCOSE_FASTING)
        self._reading(self._pressure, card, card.pressure, BLOOD_PRESSURE)
        spent = words.yuan(card.spent_fen, cents=False)
        self._spent.show_figure(self.tr("Spent in a year"), spent)
        visits = self.tr("%1 visits").replace("%1", str(card.visits))
        self._visits.show_figure(self.tr("Visits in a year"), visits)

    def _reading(
        self, figure: Figure, card: CustomerCard, item: ReadingItem | None, code: str
    ) -> None:
        past, tone = card.file.trend(code), words.level_tone(item.level if item else None)
        figure.trend.show_series(file_words.series(past), tone, file_words.trend(past, card.today))
        if item is None:
            figure.show_figure(words.reading_name(code), words.UNKNOWN, tone=Tone.MUTED)
            return
        day = words.day(item.reading.at.astimezone(self._zone).date(), today=card.today)
        unit = f"{words.reading_unit(code)} {words.reading_arrow(item)}".strip()
        label = f"{words.reading_name(item.reading.code)} ({day})"
        figure.show_figure(label, words.reading_value(item), unit, tone)
