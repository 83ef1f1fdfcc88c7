"""Events in a store, who was invited and who came."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID, uuid5

from terminal.domain.customer import Mark

_ATTENDANCES: Final = UUID("d2b1c0e7-9d57-5a52-b1c5-7b6d0c1e9f38")


class Presence(StrEnum):
    """What a customer's attendance says. UNDONE takes another one back, see `undoing_id`."""

    INVITED = "invited"
    CAME = "came"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class Event:
    """A health day or a lecture. `conditions`: whom it is meant for, everybody when empty."""

    id: str
    title: str
    starts: datetime
    ends: datetime
    place: str = ""
    capacity: int | None = None
    conditions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Attendance:
    """That a customer was invited or came."""

    id: str
    event: str
    customer: str
    code: str
    at: datetime
    by: str
    accepted: bool | None = None
    accepted_code: str | None = None
    mark: Mark = Mark.ACCEPTED


def undoing_id(attendance: str) -> str:
    """Return the id of the record that takes an attendance back: of two tills that do, one is made,
    and whoever reads both knows which it takes back.
    """
    return str(uuid5(_ATTENDANCES, f"{attendance}|{Presence.UNDONE}"))


def next_id(event: str, customer: str, known: Iterable[str]) -> str:
    """Return the id under which a customer comes to an event, given the ids of what is known of
    them there: after one that was taken back, another one.
    """
    found, made = frozenset(known), attendance_id(event, customer, Presence.CAME)
    while undoing_id(made) in found:
        made = attendance_id(event, customer, undoing_id(made))
    return made


def came(attendances: Iterable[Attendance]) -> list[Attendance]:
    """Return those that say that a customer came and were not taken back, in their order."""
    every = list(attendances)
    ids = {one.id for one in every}
    return [one for one in every if one.code == Presence.CAME and undoing_id(one.id) not in ids]


def attendance_id(event: str, customer: str, code: str) -> str:
    """Return the id of an attendance: whoever is scanned at two tills came once."""
    return str(uuid5(_ATTENDANCES, f"{event}|{customer}|{code}"))
