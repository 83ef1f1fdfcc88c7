"""Typed tables, one per kind, read and written from the kind's body model.

A body goes in and comes out with exactly the same JSON: known fields of the right type stand in
their columns, everything else in `extra`. Names that came over the wire never become SQL; the
statements are put together once from the registry.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from types import MappingProxyType, UnionType
from typing import Annotated, Any, Final, Union, get_args, get_origin

from pydantic.fields import FieldInfo
from pydantic_core import to_json

from local_store.connection import Connection, Value
from sync.merge import State
from sync.protocol.kinds import KINDS, Kind
from terminal.domain.customer import Mark

MILLIS_MAX: Final = 253_402_300_799_999
"""The last millisecond of the year 9999: what Python's datetime can hold."""
INT64: Final = 1 << 63
_TAIL: Final = ("rev", "clocks", "extra", "h64", "sync_state")


class Fit(Enum):
    """What a column takes."""

    TEXT = "text"
    DAY = "day"
    INTEGER = "integer"
    INSTANT = "instant"
    FLAG = "flag"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class Stored:
    """One row: the record as it shows, HQ's revision it rests on, and the part of HQ's copy in
    its stream's sum (signed; None when HQ has none).
    """

    id: str
    state: State
    rev: int = 0
    h64: int | None = None
    mark: Mark = Mark.LOCAL


@dataclass(frozen=True, slots=True)
class Column:
    """One field of a body. `to_sql` returns the stored value, or None when it does not fit."""

    name: str
    fit: Fit
    required: bool
    to_sql: Callable[[Any], Value]
    from_sql: Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class RecordTable:
    """The table of one kind."""

    kind: Kind
    columns: tuple[Column, ...] = field(init=False)
    on_conflict: str = field(init=False)
    _upsert: str = field(init=False)
    _select: str = field(init=False)

    def __post_init__(self) -> None:
        columns = tuple(_column(*item) for item in self.kind.body.model_fields.items())
        names = [f'"{name}"' for name in ("id", *(c.name for c in columns), *_TAIL)]
        updates = ", ".join(f"{name} = excluded.{name}" for name in names[1:])
        table = self.kind.name
        object.__setattr__(self, "columns", columns)
        # Not INSERT OR REPLACE: that deletes the row, and local projections with it.
        object.__setattr__(self, "on_conflict", f"ON CONFLICT (id) DO UPDATE SET {updates}")
        object.__setattr__(
            self,
            "_upsert",
            f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"
            f" {self.on_conflict}",
        )
        object.__setattr__(self, "_select", f"SELECT {', '.join(names)} FROM {table} WHERE id = ?")

    @property
    def names(self) -> tuple[str, ...]:
        """Return the fields that have a column."""
        return tuple(column.name for column in self.columns)

    def get(self, db: Connection, record_id: str) -> Stored | None:
        """Return one row, or None."""
        row = db.execute(self._select, (record_id,)).fetchone()
        return None if row is None else self._stored(row)

    def encode(self, row: Stored) -> tuple[Value, ...] | None:
        """Return the values of a row, or None when the body lacks what the kind cannot do without
        (absent, or of a type that does not fit).
        """
        body = row.state.body
        rest = dict(body)
        values: list[Value] = [row.id]
        for column in self.columns:
            value = column.to_sql(rest.get(column.name))
            if value is not None:
                del rest[column.name]
            elif column.required:
                return None
            values.append(value)
        extra = _text_of(rest) if rest else None
        values += (row.rev, _clocks_text(row.state), extra, row.h64, row.mark.value)
        return tuple(values)

    def write(self, db: Connection, rows: Iterable[tuple[Value, ...]]) -> None:
        """Insert or update encoded rows. Local projections keep their values."""
        db.executemany(self._upsert, rows)

    def remove(self, db: Connection, ids: Sequence[str]) -> None:
        """Delete rows."""
        db.executemany(f"DELETE FROM {self.kind.name} WHERE id = ?", [(one,) for one in ids])

    def set_mark(self, db: Connection, record_id: str, mark: Mark) -> None:
        """Change the mark of one row."""
        sql = f"UPDATE {self.kind.name} SET sync_state = ? WHERE id = ?"
        db.execute(sql, (mark, record_id))

    def parts(self, db: Connection, ids: Sequence[str]) -> dict[str, int | None]:
        """Return the parts in the stream's sum of those rows that exist, by id."""
        sql = f"SELECT id, h64 FROM {self.kind.name} WHERE id IN (SELECT value FROM json_each(?))"
        return dict(db.execute(sql, (json.dumps(ids),)).fetchall())

    def forget_part(self, db: Connection, record_id: str) -> None:
        """Let a row no longer count in its stream's sum."""
        db.execute(f"UPDATE {self.kind.name} SET h64 = NULL WHERE id = ?", (record_id,))

    def _stored(self, row: Sequence[Any]) -> Stored:
        count = len(self.columns)
        body = {
            column.name: column.from_sql(value)
            for column, value in zip(self.columns, row[1 : count + 1], strict=True)
            if value is not None
        }
        rev, clocks, extra, h64, mark = row[count + 1 :]
        if extra is not None:
            body |= json.loads(extra)
        return Stored(row[0], State(body, _clocks(clocks, body)), rev, h64, Mark(mark))


def _column(name: str, info: FieldInfo) -> Column:
    fit = _fit(name, _plain(info.annotation))
    return Column(name, fit, info.is_required(), _TO_SQL[fit], _FROM_SQL.get(fit, _same))


def _fit(name: str, plain: Any) -> Fit:
    if plain is bool:
        return Fit.FLAG
    if plain is int:
        return Fit.INSTANT if name == "at" or name.endswith("_at") else Fit.INTEGER
    if plain is str:
        return Fit.DAY if name == "business_day" or name.endswith("_on") else Fit.TEXT
    return Fit.JSON


def _clocks_text(state: State) -> str:
    """Return clocks as JSON; as a bare stamp when one op wrote all the fields there are, as it is
    with most records: it halves them on disk.
    """
    stamps = list(state.clocks.values())
    first = stamps[0] if stamps else None
    agree = isinstance(first, str) and stamps.count(first) == len(stamps)
    whole = agree and state.clocks.keys() == state.body.keys()
    return _text_of(first if whole else state.clocks)


def _clocks(stored: str, body: dict[str, Any]) -> dict[str, Any]:
    found = json.loads(stored)
    return found if isinstance(found, dict) else dict.fromkeys(body, found)


def _plain(annotation: Any) -> Any:
    """Return the type inside Annotated and Optional."""
    while get_origin(annotation) in (Annotated, Union, UnionType):
        annotation = next(one for one in get_args(annotation) if one is not type(None))
    return annotation


def _same(value: Any) -> Any:
    return value


def _text(value: Any) -> Value:
    return value if value.__class__ is str else None


def _integer(value: Any) -> Value:
    return value if value.__class__ is int and -INT64 <= value < INT64 else None


def _millis(value: Any) -> Value:
    return value if value.__class__ is int and 0 <= value <= MILLIS_MAX else None


def _flag(value: Any) -> Value:
    return int(value) if value.__class__ is bool else None


def _json(value: Any) -> Value:
    return _text_of(value) if value.__class__ in (list, dict) else None


def _text_of(value: Any) -> str:
    # Not the canonical form, which takes seven times as long and is needed only to hash.
    return to_json(value).decode()


def _day(value: Any) -> Value:
    if value.__class__ is not str:
        return None
    try:
        return value if date.fromisoformat(value).isoformat() == value else None
    except ValueError:
        return None


_TO_SQL: Final[Mapping[Fit, Callable[[Any], Value]]] = MappingProxyType(
    {
        Fit.TEXT: _text,
        Fit.DAY: _day,
        Fit.INTEGER: _integer,
        Fit.INSTANT: _millis,
        Fit.FLAG: _flag,
        Fit.JSON: _json,
    }
)
_FROM_SQL: Final[Mapping[Fit, Callable[[Any], Any]]] = MappingProxyType(
    {Fit.FLAG: bool, Fit.JSON: json.loads}
)
TABLES: Final[Mapping[str, RecordTable]] = MappingProxyType(
    {name: RecordTable(kind) for name, kind in KINDS.items()}
)
