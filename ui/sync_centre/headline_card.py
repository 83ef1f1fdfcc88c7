"""The top of the sync centre: one sentence, and why nothing is lost."""

from __future__ import annotations

from datetime import tzinfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import i18n, theme, times
from ui.followups import words
from ui.sync_centre.state import Headline, Say, SyncCentreState, headline
from ui.theme import Role, Tone
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.icon import Icon
from ui.widgets.text import Text

_TONES = {
    Say.REFUSED: Tone.WARN,
    Say.TROUBLE: Tone.WARN,
    Say.LOADING: Tone.INFO,
    Say.ALL_THERE: Tone.OK,
}
_GOES_ON = frozenset({Say.WAITING, Say.HELD, Say.ALL_THERE})


def _is_amiss(said: Headline) -> bool:
    """Tell whether something is wrong although the exchange goes on, as with a wrong clock."""
    return bool(said.code) and said.say in _GOES_ON


class HeadlineCard(Card):
    """How it stands, in words for whoever stands at the counter."""

    export_requested = Signal()

    def __init__(self, *, zone: tzinfo, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name=name, parent=parent)
        self.fill()
        self._zone = zone
        self._icon = Icon("warn", name=f"{name}.icon", tone=Tone.WARN, size=20, parent=self)
        self._what = Text(name=f"{name}.what", role=Role.FIGURE, wrap=True, parent=self)
        self._safe = Text(name=f"{name}.safe", tone=Tone.MUTED, wrap=True, parent=self)
        self.export = Button(
            self.tr("Export unsent work"), name=f"{name}.export", key="E", parent=self
        )
        self.export.clicked.connect(self.export_requested)
        texts = QVBoxLayout()
        texts.setSpacing(theme.px(theme.GAP_TIGHT))
        texts.addWidget(self._what)
        texts.addWidget(self._safe)
        inner = QHBoxLayout()
        pad = theme.px(theme.PAD)
        inner.setContentsMargins(pad, theme.px(12), pad, theme.px(12))
        inner.setSpacing(theme.px(12))
        inner.addWidget(self._icon)
        inner.addLayout(texts, 1)
        inner.addWidget(self.export)
        self.body.addLayout(inner)

    def show_state(self, state: SyncCentreState) -> None:
        """Show how it stands."""
        self.export.setEnabled(state.can_export)
        if state.page is None:
            self._icon.hide()
            self._what.setText(self.tr("Reading how it stands…"))
            self._what.set_tone(Tone.MUTED)
            self._safe.setText("")
            return
        said = headline(state.page)
        tone = Tone.WARN if _is_amiss(said) else _TONES.get(said.say, Tone.PLAIN)
        self._icon.setVisible(tone is Tone.WARN)
        self._what.setText(self._sentence(said, state))
        self._what.set_tone(tone)
        self._safe.setText(self._why_safe(said))
        self.setAccessibleName(self._what.text())

    def _sentence(self, said: Headline, state: SyncCentreState) -> str:
        assert state.page is not None
        since = "" if said.since is None else times.moment(said.since, state.page.now, self._zone)
        match said.say:
            case Say.LOADING:
                first = self.tr("This store's data are being loaded. The counter can be used.")
            case Say.REFUSED:
                first = self.tr(
                    "HQ did not accept %n save(s). Please look at them.", "", said.count
                )
            case Say.TROUBLE:
                first = i18n.message(said.code).what
            case Say.NEVER:
                first = self.tr("This till has not reached HQ yet.")
            case Say.OFFLINE:
                first = self.tr("HQ has not answered since %1.").replace("%1", since)
            case Say.HELD:
                first = self.tr("HQ has everything; %n save(s) wait there.", "", said.count)
            case Say.ALL_THERE:
                first = self.tr("HQ has everything. Last exchange %1.").replace("%1", since)
            case Say.WAITING:
                first = ""
        wrong = i18n.message(said.code).what if _is_amiss(said) else ""
        return words.sentences((wrong, first, self._waiting(said, state)))

    def _waiting(self, said: Headline, state: SyncCentreState) -> str:
        if said.oldest is None or state.page is None or not said.count:
            return ""
        oldest = times.moment(said.oldest, state.page.now, self._zone)
        text = self.tr("%n save(s) wait to be sent, the oldest since %1.", "", said.count)
        return text.replace("%1", oldest)

    def _why_safe(self, said: Headline) -> str:
        if said.say is Say.ALL_THERE:
            return self.tr("Every save was confirmed by HQ, one by one.")
        if said.say is Say.LOADING:
            return self.tr(
                "What is here already can be used at once. What you save meanwhile is on this"
                " till's disk at once, and is sent by itself."
            )
        if said.say is Say.TROUBLE:
            text = i18n.message(said.code)
            return words.sentences((text.kept, text.next))
        if said.say is Say.REFUSED:
            return self.tr(
                "Nothing is lost: what HQ did not accept stays on this till, word for word,"
                " until somebody decides. Everything else goes on being sent."
            )
        if said.say is Say.HELD:
            return self.tr("Nothing is lost, and there is nothing to do here unless it says so.")
        return self.tr(
            "Nothing is lost: every save is on this till's disk, encrypted, before the screen"
            " says so, and stays until HQ has confirmed it. It is sent by itself."
        )
