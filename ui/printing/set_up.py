"""The page of set-up cards in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QCoreApplication

from ui.printing import card_words
from ui.printing.layout import Sheet
from ui.printing.papers import CodeFormat, PrintedCard, card_picture, set_up_sheet

translate: Final = QCoreApplication.translate


def set_up_sheets(cards: Iterable[tuple[str, str, str]]) -> tuple[Sheet, ...]:
    """Return the page with these cards, given as id, format and content."""
    made = [
        PrintedCard(
            CodeFormat(form),
            content,
            f"{place}  {card_words.title(card)}",
            card_words.purpose(card),
        )
        for place, (card, form, content) in enumerate(cards, start=1)
    ]
    advice = translate(
        "SetUpCards",
        "Open the devices page (F9), press N, and scan the five cards in this order. Print in real"
        " size (100 %). A scanner that reads no QR code skips cards 4 and 5.",
    )
    return (set_up_sheet(made, translate("SetUpCards", "Guitai: set up a scanner"), advice),)


def picture(form: str, content: str) -> Sheet:
    """Return the code of one card alone, for the screen."""
    return card_picture(PrintedCard(CodeFormat(form), content, "", ""))
