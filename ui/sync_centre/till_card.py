"""This till: its clock, how long it may go on without HQ, its last self-check, and what IT asks."""

from __future__ import annotations

from datetime import tzinfo
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from terminal.domain.sync_centre import SyncPage
from ui import i18n, theme, times
from ui.followups.words import UNKNOWN, joined
from ui.frame.standing import DRAINING
from ui.sync_centre import words
from ui.sync_centre.rules import RulesState
from ui.theme import Role, Tone
from ui.widgets.card import Card
from ui.widgets.text import Text

NOTHING_MS: Final = 2_000
"""A smaller difference of clocks is none that anybody would see."""
MATCHES_SHOWN: Final = 1
"""So many rules are named with how many customers they are about, those about most first: the side
has no room for more at 1024 px.
"""
WRONG_MS: Final = 300_000
"""A greater one is a clock that somebody has to set."""


class TillCard(Card):
    """Facts in words, and one line of small print."""

    def __init__(self, *, zone: tzinfo, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name=name, parent=parent)
        self.fill()
        self.setAccessibleName(self.tr("This till"))
        self._zone = zone
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(12))
        grid.setVerticalSpacing(theme.px(theme.GAP_TIGHT))
        grid.setColumnStretch(1, 1)
        self._values: dict[str, Text] = {}
        labels = {
            "clock": self.tr("Clock"),
            "lease": self.tr("Without HQ"),
            "scrub": self.tr("Self-check"),
            "rules": self.tr("HQ's rules"),
        }
        for row, (key, label) in enumerate(labels.items()):
            head = Text(label, name=f"{name}.{key}.label", role=Role.SECONDARY, parent=self)
            grid.addWidget(head, row, 0, Qt.AlignmentFlag.AlignTop)
            self._values[key] = Text(name=f"{name}.{key}", wrap=True, parent=self)
            grid.addWidget(self._values[key], row, 1)
        self._small = Text(name=f"{name}.small", role=Role.HINT, wrap=True, parent=self)
        inner = QVBoxLayout()
        pad = theme.px(theme.PAD)
        inner.setContentsMargins(pad, theme.px(12), pad, theme.px(12))
        inner.setSpacing(theme.px(theme.GAP))
        inner.addLayout(grid)
        inner.addWidget(self._small)
        self.body.addLayout(inner)

    def show_page(self, page: SyncPage | None) -> None:
        """Show the facts."""
        if page is None:
            for value in self._values.values():
                value.setText(UNKNOWN)
            self._small.setText("")
            return
        for key, (text, tone) in {
            "clock": self._clock(page),
            "lease": self._lease(page),
            "scrub": self._scrub(page),
        }.items():
            self._values[key].setText(text)
            self._values[key].set_tone(tone)
        self._small.setText(self._small_print(page))

    def show_rules(self, state: RulesState) -> None:
        """Show how far HQ's rules were held against the store, and whom they are about."""
        if not state.rules:
            self._values["rules"].setText(UNKNOWN)
            return
        text = self.tr("%1 in force").replace("%1", words.number(len(state.rules)))
        if not state.is_done:
            how_far = self.tr("store checked: %1 %").replace("%1", str(state.percent))
            self._values["rules"].setText(joined((text, how_far)))
            return
        checked = self.tr("%1 looked at")
        checked = checked.replace("%1", words.number(state.looked_at))
        most = (f"{i18n.pick(one.title)} {n}" for one, n in state.counts[:MATCHES_SHOWN] if n)
        self._values["rules"].setText("\n".join((joined((text, checked)), *most)))

    def _clock(self, page: SyncPage) -> tuple[str, Tone]:
        if page.centre.state.heard_at is None:
            return UNKNOWN, Tone.MUTED  # Nothing to compare it with yet.
        skew_ms = page.centre.skew_ms
        size = abs(skew_ms)
        if size < NOTHING_MS:
            return self.tr("The same as HQ's"), Tone.PLAIN
        amount = self._amount(size)
        slow = skew_ms > 0
        text = self.tr("%1 slow").replace("%1", amount)
        if not slow:
            text = self.tr("%1 fast").replace("%1", amount)
        if size < WRONG_MS:
            return joined((text, self.tr("records get HQ's time"))), Tone.PLAIN
        return joined((text, self.tr("please set this computer's clock"))), Tone.WARN

    def _amount(self, ms: int) -> str:
        seconds = ms // 1000
        if seconds < 120:  # noqa: PLR2004 (two minutes)
            return self.tr("%n second(s)", "", seconds)
        if seconds < 2 * 3600:
            return self.tr("%n minute(s)", "", seconds // 60)
        if seconds < 2 * 86_400:
            return self.tr("%n hour(s)", "", seconds // 3600)
        return self.tr("%n day(s)", "", seconds // 86_400)

    def _lease(self, page: SyncPage) -> tuple[str, Tone]:
        until = page.centre.lease_until
        if page.centre.state.is_reading_locked and page.centre.hub_state in DRAINING:
            return self.tr("Locked: HQ wants this till back"), Tone.WARN
        if page.centre.state.is_reading_locked:
            return self.tr("Health data are locked until HQ answers"), Tone.WARN
        if until is None:
            return UNKNOWN, Tone.MUTED
        text = self.tr("Can be used offline until %1").replace("%1", times.day(until, self._zone))
        return text, Tone.PLAIN

    def _scrub(self, page: SyncPage) -> tuple[str, Tone]:
        at = page.centre.scrubbed_at
        if at is None:
            return self.tr("Not yet; it runs by itself every day"), Tone.PLAIN
        when = times.moment(at, page.now, self._zone)
        return self.tr("All records read through %1").replace("%1", when), Tone.PLAIN

    def _small_print(self, page: SyncPage) -> str:
        one = page.centre
        counts = (
            (self.tr("made %1"), one.ops_made),
            (self.tr("at HQ %1"), one.ops_acked),
            (self.tr("in a verified backup %1"), one.ops_durable),
            (self.tr("pruned %1"), one.ops_pruned),
        )
        made, acked, *rest = (text.replace("%1", words.number(n)) for text, n in counts)
        device = self.tr("For IT: device %1").replace("%1", f"{one.device}/{one.inc}/{one.epoch}")
        state = ""
        if one.hub_state not in ("", "active"):
            state = self.tr("HQ says %1").replace("%1", one.hub_state)
        # In lines of its own making: left to itself a line would begin with the separator.
        return "\n".join(filter(None, (device, joined((made, acked)), joined(rest), state)))
