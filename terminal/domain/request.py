"""What customers ask about their own data, and until when it has to be answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from terminal.domain.customer import Mark

DAYS: Final = 15
"""Within so many days a request is answered."""
OPEN: Final = "open"


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

    def days_left(self, on: date) -> int:
        """Return for how many days it may still wait; below zero it is late."""
        return (self.due_on - on).days
