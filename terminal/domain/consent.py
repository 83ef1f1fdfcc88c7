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

_STAMP_MS: Final = 12
"""Hex digits of a stamp that are its milliseconds."""
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
    """One thing somebody said: yes or no to a purpose, how, and to which text. `stamp` is the
    clock's under which it was written. `joined` is that under which HQ last joined the files whose
    words stand together, "" where there is one file.
    """

    id: str
    customer: str
    purpose: str
    given: bool
    text_version: str
    how: str
    at: datetime
    by: str
    stamp: str
    guardian: str | None = None
    undoes: str | None = None
    mark: Mark = Mark.ACCEPTED
    joined: str = ""

    @property
    def said(self) -> tuple[int, str, str]:
        """Return the order of words: when it was said (UTC ms), which is never after it was
        written down; then the stamp under which that was.
        """
        written_ms = int(self.stamp[:_STAMP_MS], 16)
        return min(round(self.at.timestamp() * 1000), written_ms), self.stamp, self.id

    def is_after(self, other: Consent) -> bool:
        """Tell whether it was said after another and written down after it, too. Who said yes in
        one file was not asked about the no in another, until both were one.
        """
        if self.customer != other.customer and self.stamp <= self.joined:
            return False
        (mine, my_stamp, _), (theirs, their_stamp, _) = self.said, other.said
        return mine > theirs and my_stamp >= their_stamp


def latest(consents: Iterable[Consent]) -> dict[str, Consent]:
    """Return what stands, by purpose: the latest word that was not entered by mistake.

    A yes stands only when it came after every no, by the day it was said and by the stamps, which
    follow what a till had seen. So neither an old paper that is entered late nor a clock that is
    wrong undoes a withdrawal; in doubt it is no, and somebody asks again.
    """
    every = list(consents)
    undone = {one.undoes for one in every}
    words: dict[str, list[Consent]] = {}
    for one in every:
        if one.undoes is None and one.id not in undone:
            words.setdefault(one.purpose, []).append(one)
    return {purpose: _standing(said) for purpose, said in words.items()}


def _standing(words: list[Consent]) -> Consent:
    noes = [one for one in words if not one.given]
    yeses = [one for one in words if one.given and all(one.is_after(no) for no in noes)]
    return max(yeses or noes, key=lambda one: one.said)


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
