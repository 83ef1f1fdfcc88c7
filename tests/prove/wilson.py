"""How sure a share is that was seen in so many tries."""

from __future__ import annotations

from math import sqrt
from typing import Final, NamedTuple

Z95: Final = 1.959963984540054
"""Two-sided 95 % of the normal distribution."""


class Interval(NamedTuple):
    """Bounds of a share, 0 … 1."""

    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.low:.2%} – {self.high:.2%}"


def wilson(hits: int, tries: int, *, z: float = Z95) -> Interval:
    """Return Wilson's score interval for `hits` in `tries`: right for shares near 0 too, where
    the usual one claims certainty. E. B. Wilson, JASA 22 (1927) 209–212.
    """
    if not 0 <= hits <= tries or not tries:
        raise ValueError(f"{hits} of {tries}")
    share, spread = hits / tries, z * z / tries
    centre = share + spread / 2
    reach = z * sqrt(share * (1 - share) / tries + spread / tries / 4)
    low = (centre - reach) / (1 + spread) if hits else 0.0
    high = (centre + reach) / (1 + spread) if hits < tries else 1.0
    return Interval(low, high)
