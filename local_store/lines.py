"""Reads a chunk of a snapshot: lines of canonical JSON, `[kind, id, rev, body, clocks]`.

The hash of a record is that of its line as it came, so no line is ever put together again. Most
records were written by one op and have one stamp in all their clocks, more than half of the line:
such clocks are known by the text around the stamp, and are not taken apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import blake2b
from itertools import groupby
from struct import unpack
from typing import Any, Final

from pydantic_core import from_json

from local_store.errors import PageMalformedError
from sync.protocol.canonical import encode

_FORM: Final = (str, str, int, dict)
_HASH: Final = partial(blake2b, digest_size=8)
STAMP: Final = 24
"""Length of a stamp."""
_SHAPES_MAX: Final = 8
_LESSONS_MAX: Final = 64

Clocks = str | dict[str, Any]


@dataclass(frozen=True, slots=True)
class Slice:
    """Records of one kind: what stands at one place in each belongs together. `clocks` is the one
    stamp that all fields of the body have, or the clocks themselves. `parts` are the content
    hashes (signed).
    """

    kind: str
    ids: Sequence[str]
    revs: Sequence[int]
    bodies: Sequence[dict[str, Any]]
    clocks: Sequence[Clocks]
    parts: Sequence[int]

    def clocks_at(self, place: int) -> dict[str, Any]:
        """Return the clocks of one record, by field."""
        clocks = self.clocks[place]
        return dict.fromkeys(self.bodies[place], clocks) if isinstance(clocks, str) else clocks


class Shape:
    """Clocks that are one stamp, of certain fields: `pieces` are the text of a line around the
    stamps, to its end.
    """

    def __init__(self, names: list[str]) -> None:
        self.names = names
        keys = [encode(name) for name in names]
        self.pieces = [b",{" + keys[0] + b':"', *(b'",' + key + b':"' for key in keys[1:]), b'"}]']
        self.size = sum(map(len, self.pieces)) + STAMP * len(names)


def read(data: bytes) -> list[Slice]:
    """Return the records of some whole lines, in order, by kind. Raise PageMalformedError."""
    lines = split(data)
    return read_lines(lines, parts_of(lines))


def split(data: bytes) -> list[bytes]:
    """Return the lines of some text of whole lines."""
    return data.removesuffix(b"\n").split(b"\n") if data else []


def count_of(data: bytes) -> int:
    """Return how many lines some text of whole lines has."""
    return data.count(b"\n") + (bool(data) and not data.endswith(b"\n"))


def parts_of(lines: Sequence[bytes]) -> Sequence[int]:
    """Return the content hashes (signed) of records from their lines."""
    return unpack(f">{len(lines)}q", b"".join([_HASH(line).digest() for line in lines]))


def read_lines(lines: Sequence[bytes], parts: Sequence[int]) -> list[Slice]:
    """Return the records of lines, in order, by kind; `parts` are their content hashes. Raise
    PageMalformedError.
    """
    if not lines:
        return []
    heads, shapes = _cut(lines)
    try:
        rows = from_json(b"[" + b",".join(heads) + b"]", allow_inf_nan=False)
        clocks = [
            row.pop(4) if shape is None else _clocks(row[3], line, shape)
            for row, line, shape in zip(rows, lines, shapes, strict=True)
        ]
        columns = list(zip(*rows, strict=True))
    except (ValueError, TypeError, LookupError, AttributeError):
        raise PageMalformedError("lines") from None
    forms = [set(map(type, column)) for column in columns]
    if forms != [{form} for form in _FORM] or min(columns[2]) < 0:
        raise PageMalformedError("lines")
    if not set(map(type, clocks)) <= {str, dict}:
        raise PageMalformedError("lines")
    return list(_by_kind([*columns, clocks], parts))


def _cut(lines: Sequence[bytes]) -> tuple[list[bytes], list[Shape | None]]:
    """Cut off clocks that are one stamp, which are more than half of most lines."""
    known: list[Shape] = []
    lessons = 0
    heads: list[bytes] = []
    shapes: list[Shape | None] = []
    for line in lines:
        stamp = line[-STAMP - 3 : -3]
        found = None
        if stamp.isalnum():
            found = _fitting(line, stamp, known)
            if found is None and lessons < _LESSONS_MAX:
                lessons += 1
                if (shape := _learned(line, stamp)) is not None:
                    known = [shape, *known][:_SHAPES_MAX]
                    found = _fitting(line, stamp, known)
        shapes.append(found)
        if found is None:
            heads.append(line)
        else:
            heads.append(line[: -found.size] + b"]")
    return heads, shapes


def _fitting(line: bytes, stamp: bytes, known: list[Shape]) -> Shape | None:
    for shape in known:
        if line.endswith(stamp.join(shape.pieces)):
            return shape
    return None


def _learned(line: bytes, stamp: bytes) -> Shape | None:
    try:
        clocks = from_json(line)[4]
        is_one = bool(clocks) and set(clocks.values()) == {stamp.decode()}
    except (ValueError, TypeError, LookupError, AttributeError):
        return None  # More than one stamp, or no record: that is told when all lines are read.
    return Shape(list(clocks)) if is_one else None


def _clocks(body: Any, line: bytes, shape: Shape) -> Clocks:
    stamp = line[-STAMP - 3 : -3].decode()
    return stamp if list(body) == shape.names else dict.fromkeys(shape.names, stamp)


def _by_kind(columns: list[Any], parts: Sequence[int]) -> Iterator[Slice]:
    kinds, ids, revs, bodies, clocks = columns
    start = 0
    for kind, members in groupby(kinds):
        end = start + sum(1 for _ in members)
        at = slice(start, end)
        yield Slice(kind, ids[at], revs[at], bodies[at], clocks[at], parts[at])
        start = end
