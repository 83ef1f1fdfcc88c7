"""The chips' words."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject

from ui.frame.status import ChipState, Light, Piece, Say
from ui.theme import Tone

TONES: Final = {
    Light.GOOD: Tone.OK,
    Light.CALM: Tone.MUTED,
    Light.BUSY: Tone.INFO,
    Light.OLD: Tone.WARN,
    Light.ACT: Tone.WARN,
}


class StatusWords(QObject):
    """Says what a chip says in the reader's language. An object, because only `tr` of one is
    understood as having a plural by the tool that collects the texts.
    """

    def text(self, chip: ChipState) -> str:
        """Return the words of a chip."""
        return " · ".join(self._counted(piece) or self._plain(piece) for piece in chip.pieces)

    def _counted(self, piece: Piece) -> str:
        n = piece.count
        words = {
            Say.OFFLINE_MINUTES: self.tr("Offline %n minute(s)", "", n),
            Say.OFFLINE_HOURS: self.tr("Offline %n hour(s)", "", n),
            Say.OFFLINE_DAYS: self.tr("Offline %n day(s)", "", n),
            Say.WAITING: self.tr("%n waiting to be sent", "", n),
            Say.REFUSED: self.tr("%n not accepted by HQ", "", n),
            Say.LOADING: self.tr("Loading store data: %Ln row(s)", "", n),
        }
        return words.get(piece.say, "")

    def _plain(self, piece: Piece) -> str:
        words = {
            Say.SYNCED: self.tr("Synced %1"),
            Say.NEVER_SYNCED: self.tr("Not yet connected to HQ"),
            Say.TRAINING: self.tr("Training, nothing is sent"),
            Say.OFFLINE: self.tr("Offline"),
            Say.TROUBLE: self.tr("HQ connection: %1"),
            Say.CLOCK_WRONG: self.tr("This till's clock is wrong"),
            Say.HQ_CLOCK_WRONG: self.tr("HQ's clock is wrong"),
            Say.NO_SCANNER: self.tr("No scanner"),
            Say.SCANNER_READY: self.tr("Scanner %1"),
            Say.SCANNER_STARTING: self.tr("Scanner %1 starting"),
            Say.SCANNER_LOST: self.tr("Scanner %1 unplugged"),
            Say.SCANNER_FAILED: self.tr("Scanner %1 not working"),
        }
        return words[piece.say].replace("%1", piece.fact)
