"""Contacts, and how many a customer may get: two a week that are not urgent, from all tills.

A till that cannot ask HQ uses only what was leased to it: a slot.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from terminal.domain.customer import Mark

WEEKLY: Final = 2
"""Contacts a week that are not urgent."""


class ContactPurpose(StrEnum):
    """Why somebody is contacted. What they asked for themselves (service) is no message."""

    REFILL = "refill"
    FOLLOWUP = "followup"
    EVENT = "event"
    MARKETING = "marketing"
    SERVICE = "service"


@dataclass(frozen=True, slots=True)
class Contact:
    """That a customer was contacted."""

    id: str
    customer: str
    at: datetime
    by: str
    channel: str
    purpose: str
    urgent: bool = False
    slot: str | None = None
    task: str | None = None
    result: str | None = None
    accepted: bool | None = None
    accepted_code: str | None = None
    mark: Mark = Mark.ACCEPTED

    @property
    def counts(self) -> bool:
        """Tell whether it uses up some of the week's budget."""
        return not self.urgent and self.purpose != ContactPurpose.SERVICE


@dataclass(frozen=True, slots=True)
class Slot:
    """The right of one device to one contact in a week, until a moment."""

    id: str
    customer: str
    week_on: date
    device: str
    until: datetime
    used: bool = False


def week_of(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def spent(contacts: Iterable[Contact]) -> int:
    """Return how many of a week's contacts count against its budget."""
    return sum(contact.counts for contact in contacts)


def free_slot(
    slots: Iterable[Slot], contacts: Iterable[Contact], *, device: str, now: datetime
) -> Slot | None:
    """Return a slot that this device may still use in the week of these `contacts`, the one that
    ends first; None when the budget is spent or leased to others.
    """
    week = list(contacts)
    if spent(week) >= WEEKLY:
        return None
    taken = {contact.slot for contact in week}
    free = [
        slot
        for slot in slots
        if slot.device == device and not slot.used and now < slot.until and slot.id not in taken
    ]
    return min(free, key=lambda slot: (slot.until, slot.id), default=None)
