"""A claim that waits a moment for another scanner's key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from devices.arbiter.chain import Reading
from devices.arbiter.judge import Found
from devices.arbiter.run import Key, Run
from devices.arbiter.strokes import Composed, Fate

Read: TypeAlias = tuple[Found, Reading, list[Key]]


@dataclass(frozen=True, slots=True)
class Ripening:
    """The claim is made at `at_ns` unless such a key comes before."""

    at_ns: int
    run: Run
    found: Found
    read: Read

    def handed_back(self, composed: Composed) -> Fate | None:
        """Take a key that an input method hands back; None when it is none of this run."""
        place = self.run.place_of(composed.serial)
        if place is None:
            return None
        if place in self.found.members:
            return Fate.DROP
        self.run.commit(composed)
        return Fate.SHOW
