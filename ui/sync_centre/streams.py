"""What HQ sends: how many records are here, whether they agree with HQ's, which cannot be used."""

from __future__ import annotations

from datetime import tzinfo

from PySide6.QtWidgets import QVBoxLayout, QWidget

from terminal.domain.sync_centre import StreamState, SyncPage
from ui import i18n, theme, times
from ui.followups.words import joined
from ui.sync_centre import words
from ui.theme import Role, Tone
from ui.widgets.card import Card, Line
from ui.widgets.table import Cell, Column, DataTable, Row
from ui.widgets.text import ElidedText, Text

PARKED_SHOWN = 3


class StreamsCard(Card):
    """One line for each stream, and the records this program cannot use, with why."""

    def __init__(self, *, zone: tzinfo, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name=name, parent=parent)
        self.fill()
        self.setAccessibleName(self.tr("What HQ sends"))
        self._zone = zone
        columns = (
            Column(self.tr("From HQ"), 2, 150),
            Column(self.tr("Records here"), 1, 100),
            Column(self.tr("Compared with HQ"), 3, 200),
        )
        self._table = DataTable(
            columns,
            name=f"{name}.table",
            label=self.tr("What HQ sends"),
            fit=True,
            selectable=False,
            parent=self,
        )
        self._parked = QWidget(self)
        self._parked.setObjectName(f"{name}.parked")
        self._title = Text(
            name=f"{name}.parked.title", role=Role.STRONG, tone=Tone.WARN, wrap=True, parent=self
        )
        self._rows = [
            ElidedText(name=f"{name}.parked.{place}", role=Role.SECONDARY, parent=self)
            for place in range(PARKED_SHOWN)
        ]
        inner = QVBoxLayout(self._parked)
        pad = theme.px(theme.PAD)
        inner.setContentsMargins(pad, theme.px(theme.GAP), pad, theme.px(12))
        inner.setSpacing(theme.px(2))
        for part in (self._title, *self._rows):
            inner.addWidget(part)
        self.body.setContentsMargins(1, theme.px(theme.GAP_TIGHT), 1, 1)
        self.body.addWidget(self._table)
        self._line = Line(name=f"{name}.line", parent=self)
        self.body.addWidget(self._line)
        self.body.addWidget(self._parked)

    def show_page(self, page: SyncPage | None) -> None:
        """Show the streams."""
        streams = () if page is None else page.centre.streams
        self.setVisible(bool(streams))
        self._table.set_rows([self._row(one, page) for one in streams if page is not None])
        parked = () if page is None else page.centre.parked
        total = 0 if page is None else page.centre.parked_total
        self._parked.setVisible(total > 0)
        self._line.setVisible(total > 0)
        self._title.setText(
            self.tr("%n record(s) from HQ cannot be used by this program.", "", total)
        )
        shown = parked[:PARKED_SHOWN]
        for place, label in enumerate(self._rows):
            label.setVisible(place < len(shown))
            if place < len(shown):
                one = shown[place]
                label.setText(joined((words.kind(one.kind), one.id, self._why(one.code), one.code)))

    def _why(self, code: str) -> str:
        if code == "KIND_UNKNOWN":  # The code's own text is about HQ not knowing ours.
            return self.tr("This version does not know this kind of record yet.")
        return i18n.message(code).what

    def _row(self, one: StreamState, page: SyncPage) -> Row:
        text, tone = self._agreement(one, page)
        cells = (
            Cell(words.stream(one.stream), strong=True),
            Cell(words.number(one.records)),
            Cell(text, tone),
        )
        return Row(one.stream, cells)

    def _agreement(self, one: StreamState, page: SyncPage) -> tuple[str, Tone]:
        if one.mismatch_at is not None:
            since = times.moment(one.mismatch_at, page.now, self._zone)
            text = self.tr("Differs from HQ since %1; being mended").replace("%1", since)
            return text, Tone.WARN
        if one.is_repair_due:
            return self.tr("Being compared with HQ record by record"), Tone.INFO
        if not one.is_complete:
            return self.tr("Being loaded"), Tone.INFO
        if one.consistent_at is None:
            return self.tr("Not compared yet"), Tone.MUTED
        at = times.moment(one.consistent_at, page.now, self._zone)
        return self.tr("The same as at HQ, %1").replace("%1", at), Tone.PLAIN
