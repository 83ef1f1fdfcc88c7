"""What can be entered on a card. No widgets here."""

from __future__ import annotations

from enum import StrEnum


class SheetKind(StrEnum):
    """What can be entered on a card."""

    PRESSURE = "pressure"
    GLUCOSE = "glucose"
    NOTE = "note"
    COMPLAINT = "complaint"
    CONSENTS = "consents"
    ANSWER = "answer"
    REFILL = "refill"
    FIELD = "field"
    EVENT = "event"
    WHY = "why"
    PROXY = "proxy"
    HAND = "hand"
    LABELS = "labels"
