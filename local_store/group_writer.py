"""Writes many saves at once: rows, ops and keys of each as a single save would, several times as
fast, because what they share is asked and written once.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from local_store.checked_ops import made_plain, require_valid, wire_of, written_by
from local_store.connection import Connection, Value
from local_store.errors import RecordInvalidError
from local_store.lines import Slice
from local_store.outbox import Draft, Outbox
from local_store.ports import IdSource
from local_store.rebase import Rebase
from local_store.record_table import TABLES, Stored
from local_store.row_writer import RowWriter
from local_store.slices import ENCODERS, Encoded
from sync.merge import State, apply
from sync.protocol.kinds import Kind
from sync.protocol.ops import SALT_BYTES, OpBody
from terminal.domain.customer import Mark


@dataclass(frozen=True, slots=True)
class Write:
    """One op to be made: which record it changes, and how."""

    kind: str
    id: str
    body: OpBody


Group = Sequence[Write]
"""What stands or falls together at HQ."""


@dataclass(frozen=True, slots=True)
class GroupParts:
    """What writing needs of a unit of work. `admit` returns a kind that may be written here, or
    raises; `next_stamps` makes so many new ones.
    """

    db: Connection
    outbox: Outbox
    rebase: Rebase
    writer: RowWriter
    ids: IdSource
    actor: str
    admit: Callable[[str], Kind]
    next_stamps: Callable[[int], list[str]]


@dataclass(slots=True)
class _Record:
    """A record being changed: as it was found (None: new), as it is by now, and by which fields."""

    kind: Kind
    found: Stored | None
    state: State
    written: set[str] = field(default_factory=set)


class GroupWriter:
    """Writes some groups in one transaction; made for one call."""

    def __init__(self, parts: GroupParts) -> None:
        self._parts = parts
        self._records: dict[tuple[str, str], _Record] = {}

    def write(self, groups: Sequence[Group]) -> list[str]:
        """Write the groups in this order and return the stamp of each. Raise as `put` does."""
        self._find(groups)
        stamps = self._parts.next_stamps(len(groups))
        pairs = zip(groups, stamps, strict=True)
        drafts = [[self._draft(one, stamp) for one in group] for group, stamp in pairs]
        self._parts.outbox.append_groups(drafts)
        self._keep()
        return stamps

    def _find(self, groups: Sequence[Group]) -> None:
        by_kind: dict[str, dict[str, None]] = {}
        for group in groups:
            for one in group:
                by_kind.setdefault(one.kind, {})[one.id] = None
        for name, ids in by_kind.items():
            kind = self._parts.admit(name)
            rows = self._parts.db.execute(
                f"SELECT id FROM {kind.name} WHERE id IN (SELECT value FROM json_each(?))",
                (json.dumps(list(ids)),),
            )
            here = {one for (one,) in rows.fetchall()}
            for record_id in ids:
                found = TABLES[name].get(self._parts.db, record_id) if record_id in here else None
                state = found.state if found else State()
                self._records[name, record_id] = _Record(kind, found, state)

    def _draft(self, one: Write, stamp: str) -> Draft:
        record = self._records[one.kind, one.id]
        plain = made_plain(one.body, record.state)
        wire = wire_of(one.kind, plain)
        record.state = apply(record.kind, record.state, plain, stamp=stamp).state
        record.written |= written_by(wire)
        salt = self._parts.ids.random_bytes(SALT_BYTES)
        rev = record.found.rev if record.found else 0
        return Draft(one.kind, one.id, stamp, self._parts.actor, rev, wire, salt)

    def _keep(self) -> None:
        by_kind: dict[tuple[str, bool], list[tuple[str, _Record]]] = {}
        for (name, record_id), record in self._records.items():
            require_valid(record.kind, record.state, record.written)
            by_kind.setdefault((name, record.found is None), []).append((record_id, record))
        for (name, are_new), records in by_kind.items():
            rows = [self._row(name, record_id, record) for record_id, record in records]
            together = _encoded(name, rows) if are_new else None
            if together is not None:
                self._parts.writer.write_new(name, rows, together)
            else:
                self._parts.writer.write(name, rows, _encoded_by_row(name, rows))
        self._parts.writer.finish()

    def _row(self, kind: str, record_id: str, record: _Record) -> Stored:
        found = record.found
        self._parts.rebase.before_op(kind, record_id, found)
        if found is None:
            return Stored(record_id, record.state)
        return Stored(record_id, record.state, found.rev, found.h64, Mark.LOCAL)


def _encoded(kind: str, rows: Sequence[Stored]) -> Encoded | None:
    """Return new rows encoded column by column, or None when one is out of the ordinary."""
    ids = [row.id for row in rows]
    bodies, clocks = [row.state.body for row in rows], [row.state.clocks for row in rows]
    return ENCODERS[kind].encode(Slice(kind, ids, [0] * len(rows), bodies, clocks, ()), Mark.LOCAL)


def _encoded_by_row(kind: str, rows: Sequence[Stored]) -> list[tuple[Value, ...]]:
    encoded = [TABLES[kind].encode(row) for row in rows]
    whole = [values for values in encoded if values is not None]
    if len(whole) < len(rows):
        raise RecordInvalidError(kind)
    return whole
