"""The right side of the devices page: one device, what is wrong with it, and what can be done."""

from __future__ import annotations

from datetime import tzinfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui import i18n, theme, times
from ui.devices import words
from ui.devices.live import LiveCard
from ui.devices.ports import DeviceFacts
from ui.devices.state import DevicesState, Trial
from ui.followups.flow import Flow
from ui.followups.words import sentences
from ui.theme import Role, Tone
from ui.widgets.button import Button, ButtonKind
from ui.widgets.card import Card, empty
from ui.widgets.chip import Chip
from ui.widgets.text import Text


class DeviceDetail(Card):
    """State and reason in words, the trial, counts, and what set-up learned."""

    trial_requested = Signal()
    learn_requested = Signal()
    remove_requested = Signal()

    def __init__(self, *, zone: tzinfo, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name=name, parent=parent)
        self.fill()
        self.setAccessibleName(self.tr("The device"))
        self._zone, self._name = zone, name
        self._state = Chip(name=f"{name}.state", parent=self)
        self._title = Text(name=f"{name}.title", role=Role.TITLE, wrap=True, parent=self)
        self._about = Text(name=f"{name}.about", role=Role.SECONDARY, wrap=True, parent=self)
        self._why = Text(
            name=f"{name}.why", role=Role.STRONG, tone=Tone.WARN, wrap=True, parent=self
        )
        self._advice = Text(name=f"{name}.advice", wrap=True, parent=self)
        self._code = Text(name=f"{name}.code", role=Role.HINT, parent=self)
        self._trial = Text(name=f"{name}.trial", role=Role.STRONG, wrap=True, parent=self)
        self.trial = Button(
            self.tr("Try it"), name=f"{name}.try", key="T", kind=ButtonKind.PRIMARY, parent=self
        )
        self.learn = Button(self.tr("Learn again"), name=f"{name}.learn", key="L", parent=self)
        self.remove = Button(self.tr("Remove"), name=f"{name}.remove", key="D", parent=self)
        self.trial.clicked.connect(self.trial_requested)
        self.learn.clicked.connect(self.learn_requested)
        self.remove.clicked.connect(self.remove_requested)
        self.live = LiveCard(name=f"{name}.live", parent=self)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.px(12))
        self._grid.setVerticalSpacing(theme.px(theme.GAP_TIGHT))
        self._grid.setColumnStretch(1, 1)
        self._rows: list[tuple[str, str]] = []
        self._lay_out()

    def show_state(self, state: DevicesState) -> None:
        """Show the chosen device, or how to get one."""
        device = state.device
        self.live.setVisible(state.seen_camera is not None)
        self.live.show_picture(state.picture)
        for part in (self._state, self._about, self._code):
            part.setVisible(device is not None)
        self.trial.setVisible(device is not None)
        self.trial.setEnabled(state.can_try)
        self.learn.setVisible(device is not None)
        self.remove.setVisible(state.can_remove)
        self._show_trial(None if device is None else state.trial)
        if device is None:
            unread = "" if state.overview is None else self.tr("No device")
            self._title.setText(unread)
            self._why.hide()
            self._advice.hide()
            self._show_rows([])
            return
        self._title.setText(words.name(device))
        self._state.setText(words.state(device))
        self._state.set_tone(words.TONES[device.state])
        kind = words.kind(device.kind)
        about = ("" if kind == words.name(device) else kind, device.where)
        self._about.setText(" · ".join(filter(None, about)))
        self._about.setVisible(any(about))
        self._show_reason(device)
        self._show_rows(self._facts(device, state))

    def parts_in_order(self) -> list[QWidget]:
        """Return what takes focus, in reading order."""
        return [self.trial, self.learn, self.remove]

    def _show_reason(self, device: DeviceFacts) -> None:
        self._why.setVisible(bool(device.code))
        self._advice.setVisible(bool(device.code))
        self._code.setVisible(bool(device.code))
        if device.code:
            said = i18n.message(device.code)
            self._why.setText(said.what)
            self._advice.setText(sentences((said.kept, said.next)))
            self._code.setText(device.code)

    def _show_trial(self, trial: Trial | None) -> None:
        self._trial.setVisible(trial is not None)
        if trial is None:
            return
        if trial.is_waiting:
            text, tone = self.tr("Read any code with it now. It leads nowhere."), Tone.INFO
        elif trial.read is not None:
            text = self.tr("It works: %1, %n character(s).", "", trial.length)
            text, tone = text.replace("%1", words.code_kind(trial.read)), Tone.OK
        else:
            text = self.tr(
                "Nothing came within 20 seconds. Does it beep? Check cable or battery, then learn"
                " it again (L)."
            )
            tone = Tone.WARN
        self._trial.setText(text)
        self._trial.set_tone(tone)

    def _facts(self, device: DeviceFacts, state: DevicesState) -> list[tuple[str, str]]:
        last = state.reads.get(device.id)
        when = self.tr("nothing yet")
        if last is not None and state.now is not None:
            at = times.moment(last.at, state.now, self._zone)
            when = f"{at} · {words.code_kind(last.kind)}"
        rows = [(self.tr("Last read"), when), (self.tr("Since the start"), self._counts(device))]
        if device.learned is not None:
            on = times.day(device.learned.learned_at, self._zone)
            rows.append((self.tr("Set up"), on))
            rows += words.learned(device.learned)
        else:
            rows.append((self.tr("Set up"), self.tr("not yet: it reads by the usual rules")))
        return rows

    def _counts(self, device: DeviceFacts) -> str:
        parts = [self.tr("%n code(s) read", "", device.scans)]
        if device.bad_frames:
            parts.append(self.tr("%n garbled", "", device.bad_frames))
        if device.dropped:
            parts.append(self.tr("%n not taken", "", device.dropped))
        return " · ".join(parts)

    def _show_rows(self, rows: list[tuple[str, str]]) -> None:
        if rows == self._rows:
            return
        self._rows = rows
        empty(self._grid)
        for place, (label, value) in enumerate(rows):
            name = f"{self._name}.fact.{place}"
            head = Text(label, name=f"{name}.label", role=Role.SECONDARY, parent=self)
            text = Text(value, name=name, wrap=True, parent=self)
            for part, column in ((head, 0), (text, 1)):
                self._grid.addWidget(part, place, column, Qt.AlignmentFlag.AlignTop)
                part.show()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(theme.px(theme.GAP))
        top.addWidget(self._title, 1)
        top.addWidget(self._state, 0, Qt.AlignmentFlag.AlignTop)
        row = QWidget(self)
        row.setObjectName(f"{self._name}.buttons")
        buttons = Flow(gap=theme.px(theme.GAP), parent=row)
        for button in (self.trial, self.learn, self.remove):
            buttons.addWidget(button)
        inner = QVBoxLayout()
        inner.setContentsMargins(*(theme.px(theme.PAD),) * 4)
        inner.setSpacing(theme.px(12))
        inner.addLayout(top)
        for part in (self._about, self._why, self._advice, self._code):
            inner.addWidget(part)
        inner.addWidget(row)
        inner.addWidget(self._trial)
        inner.addWidget(self.live)
        inner.addLayout(self._grid)
        inner.addStretch(1)
        self.body.addLayout(inner)
