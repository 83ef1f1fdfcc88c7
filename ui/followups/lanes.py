"""The left side of the follow-up page: lanes to choose from, the list, and what to do when it is
empty.
"""

from __future__ import annotations

from datetime import tzinfo
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import theme
from ui.followups.flow import Flow
from ui.followups.state import FollowUpsState, Lane
from ui.followups.worklist import WorklistView
from ui.theme import Role, Tone
from ui.widgets.button import Button, ButtonKind
from ui.widgets.card import Card, Line
from ui.widgets.stack import Stack
from ui.widgets.text import Text

LANES: Final = (None, Lane.OVERDUE, Lane.TODAY, Lane.DONE, Lane.MINE)
"""What Alt+0 to Alt+4 show."""


class LanesCard(Card):
    """Counts that are filters, above the list."""

    lane_chosen = Signal(object)

    def __init__(self, *, zone: tzinfo, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name=name, parent=parent)
        self.setAccessibleName(self.tr("Follow-ups"))
        self.list = WorklistView(zone=zone, name="followups.list", parent=self)
        self._filters: dict[Lane | None, Button] = {}
        self._is_partial = False
        pad, gap = theme.px(12), theme.px(theme.GAP)
        row = QWidget(self)
        row.setObjectName("followups.lanes.filters")
        bar, above = Flow(gap=theme.px(6), parent=row), QVBoxLayout()
        above.setContentsMargins(pad, gap, pad, gap)
        above.addWidget(row)
        for digit, lane in enumerate(LANES):
            button = Button(
                name=f"followups.lane.{lane or 'all'}", kind=ButtonKind.CHOICE, parent=self
            )
            button.setProperty("digit", digit)
            button.clicked.connect(self._on_lane)
            bar.addWidget(button)
            self._filters[lane] = button
        self._title = Text(name="followups.empty.title", role=Role.TITLE, wrap=True, parent=self)
        self._what = Text(name="followups.empty.what", role=Role.SECONDARY, wrap=True, parent=self)
        self._finished = Text(
            self.tr("All done for today."),
            name="followups.finished",
            role=Role.STRONG,
            tone=Tone.BRAND,
            parent=self,
        )
        self._finished.setMargin(pad)
        self._more = Text(
            self.tr("There are more than can be listed. Work from the top."),
            name="followups.more",
            role=Role.HINT,
            wrap=True,
            parent=self,
        )
        self._more.setMargin(gap)
        self._stack = Stack()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._empty())
        self.body.addLayout(above)
        self.body.addWidget(Line(name="followups.lanes.line", parent=self))
        self.body.addWidget(self._finished)
        self.body.addLayout(self._stack, 1)
        self.body.addWidget(self._more)

    def show_partial(self, is_partial: bool) -> None:
        """Tell that the store's data are not all here: then no task here is not no task. Takes
        effect with the next state.
        """
        self._is_partial = is_partial

    def show_state(self, state: FollowUpsState) -> None:
        """Show counts, rows, or why there are none."""
        self._show_filters(state)
        self.list.show_rows(state.rows, state.selected)
        self._more.setVisible(state.is_truncated)
        finished = state.counts.waiting == 0 and state.counts.done > 0
        self._finished.setVisible(finished and not state.is_loading)
        title, what = self._words(state)
        self._title.setText(title)
        self._what.setText(what)
        self._stack.setCurrentIndex(0 if state.rows else 1)

    def is_empty(self) -> bool:
        """Tell whether there is no row to choose."""
        return self._stack.currentIndex() == 1

    def parts_in_order(self) -> list[QWidget]:
        """Return what takes focus, in reading order."""
        return [*self._filters.values(), self.list]

    def _empty(self) -> QWidget:
        empty = QWidget(self)
        empty.setObjectName("followups.empty")
        layout = QVBoxLayout(empty)
        pad = theme.px(theme.PAD)
        layout.setContentsMargins(pad, pad, pad, pad)
        layout.addStretch(1)
        for part in (self._title, self._what):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(part)
        layout.addStretch(2)
        return empty

    def _show_filters(self, state: FollowUpsState) -> None:
        counts = state.counts
        numbers = {
            Lane.OVERDUE: counts.overdue,
            Lane.TODAY: counts.today,
            Lane.DONE: counts.done,
            Lane.MINE: counts.mine,
        }
        short = {
            Lane.OVERDUE: self.tr("Overdue %1"),
            Lane.TODAY: self.tr("Today %1"),
            Lane.DONE: self.tr("Done %1"),
            Lane.MINE: self.tr("Mine %1"),
        }
        for digit, (lane, button) in enumerate(self._filters.items()):
            text = self.tr("All")
            if lane is not None:
                unknown = state.is_loading or (self._is_partial and not numbers[lane])
                number = "—" if unknown else str(numbers[lane])
                text = short[lane].replace("%1", number)
            button.set_caption(text, f"Alt {digit}")
            button.setChecked(state.only is lane)

    def _words(self, state: FollowUpsState) -> tuple[str, str]:
        if state.is_loading:
            return self.tr("Reading the list…"), ""
        if state.only is Lane.MINE:
            return self.tr("Nothing was handed to you."), self.tr("Alt 0 shows all tasks.")
        if state.only is not None and (state.counts.waiting or state.counts.done):
            return self.tr("Nothing in this lane."), self.tr("Alt 0 shows all tasks.")
        if self._is_partial:
            return (
                self.tr("No task is here yet."),
                self.tr("They appear as this store's data are loaded."),
            )
        return (
            self.tr("Nothing is due today."),
            self.tr("Tasks appear here on their day. Until then: F1, and the next customer."),
        )

    def _on_lane(self) -> None:
        self.lane_chosen.emit(LANES[int(self.sender().property("digit"))])
