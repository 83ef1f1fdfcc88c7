"""People who live together. Their files name the household; a shared phone is normal."""

from __future__ import annotations

from dataclasses import dataclass

from terminal.domain.customer import Mark


@dataclass(frozen=True, slots=True)
class Household:
    """A household. `customer` is the member under whom it was made."""

    id: str
    customer: str
    name: str = ""
    note: str = ""
    mark: Mark = Mark.ACCEPTED
