"""The left side of the devices page: the devices of this till, and what is plugged in."""

from __future__ import annotations

from datetime import tzinfo

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import theme, times
from ui.devices import words
from ui.devices.ports import DeviceFacts
from ui.devices.state import DevicesState
from ui.theme import Role, Tone
from ui.widgets.button import Button, ButtonKind
from ui.widgets.card import Card
from ui.widgets.table import Cell, Column, DataTable, Row
from ui.widgets.text import Text

_FOUND_MAX = 6


class HeadlineCard(Card):
    """The one sentence on top, and what can be begun from anywhere on the page."""

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name=name, parent=parent)
        self.fill()
        self.setAccessibleName(self.tr("How the devices are doing"))
        self._what = Text(name=f"{name}.what", role=Role.TITLE, wrap=True, parent=self)
        self.set_up = Button(
            self.tr("Set up a scanner"),
            name=f"{name}.set_up",
            key="N",
            kind=ButtonKind.PRIMARY,
            parent=self,
        )
        self.sound = Button(name=f"{name}.sound", parent=self)
        self.print = Button(
            self.tr("Print the set-up cards"), name=f"{name}.print", key="P", parent=self
        )
        inner = QHBoxLayout()
        pad = theme.px(theme.PAD)
        inner.setContentsMargins(pad, theme.px(12), pad, theme.px(12))
        inner.setSpacing(theme.px(theme.GAP))
        inner.addWidget(self._what, 1)
        inner.addWidget(self.sound)
        inner.addWidget(self.print)
        inner.addWidget(self.set_up)
        self.body.addLayout(inner)

    def show_state(self, state: DevicesState) -> None:
        """Say how it stands."""
        text, tone = self.tr("Looking at the devices…"), Tone.MUTED
        if state.overview is not None:
            text, tone = words.headline(state.overview)
        self._what.setText(text)
        self._what.set_tone(tone)
        self.sound.set_caption(words.sound(state.sound), "U")


class DevicesCard(Card):
    """The devices in use: name, state, what was read last."""

    def __init__(self, *, zone: tzinfo, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name=name, parent=parent)
        self.fill()
        self.setAccessibleName(self.tr("Devices of this till"))
        self._zone = zone
        columns = (
            Column(self.tr("Device"), 2, 150),
            Column(self.tr("Kind"), 1, 120),
            Column(self.tr("State"), 1, 90),
            Column(self.tr("Last read"), 3, 170),
        )
        self.table = DataTable(
            columns,
            name="devices.table",
            label=self.tr("Devices of this till"),
            click_takes=False,
            parent=self,
        )
        self._none = Text(name="devices.none", role=Role.SECONDARY, wrap=True, parent=self)
        self._none.setMargin(theme.px(theme.PAD))
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self._none)

    def show_state(self, state: DevicesState) -> None:
        """Show the devices, or what to do while there is none."""
        devices = () if state.overview is None else state.overview.devices
        rows = [self._row(one, state) for one in devices]
        self.table.set_rows(rows, selected=state.selected)
        is_empty = state.overview is not None and not devices
        self._none.setText(
            self.tr(
                "Typing works without a scanner. To add one, plug it in and press N: five printed"
                " cards teach this till how it reads."
            )
        )
        self._none.setVisible(is_empty)

    def _row(self, device: DeviceFacts, state: DevicesState) -> Row:
        last, text = state.reads.get(device.id), self.tr("nothing yet")
        if last is not None and state.now is not None:
            when = times.moment(last.at, state.now, self._zone)
            text = f"{when} · {words.code_kind(last.kind)}"
        cells = (
            Cell(words.name(device), strong=True),
            Cell(words.kind(device.kind), Tone.MUTED),
            Cell(words.state(device), words.TONES[device.state]),
            Cell(text, Tone.MUTED if last is None else Tone.PLAIN),
        )
        return Row(device.id, cells)


class FoundCard(Card):
    """What is plugged into this computer, and what the system hides."""

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name=name, parent=parent)
        self.fill()
        self.setAccessibleName(self.tr("Plugged in"))
        columns = (
            Column(self.tr("Plugged in"), 1, 150),
            Column(self.tr("Name and place"), 3, 220),
            Column("", 1, 110),
        )
        self._table = DataTable(
            columns,
            name="devices.found",
            label=self.tr("Plugged in"),
            fit=True,
            selectable=False,
            click_takes=False,
            parent=self,
        )
        self._none = Text(name=f"{name}.none", role=Role.SECONDARY, wrap=True, parent=self)
        self._apart = Text(name=f"{name}.apart", role=Role.HINT, wrap=True, parent=self)
        inner = QVBoxLayout()
        pad = theme.px(theme.PAD)
        inner.setContentsMargins(pad, theme.px(theme.GAP), pad, theme.px(theme.GAP))
        inner.setSpacing(theme.px(theme.GAP_TIGHT))
        inner.addWidget(self._none)
        inner.addWidget(self._apart)
        self.body.addWidget(self._table)
        self.body.addLayout(inner)

    def show_state(self, state: DevicesState) -> None:
        """Show what is there."""
        overview = state.overview
        self.setVisible(overview is not None)
        if overview is None:
            return
        used = self.tr("in use")
        rows = [
            Row(
                str(place),
                (
                    Cell(words.found_kind(one.kind), Tone.MUTED),
                    Cell(words.found(one)),
                    Cell(used if one.is_used else "", Tone.MUTED),
                ),
            )
            for place, one in enumerate(overview.found[:_FOUND_MAX])
        ]
        self._table.set_rows(rows)
        self._table.setVisible(bool(rows))
        rest = len(overview.found) - len(rows)
        more = self.tr("%n more are not listed.", "", rest) if rest > 0 else ""
        none = self.tr("No scanner, serial port or camera was found on this computer.")
        self._none.setText(more if rows else none)
        self._none.setVisible(bool(self._none.text()))
        self._apart.setText(words.keyboards(overview))
