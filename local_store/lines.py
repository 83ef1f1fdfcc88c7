"""Reads a chunk of a snapshot: lines of canonical JSON, `[kind, id, rev, body, clocks]`.

The hash of a record is that of its line as it came, so no line is ever put together again.
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

_FORM: Final = (str, str, int, dict, dict)
_HASH: Final = partial(blake2b, digest_size=8)


@dataclass(frozen=True, slots=True)
class Slice:
    """Records of one kind: what stands at one place in each belongs together. `parts` are the
    content hashes (signed).
    """

    kind: str
    ids: Sequence[str]
    revs: Sequence[int]
    bodies: Sequence[dict[str, Any]]
    clocks: Sequence[dict[str, Any]]
    parts: Sequence[int]


def read(data: bytes) -> list[Slice]:
    """Return the records of some whole lines, in order, by kind. Raise PageMalformedError."""
    lines = data.removesuffix(b"\n").split(b"\n") if data else []
    if not lines:
        return []
    try:
        rows = from_json(b"[" + b",".join(lines) + b"]", allow_inf_nan=False)
        columns = list(zip(*rows, strict=True))
    except (ValueError, TypeError):
        raise PageMalformedError("lines") from None
    forms = [set(map(type, column)) for column in columns]
    if forms != [{form} for form in _FORM] or min(columns[2]) < 0 or len(rows) != len(lines):
        raise PageMalformedError("lines")
    digests = b"".join([_HASH(line).digest() for line in lines])
    return list(_by_kind(columns, unpack(f">{len(lines)}q", digests)))


def _by_kind(columns: list[Any], parts: Sequence[int]) -> Iterator[Slice]:
    kinds, ids, revs, bodies, clocks = columns
    start = 0
    for kind, members in groupby(kinds):
        end = start + sum(1 for _ in members)
        at = slice(start, end)
        yield Slice(kind, ids[at], revs[at], bodies[at], clocks[at], parts[at])
        start = end
