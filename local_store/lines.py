"""Reads a chunk of a snapshot: lines of canonical JSON, `[kind, id, rev, body, clocks]`.

The hash of a record is that of its line as it came. Most records were written by one op, so that
all their clocks are one stamp; their clocks, more than half of the line, are recognised by their
shape and not taken apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import groupby
from struct import unpack
from typing import Any, Final

from pydantic_core import from_json

from local_store.errors import PageMalformedError

STAMP: Final = 24
_UNIFORM: Final = re.compile(rb'\{"[a-z0-9_]+":"\*"(?:,"[a-z0-9_]+":"\*")*\}')
_SHAPES_MAX: Final = 4_096
_FIELDS: Final = 5


@dataclass(frozen=True, slots=True)
class Slice:
    """Records of one kind: what stands at one place in each belongs together. `clocks` is the one
    stamp of all fields of the body, or the clocks themselves. `parts` are the content hashes
    (signed).
    """

    kind: str
    ids: Sequence[str]
    revs: Sequence[int]
    bodies: Sequence[dict[str, Any]]
    clocks: Sequence[str | dict[str, Any]]
    parts: Sequence[int]


class LineReader:
    """Reads chunks, and learns the shapes of clocks on the way."""

    def __init__(self) -> None:
        self._shapes: dict[bytes, list[str]] = {}

    def read(self, data: bytes) -> list[Slice]:
        """Return the records of some whole lines, in order, by kind. Raise PageMalformedError."""
        lines = data.removesuffix(b"\n").split(b"\n") if data else []
        digests = b"".join([blake2b(line, digest_size=8).digest() for line in lines])
        parts = unpack(f">{len(lines)}q", digests)
        heads, clocks = self._heads(lines)
        rows = _rows(heads)
        if rows is None or not _fit(rows, clocks):
            clocks = [None] * len(lines)
            rows = _rows(lines)
            if rows is None or not _fit(rows, clocks):
                raise PageMalformedError("lines")
        return list(_slices(rows, self._clocks(rows, clocks), parts))

    def _heads(self, lines: list[bytes]) -> tuple[list[bytes], list[tuple[str, bytes] | None]]:
        """Cut off clocks that are one stamp. Return what is left, and stamp and shape of each."""
        shapes = self._shapes
        heads: list[bytes] = []
        clocks: list[tuple[str, bytes] | None] = []
        for line in lines:
            at = line.rfind(b",{")
            stamp = line[-STAMP - 3 : -3]
            if stamp.isalnum():
                shape = line[at + 1 : -1].replace(stamp, b"*")
                if shape in shapes or self._learn(shape):
                    heads.append(line[:at] + b"]")
                    clocks.append((stamp.decode(), shape))
                    continue
            heads.append(line)
            clocks.append(None)
        return heads, clocks

    def _learn(self, shape: bytes) -> bool:
        if len(self._shapes) >= _SHAPES_MAX or not _UNIFORM.fullmatch(shape):
            return False
        self._shapes[shape] = list(from_json(shape))
        return True

    def _clocks(
        self, rows: list[Any], clocks: list[tuple[str, bytes] | None]
    ) -> list[str | dict[str, Any]]:
        found: list[str | dict[str, Any]] = []
        for row, known in zip(rows, clocks, strict=True):
            if known is None:
                found.append(row[4])
            elif list(row[3]) == self._shapes[known[1]]:
                found.append(known[0])
            else:
                found.append(dict.fromkeys(self._shapes[known[1]], known[0]))
        return found


def _rows(lines: list[bytes]) -> list[Any] | None:
    try:
        rows: list[Any] = from_json(b"[" + b",".join(lines) + b"]", allow_inf_nan=False)
    except ValueError:
        return None
    return rows if len(rows) == len(lines) else None


def _fit(rows: list[Any], clocks: list[tuple[str, bytes] | None]) -> bool:
    """Tell whether these are records, as far as their outer form goes."""
    if not rows:
        return True
    if set(map(type, rows)) != {list}:
        return False
    if any(
        len(row) != _FIELDS - (known is not None) for row, known in zip(rows, clocks, strict=True)
    ):
        return False
    kinds, ids, revs, bodies = zip(*(row[:4] for row in rows), strict=True)
    return (
        set(map(type, kinds)) == {str}
        and set(map(type, ids)) == {str}
        and set(map(type, revs)) == {int}
        and set(map(type, bodies)) == {dict}
        and all(type(row[4]) is dict for row in rows if len(row) == _FIELDS)
        and min(revs) >= 0
    )


def _slices(
    rows: list[Any], clocks: list[str | dict[str, Any]], parts: Sequence[int]
) -> Iterator[Slice]:
    start = 0
    for kind, members in groupby(rows, key=lambda row: row[0]):
        end = start + sum(1 for _ in members)
        of_kind = rows[start:end]
        yield Slice(
            kind,
            [row[1] for row in of_kind],
            [row[2] for row in of_kind],
            [row[3] for row in of_kind],
            clocks[start:end],
            parts[start:end],
        )
        start = end
