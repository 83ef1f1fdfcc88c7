"""The page of questionnaires on screen. Layout and keys only."""

from __future__ import annotations

from datetime import datetime, tzinfo
from itertools import pairwise
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from terminal.services.forms import FormEntry, ResponseEntry
from ui import i18n, theme
from ui.followups.refusals import refusal_notice
from ui.followups.settle import settle
from ui.forms import words
from ui.forms.about import AboutForm
from ui.forms.question_list import QuestionList
from ui.forms.state import FORM, RESPONSE, FormsState, SavedDeed, Screen
from ui.shortcuts import Action, Press
from ui.theme import Role, Tone
from ui.widgets.card import Card
from ui.widgets.notice import Notice, NoticeContent
from ui.widgets.stack import Stack
from ui.widgets.table import Cell, Column, DataTable, Row
from ui.widgets.text import Text
from ui.widgets.undo_bar import UndoBar

SETTLE_MS: Final = 800
"""So long after the last key what stands in a field is kept too."""


class FormsPage(QWidget):
    """A list of forms and answers, or one form. Emits what the person did, shows what is told."""

    offered = Signal(object)
    chosen = Signal(str)
    opened = Signal(str)
    digit_pressed = Signal(int)
    confirmed = Signal()
    step_requested = Signal(int)
    skip_requested = Signal(int)
    save_requested = Signal()
    undo_requested = Signal()
    undo_expired = Signal(str)
    settled = Signal()
    dismissed = Signal()

    def __init__(
        self, *, zone: tzinfo, second_ms: int = 1_000, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("forms")
        self.setAccessibleName(self.tr("Forms"))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._zone, self._state = zone, FormsState()
        self._told: tuple[frozenset[Action], dict[Action, str]] = frozenset(), {}
        columns = (
            Column(self.tr("Form"), 3, 240),
            Column(self.tr("Questions"), 0, 90),
            Column(self.tr("State"), 2, 200),
        )
        self.table = DataTable(columns, name="forms.table", label=self.tr("Forms"), parent=self)
        self._empty = Text(name="forms.empty", role=Role.SECONDARY, wrap=True, parent=self)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.questions = QuestionList(name="forms.questions", parent=self)
        self._about = AboutForm(name="forms.about", parent=self)
        self._notice = Notice(name="forms.notice", parent=self)
        self._danger = Notice(name="forms.danger", parent=self)
        self._deed = UndoBar(name="forms.deed", key="Ctrl Z", second_ms=second_ms, parent=self)
        self._settle = QTimer(self)
        self._settle.setObjectName("forms.settle")
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._lay_out()
        self._connect()
        self.show_state(self._state)

    def show_state(self, state: FormsState) -> None:
        """Show exactly this state. Safe to call again and again."""
        before, self._state = self._state, state
        is_here = self._has_keys()  # Before a field that has them goes.
        is_list = state.screen is Screen.LIST
        if is_list:
            self.table.set_rows(self._rows(state), selected=state.selected)
            self._show_empty(state)
        filled = None if is_list else state.filled
        self.questions.show_filled(filled, is_read_only=state.screen is Screen.READ)
        self._about.show_state(state)
        self._stack.setCurrentIndex(0 if is_list else 1)
        if self._card.header is not None:
            title = self.tr("Forms") if filled is None else i18n.pick(filled.form.title)
            self._card.header.set_title(title)
        self._notice.show_content(None if state.refusal is None else refusal_notice(state.refusal))
        self._show_deed(before.deed, state.deed)
        if is_here and (self._moved(before, state) or not self._rests()):
            self.take_commands()
        if self.isVisible():
            settle()
        self._offer()

    def take_commands(self) -> None:
        """Give the keys to what they are for now: the list, the answers, or a field."""
        if self._state.screen is Screen.LIST:
            # A hidden list would pass the keys on to the rail, where arrows turn the page.
            listed = self.table if self.table.isVisibleTo(self) else self
            listed.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._state.screen is Screen.READ:
            self.questions.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            target = self.questions.editor.focus_widget()
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Pass the focus on to what the keys are for."""
        super().focusInEvent(event)
        self.take_commands()

    def perform(self, press: Press) -> bool:
        """Do what a key of the table means here. Return whether it did anything."""
        match press.action:
            case Action.DONE:
                self.confirmed.emit()
            case Action.OUTCOME:
                self.digit_pressed.emit(press.digit)
            case Action.NEXT | Action.BACK:
                self.step_requested.emit(1 if press.action is Action.NEXT else -1)
            case Action.PICK:
                self.skip_requested.emit(press.digit)
            case Action.SAVE:
                self.save_requested.emit()
            case Action.UNDO:
                self.undo_requested.emit()
            case Action.HOME:
                self.dismissed.emit()
            case _:
                return False
        return True

    def offered_actions(self) -> frozenset[Action]:
        """Return what keys can do now."""
        state = self._state
        actions = set[Action]()
        if state.screen is Screen.FILL:
            actions |= {Action.DONE, Action.NEXT, Action.BACK, Action.PICK, Action.SAVE}
            actions |= {Action.OUTCOME}
        elif state.screen is Screen.LIST and state.rows:
            actions |= {Action.DONE, Action.NEXT, Action.BACK, Action.OUTCOME}
        elif state.screen is Screen.READ and state.filled and state.filled.is_own_version:
            actions.add(Action.DONE)
        if state.deed is not None:
            actions.add(Action.UNDO)
        return frozenset(actions)

    def key_words(self) -> dict[Action, str]:
        """Return what keys do now where that is not the usual."""
        home = self.tr("Card; the draft stays")
        if self._state.screen is Screen.LIST:
            open_word = self.tr("Open")
            home = self.tr("Card")
            return {Action.DONE: open_word, Action.OUTCOME: open_word, Action.HOME: home}
        if self._state.screen is Screen.READ:
            return {Action.DONE: self.tr("Correct"), Action.HOME: self.tr("Back to the list")}
        return {
            Action.DONE: self.tr("Next"),
            Action.OUTCOME: self.tr("Answer"),
            Action.PICK: self.tr("No answer"),
            Action.HOME: home,
        }

    def _moved(self, before: FormsState, state: FormsState) -> bool:
        """Tell whether the keys are for something else now."""
        old, new = before.filled, state.filled
        if before.screen is not state.screen or (old is None) is not (new is None):
            return True
        if old is None or new is None:
            return False
        return (old.form.id, old.at, old.wants_text) != (new.form.id, new.at, new.wants_text)

    def _has_keys(self) -> bool:
        """Tell whether keys come to this page, and nobody types elsewhere, such as to search."""
        focus = QApplication.focusWidget()
        is_inside = focus is None or focus is self or self.isAncestorOf(focus)
        return self.isVisible() and is_inside

    def _rests(self) -> bool:
        """Tell whether the keys came to rest on a part of this page."""
        focus = QApplication.focusWidget()
        return focus is not None and focus is not self and self.isAncestorOf(focus)

    def _rows(self, state: FormsState) -> list[Row]:
        if state.desk is None:
            return []
        forms = [self._form_row(n, one) for n, one in enumerate(state.desk.forms, 1)]
        return forms + [self._response_row(one) for one in state.desk.responses]

    def _form_row(self, number: int, one: FormEntry) -> Row:
        title = i18n.pick(one.title)
        state = Cell(self.tr("not begun"), Tone.MUTED)
        if one.drafted_at is not None:
            text = self.tr("draft of %1").replace("%1", self._moment(one.drafted_at))
            state = Cell(text, Tone.INFO)
        elif one.unshown:
            text = self.tr("%1 item(s) cannot be shown").replace("%1", str(one.unshown))
            state = Cell(text, Tone.WARN)
        caption = f"{number}  {title}" if number <= 9 else title  # noqa: PLR2004 (digit keys)
        return Row(FORM + one.id, (Cell(caption, strong=True), Cell(str(one.asks)), state))

    def _response_row(self, one: ResponseEntry) -> Row:
        said = self.tr("answered %1 · version %2")
        said = said.replace("%1", self._moment(one.at)).replace("%2", str(one.version))
        title = Cell(i18n.pick(one.title), Tone.MUTED)
        return Row(RESPONSE + one.id, (title, Cell(), Cell(said, Tone.MUTED)))

    def _moment(self, at: datetime) -> str:
        return at.astimezone(self._zone).strftime("%Y-%m-%d %H:%M")

    def _show_empty(self, state: FormsState) -> None:
        text = ""
        if state.desk is None and state.refusal is None:
            text = self.tr("Open a customer's card first; then Q opens the forms.")
        elif state.desk is not None and not state.rows:
            text = self.tr("HQ has published no form for this store.")
        self._empty.setText(text)
        self._empty.setVisible(bool(text))
        self.table.setVisible(not text)

    def _show_deed(self, before: SavedDeed | None, deed: SavedDeed | None) -> None:
        if deed == before:
            return
        content = None
        if deed is None:
            self._deed.withdraw()
        else:
            text = words.saved(deed.name, i18n.pick(deed.title), deed.saved)
            self._deed.offer(text, deed.saved.response)
            if deed.saved.dangers:
                content = NoticeContent(
                    words.danger(deed.saved), tone=Tone.DANGER, say=words.advice(deed.saved)
                )
        self._danger.show_content(content)

    def _offer(self) -> None:
        told = self.offered_actions(), self.key_words()
        if told != self._told:
            self._told = told
            self.offered.emit(told[0])

    def _on_edited(self) -> None:
        self._settle.start()

    def _lay_out(self) -> None:
        gap, pad = theme.px(theme.GAP_CARDS), theme.px(theme.PAD)
        self._card = Card(self.tr("Forms"), name="forms.card", parent=self)
        self._card.fill()
        listed = QWidget(self._card)
        listed.setObjectName("forms.listed")
        column = QVBoxLayout(listed)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table, 1)
        column.addWidget(self._empty, 1)
        inside = QWidget(self._card)
        inside.setObjectName("forms.inside")
        self._stack = Stack(inside)
        self._stack.addWidget(listed)
        self._stack.addWidget(self.questions)
        self._card.body.addWidget(inside, 1)
        columns = QHBoxLayout()
        columns.setSpacing(gap)
        columns.addWidget(self._card, 1)
        columns.addWidget(self._about)
        self._about.setFixedWidth(theme.px(300))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(pad, theme.px(12), pad, theme.px(12))
        layout.setSpacing(gap)
        layout.addLayout(columns, 1)
        layout.addWidget(self._danger)
        layout.addWidget(self._notice)
        layout.addWidget(self._deed)

    def _connect(self) -> None:
        editor = self.questions.editor
        self.table.row_selected.connect(self.chosen)
        self.table.row_activated.connect(self.opened)
        self.questions.stepped.connect(self.step_requested)
        editor.stepped.connect(self.step_requested)
        editor.confirmed.connect(self.confirmed)
        editor.skipped.connect(self.skip_requested)
        editor.save_wanted.connect(self.save_requested)
        editor.edited.connect(self._on_edited)
        self._about.save_wanted.connect(self.save_requested)
        self._settle.timeout.connect(self.settled)
        self._notice.action_requested.connect(lambda _: self.dismissed.emit())
        self._deed.undo_requested.connect(lambda _: self.undo_requested.emit())
        self._deed.expired.connect(self.undo_expired)
        parts = [self.table, self.questions, *editor.parts_in_order()]
        for first, second in pairwise([*parts, *self._about.parts_in_order()]):
            QWidget.setTabOrder(first, second)
