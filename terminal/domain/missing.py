"""What a file lacks, and which of it is worth asking for at this visit: one thing, the one that
matters most. What was asked and answered with "none" or "no" is not asked again.

The order: what the law asks first (who speaks for a child, a yes to keep health data), then what
can hurt (allergies), then what every rule reckons with, then what makes somebody reachable.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from terminal.domain.observation import Reading

CODE: Final = "asked"
"""The code of the fact that says that something was asked: its value is what, and the answer no."""


class Missing(StrEnum):
    """What may be lacking, by what is asked."""

    GUARDIAN = "guardian"
    ALLERGIES = "allergies"
    HEALTH_FILE = "health_file"
    CONDITION = "condition"
    BIRTH = "birth"
    PHONE = "phone"
    SEX = "sex"
    CHANNEL = "channel"


@dataclass(frozen=True, slots=True)
class MissingField:
    """Something to ask for; `about` is the condition that a medicine in use is taken for."""

    field: Missing
    about: str = ""

    @property
    def key(self) -> str:
        """Return what names it, in an answer too."""
        return f"{self.field} {self.about}".strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What a file holds of all this. `treated` are conditions that medicines in use are taken for;
    `answered` the keys of what was asked and answered with no; who `refuses_health` is asked for no
    illness.
    """

    needs_guardian: bool = False
    has_allergies: bool = False
    has_birth: bool = False
    has_phone: bool = False
    has_sex: bool = False
    has_channel: bool = False
    said_health_file: bool = False
    refuses_health: bool = False
    wants_reminders: bool = False
    conditions: frozenset[str] = frozenset()
    treated: frozenset[str] = frozenset()
    answered: frozenset[str] = frozenset()


def answered(told: Iterable[Reading]) -> frozenset[str]:
    """Return what was asked and answered with no, by what was told."""
    return frozenset(one.value for one in told if one.code == CODE and one.value)


def ranked(held: Held) -> tuple[MissingField, ...]:
    """Return what is lacking, the most important first."""
    ill = bool(held.conditions or held.treated)
    unknown = sorted(held.treated - held.conditions)
    found = [
        (held.needs_guardian, MissingField(Missing.GUARDIAN)),
        (not held.has_allergies, MissingField(Missing.ALLERGIES)),
        (ill and not held.said_health_file, MissingField(Missing.HEALTH_FILE)),
        *((not held.refuses_health, MissingField(Missing.CONDITION, one)) for one in unknown),
        (not held.has_birth, MissingField(Missing.BIRTH)),
        (held.wants_reminders and not held.has_phone, MissingField(Missing.PHONE)),
        (not held.has_sex, MissingField(Missing.SEX)),
        (held.wants_reminders and not held.has_channel, MissingField(Missing.CHANNEL)),
    ]
    return tuple(one for lacks, one in found if lacks and one.key not in held.answered)
