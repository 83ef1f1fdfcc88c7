"""Everything the counter page shows. No widgets here."""

from __future__ import annotations

from dataclasses import dataclass, field

from terminal.domain.card import CustomerCard, Hit, Revealed
from ui.followups.desk import DeskState, FormState
from ui.followups.state import Answer, Counts

PARKED_SHOWN = 2


@dataclass(frozen=True, slots=True)
class Parked:
    """A customer whose card was left with something typed on it."""

    customer: str
    masked_name: str


@dataclass(frozen=True, slots=True)
class CounterState:
    """The page. `counts` is None until they are known. With `hits` the person chooses; without a
    card the page invites to scan. `is_looking` is true while an answer is under way.
    """

    counts: Counts | None = None
    card: CustomerCard | None = None
    forms: tuple[FormState, ...] = ()
    hits: tuple[Hit, ...] = ()
    answer: Answer | None = None
    revealed: Revealed | None = None
    parked: tuple[Parked, ...] = ()
    desk: DeskState = field(default_factory=DeskState)
    is_looking: bool = False
