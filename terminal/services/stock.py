"""The stock desk: "do you have …?" answered with this shelf, the stores nearby, what may stand in
for it, and what the shelf has too little of for those whose own runs out this week.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from local_store.unit_of_work import UnitOfWork
from terminal.domain.card import MedicineHit
from terminal.domain.conflicts import ConflictRule, Facts
from terminal.domain.customer import Customer, mask_name
from terminal.domain.knowledge import Article
from terminal.domain.medicine import Medicine, StockLevel
from terminal.domain.problems import Refusal
from terminal.domain.stock import (
    Decides,
    Near,
    RunsOut,
    Shortage,
    decides,
    ingredient,
    is_same,
    nearest,
    shortages,
)
from terminal.domain.supply import fills_of, supplies
from terminal.services import conflicts, counter

STORES_SHOWN: Final = 3
OTHERS_SHOWN: Final = 12
SOON_DAYS: Final = 7
"""Who runs out within so many days is expected this week."""
SLICE: Final = 50
"""Customers looked through in one go: so much may stand before whatever else is read."""
CUSTOMERS_MOST: Final = 20_000
_BOUGHT_DAYS: Final = 180


@dataclass(frozen=True, slots=True)
class Against:
    """What speaks against a medicine for the customer at the counter: codes of their file, and
    questions of HQ's rules that it would raise, by language.
    """

    codes: tuple[str, ...] = ()
    asks: tuple[dict[str, str], ...] = ()

    def __bool__(self) -> bool:
        """Tell whether anything does."""
        return bool(self.codes or self.asks)


@dataclass(frozen=True, slots=True)
class Other:
    """Another product of the same group: who decides on it, what is on the shelf, and what speaks
    against it.
    """

    medicine: Medicine
    decides: Decides
    level: StockLevel | None
    against: Against = Against()


@dataclass(frozen=True, slots=True)
class StockAnswer:
    """Everything that is said of one medicine. `about` is the masked name of whom it was held
    against, None when no card is open or their file may not be read now.
    """

    medicine: Medicine
    level: StockLevel | None
    stores: tuple[Near, ...]
    others: tuple[Other, ...]
    now: datetime
    about: str | None = None
    against: Against = Against()


@dataclass(frozen=True, slots=True)
class Slice:
    """Whose medicines run out, among some customers. `after` is where the next slice begins, None
    at the end.
    """

    running: tuple[RunsOut, ...]
    after: str | None


def find(uow: UnitOfWork, *, text: str) -> tuple[MedicineHit, ...]:
    """Return the medicines that fit a text (name, pinyin initials, number), best first."""
    if not text.strip():
        return ()
    hits = counter.search(uow, text=text)
    return tuple(one for one in hits if isinstance(one, MedicineHit))[: counter.HITS_SHOWN]


def packs(uow: UnitOfWork, *, medicine_id: str) -> tuple[MedicineHit, ...]:
    """Return the packs of the very same product, this one among them, with what the shelf has."""
    asked = uow.medicines.get(medicine_id)
    if asked is None:
        return ()
    others = uow.medicines.substitutes(asked, OTHERS_SHOWN)
    same = sorted((asked, *(one for one in others if is_same(asked, one))), key=_by_title)
    levels = uow.stock.of([one.id for one in same])
    return tuple(
        MedicineHit(
            one.id, one.title, level.qty_e4 if (level := levels.get(one.id)) else None, None
        )
        for one in same
    )


def _by_title(medicine: Medicine) -> tuple[str, str]:
    return medicine.title, medicine.id


def answer(
    uow: UnitOfWork, *, medicine_id: str, customer_id: str | None = None
) -> StockAnswer | Refusal:
    """Return what is said of a medicine, held against the file of whoever's card is open."""
    medicine = uow.medicines.get(medicine_id)
    if medicine is None:
        return Refusal("LOOKUP_NOTHING")
    others = uow.medicines.substitutes(medicine, OTHERS_SHOWN)
    levels = uow.stock.of([medicine.id, *(one.id for one in others)])
    found = StockAnswer(
        medicine,
        levels.get(medicine.id),
        tuple(nearest(uow.neighbours.all(), uow.stock.nearby(medicine.id), STORES_SHOWN)),
        _sorted(Other(one, decides(medicine, one), levels.get(one.id)) for one in others),
        uow.now,
    )
    file = None if customer_id is None else _file(uow, customer_id)
    return found if file is None else _held(found, file)


def running_out(uow: UnitOfWork, *, after: str = "") -> Slice | Refusal:
    """Return whose medicines run out within a week, among the next customers: chronic ones who
    bought within half a year. Whose file may only be kept is left out.
    """
    if uow.sync.is_reading_locked:
        return Refusal("READING_LOCKED")
    since = uow.today - timedelta(days=_BOUGHT_DAYS)
    ids = uow.tickets.customers(since, after, SLICE)
    customers = {one.id: one for one in uow.customers.many(ids).values()}
    running: list[RunsOut] = []
    for customer in customers.values():
        if customer.conditions and not customer.restricted and not customer.withdrawn:
            running += _running(uow, customer)
    return Slice(tuple(running), ids[-1] if len(ids) == SLICE else None)


def short(uow: UnitOfWork, *, running: Iterable[RunsOut]) -> tuple[Shortage, ...]:
    """Return what the shelf has too little of for these."""
    listed = tuple(running)
    ids = {one.medicine for one in listed}
    titles = {one.id: one.title for one in uow.medicines.many(ids).values()}
    return shortages(listed, titles, uow.stock.of(ids))


def _running(uow: UnitOfWork, customer: Customer) -> list[RunsOut]:
    tickets = uow.tickets.of_customer(customer.id, uow.today - timedelta(days=_BOUGHT_DAYS))
    found = []
    for one in supplies(fills_of(tickets)):
        left = one.days_left(uow.today)
        if one.run_out_on is not None and left is not None and 0 <= left <= SOON_DAYS:
            name = mask_name(customer.name)
            found.append(RunsOut(customer.id, name, one.medicine, one.run_out_on, one.qty_e4))
    return found


@dataclass(frozen=True, slots=True)
class _File:
    """What of a customer's file medicines are held against."""

    masked_name: str
    facts: Facts
    articles: tuple[Article, ...]
    rules: tuple[ConflictRule, ...]

    def against(self, medicine: Medicine) -> Against:
        """Return what speaks against a medicine: an allergy that its name holds, HQ's reviewed
        answers about its ingredient, and rules that hold with it and do not without.
        """
        facts, substance = self.facts, ingredient(medicine)
        codes = {one for one in facts.allergies if one == substance or _names(one, medicine)}
        if substance is None:
            return Against(tuple(sorted(codes)))
        held = facts.conditions | facts.allergies | facts.taken
        for article in self.articles:
            if substance in article.ingredients:
                codes |= held & frozenset(article.against)
        before = facts.named()
        after = replace(facts, taken=facts.taken | {substance}).named()
        asks = tuple(
            dict(rule.ask) for rule in self.rules if rule.holds(after) and not rule.holds(before)
        )
        return Against(tuple(sorted(codes)), asks)


def _names(substance: str, medicine: Medicine) -> bool:
    """Tell whether a medicine's name holds a substance, or a class of them: 青霉素类."""
    stem = substance.strip().removesuffix("类")
    return len(stem) > 1 and stem in medicine.generic


def _file(uow: UnitOfWork, customer_id: str) -> _File | None:
    customer = uow.customers.get(customer_id)
    if customer is None or customer.restricted or uow.sync.is_reading_locked:
        return None
    return _File(
        mask_name(customer.name),
        conflicts.facts(uow, customer),
        tuple(uow.policies.articles()),
        tuple(uow.rules.conflicts()),
    )


def _held(found: StockAnswer, file: _File) -> StockAnswer:
    others = (replace(one, against=file.against(one.medicine)) for one in found.others)
    return replace(
        found,
        about=file.masked_name,
        against=file.against(found.medicine),
        others=_sorted(others),
    )


def _sorted(others: Iterable[Other]) -> tuple[Other, ...]:
    """Return what is on the shelf and needs no doctor first, what is not for them last."""

    def order(one: Other) -> tuple[bool, bool, bool, str]:
        is_out = one.level is None or one.level.qty_e4 <= 0
        return bool(one.against), one.decides is Decides.DOCTOR, is_out, one.medicine.title

    return tuple(sorted(others, key=order))
