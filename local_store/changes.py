"""What a unit of work touched, told to the screens after the commit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

SYNC: Final = "sync"
"""Stands among the kinds when the outbox, a cursor or the exchange's state changed."""


class Changes:
    """Ids of touched records by kind."""

    def __init__(self) -> None:
        self._ids: dict[str, set[str]] = {}

    def touch(self, kind: str, ids: Iterable[str]) -> None:
        """Note records of one kind."""
        self._ids.setdefault(kind, set()).update(ids)

    def touch_sync(self) -> None:
        """Note that the exchange's numbers changed."""
        self._ids.setdefault(SYNC, set())

    def take(self) -> Mapping[str, frozenset[str]]:
        """Return what was touched, and keep none of it: a unit of work goes only when the collector
        comes, and a load that puts a million records in place must not hold their ids until then.
        Kinds without ids say that only their numbers changed.
        """
        taken, self._ids = self._ids, {}
        return MappingProxyType({kind: frozenset(ids) for kind, ids in taken.items()})
