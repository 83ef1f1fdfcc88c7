"""Looks at every row of an old table and at whom the store knows: what can be taken over, whose it
is, and what somebody has to decide. Nothing is written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Final

from local_store import pinyin
from local_store.imports import Known
from local_store.runs import no_collection
from local_store.search_keys import GTIN_DIGITS
from terminal.domain.imports.matching import People, Person
from terminal.domain.imports.model import Check, Duplicate, Field, Problem, Severity
from terminal.domain.imports.rows import DIABETES, Entry, Purchase, Reader
from terminal.domain.medicine import Medicine
from terminal.domain.search import approval, is_digits, letters, units

TELL_EVERY: Final = 1_000
_WANTED: Final = {
    Field.PHONE: "phones",
    Field.BIRTH_ON: "birth_on",
    Field.SEX: "sex",
    Field.CARD: "card",
    Field.CONDITIONS: "conditions",
    Field.ALLERGIES: "allergies",
}
"""What a file should hold, and where a row has it."""
_GTIN_LEAST: Final = 8

Tell = Callable[[int], None]
"""Hears how many rows were looked at; raises to stop."""


class Catalogue:
    """Recognises medicines by their codes, or by a name that only one has."""

    def __init__(self, medicines: Iterable[Medicine]) -> None:
        self._found: dict[str, set[str]] = {}
        self._by_id: dict[str, Medicine] = {}
        for one in medicines:
            self._by_id[one.id] = one
            names = {letters(text) for text in (one.generic, one.trade or "", one.title) if text}
            names.add(letters(f"{one.generic}{one.strength or ''}"))
            codes = {gtin.rjust(GTIN_DIGITS, "0") for gtin in one.gtins}
            if one.approval_no:
                codes.add(approval(one.approval_no))
            for key in (names | codes) - {""}:
                self._found.setdefault(key, set()).add(one.id)

    def find(self, purchase: Purchase) -> Medicine | str:
        """Return the medicine that was bought, or the code of why it is not known for certain."""
        by_code = self._ids(self._code(purchase.code))
        by_name = self._ids(letters(purchase.medicine))
        both = by_code & by_name if by_code and by_name else by_code or by_name
        if len(both) == 1:
            return self._by_id[next(iter(both))]
        return "IMPORT_MEDICINE_SEVERAL" if by_code or by_name else "IMPORT_MEDICINE_UNKNOWN"

    def _ids(self, key: str) -> set[str]:
        return self._found.get(key, set()) if key else set()

    def _code(self, code: str) -> str:
        if is_digits(code) and len(code) >= _GTIN_LEAST:
            return code.rjust(GTIN_DIGITS, "0")
        return approval(code)


@dataclass(slots=True)
class Plan:
    """What is to be done with a file: its rows that can be taken over, in order, whose each is, and
    what was bought. `failed` are the numbers of the others that say something.
    """

    entries: list[Entry] = field(default_factory=list)
    leaders: dict[int, int] = field(default_factory=dict)
    """The first row of a row's person, where that is not the row itself."""
    duplicates: dict[int, Duplicate] = field(default_factory=dict)
    targets: dict[int, Person] = field(default_factory=dict)
    has_card: set[int] = field(default_factory=set)
    """Rows whose card is on file with whom they would be merged with."""
    medicines: dict[int, Medicine] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    failed: list[int] = field(default_factory=list)
    rows: int = 0
    lacking: dict[Field, int] = field(default_factory=dict)

    def leader(self, row: int) -> int:
        """Return the first row of a row's person."""
        return self.leaders.get(row, row)

    def check(self) -> Check:
        """Return what there is to tell of it."""
        return Check(
            rows=self.rows,
            good=len(self.entries),
            people=len(self.entries) - len(self.leaders),
            joined=len(self.leaders),
            problems=tuple(sorted(self.problems, key=lambda one: one.row)),
            duplicates=tuple(self.duplicates.values()),
            lacking=self.lacking,
        )


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the store knows: people, cards by number, the catalogue (None: no purchases here)."""

    people: People
    catalogue: Catalogue | None


def people_of(known: Iterable[Known], owned: Mapping[str, Sequence[str]]) -> People:
    """Return whom the store knows, to be compared with; `owned` are their cards."""
    found = People(ways_to_read)
    for one in known:
        found.add(
            Person(
                name=one.name,
                phones=one.phones,
                birth_on=_day(one.birth_on),
                sex=_SEXES.get(one.sex or "", one.sex),
                cards=tuple(owned.get(one.id, ())),
                former=one.former,
                note=one.note,
                customer=one.id,
            )
        )
    return found


_SEXES: Final = {"f": "female", "m": "male"}


def read(reader: Reader, rows: Sequence[Sequence[str]], first: int, tell: Tell) -> Plan:
    """Return what the rows from number `first` on say; whose they are is not known yet."""
    plan = Plan()
    seen: dict[int, int] = {}
    for start in range(first, len(rows) + 1, TELL_EVERY):
        tell(start)
        with no_collection():
            for number in range(start, min(start + TELL_EVERY, len(rows) + 1)):
                _read_row(plan, reader, (number, rows), seen)
    return plan


def place(plan: Plan, surroundings: Surroundings, columns: Mapping[int, Field], tell: Tell) -> None:
    """Find out whose the rows of a plan are, and what there is to decide and to ask."""
    entries = plan.entries
    for start in range(0, len(entries), TELL_EVERY):
        tell(entries[start].row)
        with no_collection():
            for entry in entries[start : start + TELL_EVERY]:
                _place(plan, entry, surroundings)
    _ask_about_medicines(plan, columns)
    _count_lacking(plan, columns)


def _read_row(
    plan: Plan,
    reader: Reader,
    numbered: tuple[int, Sequence[Sequence[str]]],
    seen: dict[int, int],
) -> None:
    number, rows = numbered
    cells = rows[number - 1]
    if not any(cells):
        return
    plan.rows += 1
    before = seen.setdefault(hash(cells), number)
    if before != number and rows[before - 1] == cells:
        twice = {"first": str(before)}
        problem = Problem(number, None, "IMPORT_ROW_TWICE", Severity.ROW, twice)
        plan.problems.append(problem)
        plan.failed.append(number)
        return
    entry = reader.read(number, cells, plan.problems)
    if entry is None:
        plan.failed.append(number)
    else:
        plan.entries.append(entry)


def _place(plan: Plan, entry: Entry, surroundings: Surroundings) -> None:
    placed = surroundings.people.place(entry)
    if placed.leader != entry.row:
        plan.leaders[entry.row] = placed.leader
    if placed.duplicate is not None and placed.target is not None:
        plan.duplicates[entry.row] = placed.duplicate
        plan.targets[entry.row] = placed.target
    if placed.has_card:
        plan.has_card.add(entry.row)
    if placed.shares_phone:
        said = " ".join(entry.phones)
        _ask(plan, entry.row, Field.PHONE, "IMPORT_PHONE_SHARED", said)
    if entry.purchase is not None and surroundings.catalogue is not None:
        found = surroundings.catalogue.find(entry.purchase)
        if isinstance(found, Medicine):
            plan.medicines[entry.row] = found
        else:
            said = entry.purchase.medicine or entry.purchase.code
            problem = Problem(entry.row, Field.MEDICINE, found, Severity.MISSING, said=said)
            plan.problems.append(problem)


def _count_lacking(plan: Plan, columns: Mapping[int, Field]) -> None:
    """Count people without a field that has a column."""
    named = [(name, of) for name, of in _WANTED.items() if name in columns.values()]
    has: dict[Field, set[int]] = {name: set() for name, _ in named}
    for entry in plan.entries:
        for name, of in named:
            if getattr(entry, of):
                has[name].add(plan.leader(entry.row))
    people = len(plan.entries) - len(plan.leaders)
    plan.lacking = {name: people - len(has[name]) for name, _ in named if len(has[name]) < people}


def _ask_about_medicines(plan: Plan, columns: Mapping[int, Field]) -> None:
    """Ask where conditions and purchases do not fit: only where the file has both."""
    named = set(columns.values())
    if Field.CONDITIONS not in named or named.isdisjoint({Field.MEDICINE, Field.MEDICINE_CODE}):
        return
    conditions: dict[int, set[str]] = {}
    buyers: set[int] = set()
    for entry in plan.entries:
        leader = plan.leader(entry.row)
        conditions.setdefault(leader, set()).update(entry.conditions)
        if entry.purchase is not None:
            buyers.add(leader)
    told: set[int] = set()
    for entry in plan.entries:
        leader, medicine = plan.leader(entry.row), plan.medicines.get(entry.row)
        if medicine is None or medicine.condition is None or leader in told:
            continue
        if not _fits(medicine.condition, conditions[leader]):
            told.add(leader)
            _ask(plan, entry.row, Field.CONDITIONS, "IMPORT_DRUG_NO_DIAGNOSIS", medicine.title)
    for leader, has in conditions.items():
        if leader not in buyers and not DIABETES.isdisjoint(has):
            _ask(plan, leader, Field.MEDICINE, "IMPORT_DIABETIC_NO_DRUG")


def _fits(condition: str, has: set[str]) -> bool:
    if condition in DIABETES:
        return not DIABETES.isdisjoint(has)
    return condition in has


def _ask(plan: Plan, row: int, name: Field, code: str, said: str = "") -> None:
    plan.problems.append(Problem(row, name, code, Severity.QUESTION, said=said))


@lru_cache(maxsize=4096)
def ways_to_read(name: str) -> frozenset[str]:
    """Return the ways a name is read: 张 and 張 are one."""
    return frozenset("".join(way) for way in pinyin.of_person(units(name)))


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
