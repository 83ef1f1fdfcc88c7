"""The counter with nobody in front of it: an invitation, and how the day stands."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.followups import words
from ui.followups.state import LANE_OF, Counts, Lane
from ui.theme import Role, Tone
from ui.widgets.card import Card, Line
from ui.widgets.centred import centred
from ui.widgets.chip import KeyCap
from ui.widgets.text import Text

WIDTH = 620


class _Number(QWidget):
    def __init__(self, *, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._value = Text(name=f"{name}.value", role=Role.NAME, parent=self)
        self._label = Text(name=f"{name}.label", role=Role.SECONDARY, parent=self)
        self._aside = Text(name=f"{name}.aside", role=Role.HINT, parent=self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(theme.px(theme.PAD),) * 4)
        layout.setSpacing(theme.px(2))
        for part in (self._value, self._label, self._aside):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(part)

    def show_number(self, label: str, number: int | None, tone: Tone, aside: str = "") -> None:
        """Show a count; a dash as long as it is not known."""
        value = "—" if number is None else str(number)
        self._value.setText(value)
        self._value.set_tone(tone if number else Tone.MUTED)
        self._label.setText(label)
        self._aside.setText(aside)
        self.setAccessibleName(f"{label}: {value}")


class Idle(QWidget):
    """A big calm word, three numbers, three hints."""

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._invite = Text(
            self.tr("Scan a member card"), name=f"{name}.invite", role=Role.NAME, parent=self
        )
        self._or = Text(
            self.tr("or type a card, the end of a phone, a name or its initials"),
            name=f"{name}.or",
            tone=Tone.MUTED,
            wrap=True,
            parent=self,
        )
        for text in (self._invite, self._or):
            text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._counts: Counts | None = None
        self._is_partial = False
        self._numbers = [_Number(name=f"{name}.{lane}", parent=self) for lane in LANE_OF.values()]
        middle = QWidget(self)
        middle.setObjectName(f"{name}.middle")
        middle.setFixedWidth(theme.px(WIDTH))
        inner = QVBoxLayout(middle)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(theme.px(theme.GAP))
        inner.addWidget(self._invite)
        inner.addWidget(self._or)
        inner.addSpacing(theme.px(24))
        inner.addWidget(self._card_of_numbers(name))
        inner.addSpacing(theme.px(24))
        inner.addLayout(self._hints(name))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addStretch(2)
        layout.addLayout(centred(middle))
        layout.addStretch(3)
        self.show_counts(None)

    def show_partial(self, is_partial: bool) -> None:
        """Tell that the store's data are not all here: then no task here is not no task."""
        self._is_partial = is_partial
        self.show_counts(self._counts)

    def show_counts(self, counts: Counts | None) -> None:
        """Show how the day stands; dashes until it is known."""
        self._counts = counts
        if self._is_partial and counts is not None and not (counts.waiting or counts.done):
            counts = None
        overdue, today, done = self._numbers
        accepted = ""
        if counts is not None and counts.done:
            accepted = self.tr("%1 accepted by HQ").replace("%1", str(counts.accepted))
        known = None if counts is None else (counts.overdue, counts.today, counts.done)
        first, second, third = known or (None, None, None)
        overdue.show_number(words.lane(Lane.OVERDUE), first, Tone.WARN)
        today.show_number(words.lane(Lane.TODAY), second, Tone.PLAIN)
        done.show_number(words.lane(Lane.DONE), third, Tone.BRAND, accepted)

    def _card_of_numbers(self, name: str) -> QWidget:
        card = Card(name=f"{name}.numbers", parent=self)
        row = QHBoxLayout()
        row.setSpacing(0)
        for place, number in enumerate(self._numbers):
            if place:
                row.addWidget(Line(name=f"{name}.line.{place}", upright=True, parent=card))
            row.addWidget(number, 1)
        card.body.addLayout(row)
        return card

    def _hints(self, name: str) -> QGridLayout:
        hints = (
            (self.tr("scan"), self.tr("Works on every page, also while you type.")),
            ("/", self.tr("Find a customer or a medicine: number, name, pinyin, initials.")),
            ("F2", self.tr("Work through today's follow-ups.")),
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(theme.GAP))
        grid.setVerticalSpacing(theme.px(theme.GAP))
        for row, (key, text) in enumerate(hints):
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            grid.addWidget(KeyCap(key, name=f"{name}.key.{row}", parent=self), row, 0, right)
            hint = Text(text, name=f"{name}.hint.{row}", role=Role.SECONDARY, parent=self)
            grid.addWidget(hint, row, 1)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 3)
        return grid
