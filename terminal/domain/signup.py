"""Sign-ups: a customer agreed with a pharmacist to be looked after."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from terminal.domain.customer import Mark


@dataclass(frozen=True, slots=True)
class Signup:
    """A sign-up, or the end of one that it `undoes`."""

    id: str
    customer: str
    program: str
    pharmacist: str
    at: datetime
    by: str
    agreement_version: str
    until_on: date | None = None
    undoes: str | None = None
    accepted: bool | None = None
    accepted_code: str | None = None
    mark: Mark = Mark.ACCEPTED


def in_force(signups: Iterable[Signup], on: date) -> dict[str, Signup]:
    """Return a customer's sign-ups that hold on a day, by program; of several the first one made.
    HQ counts that one too. The last day counts.
    """
    every = sorted(signups, key=lambda one: (one.at, one.id), reverse=True)
    undone = {one.undoes for one in every}
    return {
        one.program: one
        for one in every
        if one.undoes is None
        and one.id not in undone
        and (one.until_on is None or on <= one.until_on)
    }
