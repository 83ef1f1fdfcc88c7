"""The line above every page: what the till does now that people have to know of."""

from __future__ import annotations

from datetime import tzinfo

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui import theme, times
from ui.frame.standing import Stand, Standing
from ui.theme import Role, Tone
from ui.widgets.icon import Icon
from ui.widgets.progress import Progress
from ui.widgets.text import Text


class StandingBar(QFrame):
    """Words, and a bar while something loads. Nothing to say takes no room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("standing")
        self.setProperty("role", "notice")
        self._shown: Standing | None = None
        self._icon = Icon("warn", name="standing.icon", tone=Tone.WARN, parent=self)
        self._what = Text(name="standing.what", role=Role.STRONG, wrap=True, parent=self)
        self._detail = Text(name="standing.detail", role=Role.SECONDARY, wrap=True, parent=self)
        self._progress = Progress(name="standing.progress", label=self.tr("Loading"), parent=self)
        words = QVBoxLayout()
        words.setSpacing(theme.px(theme.GAP_TIGHT))
        for part in (self._what, self._detail, self._progress):
            words.addWidget(part)
        layout = QHBoxLayout(self)
        pad = theme.px(12)
        layout.setContentsMargins(pad, theme.px(theme.GAP), pad, theme.px(theme.GAP))
        layout.setSpacing(theme.px(theme.GAP))
        layout.addWidget(self._icon)
        layout.addLayout(words, 1)
        self.hide()

    def shown(self) -> Standing | None:
        """Return what it says."""
        return self._shown

    def show_standing(self, standing: Standing | None, zone: tzinfo) -> None:
        """Say this, or take no room. The same again changes nothing."""
        if standing == self._shown:
            return
        self._shown = standing
        self.setVisible(standing is not None)
        if standing is None:
            return
        is_load = standing.stand is Stand.LOADING
        what, detail = self._words(standing, zone)
        self._what.setText(what)
        is_calm = is_load and not standing.is_cut_off
        self._what.set_tone(Tone.INFO if is_calm else Tone.WARN)
        self._detail.setText(detail)
        self._icon.setVisible(not is_calm)
        self._progress.setVisible(is_load and standing.total > 0)
        self._progress.show_share(standing.rows, standing.total)
        self.setAccessibleName(f"{what} {detail}")
        theme.retone(self, tone=(Tone.INFO if is_calm else Tone.WARN).value)

    def _words(self, standing: Standing, zone: tzinfo) -> tuple[str, str]:
        match standing.stand:
            case Stand.LOCKED_BY_HQ:
                return (
                    self.tr("HQ asked for this till to be handed over. Health data are locked."),
                    self.tr(
                        "Masked names and allergies stay readable, and you can go on recording:"
                        " it is sent to HQ. Please call IT."
                    ),
                )
            case Stand.LOCKED:
                return (
                    self.tr(
                        "No word from HQ for %n day(s). Health data are locked.", "", standing.days
                    ),
                    self.tr(
                        "Masked names and allergies stay readable, and you can go on recording."
                        " It opens by itself as soon as HQ answers."
                    ),
                )
            case Stand.LOCKED_BY_CLOCK:
                return (
                    self.tr(
                        "This till has seen a later time than the clock shows."
                        " Health data are locked."
                    ),
                    self.tr(
                        "Masked names and allergies stay readable, and you can go on recording."
                        " Please set the clock. It opens by itself as soon as HQ answers."
                    ),
                )
            case Stand.LEASE_ENDS:
                until = "" if standing.until is None else times.day_and_clock(standing.until, zone)
                return (
                    self.tr("No word from HQ for %n day(s).", "", standing.days),
                    self.tr(
                        "From %1 on only masked names and allergies are shown, until HQ answers"
                        " again. Recording goes on. Please have the network looked at."
                    ).replace("%1", until),
                )
            case Stand.LOADING:
                return self._loading(standing)

    def _loading(self, standing: Standing) -> tuple[str, str]:
        number = QLocale().toString
        rows = self.tr("%1 records so far").replace("%1", number(standing.rows))
        if standing.total > 0:
            rows = self.tr("%1 of %2 records").replace("%1", number(standing.rows))
            rows = rows.replace("%2", number(standing.total))
        if standing.is_cut_off:
            what = " · ".join((self.tr("This store's data are not all here yet"), rows))
            return what, self.tr(
                "HQ does not answer; the load goes on by itself when it does. The counter can be"
                " used. Whoever is not found may not be here yet."
            )
        rate = ""
        if standing.rate is not None:
            rate = self.tr("%1 a second").replace("%1", number(standing.rate))
        what = " · ".join(filter(None, (self.tr("Loading this store's data"), rows, rate)))
        return what, self.tr(
            "The counter can be used. Whoever is not found yet may still be on the way."
        )
