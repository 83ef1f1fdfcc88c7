"""Consent: what a customer said about each use of their data.

Nothing said means no, except for being served: that is nobody's to refuse (PIPL articles 15, 16,
29). Under 14 a guardian speaks (article 31).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from terminal.domain.customer import Mark, age_on

GUARDED_YEARS: Final = 14
"""Under this age a guardian speaks for a customer."""


class Purpose(StrEnum):
    """What a consent is for."""

    SERVICE = "service"
    REMINDERS = "reminders"
    MARKETING = "marketing"
    HEALTH_FILE = "health_file"
    SIGNUP = "signup"


@dataclass(frozen=True, slots=True)
class Consent:
    """One thing somebody said: yes or no to a purpose, how, and to which text."""

    id: str
    customer: str
    purpose: str
    given: bool
    text_version: str
    how: str
    at: datetime
    by: str
    guardian: str | None = None
    undoes: str | None = None
    mark: Mark = Mark.ACCEPTED


def latest(consents: Iterable[Consent]) -> dict[str, Consent]:
    """Return what stands, by purpose: the latest word that was not entered by mistake."""
    every = sorted(consents, key=lambda one: (one.at, one.id))
    undone = {one.undoes for one in every}
    return {one.purpose: one for one in every if one.undoes is None and one.id not in undone}


def allows(consents: Iterable[Consent], purpose: Purpose) -> bool:
    """Tell whether a customer's data may be used for a purpose."""
    if purpose is Purpose.SERVICE:
        return True
    word = latest(consents).get(purpose)
    return word is not None and word.given


def needs_guardian(birth_on: date | None, on: date) -> bool:
    """Tell whether somebody else has to speak for a customer; an unknown age does not ask so."""
    years = age_on(birth_on, on)
    return years is not None and years < GUARDED_YEARS
