"""Who may be the same person: every row is compared with whom the store knows, and with earlier
rows.

A shared phone alone says nothing: households share one. What speaks for and against is added up and
shown; only somebody at the desk decides, except between rows of one file that agree in name and in
phone or card and contradict each other in nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, TypeVar

from terminal.domain.imports.model import Choice, Difference, Duplicate, Field, Side
from terminal.domain.imports.rows import Entry

K = TypeVar("K")

LISTED: Final = 40
"""From this score on a pair is shown."""
MERGED: Final = 65
"""From this score on the suggestion is to merge."""
_SURE: Final = 70
_BARE_MOST: Final = 5
_MOST: Final = 100

SAME_CARD: Final = "IMPORT_SAME_CARD"
SAME_NAME: Final = "IMPORT_SAME_NAME"
FORMER_NAME: Final = "IMPORT_FORMER_NAME"
NAME_SOUNDS: Final = "IMPORT_NAME_SOUNDS"
OTHER_NAME: Final = "IMPORT_OTHER_NAME"
SAME_PHONE: Final = "IMPORT_SAME_PHONE"
SAME_BIRTH: Final = "IMPORT_SAME_BIRTH"
OTHER_BIRTH: Final = "IMPORT_OTHER_BIRTH"
OTHER_SEX: Final = "IMPORT_OTHER_SEX"

WEIGHTS: Final = {
    SAME_CARD: 60,
    SAME_NAME: 35,
    FORMER_NAME: 30,
    NAME_SOUNDS: 20,
    OTHER_NAME: -30,
    SAME_PHONE: 35,
    SAME_BIRTH: 40,
    OTHER_BIRTH: -40,
    OTHER_SEX: -15,
}
"""What speaks for one person, and what against."""

Sound = Callable[[str], frozenset[str]]
"""Returns the ways a name is read."""


@dataclass(slots=True)
class Person:
    """Somebody to compare with: a `customer` on file, or of an earlier row. `leader` is the first
    row that is theirs without doubt.
    """

    name: str
    phones: tuple[str, ...] = ()
    birth_on: date | None = None
    sex: str | None = None
    cards: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    note: str | None = None
    customer: str | None = None
    leader: int | None = None

    @property
    def is_bare(self) -> bool:
        """Tell whether there is nothing but a name."""
        return not (self.phones or self.cards or self.birth_on)

    def learn(self, entry: Entry) -> None:
        """Take in what a further row of theirs says."""
        self.phones = tuple(dict.fromkeys((*self.phones, *entry.phones)))
        self.birth_on = self.birth_on or entry.birth_on
        self.sex = self.sex or entry.sex
        if entry.card is not None and entry.card not in self.cards:
            self.cards = (*self.cards, entry.card)

    def side(self) -> Side:
        """Return them as they are shown beside another."""
        birth_on = self.birth_on.isoformat() if self.birth_on else ""
        row = None if self.customer else self.leader
        card = next(iter(self.cards), "")
        return Side(self.name, self.phones, birth_on, card, self.sex or "", row, self.customer)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What some rows say by which somebody may be found: whoever has nothing of it need not be
    compared. `births` are names with ISO dates; `bare` the names of rows that say nothing else.
    """

    phones: frozenset[str]
    cards: frozenset[str]
    births: frozenset[tuple[str, str]]
    names: frozenset[str]
    bare: frozenset[str]

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> Wanted:
        """Return what these rows say."""
        phones: set[str] = set()
        cards: set[str] = set()
        births: set[tuple[str, str]] = set()
        names: set[str] = set()
        bare: set[str] = set()
        for one in entries:
            names.add(one.name)
            phones.update(one.phones)
            if one.card is not None:
                cards.add(one.card)
            if one.birth_on is not None:
                births.add((one.name, one.birth_on.isoformat()))
            elif not one.phones and one.card is None:
                bare.add(one.name)
        return cls(
            frozenset(phones),
            frozenset(cards),
            frozenset(births),
            frozenset(names),
            frozenset(bare),
        )

    def has(self, name: str, phones: Sequence[str], birth_on: str | None) -> bool:
        """Tell whether somebody who has no card that is wanted may have to be compared."""
        if birth_on is not None and (name, birth_on) in self.births:
            return True
        if phones and not self.phones.isdisjoint(phones):
            return True
        return name in (self.bare if phones or birth_on else self.names)


@dataclass(frozen=True, slots=True)
class Match:
    """Somebody who may be the person of a row."""

    person: Person
    score: int
    reasons: tuple[str, ...]

    @property
    def is_sure(self) -> bool:
        """Tell whether two rows of one file agree so far that nobody is asked."""
        same = SAME_NAME in self.reasons and not {SAME_PHONE, SAME_CARD}.isdisjoint(self.reasons)
        return same and self.score >= _SURE and OTHER_BIRTH not in self.reasons

    @property
    def is_listed(self) -> bool:
        """Tell whether somebody has to look at it."""
        reasons = frozenset(self.reasons)
        twice = {SAME_NAME, SAME_PHONE} <= reasons
        alone = SAME_NAME in reasons and len(reasons) == 1
        return self.score >= LISTED or twice or SAME_CARD in reasons or alone


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a row belongs: to the person of the row `leader`, which is itself for the first of a
    person. `duplicate` is what somebody has to decide first; `target` whom it would be merged with;
    `has_card`: who has the row's card already.
    """

    leader: int
    duplicate: Duplicate | None = None
    target: Person | None = None
    shares_phone: bool = False
    has_card: bool = False


def compare(entry: Entry, person: Person, sound: Sound) -> Match:
    """Return what speaks for and against a row being of somebody."""
    reasons = []
    if entry.card is not None and entry.card in person.cards:
        reasons.append(SAME_CARD)
    reasons.append(_by_name(entry, person, sound))
    if any(phone in person.phones for phone in entry.phones):
        reasons.append(SAME_PHONE)
    if entry.birth_on is not None and person.birth_on is not None:
        reasons.append(SAME_BIRTH if entry.birth_on == person.birth_on else OTHER_BIRTH)
    if entry.sex is not None and person.sex is not None and entry.sex != person.sex:
        reasons.append(OTHER_SEX)
    score = sum(WEIGHTS[one] for one in reasons)
    return Match(person, min(max(score, 0), _MOST), tuple(reasons))


def differences(entry: Entry, person: Person) -> tuple[Difference, ...]:
    """Return the fields in which a row differs from somebody; what one of them lacks is none."""
    birth_there = person.birth_on.isoformat() if person.birth_on else ""
    birth_here = entry.birth_on.isoformat() if entry.birth_on else ""
    pairs = (
        (Field.NAME, person.name, entry.name),
        (Field.SEX, person.sex or "", entry.sex or ""),
        (Field.BIRTH_ON, birth_there, birth_here),
        (Field.NOTE, person.note or "", entry.note or ""),
    )
    return tuple(
        Difference(name, there, here)
        for name, there, here in pairs
        if there and here and there != here
    )


@dataclass(slots=True)
class People:
    """Everybody there is to compare with, found by what they share with a row."""

    sound: Sound
    _by_phone: dict[str, list[Person]] = field(default_factory=dict)
    _by_card: dict[str, list[Person]] = field(default_factory=dict)
    _by_birth: dict[tuple[str, date], list[Person]] = field(default_factory=dict)
    _bare: dict[str, list[Person]] = field(default_factory=dict)
    _named: dict[str, list[Person]] = field(default_factory=dict)

    def add(self, person: Person) -> None:
        """Let later rows be compared with somebody."""
        _put(self._by_phone, person.phones, person)
        _put(self._by_card, person.cards, person)
        if person.birth_on is not None:
            _put(self._by_birth, [(person.name, person.birth_on)], person)
        for index in (self._named, *((self._bare,) if person.is_bare else ())):
            if len(index.get(person.name, ())) < _BARE_MOST:
                _put(index, [person.name], person)

    def place(self, entry: Entry) -> Placed:
        """Return where the next row of a file belongs, and remember it."""
        matches = [compare(entry, one, self.sound) for one in self._candidates(entry)]
        # Of equals, whom rows of this file belong to already.
        best = max(matches, key=lambda m: (m.score, m.person.leader is not None), default=None)
        if best is None or not best.is_listed:
            shared = any(SAME_PHONE in one.reasons for one in matches)
            self.add(_person(entry))
            return Placed(entry.row, shares_phone=shared)
        has_card = entry.card is not None and entry.card in best.person.cards
        if best.is_sure and best.person.leader is not None:
            self._learn(best.person, entry)
            return Placed(best.person.leader, has_card=has_card)
        duplicate = Duplicate(
            row=entry.row,
            here=_person(entry).side(),
            there=best.person.side(),
            score=best.score,
            reasons=best.reasons,
            suggested=Choice.MERGE if best.score >= MERGED else Choice.NEW,
            differences=differences(entry, best.person),
        )
        if best.is_sure:
            best.person.leader = entry.row
            self._learn(best.person, entry)
        else:
            self.add(_person(entry))
        return Placed(entry.row, duplicate, best.person, has_card=has_card)

    def _candidates(self, entry: Entry) -> Iterable[Person]:
        found: dict[int, Person] = {}
        for phone in entry.phones:
            found.update((id(one), one) for one in self._by_phone.get(phone, ()))
        if entry.card is not None:
            found.update((id(one), one) for one in self._by_card.get(entry.card, ()))
        if entry.birth_on is not None:
            key = (entry.name, entry.birth_on)
            found.update((id(one), one) for one in self._by_birth.get(key, ()))
        index = self._bare if entry.phones or entry.card or entry.birth_on else self._named
        found.update((id(one), one) for one in index.get(entry.name, ()))
        return found.values()

    def _learn(self, person: Person, entry: Entry) -> None:
        new = [one for one in entry.phones if one not in person.phones]
        _put(self._by_phone, new, person)
        if entry.card is not None and entry.card not in person.cards:
            _put(self._by_card, [entry.card], person)
        if entry.birth_on is not None and person.birth_on is None:
            _put(self._by_birth, [(person.name, entry.birth_on)], person)
        person.learn(entry)


def _by_name(entry: Entry, person: Person, sound: Sound) -> str:
    if entry.name == person.name:
        return SAME_NAME
    if entry.name in person.former or entry.former_name == person.name:
        return FORMER_NAME
    alike = len(entry.name) == len(person.name) and not sound(entry.name).isdisjoint(
        sound(person.name)
    )
    return NAME_SOUNDS if alike else OTHER_NAME


def _person(entry: Entry) -> Person:
    return Person(
        name=entry.name,
        phones=entry.phones,
        birth_on=entry.birth_on,
        sex=entry.sex,
        cards=() if entry.card is None else (entry.card,),
        former=() if entry.former_name is None else (entry.former_name,),
        note=entry.note,
        leader=entry.row,
    )


def _put(index: dict[K, list[Person]], keys: Iterable[K], person: Person) -> None:
    for key in keys:
        index.setdefault(key, []).append(person)
