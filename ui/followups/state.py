"""Everything the follow-up page shows. No widgets here."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, TypeAlias

from terminal.domain.card import Due, MedicineLine, SignedMember, TaskItem
from terminal.domain.problems import Refusal
from terminal.services.handing_many import Pile
from terminal.services.handing_over import Colleague
from ui.followups.desk import DeskState, FormState

Answer: TypeAlias = MedicineLine | SignedMember | Refusal
"""What a scan or a search led to, when it was no customer of this store."""


PEOPLE: Final = 8
"""So many colleagues are shown at once; 9 is anybody in the store."""
ANYBODY: Final = 9


class Lane(StrEnum):
    """The parts of the list, in the order of Alt+1 to Alt+4. MINE has no heading: it is what waits
    in the others for whoever works here.
    """

    OVERDUE = "overdue"
    TODAY = "today"
    DONE = "done"
    MINE = "mine"


LANE_OF = {Due.OVERDUE: Lane.OVERDUE, Due.TODAY: Lane.TODAY, Due.DONE: Lane.DONE}
"""The lane of a task by when it is due. One that is due later is in none."""


@dataclass(frozen=True, slots=True)
class LaneRow:
    """The heading of a lane. `count` is of the whole store; `accepted` of those HQ counts."""

    lane: Lane
    count: int
    accepted: int = 0


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One task in its lane. `has_draft`: something typed for it is not on record yet."""

    lane: Lane
    task: TaskItem
    has_draft: bool = False


Row: TypeAlias = LaneRow | TaskRow


@dataclass(frozen=True, slots=True)
class Counts:
    """How the day stands in this store. `accepted` are those of `done` that HQ counts, `mine` those
    that wait for whoever works here.
    """

    overdue: int = 0
    today: int = 0
    done: int = 0
    accepted: int = 0
    mine: int = 0

    @property
    def waiting(self) -> int:
        """Return how many tasks want to be worked now."""
        return self.overdue + self.today


@dataclass(frozen=True, slots=True)
class HandingState:
    """A task about to be handed over: who can have it, `PEOPLE` at a time from `first` on. Of what
    can go with it `at` says how much does, 0: nothing.
    """

    task: str
    people: tuple[Colleague, ...]
    first: int = 0
    piles: tuple[Pile, ...] = ()
    at: int = 0

    @property
    def pile(self) -> Pile | None:
        """Return what goes as a whole, None: the task alone."""
        return self.piles[self.at - 1] if self.at else None

    @property
    def following(self) -> Pile | None:
        """Return what would go were it asked for again, None: the task alone."""
        return self.piles[self.at] if self.at < len(self.piles) else None

    @property
    def shown(self) -> tuple[Colleague, ...]:
        """Return who can be chosen with a digit now."""
        return self.people[self.first : self.first + PEOPLE]


@dataclass(frozen=True, slots=True)
class FollowUpsState:
    """The page. `is_loading` is true until the first answer, so that nothing looks like "nothing
    due" before it is known. `only` is the lane the list is narrowed to.
    """

    is_loading: bool = True
    counts: Counts = Counts()
    only: Lane | None = None
    rows: tuple[Row, ...] = ()
    selected: str | None = None
    form: FormState | None = None
    desk: DeskState = field(default_factory=DeskState)
    answer: Answer | None = None
    is_truncated: bool = False
    handing: HandingState | None = None
