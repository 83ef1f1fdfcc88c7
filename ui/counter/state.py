"""Everything the counter page shows. No widgets here."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from terminal.domain.card import CustomerCard, Hit, Revealed
from terminal.domain.missing import MissingField
from terminal.services.teaching import Taught
from ui.counter.sheets.state import Deed, Sheet
from ui.followups.desk import DeskState, FormState
from ui.followups.state import Answer, Counts

PARKED_SHOWN = 2


@dataclass(frozen=True, slots=True)
class Parked:
    """A customer whose card was left with something typed on it."""

    customer: str
    masked_name: str


@dataclass(frozen=True, slots=True)
class Lesson:
    """What an unknown code may be remembered as: a medicine's or a customer's, by `kind`, id and
    shown name. `length` and `tail` say which code is meant; `taught` is set once it was.
    """

    kind: str
    entity: str
    name: str
    length: int
    tail: str
    taught: Taught | None = None


@dataclass(frozen=True, slots=True)
class CounterState:
    """The page. `counts` is None until they are known. With `hits` the person chooses; without a
    card the page invites to scan. `is_looking` is true while an answer is under way.
    `is_present`: the card was opened by its own scan, so that its customer stands here.
    `sheet` is what is being entered on the card, `draft_at` since when it has been waiting (UTC;
    None: somebody is at it), `deed` what was just entered in one, `missing` the one thing worth
    asking for.
    """

    counts: Counts | None = None
    card: CustomerCard | None = None
    forms: tuple[FormState, ...] = ()
    hits: tuple[Hit, ...] = ()
    answer: Answer | None = None
    revealed: Revealed | None = None
    parked: tuple[Parked, ...] = ()
    lesson: Lesson | None = None
    sheet: Sheet | None = None
    draft_at: datetime | None = None
    deed: Deed | None = None
    missing: MissingField | None = None
    desk: DeskState = field(default_factory=DeskState)
    is_looking: bool = False
    is_present: bool = False
