"""The set-up of a scanner on screen: the five cards, the one to scan now, and what came of it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.devices import set_up_words, words
from ui.devices.set_up_state import CARDS, SetUpState
from ui.followups.refusals import refusal_notice
from ui.printing import card_words
from ui.printing.preview import Paper
from ui.theme import Role, Tone
from ui.widgets.button import Button, ButtonKind
from ui.widgets.card import Card, Line, empty
from ui.widgets.notice import Notice
from ui.widgets.text import Text

PORTS_MAX = 6
_SIDE = 300


class CardsList(Card):
    """The five cards, each with what became of it, and where they come from."""

    port_chosen = Signal(int)

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Set up a scanner"), name=name, parent=parent)
        self.fill()
        self._name = name
        self._rows: dict[str, tuple[Text, Text]] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(theme.GAP))
        grid.setVerticalSpacing(theme.px(12))
        grid.setColumnStretch(0, 1)
        for place, card in enumerate(CARDS):
            title = Text(name=f"{name}.{card}", parent=self)
            sign = Text(name=f"{name}.{card}.sign", role=Role.SECONDARY, parent=self)
            grid.addWidget(title, place, 0)
            grid.addWidget(sign, place, 1, Qt.AlignmentFlag.AlignRight)
            self._rows[card] = (title, sign)
        self._help = Text(name=f"{name}.help", role=Role.SECONDARY, wrap=True, parent=self)
        self.ports = [self._port(place) for place in range(1, PORTS_MAX + 1)]
        inner = QVBoxLayout()
        inner.setContentsMargins(*(theme.px(theme.PAD),) * 4)
        inner.setSpacing(theme.px(12))
        inner.addLayout(grid)
        inner.addWidget(Line(name=f"{name}.line", parent=self))
        inner.addWidget(self._help)
        for button in self.ports:
            inner.addWidget(button)
        inner.addStretch(1)
        self.body.addLayout(inner)

    def show_state(self, state: SetUpState) -> None:
        """Show how far it is."""
        for place, (card, (title, sign)) in enumerate(self._rows.items(), start=1):
            is_asked = card == state.asked
            title.setText(f"{place}  {card_words.title(card)}")
            title.set_role(Role.STRONG if is_asked else Role.BODY)
            title.set_tone(Tone.BRAND if is_asked else Tone.PLAIN)
            text, tone = set_up_words.sign(
                state.result(card), is_skipped=card in state.skipped and not state.result(card)
            )
            sign.setText(text)
            sign.set_tone(tone)
        self._help.setText(set_up_words.help_text(state))
        self._help.setVisible(not state.is_done)
        for place, button in enumerate(self.ports, start=1):
            button.setVisible(place <= len(state.ports) and not state.is_done)
            if place <= len(state.ports):
                port = state.ports[place - 1]
                button.set_caption(port.where.rpartition("/")[2], f"Alt {place}")
                button.setToolTip(port.name)
                button.setChecked(port.where == state.port)

    def _port(self, place: int) -> Button:
        made = Button(name=f"{self._name}.port.{place}", kind=ButtonKind.CHOICE, parent=self)
        made.clicked.connect(lambda: self.port_chosen.emit(place))
        return made


class AskedCard(Card):
    """The card to scan now, as it is on the paper."""

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name=name, parent=parent)
        self.fill()
        self.setAccessibleName(self.tr("Scan this card"))
        self._what = Text(name=f"{name}.what", role=Role.FIGURE, wrap=True, parent=self)
        self._title = Text(name=f"{name}.title", role=Role.TITLE, wrap=True, parent=self)
        self._purpose = Text(name=f"{name}.purpose", role=Role.SECONDARY, wrap=True, parent=self)
        self._paper = Paper(name=f"{name}.paper", label=self.tr("The card"), parent=self)
        self._hint = Text(
            self.tr(
                "Best from the printed sheet (P). A scanner with a camera in it reads from this"
                " screen too."
            ),
            name=f"{name}.hint",
            role=Role.HINT,
            wrap=True,
            parent=self,
        )
        self._facts = QGridLayout()
        self._facts.setHorizontalSpacing(theme.px(12))
        self._facts.setVerticalSpacing(theme.px(theme.GAP))
        self._facts.setColumnStretch(1, 1)
        self._shown: list[tuple[str, str]] = []
        inner = QVBoxLayout()
        inner.setContentsMargins(*(theme.px(theme.PAD),) * 4)
        inner.setSpacing(theme.px(theme.GAP))
        for part in (self._what, self._title, self._purpose):
            inner.addWidget(part)
        inner.addWidget(self._paper, 1)
        inner.addLayout(self._facts)
        inner.addWidget(self._hint)
        self._rest = QWidget(self)
        self._rest.setObjectName(f"{name}.rest")
        inner.addWidget(self._rest, 1)
        self.body.addLayout(inner)

    def show_state(self, state: SetUpState) -> None:
        """Show the card, or what all of them said."""
        asked = state.asked
        self._what.setText(set_up_words.headline(state))
        for part in (self._title, self._purpose, self._hint, self._paper):
            part.setVisible(asked is not None)
        if asked is not None:
            place = CARDS.index(asked) + 1
            self._title.setText(f"{place}  {card_words.title(asked)}")
            self._purpose.setText(card_words.purpose(asked))
        self._paper.show_sheet(state.picture)
        rows = [] if state.learned is None else words.learned(state.learned)
        if rows != self._shown:
            self._shown = rows
            empty(self._facts)
            for row, (label, value) in enumerate(rows):
                name = f"{self.objectName()}.learned.{row}"
                head = Text(label, name=f"{name}.label", role=Role.SECONDARY, parent=self)
                text = Text(value, name=name, wrap=True, parent=self)
                for part, column in ((head, 0), (text, 1)):
                    self._facts.addWidget(part, row, column, Qt.AlignmentFlag.AlignTop)
                    part.show()
        self._rest.setVisible(asked is None)


class LastCard(Card):
    """What came last and what it means, and what can be done."""

    keep_requested = Signal()
    skip_requested = Signal()
    anew_requested = Signal()
    left = Signal()

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name=name, parent=parent)
        self.fill()
        self.setAccessibleName(self.tr("What came"))
        self._name = name
        self._title = Text(name=f"{name}.title", role=Role.TITLE, wrap=True, parent=self)
        self._facts = Text(name=f"{name}.facts", role=Role.SECONDARY, wrap=True, parent=self)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(theme.px(theme.GAP))
        self._said: list[set_up_words.Line] = []
        self.keep = Button(
            self.tr("Keep it"), name=f"{name}.keep", key="⏎", kind=ButtonKind.PRIMARY, parent=self
        )
        self.leave_out = Button(name=f"{name}.skip", key="S", parent=self)
        self.anew = Button(self.tr("Begin anew"), name=f"{name}.anew", key="L", parent=self)
        self.leave = Button(self.tr("Leave"), name=f"{name}.leave", key="Esc", parent=self)
        self.keep.clicked.connect(self.keep_requested)
        self.leave_out.clicked.connect(self.skip_requested)
        self.anew.clicked.connect(self.anew_requested)
        self.leave.clicked.connect(self.left)
        inner = QVBoxLayout()
        inner.setContentsMargins(*(theme.px(theme.PAD),) * 4)
        inner.setSpacing(theme.px(12))
        inner.addWidget(self._title)
        inner.addWidget(self._facts)
        inner.addLayout(self._lines)
        inner.addStretch(1)
        for row in ((self.keep, self.leave_out), (self.anew, self.leave)):
            buttons = QHBoxLayout()
            buttons.setSpacing(theme.px(theme.GAP))
            for button in row:
                buttons.addWidget(button)
            buttons.addStretch(1)
            inner.addLayout(buttons)
        self.body.addLayout(inner)

    def show_state(self, state: SetUpState) -> None:
        """Show what came."""
        last = state.last
        title, lines, facts = self.tr("Nothing came yet"), [], ""
        if state.noise is not None:
            title, lines = self.tr("Noise"), [set_up_words.noise(state.noise)]
        elif last is not None and last.card is None:
            title, lines = self.tr("No set-up card"), set_up_words.lines(last)
        elif last is not None and last.card is not None:
            title = self.tr("Read: %1").replace("%1", card_words.title(last.card))
            lines, facts = set_up_words.lines(last), set_up_words.facts(last)
        self._title.setText(title)
        self._facts.setText(facts)
        self._facts.setVisible(bool(facts))
        self._show_lines(lines)
        self.keep.setVisible(state.is_done)
        self.keep.setEnabled(not state.is_busy)
        self.leave_out.setVisible(state.can_skip)
        is_qr = state.asked in ("long", "chinese")
        no_qr = self.tr("It reads no QR code")
        self.leave_out.set_caption(no_qr if is_qr else self.tr("Leave this card out"), "S")
        self.anew.setVisible(bool(state.results) and not state.is_busy)
        self.leave.setVisible(not state.is_busy)

    def parts_in_order(self) -> list[QWidget]:
        """Return what takes focus, in reading order."""
        return [self.keep, self.leave_out, self.anew, self.leave]

    def _show_lines(self, lines: list[set_up_words.Line]) -> None:
        if lines == self._said:
            return
        self._said = lines
        empty(self._lines)
        for place, line in enumerate(lines):
            name = f"{self._name}.line.{place}"
            part = Text(line.text, name=name, tone=line.tone, wrap=True, parent=self)
            self._lines.addWidget(part)
            part.show()


class SetUpPanel(QWidget):
    """The whole set-up, in the place of the devices."""

    port_chosen = Signal(int)
    keep_requested = Signal()
    skip_requested = Signal()
    anew_requested = Signal()
    left = Signal()

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(self.tr("Set up a scanner"))
        self.cards = CardsList(name=f"{name}.cards", parent=self)
        self._asked = AskedCard(name=f"{name}.asked", parent=self)
        self.last = LastCard(name=f"{name}.last", parent=self)
        self._notice = Notice(name=f"{name}.notice", parent=self)
        self._notice.action_requested.connect(lambda _: self.left.emit())
        self.cards.setFixedWidth(theme.px(_SIDE))
        self.last.setFixedWidth(theme.px(_SIDE + 20))
        columns = QHBoxLayout()
        columns.setSpacing(theme.px(theme.GAP_CARDS))
        columns.addWidget(self.cards)
        columns.addWidget(self._asked, 1)
        columns.addWidget(self.last)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(theme.GAP_CARDS))
        layout.addLayout(columns, 1)
        layout.addWidget(self._notice)
        self.cards.port_chosen.connect(self.port_chosen)
        self.last.keep_requested.connect(self.keep_requested)
        self.last.skip_requested.connect(self.skip_requested)
        self.last.anew_requested.connect(self.anew_requested)
        self.last.left.connect(self.left)

    def show_state(self, state: SetUpState) -> None:
        """Show how far it is."""
        self.cards.show_state(state)
        self._asked.show_state(state)
        self.last.show_state(state)
        refusal = state.refusal
        self._notice.show_content(None if refusal is None else refusal_notice(refusal))

    def parts_in_order(self) -> list[QWidget]:
        """Return what takes focus, in reading order."""
        return [*self.cards.ports, *self.last.parts_in_order()]
