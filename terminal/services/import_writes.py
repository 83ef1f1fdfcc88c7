"""Turns rows of an old table into the store's own work, a slice at a time.

Ids follow from the import and the row, so a row is never taken over twice. New files share groups:
nothing about them can be contested. A change to a file that was here stands in a group of its own,
so that HQ's word on it holds up nobody else's.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from hashlib import blake2b
from typing import Any, Final
from uuid import UUID

from local_store.group_writer import Write
from local_store.imports import RowDone
from local_store.unit_of_work import UnitOfWork
from sync.protocol.ops import OPS_PER_GROUP_MAX, Add, Element, Fact, OpBody, Set
from terminal.domain.imports.model import Choice, Decisions, Field, Stand
from terminal.domain.imports.rows import Entry, Purchase
from terminal.domain.medicine import Medicine
from terminal.domain.observation import (
    BLOOD_PRESSURE,
    DIASTOLIC,
    GLUCOSE,
    GLUCOSE_FASTING,
    SYSTOLIC,
)
from terminal.services import consents
from terminal.services.import_plan import Plan

CARD: Final = "card"
SOURCE: Final = "file"
CUSTOMER: Final = "customer"
TIME_DIGITS: Final = len("01234567-89ab")
"""So much of an id is the time of its import."""
_NOON: Final = timedelta(hours=12)
_NOTE_MOST: Final = 500
_E4: Final = 10_000
_ROW_BITS: Final = (1 << 26) - 1


def row_id(batch: str, row: int, name: str) -> str:
    """Return the id of what a row of an import makes: always the same, and in the order of the
    rows, so that indexes grow at their end. A UUID of version 7: the import's time, the row, and 48
    bits of a hash.
    """
    digest = blake2b(f"{batch}|{row}|{name}".encode(), digest_size=6).digest()
    time = int(batch[:8] + batch[9:TIME_DIGITS], 16)
    high, low = divmod(row & _ROW_BITS, 1 << 14)
    number = time << 80 | 7 << 76 | high << 64 | 2 << 62 | low << 48 | int.from_bytes(digest)
    text = f"{number:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def is_made_by(batch: str, customer: str) -> bool:
    """Tell by an id alone whether an import made this customer."""
    try:
        number = UUID(customer).int
    except ValueError:
        return False
    row = (number >> 64 & 0xFFF) << 14 | number >> 48 & 0x3FFF
    return customer == row_id(batch, row, CUSTOMER)


@dataclass(frozen=True, slots=True)
class Target:
    """Whose record a row goes to; `is_ours`: this import makes it."""

    customer: str
    is_ours: bool


@dataclass(slots=True)
class Targets:
    """Says whose each row is, by what was decided. `settled` are first rows of an earlier run:
    whose they became (None: nobody's).
    """

    batch: str
    plan: Plan
    decisions: Decisions
    made: frozenset[str] | set[str] = frozenset()
    settled: dict[int, str | None] = field(default_factory=dict)
    _found: dict[int, Target | None] = field(default_factory=dict)

    def of(self, row: int) -> Target | None:
        """Return whose record a row goes to; None when it is left out."""
        leader = self.plan.leader(row)
        if leader not in self._found:
            self._found[leader] = self._of_leader(leader)
        return self._found[leader]

    def merges(self, row: int) -> bool:
        """Tell whether a row is added to somebody it was not the first of."""
        found = self.plan.duplicates.get(row)
        return found is not None and self.decisions.choice(found) is Choice.MERGE

    def _of_leader(self, leader: int) -> Target | None:
        if leader in self.settled:
            customer = self.settled[leader]
            return None if customer is None else Target(customer, customer in self.made)
        own = Target(row_id(self.batch, leader, CUSTOMER), is_ours=True)
        duplicate = self.plan.duplicates.get(leader)
        if duplicate is None:
            return own
        match self.decisions.choice(duplicate):
            case Choice.SKIP:
                return None
            case Choice.NEW:
                return own
        person = self.plan.targets[leader]
        if person.customer is not None:
            return Target(person.customer, is_ours=False)
        # Whoever was to be merged with somebody that is left out stands alone.
        return (self.of(person.leader) if person.leader is not None else None) or own


@dataclass(slots=True)
class Slice:
    """What came of a slice: groups of writes; of each row which of them it is in, its number, whose
    it is, whether they are new, and what takes it back; what was counted.
    """

    groups: list[list[Write]] = field(default_factory=list)
    done: list[tuple[int | None, int, str, bool, dict[str, Any]]] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    _open: bool = False

    def put(self, writes: Sequence[Write], *, alone: bool) -> int:
        """Add a row's writes to a group, whole, and return which."""
        fits = self._open and len(self.groups[-1]) + len(writes) <= OPS_PER_GROUP_MAX
        if alone or not fits:
            self.groups.append([])
        self._open = not alone
        self.groups[-1].extend(writes)
        return len(self.groups) - 1

    def count(self, name: str, number: int = 1) -> None:
        """Count something."""
        self.counts[name] = self.counts.get(name, 0) + number


class SliceWriter:
    """Writes slices of rows inside one unit of work."""

    def __init__(self, uow: UnitOfWork, targets: Targets) -> None:
        self._uow, self._targets = uow, targets
        self._plan = targets.plan
        self._bodies: dict[str, dict[str, Any]] = {}
        self._sales: set[tuple[str, str, str, int]] = set()
        self._readings: set[tuple[str, str, int, str]] = set()
        self._refusing: frozenset[str] = frozenset()

    def write(self, entries: Sequence[Entry]) -> dict[str, int]:
        """Take over some rows and return what was counted."""
        pairs = [(entry, self._targets.of(entry.row)) for entry in entries]
        ids = {target.customer for _, target in pairs if target is not None}
        found = self._uow.imports.states(CUSTOMER, ids)
        self._bodies = {one: dict(state.body) for one, state in found.items()}
        if self._bodies:
            self._sales = self._uow.imports.sales(self._bodies)
            self._readings = self._uow.imports.readings(self._bodies)
        self._refusing = consents.refusing_health(self._uow, self._bodies)
        made = Slice()
        for entry, target in pairs:
            if target is None:
                made.count("skipped")
            else:
                self._add(made, entry, target)
        stamps = self._uow.put_groups(made.groups)
        rows = [
            RowDone(row, customer, is_new, "" if group is None else stamps[group], undo)
            for group, row, customer, is_new, undo in made.done
        ]
        self._uow.imports.note(self._targets.batch, rows)
        return made.counts

    def _add(self, made: Slice, entry: Entry, target: Target) -> None:
        body = self._bodies.get(target.customer)
        undo: dict[str, Any] = {}
        if body is None and not target.is_ours:
            made.count("failed")  # Another till withdrew the file meanwhile.
            return
        if body is None:
            writes = self._new(entry, target.customer)
        else:
            writes = self._changes(entry, target.customer, body, undo)
        facts = self._facts(entry, target.customer, is_new=body is None)
        writes += facts
        if facts:
            undo["facts"] = [[one.kind, one.id] for one in facts]
        made.count("new" if body is None else "merged")
        made.count("records", len({(one.kind, one.id) for one in writes}))
        group = made.put(writes, alone=not target.is_ours) if writes else None
        made.done.append((group, entry.row, target.customer, body is None, undo))

    def _new(self, entry: Entry, customer: str) -> list[Write]:
        plain = _scalars(entry)
        elements = _elements(entry)
        self._bodies[customer] = {**plain, **_as_lists(elements)}
        writes = [Write(CUSTOMER, customer, Set(plain))]
        return writes + _added(customer, elements)

    def _changes(
        self, entry: Entry, customer: str, body: dict[str, Any], undo: dict[str, Any]
    ) -> list[Write]:
        elements = [one for one in _elements(entry) if not _is_held(one, body)]
        if customer in self._refusing:
            elements = [one for one in elements if one.field != "conditions"]
        fields: dict[str, Any] = {}
        for name, value in _scalars(entry).items():
            held = body.get(name)
            if held is None or (name == "silent" and not held):
                fields[name] = value  # Who wants to be left alone is, whatever else was decided.
            elif held != value and (new := self._taken(entry, name, held, value)) is not None:
                fields[name] = new
                if name == "name" and held not in body.get("aliases", ()):
                    elements.append(Element("aliases", held))
        if fields:
            undo["set"] = {name: [body.get(name), value] for name, value in fields.items()}
        if elements:
            undo["add"] = [[one.field, one.value] for one in elements]
        body |= fields
        for one in elements:
            body[one.field] = [*body.get(one.field, ()), one.value]
        writes = [Write(CUSTOMER, customer, Set(fields))] if fields else []
        return writes + _added(customer, elements)

    def _taken(self, entry: Entry, name: str, held: Any, value: Any) -> Any:
        """Return what replaces a value that differs, or None when it stays."""
        duplicate = self._plan.duplicates.get(entry.row)
        if duplicate is not None and self._targets.merges(entry.row):
            stand = self._targets.decisions.stand(entry.row, Field(name))
            return value if stand is Stand.TAKE else None
        if name == "note" and value not in held and len(f"{held}；{value}") <= _NOTE_MOST:
            return f"{held}；{value}"  # A further row of the same person: nothing is lost.
        return None

    def _facts(self, entry: Entry, customer: str, *, is_new: bool) -> list[Write]:
        found = []
        if entry.card is not None and (is_new or entry.row not in self._plan.has_card):
            body = {
                "entity_kind": CUSTOMER,
                "entity": customer,
                "system": CARD,
                "value": entry.card,
                "how": "import",
                "customer": customer,
            }
            found.append(self._fact("external_id", entry.row, CARD, body))
        medicine = self._plan.medicines.get(entry.row)
        if entry.purchase is not None and medicine is not None:
            found += self._sale(entry, entry.purchase, medicine, customer)
        return found + self._measured(entry, customer)

    def _sale(
        self, entry: Entry, purchase: Purchase, medicine: Medicine, customer: str
    ) -> list[Write]:
        on = purchase.on.isoformat()
        known = (customer, on, medicine.id, purchase.qty_e4)
        if known in self._sales:
            return []
        self._sales.add(known)
        body = {
            "customer": customer,
            "business_day": on,
            "total_fen": purchase.fen,
            "lines": [_line(purchase, medicine)],
            "source": SOURCE,
            "receipt_no": purchase.receipt_no or None,
        }
        return [self._fact("past_sale", entry.row, "sale", body)]

    def _measured(self, entry: Entry, customer: str) -> list[Write]:
        if entry.measured_on is None or customer in self._refusing:
            return []
        at = self._noon(entry.measured_on)
        measured: list[tuple[str, dict[str, int]]] = []
        if entry.glucose_e1 is not None:
            measured.append((GLUCOSE_FASTING, {GLUCOSE: entry.glucose_e1}))
        if entry.pressure is not None:
            upper, lower = entry.pressure
            measured.append((BLOOD_PRESSURE, {SYSTOLIC: upper, DIASTOLIC: lower}))
        found = []
        for code, items in measured:
            key = (customer, code, at, json.dumps(items, sort_keys=True))
            if key not in self._readings:
                self._readings.add(key)
                body = {"customer": customer, "code": code, "at": at, "items": items}
                found.append(self._fact("observation", entry.row, code, body))
        return found

    def _noon(self, on: date) -> int:
        """Return noon of a business day (UTC ms): the hour is not known."""
        start: datetime = self._uow.day_span(on)[0]
        return round((start + _NOON).timestamp() * 1000)

    def _fact(self, kind: str, row: int, name: str, body: Mapping[str, Any]) -> Write:
        record_id = row_id(self._targets.batch, row, name)
        fields = {"at": self._uow.now_ms, "by": self._uow.session.actor, **body}
        return Write(kind, record_id, Fact(fields))


def _scalars(entry: Entry) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "name": entry.name,
        "sex": entry.sex,
        "birth_on": entry.birth_on.isoformat() if entry.birth_on else None,
        "note": entry.note,
        "silent": entry.silent or None,
    }
    return {name: value for name, value in fields.items() if value is not None}


def _elements(entry: Entry) -> list[Element]:
    pairs: list[tuple[str, Any]] = [("phones", one) for one in entry.phones]
    pairs += [("conditions", one) for one in entry.conditions]
    pairs += [("allergies", {"substance": one}) for one in entry.allergies]
    pairs += [("tags", one) for one in entry.tags]
    pairs += [("aliases", entry.former_name)] if entry.former_name else []
    return [Element(name, value) for name, value in pairs]


def _is_held(element: Element, body: Mapping[str, Any]) -> bool:
    """Tell whether an element is in a set already. What happened with a substance is no other
    allergy.
    """
    held = body.get(element.field, ())
    if element.field == "allergies":
        return any(one.get("substance") == element.value["substance"] for one in held)
    return element.value in held


def _as_lists(elements: Sequence[Element]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for one in elements:
        found.setdefault(one.field, []).append(one.value)
    return found


def _added(customer: str, elements: Sequence[Element]) -> list[Write]:
    body: OpBody = Add(tuple(elements))
    return [Write(CUSTOMER, customer, body)] if elements else []


def _line(purchase: Purchase, medicine: Medicine) -> dict[str, Any]:
    """Return a line of a ticket. How long it lasts is what the row says, or else what the label
    says; without either it is not known.
    """
    days, source = purchase.days, "staff"
    if days is None and medicine.units_per_pack and medicine.daily_dose_e2 and purchase.qty_e4 > 0:
        units = medicine.units_per_pack * purchase.qty_e4
        days, source = units * 100 // medicine.daily_dose_e2 // _E4, "label"
    line: dict[str, Any] = {
        "medicine": medicine.id,
        "name": purchase.medicine or medicine.title,
        "qty_e4": purchase.qty_e4,
        "price_fen": _price(purchase),
        "units_per_pack": medicine.units_per_pack,
        "daily_dose_e2": medicine.daily_dose_e2,
        "days_supply": days or None,
        "ds_source": source if days else "none",
    }
    return {name: value for name, value in line.items() if value is not None}


def _price(purchase: Purchase) -> int:
    """Return what one pack cost, rounded."""
    return round(purchase.fen * _E4 / purchase.qty_e4) if purchase.qty_e4 else 0
