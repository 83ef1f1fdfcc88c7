"""Which backups are kept: 7 days, 4 weeks, 3 months, and never fewer than two."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Final

DAYS: Final = 7
WEEKS: Final = 4
MONTHS: Final = 3
LEAST: Final = 2


def kept(made: Iterable[int]) -> set[int]:
    """Return which of these moments (UTC ms) are kept: the newest of each of the newest 7 days,
    4 weeks (ISO 8601) and 3 months that have any, and the two newest in any case.

    The clock of now has no part in it, so that a wrong one throws nothing away.
    """
    newest = sorted(made, reverse=True)
    keep = set(newest[:LEAST])
    for period, most in ((_day, DAYS), (_week, WEEKS), (_month, MONTHS)):
        keep |= _first_of_each(newest, period, most)
    return keep


def _first_of_each(newest: list[int], period: Callable[[datetime], object], most: int) -> set[int]:
    first: dict[object, int] = {}
    for one in newest:
        first.setdefault(period(datetime.fromtimestamp(one / 1000, UTC)), one)
    return set(list(first.values())[:most])


def _day(at: datetime) -> object:
    return at.date()


def _week(at: datetime) -> object:
    return tuple(at.isocalendar())[:2]


def _month(at: datetime) -> object:
    return (at.year, at.month)
