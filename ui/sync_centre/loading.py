"""A running load: how far it is, how fast it goes, and what is here already."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import theme
from ui.followups.words import joined
from ui.frame.status import is_cut_off
from ui.sync_centre import words
from ui.sync_centre.state import SyncCentreState
from ui.theme import Role
from ui.widgets.card import Card
from ui.widgets.progress import Progress
from ui.widgets.text import Text


class LoadingCard(Card):
    """There only while something is being loaded."""

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name=name, parent=parent)
        self.fill()
        self.setAccessibleName(self.tr("Loading"))
        self._what = Text(name=f"{name}.what", role=Role.STRONG, wrap=True, parent=self)
        self._bar = Progress(name=f"{name}.bar", label=self.tr("Loading"), parent=self)
        self._kinds = Text(name=f"{name}.kinds", role=Role.SECONDARY, wrap=True, parent=self)
        inner = QVBoxLayout()
        pad = theme.px(theme.PAD)
        inner.setContentsMargins(pad, theme.px(12), pad, theme.px(12))
        inner.setSpacing(theme.px(theme.GAP))
        for part in (self._what, self._bar, self._kinds):
            inner.addWidget(part)
        self.body.addLayout(inner)

    def show_state(self, state: SyncCentreState) -> None:
        """Show how far it is."""
        page = state.page
        loading = () if page is None else page.centre.loading
        self.setVisible(bool(loading))
        if page is None or not loading:
            return
        # The line above every page tells the same: all that is here of all there will be.
        rows, total = page.centre.state.loaded_rows, page.centre.state.rows_total
        done = self.tr("%1 of %2 records").replace("%1", words.number(rows))
        rate = ""
        if state.rate is not None and not is_cut_off(page.centre.state):
            rate = self.tr("%1 a second").replace("%1", words.number(state.rate))
        self._what.setText(joined((done.replace("%2", words.number(total)), rate)))
        self._bar.show_share(rows, total)
        by_kind: dict[str, int] = {}
        for one in loading:
            for kind, count in one.by_kind:
                by_kind[kind] = by_kind.get(kind, 0) + count
        kinds = [f"{words.kind(kind)} {words.number(n)}" for kind, n in by_kind.items() if n]
        text = self.tr("Here already: %1").replace("%1", joined(kinds)) if kinds else ""
        self._kinds.setText(text)
        self._kinds.setVisible(bool(text))
