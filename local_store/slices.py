"""Turns many records of one kind into table rows at once, column by column.

The row-wise encoder looks at every value by itself. Here a whole column is looked at in a few calls
that run in C; when anything at all is out of the ordinary, `encode` says so and the slice goes the
row-wise way, which says what.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from types import MappingProxyType, NoneType
from typing import Any, Final

from pydantic_core import SchemaValidator, core_schema, to_json

from local_store.connection import Connection, Value
from local_store.lines import Slice
from local_store.record_table import INT64, MILLIS_MAX, TABLES, Column, Fit
from local_store.search_keys import KEY_FIELDS, Columns
from local_store.stamps import stamps_in
from local_store.together import portions, row_after_row
from sync.protocol.kinds import KINDS, Kind
from terminal.domain.customer import Mark

_RECEIVED: Final = Mark.RECEIVED.value
_ACCEPTED: Final = Mark.ACCEPTED.value
TOGETHER: Final = (128, 16, 1)
"""So many rows one statement writes: the most first, and the last is 1."""


@dataclass(frozen=True, slots=True)
class Encoded:
    """Rows for the table and the statement that writes them; `values` are theirs, one row after the
    other. `stamps` are those in their clocks, each once. `searched` are the values of the fields
    that keys to search by are made from, when the kind has such and a record has them.
    """

    statement: Statement
    values: Sequence[Value]
    stamps: Sequence[str]
    searched: Columns = field(default_factory=dict)

    def write(self, db: Connection) -> None:
        """Write the rows."""
        for rows, many in portions(self.values, self.statement.width, TOGETHER):
            db.executemany(self.statement.of(rows), many)


@dataclass(frozen=True, slots=True)
class Statement:
    """What writes rows that fill the columns `names`, several together: to run a statement takes a
    good part of the time that a row takes, and whoever runs one has to wait for the interpreter
    after it.
    """

    texts: Mapping[int, str]
    names: tuple[str, ...]

    @property
    def width(self) -> int:
        """Return how many values a row has."""
        return len(self.names)

    def of(self, rows: int) -> str:
        """Return the statement that writes so many rows, one of TOGETHER."""
        return self.texts[rows]


@dataclass(frozen=True, slots=True)
class SliceEncoder:
    """Encodes slices of one kind."""

    kind: Kind
    _columns: tuple[_ColumnEncoder, ...] = field(init=False)

    def __post_init__(self) -> None:
        fields, columns = schemas(self.kind), TABLES[self.kind.name].columns
        encoders = tuple(_ColumnEncoder(one, fields[one.name]) for one in columns)
        object.__setattr__(self, "_columns", encoders)

    def encode(self, records: Slice, mark: Mark | None = None) -> Encoded | None:
        """Return the rows of valid records; None when some are not. `mark` says how far they have
        come when HQ did not send them.
        """
        bodies = records.bodies
        named: dict[str, Sequence[Value]] = {"id": records.ids}
        filled = 0
        for column in self._columns:
            found = column.encode([body.get(column.name) for body in bodies])
            if found is None:
                return None
            encoded, count = found
            filled += count
            if count:
                named[column.name] = encoded
        if filled != sum(map(len, bodies)):  # Fields that have no column, or nulls.
            known = frozenset(TABLES[self.kind.name].names)
            named["extra"] = [_extra(body, known) for body in bodies]
        texts, stamps = _clocks(records)
        named |= {"rev": records.revs, "clocks": texts}
        named |= (
            {"h64": records.parts} if mark is None else {"sync_state": [mark.value] * len(texts)}
        )
        names = KEY_FIELDS.get(self.kind.name, frozenset())
        searched = {name: [body.get(name) for body in bodies] for name in names}
        return self.finish(named, stamps, searched)

    def finish(
        self,
        named: dict[str, Sequence[Value]],
        stamps: Sequence[str],
        searched: Columns,
    ) -> Encoded:
        """Return the rows that these columns make, by name, as they are stored."""
        if self.kind.counted and "sync_state" not in named:
            accepted = named.get("accepted", [None] * len(named["id"]))
            named["sync_state"] = [_ACCEPTED if one == 1 else _RECEIVED for one in accepted]
        statement = statement_of(self.kind.name, tuple(named))
        values = row_after_row(named.values(), len(named["id"]))
        return Encoded(statement, values, stamps, searched)


@lru_cache(maxsize=256)
def statement_of(name: str, names: tuple[str, ...]) -> Statement:
    """Return the statement that writes these columns; the others become what they are in a row that
    holds nothing.
    """
    places = dict.fromkeys(names, "?")
    places.setdefault("sync_state", f"'{_ACCEPTED}'")
    columns = ", ".join(f'"{one}"' for one in places)
    row = f"({', '.join(places.values())})"
    head, tail = f"INSERT INTO {name} ({columns}) VALUES", TABLES[name].on_conflict
    texts = {count: f"{head} {', '.join([row] * count)} {tail}" for count in TOGETHER}
    return Statement(texts, names)


def schemas(kind: Kind) -> dict[str, Any]:
    """Return what the model of a kind's bodies asks of its fields, by name."""
    fields = _plain(kind.body.__pydantic_core_schema__)["fields"]
    return {name: one["schema"] for name, one in fields.items()}


def _plain(schema: Any) -> Any:
    """Return the schema of a model as one of dictionaries: the same rules, and nothing is made."""
    if isinstance(schema, list):
        return [_plain(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    match schema.get("type"):
        case "model":
            return _plain(schema["schema"])
        case "model-fields":
            fields = {name: _plain(one["schema"]) for name, one in schema["fields"].items()}
            return core_schema.typed_dict_schema(
                {
                    name: core_schema.typed_dict_field(
                        one["schema"] if one["type"] == "default" else one,
                        required=one["type"] != "default",
                    )
                    for name, one in fields.items()
                },
                extra_behavior="allow",
            )
        case _:
            return {name: _plain(one) for name, one in schema.items()}


class _ColumnEncoder:
    """Encodes one field of many bodies. What it lets through, the body's model does too."""

    def __init__(self, column: Column, schema: Any) -> None:
        """`schema` is what the model asks of the field's values."""
        inner = schema
        while inner["type"] == "nullable":
            inner = inner["schema"]
        self.name, self._required = column.name, column.required
        self._fit = column.fit
        self._type = _TYPES.get(column.fit, str)
        self._low = inner.get("min_length", inner.get("ge"))
        self._high = inner.get("max_length", inner.get("le"))
        if column.fit is Fit.INSTANT:
            self._high = min(MILLIS_MAX, self._high)
        values = core_schema.list_schema(inner)
        validator = SchemaValidator(values, core_schema.CoreConfig(strict=True))
        self._is_valid = validator.isinstance_python

    def encode(self, values: list[Any]) -> tuple[list[Any], int] | None:
        """Return a column's values as they are stored and how many there are, or None when one does
        not fit.
        """
        types = set(map(type, values))
        present = values
        if NoneType in types:
            if self._required:
                return None
            types.remove(NoneType)
            present = [one for one in values if one is not None]
            if not present:
                return values, 0
        if self._fit is Fit.JSON:
            if not self._is_valid(present):
                return None
            texts = [None if one is None else to_json(one).decode() for one in values]
            return texts, len(present)
        if types != {self._type} or not self._are_within(present):
            return None
        if self._fit is Fit.FLAG:
            # The engine's adapter looks long at what is neither number nor text.
            values = [None if one is None else int(one) for one in values]
        return values, len(present)

    def _are_within(self, values: list[Any]) -> bool:
        match self._fit:
            case Fit.TEXT:
                sizes = set(map(len, values))
                return _is_within(min(sizes), max(sizes), self._low, self._high)
            case Fit.DAY:
                return all(map(is_day, set(values)))
            case Fit.INTEGER | Fit.INSTANT:
                low, high = min(values), max(values)
                fits = -INT64 <= low and high < INT64
                return fits and _is_within(low, high, self._low, self._high)
            case _:
                return True


def _is_within(least: int, most: int, low: int | None, high: int | None) -> bool:
    return (low is None or least >= low) and (high is None or most <= high)


@lru_cache(maxsize=20_000)
def is_day(text: str) -> bool:
    """Tell whether a text is a day of the calendar."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _extra(body: dict[str, Any], known: frozenset[str]) -> str | None:
    rest = {name: one for name, one in body.items() if name not in known or one is None}
    return to_json(rest).decode() if rest else None


def _clocks(records: Slice) -> tuple[list[str], list[str]]:
    """Return clocks as they are stored (see RecordTable), and the stamps in them."""
    texts: list[str] = []
    stamps: list[str] = []
    odd: list[dict[str, Any]] = []
    for clocks, body in zip(records.clocks, records.bodies, strict=True):
        if isinstance(clocks, str):
            stamps.append(clocks)
            texts.append(f'"{clocks}"')
            continue
        values = list(clocks.values())
        first = values[0] if values else None
        if (
            first.__class__ is str
            and values.count(first) == len(values)
            and clocks.keys() == body.keys()
            and first.isalnum()
        ):
            stamps.append(first)
            texts.append(f'"{first}"')
        else:
            odd.append(clocks)
            texts.append(to_json(clocks).decode())
    return texts, sorted(stamps_in(odd).union(stamps))


_TYPES: Final[Mapping[Fit, type]] = MappingProxyType(
    {Fit.INTEGER: int, Fit.INSTANT: int, Fit.FLAG: bool}
)
ENCODERS: Final[Mapping[str, SliceEncoder]] = MappingProxyType(
    {name: SliceEncoder(kind) for name, kind in KINDS.items()}
)
