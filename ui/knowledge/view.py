"""The knowledge page on screen. Layout and keys only."""

from __future__ import annotations

from datetime import tzinfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.followups.refusals import refusal_notice
from ui.followups.settle import settle
from ui.frame.notices import DISMISS
from ui.knowledge import words
from ui.knowledge.detail import KnowledgeDetail
from ui.knowledge.leaflet import LeafletSide
from ui.knowledge.sheet import QuestionSheet
from ui.knowledge.state import TABS, KnowledgeState, Tab, Way
from ui.shortcuts import Action, PageId, Press
from ui.theme import Tone
from ui.widgets.held_line import HeldLine
from ui.widgets.list_detail import ListDetail, ListParts
from ui.widgets.look_field import LookField
from ui.widgets.notice import NoticeAction, NoticeContent
from ui.widgets.table import Cell, Column, DataTable, Row
from ui.widgets.text import Text


class KnowledgePage(QWidget):
    """A field, three lists, one answer. Emits what the person did, shows what it is told."""

    offered = Signal(object)
    typed = Signal(str)
    tab_chosen = Signal(object)
    chosen = Signal(str)
    step_requested = Signal(int)
    ask_requested = Signal()
    question_edited = Signal(str)
    confirmed = Signal()
    learn_requested = Signal(bool)
    card_turned = Signal()
    hand_out_wanted = Signal(object)
    all_the_same = Signal()
    dismissed = Signal()
    file_turned = Signal()

    def __init__(self, *, zone: tzinfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("knowledge")
        self.setAccessibleName(self.tr("Knowledge"))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._state = KnowledgeState()
        self._told: tuple[frozenset[Action], dict[Action, str]] = frozenset(), {}
        self.look = LookField(
            name="knowledge.look",
            label=self.tr("Question"),
            hint=self.tr("Ask in words, pinyin or its initials, or part of a name"),
            parent=self,
        )
        columns = (
            Column(self.tr("Question"), 3, 240),
            Column(self.tr("Reviewed"), 0, 110),
        )
        self.table = DataTable(
            columns,
            name="knowledge.table",
            label=self.tr("Answers"),
            click_takes=False,
            parent=self,
        )
        self._learned = Text(name="knowledge.learned", parent=self)
        self._held = HeldLine(name="knowledge.held", parent=self)
        self._detail = KnowledgeDetail(zone=zone, name="knowledge.detail", parent=self)
        self._sheet = QuestionSheet(name="knowledge.sheet", parent=self)
        self._leaflet = LeafletSide(name="knowledge.leaflet", parent=self)
        parts = ListParts(
            look=self.look,
            tabs=[(one.value, words.tab(one)) for one in TABS],
            tables=[self.table],
            sides=[self._detail, self._sheet, self._leaflet],
            asides=[self._learned, self._held],
            own=PageId.KNOWLEDGE,
        )
        self._list = ListDetail(parts, name="knowledge", label=self.tr("Answers"), parent=self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._list)
        self._wanted = {
            Action.ASK: self.ask_requested,
            Action.APART: self.file_turned,
            Action.GO_ON: self.card_turned,
        }
        self._connect()
        self.show_state(self._state)

    def show_state(self, state: KnowledgeState) -> None:
        """Show exactly this state. Safe to call again and again."""
        before, self._state = self._state, state
        self._list.show_text(state.text)
        self._list.show_tab(TABS.index(state.tab))
        self.table.set_rows(self._rows(state), selected=state.selected)
        self._learned.setVisible(state.tab is Tab.CARDS)
        self._learned.setText(self._count(state))
        self._held.setVisible(state.desk is not None and state.tab is Tab.ANSWERS)
        self._held.show_held(state.held)
        self._detail.show_state(state)
        self._list.show_side(_side(state))
        self._sheet.show_state(state)
        self._leaflet.show_state(state)
        self._list.show_notice(self._notice_content(state))
        if (before.asking is not None and state.asking is None) or (_asks(before) > _asks(state)):
            self.take_commands()
        if before.tab is not state.tab is Tab.CARDS and self.look.hasFocus():
            self.take_commands()  # A card asks, and nothing is looked for among them.
        if self.isVisible():
            settle()
        self._offer()

    def take_commands(self) -> None:
        """Leave the fields: letters are commands now."""
        # Where nothing is listed the way on is to ask HQ; Enter does it too.
        self._list.take_commands(self._detail.ask)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Whoever comes here has a question: it can be typed at once."""
        super().focusInEvent(event)
        if event.reason() == Qt.FocusReason.MouseFocusReason or self._state.asking is not None:
            return
        if _asks(self._state):
            self._leaflet.give.setFocus()
        else:
            self._list.begin()

    def perform(self, press: Press) -> bool:
        """Do what a key of the table means here. Return whether it did anything."""
        match press.action:
            case Action.NEXT | Action.BACK:
                self.step_requested.emit(1 if press.action is Action.NEXT else -1)
            case Action.PILE:
                self.tab_chosen.emit(TABS[press.digit - 1])
            case Action.PRINT:
                self.hand_out_wanted.emit(Way.PAPER)
            case Action.SHOW_CODE:
                self.hand_out_wanted.emit(Way.CODE)
            case Action.LEARN | Action.NOT_YET:
                self.learn_requested.emit(press.action is Action.LEARN)
            case Action.ASK | Action.APART | Action.GO_ON:
                self._wanted[press.action].emit()
            case Action.HOME if self._has_dismissible():
                self.dismissed.emit()
            case Action.HOME if self.look.hasFocus() and self.look.text():
                self.typed.emit("")
            case _:
                return False
        return True

    def offered_actions(self) -> frozenset[Action]:
        """Return what keys can do now."""
        state = self._state
        if state.asking is not None:
            return frozenset()
        working = {
            Action.PILE: True,
            Action.NEXT: len(state.ids) > 1,
            Action.BACK: len(state.ids) > 1,
            Action.ASK: state.desk is not None,
            Action.GO_ON: state.hides_answer,
            Action.LEARN: state.can_learn,
            Action.NOT_YET: state.can_learn,
            Action.PRINT: state.can_hand_out,
            Action.SHOW_CODE: state.can_hand_out,
            Action.APART: state.tab is Tab.ANSWERS and state.held.can_turn,
        }
        return frozenset(action for action, works in working.items() if works)

    def key_words(self) -> dict[Action, str]:
        """Return what keys do now where that is not the usual."""
        if self._state.asking is not None:
            return {Action.HOME: self.tr("Leave it")}
        return {
            Action.GO_ON: self.tr("Show the answer"),
            Action.LEARN: self.tr("Known"),
            Action.PILE: self.tr("List"),
            Action.APART: self._held.word(self._state.held),
        }

    def _rows(self, state: KnowledgeState) -> list[Row]:
        if state.tab is Tab.QUESTIONS:
            questions = () if state.desk is None else state.desk.questions
            return [
                Row(one.id, (Cell(one.text), Cell(words.question_state(one), Tone.MUTED)))
                for one in questions
            ]
        about = None if state.desk is None else state.desk.about
        rows = []
        for one in state.hits if state.tab is Tab.ANSWERS else state.cards:
            is_against = about is not None and bool(about.against(one))
            tone = Tone.DANGER if is_against else Tone.PLAIN
            day = Cell(one.reviewed_on.isoformat(), Tone.MUTED)
            rows.append(Row(one.id, (Cell(words.title(one), tone, strong=is_against), day)))
        return rows

    def _count(self, state: KnowledgeState) -> str:
        done, accepted, wanted = state.learned
        text = self.tr("This month %1 of %2 done here · %3 accepted by HQ")
        for place, number in enumerate((done, wanted, accepted), start=1):
            text = text.replace(f"%{place}", str(number))
        return text

    def _notice_content(self, state: KnowledgeState) -> NoticeContent | None:
        if state.refusal is not None:
            return refusal_notice(state.refusal)
        if not state.has_asked:
            return None
        close = NoticeAction(DISMISS, self.tr("Close"), "Esc", is_way_out=True)
        text = self.tr("The question goes to HQ.")
        detail = self.tr("The answer appears under “Asked HQ”.")
        return NoticeContent(text, detail, tone=Tone.INFO, actions=(close,))

    def _has_dismissible(self) -> bool:
        state = self._state
        is_open = state.asking is not None or state.hand_out is not None
        return is_open or state.refusal is not None or state.has_asked

    def _offer(self) -> None:
        # Also when only the words changed: the bottom bar asks for both together.
        told = self.offered_actions(), self.key_words()
        if told != self._told:
            self._told = told
            self.offered.emit(told[0])

    def _connect(self) -> None:
        self._list.typed.connect(self.typed)
        self._list.left.connect(self.take_commands)
        self._list.tab_chosen.connect(lambda place: self.tab_chosen.emit(TABS[place]))
        self._list.chosen.connect(self.chosen)
        self._list.taken.connect(lambda _: self.card_turned.emit())
        self._detail.turned.connect(self.card_turned)
        self._list.dismissed.connect(self.dismissed)
        self._detail.ask_requested.connect(self.ask_requested)
        self._detail.learn_requested.connect(self.learn_requested)
        self._detail.hand_out_wanted.connect(self.hand_out_wanted)
        self._leaflet.confirmed.connect(self.all_the_same)
        self._leaflet.dismissed.connect(self.dismissed)
        self._sheet.edited.connect(self.question_edited)
        self._sheet.confirmed.connect(self.confirmed)
        self._sheet.dismissed.connect(self.dismissed)
        self._held.turned.connect(self.file_turned)
        sides = (self._detail, self._sheet, self._leaflet)
        after = [part for side in sides for part in side.parts_in_order()]
        self._list.set_order(after, between=[self._held.turn])


def _side(state: KnowledgeState) -> int:
    """Return which of the parts on the right is shown."""
    if state.asking is not None:
        return 1
    return 0 if state.hand_out is None else 2


def _asks(state: KnowledgeState) -> bool:
    """Tell whether a leaflet waits for a word, because the file speaks against it."""
    return state.hand_out is not None and state.hand_out.asks
