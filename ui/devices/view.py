"""The devices page on screen. Layout and keys only: no rules, no drivers."""

from __future__ import annotations

from datetime import tzinfo
from itertools import pairwise
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.devices.cards import DevicesCard, FoundCard, HeadlineCard
from ui.devices.detail import DeviceDetail
from ui.devices.ports import Picture
from ui.devices.set_up_state import SetUpState
from ui.devices.set_up_view import SetUpPanel
from ui.devices.sheets import PrintSheet, RemoveSheet
from ui.devices.state import DevicesState, Sheet
from ui.followups.refusals import DISMISS, refusal_notice
from ui.followups.settle import settle
from ui.shortcuts import Action, Press
from ui.theme import Tone
from ui.widgets.notice import Notice, NoticeAction, NoticeContent
from ui.widgets.stack import Stack

TICK_MS: Final = 2_000
"""Nobody sees sooner that a plug was pulled; looking costs a few ms on another thread."""
LOOK_MS: Final = 80
"""Between two pictures of a camera."""
SIDE_LEAST: Final = 320


class DevicesPage(QWidget):
    """Every device, what is plugged in, and one device in full. Emits what the person did."""

    offered = Signal(object)
    device_chosen = Signal(str)
    step_requested = Signal(int)
    trial_requested = Signal()
    set_up_requested = Signal()
    learn_requested = Signal()
    sheet_requested = Signal(object)
    confirmed = Signal()
    save_requested = Signal()
    print_requested = Signal()
    dismissed = Signal()
    ticked = Signal()
    picture_wanted = Signal()
    port_chosen = Signal(int)
    keep_requested = Signal()
    skip_requested = Signal()
    anew_requested = Signal()
    set_up_left = Signal()
    volume_requested = Signal()

    def __init__(self, *, zone: tzinfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("devices")
        self.setAccessibleName(self.tr("Devices"))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._state = DevicesState()
        self._offered: frozenset[Action] = frozenset()
        self._headline = HeadlineCard(name="devices.headline", parent=self)
        self._devices = DevicesCard(zone=zone, name="devices.list", parent=self)
        self._found = FoundCard(name="devices.plugged", parent=self)
        self._detail = DeviceDetail(zone=zone, name="devices.detail", parent=self)
        self._remove = RemoveSheet(name="devices.remove", parent=self)
        self._print = PrintSheet(name="devices.paper", parent=self)
        self._panel = SetUpPanel(name="devices.set_up", parent=self)
        self._notice = Notice(name="devices.notice", parent=self)
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self.ticked)
        self._looker = QTimer(self)
        self._looker.setInterval(LOOK_MS)
        self._looker.timeout.connect(self.picture_wanted)
        self._plain = {
            Action.TRY: self.trial_requested,
            Action.SET_UP: self.set_up_requested,
            Action.LEARN: self.learn_requested,
            Action.VOLUME: self.volume_requested,
        }
        self._lay_out()
        self._connect()
        self._order_tabs()
        self.show_state(self._state)

    def show_state(self, state: DevicesState) -> None:
        """Show exactly this state. Safe to call again and again."""
        before, self._state = self._state, state
        had_focus = self.isAncestorOf(QApplication.focusWidget() or self)
        self._headline.show_state(state)
        self._devices.show_state(state)
        self._found.show_state(state)
        self._detail.show_state(state)
        self._show_part()
        self._right.setCurrentIndex(1 if state.sheet is Sheet.REMOVE else 0)
        self._remove.show_state(state)
        self._print.show_state(state)
        if state.set_up is not None:
            self._panel.show_state(state.set_up)
        self._notice.show_content(self._notice_content(state))
        closed = before.sheet is not None and state.sheet is None
        closed = closed or (before.set_up is None) is not (state.set_up is None)
        lost = self.hasFocus() or (had_focus and not self._has_focus_inside())
        if closed or (lost and state.sheet is None):
            self.take_commands()
        if self.isVisible():
            settle()
        if state.seen_camera is not None and not self._looker.isActive():
            self._looker.start()
        elif state.seen_camera is None:
            self._looker.stop()
        self._offer()

    def show_picture(self, picture: Picture) -> None:
        """Show what a camera sees now."""
        self._detail.live.show_picture(picture)

    def take_commands(self) -> None:
        """Leave the fields: letters are commands now. During a set-up nothing has the focus that
        could take a scanner's keys for its own.
        """
        has_table = self._state.set_up is None and bool(self._devices.table.rows())
        target = self._devices.table if has_table else self
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Pass the focus on to what shows it."""
        super().focusInEvent(event)
        if self._state.sheet is None and self._state.set_up is None and self._devices.table.rows():
            self.take_commands()

    def showEvent(self, event: QShowEvent) -> None:
        """Look again now and then, while somebody sees it."""
        super().showEvent(event)
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks any more."""
        super().hideEvent(event)
        self._timer.stop()
        self._looker.stop()

    def perform(self, press: Press) -> bool:
        """Do what a key of the table means here. Return whether it did anything."""
        is_set_up = self._state.set_up is not None and self._state.sheet is None
        if is_set_up and self._perform_set_up(press):
            return True
        match press.action:
            case Action.NEXT | Action.BACK:
                self.step_requested.emit(1 if press.action is Action.NEXT else -1)
            case Action.TRY | Action.SET_UP | Action.LEARN | Action.VOLUME:
                self._plain[press.action].emit()
            case Action.REMOVE:
                self.sheet_requested.emit(Sheet.REMOVE)
            case Action.PRINT if self._state.sheet is Sheet.PRINT:
                self.print_requested.emit()
            case Action.PRINT:
                self.sheet_requested.emit(Sheet.PRINT)
            case Action.HOME if self._has_dismissible():
                self.dismissed.emit()
            case _:
                return False
        return True

    def offered_actions(self) -> frozenset[Action]:
        """Return what keys can do now."""
        state = self._state
        if state.sheet is not None:
            return frozenset({Action.PRINT}) if state.can_print else frozenset()
        if state.set_up is not None:
            return self._set_up_actions(state.set_up)
        has_devices = bool(self._devices.table.rows())
        working = {
            Action.NEXT: has_devices,
            Action.BACK: has_devices,
            Action.TRY: state.can_try,
            Action.SET_UP: state.overview is not None,
            Action.LEARN: state.device is not None,
            Action.REMOVE: state.can_remove,
            Action.PRINT: True,
            Action.VOLUME: True,
        }
        return frozenset(action for action, works in working.items() if works)

    def key_words(self) -> dict[Action, str]:
        """Return what keys do now where that is not the usual."""
        if self._state.sheet is not None:
            return {Action.HOME: self.tr("Close")}
        if self._state.set_up is None:
            return {}
        return {
            Action.GO_ON: self.tr("Keep it"),
            Action.SKIP: self.tr("Leave this card out"),
            Action.LEARN: self.tr("Begin anew"),
            Action.PILE: self.tr("Serial port"),
            Action.HOME: self.tr("Leave"),
        }

    def _has_dismissible(self) -> bool:
        state = self._state
        parts = (state.sheet, state.trial, state.refusal)
        return state.is_learned or any(one is not None for one in parts)

    def _perform_set_up(self, press: Press) -> bool:
        match press.action:
            case Action.GO_ON:
                self.keep_requested.emit()
            case Action.SKIP:
                self.skip_requested.emit()
            case Action.LEARN:
                self.anew_requested.emit()
            case Action.PILE:
                self.port_chosen.emit(press.digit)
            case Action.HOME:
                self.set_up_left.emit()
            case _:
                return False
        return True

    def _set_up_actions(self, state: SetUpState) -> frozenset[Action]:
        working = {
            Action.GO_ON: state.is_done and not state.is_busy,
            Action.SKIP: state.can_skip,
            Action.LEARN: bool(state.results) and not state.is_busy,
            Action.PILE: bool(state.ports) and not state.is_done,
            Action.PRINT: not state.is_busy,
        }
        return frozenset(action for action, works in working.items() if works)

    def _show_part(self) -> None:
        if self._state.sheet is Sheet.PRINT:
            self._whole.setCurrentIndex(1)
        else:
            self._whole.setCurrentIndex(0 if self._state.set_up is None else 2)

    def _notice_content(self, state: DevicesState) -> NoticeContent | None:
        if state.refusal is not None:
            return refusal_notice(state.refusal)
        if not state.is_learned:
            return None
        close = NoticeAction(DISMISS, self.tr("Close"), "Esc", is_way_out=True)
        text = self.tr("The scanner is set up. Try it with T.")
        return NoticeContent(text, tone=Tone.INFO, actions=(close,))

    def _has_focus_inside(self) -> bool:
        found = QApplication.focusWidget()
        return found is not None and found.isVisible() and self.isAncestorOf(found)

    def _offer(self) -> None:
        actions = self.offered_actions()
        if actions != self._offered:
            self._offered = actions
            self.offered.emit(actions)

    def _lay_out(self) -> None:
        gap, pad = theme.px(theme.GAP_CARDS), theme.px(theme.PAD)
        left = QVBoxLayout()
        left.setSpacing(gap)
        left.addWidget(self._devices, 1)
        left.addWidget(self._found)
        side = QWidget(self)
        side.setObjectName("devices.side")
        side.setMinimumWidth(theme.px(SIDE_LEAST))
        side.setMaximumWidth(theme.px(theme.SIDE_WIDTH))
        self._right = Stack(side)
        self._right.addWidget(self._detail)
        self._right.addWidget(self._remove)
        columns = QHBoxLayout()
        columns.setSpacing(gap)
        columns.addLayout(left, 2)
        columns.addWidget(side, 1)
        usual = QWidget(self)
        usual.setObjectName("devices.usual")
        first = QVBoxLayout(usual)
        first.setContentsMargins(0, 0, 0, 0)
        first.setSpacing(gap)
        first.addWidget(self._headline)
        first.addLayout(columns, 1)
        self._whole = Stack()
        self._whole.addWidget(usual)
        self._whole.addWidget(self._print)
        self._whole.addWidget(self._panel)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(pad, theme.px(12), pad, theme.px(12))
        layout.setSpacing(gap)
        layout.addLayout(self._whole, 1)
        layout.addWidget(self._notice)

    def _connect(self) -> None:
        headline, detail = self._headline, self._detail
        headline.set_up.clicked.connect(self.set_up_requested)
        headline.sound.clicked.connect(self.volume_requested)
        headline.print.clicked.connect(lambda: self.sheet_requested.emit(Sheet.PRINT))
        self._devices.table.row_selected.connect(self.device_chosen)
        self._devices.table.row_activated.connect(lambda _: self.trial_requested.emit())
        detail.trial_requested.connect(self.trial_requested)
        detail.learn_requested.connect(self.learn_requested)
        detail.remove_requested.connect(lambda: self.sheet_requested.emit(Sheet.REMOVE))
        self._remove.confirmed.connect(self.confirmed)
        self._remove.dismissed.connect(self.dismissed)
        self._print.saved.connect(self.save_requested)
        self._print.printed.connect(self.print_requested)
        self._print.dismissed.connect(self.dismissed)
        panel = self._panel
        panel.port_chosen.connect(self.port_chosen)
        panel.keep_requested.connect(self.keep_requested)
        panel.skip_requested.connect(self.skip_requested)
        panel.anew_requested.connect(self.anew_requested)
        panel.left.connect(self.set_up_left)
        self._notice.action_requested.connect(lambda _: self.dismissed.emit())

    def _order_tabs(self) -> None:
        parts = [
            self._headline.sound,
            self._headline.print,
            self._headline.set_up,
            self._devices.table,
            *self._detail.parts_in_order(),
            *self._remove.parts_in_order(),
            *self._print.parts_in_order(),
            *self._panel.parts_in_order(),
        ]
        for first, second in pairwise(parts):
            QWidget.setTabOrder(first, second)
