"""Reads lines of one kind straight into the columns of its table.

A type made from the kind's body model lets the decoder read and check a line in one step, and what
a table keeps as JSON is kept as the text it came as. Nothing is read here that is in any way out of
the ordinary (unknown fields, nulls, values that do not fit): `read` says so, and such lines go the
tolerant way, which says what. What both can read becomes the same rows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import compress
from types import MappingProxyType
from typing import Annotated, Any, Final, Literal

from msgspec import DecodeError, Meta, Raw, Struct, defstruct
from msgspec.json import Decoder
from msgspec.structs import astuple

from local_store.connection import Value
from local_store.lines import STAMP, Shape
from local_store.record_table import INT64, MILLIS_MAX, TABLES, Column, Fit
from local_store.search_keys import KEY_FIELDS
from local_store.slices import ENCODERS, Encoded, is_day, schemas
from local_store.stamps import stamps_in
from sync.protocol import config
from sync.protocol.kinds import KINDS, Kind

_Line = tuple[str, str, int, Struct, Raw]
_CLOCKS: Final = Decoder(list[dict[str, Any]])


@dataclass(frozen=True, slots=True)
class Clocks:
    """Clocks as they are stored, and the stamps in them."""

    texts: Sequence[str]
    stamps: Sequence[str]


class TypedReader:
    """Reads lines of one kind."""

    def __init__(self, kind: Kind) -> None:
        self._kind = kind
        self._columns = [
            _TypedColumn(one, schemas(kind)[one.name]) for one in TABLES[kind.name].columns
        ]
        self._lines = Decoder(list[_line_type(kind, self._columns)])  # type: ignore[misc]
        self._shapes: dict[tuple[str, ...], list[bytes]] = {}

    def read(
        self, lines: Sequence[bytes], parts: Sequence[int]
    ) -> tuple[Sequence[str], Encoded] | None:
        """Return the ids and rows of some whole lines; None when one is not of this kind or not of
        the ordinary form. `parts` are the content hashes.
        """
        try:
            found = self._lines.decode(b"[" + b",".join(lines) + b"]")
            if len(found) != len(lines):
                return None
            return self._encoded(found, lines, parts)
        except (DecodeError, UnicodeDecodeError, RecursionError):
            return None

    def _encoded(
        self, found: Sequence[_Line], lines: Sequence[bytes], parts: Sequence[int]
    ) -> tuple[Sequence[str], Encoded] | None:
        _, ids, revs, bodies, raws = zip(*found, strict=True)
        columns = dict(
            zip(
                (column.name for column in self._columns),
                zip(*map(astuple, bodies), strict=True),
                strict=True,
            )
        )
        present: list[str] = []
        mixed: list[str] = []
        named: dict[str, Sequence[Value]] = {"id": ids}
        searched: dict[str, Sequence[Any]] = {}
        keyed = KEY_FIELDS.get(self._kind.name, frozenset())
        for column in self._columns:
            values = columns[column.name]
            missing = 0 if column.required else values.count(None)
            if missing == len(values):
                continue
            (mixed if missing else present).append(column.name)
            read = column.read(values, is_whole=not missing)
            if read is None:
                return None
            named[column.name], found_values = read
            if column.name in keyed:
                searched[column.name] = found_values
        frames = self._frames(present, [(name, columns[name]) for name in mixed], len(ids))
        clocks = _clocks(lines, frames, raws)
        if clocks is None:
            return None
        named |= {"rev": revs, "clocks": clocks.texts, "h64": parts}
        encoder = ENCODERS[self._kind.name]
        return ids, encoder.finish(named, clocks.stamps, searched)

    def _frames(
        self, present: list[str], mixed: list[tuple[str, Sequence[Any]]], count: int
    ) -> Sequence[list[bytes]]:
        """Return for each line the text around the stamps of clocks that are one stamp, if it has
        such clocks: their fields are those of the body.
        """
        if not mixed:
            return [self._frame(tuple(present))] * count
        names = [name for name, _ in mixed]
        masks = zip(*([one is not None for one in column] for _, column in mixed), strict=True)
        return [self._frame((*present, *compress(names, mask))) for mask in masks]

    def _frame(self, names: tuple[str, ...]) -> list[bytes]:
        found = self._shapes.get(names)
        if found is None:
            found = self._shapes[names] = Shape(sorted(names)).pieces
        return found


class _TypedColumn:
    """One field of a body: what it is in a line, and how it is stored."""

    def __init__(self, column: Column, schema: Any) -> None:
        self.name, self.required = column.name, column.required
        self._fit = column.fit
        inner = schema["schema"] if schema["type"] == "nullable" else schema
        values = _column_type(inner, column.fit)
        is_json = column.fit is Fit.JSON
        self.type: Any = Raw if is_json else values
        self._whole = Decoder(list[values]) if is_json else None  # type: ignore[valid-type]

    def read(
        self, values: Sequence[Any], *, is_whole: bool
    ) -> tuple[Sequence[Value], Sequence[Any]] | None:
        """Return a column as it is stored, and the values themselves; None when one does not fit.
        Raise DecodeError likewise.
        """
        if self._whole is not None:
            return self._json(values, self._whole, is_whole=is_whole)
        if self._fit is Fit.DAY and not all(map(is_day, set(values) - {None})):
            return None
        if self._fit is Fit.FLAG:
            return [None if one is None else int(one) for one in values], values
        return values, values

    def _json(
        self, values: Sequence[Raw | None], decoder: Decoder[Any], *, is_whole: bool
    ) -> tuple[Sequence[Value], Sequence[Any]] | None:
        raws = [bytes(one) for one in values if one is not None]
        found = decoder.decode(b"[" + b",".join(raws) + b"]")
        if len(found) != len(raws):
            return None
        texts = _texts(raws)
        if is_whole:
            return texts, found
        rest, taken = iter(found), iter(texts)
        return (
            [None if one is None else next(taken) for one in values],
            [None if one is None else next(rest) for one in values],
        )


def _texts(raws: Sequence[bytes]) -> list[str]:
    """Return these texts of one line each. To decode them one by one takes three times as long."""
    return b"\n".join(raws).decode().split("\n") if raws else []


def _clocks(
    lines: Sequence[bytes], frames: Sequence[list[bytes]], raws: Sequence[Raw]
) -> Clocks | None:
    """Return the clocks of lines; None when they are one stamp in a way of their own."""
    stamps = [line[-STAMP - 3 : -3] for line in lines]
    plain = [
        line.endswith(stamp.join(frame)) and stamp.isalnum()
        for line, stamp, frame in zip(lines, stamps, frames, strict=True)
    ]
    if all(plain):
        bare = _texts(stamps)
        return Clocks([f'"{stamp}"' for stamp in bare], sorted(set(bare)))
    others = [bytes(raw) for raw, is_plain in zip(raws, plain, strict=True) if not is_plain]
    odd = _CLOCKS.decode(b"[" + b",".join(others) + b"]")
    if len(odd) != len(others) or any(map(_is_one, odd)):
        return None
    rest = iter(others)
    texts = [
        f'"{stamp.decode()}"' if is_plain else next(rest).decode()
        for stamp, is_plain in zip(stamps, plain, strict=True)
    ]
    of_one = (stamp.decode() for stamp in set(compress(stamps, plain)))
    return Clocks(texts, sorted(stamps_in(odd).union(of_one)))


def _is_one(clocks: dict[str, Any]) -> bool:
    values = list(clocks.values())
    return not values or (values[0].__class__ is str and values.count(values[0]) == len(values))


def _line_type(kind: Kind, columns: Sequence[_TypedColumn]) -> Any:
    body = defstruct(
        f"{kind.name}_body",
        # An absent field is None; a null is nothing a field's type allows.
        [(one.name, one.type) if one.required else (one.name, one.type, None) for one in columns],
        kw_only=True,
        forbid_unknown_fields=True,
        gc=False,
    )
    rev = Annotated[int, Meta(ge=0, le=INT64 - 1)]
    return tuple[Literal[kind.name], str, rev, body, Raw]  # type: ignore[valid-type, name-defined]


def _column_type(schema: Any, fit: Fit) -> Any:
    """Return the type of a field that has a column: not more than the column can hold."""
    match fit:
        case Fit.INTEGER | Fit.INSTANT:
            low, high = schema.get("ge", -INT64), schema.get("le", INT64 - 1)
            if fit is Fit.INSTANT:
                low, high = max(low, 0), min(high, MILLIS_MAX)
            return Annotated[int, Meta(ge=low, le=high)]
        case Fit.DAY:
            return str  # Looked at by its calendar: that takes in the pattern.
        case _:
            return _type_of(schema)


def _type_of(schema: Any) -> Any:
    """Return the decoder's type for a schema of the body's model, with the same rules."""
    limits = {at: schema[at] for at in _LIMITS if at in schema}
    match schema["type"]:
        case "any" | "bool" | "int" | "str" as plain:
            found: Any = _PLAIN[plain]
            return Annotated[found, Meta(**limits)] if limits else found
        case "list":
            return list[_type_of(schema["items_schema"])]  # type: ignore[misc]
        case "dict":
            return dict[str, _type_of(schema["values_schema"])]  # type: ignore[misc]
        case "nullable":
            return _type_of(schema["schema"]) | None
        case "typed-dict":
            return _struct_of(schema["fields"])
        case other:
            raise TypeError(f"no type for a schema of type {other}")


def _struct_of(fields: Mapping[str, Any]) -> Any:
    types = {name: (_type_of(one["schema"]), one["required"]) for name, one in fields.items()}
    parts = [
        (name, one) if required else (name, one, None) for name, (one, required) in types.items()
    ]
    return defstruct("Part", parts, kw_only=True, gc=False)


_PLAIN: Final[Mapping[str, Any]] = MappingProxyType(
    {"any": Any, "bool": bool, "int": int, "str": str}
)
_LIMITS: Final = ("ge", "le", "min_length", "max_length", "pattern")
READERS: Final[Mapping[str, TypedReader]] = MappingProxyType(
    {
        name: TypedReader(kind)
        for name, kind in KINDS.items()
        if kind.stream != "up" and name not in config.CONFIG_KINDS
    }
)
