"""How likely a gap between two keys is: of a person who types, and of a scanner that sends.

All densities are natural logarithms per millisecond. People: log-normal gaps around a speed of
60 to 240 words (of five keys) a minute, with pauses and the odd pair of keys struck as one.
Scanners: a narrow bell around the mean gap, with wide shoulders, rare stalls, and links that carry
several reports at once (gaps of nothing, then of the whole). None of it was recorded from real
people or scanners: the forms are assumptions, wide enough not to depend on one figure.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

NS_PER_MS: Final = 1_000_000
SAME_MS: Final = 0.9
"""Gaps below this count as none: stamps are often whole milliseconds."""
STALL_MS: Final = 39.0
ONE_TRANSFER_MS: Final = 4.5
"""Reports of one transfer come within this."""
_STALL_LEAST_MS: Final = 15.0
STALLED: Final = math.log(0.008 / 350)  # Of a stall, spread evenly over its lengths.
WAITED: Final = -0.4  # Of keys that waited through a stall: they come at once.
_TWO_WAITED: Final = 1.7  # Keys' time, in which two came that waited: two, less a little.
_FAR: Final = -14.0  # No gap is impossible.
_SHOULDERS: Final = 6.0  # Degrees of freedom of the bell: 3 sigma is no surprise.
_RESOLUTION_MS: Final = 0.35

_SPEEDS: Final = (60.0, 85.0, 110.0, 145.0, 185.0, 240.0)
_COMMON: Final = (0.15, 0.2, 0.25, 0.2, 0.15, 0.05)
_SPREAD: Final = 0.42
_TABLE_MS: Final = 600
_TABLED_MS: Final = 160
_STRUCK_AS_ONE: Final = 0.012 / 40  # Both within 40 ms.
_PAUSED: Final = 0.05

SPEEDS: Final = range(len(_SPEEDS))
SPEED_WEIGHTS: Final = tuple(math.log(share) for share in _COMMON)


@cache
def _person_table(speed: int) -> tuple[float, ...]:
    centre = math.log(60_000 / (_SPEEDS[speed] * 5)) - _SPREAD**2 / 2
    return tuple(_person(ms + 0.5, centre) for ms in range(_TABLE_MS))


def _person(ms: float, centre: float) -> float:
    bell = math.exp(-(((math.log(ms) - centre) / _SPREAD) ** 2) / 2) / (ms * _SPREAD * 2.507)
    density = 0.94 * bell + _PAUSED / (400 + ms)
    if ms < STALL_MS:
        density += _STRUCK_AS_ONE
    return math.log(density)


@cache
def _anybody_table() -> tuple[float, ...]:
    tables = [_person_table(speed) for speed in SPEEDS]
    return tuple(
        log_sum(one + SPEED_WEIGHTS[speed] for speed, one in enumerate(column))
        for column in zip(*tables, strict=True)
    )


def by_person(gap_ms: float, before_ms: float, speed: int) -> float:
    """Return the log density of a typed gap. After a stall, keys that waited come at once."""
    if gap_ms < SAME_MS:
        return math.log(0.06 if before_ms > 2 * STALL_MS else 0.002)
    table = _person_table(speed)
    return table[int(gap_ms)] if gap_ms < _TABLE_MS else table[-1] - 2 * math.log(gap_ms / 600)


def by_anybody(gap_ms: float) -> float:
    """Return the log density of a gap typed by a person of unknown speed."""
    if gap_ms < SAME_MS:
        return math.log(0.004)
    table = _anybody_table()
    return table[int(gap_ms)] if gap_ms < _TABLE_MS else table[-1] - 2 * math.log(gap_ms / 600)


@dataclass(frozen=True, slots=True)
class Pace:
    """How a scanner sends: mean gap between reports, its spread as a share of the mean, reports
    per transfer (1: each by itself), and whether Shift and Ctrl cost a report of their own.
    """

    mean_ms: float
    spread: float
    batch: int = 1
    shift_costs: bool | None = None


def by_scanner(pace: Pace, gap_ms: float, before_ms: float, reports: int) -> float:
    """Return the log density of a gap that cost `reports` reports: at most, if it is not known
    whether Shift costs one.

    `before_ms` is the gap before it: what waited during a stall comes at once after it.
    """
    if pace.batch > 1:
        return _by_transfers(pace, gap_ms, before_ms, reports)
    if gap_ms < SAME_MS and before_ms > max(STALL_MS, _TWO_WAITED * pace.mean_ms):
        return WAITED
    if gap_ms < SAME_MS and pace.mean_ms > 2 * SAME_MS:
        return -7.0
    mean = pace.mean_ms
    best = _bell(gap_ms, mean, pace.spread)
    if reports > 1:
        dearer = _bell(gap_ms, mean * reports, pace.spread / math.sqrt(reports))
        best = max(best, dearer) - 0.7 if pace.shift_costs is None else dearer
    return max(best, STALLED if gap_ms > mean + _STALL_LEAST_MS else _FAR)


def _by_transfers(pace: Pace, gap_ms: float, before_ms: float, reports: int) -> float:
    """As `by_scanner`, where several reports arrive together and nothing comes between."""
    mean = pace.mean_ms * pace.batch
    if gap_ms < SAME_MS and before_ms > max(STALL_MS, _TWO_WAITED * mean):
        return WAITED
    if gap_ms < min(ONE_TRANSFER_MS, mean / 4):
        return _together(pace.batch) - 0.6 - 0.8 * gap_ms
    bells = [_bell(gap_ms, mean * count, pace.spread) for count in range(1, reports + 1)]
    half = _bell(gap_ms, mean / 2, pace.spread * 2) - 3.0
    best = max(*bells, half) + _apart(pace.batch) - (0.7 if reports > 1 else 0.0)
    return max(best, STALLED if gap_ms > mean + _STALL_LEAST_MS else _FAR)


def _bell(gap_ms: float, mean_ms: float, spread: float) -> float:
    sigma = spread * mean_ms + _RESOLUTION_MS
    z = (gap_ms - mean_ms) / sigma
    return -0.96 - math.log(sigma) - 3.5 * math.log1p(z * z / _SHOULDERS)


@lru_cache(maxsize=16)
def _together(batch: int) -> float:
    return math.log(1 - 1 / batch)


@lru_cache(maxsize=16)
def _apart(batch: int) -> float:
    return math.log(1 / batch)


@cache
def gaps_table(pace: Pace, reports: int) -> tuple[float, ...]:
    """Return `by_scanner` after no pause for gaps of 0, 0.5, 1 … ms, for paces tried often."""
    return tuple(by_scanner(pace, step / 2, 0.0, reports) for step in range(2 * _TABLED_MS))


@cache
def _any_scanner(ms: int) -> float:
    """Reckoned for each whole ms when it is asked for: all at once would keep a key waiting."""
    return log_sum(weight + by_scanner(pace, ms + 0.5, 0.0, 1) for pace, weight in PACES)


def by_any_scanner(gap_ms: float, reports: int) -> float:
    """Return the log density of a gap sent by some scanner, or between the keys of several."""
    if gap_ms < SAME_MS:
        return -1.8
    whole = _any_scanner(min(int(gap_ms), _TABLE_MS - 1))
    dearer = _any_scanner(min(int(gap_ms / reports), _TABLE_MS - 1))
    return max(whole, dearer - math.log(reports))


def log_sum(values: Iterable[float]) -> float:
    """Return log(sum(exp(values))); minus infinity for none."""
    listed = list(values)
    if not listed:
        return -math.inf
    top = max(listed)
    if len(listed) == 1 or top == -math.inf:
        return top
    return top + math.log(sum(math.exp(value - top) for value in listed if value > top - 40))


def paces() -> tuple[tuple[Pace, float], ...]:
    """Return paces of scanners nobody knows, each with its log prior: 1 to 65 ms per report."""
    found: list[tuple[Pace, float]] = []
    mean = 0.7
    while mean < 75:  # noqa: PLR2004 (slower than any scanner that is known)
        # Slow scanners are rare, and people are as fast as these.
        weight = -1.0 if mean < 25 else -2.0  # noqa: PLR2004 (where Bluetooth begins)
        found += [(Pace(mean, spread), weight) for spread in (0.1, 0.2, 0.36)]
        mean *= 1.25
    found += [
        (Pace(mean, 0.12, batch), -2.0) for mean in (2, 4, 5.3, 7, 9.3) for batch in (2, 3, 4)
    ]
    total = log_sum(weight for _, weight in found)
    return tuple((pace, weight - total) for pace, weight in found)


PACES: Final = paces()
