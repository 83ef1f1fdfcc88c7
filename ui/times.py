"""Moments as people say them, at the store's own time."""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo
from typing import Final

from PySide6.QtCore import QCoreApplication, QDate, QLocale

translate: Final = QCoreApplication.translate

_MINUTES: Final = 60
_HOURS: Final = 48
"""What is so many hours old is told in days."""


def moment(at: datetime, now: datetime, zone: tzinfo) -> str:
    """Return when something happened, as short as it can be said: 10:32 for today, 昨天 10:32,
    11 月 3 日 10:32, and with the year when that is another one.
    """
    local, today = at.astimezone(zone), now.astimezone(zone).date()
    clock = f"{local:%H:%M}"
    if local.date() == today:
        return clock
    if local.date() == today - timedelta(days=1):
        return translate("Moment", "yesterday %1").replace("%1", clock)
    same_year = local.year == today.year
    form = translate("Moment", "d MMM") if same_year else translate("Moment", "d MMM yyyy")
    on = QLocale().toString(QDate(local.year, local.month, local.day), form)
    return f"{on} {clock}"


def span(time: timedelta) -> str:
    """Return how long something lasted or is past, in the one unit that says enough: 40 min, 7 h,
    3 d.
    """
    minutes = max(int(time.total_seconds()) // 60, 0)
    if minutes < _MINUTES:
        return translate("Moment", "%1 min").replace("%1", str(minutes))
    if minutes < _HOURS * _MINUTES:
        return translate("Moment", "%1 h").replace("%1", str(minutes // _MINUTES))
    return translate("Moment", "%1 d").replace("%1", str(minutes // (24 * _MINUTES)))


def day_and_clock(at: datetime, zone: tzinfo) -> str:
    """Return a moment with its day, whichever day it is: 12 月 6 日 14:02."""
    return f"{day(at, zone)} {at.astimezone(zone):%H:%M}"


def day(at: datetime, zone: tzinfo) -> str:
    """Return the day of a moment: 12 月 6 日."""
    local = at.astimezone(zone)
    form = translate("Moment", "d MMM")
    return QLocale().toString(QDate(local.year, local.month, local.day), form)
