"""Makes the keys by which a record is found (see migration 0004), and keeps them with its rows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from types import MappingProxyType
from typing import Any, Final

from local_store import pinyin
from local_store.connection import Connection, Value
from local_store.together import portions, row_after_row
from terminal.domain.search import (
    TAIL_LEAST,
    approval,
    has_han,
    is_digits,
    phone_digits,
    units,
)

KEYS_VERSION: Final = 2
"""Counts the ways keys were ever made: a store with older ones makes them anew."""
GTIN_DIGITS: Final = 14
STEP: Final = 4
"""A key begins at every so many characters of a name; indexes begin at those between."""
_PHONE: Final = re.compile("[0-9]{11}")
_USUAL: Final = re.compile("[\u4e00-\u9fff]{2,4}")
"""Names as nearly all are: nothing in them has another form."""
_TOGETHER: Final = (64, 8, 1)

Row = tuple[Value, ...]
Columns = Mapping[str, Sequence[Any]]
"""Values of some fields, record by record; a field that no record has may be absent."""
Ready = Sequence[tuple[str, Sequence[Sequence[Value]]]]
"""Statements with the values of many rows each, to be written later."""
_Name = tuple[int, str | None, str | None, str | None, str | None]
"""`part`, `text`, `pinyin`, `initials` and `word` of one key row."""


@dataclass(frozen=True, slots=True)
class KeyTable:
    """A table of keys: `owner` is the column with the record's id, `make` turns an id and the
    values of `fields` into rows.
    """

    name: str
    columns: tuple[str, ...]
    owner: str
    fields: tuple[str, ...]
    make: Callable[..., list[Row]]

    def rows(self, ids: Sequence[str], columns: Columns) -> list[Row]:
        """Return the rows of some records."""
        absent = [None] * len(ids)
        values = [columns.get(one) or absent for one in self.fields]
        return list(chain.from_iterable(map(self.make, ids, *values)))

    def bring_up(self, db: Connection, record_id: str, body: Mapping[str, Any]) -> None:
        """Make the rows of one record those of its body. Most changes are to something else, and
        each row is in several places of the disk.
        """
        wanted = self.rows_of(record_id, body)
        if self.stored(db, record_id) != wanted:
            self.remove(db, [record_id])
            self.insert(db, wanted)

    def rows_of(self, record_id: str, body: Mapping[str, Any]) -> list[Row]:
        """Return the rows of one record, in the order of their text form."""
        return sorted(self.make(record_id, *(body.get(one) for one in self.fields)), key=repr)

    def stored(self, db: Connection, record_id: str) -> list[Row]:
        """Return the rows that stand for a record, in the order of their text form."""
        sql = f"SELECT {', '.join(self.columns)} FROM {self.name} WHERE {self.owner} = ?"
        return sorted(db.execute(sql, (record_id,)).fetchall(), key=repr)

    def has_any(self, db: Connection, first: str, last: str) -> bool:
        """Tell whether a record between these two has rows."""
        sql = f"SELECT 1 FROM {self.name} WHERE {self.owner} BETWEEN ? AND ? LIMIT 1"
        return db.execute(sql, (first, last)).fetchone() is not None

    def remove(self, db: Connection, ids: Iterable[str]) -> None:
        """Remove the rows of some records."""
        db.executemany(f"DELETE FROM {self.name} WHERE {self.owner} = ?", [(one,) for one in ids])

    def insert(self, db: Connection, rows: Sequence[Row]) -> None:
        """Write rows of records that have none."""
        self.write(db, self.ready(rows))

    def ready(self, rows: Sequence[Row]) -> Ready:
        """Return what writes these rows. Most are a record's only one and hold nothing in half of
        their columns; to bind nothing takes as long as to bind something.
        """
        found: list[tuple[str, list[Sequence[Value]]]] = []
        for group in ([one for one in rows if not one[1]], [one for one in rows if one[1]]):
            if not group:
                continue
            by_column = list(zip(*group, strict=True))
            filled = [at for at, values in enumerate(by_column) if any(values)]
            names = tuple(self.columns[at] for at in filled)
            values = row_after_row([by_column[at] for at in filled], len(group))
            found += [
                (_insert(self.name, names, count), many)
                for count, many in portions(values, len(names), _TOGETHER)
            ]
        return found

    def write(self, db: Connection, ready: Ready) -> None:
        """Write rows of records that have none."""
        for sql, many in ready:
            db.executemany(sql, many)


@lru_cache(maxsize=256)
def _insert(table: str, names: tuple[str, ...], rows: int) -> str:
    places = f"({', '.join('?' * len(names))})"
    return f"INSERT INTO {table} ({', '.join(names)}) VALUES {', '.join([places] * rows)}"


def customer_keys(
    record_id: str, name: Any, aliases: Any, phones: Any, canonical_id: Any, withdrawn: Any = None
) -> list[Row]:
    """Return the key rows of a customer; a withdrawn one has none. Former names are read
    tolerantly: this build may not know the field.
    """
    if withdrawn:
        return []
    joined = canonical_id if isinstance(canonical_id, str) else None
    tails = _tails(phones) if phones else ()
    names = _person(name) if isinstance(name, str) else []
    if len(names) == 1 and len(tails) <= 1 and aliases is None:
        return [(record_id, 0, 0, *names[0], tails[0] if tails else None, joined)]
    named = [(0, one) for one in names]
    for alias in _texts(aliases):
        named += [(1, one) for one in _person(alias)]
    count = max(len(named), len(tails))
    rows: list[Row] = []
    for place in range(count):
        former, one = named[place] if place < len(named) else (0, _NOTHING)
        tail = tails[place] if place < len(tails) else None
        rows.append((record_id, place, former, *one, tail, joined))
    return rows


def medicine_keys(record_id: str, generic: Any, trade: Any, approval_no: Any) -> list[Row]:
    """Return the key rows of a medicine."""
    rows: list[tuple[Value, ...]] = []
    for is_trade, name in enumerate((generic, trade)):
        if isinstance(name, str):
            rows += [(is_trade, *one, None) for one in _medicine(name)]
    if isinstance(approval_no, str) and (code := approval(approval_no)):
        rows.append((0, *_NOTHING, code))
        if len(code) > 1 and is_digits(code[1:]) and not is_digits(code[0]):
            rows.append((0, 1, None, None, None, None, code[1:]))
    return [(record_id, place, *one) for place, one in enumerate(rows)]


def gtin_keys(record_id: str, gtins: Any) -> list[Row]:
    """Return the GTINs of a medicine, in 14 digits."""
    return [
        (one, record_id)
        for one in dict.fromkeys(text.rjust(GTIN_DIGITS, "0") for text in _texts(gtins))
    ]


def trace_prefix_keys(record_id: str, prefixes: Any) -> list[Row]:
    """Return what trace codes of a medicine begin with."""
    return [(one, record_id) for one in dict.fromkeys(_texts(prefixes)) if one]


def trace_keys(record_id: str, lines: Any) -> list[Row]:
    """Return the trace codes on a ticket. Its lines are read tolerantly, as mappings or by type:
    this build may not know their form.
    """
    if lines.__class__ is not list:
        return []
    codes: list[str] = []
    for line in lines:
        # Most tickets have none, and this is asked of each one in a first load.
        is_plain = line.__class__ is dict
        said = line.get("trace_codes") if is_plain else getattr(line, "trace_codes", None)
        if said:
            codes += _texts(said)
    return [(code, record_id) for code in dict.fromkeys(codes) if code] if codes else []


_NOTHING: Final[_Name] = (0, None, None, None, None)


def _person(name: str) -> list[_Name]:
    if _USUAL.fullmatch(name) and (read := pinyin.of_usual(name)) is not None:
        return [(0, name, "".join(read), _initials(read), None)]
    one_by_one = units(name)
    if not one_by_one:
        return []
    if name.isascii():
        return _written(one_by_one, one_by_one)
    text = "".join(one_by_one)
    first, *others = pinyin.of_person(one_by_one)
    rows = _written(one_by_one, first)
    rows += [(0, None, "".join(way), _initials(way), None) for way in others]
    if has_han(text):
        rows[0] = (0, text, *rows[0][2:])
        rows += [(1, text[at:], None, None, None) for at in range(STEP, len(text), STEP)]
    return rows


@lru_cache(maxsize=4_096)
def _medicine(name: str) -> Sequence[_Name]:
    """Return the keys of a name. Many makers have a medicine of the same name."""
    one_by_one = units(name)
    if not one_by_one:
        return []
    read = pinyin.of_medicine(one_by_one)
    rows = _written(one_by_one, read)
    initials, text = _initials(read), "".join(one_by_one)
    shown = text if has_han(text) else ""
    rows[0] = (0, shown or None, *rows[0][2:])
    starts = range(STEP, max(len(shown), len(initials)), STEP)
    rows += [(1, shown[at:] or None, None, initials[at:] or None, None) for at in starts]
    return rows


def _written(one_by_one: Sequence[str], read: Sequence[str]) -> list[_Name]:
    """Return keys of a name as it is read, and of what begins at later words of other writing, as
    in "van Beethoven".
    """
    whole, initials = "".join(read), _initials(read)
    rows: list[_Name] = [(0, None, whole, initials, None)]
    at = 0
    for one, reading in zip(one_by_one, read, strict=True):
        if at and not one[0].isdigit() and (len(one) > 1 or one.isascii()):
            if rows[0][4] is None:
                rows[0] = (0, None, whole, initials, whole[at:])
            else:
                rows.append((1, None, None, None, whole[at:]))
        at += len(reading)
    return rows


def _initials(read: Sequence[str]) -> str:
    return "".join([one[0] for one in read])


def _tails(phones: Any) -> Sequence[str]:
    if len(phones) == 1 and _PHONE.fullmatch(phones[0]):
        return (phones[0][::-1],)
    every = [phone_digits(one)[::-1] for one in _texts(phones)]
    return [one for one in dict.fromkeys(every) if len(one) >= TAIL_LEAST]


def _texts(values: Any) -> list[str]:
    return [one for one in values if isinstance(one, str)] if isinstance(values, list) else []


KEY_TABLES: Final[Mapping[str, tuple[KeyTable, ...]]] = MappingProxyType(
    {
        "customer": (
            KeyTable(
                "customer_key",
                (
                    *("customer", "place", "former", "part"),
                    *("text", "pinyin", "initials", "word", "tail", "joined"),
                ),
                "customer",
                ("name", "aliases", "phones", "canonical_id", "withdrawn"),
                customer_keys,
            ),
        ),
        "medicine": (
            KeyTable(
                "medicine_key",
                (
                    *("medicine", "place", "trade", "part"),
                    *("text", "pinyin", "initials", "word", "code"),
                ),
                "medicine",
                ("generic", "trade", "approval_no"),
                medicine_keys,
            ),
            KeyTable("medicine_gtin", ("gtin", "medicine"), "medicine", ("gtins",), gtin_keys),
            KeyTable(
                "medicine_trace",
                ("prefix", "medicine"),
                "medicine",
                ("trace_prefixes",),
                trace_prefix_keys,
            ),
        ),
        "ticket": (KeyTable("ticket_trace", ("code", "ticket"), "ticket", ("lines",), trace_keys),),
    }
)
"""Tables of keys by the kind whose rows they are made from."""
KEY_FIELDS: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        kind: frozenset(chain.from_iterable(one.fields for one in tables))
        for kind, tables in KEY_TABLES.items()
    }
)
"""Fields that keys are made from, by kind."""


def ready_keys(kind: str, ids: Sequence[str], columns: Columns) -> Mapping[str, Ready]:
    """Return what writes the keys of some records, by table. Nothing is looked up for it, so it is
    best done away from the store.
    """
    return {one.name: one.ready(one.rows(ids, columns)) for one in KEY_TABLES.get(kind, ())}
