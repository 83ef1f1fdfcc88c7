"""The place at the foot of a page where the desk speaks: what needs a doctor, what could not be
done, what can be undone. It takes its room from what scrolls, so nothing being read moves.
"""

from __future__ import annotations

from datetime import date, tzinfo

from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from terminal.domain.followup import OutcomeCode
from ui import theme
from ui.followups import words
from ui.followups.desk import DeskState, RedFlag, UndoOffer
from ui.followups.refusals import DISMISS, notice_of
from ui.followups.state import Answer
from ui.theme import Tone
from ui.widgets.notice import Notice, NoticeAction, NoticeContent
from ui.widgets.undo_bar import UndoBar

OPEN_CARD = "open_card"


class Messages(QWidget):
    """Red flag above refusal above undo. With nothing to say it takes no room."""

    dismissed = Signal()
    card_wanted = Signal()
    undo_requested = Signal()
    undo_expired = Signal(str)

    def __init__(
        self, *, zone: tzinfo, name: str, second_ms: int = 1_000, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._zone = zone
        self.setObjectName(name)
        self._red_flag = Notice(name=f"{name}.red_flag", parent=self)
        self._answer = Notice(name=f"{name}.answer", parent=self)
        self._undo = UndoBar(name=f"{name}.undo", key="Ctrl Z", second_ms=second_ms, parent=self)
        self._offer: UndoOffer | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(theme.GAP))
        for part in (self._red_flag, self._answer, self._undo):
            layout.addWidget(part)
        self._red_flag.action_requested.connect(self._on_action)
        self._answer.action_requested.connect(self._on_action)
        self._undo.undo_requested.connect(lambda _: self.undo_requested.emit())
        self._undo.expired.connect(self.undo_expired)
        self.hide()

    def show_state(
        self,
        desk: DeskState,
        answer: Answer | None,
        today: date | None,
        customer: str | None = None,
    ) -> None:
        """Show what the desk says, and what the last scan led to when it was no customer. What
        could not be done goes before that. What can be undone of another than the `customer` whose
        card is open is told apart.
        """
        flag, first = desk.red_flag, desk.refusal or answer
        self._say(self._red_flag, None if flag is None else self._red_flag_content(flag, today))
        self._say(self._answer, None if first is None else notice_of(first, self._zone, today))
        self._show_offer(desk.undo, today)
        undo = desk.undo
        self._undo.show_past(undo is not None and customer not in (None, undo.task.customer))
        self.setVisible(any(part is not None for part in (flag, first, desk.undo)))

    def has_dismissible(self) -> bool:
        """Tell whether Esc has something to put away here."""
        return not (self._red_flag.isHidden() and self._answer.isHidden())

    def has_offer(self) -> bool:
        """Tell whether something can be undone."""
        return self._offer is not None

    def _say(self, notice: Notice, content: NoticeContent | None) -> None:
        is_new = content is not None and content != notice.content()
        notice.show_content(content)
        if is_new:  # A screen reader says it at once, wherever the focus is.
            QAccessible.updateAccessibility(QAccessibleEvent(notice, QAccessible.Event.Alert))

    def _show_offer(self, offer: UndoOffer | None, today: date | None) -> None:
        if offer == self._offer:
            return
        self._offer = offer
        if offer is None:
            self._undo.withdraw()
        else:
            self._undo.offer(self._offer_text(offer, today), offer.outcome_id)

    def _offer_text(self, offer: UndoOffer, today: date | None) -> str:
        task = offer.task
        parts = [words.outcome(offer.code), task.masked_name, words.title(task)]
        if offer.given:
            every = self.tr("%n follow-up(s)", "", len(offer.given))
            return words.joined((words.outcome(offer.code), every))
        if offer.next_due_on is not None:
            day = words.day(offer.next_due_on, today=today)
            kept = offer.code in (OutcomeCode.NO_ANSWER, OutcomeCode.RESCHEDULED)
            text = self.tr("again on %1") if kept else self.tr("next on %1")
            parts.append(text.replace("%1", day))
        return " · ".join(parts)

    def _red_flag_content(self, flag: RedFlag, today: date | None) -> NoticeContent:
        name = words.reading_name(flag.value.reading.code)
        text = self.tr("%1: %2 %3 needs a doctor now.")
        filled = text.replace("%1", flag.masked_name).replace("%2", name)
        detail = self.tr("Refer the customer at once, and ask again within two weeks.")
        if flag.next_due_on is not None:
            detail = self.tr("Refer the customer at once, and ask again on %1 (within two weeks).")
            detail = detail.replace("%1", words.day(flag.next_due_on, today=today))
        return NoticeContent(
            filled.replace("%3", words.reading_text(flag.value)),
            detail,
            tone=Tone.DANGER,
            actions=(
                NoticeAction(DISMISS, self.tr("Understood"), "Esc"),
                NoticeAction(OPEN_CARD, self.tr("Customer card")),
            ),
            say=words.advice(flag.value),
        )

    def _on_action(self, action: str) -> None:
        if action == OPEN_CARD:
            self.card_wanted.emit()
        else:
            self.dismissed.emit()
