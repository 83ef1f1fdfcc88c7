"""What is worth keeping of scanners that type, for longer than the program runs."""

from __future__ import annotations

from dataclasses import dataclass

from devices.arbiter.profiles import Profile
from devices.arbiter.trust import Trust


@dataclass(frozen=True, slots=True)
class Known:
    """The profiles of those that were set up, and what the others have shown at work."""

    profiles: tuple[Profile, ...] = ()
    trust: tuple[Trust, ...] = ()
