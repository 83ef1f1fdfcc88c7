"""What judging begins with, in memory."""

from __future__ import annotations

from collections.abc import Collection

from sync.hub.devices import Device
from sync.hub.memory.aside import MemoryAside
from sync.hub.memory.feeds import MemoryFeeds
from sync.hub.memory.records import MemoryRecords
from sync.hub.memory.tables import Journal
from sync.hub.port.glances import Sight
from sync.hub.records import Entity, Key


class MemorySights:
    """See `port.glances.Sights`."""

    def __init__(self, journal: Journal) -> None:
        self._feeds, self._records = MemoryFeeds(journal), MemoryRecords(journal)
        self._aside = MemoryAside(journal)

    def of(self, device: Device, stream: str, entities: Collection[Entity]) -> Sight:
        """Return what the device sees of these records."""
        homes = self._feeds.owners_in(stream, entities)
        people = self._records.read(
            Key(owner, *entity) for entity, owner in homes.items() if entity[0] == "staff"
        )
        bodies = {key.id: one.state.body for key, one in people.items()}
        return Sight(homes, bodies, self._aside.blocked(device))
