"""The head of a card: who this is, and what must never be missed."""

from __future__ import annotations

from datetime import tzinfo
from typing import Final

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from terminal.domain.card import CustomerCard, Revealed
from ui import theme
from ui.counter import words
from ui.counter.figures import Figures
from ui.followups.allergy_band import AllergyBand
from ui.followups.flow import Flow
from ui.followups.signs import MarkSign
from ui.theme import Role, Tone
from ui.widgets.button import Button, ButtonKind
from ui.widgets.card import Card, Line
from ui.widgets.chip import Badge, Chip
from ui.widgets.text import ElidedText, Text

NAME_LEAST: Final = 160


class NameText(ElidedText):
    """The customer's name. Says when it has been painted for a customer for the first time, which
    is where the time from scan to card ends.
    """

    painted = Signal(str)

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name=name, role=Role.NAME, parent=parent)
        self._awaited = ""

    def show_name(self, text: str, customer: str, *, is_new: bool) -> None:
        """Show a name; `is_new` when this card was not shown before."""
        if self.whole() != text:
            self.setText(text)
        if is_new:
            self._awaited = customer
            self.update()

    def minimumSizeHint(self) -> QSize:
        """Never cut a masked name, which has five characters at most."""
        hint = self.sizeHint()
        return QSize(min(hint.width(), theme.px(NAME_LEAST)), hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint, then tell."""
        super().paintEvent(event)
        if self._awaited:
            customer, self._awaited = self._awaited, ""
            self.painted.emit(customer)


class Identity(Card):
    """Name, tier, what identifies; tags; allergies; what ran out; four figures."""

    reveal_pressed = Signal()
    reveal_released = Signal()

    def __init__(self, *, zone: tzinfo, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name=name, parent=parent)
        self.setAccessibleName(self.tr("Customer"))
        self.name = NameText(name="counter.name", parent=self)
        self._tier = Badge(name="counter.tier", parent=self)
        self._mark = MarkSign(name="counter.mark", parent=self)
        self._about = ElidedText(name="counter.about", tone=Tone.MUTED, parent=self)
        self._reveal = Button(
            self.tr("Hold to show"),
            name="counter.reveal",
            key="V",
            kind=ButtonKind.QUIET,
            parent=self,
        )
        self._reveal.pressed.connect(self.reveal_pressed)
        self._reveal.released.connect(self.reveal_released)
        self._ran_out = ElidedText(
            name="counter.ran_out", role=Role.STRONG, tone=Tone.WARN, parent=self
        )
        self._since = Text(
            name="counter.ran_out.since", role=Role.STRONG, tone=Tone.WARN, parent=self
        )
        self._more = Text(name="counter.ran_out.more", role=Role.SECONDARY, parent=self)
        self._chips: list[Chip] = []
        self._tags = QWidget(self)
        self._tags.setObjectName("counter.tags")
        self._flow = Flow(gap=theme.px(theme.GAP - 2), parent=self._tags)
        self._allergies = AllergyBand(name="counter.allergy", parent=self)
        self._figures = Figures(zone=zone, name="counter.figures", parent=self)
        self._line = Line(name="counter.identity.line", parent=self)
        self._card: CustomerCard | None = None
        self._lay_out()

    def show_card(self, card: CustomerCard, revealed: Revealed | None) -> None:
        """Show a customer; with `revealed`, the full name and phones."""
        is_new = self._card is None or self._card.id != card.id
        self._show_name(card, revealed, is_new=is_new)
        if card == self._card:
            return
        self._card = card
        self._tier.setText(card.tier or "")
        self._tier.setVisible(bool(card.tier))
        self._tier.setAccessibleName(self.tr("Tier %1").replace("%1", card.tier or ""))
        self._mark.show_mark(None if card.mark.value == "accepted" else card.mark)
        for label, text in zip(self._run_out(), words.ran_out(card.medicines), strict=True):
            label.setText(text)
            label.setVisible(bool(text))
        self._show_tags(card)
        self._allergies.show_allergies(card.allergies)
        self._figures.show_card(card)
        for part in (self._figures, self._line, self._reveal):
            part.setVisible(not card.is_locked)  # No figure is not the same as none on file.

    def first_focus(self) -> QWidget:
        """Return what takes focus here."""
        return self._reveal

    def _show_name(self, card: CustomerCard, revealed: Revealed | None, *, is_new: bool) -> None:
        about, name = words.about(card), card.masked_name
        if card.is_restricted:
            name = self.tr("File kept, not used")
        if not (about or card.is_locked):
            about = self.tr("Nothing else on file")
        if revealed is not None:
            name, about = revealed.name, " · ".join(revealed.phones)
        self.name.show_name(name, card.id, is_new=is_new)
        if self._about.whole() != about:
            self._about.setText(about)

    def _show_tags(self, card: CustomerCard) -> None:
        texts = [(words.condition(code), Tone.BRAND) for code in card.conditions]
        for code in card.tags:
            tone = Tone.INFO if code in words.INSURANCE_TAGS else Tone.BRAND
            texts.append((words.tag(code), tone))
        while len(self._chips) < len(texts):
            chip = Chip(name=f"counter.tag.{len(self._chips)}", parent=self._tags)
            self._chips.append(chip)
            self._flow.addWidget(chip)
        for place, chip in enumerate(self._chips):
            chip.setVisible(place < len(texts))
            if place < len(texts):
                chip.setText(texts[place][0])
                chip.set_tone(texts[place][1])
        self._tags.setVisible(bool(texts))

    def _run_out(self) -> tuple[Text, Text, Text]:
        return self._ran_out, self._since, self._more

    def _lay_out(self) -> None:
        gap, pad = theme.px(theme.GAP), theme.px(18)
        names, abouts = QHBoxLayout(), QHBoxLayout()
        names.setSpacing(theme.px(12))
        for part in (self.name, self._tier, self._mark):
            names.addWidget(part)
        names.addStretch(1)
        names.addWidget(self._ran_out)
        names.setSpacing(gap)
        names.addWidget(self._since)
        abouts.setSpacing(0)
        abouts.addWidget(self._about)
        abouts.addWidget(self._reveal)
        abouts.addStretch(1)
        abouts.addWidget(self._more)
        top = QVBoxLayout()
        top.setSpacing(0)
        top.addLayout(names)
        top.addLayout(abouts)
        inner = QVBoxLayout()
        inner.setContentsMargins(pad, theme.px(12), pad, theme.px(14))
        inner.setSpacing(gap)
        inner.addLayout(top)
        inner.addWidget(self._tags)
        inner.addWidget(self._allergies)
        self.body.addLayout(inner)
        self.body.addWidget(self._line)
        self.body.addWidget(self._figures)
