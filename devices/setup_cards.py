"""The five cards a person scans so that a scanner's habits are learned. Pure: contents only.

Every content was chosen to show one kind of harm, and to be no code that means anything at a
counter: none is a member, medicine, payment, 医保 or identity code. The five differ enough for a
badly mangled reading to be told to which card it belongs.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

GS: Final = "\x1d"


class CardId(StrEnum):
    """What a card is for."""

    DIGITS = "digits"
    SYMBOLS = "symbols"
    SEPARATOR = "separator"
    LONG = "long"
    CHINESE = "chinese"


class CardFormat(StrEnum):
    """How a card is printed. A linear one is read by every scanner, a QR code by imagers only."""

    CODE_128 = "code_128"
    GS1_128 = "gs1_128"
    QR = "qr"


@dataclass(frozen=True, slots=True)
class SetUpCard:
    """One card. `content` is what a faultless scanner sends, a separator as GS."""

    id: CardId
    format: CardFormat
    content: str

    @property
    def is_linear(self) -> bool:
        """Tell whether a scanner that reads no QR code reads this card."""
        return self.format is not CardFormat.QR


CARDS: Final = (
    # Equal neighbours, so that a lost repeat and a doubled key both show.
    SetUpCard(CardId.DIGITS, CardFormat.CODE_128, "90011223344556677889"),
    # A small letter first: an input method begins to compose with it.
    SetUpCard(CardId.SYMBOLS, CardFormat.CODE_128, "guiTai-Zz.:/+*=%$#@?!~"),
    # Lot and serial of GS1 (AI 10 and 21), which run together where the separator is lost.
    SetUpCard(CardId.SEPARATOR, CardFormat.GS1_128, f"10GUITAI1{GS}215501"),
    # As long as a member code begins, and its letters: base 32.
    SetUpCard(
        CardId.LONG,
        CardFormat.QR,
        "GUITAI7ABCDEFGHIJKLMNOPQRSTUVWXYZ234567ZYXWVUTSRQPONMLKJIHGF",
    ),
    SetUpCard(CardId.CHINESE, CardFormat.QR, "柜台五号卡：头孢克肟0.1克"),
)
BY_ID: Final = {card.id: card for card in CARDS}
