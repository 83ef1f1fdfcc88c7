"""Customers: who they are, what they have, and how they shop. Nobody real."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Final

from terminal.sandbox import identity, names
from terminal.sandbox.catalogue import Catalogue, Product
from terminal.sandbox.seasons import HISTORY_DAYS, chance

# How often somebody with a chronic condition has each; several at once are common.
_PREVALENCE: Final = {
    "htn": 0.60,
    "t2dm": 0.34,
    "hyperlipidemia": 0.29,
    "chd": 0.12,
    "gout": 0.06,
    "copd": 0.05,
    "osteoporosis": 0.05,
    "bph": 0.04,
    "hypothyroidism": 0.03,
    "asthma": 0.03,
}
_MEN_ONLY: Final = frozenset({"bph"})
CHRONIC_SHARE: Final = 0.38
_MINOR_SHARE: Final = 0.03
_ALLERGY_SHARE: Final = 0.12
_SECOND_DRUG: Final = {"htn": 0.25, "t2dm": 0.4, "chd": 0.4}
_BUYS_NONE_HERE: Final = 0.04
_TARGET_DAYS: Final = {
    "htn": ((28, 56, 84), (0.05, 0.08, 0.87)),
    "t2dm": ((14, 30, 60, 84), (0.04, 0.19, 0.35, 0.42)),
    "hyperlipidemia": ((28, 56, 84), (0.12, 0.26, 0.62)),
}
_OTHER_TARGET: Final = ((28, 56, 84), (0.4, 0.3, 0.3))
LONGEST_PRESCRIPTION: Final = 90
"""Days a long prescription covers at most: twelve weeks (national rule of 2021), or three packs of
thirty.
"""

_SUBSTANCES: Final = (
    "青霉素类", "头孢菌素类", "磺胺类", "阿司匹林", "布洛芬", "头孢克肟", "左氧氟沙星", "碘造影剂",
    "芒果", "花粉", "海鲜", "破伤风抗毒素", "链霉素", "红霉素",
)  # fmt: skip
_REACTIONS: Final = ("皮疹", "荨麻疹", "瘙痒", "恶心呕吐", "喉头水肿", "皮试阳性", "胸闷")
_NOTES: Final = (
    "听力不好，说话慢一点", "常由女儿代购", "不吃胶囊，要片剂", "下午来得多",
    "看不清小字，用法写大", "视力差",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Traits:
    """How somebody refills; shared by all their medicines."""

    regular: bool
    cv: float
    adherence: float
    lead: float
    weekday: int
    hunter: bool
    elsewhere: float


@dataclass(frozen=True, slots=True)
class Habit:
    """A medicine taken daily, the boxes usually bought at once, and the most that is given out."""

    product: Product
    boxes: int
    most: int


@dataclass(slots=True, kw_only=True)
class Person:
    """A customer before any purchase. `joined` is the ordinal of the first possible one."""

    number: int
    id: str
    name: str
    sex: str
    birth: int
    joined: int
    phones: list[str]
    conditions: list[str]
    traits: Traits
    codes: list[str]
    allergies: list[dict[str, str]] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    note: str = ""
    habits: list[Habit] = field(default_factory=list)
    visits_a_year: float = 0.0
    lost_code: str | None = None
    agrees: bool = False
    """Drawn by hand to have a health file, so that readings can be shown with their card."""
    shift: float = 0.0
    """How far usual readings lie from what is common, a standard normal number."""


@dataclass(frozen=True, slots=True)
class Rates:
    """Unplanned visits a year: the mean of each group, and how unequal people are (gamma shape)."""

    chronic: float = 9.7
    others: float = 11.9
    shape: float = 0.75


RATES: Final = Rates()


@dataclass(frozen=True, slots=True)
class Town:
    """Where people come from: the store, its catalogue, the day and the seed."""

    seed: int
    store: str
    catalogue: Catalogue
    as_of: date


def people(town: Town, count: int, *, first: int) -> Iterator[Person]:
    """Yield `count` customers numbered from `first`, with card numbers nobody else has."""
    rng = Random(f"{town.seed}|{town.store}|people")
    taken = {identity.showcase_number(index) for index in range(3)}
    pool = (n for n in rng.sample(range(identity.NUMBERS), 2 * count + 3) if n not in taken)
    previous: Person | None = None
    for number in range(first, first + count):
        own = Random(f"{town.seed}|{town.store}|{number}")
        person = _person(own, town, number, previous)
        person.codes.append(identity.member_code(town.store, next(pool)))
        if chance(own, 0.04):
            person.lost_code = identity.member_code(town.store, next(pool))
        previous = person
        yield person


def _person(rng: Random, town: Town, number: int, previous: Person | None) -> Person:
    minor = chance(rng, _MINOR_SHARE)
    chronic = chance(rng, CHRONIC_SHARE / (1 - _MINOR_SHARE)) and not minor
    sex = "female" if chance(rng, 0.54) else "male"
    birth = _birth(rng, town.as_of, minor=minor, chronic=chronic)
    with_previous = previous is not None and chance(rng, 0.5 if minor else 0.017)
    phones = _phones(rng, town, number, previous if with_previous else None)
    family = None
    if previous is not None and with_previous and chance(rng, 0.6) and "·" not in previous.name:
        family = previous.name[0]
    person = Person(
        number=number,
        id=identity.customer_id(town.store, number),
        name=_name(rng, number, sex, birth, family),
        sex=sex,
        birth=birth,
        joined=_joined(rng, town.as_of),
        phones=phones,
        conditions=_conditions(rng, sex) if chronic else [],
        traits=traits(rng),
        codes=[],
        shift=rng.gauss(0, 1),
    )
    _add_file(rng, town, person, minor=minor)
    person.habits = habits(rng, town.catalogue, person.conditions)
    mean = RATES.chronic if chronic else RATES.others
    person.visits_a_year = rng.gammavariate(RATES.shape, mean / RATES.shape)
    return person


def _birth(rng: Random, as_of: date, *, minor: bool, chronic: bool) -> int:
    if minor:
        years = rng.uniform(1, 17)
    elif chronic:
        years = min(max(rng.gauss(64, 11), 34), 93)
    else:
        years = min(max(rng.gauss(46, 15), 18), 90)
    return as_of.toordinal() - int(years * 365.25) - rng.randrange(1, 365)


def _joined(rng: Random, as_of: date) -> int:
    if chance(rng, 0.85):
        return as_of.toordinal() - HISTORY_DAYS - rng.randrange(1, 1500)
    return as_of.toordinal() - rng.randrange(3, HISTORY_DAYS)


def _phones(rng: Random, town: Town, number: int, shared: Person | None) -> list[str]:
    if shared is not None and shared.phones:
        return shared.phones[:1]
    if chance(rng, 0.02):
        return []
    found = [identity.phone(town.seed, town.store, number)]
    if chance(rng, 0.05):
        found.append(identity.phone(town.seed, town.store, 5000 + number))
    return found


def _name(rng: Random, number: int, sex: str, birth: int, family: str | None) -> str:
    # The first customers after the showcase hold each rare character, so that every store has all.
    if 11 <= number < 11 + len(names.RARE):  # noqa: PLR2004 (customers 11, 12 and 13)
        return names.with_rare_character(rng, number - 11)
    if chance(rng, 0.012):
        return names.dotted(rng, sex=sex)
    if chance(rng, 0.006):
        return names.with_rare_character(rng, number)
    return names.person(rng, sex=sex, born=date.fromordinal(birth).year, family=family)


def _conditions(rng: Random, sex: str) -> list[str]:
    while True:
        found = [
            condition
            for condition, share in _PREVALENCE.items()
            if chance(rng, share) and (sex == "male" or condition not in _MEN_ONLY)
        ]
        if found:
            return found


def traits(rng: Random) -> Traits:
    """Return how somebody refills: 45 % regular, the others erratic."""
    regular = chance(rng, 0.45)
    return Traits(
        regular=regular,
        cv=0.06 if regular else 0.28,
        adherence=rng.betavariate(18, 1.5) if regular else rng.betavariate(6, 2.2),
        lead=rng.gauss(4, 4),
        weekday=rng.randrange(7),
        hunter=chance(rng, 0.25),
        elsewhere=rng.betavariate(1.3, 10) if chance(rng, 0.2) else 0.0,
    )


def habits(rng: Random, catalogue: Catalogue, conditions: list[str]) -> list[Habit]:
    """Return the medicines somebody with these conditions buys here; a few buy none."""
    if chance(rng, _BUYS_NONE_HERE):
        return []
    found: list[Habit] = []
    for condition in conditions:
        wanted = 1 + chance(rng, _SECOND_DRUG.get(condition, 0.0))
        shelf = catalogue.chronic[condition]
        for _ in range(wanted):
            product = shelf.pick(rng)
            if any(product.ingredient == habit.product.ingredient for habit in found):
                continue
            days, weights = _TARGET_DAYS.get(condition, _OTHER_TARGET)
            target = rng.choices(days, weights)[0]
            found.append(habit(product, target))
    return found


def habit(product: Product, days: int) -> Habit:
    """Return the habit of buying about `days` of a medicine at once, within what may be given."""
    most = max(LONGEST_PRESCRIPTION // product.pack_days, 1)
    boxes = min(max(round(days / product.pack_days), 1), most)
    return Habit(product, boxes, most)


def _add_file(rng: Random, town: Town, person: Person, *, minor: bool) -> None:
    if chance(rng, _ALLERGY_SHARE):
        count = 2 if chance(rng, 0.2) else 1
        for substance in sorted(rng.sample(_SUBSTANCES, count)):
            person.allergies.append({"substance": substance, "note": _reaction(rng, town.as_of)})
    if person.conditions and chance(rng, 0.55):
        person.tags.append("医保慢特病")
    if minor:
        person.tags.append("儿童")
    if chance(rng, 0.08):
        person.tags.append("家庭药师签约")
    if person.traits.hunter and chance(rng, 0.3):
        person.tags.append("会员日常客")
    if chance(rng, 0.03):
        person.note = rng.choice(_NOTES)


def _reaction(rng: Random, as_of: date) -> str:
    if chance(rng, 0.35):
        return ""
    return f"{as_of.year - rng.randrange(0, 9)} 年{rng.choice(_REACTIONS)}"
