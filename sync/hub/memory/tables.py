"""Tables in memory: plain dictionaries of values that nobody changes, and a journal to undo by.

Every value is immutable (records are kept as JSON text), so a copy of the dictionaries is a copy of
the database, and putting the old values back undoes a transaction exactly.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any, NamedTuple, TypeVar

from sync.hub.devices import Pushed
from sync.hub.feed import Head
from sync.hub.op_log import KeptGroup
from sync.hub.port.office import Arrival, Version
from sync.hub.port.snapshots import Built
from sync.hub.port.tills import Alert
from sync.hub.records import Entity, Key
from sync.protocol.enrol import StoreInfo

K = TypeVar("K")
V = TypeVar("V")

_ABSENT: Any = object()


class RecordRow(NamedTuple):
    """A record; body and clocks are canonical JSON text."""

    rev: int
    body: str
    clocks: str
    h64: int
    review: tuple[tuple[str, int], ...]
    source: bytes | None


class FeedPlace(NamedTuple):
    """Where a record stands in a stream."""

    seq: int
    op: str
    owner: str
    lane: int
    gone_at: int | None


class OpRow(NamedTuple):
    """An op of the log. `body` is None for what was not applied."""

    g: str
    kind: str
    entity: str
    hlc: str
    actor: str
    recv_at: int
    sv: int
    base: int
    body: str | None
    salt: bytes | None
    commit: bytes
    hash: bytes
    verdict: str
    code: str | None


class AsideRow(NamedTuple):
    """A group that was not applied when it came, and the numbers of the last word on it and of all
    words on it.
    """

    group: KeptGroup
    vseq: int | None = None
    told: tuple[int, ...] = ()


class DeviceRow(NamedTuple):
    """A till."""

    store: str
    sig_pub: bytes
    box_pub: bytes
    inc: int
    status: str
    desk: str
    app: str
    schema_version: int
    enrolled_at: int
    last_seen: int
    key_made_at: int
    family: str
    lineage: tuple[str, ...] = ()
    skew_ms: int = 0
    forked_at: int | None = None
    next_sig_pub: bytes | None = None
    next_box_pub: bytes | None = None
    next_made_at: int | None = None
    draining_at: int | None = None


class CursorRow(NamedTuple):
    """How far HQ has a device's ops."""

    last_n: int
    last_hash: bytes
    durable_n: int
    vseq: int
    pushed: Pushed = Pushed()


class CodeRow(NamedTuple):
    """A one-time code."""

    store: str
    desk: str
    expires_at: int
    used_at: int | None = None
    device: str | None = None
    again: str | None = None


class WorkRow(NamedTuple):
    """Counted work."""

    task: str
    arrival: Arrival
    decided_at: int | None = None


class SnapshotRow(NamedTuple):
    """A snapshot with the chunks that its manifest names, in their order."""

    built: Built
    bodies: tuple[bytes, ...]


DeviceKey = tuple[str, str, int]
"""Store, device and incarnation."""


@dataclass(slots=True)
class Tables:
    """Everything stored. `about` and `outcomes` are indexes of `records`, `order` of `feed`,
    `owners` of `members`, `open` of `aside` and `waiting` of `work`.
    """

    records: dict[Key, RecordRow] = field(default_factory=dict)
    about: dict[tuple[str, str], tuple[Key, ...]] = field(default_factory=dict)
    outcomes: dict[tuple[str, str], tuple[Key, ...]] = field(default_factory=dict)
    members: dict[Key, tuple[str, ...]] = field(default_factory=dict)
    owners: dict[Entity, tuple[str, ...]] = field(default_factory=dict)
    feed: dict[tuple[str, str, str], FeedPlace] = field(default_factory=dict)
    order: dict[tuple[str, int], Entity] = field(default_factory=dict)
    heads: dict[str, Head] = field(default_factory=dict)
    ops: dict[tuple[str, str, int, int], OpRow] = field(default_factory=dict)
    aside: dict[tuple[str, int], AsideRow] = field(default_factory=dict)
    open: dict[str, tuple[int, ...]] = field(default_factory=dict)
    devices: dict[str, DeviceRow] = field(default_factory=dict)
    cursors: dict[DeviceKey, CursorRow] = field(default_factory=dict)
    reads: dict[tuple[str, str], int] = field(default_factory=dict)
    marks: dict[tuple[str, DeviceKey], int] = field(default_factory=dict)
    stores: dict[str, StoreInfo] = field(default_factory=dict)
    codes: dict[bytes, CodeRow] = field(default_factory=dict)
    failures: dict[str, tuple[int, ...]] = field(default_factory=dict)
    nonces: dict[tuple[str, str, str], int] = field(default_factory=dict)
    link_use: dict[tuple[str, int], int] = field(default_factory=dict)
    link_due: dict[tuple[str, Key], None] = field(default_factory=dict)
    alerts: dict[Alert, None] = field(default_factory=dict)
    work: dict[Key, WorkRow] = field(default_factory=dict)
    waiting: dict[Key, int] = field(default_factory=dict)
    past: dict[Version, str] = field(default_factory=dict)
    snapshots: dict[str, tuple[SnapshotRow, ...]] = field(default_factory=dict)
    meta: dict[str, str] = field(default_factory=dict)

    def copy(self) -> Tables:
        """Return a copy that shares every value."""
        return Tables(**{one.name: dict(getattr(self, one.name)) for one in fields(self)})


class Journal:
    """What a transaction changed, so that it can be undone. `writable` is False for a snapshot."""

    def __init__(self, tables: Tables, *, writable: bool = True) -> None:
        self.tables = tables
        self._writable = writable
        self._undo: list[tuple[dict[Any, Any], Any, Any]] = []

    def put(self, table: dict[K, V], key: K, value: V) -> None:
        """Set a row."""
        self._note(table, key)
        table[key] = value

    def drop(self, table: dict[K, V], key: K) -> None:
        """Take a row out, if it is there."""
        if key in table:
            self._note(table, key)
            del table[key]

    def undo(self) -> None:
        """Put everything back as it was."""
        for table, key, value in reversed(self._undo):
            if value is _ABSENT:
                del table[key]
            else:
                table[key] = value

    def _note(self, table: dict[Any, Any], key: Any) -> None:
        if not self._writable:
            raise AssertionError("a snapshot cannot write")
        self._undo.append((table, key, table.get(key, _ABSENT)))
