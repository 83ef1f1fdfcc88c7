"""The import page on screen. Layout and keys only: no rules, no storage."""

from __future__ import annotations

from collections.abc import Callable
from datetime import tzinfo
from itertools import pairwise
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from terminal.domain.imports.model import Choice, Stand
from ui import theme
from ui.followups.refusals import DISMISS, refusal_notice
from ui.followups.settle import settle
from ui.imports import files, keys
from ui.imports.answers_step import AnswersStep
from ui.imports.check_step import CheckStep
from ui.imports.columns_step import ColumnsStep
from ui.imports.file_step import FileCard
from ui.imports.footer import Footer
from ui.imports.history import HistoryCard
from ui.imports.run_step import RunStep
from ui.imports.sheets import UndoSheet
from ui.imports.state import GROUPS, STEPS, ImportState, Step
from ui.imports.steps_bar import StepsBar, WorkCard
from ui.shortcuts import Action, Press
from ui.theme import Tone
from ui.widgets.notice import Notice, NoticeAction, NoticeContent

HISTORY_LEAST: Final = 320
REVEAL_MS: Final = 5_000
"""So long a name is shown in full when the key is not let go before."""


class ImportPage(QWidget):
    """Five steps in one place. Emits what the person did."""

    offered = Signal(object)
    path_given = Signal(str)
    read_as = Signal(int)
    import_chosen = Signal(str)
    column_chosen = Signal(int)
    pick_requested = Signal()
    field_taken = Signal(object)
    group_chosen = Signal(object)
    question_chosen = Signal(int)
    chosen = Signal(object)
    settled = Signal(object)
    alike_toggled = Signal()
    reveal_requested = Signal()
    conceal_requested = Signal()
    step_requested = Signal(int)
    go_on_requested = Signal()
    stop_requested = Signal()
    report_requested = Signal()
    undo_requested = Signal()
    dismissed = Signal()

    def __init__(
        self, *, zone: tzinfo, pick: files.Pick = files.pick_file, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("members")
        self.setAccessibleName(self.tr("Import old data"))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._pick = pick
        self._state = ImportState()
        self._told: tuple[frozenset[Action], dict[Action, str]] = frozenset(), {}
        self._is_revealing = False
        self._steps_bar = StepsBar(name="members.steps", parent=self)
        self._work = WorkCard(name="members.work", parent=self)
        self._file = FileCard(zone=zone, name="members.file", parent=self)
        self._history = HistoryCard(zone=zone, name="members.history", parent=self)
        self._columns = ColumnsStep(name="members.columns", parent=self)
        self._check = CheckStep(name="members.check", parent=self)
        self._answers = AnswersStep(name="members.answers", parent=self)
        self._run = RunStep(name="members.run", parent=self)
        self._sheet = UndoSheet(zone=zone, name="members.sheet", parent=self)
        self._footer = Footer(name="members.footer", parent=self)
        self._notice = Notice(name="members.notice", parent=self)
        self._hide = QTimer(self)
        self._hide.setSingleShot(True)
        self._hide.setInterval(REVEAL_MS)
        self._hide.timeout.connect(self.conceal_requested)
        self._deeds = self._what_keys_do()
        self._lay_out()
        self._connect()
        self._order_tabs()
        self.show_state(self._state)

    def show_state(self, state: ImportState) -> None:
        """Show exactly this state. Safe to call again and again."""
        before, self._state = self._state, state
        had_focus = self._has_focus_inside()
        self._steps_bar.show_state(state)
        self._work.show_state(state)
        self._show_step(state)
        self._footer.show_state(state)
        self._notice.show_content(self._notice_content(state))
        self._time_reveal(state)
        moved = _place_of(before) != _place_of(state)
        if had_focus and (moved or not self._has_focus_inside()):
            self.take_commands()
        if self.isVisible():
            settle()
        self._offer()

    def take_commands(self) -> None:
        """Leave the fields: letters are commands now."""
        target = self._focus_target() or self
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Pass the focus on to what shows it."""
        super().focusInEvent(event)
        if self._focus_target() is not None:
            self.take_commands()

    def perform(self, press: Press) -> bool:
        """Do what a key of the table means here. Return whether it did anything."""
        if press.action is Action.HOME:
            if not keys.has_dismissible(self._state):
                return False
            self.dismissed.emit()
            return True
        deed = self._deeds.get(press.action)
        if deed is not None:
            deed(press)
        return deed is not None

    def offered_actions(self) -> frozenset[Action]:
        """Return what keys can do now."""
        return keys.offered(self._state)

    def key_words(self) -> dict[Action, str]:
        """Return what keys do now where that is not the usual."""
        return keys.words(self._state)

    def _show_step(self, state: ImportState) -> None:
        if state.undoing is not None:
            self._sheet.show_state(state)
            self._stack.setCurrentWidget(self._sheet)
            return
        # What is not shown is not worked out: questions may be thousands.
        match state.step:
            case Step.FILE:
                self._file.show_state(state)
                self._history.show_state(state)
            case Step.COLUMNS:
                self._columns.show_state(state)
            case Step.CHECK:
                self._check.show_state(state)
            case Step.ANSWERS:
                self._answers.show_state(state)
            case Step.RUN:
                self._run.show_state(state)
        self._stack.setCurrentIndex(STEPS.index(state.step))

    def _focus_target(self) -> QWidget | None:
        state = self._state
        if state.undoing is not None:
            return self._sheet.confirm
        if state.is_busy:
            return None  # A second Enter must not end what the first one began.
        if state.step is Step.FILE and not state.can_go_on():
            return None if self._history.is_empty() else self._history.table
        of_step = {
            Step.COLUMNS: self._columns.focus_target,
            Step.CHECK: self._check.focus_target,
            Step.ANSWERS: self._answers.focus_target,
        }.get(state.step)
        found = None if of_step is None else of_step(state)
        return found or self._footer.go_on

    def _on_reveal(self, press: Press) -> None:
        if press.is_release:
            self._conceal()
        else:
            self._reveal()

    def hold_name(self) -> None:
        """Take the key for held, until the name goes by itself: it was let go for the PIN."""
        self._is_revealing = True

    def _reveal(self) -> None:
        self._is_revealing = True
        self.reveal_requested.emit()

    def _conceal(self) -> None:
        self._is_revealing = False
        self.conceal_requested.emit()

    def _time_reveal(self, state: ImportState) -> None:
        if not state.is_revealed:
            self._hide.stop()
        elif not self._hide.isActive():
            self._hide.start()
            if not self._is_revealing:
                self.conceal_requested.emit()  # The key was let go before the answer came.

    def _choose_list(self, place: int) -> None:
        if self._state.step is Step.CHECK and place < len(GROUPS):
            self.group_chosen.emit(GROUPS[place])
        elif self._state.step is Step.FILE:
            self.read_as.emit(place)

    def _browse(self) -> None:
        self._pick(self, self.path_given.emit)

    def _has_focus_inside(self) -> bool:
        # The window's own, not the program's: a list of files may be in front of it just now, and
        # what has the focus behind that has it once the list is gone.
        found: QWidget | None = self.window().focusWidget()
        if found is self:
            return True
        return found is not None and found.isVisible() and self.isAncestorOf(found)

    def _notice_content(self, state: ImportState) -> NoticeContent | None:
        if state.refusal is not None:
            return refusal_notice(state.refusal)
        if not state.saved:
            return None
        close = NoticeAction(DISMISS, self.tr("Close"), "Esc", is_way_out=True)
        text = self.tr("The report was written to %1").replace("%1", state.saved)
        detail = self.tr("It names rows, fields and reasons, and holds no values.")
        return NoticeContent(text, detail, tone=Tone.INFO, actions=(close,))

    def _offer(self) -> None:
        # Also when only the words changed: the bottom bar asks for both together.
        told = self.offered_actions(), self.key_words()
        if told != self._told:
            self._told = told
            self.offered.emit(told[0])

    def _lay_out(self) -> None:
        gap, pad = theme.px(theme.GAP_CARDS), theme.px(theme.PAD)
        first = QWidget(self)
        first.setObjectName("members.first")
        beside = QHBoxLayout(first)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(gap)
        self._history.setMinimumWidth(theme.px(HISTORY_LEAST))
        self._history.setMaximumWidth(theme.px(theme.SIDE_WIDTH))
        beside.addWidget(self._file, 2)
        beside.addWidget(self._history, 1)
        self._stack = QStackedLayout()
        steps = (first, self._columns, self._check, self._answers, self._run, self._sheet)
        for part in steps:
            self._stack.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(pad, theme.px(12), pad, theme.px(12))
        layout.setSpacing(gap)
        layout.addWidget(self._steps_bar)
        layout.addWidget(self._work)
        layout.addLayout(self._stack, 1)
        layout.addWidget(self._notice)
        layout.addWidget(self._footer)

    def _connect(self) -> None:
        self._work.stop_requested.connect(self.stop_requested)
        self._file.path_given.connect(self.path_given)
        self._file.browse_requested.connect(self._browse)
        self._file.read_as.connect(self.read_as)
        self._history.import_chosen.connect(self.import_chosen)
        self._history.undo_requested.connect(self.undo_requested)
        self._columns.go_on_requested.connect(self.go_on_requested)
        self._check.go_on_requested.connect(self.go_on_requested)
        self._answers.go_on_requested.connect(self.go_on_requested)
        self._footer.go_on_requested.connect(self.go_on_requested)
        self._columns.column_chosen.connect(self.column_chosen)
        self._columns.pick_requested.connect(self.pick_requested)
        self._columns.field_taken.connect(self.field_taken)
        self._check.group_chosen.connect(self.group_chosen)
        self._answers.question_chosen.connect(self.question_chosen)
        self._answers.chosen.connect(self.chosen)
        self._answers.settled.connect(self.settled)
        self._answers.alike_toggled.connect(self.alike_toggled)
        self._answers.reveal_pressed.connect(self._reveal)
        self._answers.reveal_released.connect(self._conceal)
        self._footer.back_requested.connect(self.dismissed)
        self._footer.report_requested.connect(self.report_requested)
        self._footer.undo_requested.connect(self.undo_requested)
        self._sheet.confirmed.connect(self.go_on_requested)
        self._sheet.dismissed.connect(self.dismissed)
        self._notice.action_requested.connect(lambda _: self.dismissed.emit())

    def _what_keys_do(self) -> dict[Action, Callable[[Press], None]]:
        return {
            Action.GO_ON: lambda _: self.go_on_requested.emit(),
            Action.OPEN_FILE: lambda _: self._browse(),
            Action.PILE: lambda press: self._choose_list(press.digit - 1),
            Action.NEXT: lambda _: self.step_requested.emit(1),
            Action.BACK: lambda _: self.step_requested.emit(-1),
            Action.CHANGE: lambda _: self.pick_requested.emit(),
            Action.LEAVE_OUT: lambda _: self.field_taken.emit(None),
            Action.JOIN: lambda _: self.chosen.emit(Choice.MERGE),
            Action.NEW_FILE: lambda _: self.chosen.emit(Choice.NEW),
            Action.SKIP: lambda _: self.chosen.emit(Choice.SKIP),
            Action.KEEP: lambda _: self.settled.emit(Stand.KEEP),
            Action.TAKE: lambda _: self.settled.emit(Stand.TAKE),
            Action.ALIKE: lambda _: self.alike_toggled.emit(),
            Action.REVEAL: self._on_reveal,
            Action.STOP: lambda _: self.stop_requested.emit(),
            Action.EXPORT: lambda _: self.report_requested.emit(),
            Action.UNDO: lambda _: self.undo_requested.emit(),
        }

    def _order_tabs(self) -> None:
        parts = [
            self._work.stop,
            *self._file.parts_in_order(),
            *self._history.parts_in_order(),
            *self._columns.parts_in_order(),
            *self._check.parts_in_order(),
            *self._answers.parts_in_order(),
            *self._sheet.parts_in_order(),
            *self._footer.parts_in_order(),
        ]
        for one, following in pairwise(parts):
            QWidget.setTabOrder(one, following)


def _place_of(state: ImportState) -> tuple[object, ...]:
    """Return what a person would call another place: going there takes the focus along."""
    return state.step, state.is_picking, state.undoing, state.is_busy, state.preview is not None
