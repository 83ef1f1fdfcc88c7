"""What a till has that HQ may not have: its ops, its keys, who it is, how it stands with HQ, and
what takes its imports back.

It is taken out of one database, whole or damaged, to be put into another.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from local_store import import_notes
from local_store.connection import Connection, Value
from local_store.enrolment import IDENTITY
from local_store.import_notes import Finder, ImportNotes
from local_store.lineage import HEAD, HOLES, LINEAGE, START
from local_store.op_row import OpRow, OpState
from local_store.outbox import LAST_N
from local_store.raw_rows import RawRow
from local_store.stamps import HLC
from local_store.standing import DRAINING, HEARD, HUB_STATE, LEASE, RAN, SEEN, SKEW
from sync.protocol import chain

JUDGED: Final = "judged"
CHAIN: Final = (LAST_N, HEAD, LINEAGE, START, HOLES)
_STANDING: Final = (SKEW, HEARD, SEEN, LEASE, HUB_STATE, DRAINING, RAN)
META: Final = (IDENTITY, *CHAIN, HLC, *_STANDING, JUDGED)
KEY_NAMES: Final = frozenset(p + n for p in ("", "next_", "old_") for n in ("sign", "box"))
_HASH_BYTES: Final = 32
_STATES: Final = frozenset(OpState)

Op = dict[str, Value]


@dataclass(frozen=True, slots=True)
class OwnWork:
    """Ops in order as columns by name, private keys by name, facts by name, and what its imports
    noted.
    """

    ops: Sequence[Op]
    keys: Mapping[str, bytes]
    meta: Mapping[str, str]
    imports: ImportNotes = field(default_factory=ImportNotes)

    @property
    def last_n(self) -> int:
        """Return the number of the last op that was made, whether it is here or not."""
        return max(int(self.meta.get(LAST_N) or 0), *(_n(op) for op in self.ops[-1:]), 0)

    @property
    def unsent(self) -> int:
        """Return how many ops HQ has not acknowledged."""
        return sum(1 for op in self.ops if op["state"] == OpState.PENDING)

    def with_identity_of(self, other: OwnWork) -> OwnWork:
        """Return this work with what it lacks of keys, identity and the names of its imports taken
        from an earlier copy.
        """
        meta = dict(self.meta)
        for name in (IDENTITY, LINEAGE, START):
            if IDENTITY not in self.meta and name in other.meta:
                meta[name] = other.meta[name]
        keys = self.keys if {"sign", "box"} <= self.keys.keys() else {**other.keys, **self.keys}
        return replace(self, meta=meta, keys=keys, imports=self.imports.named_by(other.imports))


@dataclass(frozen=True, slots=True)
class Closed:
    """Work whose chain closes again, and how many ops are not in it: `lost` ones HQ had not
    acknowledged, as far as is known, and `gone` ones that it has.
    """

    work: OwnWork
    lost: int
    gone: int


def read(db: Connection) -> OwnWork:
    """Return the work in a whole database."""
    cursor = db.execute("SELECT * FROM outbox ORDER BY n")
    names = column_names(db, "outbox")
    ops = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    keys = dict(db.execute("SELECT name, private FROM device_key").fetchall())
    meta = db.execute(
        "SELECT k, v FROM meta WHERE k IN (SELECT value FROM json_each(?))", (json.dumps(META),)
    )
    return OwnWork(ops, keys, dict(meta.fetchall()), import_notes.read(db))


def find(rows: Iterable[RawRow], columns: Sequence[str]) -> OwnWork:
    """Return the work among rows of a damaged database, told by its form; `columns` are those of
    the outbox. Of two versions of one op the one that is sent again counts.
    """
    ops: dict[int, Op] = {}
    keys: dict[str, bytes] = {}
    meta: dict[str, str] = {}
    imports = Finder()
    for row in rows:
        imports.see(row)
        match row.values:
            case (str(name), str(value)) if row.rowid is None and name in META:
                meta[name] = _later(name, meta.get(name), value)
            case (str(name), bytes(private)) if name in KEY_NAMES and len(private) == _HASH_BYTES:
                keys[name] = private
            case _ if (op := _as_op(row, columns)) is not None:
                known = ops.get(_n(op))
                if known is None or known["state"] != OpState.PENDING:
                    ops[_n(op)] = op
    return OwnWork([ops[n] for n in sorted(ops)], keys, meta, imports.found())


def closed(work: OwnWork) -> Closed:
    """Close the chain over ops that are not there. Those that HQ has leave a hole; where unsent
    ones are missing, those after them take their numbers and are chained anew. If HQ had one of
    them after all, it finds another op under its number, and the till comes again.
    """
    have = {_n(op) for op in work.ops}
    known = max((_n(op) for op in work.ops if op["state"] != OpState.PENDING), default=0)
    missing = [n for n in range(1, work.last_n + 1) if n not in have]
    gone = [n for n in missing if n < known]
    lost = [n for n in missing if n >= known]
    ops: list[Op] = [dict(op) for op in work.ops]
    if lost and IDENTITY in work.meta:
        _renumber(ops, lost[0], json.loads(work.meta[IDENTITY]))
    meta = {name: value for name, value in work.meta.items() if name not in (LAST_N, HEAD)}
    if ops:
        digest = ops[-1]["hash"]
        assert isinstance(digest, bytes)
        meta |= {LAST_N: str(_n(ops[-1])), HEAD: digest.hex()}
        meta[HLC] = max(meta.get(HLC, ""), *(str(op["hlc"]) for op in ops))
    if gone:
        meta[HOLES] = json.dumps(_runs(gone))
    return Closed(replace(work, ops=ops, meta=meta), len(lost), len(gone))


def column_names(db: Connection, table: str) -> list[str]:
    """Return the columns of a table in order."""
    return [str(row[1]) for row in db.execute(f'PRAGMA table_info("{table}")').fetchall()]


def row_of(op: Op) -> OpRow:
    """Return the part of an op that is hashed and sent."""
    values: dict[str, Any] = {name: op.get(name) for name in OpRow._fields}
    return OpRow(**values)


def _n(op: Op) -> int:
    n = op["n"]
    assert isinstance(n, int)
    return n


def _as_op(row: RawRow, columns: Sequence[str]) -> Op | None:
    """Return a row as an op, or None when it is none. One written by an older program is short."""
    if row.rowid is None or row.rowid < 1 or len(row.values) > len(columns):
        return None
    op: Op = dict.fromkeys(columns)
    op |= dict(zip(columns, row.values, strict=False))
    op |= {"n": row.rowid, "closed": op.get("closed") or 0}
    texts = ("g", "kind", "entity", "hlc", "actor")
    hashes = (op["prev"], op["hash"])
    is_one = (
        row.values[0] is None
        and op["state"] in _STATES
        and all(isinstance(op[name], str) for name in texts)
        and all(isinstance(one, bytes) and len(one) == _HASH_BYTES for one in hashes)
    )
    return op if is_one else None


def _later(name: str, known: str | None, found: str) -> str:
    """Return which of two versions of a fact is the later, where that can be told: one of them may
    be left over in a free page.
    """
    if known is None:
        return found
    if name in (LAST_N, RAN, SEEN):
        return max(known, found, key=int)
    return max(known, found) if name in (HLC, HEARD) else found


def _renumber(ops: list[Op], first: int, identity: dict[str, Any]) -> None:
    """Give the ops after a gap the numbers from `first` on, and chain them anew. A group is named
    after its first op; where that one is missing, after the first there is.
    """
    device, inc = str(identity["device"]), int(identity["inc"])
    before = [op for op in ops if _n(op) < first]
    after = [op for op in ops[len(before) :] if row_of(op).commitment is not None]
    names = {op["g"]: op["g"] for op in before}
    at = before[-1]["hash"] if before else chain.genesis(device, inc)
    for n, op in enumerate(after, first):
        row = row_of(op)
        commitment = row.commitment
        assert isinstance(at, bytes)
        assert commitment is not None
        group = str(names.setdefault(op["g"], chain.group_name(commitment)))
        digest = row._replace(n=n, g=group).digest(device, inc, at)
        op |= {"n": n, "g": group, "prev": at, "hash": digest, "tries": 0}
        at = digest
    ops[:] = before + after


def _runs(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Return runs of consecutive numbers as first and last."""
    runs: list[tuple[int, int]] = []
    for n in numbers:
        if runs and runs[-1][1] == n - 1:
            runs[-1] = (runs[-1][0], n)
        else:
            runs.append((n, n))
    return runs
