"""Flags: which parts of the program are switched on, and at which stores.

A flag is a record of HQ: `{"name": "page.knowledge", "on": true}`, with `"stores": ["0018"]` when
it is on at some only. `page.NAME` switches a page, `part.NAME` a part of the members' page; what HQ
says nothing of is on. A ring of stores that get a new version first is the flag `ring.NAME`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from terminal.domain.errors import PolicyInvalidError


@dataclass(frozen=True, slots=True)
class Flag:
    """One switch. `stores` are those where it is on, None when it is on everywhere."""

    name: str
    on: bool
    stores: frozenset[str] | None = None

    def is_on_at(self, store: str | None) -> bool:
        """Tell whether it is on at a store."""
        return self.on and (self.stores is None or store in self.stores)


def read(content: Mapping[str, Any]) -> Flag | None:
    """Return the flag in a configuration's content, None when it is none."""
    match content:
        case {"name": str(name), "on": bool(on), **rest} if name:
            stores = rest.get("stores")
        case _:
            return None
    if stores is None:
        return Flag(name, on)
    if not isinstance(stores, list) or not all(isinstance(one, str) for one in stores):
        return None
    return Flag(name, on, frozenset(stores))


def flag_from_content(record_id: str, _version: int, content: Mapping[str, Any]) -> Flag:
    """Return the flag in a configuration's content. Raise PolicyInvalidError."""
    if (found := read(content)) is None:
        raise PolicyInvalidError(record_id, "flag")
    return found
