"""Turns many records of one kind into table rows at once, column by column.

The row-wise encoder looks at every value by itself. Here a whole column is looked at in a few calls
that run in C; when anything at all is out of the ordinary, `encode` says so and the slice goes the
row-wise way, which says what.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from types import MappingProxyType, NoneType
from typing import Any, Final

from pydantic_core import SchemaValidator, core_schema, to_json

from local_store.connection import Value
from local_store.lines import Slice
from local_store.record_table import INT64, MILLIS_MAX, TABLES, Column, Fit
from sync.protocol.kinds import KINDS, Kind
from terminal.domain.customer import Mark

_RECEIVED: Final = Mark.RECEIVED.value
_ACCEPTED: Final = Mark.ACCEPTED.value
_Column = Sequence[Value]


@dataclass(frozen=True, slots=True)
class Encoded:
    """Rows for the table and the statement that writes them. `stamps` were seen on the way; `odd`
    are clocks that hold more than one.
    """

    sql: str
    rows: list[tuple[Value, ...]]
    stamps: set[str]
    odd: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class SliceEncoder:
    """Encodes slices of one kind."""

    kind: Kind
    _is_valid: Callable[[Any], bool] = field(init=False)

    def __post_init__(self) -> None:
        bodies = core_schema.list_schema(_plain(self.kind.body.__pydantic_core_schema__))
        validator = SchemaValidator(bodies, core_schema.CoreConfig(strict=True))
        object.__setattr__(self, "_is_valid", validator.isinstance_python)

    def encode(self, records: Slice) -> Encoded | None:
        """Return the rows of valid, ordinary records; None when some are not."""
        bodies = records.bodies
        if not self._is_valid(bodies):
            return None
        named: dict[str, _Column] = {"id": records.ids}
        filled = 0
        for column in TABLES[self.kind.name].columns:
            values = [body.get(column.name) for body in bodies]
            found = _fitting(column, values)
            if found is None:
                return None
            encoded, count = found
            filled += count
            if count:
                named[column.name] = encoded
        if filled != sum(map(len, bodies)):  # Fields that have no column, or nulls.
            known = frozenset(TABLES[self.kind.name].names)
            named["extra"] = [_extra(body, known) for body in bodies]
        texts, stamps, odd = _clocks(records.clocks)
        named |= {"rev": records.revs, "clocks": texts, "h64": records.parts}
        if self.kind.counted:
            accepted = named.get("accepted", [None] * len(texts))
            named["sync_state"] = [_ACCEPTED if one == 1 else _RECEIVED for one in accepted]
        rows = list(zip(*named.values(), strict=True))
        return Encoded(self._statement(list(named)), rows, stamps, odd)

    def _statement(self, names: list[str]) -> str:
        """Return the statement that writes these columns; the others become what they are in a row
        that holds nothing. What two columns share is bound once: binding takes half of the time.
        """
        places = {name: f"?{at}" for at, name in enumerate(names, 1)}
        if self.kind.subject in places:
            places["subject"] = places[self.kind.subject]
        places.setdefault("sync_state", f"'{_ACCEPTED}'")
        columns = ", ".join(f'"{name}"' for name in places)
        values = ", ".join(places.values())
        return (
            f"INSERT INTO {self.kind.name} ({columns}) VALUES ({values})"
            f" {TABLES[self.kind.name].on_conflict}"
        )


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


def _fitting(column: Column, values: list[Any]) -> tuple[_Column, int] | None:
    """Return a column's values as they are stored and how many there are, or None when one does not
    fit.
    """
    types = set(map(type, values))
    present = values
    if NoneType in types:
        if column.required:
            return None
        types.remove(NoneType)
        present = [one for one in values if one is not None]
        if not present:
            return values, 0
    check, convert = _COLUMNS[column.fit]
    if not check(types, present):
        return None
    if convert is not None:
        values = [None if one is None else convert(one) for one in values]
    return values, len(present)


def _extra(body: dict[str, Any], known: frozenset[str]) -> str | None:
    rest = {name: one for name, one in body.items() if name not in known or one is None}
    return _to_text(rest) if rest else None


def _clocks(
    clocks: Sequence[str | dict[str, Any]],
) -> tuple[list[str], set[str], list[dict[str, Any]]]:
    """Return clocks as they are stored (see RecordTable)."""
    texts = [f'"{one}"' if isinstance(one, str) else _to_text(one) for one in clocks]
    stamps = {one for one in clocks if isinstance(one, str)}
    return texts, stamps, [one for one in clocks if not isinstance(one, str)]


def _are_texts(types: set[type], _: list[Any]) -> bool:
    return types == {str}


def _are_days(types: set[type], values: list[Any]) -> bool:
    return types == {str} and all(map(_is_day, set(values)))


@lru_cache(maxsize=20_000)
def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _are_integers(types: set[type], values: list[Any]) -> bool:
    return types == {int} and -INT64 <= min(values) and max(values) < INT64


def _are_instants(types: set[type], values: list[Any]) -> bool:
    return types == {int} and min(values) >= 0 and max(values) <= MILLIS_MAX


def _are_flags(types: set[type], _: list[Any]) -> bool:
    return types == {bool}


def _are_json(types: set[type], _: list[Any]) -> bool:
    return types <= {list, dict}


def _to_text(value: Any) -> str:
    return to_json(value).decode()


# Flags become numbers because the engine's adapter looks long at what is neither number nor text.
_COLUMNS: Final[
    Mapping[Fit, tuple[Callable[[set[type], list[Any]], bool], Callable[[Any], Value] | None]]
] = MappingProxyType(
    {
        Fit.TEXT: (_are_texts, None),
        Fit.DAY: (_are_days, None),
        Fit.INTEGER: (_are_integers, None),
        Fit.INSTANT: (_are_instants, None),
        Fit.FLAG: (_are_flags, int),
        Fit.JSON: (_are_json, _to_text),
    }
)
ENCODERS: Final[Mapping[str, SliceEncoder]] = MappingProxyType(
    {name: SliceEncoder(kind) for name, kind in KINDS.items()}
)
