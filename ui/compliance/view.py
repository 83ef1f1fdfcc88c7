"""The compliance page on screen. Layout and keys only."""

from __future__ import annotations

from collections.abc import Callable
from datetime import tzinfo
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from terminal.domain.request import Answer
from terminal.services.inspection import FileKind
from ui import theme
from ui.compliance import lists, words
from ui.compliance.choose import ChooseSide
from ui.compliance.desk_sides import PrescriptionSide, RequestSide
from ui.compliance.folders import PickFolder, pick_folder
from ui.compliance.form_side import FormSide
from ui.compliance.sale import SaleSide
from ui.compliance.sheets import AnswerPanel, OrderPanel, ProxyPanel, RequestPanel
from ui.compliance.state import (
    TABS,
    AnswerSheet,
    ComplianceState,
    OrderSheet,
    ProxySheet,
    RequestSheet,
    Tab,
)
from ui.followups.refusals import refusal_notice
from ui.followups.settle import settle
from ui.frame.notices import DISMISS
from ui.shortcuts import Action, Press
from ui.theme import Tone
from ui.widgets.field import PlainField
from ui.widgets.list_detail import ListDetail, ListParts
from ui.widgets.notice import NoticeAction, NoticeContent
from ui.widgets.table import Row
from ui.widgets.undo_bar import UndoBar

_CHOOSE, _SALE, _PRESCRIPTION, _REQUEST, _FORM = range(5)
_SHEETS: Final = {OrderSheet: 5, ProxySheet: 6, RequestSheet: 7, AnswerSheet: 8}
_SIDES: Final = {Tab.REGISTER: _PRESCRIPTION, Tab.REQUESTS: _REQUEST, Tab.FORMS: _FORM}
_WIDE: Final = (3, 2)
_USUAL: Final = (2, 3)


class CompliancePage(QWidget):
    """A field, lists, what was chosen. Emits what the person did, shows what it is told."""

    offered = Signal(object)
    typed = Signal(str)
    tab_chosen = Signal(object)
    chosen = Signal(str)
    step_requested = Signal(int)
    confirmed = Signal()
    reason_given = Signal(int)
    change_requested = Signal()
    export_requested = Signal(object)
    folder_chosen = Signal(str)
    order_requested = Signal()
    proxy_requested = Signal()
    edited = Signal(str)
    picked = Signal(int)
    turned = Signal()
    new_requested = Signal()
    answer_requested = Signal(object)
    undo_requested = Signal()
    undo_expired = Signal(int)
    dismissed = Signal()

    def __init__(
        self,
        *,
        zone: tzinfo,
        pick: PickFolder = pick_folder,
        second_ms: int = 1_000,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("compliance")
        self.setAccessibleName(self.tr("Records"))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._zone, self._pick = zone, pick
        self._state = ComplianceState()
        self._offered: frozenset[Action] = frozenset()
        self._source: object = None
        self._rows: list[Row] = []
        self.look = PlainField(
            name="compliance.look",
            label=self.tr("Customer"),
            hint=lists.hint(self._state.tab),
            parent=self,
        )
        self.tables = lists.tables(self)
        self._choose = ChooseSide(name="compliance.choose", parent=self)
        self._sale = SaleSide(zone=zone, name="compliance.sale", parent=self)
        self._prescription = PrescriptionSide(name="compliance.prescription", parent=self)
        self._request = RequestSide(zone=zone, name="compliance.request", parent=self)
        self._form = FormSide(name="compliance.form", parent=self)
        self._order = OrderPanel(name="compliance.order", parent=self)
        self._proxy = ProxyPanel(name="compliance.proxy", parent=self)
        self._asking = RequestPanel(name="compliance.asking", parent=self)
        self._answer = AnswerPanel(name="compliance.answer", parent=self)
        self._sheets = (self._order, self._proxy, self._asking, self._answer)
        usual = (self._choose, self._sale, self._prescription, self._request, self._form)
        self._sides = (*usual, *self._sheets)
        self._undo = UndoBar(name="compliance.undo", key="Ctrl Z", second_ms=second_ms, parent=self)
        parts = ListParts(
            look=self.look,
            tabs=[(one.value, words.tab(one)) for one in TABS],
            tables=self.tables,
            sides=self._sides,
            shares=_USUAL,
        )
        self._list = ListDetail(parts, name="compliance", label=self.tr("Records"), parent=self)
        pad = theme.px(theme.PAD)
        foot = QVBoxLayout()
        foot.setContentsMargins(pad, 0, pad, 0)
        foot.addWidget(self._undo)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._list, 1)
        layout.addLayout(foot)
        self._connect()
        self.show_state(self._state)

    @property
    def table(self) -> QWidget:
        """Return the list that is shown."""
        return self._list.table

    def show_state(self, state: ComplianceState) -> None:
        """Show exactly this state. Safe to call again and again."""
        before, self._state = self._state, state
        self._list.show_text(state.text)
        self.look.setPlaceholderText(lists.hint(state.tab))
        place = lists.place(state)
        self._list.show_tab(TABS.index(state.tab), place)
        source = lists.source(state)
        if source is not self._source or not self._rows:  # Of a big pack it takes a while.
            self._source, self._rows = source, lists.rows(state, self._zone)
        for number, table in enumerate(self.tables):  # Nothing of anybody stays in a hidden one.
            table.set_rows(self._rows if number == place else (), selected=state.selected)
        self._choose.show_state(state.pack)
        for side in self._sides[1:]:
            side.show_state(state)
        self._list.show_side(
            self._side(state) if state.sheet is None else _SHEETS[type(state.sheet)]
        )
        self._list.share(*(_WIDE if state.tab is Tab.REGISTER else _USUAL))
        self._list.show_notice(self._notice_content(state))
        self._show_done(before, state)
        if self._is_to_leave_the_field(before, state):
            self.take_commands()
        if self.isVisible():
            settle()
        self._offer()

    def take_commands(self) -> None:
        """Leave the fields: letters are commands now."""
        if self.isVisible() and self._state.sheet is None:
            # Where nothing is listed there is nothing to command: the next name is typed.
            side = self._side(self._state)
            own = self._list.tabs[TABS.index(self._state.tab)]  # Enter there leads nowhere else.
            self._list.take_commands(self.look if side == _CHOOSE else own)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Whoever comes to this page finds the open customer offered, or a field to type in."""
        super().focusInEvent(event)
        if event.reason() == Qt.FocusReason.MouseFocusReason or self._state.sheet is not None:
            return
        if self._state.ids:
            self.take_commands()
        else:
            self._list.begin()

    def perform(self, press: Press) -> bool:
        """Do what a key of the table means here. Return whether it did anything."""
        match press.action:
            case Action.NEXT | Action.BACK:
                self.step_requested.emit(1 if press.action is Action.NEXT else -1)
            case Action.PILE if self._state.sheet is not None:
                self.picked.emit(press.digit)
            case Action.PILE if press.digit <= len(TABS):
                self.tab_chosen.emit(TABS[press.digit - 1])
            case Action.REASON:
                self.reason_given.emit(press.digit)
            case Action.HOME if self._has_dismissible():
                self.dismissed.emit()
            case Action.HOME if self.look.hasFocus() and self.look.text():
                self.typed.emit("")
            case _ if press.action in self._plain:
                self._plain[press.action]()
            case _:
                return False
        return True

    def offered_actions(self) -> frozenset[Action]:
        """Return what keys can do now."""
        return lists.offered(self._state)

    def key_words(self) -> dict[Action, str]:
        """Return what keys do now where that is not the usual."""
        state = self._state
        if state.sheet is not None:
            said = {Action.HOME: self.tr("Leave it"), Action.GO_ON: self.tr("Save")}
            is_proxy = isinstance(state.sheet, ProxySheet)
            chosen = self.tr("The paper shown") if is_proxy else self.tr("What is asked for")
            return said | {Action.PILE: chosen}
        said = {
            Action.REASON: self.tr("Say why, make the pack"),
            Action.CHANGE: self.tr("Other customer"),
            Action.PRINT: self.tr("Save PDF"),
            Action.EXPORT: self.tr("Save workbook"),
        }
        if state.tab is Tab.REQUESTS:
            said[Action.EXPORT] = self.tr("Save what is on file")
        return said | ({Action.HOME: self.tr("Close")} if self._has_dismissible() else {})

    def _side(self, state: ComplianceState) -> int:
        if state.tab is Tab.PACK:
            return _CHOOSE if state.pack.pack is None else _SALE
        return _SIDES[state.tab]

    def _is_to_leave_the_field(self, before: ComplianceState, state: ComplianceState) -> bool:
        """Tell whether something came that letters are commands for: a pack, whoever is present,
        another list, what it holds, or the page after a sheet.
        """
        is_new = (before.pack.pack is None) is not (state.pack.pack is None)
        has_come = not before.pack.people and state.pack.who is not None and not state.pack.text
        is_left = before.sheet is not None and state.sheet is None
        waits = any(one.hasFocus() for one in self._list.tabs)
        is_read = waits and bool(state.ids) and not before.ids
        return is_new or has_come or is_left or is_read or before.tab is not state.tab

    def _has_dismissible(self) -> bool:
        state = self._state
        return state.sheet is not None or state.refusal is not None or bool(state.saved)

    def _notice_content(self, state: ComplianceState) -> NoticeContent | None:
        if state.refusal is not None:
            return refusal_notice(state.refusal)
        if not state.saved:
            return None
        close = NoticeAction(DISMISS, self.tr("Close"), "Esc", is_way_out=True)
        text = self.tr("The file is written. It holds health data: give it to nobody else.")
        return NoticeContent(text, state.saved, tone=Tone.INFO, actions=(close,))

    def _show_done(self, before: ComplianceState, state: ComplianceState) -> None:
        if state.done is None:
            self._undo.withdraw()
        elif before.done is None or before.done.number != state.done.number:
            self._undo.offer(words.deed(state.done.deed), str(state.done.number))

    def _pick_folder(self) -> None:
        self._pick(self, self._state.folder, self.folder_chosen.emit)

    def _offer(self) -> None:
        actions = self.offered_actions()
        if actions != self._offered:
            self._offered = actions
            self.offered.emit(actions)

    def _connect(self) -> None:
        self._plain: dict[Action, Callable[[], None]] = {
            Action.GO_ON: self.confirmed.emit,
            Action.CHANGE: self.change_requested.emit,
            Action.ORDER_NO: self.order_requested.emit,
            Action.PROXY: self.proxy_requested.emit,
            Action.TURN: self.turned.emit,
            Action.NEW_REQUEST: self.new_requested.emit,
            Action.FOLDER: self._pick_folder,
            Action.ANSWER: partial(self.answer_requested.emit, Answer.DONE),
            Action.DECLINE: partial(self.answer_requested.emit, Answer.REFUSED),
            Action.PRINT: partial(self.export_requested.emit, FileKind.PDF),
            Action.EXPORT: partial(self.export_requested.emit, FileKind.XLSX),
            Action.UNDO: self._undo.undo,
        }
        self._list.typed.connect(self.typed)
        self._list.left.connect(self.take_commands)
        self._list.tab_chosen.connect(lambda place: self.tab_chosen.emit(TABS[place]))
        self._list.chosen.connect(self.chosen)
        self._list.taken.connect(lambda _: self.confirmed.emit())
        self._list.dismissed.connect(self.dismissed)
        self._choose.reason_given.connect(self.reason_given)
        self._sale.pdf_requested.connect(lambda: self.export_requested.emit(FileKind.PDF))
        self._sale.workbook_requested.connect(lambda: self.export_requested.emit(FileKind.XLSX))
        self._sale.order_requested.connect(self.order_requested)
        self._sale.proxy_requested.connect(self.proxy_requested)
        self._sale.change_requested.connect(self.change_requested)
        self._sale.folder_requested.connect(self._pick_folder)
        self._prescription.workbook_requested.connect(
            lambda: self.export_requested.emit(FileKind.XLSX)
        )
        self._prescription.folder_requested.connect(self._pick_folder)
        self._form.pdf_requested.connect(lambda: self.export_requested.emit(FileKind.PDF))
        self._form.folder_requested.connect(self._pick_folder)
        self._request.copy_requested.connect(lambda: self.export_requested.emit(FileKind.XLSX))
        self._request.new_requested.connect(self.new_requested)
        self._request.done_requested.connect(lambda: self.answer_requested.emit(Answer.DONE))
        self._request.refusal_requested.connect(lambda: self.answer_requested.emit(Answer.REFUSED))
        for sheet in self._sheets:
            sheet.edited.connect(self.edited)
            sheet.confirmed.connect(self.confirmed)
            sheet.dismissed.connect(self.dismissed)
        self._proxy.picked.connect(self.picked)
        self._asking.picked.connect(self.picked)
        self._proxy.turned.connect(self.turned)
        self._undo.undo_requested.connect(lambda _: self.undo_requested.emit())
        self._undo.expired.connect(lambda number: self.undo_expired.emit(int(number)))
        self._list.set_order([part for side in self._sides for part in side.parts_in_order()])
