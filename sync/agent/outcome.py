"""What an exchange came to, as the runner needs to know it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Outcome:
    """`trouble` is the code of what stands between till and HQ, if anything does; a `failed`
    exchange is tried again, `next_ms` from now at the earliest; after one that succeeded HQ wants
    to be asked again in `next_ms`. `halted`: nothing is sent any more until the terminal starts
    anew, because HQ does not take this device for what it says it is.
    """

    trouble: str | None = None
    failed: bool = False
    halted: bool = False
    next_ms: int = 0
    pushed: int = 0
    pulled: int = 0
