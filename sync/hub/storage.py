"""The storage port: all that HQ's logic asks of a database, and what it may rely on.

A transaction's changes are seen by others all at once when it ends, or never. Locks are taken in
one order everywhere, so that no two transactions wait for one another: first a device's chain, then
the records that exist (sorted), then those being created (sorted), then the counters of the streams
(sorted). All stay locked to the end. What is read belongs to the reader: changing it changes
nothing stored.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import NamedTuple, Protocol, TypeVar

from sync.hub.devices import Chain, Device, Listed, NewDevice, Standing
from sync.hub.feed import Delta, Entry, Head
from sync.hub.op_log import Judged, Logged
from sync.hub.records import Change, Entity, Key, Stored
from sync.protocol.enrol import StoreInfo

T = TypeVar("T")


class FeedRow(NamedTuple):
    """A row of a feed with its record; body and clocks are JSON text, None for a record that is
    gone.
    """

    kind: str
    id: str
    op: str
    seq: int
    rev: int
    body: str | None
    clocks: str | None


class Arrival(NamedTuple):
    """From where and when (UTC ms) counted work first came."""

    store: str
    device: str
    received_at: int


class Code(NamedTuple):
    """A one-time code that is still good: what it is bound to, and the till that used it."""

    secret_hash: bytes
    store: str
    desk: str
    device: str | None


class Records(Protocol):
    """Records, each with its revision."""

    def lock(self, keys: Iterable[Key], *, besides: Iterable[Key] = ()) -> dict[Key, Stored]:
        """Return those of the records that exist, locked. They, and those `besides`, which are not
        returned, are locked one after the other in the order of their keys.
        """
        ...

    def read(self, keys: Iterable[Key]) -> dict[Key, Stored]:
        """Return those of the records that exist, without a lock."""
        ...

    def write(self, changes: Sequence[Change]) -> None:
        """Write changed records, in the order of their keys. Those that existed are locked. Raise
        ConcurrentChangeError when one of the new ones exists by now.
        """
        ...

    def about(self, subject: Key, kinds: Collection[str]) -> dict[Key, int]:
        """Return the content hashes of the subject and, if it is a customer, of the records of
        these kinds about it.
        """
        ...

    def outcomes_of(self, tasks: Iterable[Key]) -> list[Key]:
        """Return the outcomes of these tasks."""
        ...


class Members(Protocol):
    """Which streams a subject, and with it every record about it, is in."""

    def streams_of(self, subjects: Iterable[Key]) -> dict[Key, tuple[str, ...]]:
        """Return the streams of each subject, sorted; a subject in none is left out."""
        ...

    def owners_of(self, subjects: Iterable[Entity]) -> dict[Entity, str]:
        """Return the owner of each subject that is in any stream."""
        ...

    def add(self, members: Iterable[tuple[Key, str]]) -> int:
        """Put subjects into streams, and return how many were not there."""
        ...

    def remove(self, subject: Key, stream: str) -> bool:
        """Take a subject out of a stream, and tell whether it was there."""
        ...


class Feeds(Protocol):
    """Per stream, the latest state of every record in it, in the order of commits."""

    @property
    def moved(self) -> Collection[str]:
        """Return the streams that this transaction has written to."""
        ...

    def append(self, stream: str, entries: Sequence[Entry], delta: Delta) -> None:
        """Give each entry the stream's next number.

        The stream's counter is locked from here to the end of the transaction. Nobody else can
        number a change of this stream meanwhile, and an abort takes the numbers back: a reader who
        sees the head sees every row up to it, without gaps. Call it last, and in sorted order of
        streams.
        """
        ...

    def heads(self, streams: Collection[str]) -> dict[str, Head]:
        """Return the streams' counters; a stream nobody wrote to is empty."""
        ...

    def owners_in(self, stream: str, entities: Collection[Entity]) -> dict[Entity, str]:
        """Return the owner of each record that is in the stream; the others are left out."""
        ...

    def rows_after(self, stream: str, after: int, limit: int) -> list[FeedRow]:
        """Return the stream's rows beyond `after`, by number, `limit` at most."""
        ...


class Ops(Protocol):
    """The log of every op HQ ever took."""

    def between(self, device: Device, first: int, last: int) -> dict[int, Logged]:
        """Return what HQ has of the device's ops from number `first` to `last`."""
        ...

    def keep(self, device: Device, judged: Sequence[Judged], *, now_ms: int) -> None:
        """Write the ops of these groups with their verdicts."""
        ...


class Aside(Protocol):
    """Groups that were not applied, byte for byte, and which records they touch."""

    def keep(self, device: Device, judged: Sequence[Judged], *, now_ms: int) -> None:
        """Keep these groups aside."""
        ...

    def blocked(self, device: Device) -> set[Entity]:
        """Return the records that have an unapplied group of this device."""
        ...


class Devices(Protocol):
    """The tills HQ knows."""

    def find(self, device: str) -> Device | None:
        """Return the device with this id."""
        ...

    def listed(self) -> list[Listed]:
        """Return every till, by store and the time of its enrolment."""
        ...

    def lock_naming(self) -> None:
        """Keep other enrolments waiting, so that an id found free stays free to the end."""
        ...

    def add(self, device: NewDevice) -> None:
        """Add a till, of which HQ has no ops yet."""
        ...

    def lock_chain(self, device: Device) -> Chain:
        """Return how far HQ has the device's ops, and keep every other push of it waiting: this is
        what makes each op take effect exactly once.
        """
        ...

    def standing(self, device: Device) -> Standing:
        """Return what the device is told of its ops."""
        ...

    def advance(self, device: Device, last_n: int, last_hash: bytes) -> None:
        """Note that HQ has the device's ops up to `last_n`."""
        ...

    def note_seen(self, device: Device, *, now_ms: int, skew_ms: int, schema_version: int) -> None:
        """Note when the device was heard of, how far its clock is behind HQ's, what it speaks."""
        ...

    def flag_fork(self, device: Device, *, now_ms: int) -> None:
        """Stop the device: its chain and HQ's are not the same."""
        ...

    def set_status(self, device: str, status: str) -> str:
        """Set what a device may do and return its store. Raise InputError for an unknown one."""
        ...


class Stores(Protocol):
    """The stores of the chain."""

    def find(self, store: str) -> StoreInfo | None:
        """Return the store with this id."""
        ...

    def keep(self, store: StoreInfo) -> None:
        """Make a store, or give it its new name, code, zone and cut-off."""
        ...


class Codes(Protocol):
    """One-time codes that admit tills, known by the hash of their secrets, and failed attempts."""

    def add(self, secret_hash: bytes, store: str, desk: str, *, expires_at: int) -> None:
        """Keep a new code."""
        ...

    def lock(self, secret_hash: bytes, *, now_ms: int) -> Code | None:
        """Return the code, locked, if it is good until `now_ms`."""
        ...

    def use(self, secret_hash: bytes, device: str, *, now_ms: int) -> None:
        """Note which till used the code."""
        ...

    def failures(self, address: str, *, since_ms: int) -> int:
        """Return how many wrong secrets came from the address after that time."""
        ...

    def note_failure(self, address: str, *, now_ms: int, forget_ms: int) -> None:
        """Note a wrong secret, and forget those up to `forget_ms`."""
        ...


class Nonces(Protocol):
    """Signed requests that were seen. They may be forgotten early: a replay has no effect."""

    def add(self, device: Device, nonce: str, *, now_ms: int) -> bool:
        """Note a nonce, and tell whether it is new."""
        ...

    def forget(self, *, before_ms: int) -> int:
        """Forget those seen before that time, and count them."""
        ...


class Counted(Protocol):
    """Counted work that waits for HQ's word, and where it came from."""

    def queue(self, device: Device, work: Sequence[tuple[Key, str]], *, now_ms: int) -> None:
        """Queue outcomes, each with its task. Where and when one first came from stays."""
        ...

    def claim(self, limit: int) -> list[tuple[Key, str]]:
        """Return some outcomes that wait, each with its task; nobody else gets them meanwhile."""
        ...

    def settle(self, work: Collection[Key], *, now_ms: int) -> None:
        """Take these out of the queue."""
        ...

    def arrivals(self, outcomes: Collection[Key]) -> dict[Key, Arrival]:
        """Return from where and when each of these came; what HQ made itself came from nowhere."""
        ...


class Meta(Protocol):
    """Small facts about this HQ, by name."""

    def get(self, name: str) -> str | None:
        """Return a fact."""
        ...

    def keep(self, name: str, value: str) -> str:
        """Keep a fact unless it is known, and return what is."""
        ...

    def set(self, name: str, value: str) -> None:
        """Keep a fact whatever was known."""
        ...


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
    counted: Counted
    meta: Meta


class Storage(Protocol):
    """A database. Safe to use from several threads.

    Raise StorageAwayError when it cannot be reached, and NotStorableError for a value it has no
    room for; nothing is stored then.
    """

    on_moved: Callable[[Collection[str]], None]
    """Called after a transaction of `run` was committed, with the streams that it wrote to."""

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

    def close(self) -> None:
        """Let go of everything."""
        ...


def nobody_listens(streams: Collection[str]) -> None:
    """Stand in for whoever wants to know which streams moved."""
