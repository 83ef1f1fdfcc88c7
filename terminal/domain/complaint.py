"""Complaints."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from terminal.domain.customer import Mark

OPEN: Final = "open"
CLOSED: Final = "closed"


@dataclass(frozen=True, slots=True)
class Complaint:
    """What somebody complained `about`, and what came of it."""

    id: str
    at: datetime
    by: str
    about: str
    text: str
    status: str = OPEN
    customer: str | None = None
    closed: datetime | None = None
    result: str = ""
    mark: Mark = Mark.ACCEPTED

    @property
    def is_open(self) -> bool:
        """Tell whether it still waits for somebody; a status nobody here knows does."""
        return self.status != CLOSED
