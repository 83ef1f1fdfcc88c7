"""Entries that took each other's place, put together: all that was ever said of one thing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

T = TypeVar("T")


def together(
    entries: Iterable[T], id_of: Callable[[T], str], before: Callable[[T], str | None]
) -> tuple[tuple[T, ...], ...]:
    """Return entries by what they are about, in the order of the first ones. `before` tells whose
    place an entry took, None for nobody's; `entries` are in the order in which they were entered.
    """
    every = list(entries)
    roots = {id_of(one): id_of(one) for one in every}

    def root(of: str) -> str:
        while roots[of] != of:
            of = roots[of]
        return of

    for one in every:
        old, own = before(one), id_of(one)
        if old in roots and root(old) != own:
            roots[root(own)] = root(old)
    found: dict[str, list[T]] = {}
    for one in every:
        found.setdefault(root(id_of(one)), []).append(one)
    return tuple(tuple(same) for same in found.values())
