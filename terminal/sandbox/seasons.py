"""The shop's calendar: business days, opening hours, weekday and season patterns.

Days are proleptic ordinals (`date.toordinal`), because arithmetic on a million of them is what
the generator does most. Instants are UTC milliseconds of Asia/Shanghai wall time.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import accumulate
from random import Random
from typing import Final
from zoneinfo import ZoneInfo

ZONE: Final = ZoneInfo("Asia/Shanghai")
HISTORY_DAYS: Final = 548
"""Eighteen months of tickets."""
YEAR_DAYS: Final = 365

# First days of the lunar year (public almanacs). Outside the table nothing shifts.
_LUNAR_NEW_YEARS: Final = tuple(
    date.fromisoformat(day).toordinal()
    for day in (
        "2020-01-25", "2021-02-12", "2022-02-01", "2023-01-22", "2024-02-10", "2025-01-29",
        "2026-02-17", "2027-02-06", "2028-01-26", "2029-02-13", "2030-02-03", "2031-01-23",
        "2032-02-11", "2033-01-31", "2034-02-19", "2035-02-08",
    )
)  # fmt: skip
_CLOSED_BEFORE, _CLOSED_AFTER = 1, 4
STOCK_UP_DAYS: Final = 20
MEMBER_DAYS: Final = (8, 18, 28)

_WEEKDAYS: Final = (1.06, 0.98, 0.95, 0.95, 1.0, 1.08, 0.98)
_MONTHS: Final = (1.25, 0.85, 1.0, 0.98, 0.95, 0.93, 0.95, 0.95, 0.97, 1.0, 1.02, 1.3)
_MEMBER_DAY_PULL: Final = 1.5
_MINUTE_MS: Final = 60_000

_OPEN_HOUR: Final = 8
_HOURS: Final = (7, 10, 11, 9, 6, 5, 6, 7, 7, 8, 10, 9, 4.5, 1.5)
"""How busy each hour is from 8:00 on; the last one is the half hour until 21:30."""
_HOUR_WEIGHTS: Final = tuple(accumulate(_HOURS))


def lunar_new_years() -> list[date]:
    """Return the first days of the lunar years in the table."""
    return [date.fromordinal(day) for day in _LUNAR_NEW_YEARS]


def chance(rng: Random, probability: float) -> bool:
    """Return whether something of this probability happens."""
    return rng.random() < probability


def poisson(rng: Random, mean: float) -> int:
    """Return a Poisson number: how many arrivals an exponential clock of rate `mean` makes."""
    count, clock = 0, rng.expovariate(1.0)
    while clock < mean:
        count += 1
        clock += rng.expovariate(1.0)
    return count


def weekday(day: int) -> int:
    """Return the weekday of an ordinal, Monday 0."""
    return (day + 6) % 7


def opening_minute(rng: Random) -> int:
    """Return a minute of the day at which somebody stands at the till, 8:00 to 21:29."""
    hour = bisect_right(_HOUR_WEIGHTS, rng.random() * _HOUR_WEIGHTS[-1])
    span = 30 if hour == len(_HOURS) - 1 else 60
    return (_OPEN_HOUR + hour) * 60 + int(rng.random() * span)


def closed_until(day: int) -> int | None:
    """Return the first open day after a Spring Festival closure, or None when the shop is open."""
    for new_year in _LUNAR_NEW_YEARS:
        if new_year - _CLOSED_BEFORE <= day <= new_year + _CLOSED_AFTER:
            return new_year + _CLOSED_AFTER + 1
    return None


def is_stocking_up(day: int) -> bool:
    """Return whether people lay in supplies for the Spring Festival on this day."""
    first = _CLOSED_BEFORE + STOCK_UP_DAYS
    return any(ny - first <= day < ny - _CLOSED_BEFORE for ny in _LUNAR_NEW_YEARS)


@dataclass(frozen=True, slots=True)
class Window:
    """The days a set covers: eighteen months up to the day before `as_of`. Of that day `minutes`
    are over.
    """

    as_of: date
    minutes: int = 24 * 60
    today: int = field(init=False)
    start: int = field(init=False)
    _iso: dict[int, str] = field(init=False, default_factory=dict)
    _midnight: dict[int, int] = field(init=False, default_factory=dict)
    _days: list[int] = field(init=False, default_factory=list)
    _weights: list[float] = field(init=False, default_factory=list)
    _member_weights: list[float] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        object.__setattr__(self, "today", self.as_of.toordinal())
        object.__setattr__(self, "start", self.today - HISTORY_DAYS)
        self._days.extend(range(self.start, self.today))
        plain = [_pull(day) for day in self._days]
        hunting = [w * _member_day_pull(d) for d, w in zip(self._days, plain, strict=True)]
        self._weights.extend(accumulate(plain))
        self._member_weights.extend(accumulate(hunting))

    def iso(self, day: int) -> str:
        """Return the ISO date of an ordinal."""
        text = self._iso.get(day)
        if text is None:
            text = self._iso[day] = date.fromordinal(day).isoformat()
        return text

    def at(self, day: int, minute: int, second: int = 0) -> int:
        """Return the UTC milliseconds of a minute of a day in the shop."""
        midnight = self._midnight.get(day)
        if midnight is None:
            local = datetime.combine(date.fromordinal(day), datetime.min.time(), ZONE)
            midnight = int(local.astimezone(UTC).timestamp()) * 1000
            self._midnight[day] = midnight
        return midnight + minute * _MINUTE_MS + second * 1000

    def last(self, minute: int) -> int:
        """Return when (UTC ms) it last was this minute of a day: today or the day before."""
        return self.at(self.today if minute <= self.minutes else self.today - 1, minute)

    def shopping_day(self, rng: Random, *, since: int, hunter: bool) -> int:
        """Return a day on which somebody comes for what is not planned, as busy as days are."""
        weights: Sequence[float] = self._member_weights if hunter else self._weights
        skipped = max(since - self.start, 0)
        floor = weights[skipped - 1] if skipped else 0.0
        point = floor + rng.random() * (weights[-1] - floor)
        return self._days[min(bisect_right(weights, point), len(self._days) - 1)]

    def share_since(self, since: int) -> float:
        """Return which part of the window's shopping lies on or after a day."""
        skipped = max(since - self.start, 0)
        return 1.0 if not skipped else 1.0 - self._weights[skipped - 1] / self._weights[-1]


def _pull(day: int) -> float:
    if closed_until(day) is not None:
        return 0.0
    return _WEEKDAYS[weekday(day)] * _MONTHS[date.fromordinal(day).month - 1]


def _member_day_pull(day: int) -> float:
    return 1 + _MEMBER_DAY_PULL * 4 if date.fromordinal(day).day in MEMBER_DAYS else 1.0
