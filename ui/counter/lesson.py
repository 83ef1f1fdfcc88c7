"""Asks whether an unknown code is to be remembered, and says that it was."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from terminal.services.teaching import CUSTOMER
from ui.counter.state import Lesson
from ui.theme import Tone
from ui.widgets.notice import Notice, NoticeAction, NoticeContent
from ui.widgets.undo_bar import UndoBar

TEACH: Final = "teach"


class LessonBar(QWidget):
    """A question, then ten seconds to take the answer back. With neither it takes no room."""

    teach_requested = Signal()
    dismissed = Signal()
    undo_requested = Signal()
    expired = Signal(str)

    def __init__(self, *, name: str, second_ms: int = 1_000, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._question = Notice(name=f"{name}.question", parent=self)
        self._undo = UndoBar(name=f"{name}.undo", key="Ctrl Z", second_ms=second_ms, parent=self)
        self._lesson: Lesson | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._question)
        layout.addWidget(self._undo)
        self._question.action_requested.connect(self._on_action)
        self._undo.undo_requested.connect(lambda _: self.undo_requested.emit())
        self._undo.expired.connect(self.expired)
        self.hide()

    def show_lesson(self, lesson: Lesson | None) -> None:
        """Ask, say what was remembered, or go away."""
        if lesson == self._lesson:
            return
        self._lesson = lesson
        is_question = lesson is not None and lesson.taught is None
        self._question.show_content(self._asked(lesson) if is_question and lesson else None)
        if lesson is not None and lesson.taught is not None:
            self._undo.offer(self._said(lesson), lesson.taught.id)
        else:
            self._undo.withdraw()
        self.setVisible(lesson is not None)

    def _asked(self, lesson: Lesson) -> NoticeContent:
        text = self.tr("Remember the unknown code as a bar code of %1?")
        if lesson.kind == CUSTOMER:
            text = self.tr("Remember the unknown code as a card of %1?")
        code = self.tr("The code of %1 characters that ends in %2; other tills learn it too.")
        return NoticeContent(
            text.replace("%1", lesson.name),
            code.replace("%1", str(lesson.length)).replace("%2", lesson.tail),
            tone=Tone.INFO,
            actions=(
                NoticeAction(TEACH, self.tr("Remember"), "Alt L"),
                NoticeAction("dismiss", self.tr("No"), "Esc", is_way_out=True),
            ),
        )

    def _said(self, lesson: Lesson) -> str:
        text = self.tr("Remembered: the code …%2 is a bar code of %1")
        if lesson.kind == CUSTOMER:
            text = self.tr("Remembered: the code …%2 is a card of %1")
        return text.replace("%1", lesson.name).replace("%2", lesson.tail)

    def _on_action(self, action: str) -> None:
        if action == TEACH:
            self.teach_requested.emit()
        else:
            self.dismissed.emit()
