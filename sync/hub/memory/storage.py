"""HQ's storage in memory: one transaction at a time, undone exactly when it fails."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import Final, TypeVar

from sync.hub.devices import Device
from sync.hub.errors import ConcurrentChangeError, RefusedError, StorageAwayError
from sync.hub.memory.aside import MemoryAside
from sync.hub.memory.devices import MemoryDevices, MemoryNonces
from sync.hub.memory.feeds import MemoryFeeds
from sync.hub.memory.links import MemoryAlerts, MemoryLinks
from sync.hub.memory.office import MemoryCodes, MemoryCounted, MemoryMeta, MemoryPast, MemoryStores
from sync.hub.memory.ops import MemoryOps
from sync.hub.memory.records import MemoryMembers, MemoryRecords
from sync.hub.memory.sights import MemorySights
from sync.hub.memory.snapshots import MemorySnapshots
from sync.hub.memory.tables import Journal, Tables
from sync.hub.port.glances import Glance
from sync.hub.storage import Transaction, nobody_listens
from sync.protocol.problems import ProblemCode

T = TypeVar("T")

_ATTEMPTS: Final = 8


class MemoryStorage:
    """A database that lasts as long as this object. See `Storage`."""

    def __init__(self) -> None:
        self.tables = Tables()
        self.on_moved: Callable[[Collection[str], str], None] = nobody_listens
        self._lock = threading.RLock()
        self._open = False
        self._closed = False

    def run(self, work: Callable[[Transaction], T]) -> T:
        """Return what `work` returns, its changes kept together."""
        for _ in range(_ATTEMPTS):
            try:
                done, moved, reader = self._once(work)
            except ConcurrentChangeError:
                continue
            if moved:
                self.on_moved(moved, reader)
            return done
        raise RefusedError(ProblemCode.BUSY, retry_after_s=1)

    def apart(self, work: Callable[[Transaction], T]) -> T:
        """Return what `work` returns; what it changed before it failed stays."""
        with self._turn():
            return work(_transaction(Journal(self.tables)))

    @contextmanager
    def snapshot(self) -> Iterator[Transaction]:
        """Lend a view; it keeps writers waiting, which a database would not."""
        with self._turn():
            yield _transaction(Journal(self.tables, writable=False))

    def glance(self, device: Device, asked: Sequence[tuple[str, int, int]]) -> Glance:
        """Return how the device and the streams stand."""
        with self.snapshot() as tx:
            return Glance(
                tx.devices.standing(device),
                tx.feeds.heads([stream for stream, _, _ in asked]),
                {one[0]: tx.feeds.rows_after(*one) for one in asked},
            )

    def close(self) -> None:
        """Refuse any further work."""
        self._closed = True

    def copy(self) -> Tables:
        """Return a copy of everything, for `restore`."""
        with self._turn():
            return self.tables.copy()

    def restore(self, copy: Tables) -> None:
        """Make everything what it was when `copy` was taken."""
        with self._turn():
            self.tables = copy.copy()

    def _once(self, work: Callable[[Transaction], T]) -> tuple[T, Collection[str], str]:
        with self._turn():
            journal = Journal(self.tables)
            tx = _transaction(journal)
            try:
                return work(tx), tx.feeds.moved, tx.reader
            except BaseException:
                journal.undo()
                raise

    @contextmanager
    def _turn(self) -> Iterator[None]:
        with self._lock:
            # Within one another they would see what a database keeps apart.
            assert not self._open, "one transaction within another"
            if self._closed:
                raise StorageAwayError("closed")
            self._open = True
            try:
                yield
            finally:
                self._open = False


def _transaction(journal: Journal) -> Transaction:
    return Transaction(
        records=MemoryRecords(journal),
        members=MemoryMembers(journal),
        feeds=MemoryFeeds(journal),
        ops=MemoryOps(journal),
        aside=MemoryAside(journal),
        devices=MemoryDevices(journal),
        stores=MemoryStores(journal),
        codes=MemoryCodes(journal),
        nonces=MemoryNonces(journal),
        links=MemoryLinks(journal),
        alerts=MemoryAlerts(journal),
        counted=MemoryCounted(journal),
        snapshots=MemorySnapshots(journal),
        past=MemoryPast(journal),
        meta=MemoryMeta(journal),
        sights=MemorySights(journal),
    )
