"""The sync centre on screen. Layout and keys only: no rules, no storage."""

from __future__ import annotations

from datetime import tzinfo
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from terminal.domain.sync_centre import Exported
from ui import theme
from ui.followups.refusals import DISMISS, refusal_notice
from ui.followups.settle import settle
from ui.shortcuts import Action, Press
from ui.sync_centre.detail import SaveDetail
from ui.sync_centre.headline_card import HeadlineCard
from ui.sync_centre.loading import LoadingCard
from ui.sync_centre.saves import SavesCard
from ui.sync_centre.sheets import QuestionSheet
from ui.sync_centre.state import PILES, Sheet, SyncCentreState
from ui.sync_centre.streams import StreamsCard
from ui.sync_centre.till_card import TillCard
from ui.theme import Tone
from ui.widgets.notice import Notice, NoticeAction, NoticeContent
from ui.widgets.stack import Stack

SIDE_LEAST = 320


class SyncCentrePage(QWidget):
    """How it stands, what HQ has not taken, and this till. Emits what the person did."""

    offered = Signal(object)
    pile_chosen = Signal(object)
    save_chosen = Signal(str)
    step_requested = Signal(int)
    look_requested = Signal()
    correct_requested = Signal()
    sheet_requested = Signal(object)
    reason_edited = Signal(str)
    confirmed = Signal()
    dismissed = Signal()

    def __init__(self, *, zone: tzinfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sync")
        self.setAccessibleName(self.tr("Sync centre"))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._state = SyncCentreState()
        self._offered: frozenset[Action] = frozenset()
        self._headline = HeadlineCard(zone=zone, name="sync.headline", parent=self)
        self._loading = LoadingCard(name="sync.loading", parent=self)
        self._saves = SavesCard(zone=zone, name="sync.saves", parent=self)
        self._detail = SaveDetail(zone=zone, name="sync.detail", parent=self)
        self._sheet = QuestionSheet(name="sync.sheet", parent=self)
        self._streams = StreamsCard(zone=zone, name="sync.streams", parent=self)
        self._till = TillCard(zone=zone, name="sync.till", parent=self)
        self._notice = Notice(name="sync.notice", parent=self)
        self._lay_out()
        self._connect()
        self._order_tabs()
        self.show_state(self._state)

    def show_state(self, state: SyncCentreState) -> None:
        """Show exactly this state. Safe to call again and again."""
        before, self._state = self._state, state
        had_focus = self.isAncestorOf(QApplication.focusWidget() or self)
        self._headline.show_state(state)
        self._loading.show_state(state)
        self._saves.show_state(state)
        self._detail.show_state(state)
        self._right.setCurrentIndex(0 if state.sheet is None else 1)
        self._till.setVisible(state.sheet is None)  # A question gets the whole side.
        self._sheet.show_state(state)
        self._streams.show_page(state.page)
        self._till.show_page(state.page)
        self._till.show_rules(state.rules)
        self._notice.show_content(self._notice_content(state))
        closed = before.sheet is not None and state.sheet is None
        lost = self.hasFocus() or (had_focus and not self._has_focus_inside())
        if closed or (lost and state.sheet is None):
            self.take_commands()  # The table may have come, or gone.
        if self.isVisible():
            settle()
        self._offer()

    def take_commands(self) -> None:
        """Leave the fields: letters are commands now."""
        target = self if self._saves.is_empty() else self._saves.table
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Pass the focus on to what shows it."""
        super().focusInEvent(event)
        if self._state.sheet is None and not self._saves.is_empty():
            self.take_commands()

    def perform(self, press: Press) -> bool:
        """Do what a key of the table means here. Return whether it did anything."""
        match press.action:
            case Action.LOOK:
                self.look_requested.emit()
            case Action.NEXT | Action.BACK:
                self.step_requested.emit(1 if press.action is Action.NEXT else -1)
            case Action.PILE:
                self.pile_chosen.emit(PILES[press.digit - 1])
            case Action.CORRECT:
                self.correct_requested.emit()
            case Action.GIVE_UP:
                self.sheet_requested.emit(Sheet.GIVE_UP)
            case Action.EXPORT:
                self.sheet_requested.emit(Sheet.EXPORT)
            case Action.HOME if self._has_dismissible():
                self.dismissed.emit()
            case _:
                return False
        return True

    def offered_actions(self) -> frozenset[Action]:
        """Return what keys can do now."""
        state = self._state
        if state.sheet is not None:
            return frozenset()
        working = {
            Action.PILE: True,
            Action.NEXT: not self._saves.is_empty(),
            Action.BACK: not self._saves.is_empty(),
            Action.LOOK: state.can_look,
            Action.CORRECT: state.can_correct,
            Action.GIVE_UP: state.can_resolve,
            Action.EXPORT: state.can_export,
        }
        return frozenset(action for action, works in working.items() if works)

    def key_words(self) -> dict[Action, str]:
        """Return what keys do now where that is not the usual."""
        return {} if self._state.sheet is None else {Action.HOME: self.tr("Leave it")}

    def _has_dismissible(self) -> bool:
        state = self._state
        things = (state.sheet, state.exported, state.refusal, state.content)
        return any(one is not None for one in things)

    def _has_focus_inside(self) -> bool:
        found = QApplication.focusWidget()
        return found is not None and found.isVisible() and self.isAncestorOf(found)

    def _notice_content(self, state: SyncCentreState) -> NoticeContent | None:
        if state.refusal is not None:
            return refusal_notice(state.refusal)
        return None if state.exported is None else self._exported(state.exported)

    def _exported(self, done: Exported) -> NoticeContent:
        close = NoticeAction(DISMISS, self.tr("Close"), "Esc", is_way_out=True)
        text = self.tr("%n save(s) were written to %1", "", done.saves).replace("%1", done.path)
        detail = self.tr("The file is sealed: HQ alone can read it. Hand it to IT.")
        return NoticeContent(text, detail, tone=Tone.INFO, actions=(close,))

    def _offer(self) -> None:
        actions = self.offered_actions()
        if actions != self._offered:
            self._offered = actions
            self.offered.emit(actions)

    def _lay_out(self) -> None:
        gap, pad = theme.px(theme.GAP_CARDS), theme.px(theme.PAD)
        left, right = QVBoxLayout(), QVBoxLayout()
        for column in (left, right):
            column.setSpacing(gap)
        left.addWidget(self._loading)
        left.addWidget(self._saves, 1)
        left.addWidget(self._streams)
        side = QWidget(self)
        side.setObjectName("sync.side")
        side.setMinimumWidth(theme.px(SIDE_LEAST))
        side.setMaximumWidth(theme.px(theme.SIDE_WIDTH))
        self._right = Stack()
        self._right.addWidget(self._detail)
        self._right.addWidget(self._sheet)
        right.setContentsMargins(0, 0, 0, 0)
        right.addLayout(self._right, 1)
        right.addWidget(self._till)
        side.setLayout(right)
        columns = QHBoxLayout()
        columns.setSpacing(gap)
        columns.addLayout(left, 2)
        columns.addWidget(side, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(pad, theme.px(12), pad, theme.px(12))
        layout.setSpacing(gap)
        layout.addWidget(self._headline)
        layout.addLayout(columns, 1)
        layout.addWidget(self._notice)

    def _connect(self) -> None:
        saves, detail, sheet = self._saves, self._detail, self._sheet
        self._headline.export_requested.connect(lambda: self.sheet_requested.emit(Sheet.EXPORT))
        saves.pile_chosen.connect(self.pile_chosen)
        saves.table.row_selected.connect(self.save_chosen)
        saves.table.row_activated.connect(lambda _: self.look_requested.emit())
        detail.look_requested.connect(self.look_requested)
        detail.correct_requested.connect(self.correct_requested)
        detail.give_up_requested.connect(lambda: self.sheet_requested.emit(Sheet.GIVE_UP))
        sheet.reason_edited.connect(self.reason_edited)
        sheet.confirmed.connect(self.confirmed)
        sheet.dismissed.connect(self.dismissed)
        self._notice.action_requested.connect(lambda _: self.dismissed.emit())

    def _order_tabs(self) -> None:
        parts = [
            self._headline.export,
            *self._saves.parts_in_order(),
            *self._detail.parts_in_order(),
            *self._sheet.parts_in_order(),
        ]
        for first, second in pairwise(parts):
            QWidget.setTabOrder(first, second)
