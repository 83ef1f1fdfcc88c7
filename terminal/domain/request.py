"""What customers ask about their own data, and until when it has to be answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from terminal.domain.customer import Mark

DAYS: Final = 15
"""Within so many days a request is answered."""
OPEN: Final = "open"
MISTAKEN: Final = "mistaken"
"""Of one that was entered by mistake: it asks for nothing."""
SOON_DAYS: Final = 3
"""With so few days left it is urgent."""


class Right(StrEnum):
    """What may be asked, in the order of the keys 1 to 4 (个人信息保护法 §45, §46, §47, §15)."""

    COPY = "copy"
    CORRECT = "correct"
    ERASE = "erase"
    WITHDRAW = "withdraw"


class Answer(StrEnum):
    """How a request ends."""

    DONE = "done"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class RightsRequest:
    """A request for a copy, a correction, erasure or to withdraw."""

    id: str
    customer: str
    what: str
    at: datetime
    by: str
    due_on: date
    status: str
    done: datetime | None = None
    note: str = ""
    mark: Mark = Mark.ACCEPTED

    @property
    def is_open(self) -> bool:
        """Tell whether it waits to be answered."""
        return self.status == OPEN

    def days_left(self, on: date) -> int:
        """Return for how many days it may still wait; below zero it is late."""
        return (self.due_on - on).days
