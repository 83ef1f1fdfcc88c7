"""The sheet for a word to HQ: the field, and beside it exactly what goes with it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from terminal.domain.problems import FieldProblem
from terminal.services.feedback import WORDS_MAX, Sketch
from ui import i18n, theme
from ui.frame.keys import key_name
from ui.theme import Role, Tone
from ui.widgets.button import Button, ButtonKind
from ui.widgets.card import Card
from ui.widgets.field import ChineseField
from ui.widgets.problem_label import ProblemLabel
from ui.widgets.text import Text

WIDTH: Final = 900
_PICTURE: Final = (640, 360)
_BAR_INSET: Final = 4


class SketchView(QWidget):
    """Paints a sketch, as small as there is room for."""

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(self.tr("What is sent of this page"))
        self.setFixedSize(theme.px(_PICTURE[0]), theme.px(_PICTURE[1]))
        self._sketch: Sketch | None = None

    def show_sketch(self, sketch: Sketch) -> None:
        """Show this one."""
        self._sketch = sketch
        self.update()

    def sketch(self) -> Sketch | None:
        """Return what is shown."""
        return self._sketch

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 (as Qt has it)
        """Draw every shape."""
        sketch, look = self._sketch, theme.active()
        if sketch is None or not sketch.width or not sketch.height:
            return
        painter = QPainter(self)
        scale = min(self.width() / sketch.width, self.height() / sketch.height)
        painter.scale(scale, scale)
        painter.setClipRect(0, 0, sketch.width, sketch.height)
        painter.fillRect(0, 0, sketch.width, sketch.height, look.palette.ground)
        painter.setFont(look.font(Role.BODY))
        for kind, x, y, width, height, text in sketch.shapes:
            rect = QRect(x, y, width, height)
            if kind == "bar":
                inset = min(_BAR_INSET, height // 3)
                painter.fillRect(rect.adjusted(0, inset, 0, -inset), look.palette.scroll)
                continue
            if kind != "text":
                painter.fillRect(rect, look.palette.paper)
                painter.setPen(look.palette.input_border)
                painter.drawRect(rect.adjusted(0, 0, -1, -1))
            painter.setPen(look.color(Tone.PLAIN))
            painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), text)
        painter.end()


class FeedbackPage(QWidget):
    """Emits what the person did, shows what it is told."""

    sent = Signal(str)
    left = Signal()
    lock_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("feedback")
        self.setAccessibleName(self.tr("A word to HQ about the program"))
        self.setProperty("role", "ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._card = Card(self.tr("A word to HQ about the program"), name="feedback.card", pad=True)
        self._card.setFixedWidth(theme.px(WIDTH))
        self._card.fill()
        self.field = ChineseField(
            name="feedback.words", label=self.tr("What is in the way, or would help?"), parent=self
        )
        self.field.setMaxLength(WORDS_MAX)
        self._problem = ProblemLabel(name="feedback.problem", parent=self)
        hint = self.tr(
            "Sent is what stands in the field and the drawing below, and nothing else. Names,"
            " numbers and readings are grey. Please write no customer's name."
        )
        self._hint = Text(hint, name="feedback.hint", role=Role.SECONDARY, wrap=True, parent=self)
        self.picture = SketchView(name="feedback.picture", parent=self)
        self._send = Button(
            self.tr("Send"), name="feedback.send", key="⏎", kind=ButtonKind.PRIMARY, parent=self
        )
        self._leave = Button(self.tr("Leave"), name="feedback.leave", key="Esc", parent=self)
        self._lay_out()
        self.field.returnPressed.connect(self._on_enter)
        self.field.textEdited.connect(lambda _: self.show_problem(None))
        self._send.clicked.connect(self._on_enter)
        self._leave.clicked.connect(self.left)

    def open_with(self, sketch: Sketch) -> None:
        """Show what would be sent now; what was typed before is still there."""
        self.picture.show_sketch(sketch)
        self.show_problem(None)

    def show_problem(self, problem: FieldProblem | None) -> None:
        """Say what is wrong with the words."""
        said = None if problem is None else i18n.message(problem.code, problem.facts)
        self._problem.show_problem("" if said is None else f"{said.what} {said.next}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Esc, lock with F12; no other key goes any further."""
        event.accept()
        match key_name(event):
            case "Esc":
                self.left.emit()
            case "F12":
                self.lock_pressed.emit()

    def _on_enter(self) -> None:
        self.sent.emit(self.field.text())

    def _lay_out(self) -> None:
        body = self._card.body
        for part in (self.field, self._problem, self._hint):
            body.addWidget(part)
        body.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignHCenter)
        buttons = QHBoxLayout()
        buttons.addWidget(self._send)
        buttons.addWidget(self._leave)
        buttons.addStretch(1)
        body.addLayout(buttons)
        layout = QVBoxLayout(self)
        layout.addStretch(1)
        # An alignment would have texts wrapped as if the card were as wide as the window.
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self._card)
        middle.addStretch(1)
        layout.addLayout(middle)
        layout.addStretch(1)
