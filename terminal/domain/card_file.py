"""What a card says of the file itself: whose word each label is, what was agreed to, who lives with
whom, how readings went, what HQ reviewed about it, what this tier is served.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from terminal.domain import keywords
from terminal.domain.consent import Purpose
from terminal.domain.customer import Customer, Mark
from terminal.domain.missing import MissingField
from terminal.domain.observation import Reading
from terminal.domain.tag import Tag, TagOwner

TREND_SHOWN: Final = 8
"""So many readings make a trend: four months of follow-ups every two weeks."""


class LabelKind(StrEnum):
    """What a label tells."""

    CONDITION = "condition"
    TAG = "tag"


@dataclass(frozen=True, slots=True)
class Label:
    """A condition or a tag. `owner` says whose word it is (the person's at the desk, a rule's, a
    model's, the customer's, HQ's), empty when the file does not say; `by` is what whoever or
    whatever it was is called, by language.
    """

    code: str
    kind: LabelKind
    owner: str = ""
    by: Mapping[str, str] | None = None
    since: date | None = None
    until_on: date | None = None
    reason: str = ""
    mark: Mark = Mark.ACCEPTED

    @property
    def is_provisional(self) -> bool:
        """Tell whether a rule of this till says so and HQ has not confirmed it yet."""
        return self.owner == TagOwner.RULE and self.mark is not Mark.ACCEPTED


@dataclass(frozen=True, slots=True)
class Said:
    """What stands for a purpose: yes, no, or None when nobody asked. `guardian` spoke for them."""

    purpose: Purpose
    is_given: bool | None
    on: date | None = None
    guardian: str | None = None
    mark: Mark = Mark.ACCEPTED


@dataclass(frozen=True, slots=True)
class Reach:
    """How and when somebody likes to be reached; `is_silent` wants no messages at all."""

    channel: str | None = None
    hours: str | None = None
    is_silent: bool = False


@dataclass(frozen=True, slots=True)
class Relative:
    """Somebody of the same household, masked. `is_guardian` decides for the customer of the card,
    `is_ward` is a child for whom that customer decides; `is_child` is under 14. `is_reminded`: said
    yes to being reminded; each says so alone.
    """

    customer: str
    masked_name: str
    age: int | None
    is_child: bool = False
    is_guardian: bool = False
    is_ward: bool = False
    is_reminded: bool | None = None


@dataclass(frozen=True, slots=True)
class KnowledgeItem:
    """A reviewed answer about what this customer has or takes. `against` is what in the file speaks
    against what it is about; texts are by language.
    """

    article: str
    question: Mapping[str, str]
    answer: Mapping[str, str]
    citation: str
    reviewer: str
    reviewed_on: date
    expires_on: date
    against: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CardFile:
    """Everything above of one customer. `trends` are readings of a kind, oldest first, those that
    are shown as the latest included; `script` is what customers of this tier are served, by
    language; `missing` what the file lacks, the most important first. `needs_guardian`: a child for
    whom nobody on file decides. `has_no_allergies`: somebody asked, and none is known.
    `note` is what an old table remarked on them; `notes_allergy`: it speaks of an allergy, and the
    file of none.
    """

    labels: tuple[Label, ...] = ()
    said: tuple[Said, ...] = ()
    reach: Reach = Reach()
    household: tuple[Relative, ...] = ()
    trends: Mapping[str, tuple[Reading, ...]] | None = None
    knowledge: tuple[KnowledgeItem, ...] = ()
    script: Mapping[str, str] | None = None
    needs_guardian: bool = False
    missing: tuple[MissingField, ...] = ()
    has_no_allergies: bool = False
    note: str = ""
    notes_allergy: bool = False

    @property
    def refuses_health(self) -> bool:
        """Tell whether they said no to a health file."""
        return any(
            one.purpose is Purpose.HEALTH_FILE and one.is_given is False for one in self.said
        )

    @property
    def lacks_health_word(self) -> bool:
        """Tell whether nobody asked them about a health file yet."""
        return any(one.purpose is Purpose.HEALTH_FILE and one.is_given is None for one in self.said)

    @property
    def guardians(self) -> tuple[Relative, ...]:
        """Return who of the family may speak for a child for whom nobody does yet."""
        grown = tuple(one for one in self.household if not one.is_child)
        return grown if self.needs_guardian else ()

    def trend(self, code: str) -> tuple[Reading, ...]:
        """Return the readings of a kind, oldest first."""
        return (self.trends or {}).get(code, ())


def labels(
    conditions: Iterable[str], tags: Iterable[str], kept: Iterable[Tag], today: date
) -> list[tuple[LabelKind, str, Tag | None]]:
    """Return what a file is labelled with, each with the record that says whose word it is: the
    conditions, then the tags, then labels that have a record only. The record names a label by its
    code, or by the words it had in an older file (`reason`).
    """
    holding = [one for one in kept if one.holds(today)]
    by_name: dict[str, Tag] = {}
    for one in sorted(holding, key=_weight, reverse=True):
        by_name[one.code] = one
        if one.reason:
            by_name[one.reason] = one
    found: list[tuple[LabelKind, str, Tag | None]] = []
    used = set()
    for kind, names in ((LabelKind.CONDITION, conditions), (LabelKind.TAG, tags)):
        for name in names:
            record = by_name.get(name)
            found.append((kind, name, record))
            used |= {name} if record is None else {name, record.code}
    for one in holding:
        if one.code not in used:
            used.add(one.code)
            found.append((LabelKind.TAG, one.code, by_name[one.code]))
    return found


def notes_allergy(customer: Customer) -> bool:
    """Tell whether an old table's remark speaks of an allergy, and the file has none."""
    return not customer.allergies and keywords.says_allergy(customer.note)


def trend(readings: Iterable[Reading], code: str) -> tuple[Reading, ...]:
    """Return the latest readings of a kind, oldest first, from readings that come newest first."""
    newest = [one for one in readings if one.code == code and one.items][:TREND_SHOWN]
    return tuple(reversed(newest))


_WORTH: Final = (
    TagOwner.STAFF,
    TagOwner.CUSTOMER,
    TagOwner.HQ,
    TagOwner.RULE,
    TagOwner.MODEL,
)
"""Whose word about one label counts first."""


def _weight(one: Tag) -> tuple[int, str]:
    owners = [str(owner) for owner in _WORTH]
    return (owners.index(one.owner) if one.owner in owners else len(owners)), one.id
