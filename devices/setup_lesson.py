"""What all read cards together say of a scanner: its habits, and the profile the arbiter uses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

from devices.arbiter.profiles import Card, Profile, learn
from devices.setup_cards import BY_ID, CARDS, CardId
from devices.setup_reading import CardReading, Finding

NEEDED: Final = (CardId.DIGITS, CardId.SYMBOLS, CardId.SEPARATOR)
"""A scanner that reads no QR code has shown all it can with these."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """What was learned. `ms_per_key` is None for a device that does not type; names as in
    `CardReading`, `separator` empty when no card showed it.
    """

    ms_per_key: float | None = None
    longest_gap_ms: float | None = None
    suffix: str = ""
    separator: str = ""
    is_caps_inverted: bool = False
    is_doubled: bool = False
    is_eaten: bool = False
    source: str | None = None


def habits(readings: Iterable[CardReading]) -> Habits:
    """Return the habits behind some cards. Those that have to be read again say nothing."""
    good = [one for one in readings if one.card is not None and not one.must_repeat]
    paces = [one.ms_per_key for one in good if one.ms_per_key is not None]
    longest = [one.longest_gap_ms for one in good if one.longest_gap_ms is not None]
    suffixes = [one.suffix for one in good]
    seen = {finding for one in good for finding in one.findings}
    return Habits(
        ms_per_key=median(paces) if paces else None,
        longest_gap_ms=max(longest) if longest else None,
        suffix=max(suffixes, key=suffixes.count) if suffixes else "",
        separator=next((one.separator for one in good if one.separator), ""),
        is_caps_inverted=Finding.CAPS_INVERTED in seen,
        is_doubled=Finding.DOUBLED in seen,
        is_eaten=Finding.EATEN in seen or Finding.LOST in seen,
        source=next((one.source for one in good if one.source), None),
    )


def missing(readings: Iterable[CardReading], *, reads_qr: bool) -> tuple[CardId, ...]:
    """Return the cards that were not read well yet, in their order."""
    done = {one.card for one in readings if not one.must_repeat}
    wanted = [card for card in CARDS if reads_qr or card.is_linear]
    return tuple(card.id for card in wanted if card.id not in done)


def profile(name: str, readings: Sequence[CardReading]) -> Profile | None:
    """Return the profile of a scanner that types, None when no card was typed. Cards with doubled
    or lost keys tell its pace all the same.
    """
    cards = [
        Card(BY_ID[one.card].content, one.strokes)
        for one in readings
        if one.card is not None and one.strokes and not one.must_repeat
    ]
    if not cards:
        return None
    try:
        return learn(name, cards, source=habits(readings).source)
    except ValueError:
        return None
