"""Requests to be shown a customer, and alerts, in memory."""

from __future__ import annotations

import json

from sync.hub.config import DAY_MS
from sync.hub.devices import Device
from sync.hub.memory.tables import Journal
from sync.hub.port.tills import Alert
from sync.hub.records import Key

_TWO = 2


class MemoryLinks:
    """See `port.tills.Links`."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._tables = journal.tables

    def count(self, device: Device, day: int) -> int:
        """Count one more request of the device on that day."""
        place = (device.device, day)
        used = self._tables.link_use.get(place, 0) + 1
        self._journal.put(self._tables.link_use, place, used)
        return used

    def customers_named(self, name: str, phone: str) -> list[Key]:
        """Return the customers with that name and phone."""
        found = []
        for key, row in sorted(self._tables.records.items()):
            if key.kind == "customer":
                body = json.loads(row.body)
                named = body.get("name") == name and phone in body.get("phones", ())
                if named and "canonical_id" not in body:
                    found.append(key)
        return found[:_TWO]

    def add_due(self, subject: Key, stream: str) -> None:
        """Note that a subject is to be put into a stream."""
        self._journal.put(self._tables.link_due, (stream, subject), None)

    def due(self, limit: int) -> list[tuple[Key, str]]:
        """Return subjects that are to be put into a stream."""
        return [(subject, stream) for stream, subject in sorted(self._tables.link_due)[:limit]]

    def drop_due(self, subject: Key, stream: str) -> None:
        """Note that it was done."""
        self._journal.drop(self._tables.link_due, (stream, subject))


class MemoryAlerts:
    """See `port.tills.Alerts`."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._tables = journal.tables

    def add(self, device: Device, code: str, *, now_ms: int) -> None:
        """Raise an alert about a device, once a day."""
        alert = Alert(device.store, device.device, code, now_ms)
        known = {one._replace(at=one.at // DAY_MS) for one in self._tables.alerts}
        if alert._replace(at=now_ms // DAY_MS) not in known:
            self._journal.put(self._tables.alerts, alert, None)

    def listed(self, *, since_ms: int) -> list[Alert]:
        """Return the alerts since then."""
        recent = [alert for alert in self._tables.alerts if alert.at >= since_ms]
        return sorted(recent, key=lambda one: (-one.at, one))
