"""What happened lately, each with its mark."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from terminal.domain.card import CustomerCard, EventItem, EventKind
from terminal.domain.observation import ReadingLevel
from ui import theme
from ui.counter import words as counter_words
from ui.followups import words
from ui.followups.signs import SIDE, draw_mark, draw_sign
from ui.theme import Role, Tone
from ui.widgets.card import Card
from ui.widgets.text import Text

translate: Final = QCoreApplication.translate

Index = QModelIndex | QPersistentModelIndex
_ROOT: Final = QModelIndex()
DAY_WIDTH = 88
WORDS_FROM = 640
"""A timeline of this width has room for the words of a mark beside its shape."""


class _Events(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.events: tuple[EventItem, ...] = ()
        self.today: date | None = None

    def replace(self, card: CustomerCard) -> None:
        self.beginResetModel()
        self.events, self.today = card.events, card.today
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.events)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        event = self.events[index.row()]
        day = words.table_day(event.on, today=self.today)
        return ", ".join((day, counter_words.event(event, self.today), words.mark(event.mark)))


class _Painter(QStyledItemDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(1, theme.px(theme.ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model, look = index.model(), theme.active()
        assert isinstance(model, _Events)
        event, box = model.events[index.row()], QRect(option.rect)
        left = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        painter.save()
        painter.setPen(QColor(look.palette.line))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        inner = box.adjusted(look.px(theme.PAD), 0, -look.px(theme.PAD), 0)
        if inner.width() >= look.px(WORDS_FROM):
            taken = draw_mark(painter, inner, event.mark)
        else:  # The shape says it as well; what happened needs the room.
            taken = look.px(SIDE)
            draw_sign(painter, inner.adjusted(inner.width() - taken, 0, 0, 0), event.mark)
        painter.setFont(look.font(Role.BODY))
        painter.setPen(look.color(Tone.MUTED))
        painter.drawText(inner, left, words.table_day(event.on, today=model.today))
        painter.setPen(look.color(_tone(event)))
        text = inner.adjusted(look.px(DAY_WIDTH), 0, -(taken + look.px(theme.PAD)), 0)
        elide, said = Qt.TextElideMode.ElideRight, counter_words.event(event, model.today)
        shown = painter.fontMetrics().elidedText(said, elide, text.width())
        painter.drawText(text, left, shown)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QColor(look.palette.brand_ink))
            painter.drawRect(box.adjusted(0, 0, -1, -1))
        painter.restore()


def _tone(event: EventItem) -> Tone:
    """Return the colour of a line: red for what needs a doctor, faint for what counts no more."""
    if event.is_withdrawn:
        return Tone.MUTED if event.kind is EventKind.READING else Tone.PLAIN
    danger = event.reading is not None and event.reading.level is ReadingLevel.DANGER
    return Tone.DANGER if danger else Tone.PLAIN


class _List(QListView):
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show whole rows only."""
        super().resizeEvent(event)
        self.setViewportMargins(0, 0, 0, self.height() % theme.px(theme.ROW))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave letters, digits, Enter and Esc to the page."""
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)
        if event.text().strip() or event.key() in keys:
            event.ignore()
        else:
            super().keyPressEvent(event)


class Timeline(Card):
    """Purchases, follow-ups and readings, newest first. It scrolls, and gives its room up when the
    page has something to say.
    """

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(
            translate("Timeline", "Recent"),
            name=name,
            aside=translate("Timeline", "Purchases, readings, follow-ups"),
            parent=parent,
        )
        self._events = _Events(self)
        self.list = _List(self)
        self.list.setObjectName(f"{name}.list")
        self.list.setAccessibleName(self.tr("Recent events"))
        self.list.setModel(self._events)
        self.list.setItemDelegate(_Painter(self.list))
        self.list.setFrameShape(QListView.Shape.NoFrame)
        self.list.setSelectionMode(QListView.SelectionMode.NoSelection)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMinimumHeight(theme.px(theme.ROW))
        self._nothing = Text(
            self.tr("Nothing in the last 18 months."),
            name=f"{name}.nothing",
            role=Role.SECONDARY,
            parent=self,
        )
        self._nothing.setMargin(theme.px(theme.PAD))
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        inner = QVBoxLayout()
        inner.setContentsMargins(0, 0, 0, theme.px(theme.GAP_TIGHT))
        inner.addWidget(self.list)
        inner.addWidget(self._nothing)
        self.body.addLayout(inner)

    def show_card(self, card: CustomerCard) -> None:
        """Show a customer's events."""
        if card.events == self._events.events and card.today == self._events.today:
            return
        self._events.replace(card)
        self.list.setVisible(bool(card.events))
        self._nothing.setVisible(not card.events)
