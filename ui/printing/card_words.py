"""What the set-up cards are called and what they are for, in the reader's language."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication

translate: Final = QCoreApplication.translate


def title(card: str) -> str:
    """Return what a card is called."""
    return {
        "digits": translate("SetUpCards", "Digits"),
        "symbols": translate("SetUpCards", "Letters and signs"),
        "separator": translate("SetUpCards", "Separator"),
        "long": translate("SetUpCards", "Long code"),
        "chinese": translate("SetUpCards", "Chinese"),
    }[card]


def purpose(card: str) -> str:
    """Return what a card shows of a scanner."""
    return {
        "digits": translate(
            "SetUpCards", "Shows how the scanner is connected, how fast it is and how a code ends."
        ),
        "symbols": translate(
            "SetUpCards",
            "Shows whether capitals and signs arrive, and whether an input method eats letters.",
        ),
        "separator": translate(
            "SetUpCards",
            "Shows what becomes of the separator (GS) between lot and serial number on medicine"
            " packs.",
        ),
        "long": translate(
            "SetUpCards", "As long as a member code: shows whether long codes arrive whole."
        ),
        "chinese": translate("SetUpCards", "Shows how Chinese text arrives."),
    }[card]
