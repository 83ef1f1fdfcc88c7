"""What a scan sounds like: which of three sounds, and whoever makes them. No player here."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Protocol

from terminal.domain.problems import Refusal
from terminal.services.counter import Found

STEPS: Final = (0, 25, 50, 75, 100)
"""What one key goes through, in percent."""
_DROPPED: Final = frozenset(
    {
        "SCAN_PAYMENT",
        "SCAN_INSURANCE",
        "SCAN_ID_CARD",
        "SCAN_ID_OR_PAYMENT",
        "SCAN_PAYMENT_OR_TRACE",
    }
)


class Sound(StrEnum):
    """One beep: it was read and is known. Two: look at the screen. A low one: it was dropped."""

    KNOWN = "known"
    UNKNOWN = "unknown"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class SoundFacts:
    """How sounds stand: the volume in percent, 0 for off, and the code of what is wrong with
    them. `has_player` is False where only the system's bell can be had, at its own volume, for
    what has to be looked at.
    """

    volume: int = 0
    code: str = ""
    has_player: bool = True


class SoundDesk(Protocol):
    """Whoever makes sounds. Everything returns at once."""

    def facts(self) -> SoundFacts:
        """Return how sounds stand."""

    def set_volume(self, percent: int) -> None:
        """Set the volume, keep it for the next start, and let it be heard."""


def silent(_: Sound) -> None:
    """Make no sound."""


class Silence:
    """A `SoundDesk` where no sounds are."""

    def facts(self) -> SoundFacts:
        """Say that they are off."""
        return SoundFacts()

    def set_volume(self, percent: int) -> None:
        """Stay silent."""


def sound_of(found: Found) -> Sound:
    """Return what a scan that led to this sounds like."""
    if not isinstance(found, Refusal):
        return Sound.KNOWN
    return Sound.DROPPED if found.code in _DROPPED else Sound.UNKNOWN


def louder(volume: int) -> int:
    """Return the next step: louder, and off after the loudest."""
    return next((one for one in STEPS if one > volume), STEPS[0])
