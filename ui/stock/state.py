"""What the stock page shows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from terminal.domain.card import MedicineHit, MedicineLine
from terminal.domain.problems import Refusal
from terminal.domain.stock import Near, Shortage
from terminal.services.stock import Other, StockAnswer
from ui.held_file import Held


class Tab(StrEnum):
    """The two lists."""

    FOUND = "found"
    SHORT = "short"


TABS: Final = tuple(Tab)


@dataclass(frozen=True, slots=True)
class StockState:
    """Everything the view shows. `short` is None until this week was gone through, `picked`
    is the store that was chosen, `is_held` that its slip is shown; `scanned` is the package that
    was scanned, for what there is to say of it; `is_apart`: somebody else asks than whose card is
    open.
    """

    tab: Tab = Tab.FOUND
    text: str = ""
    hits: tuple[MedicineHit, ...] = ()
    found_for: str | None = None
    answer: StockAnswer | None = None
    short: tuple[Shortage, ...] | None = None
    is_looking: bool = False
    selected: str | None = None
    picked: str | None = None
    is_held: bool = False
    scanned: MedicineLine | None = None
    refusal: Refusal | None = None
    is_apart: bool = False

    @property
    def ids(self) -> tuple[str, ...]:
        """Return the medicines of the list that is shown, in its order."""
        if self.tab is Tab.SHORT:
            return tuple(one.medicine for one in self.short or ())
        return tuple(one.id for one in self.hits)

    @property
    def shortage(self) -> Shortage | None:
        """Return the shortage that is shown."""
        if self.tab is not Tab.SHORT:
            return None
        return next((one for one in self.short or () if one.medicine == self.selected), None)

    @property
    def shown(self) -> StockAnswer | None:
        """Return what is said of the medicine that is selected, once it is read."""
        answer = self.answer
        is_this = answer is not None and answer.medicine.id == self.selected
        return answer if is_this and self.tab is Tab.FOUND else None

    @property
    def held(self) -> Held:
        """Return whose file the answer that is shown is held against."""
        return Held(None if self.shown is None else self.shown.about, self.is_apart)

    @property
    def waits_for(self) -> str | None:
        """Return the medicine whose answer is being read, None when none is."""
        if self.tab is not Tab.FOUND or self.shown is not None or self.refusal is not None:
            return None
        return next((one.title for one in self.hits if one.id == self.selected), None)

    @property
    def store(self) -> Near | None:
        """Return the store to ask: the one picked, or else the nearest that has it."""
        stores = () if self.shown is None else self.shown.stores
        first = next((one for one in stores if one.has_it), None)
        return next((one for one in stores if one.store == self.picked), first)

    @property
    def others(self) -> tuple[Other, ...]:
        """Return what may stand in for it."""
        return () if self.shown is None else self.shown.others

    @property
    def can_hold(self) -> bool:
        """Tell whether a slip can be shown: there is a store to ask for it."""
        return self.store is not None and self.store.has_it and not self.is_held

    @property
    def warns(self) -> bool:
        """Tell whether something is wrong with the very package that was scanned."""
        line = self.scanned
        if line is None:
            return False
        has_problem = line.pack is not None and line.pack.problem is not None
        return line.is_expired or line.sold is not None or has_problem

    @property
    def finds_nothing(self) -> bool:
        """Tell whether what is typed was looked for and fits no medicine."""
        typed = self.text.strip()
        return bool(typed) and self.found_for == typed and not self.hits
