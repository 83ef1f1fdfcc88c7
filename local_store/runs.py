"""Makes the lines of a chunk ready to be written, away from the store: nothing is looked up here.

Lines of one kind that stand together are a run. Nearly all are read by the type of their kind
(`typed`); a run in which anything is out of the ordinary is read the tolerant way.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import Final

from local_store.lines import Slice, parts_of, read_lines
from local_store.search_keys import Ready, ready_keys
from local_store.slices import Encoded
from local_store.typed import READERS

BATCH: Final = 256
"""So many lines are read together. To read them is one call that keeps the interpreter, and the
writer waits for it after each statement; what is made on the way stays in the processor's cache.
"""


@dataclass(frozen=True, slots=True)
class Run:
    """Records of one kind in order, with their content hashes (signed). `encoded` are their rows
    and `keys` what they are found by, when these could be made right away; `records` returns the
    records themselves.
    """

    kind: str
    ids: Sequence[str]
    parts: Sequence[int]
    records: Callable[[], Slice]
    encoded: Encoded | None = None
    keys: Mapping[str, Ready] | None = None


def prepare(lines: Sequence[bytes]) -> list[Run]:
    """Return the runs of some whole lines, none longer than BATCH. Raise PageMalformedError."""
    with no_collection():
        starts = range(0, len(lines), BATCH)
        return [run for at in starts for run in _prepared(lines[at : at + BATCH])]


def _prepared(lines: Sequence[bytes]) -> list[Run]:
    parts = parts_of(lines)
    kinds = {_kind(lines[0]), _kind(lines[-1])}
    if len(kinds) == 1:  # So are all, nearly always; if not, the reader will say so.
        return _read(kinds.pop(), lines, parts)
    runs: list[Run] = []
    start = 0
    for kind, members in groupby(lines, _kind):
        end = start + sum(1 for _ in members)
        runs += _read(kind, lines[start:end], parts[start:end])
        start = end
    return runs


def _read(kind: str, lines: Sequence[bytes], parts: Sequence[int]) -> list[Run]:
    reader = READERS.get(kind)
    found = None if reader is None else reader.read(lines, parts)
    if found is not None:
        ids, encoded = found
        keys = ready_keys(kind, ids, encoded.searched)
        return [Run(kind, ids, parts, partial(_only, lines, parts), encoded, keys)]
    return _tolerant(lines, parts)


def tolerant(lines: Sequence[bytes]) -> list[Run]:
    """Return the runs of some whole lines whose rows are made when they are written. Raise
    PageMalformedError.
    """
    return _tolerant(lines, parts_of(lines))


def _tolerant(lines: Sequence[bytes], parts: Sequence[int]) -> list[Run]:
    return [
        Run(one.kind, one.ids, one.parts, partial(_itself, one)) for one in read_lines(lines, parts)
    ]


def _itself(records: Slice) -> Slice:
    return records


def _only(lines: Sequence[bytes], parts: Sequence[int]) -> Slice:
    (records,) = read_lines(lines, parts)
    return records


def _kind(line: bytes) -> str:
    """Return the kind a canonical line names; another line may say anything."""
    return line[2 : line.find(b'"', 2)].decode(errors="replace")


@contextmanager
def no_collection() -> Iterator[None]:
    """Keep the collector away while many small values are made and none of them is garbage. Threads
    may be in here at the same time: whoever found it at work sets it to work again.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
