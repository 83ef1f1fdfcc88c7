"""The sheet beside a card: what is entered stands where the tasks stood, and the card stays."""

from __future__ import annotations

from datetime import date, datetime, tzinfo
from typing import Any, Final, cast

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.counter.sheets import health_file, mending_words, note_mending_words, words
from ui.counter.sheets.bodies import NoteBody, ReadingBody
from ui.counter.sheets.choices import AdviceBody, ComplaintBody, ConsentBody, EventBody
from ui.counter.sheets.field_body import FieldBody
from ui.counter.sheets.hand_body import HandBody
from ui.counter.sheets.kinds import SheetKind
from ui.counter.sheets.label_body import LabelBody
from ui.counter.sheets.label_sheet import LabelSheet
from ui.counter.sheets.past import Mending
from ui.counter.sheets.proxy_body import ProxyBody
from ui.counter.sheets.refill_body import RefillBody
from ui.counter.sheets.state import (
    GUARDIAN_BASE,
    AdviceSheet,
    ComplaintSheet,
    ConsentSheet,
    EventSheet,
    FieldSheet,
    HandSheet,
    NoteSheet,
    ProxySheet,
    ReadingSheet,
    RefillSheet,
    Sheet,
    WhySheet,
)
from ui.counter.sheets.why_body import WhyBody
from ui.keys.leaving import commit_composed
from ui.shortcuts import Action, Press, Said
from ui.theme import Role, Tone
from ui.widgets.button import Button, ButtonKind
from ui.widgets.card import Card
from ui.widgets.field import Field, PlainField
from ui.widgets.scroll import Scroll
from ui.widgets.text import Text

translate: Final = QCoreApplication.translate
_ONE_KEY: Final = (ComplaintSheet, EventSheet, WhySheet)
"""Sheets that one key answers and closes."""
_CHOOSING: Final = NoteSheet | RefillSheet | FieldSheet | ProxySheet | HandSheet | LabelSheet
"""Sheets that are typed into and have something to choose beside it."""


_STEPS: Final = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
"""Keys that go on to an earlier entry or a later one."""


class SheetPanel(Card):
    """One sheet at a time. Enter does what its button says, Esc leaves it."""

    edited = Signal(str)
    picked = Signal(int)
    confirmed = Signal()
    dismissed = Signal()
    turned = Signal()
    stepped = Signal(int)
    withdrawing = Signal()

    def __init__(self, *, zone: tzinfo, name: str, parent: QWidget | None = None) -> None:
        super().__init__(translate("Sheet", "Visit note"), name=name, parent=parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._sheet: Sheet | None = None
        self._zone = zone
        self._reading = ReadingBody(zone=zone, name=f"{name}.reading", parent=self)
        self._note = NoteBody(zone=zone, name=f"{name}.note", parent=self)
        self._complaint = ComplaintBody(name=f"{name}.complaint", parent=self)
        self._why = WhyBody(name=f"{name}.why", parent=self)
        self._event = EventBody(zone=zone, name=f"{name}.event", parent=self)
        self._consent = ConsentBody(name=f"{name}.consent", parent=self)
        self._refill = RefillBody(name=f"{name}.refill", parent=self)
        self._field = FieldBody(name=f"{name}.field", parent=self)
        self._proxy = ProxyBody(name=f"{name}.proxy", parent=self)
        self._hand = HandBody(name=f"{name}.hand", parent=self)
        self._labels = LabelBody(name=f"{name}.labels", parent=self)
        self._advice = AdviceBody(name=f"{name}.advice", parent=self)
        self._bodies: dict[type[Sheet], Any] = {
            ReadingSheet: self._reading,
            NoteSheet: self._note,
            ComplaintSheet: self._complaint,
            EventSheet: self._event,
            WhySheet: self._why,
            ConsentSheet: self._consent,
            RefillSheet: self._refill,
            FieldSheet: self._field,
            ProxySheet: self._proxy,
            HandSheet: self._hand,
            LabelSheet: self._labels,
            AdviceSheet: self._advice,
        }
        """What stands in each sheet; each shows its own kind."""
        self._is_refused = False
        self._draft = Text(
            name=f"{name}.draft", role=Role.STRONG, tone=Tone.WARN, wrap=True, parent=self
        )
        self._counts = Text(
            name=f"{name}.counts", role=Role.STRONG, tone=Tone.WARN, wrap=True, parent=self
        )
        self._save = Button(name=f"{name}.save", key="⏎", kind=ButtonKind.PRIMARY, parent=self)
        self._leave = Button(name=f"{name}.leave", key="Esc", parent=self)
        self._save.clicked.connect(self.confirmed)
        self._leave.clicked.connect(self.dismissed)
        one_key = (self._complaint, self._event, self._why)
        typed = self._typed()
        for body in (*typed, *one_key, self._consent):
            body.picked.connect(self.picked)
        for body in (self._reading, self._note):
            body.past.turned.connect(self.turned)
            body.past.withdrawing.connect(self.withdrawing)
        for field in self._fields():
            field.textEdited.connect(self.edited)
            field.installEventFilter(self)
        self._lay_out(name)
        self.hide()

    def show_sheet(
        self,
        sheet: Sheet | None,
        *,
        is_refused: bool = False,
        is_unasked: bool = False,
        draft_at: datetime | None = None,
        today: date = date.min,
    ) -> None:
        """Show a sheet, or none. `is_refused`: the customer wants no health file; `is_unasked`:
        nobody asked them yet. `draft_at`: what stands in it was left then; words go on where they
        stopped, a figure is replaced by what is typed. `today` is the business day.
        """
        counts = health_file.in_sheet(sheet) if is_refused else ""
        counts = health_file.unasked(sheet) if is_unasked else counts
        self._counts.setText(counts)
        self._counts.setVisible(bool(counts))
        is_left = draft_at is not None and sheet is not None
        self._draft.setText(
            words.draft(draft_at, self._zone, today) if draft_at and is_left else ""
        )
        self._draft.setVisible(is_left)
        if (sheet, is_refused) == (self._sheet, self._is_refused):
            return
        is_other = self._sheet is None or type(sheet) is not type(self._sheet)
        self._sheet, self._is_refused = sheet, is_refused
        shown = self._show_body(sheet)
        if is_left and is_other and isinstance(field := self.first_focus(), PlainField):
            field.selectAll()
        for body in self._bodies.values():
            body.setVisible(body is shown)
        self.setVisible(sheet is not None)
        if sheet is None:
            return
        self._name_it(sheet)

    def first_focus(self) -> QWidget:
        """Return where typing goes; this panel itself where digits answer."""
        sheet = self._sheet
        if isinstance(sheet, ReadingSheet | NoteSheet) and sheet.mending.is_withdrawing:
            return self
        if isinstance(sheet, ReadingSheet):
            return self._reading.field
        if isinstance(sheet, FieldSheet):
            return self._field.field if sheet.is_typed else self
        if isinstance(sheet, _CHOOSING):
            found: Field = self._bodies[type(sheet)].field
            return found
        return self

    def parts_in_order(self) -> list[QWidget]:
        """Return what takes focus, in reading order."""
        return [self, *self._fields(), self._save, self._leave]

    def _fields(self) -> tuple[Field, ...]:
        return tuple(body.field for body in self._typed())

    def _typed(self) -> tuple[Any, ...]:
        first = self._reading, self._note, self._refill, self._field
        return *first, self._proxy, self._hand, self._labels

    def offered(self) -> frozenset[Action]:
        """Return what keys can do in the sheet."""
        sheet = self._sheet
        if isinstance(sheet, _ONE_KEY):
            return frozenset({Action.OUTCOME})
        if isinstance(sheet, ConsentSheet):
            answers = frozenset({Action.OUTCOME, Action.DONE})
            return answers | {Action.PICK} if sheet.guardians else answers
        if isinstance(sheet, FieldSheet) and not sheet.is_typed:
            return frozenset({Action.OUTCOME})
        if isinstance(sheet, ReadingSheet):
            return _on_reading(sheet)
        if isinstance(sheet, NoteSheet):
            return _on_note(sheet, is_refused=self._is_refused)
        is_bare = isinstance(sheet, LabelSheet) and not sheet.shown
        has_choice = isinstance(sheet, _CHOOSING) and not is_bare
        return frozenset({Action.DONE, Action.PICK} if has_choice else {Action.DONE})

    def perform(self, press: Press) -> None:
        """Do what a key means in the sheet."""
        doing = {
            Action.DONE: self.confirmed,
            Action.CORRECT: self.turned,
            Action.WITHDRAW: self.withdrawing,
        }
        if press.action in doing:
            doing[press.action].emit()
        else:
            is_guardian = press.action is Action.PICK and isinstance(self._sheet, ConsentSheet)
            self.picked.emit(press.digit + GUARDIAN_BASE * is_guardian)

    def key_words(self) -> dict[Action, str]:
        """Return what the keys mean in the sheet."""
        if isinstance(self._sheet, AdviceSheet):
            understood = translate("Sheet", "Understood")
            return {Action.DONE: understood, Action.HOME: understood}
        if isinstance(self._sheet, WhySheet):
            answer, leave = translate("Sheet", "Answer"), translate("Why", "Do not show it")
            return {Action.DONE: answer, Action.OUTCOME: answer, Action.HOME: leave}
        mending = self._sheet.mending if isinstance(self._sheet, ReadingSheet) else Mending()
        is_told = self._is_refused and isinstance(self._sheet, ReadingSheet) and not mending.chosen
        with_alt, alone = self._digits()
        return {
            Action.CORRECT: self._turn(),
            Action.WITHDRAW: mending_words.withdraw(),
            Action.DONE: health_file.told() if is_told else words.confirm(self._sheet),
            Action.OUTCOME: Said(translate("Sheet", "Answer"), alone),
            Action.PICK: Said(translate("Sheet", "Choose"), with_alt),
            Action.HOME: translate("Sheet", "Leave it"),
        }

    def _turn(self) -> str:
        sheet, is_refused = self._sheet, self._is_refused
        if isinstance(sheet, NoteSheet):
            return note_mending_words.turn(sheet.mending, is_refused=is_refused)
        mending = sheet.mending if isinstance(sheet, ReadingSheet) else Mending()
        return mending_words.turn(mending, is_refused=is_refused)

    def _digits(self) -> tuple[set[int], set[int]]:
        """Return the digits that stand on buttons of the sheet, with Alt and alone."""
        body = None if self._sheet is None else self._bodies[type(self._sheet)]
        with_alt, alone = set[int](), set[int]()
        for one in [] if body is None else body.findChildren(Button):
            alt, _, digit = one.accessibleDescription().rpartition(" ")
            if digit.isdigit() and one.isVisibleTo(body):
                (with_alt if alt == "Alt" else alone).add(int(digit))
        return with_alt, alone

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys that mean something else in a field than typing."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._take_key(watched, event)
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a ring while the keys are answers."""
        super().paintEvent(event)
        if self.hasFocus():
            look, painter = theme.active(), QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(look.palette.brand_ink), 2))
            radius = look.px(10)
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), radius, radius)
            painter.end()

    def _take_key(self, watched: QObject, event: QKeyEvent) -> bool:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                commit_composed()  # A word still being composed belongs to it.
                self.confirmed.emit()
            return True
        if self._step(event):
            return True
        undoes = event.matches(QKeySequence.StandardKey.Undo)
        is_done = undoes and isinstance(watched, Field) and not watched.isUndoAvailable()
        if is_done or event.modifiers() & Qt.KeyboardModifier.AltModifier:
            # Qt would type the digit of Alt+1, and swallow an undo of nothing: both go on up.
            event.ignore()
            return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose another entry to withdraw; what else means something is in the table of keys."""
        if not self._step(event):
            event.ignore()

    def _step(self, event: QKeyEvent) -> bool:
        sheet, by = self._sheet, _STEPS.get(Qt.Key(event.key()))
        if not by or not isinstance(sheet, ReadingSheet | NoteSheet) or sheet.mending.one is None:
            return False
        self.stepped.emit(by)
        return True

    def _show_body(self, sheet: Sheet | None) -> QWidget | None:
        if sheet is None:
            return None
        shown: Any = self._bodies[type(sheet)]
        if isinstance(sheet, NoteSheet | ReadingSheet):
            shown.show_sheet(sheet, is_refused=self._is_refused)
        else:
            shown.show_sheet(sheet)
        return cast("QWidget", shown)

    def _name_it(self, sheet: Sheet) -> None:
        is_advice = isinstance(sheet, AdviceSheet)
        title = (
            translate("Advice", "Refer to a doctor")
            if isinstance(sheet, AdviceSheet)
            else words.title(sheet.kind)
        )
        if isinstance(sheet, FieldSheet):
            title = words.missing(sheet.field)
        elif isinstance(sheet, ReadingSheet):
            title = mending_words.title(sheet.mending, title)
        elif isinstance(sheet, NoteSheet):
            title = note_mending_words.title(sheet.mending, title)
        if self.header is not None:
            self.header.set_title(title)
        self.set_aside(sheet.name)
        self.setAccessibleName(title)
        said = self.key_words()
        self._save.set_caption(said[Action.DONE], "⏎")
        answers = isinstance(sheet, FieldSheet) and not sheet.is_typed
        self._save.setVisible(not (answers or isinstance(sheet, _ONE_KEY)))
        has_none = isinstance(sheet, LabelSheet) and sheet.first is None
        self._save.setEnabled(isinstance(sheet, AdviceSheet) or not (sheet.is_busy or has_none))
        self._leave.set_caption(said[Action.HOME], "Esc")
        self._leave.setVisible(not is_advice)

    def _lay_out(self, name: str) -> None:
        pad = theme.px(theme.PAD)
        scroll = Scroll(name=name, parent=self)
        column = scroll.column
        column.setContentsMargins(pad, theme.px(12), pad, theme.px(12))
        column.setSpacing(theme.px(theme.GAP))
        column.addWidget(self._draft)
        column.addWidget(self._counts)
        for body in self._bodies.values():
            column.addWidget(body)
            body.hide()
        column.addStretch(1)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(pad, theme.px(theme.GAP), pad, theme.px(12))
        buttons.setSpacing(theme.px(theme.GAP))
        buttons.addWidget(self._save)
        buttons.addWidget(self._leave)
        buttons.addStretch(1)
        outer = QVBoxLayout()
        edge = theme.px(2)
        outer.setContentsMargins(edge, 0, edge, edge)
        outer.addWidget(scroll, 1)
        outer.addLayout(buttons)
        self.fill()
        self.body.addLayout(outer)


def _on_reading(sheet: ReadingSheet) -> frozenset[Action]:
    mending, actions = sheet.mending, {Action.DONE}
    if mending.past:
        actions.add(Action.CORRECT)
    if mending.can_withdraw:
        actions.add(Action.WITHDRAW)
    if sheet.kind is SheetKind.GLUCOSE and not mending.is_withdrawing:
        actions.add(Action.PICK)
    return frozenset(actions)


def _on_note(sheet: NoteSheet, *, is_refused: bool) -> frozenset[Action]:
    mending, actions = sheet.mending, {Action.DONE}
    if mending.past:
        actions.add(Action.CORRECT)
    if mending.can_withdraw:
        actions.add(Action.WITHDRAW)
    if not (is_refused or mending.is_withdrawing):
        actions.add(Action.PICK)
    return frozenset(actions)
