"""The questions of a form, one under the other. What nobody is at is painted; one panel with real
fields and buttons stands where somebody is. So a form of hundreds of items opens at once.

What is being read does not jump: the line somebody is at keeps its place on the screen while
questions come and go above and below it.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from terminal.domain.forms.filling import Line, LineKind
from ui import theme
from ui.forms import words
from ui.forms.editor import QuestionEditor
from ui.forms.state import Filled, Place, place_of
from ui.theme import Role, Tone

_WRAP: Final = int(Qt.TextFlag.TextWordWrap)
_INDENT, _NUMBER, _GAP, _DEPTHS = 20, 36, 8, 4


@dataclass(frozen=True, slots=True)
class _Text:
    text: str
    role: Role
    tone: Tone


class QuestionList(QAbstractScrollArea):
    """Shows the lines of a form; `pointed` says which one was clicked."""

    pointed = Signal(object)
    stepped = Signal(int)

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(self.tr("Questions"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.editor = QuestionEditor(name=f"{name}.editor", parent=self.viewport())
        self.editor.hide()
        self._lines: tuple[Line, ...] = ()
        self._filled: Filled | None = None
        self._tops: list[int] = [0]
        self._measured: dict[tuple[str, Role, int], int] = {}
        self._metrics: dict[Role, QFontMetrics] = {}
        self._is_read_only = False
        self.verticalScrollBar().valueChanged.connect(self._place_editor)

    def show_filled(self, filled: Filled | None, *, is_read_only: bool = False) -> None:
        """Show a form as it stands."""
        before, was_at = self._filled, self._top_of_active()
        shift = self._shift_of(filled)
        self._filled, self._is_read_only = filled, is_read_only
        self._lines = () if filled is None else filled.lines
        can_edit = filled is not None and not is_read_only
        self.editor.show_filled(filled if can_edit else None)
        self._lay_out()
        is_new = before is None or filled is None or before.form is not filled.form
        if is_new:
            self.verticalScrollBar().setValue(0)
        elif before is not None and filled is not None and can_edit:
            self._hold(was_at if filled.at == before.at else shift)
        self._place_editor()
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap anew."""
        super().resizeEvent(event)
        at = self._top_of_active()
        self._lay_out()
        self._hold(at)
        self._place_editor()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what is visible."""
        painter = QPainter(self.viewport())
        look, offset = theme.active(), self.verticalScrollBar().value()
        painter.fillRect(event.rect(), look.palette.paper)
        first = max(bisect_right(self._tops, event.rect().top() + offset) - 1, 0)
        active = self._active()
        for place in range(first, len(self._lines)):
            top = self._tops[place] - offset
            if top > event.rect().bottom():
                break
            if place != active:
                self._paint_line(painter, self._lines[place], top)
        painter.end()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Go to the question that was clicked."""
        y = event.position().toPoint().y() + self.verticalScrollBar().value()
        place = bisect_right(self._tops, y) - 1
        if 0 <= place < len(self._lines) and not self._is_read_only:
            self.pointed.emit(place_of(self._lines[place]))
        elif place >= len(self._lines) and not self._is_read_only and self._lines:
            self.pointed.emit(Place())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with the arrows while answers are read or digits are typed; the rest goes on up."""
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        key = Qt.Key(event.key())
        if key in steps and not self._is_read_only:
            self.stepped.emit(steps[key])
        elif key in (*steps, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            super().keyPressEvent(event)
        else:
            event.ignore()

    def minimumSizeHint(self) -> QSize:
        """Do with little: it scrolls."""
        return QSize(theme.px(280), theme.px(160))

    def _active(self) -> int | None:
        """Return the number of the line somebody is at, that after the last one at the end."""
        if self._filled is None or self._is_read_only:
            return None
        at = self._filled.at
        if at.is_end:
            return len(self._lines)
        return next((n for n, one in enumerate(self._lines) if place_of(one) == at), None)

    def _top_of_active(self) -> int | None:
        active = self._active()
        if active is None or active >= len(self._tops):
            return None
        return self._tops[active] - self.verticalScrollBar().value()

    def _shift_of(self, filled: Filled | None) -> int | None:
        """Return where the line that is gone to now stood on the screen before."""
        if filled is None:
            return None
        for place, one in enumerate(self._lines):
            if place_of(one) == filled.at and place < len(self._tops):
                return self._tops[place] - self.verticalScrollBar().value()
        return None

    def _hold(self, top: int | None) -> None:
        """Put the active line where it was, and bring all of it into view."""
        active = self._active()
        if active is None:
            return
        bar, height = self.verticalScrollBar(), self.viewport().height()
        start, end = self._tops[active], self._tops[active + 1]
        value = start - top if top is not None else bar.value()
        gap = theme.px(_GAP)
        value = max(value, end - height + gap)
        value = min(value, start - gap)
        bar.setValue(max(value, 0))

    def _lay_out(self) -> None:
        width, active = self.viewport().width(), self._active()
        tops = [theme.px(_GAP)]
        for place, line in enumerate(self._lines):
            height = self._editor_height() if place == active else self._height(line, width)
            tops.append(tops[-1] + height)
        if active == len(self._lines) and self._filled is not None and not self._is_read_only:
            tops.append(tops[-1] + self._editor_height())
        self._tops = tops
        view = self.viewport().height()
        self.verticalScrollBar().setPageStep(view)
        self.verticalScrollBar().setSingleStep(theme.px(40))
        self.verticalScrollBar().setRange(0, max(tops[-1] + theme.px(_GAP) - view, 0))

    def _editor_height(self) -> int:
        width = self.viewport().width() - 2 * theme.px(_GAP)
        return self.editor.height_for(width) + 2 * theme.px(_GAP)

    def _place_editor(self) -> None:
        active = self._active()
        if active is None or active + 1 >= len(self._tops):
            self.editor.hide()
            return
        gap = theme.px(_GAP)
        top = self._tops[active] - self.verticalScrollBar().value() + gap
        height = self._tops[active + 1] - self._tops[active] - 2 * gap
        self.editor.setGeometry(gap, top, self.viewport().width() - 2 * gap, height)
        self.editor.show()

    def _height(self, line: Line, width: int) -> int:
        inner = self._inner(line, width)
        texts = sum(self._text_height(one, inner) for one in self._texts(line))
        return texts + 2 * theme.px(_GAP)

    def _inner(self, line: Line, width: int) -> int:
        return max(width - self._left(line) - theme.px(theme.PAD), theme.px(80))

    def _left(self, line: Line) -> int:
        depth = min(line.depth, _DEPTHS)
        return theme.px(theme.PAD + depth * _INDENT + _NUMBER)

    def _text_height(self, one: _Text, width: int) -> int:
        key = (one.text, one.role, width)
        if key not in self._measured:
            metrics = self._metrics.get(one.role)
            if metrics is None:
                metrics = self._metrics[one.role] = QFontMetrics(theme.active().font(one.role))
            room = QRect(0, 0, width, 1_000_000)
            self._measured[key] = metrics.boundingRect(room, _WRAP, one.text).height()
        return self._measured[key] + theme.px(2)

    def _texts(self, line: Line) -> list[_Text]:
        """Return what is painted of a line, from top to bottom."""
        said = words.asked(line)
        if line.kind is LineKind.GROUP:
            return [_Text(said, Role.TITLE, Tone.BRAND if line.is_enabled else Tone.MUTED)]
        if line.kind is LineKind.TEXT:
            return [_Text(said, Role.BODY, Tone.MUTED)]
        if line.kind is LineKind.MORE:
            return [] if self._is_read_only else [_Text(said, Role.SECONDARY, Tone.MUTED)]
        return self._of_question(line, said)

    def _of_question(self, line: Line, said: str) -> list[_Text]:
        is_open = line.can_answer or (self._is_read_only and line.is_enabled)
        tone = Tone.PLAIN if is_open else Tone.MUTED
        if line.item.required and not self._is_read_only:
            said = f"{said} *"
        is_waiting = is_open and not line.is_answered
        texts = [_Text(said, Role.STRONG if is_waiting else Role.BODY, tone)]
        if not line.is_enabled:
            texts.append(
                _Text(self.tr("not asked, going by the other answers"), Role.HINT, Tone.MUTED)
            )
            return texts
        given = words.answer(line)
        if given:
            tone = Tone.MUTED if line.absent is not None else Tone.BRAND
            texts.append(_Text(given, Role.STRONG, tone))
        else:
            texts.append(_Text(words.possible(line.item) or "—", Role.SECONDARY, Tone.MUTED))
        if line.problem is not None:
            texts.append(_Text(words.problem(line.problem, line), Role.SECONDARY, Tone.WARN))
        return texts

    def _paint_line(self, painter: QPainter, line: Line, top: int) -> None:
        look, width = theme.active(), self.viewport().width()
        left, gap = self._left(line), look.px(_GAP)
        if line.kind is not LineKind.MORE and not (line.depth and line.kind is LineKind.TEXT):
            painter.setPen(look.palette.line)
            painter.drawLine(look.px(theme.PAD), top, width - look.px(theme.PAD), top)
        y = top + gap
        inner = self._inner(line, width)
        if line.number:
            painter.setFont(look.font(Role.SECONDARY))
            painter.setPen(look.color(Tone.MUTED))
            room = QRect(left - look.px(_NUMBER), y, look.px(_NUMBER - 6), look.px(theme.ROW))
            painter.drawText(room, int(Qt.AlignmentFlag.AlignTop), line.number)
        for one in self._texts(line):
            height = self._text_height(one, inner)
            painter.setFont(look.font(one.role))
            painter.setPen(look.color(one.tone))
            painter.drawText(QRect(left, y, inner, height), _WRAP, one.text)
            y += height
