"""Everything the lock shows. No widgets here."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from terminal.domain.problems import Refusal
from terminal.services.pins import Person

DIGITS = 9
"""So many people have a key of their own; the others are reached with the arrows."""


class Why(StrEnum):
    """What the PIN is asked for: to let somebody work, or before names or files leave."""

    SIGN_IN = "sign_in"
    PROOF = "proof"


class Step(StrEnum):
    """What is asked now."""

    PEOPLE = "people"
    PIN = "pin"
    BADGE = "badge"
    CHOOSE = "choose"
    REPEAT = "repeat"
    MANAGERS = "managers"
    MANAGER_PIN = "manager_pin"


TYPED = frozenset({Step.PIN, Step.CHOOSE, Step.REPEAT, Step.MANAGER_PIN})
"""Steps with a field to type in."""


@dataclass(frozen=True, slots=True)
class LockState:
    """The lock. `why` is None while it is open. `person` is who signs in or proves themselves,
    `manager` who vouches for them. `turn` goes up whenever what stands in the field is to go;
    `was_here` tells that the person signed in since the program started.
    """

    why: Why | None = None
    step: Step = Step.PEOPLE
    people: tuple[Person, ...] = ()
    person: Person | None = None
    manager: Person | None = None
    problem: Refusal | None = None
    said: Refusal | None = None
    is_busy: bool = False
    is_known: bool = False
    turn: int = 0
    was_here: bool = False

    @property
    def is_locked(self) -> bool:
        """Tell whether nobody may see the pages."""
        return self.why is Why.SIGN_IN

    @property
    def is_empty(self) -> bool:
        """Tell whether this till was asked and knows nobody who works here."""
        return self.is_known and not self.people

    @property
    def wait_s(self) -> int:
        """Return for how many seconds no PIN is looked at."""
        problem = self.problem
        return int(problem.facts.get("seconds", "0")) if problem is not None else 0

    @property
    def listed(self) -> tuple[Person, ...]:
        """Return whom there is to choose from now."""
        if self.step is Step.PEOPLE:
            return self.people
        return self.managers if self.step is Step.MANAGERS else ()

    @property
    def managers(self) -> tuple[Person, ...]:
        """Return who may let the person choose a new PIN."""
        mine = None if self.person is None else self.person.staff.id
        return tuple(
            one for one in self.people if one.is_manager and one.has_pin and one.staff.id != mine
        )
