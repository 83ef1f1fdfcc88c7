"""What is read at once: all that the answer to a usual exchange needs, and all that judging a
push begins with.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple, Protocol

from sync.hub.devices import Device, Standing
from sync.hub.feed import Head
from sync.hub.port.streams import FeedRow
from sync.hub.records import Entity


class Glance(NamedTuple):
    """What a device is told of its ops, where streams end, and their rows beyond its cursors by
    number; a stream without such rows may be left out. All of it as of one instant.
    """

    standing: Standing
    heads: Mapping[str, Head]
    rows: Mapping[str, Sequence[FeedRow]]


class Sight(NamedTuple):
    """The owner of each of some records that is in a stream, the bodies of those that are staff by
    id, and all records that have an unresolved group of the device.
    """

    homes: dict[Entity, str]
    people: Mapping[str, Mapping[str, Any]]
    blocked: set[Entity]


class Sights(Protocol):
    """What judging a device's groups begins with."""

    def of(self, device: Device, stream: str, entities: Collection[Entity]) -> Sight:
        """Return what the device sees of these records as of one instant. Its chain is locked, so
        that nobody else keeps groups of it aside.
        """
        ...
