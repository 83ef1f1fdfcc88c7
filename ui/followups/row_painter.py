"""How a row of the worklist looks: who and when first, what and how below."""

from __future__ import annotations

from datetime import tzinfo

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from terminal.domain.card import Due
from terminal.domain.observation import ReadingLevel
from ui import theme
from ui.followups import words
from ui.followups.rows import Index, WorklistRows
from ui.followups.signs import draw_mark
from ui.followups.state import LaneRow, TaskRow
from ui.theme import Role, Tone

LANE_HEIGHT = 32
TASK_HEIGHT = 54
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)


class RowPainter(QStyledItemDelegate):
    """Draws lanes and tasks; every row of a kind is equally high."""

    def __init__(self, zone: tzinfo, parent: QWidget) -> None:
        super().__init__(parent)
        self._zone = zone

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of a row's kind."""
        model = index.model()
        assert isinstance(model, WorklistRows)
        is_lane = isinstance(model.row(index), LaneRow)
        return QSize(1, theme.px(LANE_HEIGHT if is_lane else TASK_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a row."""
        model = index.model()
        assert isinstance(model, WorklistRows)
        row = model.row(index)
        box: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        if isinstance(row, LaneRow):
            self._lane(painter, box, row)
        else:
            self._ground(painter, box, state)
            self._task(painter, box, row)
        painter.restore()

    def _lane(self, painter: QPainter, box: QRect, row: LaneRow) -> None:
        look = theme.active()
        painter.fillRect(box, QColor(look.palette.ground))
        inner = _inner(box)
        painter.setFont(look.font(Role.STRONG))
        painter.setPen(look.color(Tone.MUTED))
        painter.drawText(inner, _LEFT, f"{words.lane(row.lane)}  {row.count}")
        if row.accepted:
            painter.setFont(look.font(Role.SECONDARY))
            text = self.tr("%1 accepted by HQ").replace("%1", str(row.accepted))
            painter.drawText(inner, _RIGHT, text)

    def _ground(self, painter: QPainter, box: QRect, state: QStyle.StateFlag) -> None:
        look = theme.active()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, QColor(look.palette.brand_soft))
            bar = QRect(box.x(), box.y(), look.px(3), box.height())
            painter.fillRect(bar, QColor(look.palette.brand_ink))
        painter.setPen(QColor(look.palette.line))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QColor(look.palette.brand_ink))
            painter.drawRect(box.adjusted(0, 0, -1, -1))

    def _task(self, painter: QPainter, box: QRect, row: TaskRow) -> None:
        look, task = theme.active(), row.task
        inner = _inner(box).adjusted(0, look.px(6), 0, -look.px(6))
        half = inner.height() // 2
        upper = QRect(inner.x(), inner.y(), inner.width(), half)
        lower = QRect(inner.x(), inner.y() + half, inner.width(), inner.height() - half)
        if task.due is Due.DONE:
            taken = 0 if task.mark is None else draw_mark(painter, lower, task.mark)
            taken = max(taken, self._right(painter, upper, *self._done_text(row)))
        else:
            text, tone = words.due(task) if task.due is Due.OVERDUE else ("", Tone.PLAIN)
            draft = self.tr("Draft") if row.has_draft else ""
            taken = max(
                self._right(painter, upper, text, tone),
                self._right(painter, lower, draft, Tone.INFO),
            )
        free = -(taken + look.px(12))
        self._left(painter, upper.adjusted(0, 0, free, 0), task.masked_name, Role.STRONG)
        parts = [words.title(task)]
        if task.phone_tail:
            parts.append(self.tr("phone …%1").replace("%1", task.phone_tail))
        if task.due is not Due.DONE and task.attempts:
            parts.insert(0, words.attempts(task.attempts))
        if task.due is not Due.DONE and task.assignee is not None:
            parts.insert(0, words.holder(task))
        self._left(painter, lower.adjusted(0, 0, free, 0), " · ".join(parts), Role.SECONDARY)

    def _done_text(self, row: TaskRow) -> tuple[str, Tone]:
        task = row.task
        danger = task.value is not None and task.value.level is ReadingLevel.DANGER
        parts = [words.outcome(task.outcome or "")]
        if task.value is not None:
            parts.append(words.reading_value(task.value))
        if task.done_at is not None:
            parts.append(words.clock(task.done_at, self._zone))
        return words.joined(parts), Tone.DANGER if danger else Tone.PLAIN

    def _left(self, painter: QPainter, box: QRect, text: str, role: Role) -> None:
        look = theme.active()
        painter.setFont(look.font(role))
        painter.setPen(look.color(Tone.PLAIN if role is Role.STRONG else Tone.MUTED))
        metrics = painter.fontMetrics()
        painter.drawText(
            box, _LEFT, metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        )

    def _right(self, painter: QPainter, box: QRect, text: str, tone: Tone) -> int:
        look = theme.active()
        strong = tone in (Tone.WARN, Tone.DANGER, Tone.INFO)
        font = look.font(Role.SECONDARY)
        font.setBold(strong)
        painter.setFont(font)
        painter.setPen(look.color(tone))
        painter.drawText(box, _RIGHT, text)
        return painter.fontMetrics().horizontalAdvance(text)


def _inner(box: QRect) -> QRect:
    pad = theme.px(theme.PAD)
    return box.adjusted(pad, 0, -pad, 0)
