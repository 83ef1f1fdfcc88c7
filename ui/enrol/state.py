"""What the sheet of a new file shows. No widgets here."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final

from terminal.domain import enrolment
from terminal.domain.consent import Purpose
from terminal.domain.enrolment import KINDS, TEMPLATES, Draft
from terminal.domain.problems import FieldProblem, Refusal
from terminal.services.consents import ASKED
from terminal.services.enrolment import Enrolled, Likely

NO_TO_ALL: Final = 2 * len(ASKED) + 1
"""The place of the key that says no to every purpose."""


class Group(StrEnum):
    """What a key answers: what is bought and who it is, or what was said about the data."""

    KIND = "kind"
    CONSENT = "consent"


@dataclass(frozen=True, slots=True)
class EnrolState:
    """Everything the view shows. `aside` are drafts that were put aside for other customers;
    `is_asked` that a file as good as this one exists and Enter was pressed all the same;
    `has_moved` that the last digit of a phone led on by itself just now; `done` what was just
    begun, `is_fresh` while it can be taken back. `since` says since when a draft of an earlier run
    waits, until somebody goes on with it.
    """

    draft: Draft = field(default_factory=Draft)
    aside: tuple[Draft, ...] = ()
    likely: tuple[Likely, ...] = ()
    problems: tuple[FieldProblem, ...] = ()
    is_busy: bool = False
    is_asked: bool = False
    has_moved: bool = False
    done: Enrolled | None = None
    is_fresh: bool = False
    refusal: Refusal | None = None
    since: str = ""

    @property
    def has_sure(self) -> bool:
        """Tell whether somebody on file is as good as certainly the one that is typed."""
        return any(one.is_sure for one in self.likely)

    @property
    def parked(self) -> Draft | None:
        """Return the draft that comes back next, None where none was put aside."""
        return self.aside[0] if self.aside else None

    @property
    def can_put_aside(self) -> bool:
        """Tell whether there is a draft that can make room without another one being lost."""
        return not self.draft.is_empty and self.parked is None and not self.is_busy

    @property
    def enter_goes_on(self) -> bool:
        """Tell whether Enter goes on to the answers: nobody means to save before they were given,
        or with the Enter that ends a number.
        """
        return self.done is None and (self.draft.kind is None or self.has_moved)

    @property
    def guardians(self) -> tuple[Likely, ...]:
        """Return who of those on file may speak for the child that is being enrolled."""
        if not self.draft.is_childs:
            return ()
        return tuple(one for one in self.likely if one.is_adult)

    @property
    def asks_on(self) -> tuple[str, ...]:
        """Return the templates that say what to ask next, by code."""
        chosen = self.draft.templates if self.done is None else self.done.draft.templates
        return tuple(one.code for one in TEMPLATES if one.code in chosen)

    def problem(self, name: str) -> FieldProblem | None:
        """Return what is wrong with a field."""
        return next((one for one in self.problems if one.name == name), None)

    @property
    def is_phone_whole(self) -> bool:
        """Tell whether a mobile number is typed to its end."""
        return enrolment.is_whole(self.draft.phone)


def picked(draft: Draft, group: Group, digit: int) -> Draft | None:
    """Return a draft after an answer, None where the digit means nothing. A digit says what is
    bought, always: whoever mends that says nothing about the data.
    """
    if group is Group.CONSENT:
        return _said(draft, digit)
    if 1 <= digit <= len(KINDS):
        return replace(draft, kind=KINDS[digit - 1].code)
    if len(KINDS) < digit <= len(KINDS) + len(TEMPLATES):
        code = TEMPLATES[digit - len(KINDS) - 1].code
        return replace(draft, templates=draft.templates ^ {code})
    return None


def _said(draft: Draft, digit: int) -> Draft | None:
    if digit == NO_TO_ALL:
        return replace(draft, words=dict.fromkeys(ASKED, False))
    if not 1 <= digit < NO_TO_ALL:
        return None
    purpose: Purpose = ASKED[(digit - 1) // 2]
    said = digit % 2 == 1
    words = dict(draft.words)
    if words.get(purpose) is said:
        del words[purpose]  # The same key again takes it back.
    else:
        words[purpose] = said
    return replace(draft, words=words)
