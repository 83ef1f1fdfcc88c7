"""Events in a store, who was invited and who came."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID, uuid5

from terminal.domain.customer import Mark

_ATTENDANCES: Final = UUID("d2b1c0e7-9d57-5a52-b1c5-7b6d0c1e9f38")


class Presence(StrEnum):
    """What a customer's attendance says."""

    INVITED = "invited"
    CAME = "came"


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


def attendance_id(event: str, customer: str, code: str) -> str:
    """Return the id of an attendance: whoever is scanned at two tills came once."""
    return str(uuid5(_ATTENDANCES, f"{event}|{customer}|{code}"))
