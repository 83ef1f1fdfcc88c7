"""What is said of a medicine that somebody asks for: where it is, what may stand in for it, and
whose own runs out this week.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from terminal.domain.medicine import Medicine, NearbyLevel, StockLevel
from terminal.domain.neighbour import Neighbour


class Decides(StrEnum):
    """Who says whether another product is taken instead; nobody at the counter does. SAME: nobody
    has to, for it is the same product in a pack of another size.
    """

    SAME = "same"
    CUSTOMER = "otc"
    DOCTOR = "doctor"


@dataclass(frozen=True, slots=True)
class Near:
    """A store nearby and what it was last known to have; `level` is None when nothing is known."""

    store: str
    name: str
    phone: str | None = None
    level: StockLevel | None = None
    minutes: int | None = None

    @property
    def has_it(self) -> bool:
        """Tell whether something was left on its shelf."""
        return self.level is not None and self.level.qty_e4 > 0


@dataclass(frozen=True, slots=True)
class RunsOut:
    """That a customer's medicine runs out on a day; `qty_e4` is what they bought last."""

    customer: str
    masked_name: str
    medicine: str
    on: date
    qty_e4: int


@dataclass(frozen=True, slots=True)
class Shortage:
    """A medicine of which less is on the shelf than is likely to be asked for this week."""

    medicine: str
    title: str
    level: StockLevel | None
    wanted_e4: int
    people: tuple[RunsOut, ...]


def is_same(asked: Medicine, other: Medicine) -> bool:
    """Tell whether two are one product in packs of different sizes: of one name, which says the
    form too, one ingredient and one strength, and one maker's as far as is known.
    """

    def key(one: Medicine) -> tuple[str | None, ...]:
        return one.generic, one.strength, one.unit, one.substitute_group, one.rx

    if key(asked) != key(other) or not asked.strength:
        return False
    approvals = {asked.approval_no, other.approval_no}
    # A number of approval is a maker's, for a name, a form and a strength.
    return len(approvals) == 1 if None not in approvals else asked.trade == other.trade


def decides(asked: Medicine, other: Medicine) -> Decides:
    """Return who decides on another product: the customer only where both are said to be theirs to
    choose and neither is a prescription medicine; a prescription is not to be altered by whoever
    dispenses it (药品管理法 §58). What HQ said nothing of is the doctor's. Another pack of the same
    product alters nothing.
    """
    if is_same(asked, other):
        return Decides.SAME
    free = all(one.substitution == Decides.CUSTOMER and one.rx != "rx" for one in (asked, other))
    return Decides.CUSTOMER if free else Decides.DOCTOR


def ingredient(medicine: Medicine) -> str | None:
    """Return the active ingredient: its substitute group begins with it."""
    return (medicine.substitute_group or "").partition("|")[0] or None


def nearest(stores: Iterable[Neighbour], levels: Iterable[NearbyLevel], most: int) -> list[Near]:
    """Return the stores to send somebody to: those that have it first, then by the way there. A
    store that HQ no longer names is left out: nobody could call it.
    """
    known = {one.store: one for one in levels}
    found = []
    for store in sorted(stores, key=lambda one: (one.rank, one.store)):
        level = known.get(store.store)
        minutes = store.minutes if level is None or level.eta_min is None else level.eta_min
        shelf = None if level is None else level.level
        found.append(Near(store.store, store.name, store.phone, shelf, minutes))
    return sorted(found, key=lambda one: not one.has_it)[:most]


def shortages(
    running: Iterable[RunsOut],
    titles: Mapping[str, str],
    levels: Mapping[str, StockLevel],
) -> tuple[Shortage, ...]:
    """Return what the shelf has too little of for those whose own runs out, most people first. One
    customer counts once, however often they were found; what nothing is known of is short.
    """
    by_medicine: dict[str, dict[str, RunsOut]] = {}
    for one in running:
        if one.medicine in titles:
            by_medicine.setdefault(one.medicine, {})[one.customer] = one
    found = []
    for medicine, people in by_medicine.items():
        wanted = sum(one.qty_e4 for one in people.values())
        level = levels.get(medicine)
        if level is None or level.qty_e4 < wanted:
            listed = tuple(sorted(people.values(), key=lambda one: (one.on, one.customer)))
            found.append(Shortage(medicine, titles[medicine], level, wanted, listed))
    return tuple(sorted(found, key=lambda one: (-len(one.people), one.title, one.medicine)))
