"""Does a series grow? A straight line through it, with the error of its slope."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, linear_regression
from typing import Final

_T95: Final = 1.97
"""Student's t for 95 % and some 200 degrees of freedom; a soak has more."""
_FEWEST: Final = 3


@dataclass(frozen=True, slots=True)
class Trend:
    """A series' mean, and its slope per hour with the half-width of its 95 % interval."""

    mean: float
    slope: float
    error: float

    @property
    def grows(self) -> bool:
        """Tell whether the slope is above zero beyond its error, by more than 3 % of the mean in
        an hour: less is what caches and statistics do while they fill.
        """
        return self.slope - self.error > 0 and self.slope > 0.03 * abs(self.mean)

    def __str__(self) -> str:
        return f"{self.mean:.3g}, {self.slope:+.3g} ± {self.error:.2g} an hour"


def trend(hours: Sequence[float], values: Sequence[float]) -> Trend:
    """Return the trend of values measured at these hours. Raise ValueError for fewer than three.

    Least squares; samples that follow one another are alike, so the error is that of every tenth.
    """
    if len(values) < _FEWEST:
        raise ValueError("too few samples")
    line = linear_regression(hours, values)
    rest = [v - (line.slope * h + line.intercept) for h, v in zip(hours, values, strict=True)]
    middle = fmean(hours)
    spread = math.fsum((h - middle) ** 2 for h in hours)
    variance = math.fsum(r * r for r in rest) / (len(rest) - 2)
    error = _T95 * math.sqrt(variance / spread) if spread else math.inf
    return Trend(fmean(values), line.slope, error * math.sqrt(10))
