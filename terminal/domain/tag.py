"""Labels on customers: who keeps each, and until when it holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final
from uuid import UUID, uuid5

from terminal.domain.customer import Mark

_TAGS: Final = UUID("3f1f9d0a-5f0e-5b47-8c52-9a0d6c0b7e21")


class TagOwner(StrEnum):
    """Who keeps a label, or whose word it is: a rule's is not taken off by hand. Of the customer's
    own words it was a questionnaire that kept them.
    """

    STAFF = "staff"
    CUSTOMER = "customer"
    HQ = "hq"
    RULE = "rule"
    MODEL = "model"


@dataclass(frozen=True, slots=True)
class Tag:
    """A label on a customer. `source` is whose, or which rule's or model's, it is."""

    id: str
    customer: str
    code: str
    owner: str
    active: bool
    source: str | None = None
    since: datetime | None = None
    until_on: date | None = None
    reason: str = ""
    mark: Mark = Mark.ACCEPTED

    def holds(self, on: date) -> bool:
        """Tell whether it is in force on a day; its last day counts."""
        return self.active and (self.until_on is None or on <= self.until_on)


def tag_id(customer: str, code: str, owner: str) -> str:
    """Return the id of a label: two tills that put it on put on one."""
    return str(uuid5(_TAGS, f"{customer}|{code}|{owner}"))
