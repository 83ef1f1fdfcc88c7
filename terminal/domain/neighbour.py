"""Other stores nearby that this one may send people to."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A store nearby; `minutes` on the way. Rank 1 is the nearest."""

    store: str
    name: str
    rank: int
    phone: str | None = None
    distance_m: int | None = None
    minutes: int | None = None
