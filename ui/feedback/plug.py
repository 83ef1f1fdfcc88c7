"""The word to HQ, joined to the window."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication, QObject

from terminal.domain.problems import FieldProblem, Refusal
from terminal.services import feedback
from ui.feedback import drawing
from ui.feedback.view import FeedbackPage
from ui.frame.notices import closing
from ui.main_window import MainWindow
from ui.plug import Around
from ui.shortcuts import Action
from ui.tasks import crash_code
from ui.theme import Tone
from ui.widgets.notice import NoticeContent


class Feedback(QObject):
    """Draws the page that is shown, lies over it, and sends what it shows."""

    def __init__(self, window: MainWindow, around: Around) -> None:
        super().__init__(window)
        self.setObjectName("feedback.plug")
        self._window, self._around = window, around
        self._run = around.runner(self._on_crash)
        self._is_busy = False
        self.page = FeedbackPage(window)
        self.page.hide()
        self.page.sent.connect(self._send)
        self.page.left.connect(self._leave)
        self.page.lock_pressed.connect(self._lock)

    def open(self) -> None:
        """Open the sheet over the page that is shown."""
        layers, page = self._window.layers, self._window.current_page()
        shown = layers.currentWidget()
        if layers.is_covered or page is None or shown is None:
            return
        self.page.open_with(drawing.draw(shown, page.value))
        layers.cover(self.page)
        self.page.field.setFocus()

    def _send(self, words: str) -> None:
        sketch = self.page.picture.sketch()
        if self._is_busy or sketch is None:
            return
        self._is_busy = True
        self._run(partial(feedback.give, words=words, sketch=sketch), self._on_given)

    def _on_given(self, done: Refusal | FieldProblem | None) -> None:
        self._is_busy = False
        if isinstance(done, FieldProblem):
            self.page.show_problem(done)
            return
        self._leave()
        if isinstance(done, Refusal):
            self._around.refuse(done.code, done.facts)
            return
        self.page.field.clear()
        thanks = QCoreApplication.translate("Feedback", "Kept for HQ. Thank you.")
        self._around.notice(NoticeContent(thanks, tone=Tone.INFO, actions=(closing(),)))

    def _leave(self) -> None:
        if self._window.layers.shows(self.page):
            self._window.layers.uncover()

    def _lock(self) -> None:
        self._leave()
        self._window.frame_action.emit(Action.LOCK)

    def _on_crash(self, error: BaseException) -> None:
        self._is_busy = False
        self._leave()
        self._around.refuse(crash_code(error), None)


def attach(window: MainWindow, around: Around) -> Callable[[], None]:
    """Return what opens the sheet."""
    return Feedback(window, around).open
