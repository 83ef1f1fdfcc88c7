"""Visits: what was said at the counter or on the phone, in one line, with side effects."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from terminal.domain.customer import Mark


@dataclass(frozen=True, slots=True)
class VisitNote:
    """What was noted of a visit. A correction `supersedes` an earlier one."""

    id: str
    customer: str
    at: datetime
    by: str
    channel: str
    note: str = ""
    side_effects: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    order_no: str | None = None
    supersedes: str | None = None
    mark: Mark = Mark.ACCEPTED
