"""The head of a card: who this is, and what must never be missed."""

from __future__ import annotations

from datetime import tzinfo
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from terminal.domain.card import CustomerCard, Revealed
from ui import theme
from ui.counter import file_words, words
from ui.counter.figures import Figures
from ui.counter.standing import Standing
from ui.followups import words as task_words
from ui.followups.allergy_band import AllergyBand
from ui.followups.flow import Flow
from ui.followups.signs import MarkSign
from ui.theme import Role, Tone
from ui.widgets.button import Button, ButtonKind
from ui.widgets.card import Card, Line
from ui.widgets.chip import Badge, Chip
from ui.widgets.text import ElidedText, Text

NAME_LEAST: Final = 160
SIDES: Final = 18
WIDE_FROM: Final = 740
_CHIP: Final = 24


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
    """Name, tier, what identifies; tags; allergies; consents; what ran out; four figures."""

    reveal_pressed = Signal()
    reveal_released = Signal()
    labels_wanted = Signal()

    def __init__(self, *, zone: tzinfo, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name=name, parent=parent)
        self.setAccessibleName(self.tr("Customer"))
        # What must not be missed is never squeezed; the lists below have bars to scroll.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.name = NameText(name="counter.name", parent=self)
        self._tier = Badge(name="counter.tier", parent=self)
        self._reason = ElidedText(name="counter.tier.reason", role=Role.SECONDARY, parent=self)
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
        self._label = Button(
            self.tr("Labels"), name="counter.label", key="L", kind=ButtonKind.QUIET, parent=self
        )
        self._label.setFixedHeight(theme.px(_CHIP))  # As high as the labels beside it.
        self._label.clicked.connect(self.labels_wanted)
        self._ran_out = ElidedText(
            name="counter.ran_out", role=Role.STRONG, tone=Tone.WARN, parent=self
        )
        self._since = Text(
            name="counter.ran_out.since", role=Role.STRONG, tone=Tone.WARN, parent=self
        )
        self._more = ElidedText(name="counter.ran_out.more", role=Role.SECONDARY, parent=self)
        self._names, self._outs = QWidget(self), QWidget(self)
        self._names.setObjectName("counter.names")
        self._outs.setObjectName("counter.outs")
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._outs_column = QVBoxLayout(self._outs)
        self._out_rows = QHBoxLayout(), QHBoxLayout()
        self._chips: list[Chip] = []
        self._tags = QWidget(self)
        self._tags.setObjectName("counter.tags")
        self._flow = Flow(gap=theme.px(theme.GAP - 2), parent=self._tags)
        self._allergies = AllergyBand(name="counter.allergy", parent=self)
        self._note = Text(name="counter.note", role=Role.SECONDARY, wrap=True, parent=self)
        self._standing = Standing(name="counter.standing", parent=self)
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
        self._reason.setText(words.tier_reason(card.tier, card.standing))
        title, since, more = words.ran_out(card.medicines)
        risk, why = words.break_risk(card.medicines, card.today)
        said = title, since, task_words.joined((risk, why, more))
        for label, text in zip(self._run_out(), said, strict=True):
            label.setText(text)
            label.setVisible(bool(text))
        self._outs.setVisible(any(said))
        self._show_tags(card)
        self._standing.show_card(card)
        self._allergies.show_allergies(card.allergies, was_asked=card.file.has_no_allergies)
        self._note.setText(file_words.note(card.file))
        self._note.set_tone(Tone.WARN if card.file.notes_allergy else Tone.PLAIN)
        self._note.setVisible(bool(self._note.text()))
        self._figures.show_card(card)
        for part in (self._figures, self._line, self._reveal):
            part.setVisible(not card.is_locked)  # No figure is not the same as none on file.

    def parts_in_order(self) -> list[QWidget]:
        """Return what takes focus here, in reading order."""
        return [self._reveal, self._label]

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
        texts = [
            (file_words.label(one), file_words.label_tone(one), file_words.whose(one))
            for one in card.file.labels
        ]
        while len(self._chips) < len(texts):
            chip = Chip(name=f"counter.tag.{len(self._chips)}", parent=self._tags)
            self._chips.append(chip)
            self._flow.addWidget(chip)
        for place, chip in enumerate(self._chips):
            chip.setVisible(place < len(texts))
            if place < len(texts):
                text, tone, whose = texts[place]
                chip.setText(text)
                chip.set_tone(tone)
                chip.setToolTip(whose)
                chip.setAccessibleName(task_words.joined((text, whose)))
        self._tags.setVisible(bool(texts))
        self._label.setVisible(not (card.is_locked or card.is_restricted))

    def _run_out(self) -> tuple[Text, ...]:
        return self._ran_out, self._since, self._more

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set what ran out beside who it is, or below where the page is narrow. That follows from
        the width alone, so that it is in one place for everybody.
        """
        is_wide = event.size().width() >= theme.px(WIDE_FROM)
        beside, below = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._top.setDirection(beside if is_wide else below)
        side = Qt.AlignmentFlag.AlignRight if is_wide else Qt.AlignmentFlag.AlignLeft
        self._top.setAlignment(self._outs, side | Qt.AlignmentFlag.AlignVCenter)
        for row in self._out_rows:
            self._outs_column.setAlignment(row, side)
        super().resizeEvent(event)

    def _lay_out(self) -> None:
        gap, pad = theme.px(theme.GAP), theme.px(SIDES)
        self._top.setSpacing(0)
        self._lay_out_names()
        self._lay_out_outs()
        self._top.addWidget(self._names, 1)
        self._top.addWidget(self._outs)
        inner = QVBoxLayout()
        inner.setContentsMargins(pad, theme.px(12), pad, theme.px(12))
        inner.setSpacing(gap)
        inner.addLayout(self._top)
        labels = QHBoxLayout()
        labels.setSpacing(gap)
        labels.addWidget(self._tags, 1)
        labels.addWidget(self._label, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
        inner.addLayout(labels)
        inner.addWidget(self._allergies)
        inner.addWidget(self._note)
        inner.addWidget(self._standing)
        self.body.addLayout(inner)
        self.body.addWidget(self._line)
        self.body.addWidget(self._figures)

    def _lay_out_names(self) -> None:
        names, abouts, column = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self._names)
        names.setSpacing(theme.px(12))
        for part in (self.name, self._tier, self._reason, self._mark):
            names.addWidget(part)
        names.addStretch(1)
        abouts.setSpacing(0)
        abouts.addWidget(self._about)
        abouts.addWidget(self._reveal)
        abouts.addStretch(1)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(names)
        column.addLayout(abouts)

    def _lay_out_outs(self) -> None:
        gone, why = self._out_rows
        gone.setSpacing(theme.px(theme.GAP))
        gone.addWidget(self._ran_out)
        gone.addWidget(self._since)
        why.addWidget(self._more)
        self._outs_column.setContentsMargins(0, 0, 0, 0)
        self._outs_column.setSpacing(0)
        self._outs_column.addLayout(gone)
        self._outs_column.addLayout(why)
