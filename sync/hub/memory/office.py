"""What HQ's own people and jobs keep, in memory."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence

from sync.hub.devices import Device
from sync.hub.memory.tables import CodeRow, Journal, WorkRow
from sync.hub.port.office import Arrival, Version
from sync.hub.port.tills import Code
from sync.hub.records import Key
from sync.merge import Body
from sync.protocol.canonical import encode
from sync.protocol.enrol import StoreInfo


class MemoryStores:
    """See `storage.Stores`."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._tables = journal.tables

    def find(self, store: str) -> StoreInfo | None:
        """Return the store with this id."""
        return self._tables.stores.get(store)

    def keep(self, store: StoreInfo) -> None:
        """Make a store, or change it."""
        self._journal.put(self._tables.stores, store.id, store)


class MemoryCodes:
    """See `storage.Codes`."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._tables = journal.tables

    def add(self, code: Code, *, expires_at: int) -> None:
        """Keep a new code."""
        row = CodeRow(code.store, code.desk, expires_at, again=code.again)
        self._journal.put(self._tables.codes, code.secret_hash, row)

    def lock(self, secret_hash: bytes, *, now_ms: int) -> Code | None:
        """Return a good code."""
        row = self._tables.codes.get(secret_hash)
        if row is None or row.expires_at < now_ms:
            return None
        return Code(secret_hash, row.store, row.desk, row.device, row.again)

    def use(self, secret_hash: bytes, device: str, *, now_ms: int) -> None:
        """Note which till used the code."""
        row = self._tables.codes[secret_hash]._replace(used_at=now_ms, device=device)
        self._journal.put(self._tables.codes, secret_hash, row)

    def failures(self, address: str, *, since_ms: int) -> int:
        """Return how many wrong secrets came from the address."""
        return sum(at > since_ms for at in self._tables.failures.get(address, ()))

    def note_failure(self, address: str, *, now_ms: int, forget_ms: int) -> None:
        """Note a wrong secret."""
        failures = self._tables.failures
        for one, times in list(failures.items()):
            self._journal.put(failures, one, tuple(at for at in times if at > forget_ms))
        self._journal.put(failures, address, (*failures.get(address, ()), now_ms))


class MemoryCounted:
    """See `storage.Counted`."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._tables = journal.tables

    def queue(self, device: Device, work: Sequence[tuple[Key, str]], *, now_ms: int) -> None:
        """Queue outcomes."""
        for key, task in work:
            row = self._tables.work.get(key)
            if row is None:
                row = WorkRow(task, Arrival(device.store, device.device, now_ms))
            self._journal.put(self._tables.work, key, row._replace(decided_at=None))
            self._journal.put(self._tables.waiting, key, row.arrival.received_at)

    def claim(self, limit: int) -> list[tuple[Key, str]]:
        """Return some outcomes that wait."""
        waiting = sorted(self._tables.waiting.items(), key=lambda item: item[1])
        return [(key, self._tables.work[key].task) for key, _ in waiting[:limit]]

    def settle(self, work: Collection[Key], *, now_ms: int) -> None:
        """Take these out of the queue."""
        for key in work:
            row = self._tables.work[key]._replace(decided_at=now_ms)
            self._journal.put(self._tables.work, key, row)
            self._journal.drop(self._tables.waiting, key)

    def requeue(self, device: str, *, since_ms: int, now_ms: int) -> int:
        """Queue again what came from a device since then."""
        again = [
            (key, row)
            for key, row in self._tables.work.items()
            if row.arrival.device == device and row.arrival.received_at >= since_ms
        ]
        for key, row in again:
            arrival = row.arrival._replace(received_at=now_ms)
            self._journal.put(self._tables.work, key, WorkRow(row.task, arrival))
            self._journal.put(self._tables.waiting, key, now_ms)
        return len(again)

    def arrivals(self, outcomes: Collection[Key]) -> dict[Key, Arrival]:
        """Return from where and when each of these came."""
        there = self._tables.work
        return {key: there[key].arrival for key in outcomes if key in there}


class MemoryPast:
    """See `storage.Past`."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._tables = journal.tables

    def keep(self, versions: Mapping[Version, Body]) -> None:
        """Keep these."""
        for one, body in versions.items():
            self._journal.put(self._tables.past, one, encode(body).decode())

    def find(self, versions: Collection[Version]) -> dict[Version, Body]:
        """Return those that are there."""
        there = self._tables.past
        return {one: json.loads(there[one]) for one in versions if one in there}


class MemoryMeta:
    """See `storage.Meta`."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._tables = journal.tables

    def get(self, name: str) -> str | None:
        """Return a fact."""
        return self._tables.meta.get(name)

    def keep(self, name: str, value: str) -> str:
        """Keep a fact unless it is known."""
        if name not in self._tables.meta:
            self._journal.put(self._tables.meta, name, value)
        return self._tables.meta[name]

    def set(self, name: str, value: str) -> None:
        """Keep a fact whatever was known."""
        self._journal.put(self._tables.meta, name, value)
