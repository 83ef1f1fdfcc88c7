"""The storage port: all that HQ's logic asks of a database, and what it may rely on.

A transaction's changes are seen by others all at once when it ends, or never. Locks are taken in
one order everywhere, so that no two transactions wait for one another: first a device's chain, then
the records that exist (sorted), then those being created (sorted), then the counters of the streams
(sorted). All stay locked to the end. What is read belongs to the reader: changing it changes
nothing stored.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol, TypeVar

from sync.hub.devices import Device
from sync.hub.port.glances import Glance, Sights
from sync.hub.port.office import Counted, Meta, Past, Stores
from sync.hub.port.snapshots import Snapshots
from sync.hub.port.streams import Feeds, Members, Records
from sync.hub.port.tills import Alerts, Aside, Codes, Devices, Links, Nonces, Ops

T = TypeVar("T")


@dataclass(slots=True)
class Transaction:
    """Everything stored, by concern, as one transaction or snapshot sees it."""

    records: Records
    members: Members
    feeds: Feeds
    ops: Ops
    aside: Aside
    devices: Devices
    stores: Stores
    codes: Codes
    nonces: Nonces
    links: Links
    alerts: Alerts
    counted: Counted
    snapshots: Snapshots
    past: Past
    meta: Meta
    sights: Sights
    reader: str = ""
    """A device that is told in another way of what this moves: `Storage.on_moved` gets it too."""


class Storage(Protocol):
    """A database. Safe to use from several threads.

    Raise StorageAwayError when it cannot be reached, and NotStorableError for a value it has no
    room for; nothing is stored then.
    """

    on_moved: Callable[[Collection[str], str], None]
    """Called after a transaction of `run` was committed, with the streams that it wrote to and the
    device that need not be told, or "".
    """

    def run(self, work: Callable[[Transaction], T]) -> T:
        """Return what `work` returns, its changes committed together.

        When another transaction got in the way, the whole work is run again; after several such
        times the caller is told to come again (RefusedError, BUSY).
        """
        ...

    def apart(self, work: Callable[[Transaction], T]) -> T:
        """Return what `work` returns; each of its changes stands by itself at once. For work of one
        or two calls that needs no transaction.
        """
        ...

    def snapshot(self) -> AbstractContextManager[Transaction]:
        """Lend a view whose reads all see the same instant, and which takes no lock that a writer
        waits for. It cannot write.
        """
        ...

    def glance(self, device: Device, asked: Sequence[tuple[str, int, int]]) -> Glance:
        """Return how the device and the streams stand as of one instant. `asked` are streams, each
        once, with the number beyond which rows are wanted and how many at most.
        """
        ...

    def close(self) -> None:
        """Let go of everything."""
        ...


def nobody_listens(streams: Collection[str], but: str) -> None:
    """Stand in for whoever wants to know which streams moved."""
