"""Everything the set-up of a scanner shows. No widgets here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from terminal.domain.problems import Refusal
from ui.devices.ports import CardResult, FoundFacts, Learned, Noise, Source
from ui.printing.layout import Sheet

QR_CARDS: Final = ("long", "chinese")
CARDS: Final = ("digits", "symbols", "separator", *QR_CARDS)
"""In the order in which they are asked for. Names are those of the cards."""


@dataclass(frozen=True, slots=True)
class SetUpState:
    """How far the set-up of one scanner is. `results` has the last good reading of each card,
    `last` whatever came last; `skipped` are cards this scanner cannot read. `ports` are the serial
    ports nobody uses, `source` where cards come from once one came, `port` the one listened to.
    `learned` is there when every card is read or skipped; `picture` is the card asked for.
    """

    results: tuple[CardResult, ...] = ()
    last: CardResult | None = None
    noise: Noise | None = None
    skipped: frozenset[str] = frozenset()
    ports: tuple[FoundFacts, ...] = ()
    source: Source | None = None
    port: str = ""
    learned: Learned | None = None
    picture: Sheet | None = None
    is_busy: bool = False
    refusal: Refusal | None = None

    @property
    def asked(self) -> str | None:
        """Return the card to scan next, None when there is none left."""
        done = {one.card for one in self.results} | self.skipped
        return next((card for card in CARDS if card not in done), None)

    @property
    def is_done(self) -> bool:
        """Tell whether there is something to keep and nothing left to scan."""
        return self.asked is None and bool(self.results)

    @property
    def can_skip(self) -> bool:
        """Tell whether the card asked for may be left out: without the first one nothing is known
        of a scanner.
        """
        return self.asked is not None and bool(self.results) and not self.is_busy

    def result(self, card: str) -> CardResult | None:
        """Return the good reading of a card."""
        return next((one for one in self.results if one.card == card), None)
