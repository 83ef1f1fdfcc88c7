"""Files that look like one person's, found by HQ among those of all stores. Nothing is stored."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations
from typing import Any, Final

from sync.hub import records
from sync.hub.records import Key
from sync.hub.storage import Transaction
from terminal.domain.imports.matching import LISTED, Person, compare
from terminal.domain.imports.rows import Entry

_GROUP_MOST: Final = 6
"""A phone in more files than this is a shop's, and says nothing."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of two files as HQ has it, with the stores that see it."""

    key: Key
    stores: tuple[str, ...]
    body: Mapping[str, Any] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Likely:
    """Two files that nobody at HQ decided about, how much speaks for one person (0 to 100), and
    what.
    """

    first: Side
    second: Side
    score: int
    reasons: tuple[str, ...]


def likely(tx: Transaction, decided: Collection[tuple[str, str]]) -> list[Likely]:
    """Return pairs but for those decided about, the likeliest first. A phone alone is a
    household's. It goes through all files.
    """
    keys = {
        (one, other)
        for group in tx.records.alike(_GROUP_MOST)
        for one, other in combinations(group, 2)
        if (min(one.id, other.id), max(one.id, other.id)) not in decided
    }
    found = [_likely(tx, one, other) for one, other in sorted(keys)]
    listed = [one for one in found if one is not None]
    return sorted(listed, key=lambda one: (-one.score, one.first.key, one.second.key))


def side(tx: Transaction, key: Key) -> Side:
    """Return a file that is here, with the stores that see it."""
    streams = tx.members.streams_of([key]).get(key, ())
    body = tx.records.read([key])[key].state.body
    return Side(key, tuple(records.store_of(one) for one in streams), body)


def _likely(tx: Transaction, one: Key, other: Key) -> Likely | None:
    """Return two files if they are likely one person's and may be used."""
    first, second = side(tx, one), side(tx, other)
    if any(each.body.get(no) for each in (first, second) for no in ("restricted", "withdrawn")):
        return None
    match = compare(_entry(first.body), _person(second.body), _unheard)
    return Likely(first, second, match.score, match.reasons) if match.score >= LISTED else None


def _entry(body: Mapping[str, Any]) -> Entry:
    phones = tuple(body.get("phones") or ())
    return Entry(0, str(body.get("name", "")), body.get("sex"), _born(body), phones)


def _person(body: Mapping[str, Any]) -> Person:
    phones, former = tuple(body.get("phones") or ()), tuple(body.get("aliases") or ())
    return Person(str(body.get("name", "")), phones, _born(body), body.get("sex"), former=former)


def _born(body: Mapping[str, Any]) -> date | None:
    try:
        return date.fromisoformat(str(body.get("birth_on")))
    except ValueError:
        return None


def _unheard(_name: str) -> frozenset[str]:
    """HQ has no table of how names sound; tills have one."""
    return frozenset()
