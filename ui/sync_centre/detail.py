"""The right side of the sync centre: one save, why it is where it is, and what can be done."""

from __future__ import annotations

from datetime import tzinfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from terminal.domain.sync_centre import Pile, Save
from ui import theme, times
from ui.followups.flow import Flow
from ui.followups.words import joined
from ui.sync_centre import words
from ui.sync_centre.state import SyncCentreState
from ui.theme import Role, Tone
from ui.widgets.button import Button, ButtonKind
from ui.widgets.card import Card, empty
from ui.widgets.chip import Chip
from ui.widgets.text import Text


class SaveDetail(Card):
    """Whose and what, the reason in words, what to do, and what is in it once somebody asks."""

    look_requested = Signal()
    correct_requested = Signal()
    give_up_requested = Signal()

    def __init__(self, *, zone: tzinfo, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name=name, parent=parent)
        self.fill()
        self.setAccessibleName(self.tr("The save"))
        self._zone = zone
        self._pile = Chip(name=f"{name}.pile", parent=self)
        self._title = Text(name=f"{name}.title", role=Role.TITLE, wrap=True, parent=self)
        self._about = Text(name=f"{name}.about", role=Role.SECONDARY, wrap=True, parent=self)
        self._why = Text(name=f"{name}.why", role=Role.STRONG, wrap=True, parent=self)
        self._advice = Text(name=f"{name}.advice", wrap=True, parent=self)
        self._code = Text(name=f"{name}.code", role=Role.HINT, parent=self)
        self._who = Text(name=f"{name}.who", role=Role.SECONDARY, wrap=True, parent=self)
        self.look = Button(self.tr("Look"), name=f"{name}.look", key="⏎", parent=self)
        self.correct = Button(
            self.tr("Correct"),
            name=f"{name}.correct",
            key="C",
            kind=ButtonKind.PRIMARY,
            parent=self,
        )
        self.give_up = Button(self.tr("Give up"), name=f"{name}.give_up", key="D", parent=self)
        self.look.clicked.connect(self.look_requested)
        self.correct.clicked.connect(self.correct_requested)
        self.give_up.clicked.connect(self.give_up_requested)
        self._fields = QWidget(self)
        self._fields.setObjectName(f"{name}.fields")
        self._grid = QGridLayout(self._fields)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.px(12))
        self._grid.setVerticalSpacing(theme.px(theme.GAP_TIGHT))
        self._grid.setColumnStretch(1, 1)
        self._content: object = None
        self._lay_out(name)

    def show_state(self, state: SyncCentreState) -> None:
        """Show the chosen save, or how to choose one."""
        save = state.save
        for part in (self._pile, self._about, self._why, self._code, self._fields):
            part.setVisible(save is not None)
        self.look.setVisible(state.can_look)
        self.correct.setVisible(state.can_correct)
        self.give_up.setVisible(state.can_resolve)
        self._show_content(state)
        if save is None or state.page is None:
            self._who.hide()
            can_choose = state.page is not None and bool(state.page.saves_of(state.pile))
            choose, nothing = self.tr("Choose a save"), self.tr("No save needs a decision.")
            unread = "" if state.page is None else nothing  # Not read yet is not "nothing".
            self._title.setText(choose if can_choose else unread)
            text = self.tr("Its reason, and what to do about it, appear here.")
            self._advice.setText(text if can_choose else "")
            self._advice.set_tone(Tone.MUTED)
            return
        trouble = state.page.centre.state.trouble
        pile = Pile(save.entry.state)
        self._pile.setText(words.pile(pile))
        self._pile.set_tone(words.TONES[pile])
        self._title.setText(words.about(save))
        self._about.setText(self._about_text(save, state))
        self._why.setText(words.reason(save, trouble))
        self._why.set_tone(Tone.WARN if pile is Pile.REFUSED else Tone.PLAIN)
        self._advice.setText(words.advice(save, trouble))
        self._advice.set_tone(Tone.PLAIN)
        code = save.entry.decision or save.entry.code
        self._code.setText(code or "")
        self._code.setVisible(bool(code))
        self._who.setText(self.tr("To correct it or give it up, a pharmacist or manager signs in."))
        is_open = pile is Pile.REFUSED and not save.is_decided
        self._who.setVisible(is_open and not state.page.may_resolve)

    def parts_in_order(self) -> list[QWidget]:
        """Return what takes focus, in reading order."""
        return [self.correct, self.look, self.give_up]

    def _about_text(self, save: Save, state: SyncCentreState) -> str:
        assert state.page is not None
        entry = save.entry
        more = len(entry.items)
        tries = self.tr("tried %n time(s)", "", entry.tries) if entry.tries else ""
        return joined(
            (
                times.moment(entry.at, state.page.now, self._zone),
                words.actor(save),
                self.tr("%n record(s)", "", more),
                tries,
            )
        )

    def _show_content(self, state: SyncCentreState) -> None:
        content = state.content
        if content is self._content:
            return
        self._content = content
        empty(self._grid)
        if content is None:
            return
        kind = ""
        for place, one in enumerate(content.fields):
            name = f"{self.objectName()}.field.{place}"
            if one.kind != kind:
                kind = one.kind
                self._put(Text(words.kind(kind), name=f"{name}.kind", role=Role.STRONG))
            if not (text := words.value(one, self._zone)):
                continue
            label = Text(words.field(one), name=f"{name}.label", role=Role.SECONDARY)
            self._put(label, Text(text, name=f"{name}.value", wrap=True))

    def _put(self, first: Text, second: Text | None = None) -> None:
        row, columns = self._grid.rowCount(), 2 if second is None else 1
        self._grid.addWidget(first, row, 0, 1, columns, Qt.AlignmentFlag.AlignTop)
        if second is not None:
            self._grid.addWidget(second, row, 1)
        for label in filter(None, (first, second)):
            label.show()  # At once, not when Qt gets to it: one frame, not two.

    def _lay_out(self, name: str) -> None:
        inside = QWidget(self)
        inside.setObjectName(f"{name}.inside")
        inner = QVBoxLayout(inside)
        inner.setContentsMargins(*(theme.px(theme.PAD),) * 4)
        inner.setSpacing(theme.px(theme.GAP))
        chips = QHBoxLayout()
        chips.addWidget(self._pile)
        chips.addStretch(1)
        chips.addWidget(self._code)
        inner.addLayout(chips)
        for part in (self._title, self._about, self._why, self._advice):
            inner.addWidget(part)
        inner.addWidget(self._fields)
        inner.addWidget(self._who)
        inner.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setObjectName(f"{name}.scroll")
        scroll.setAccessibleName(self.tr("The save"))
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        self.body.addWidget(scroll, 1)
        row = QWidget(self)
        row.setObjectName(f"{name}.buttons")
        buttons = Flow(gap=theme.px(theme.GAP), parent=row)
        for button in self.parts_in_order():
            buttons.addWidget(button)
        around = QVBoxLayout()
        pad = theme.px(theme.PAD)
        around.setContentsMargins(pad, theme.px(theme.GAP), pad, theme.px(12))
        around.addWidget(row)
        self.body.addLayout(around)
